//! Remembers the layers of the words that were met, because words repeat.

use std::fmt;
use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

use crate::fingerprint::Fingerprint;
use crate::forms::Forms;
use crate::language::Language;

/// A bounded memory of words and their layers, for one thread and one language.
///
/// It never changes what analysis finds. When it is full it is cleared, and the
/// numbers it gave to words lose their meaning: [`Lexicon::generation`] tells.
/// An entry takes about 300 bytes.
pub struct Lexicon {
    capacity_entries: usize,
    generation: u64,
    cut_words: u64,
    owner: Option<(Fingerprint, Language)>,
    hasher: RandomState,
    /// Entries by the hash of their word.
    numbers: HashTable<u32>,
    /// The words one after another; an entry's word ends where the next begins.
    letters: String,
    ends: Vec<u32>,
    forms: Vec<Forms>,
}

impl Lexicon {
    /// How many words [`Lexicon::new`] holds.
    pub const DEFAULT_CAPACITY: usize = 65_536;

    /// An empty lexicon for [`Lexicon::DEFAULT_CAPACITY`] words.
    pub fn new() -> Self {
        Self::with_capacity(Self::DEFAULT_CAPACITY)
    }

    /// An empty lexicon for `entries` words, at least two and at most four
    /// million.
    pub fn with_capacity(entries: usize) -> Self {
        Self {
            capacity_entries: entries.clamp(2, 1 << 22),
            generation: 0,
            cut_words: 0,
            owner: None,
            hasher: RandomState::default(),
            numbers: HashTable::new(),
            letters: String::new(),
            ends: vec![0],
            forms: Vec::new(),
        }
    }

    /// Forgets every word; numbers given before are no longer valid.
    pub fn clear(&mut self) {
        self.numbers.clear();
        self.letters.clear();
        self.ends.truncate(1);
        self.forms.clear();
        self.generation += 1;
    }

    /// Rises whenever the numbers of words lose their meaning.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// How many words it holds; their numbers are below this.
    pub fn len(&self) -> usize {
        self.forms.len()
    }

    /// Whether it holds no word.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    /// How many words were longer than the limit and cut, since it was made.
    pub fn cut_words(&self) -> u64 {
        self.cut_words
    }

    /// The layers of the word with this number.
    ///
    /// # Panics
    ///
    /// When the number is not of the present generation.
    pub fn forms(&self, entry: u32) -> &Forms {
        &self.forms[entry as usize]
    }

    /// Makes room for so many more words, forgetting all where there is not enough. More than
    /// its capacity it never holds.
    pub fn make_room_for(&mut self, words: usize) {
        if self.len() + words > self.capacity_entries {
            self.clear();
        }
    }

    /// The number of a word, where it is held.
    pub fn entry_of(&self, word: &str) -> Option<u32> {
        let hash = self.hasher.hash_one(word.as_bytes());
        let is_word = |number: &u32| word_of(&self.letters, &self.ends, *number) == word;
        self.numbers.find(hash, is_word).copied()
    }

    /// Makes the lexicon one of this analysis, clearing it if it was another's.
    pub(crate) fn bind(&mut self, fingerprint: Fingerprint, analysis: Language) {
        let owner = Some((fingerprint, analysis));
        if self.owner != owner {
            if !self.is_empty() {
                self.clear();
            }
            self.owner = owner;
        }
    }

    /// Clears the lexicon if it cannot take two more words.
    #[inline]
    pub(crate) fn make_room(&mut self) {
        if self.forms.len() + 2 > self.capacity_entries {
            self.clear();
        }
    }

    pub(crate) fn count_cut(&mut self) {
        self.cut_words += 1;
    }

    /// The number of `word`, whose layers are asked for if it is new.
    #[inline]
    pub(crate) fn entry(&mut self, word: &str, forms: impl FnOnce(&str) -> Forms) -> u32 {
        let hash = self.hasher.hash_one(word.as_bytes());
        let (letters, ends) = (&self.letters, &self.ends);
        let found = self.numbers.find(hash, |number| word_of(letters, ends, *number) == word);
        if let Some(number) = found {
            return *number;
        }
        self.insert(word, hash, forms(word))
    }

    #[cold]
    fn insert(&mut self, word: &str, hash: u64, forms: Forms) -> u32 {
        let number = u32::try_from(self.forms.len()).expect("the capacity is far below 2^32");
        self.letters.push_str(word);
        let end = u32::try_from(self.letters.len()).expect("four million words of 255 bytes");
        self.ends.push(end);
        self.forms.push(forms);
        let (letters, ends, hasher) = (&self.letters, &self.ends, &self.hasher);
        self.numbers.insert_unique(hash, number, |number| {
            hasher.hash_one(word_of(letters, ends, *number).as_bytes())
        });
        number
    }
}

#[inline]
fn word_of<'l>(letters: &'l str, ends: &[u32], number: u32) -> &'l str {
    let number = number as usize;
    &letters[ends[number] as usize..ends[number + 1] as usize]
}

impl Default for Lexicon {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Lexicon {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Lexicon")
            .field("entries", &self.forms.len())
            .field("capacity_entries", &self.capacity_entries)
            .field("generation", &self.generation)
            .field("cut_words", &self.cut_words)
            .finish_non_exhaustive()
    }
}
