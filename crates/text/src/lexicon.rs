//! Remembers the layers of the words that were met, because words repeat.

use std::fmt;
use std::hash::BuildHasher;
use std::ops::Range;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

use crate::fingerprint::Fingerprint;
use crate::forms::{Forms, FormsRef};
use crate::language::Language;

/// A bounded memory of words and their layers, for one thread and one language.
///
/// It never changes what analysis finds. When it is full it is cleared, and the numbers it gave
/// to words and stems lose their meaning: [`Lexicon::generation`] tells. An entry takes about 50 bytes: what is asked for with every word
/// of a text had better stay in the processor's cache.
pub struct Lexicon {
    capacity_entries: usize,
    generation: u64,
    cut_words: u64,
    owner: Option<(Fingerprint, Language)>,
    hasher: RandomState,
    /// Entries by the hash of their word.
    numbers: HashTable<u32>,
    entries: Vec<Entry>,
    /// The words with those of their layers that differ from the one before, and the stems, each
    /// once.
    letters: String,
    /// Stems by their hash.
    stem_numbers: HashTable<u32>,
    stems: Vec<Piece>,
    /// Second forms, which few words have.
    second: Vec<SecondForms>,
}

/// What is known of a word; its texts stand in [`Lexicon::letters`].
#[derive(Debug, Clone, Copy)]
struct Entry {
    word: Piece,
    exact: Piece,
    folded: Piece,
    stem: u32,
    /// Which of [`Lexicon::second`] are the word's, plus one; none is 0.
    second: u32,
}

/// A piece of [`Lexicon::letters`]: where it begins, shifted by eight bits, and how many bytes it
/// has, at most 255.
#[derive(Debug, Clone, Copy)]
struct Piece(u64);

impl Piece {
    fn new(range: Range<usize>) -> Self {
        Self(((range.start as u64) << 8) | (range.len() as u64 & 0xFF))
    }

    #[inline]
    fn range(self) -> Range<usize> {
        let (start, length) = ((self.0 >> 8) as usize, (self.0 & 0xFF) as usize);
        start..start + length
    }
}

#[derive(Debug)]
struct SecondForms {
    also: Vec<Box<str>>,
    also_stems: Vec<Box<str>>,
    /// Of the same stems.
    stem_numbers: Vec<u32>,
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
            entries: Vec::new(),
            letters: String::new(),
            stem_numbers: HashTable::new(),
            stems: Vec::new(),
            second: Vec::new(),
        }
    }

    /// Forgets every word; numbers given before are no longer valid.
    pub fn clear(&mut self) {
        self.numbers.clear();
        self.entries.clear();
        self.letters.clear();
        self.stem_numbers.clear();
        self.stems.clear();
        self.second.clear();
        self.generation += 1;
    }

    /// Rises whenever the numbers of words and stems lose their meaning.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// How many words it holds.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it holds no word.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether it will be cleared before it takes another word.
    #[inline]
    pub fn is_full(&self) -> bool {
        // A hyphenated word comes with its joined form.
        self.entries.len() + 2 > self.capacity_entries
    }

    /// How many words were longer than the limit and cut, since it was made.
    pub fn cut_words(&self) -> u64 {
        self.cut_words
    }

    /// The stem with this number, or nothing where the number is not of this lexicon or was given
    /// before it was cleared. Numbers count up from 0.
    #[inline]
    pub fn stem(&self, number: u32) -> &str {
        self.stems.get(number as usize).map_or("", |stem| &self.letters[stem.range()])
    }

    /// Makes room for so many more words, forgetting all where there is not enough. More than
    /// its capacity it never holds.
    pub fn make_room_for(&mut self, words: usize) {
        if self.len() + words > self.capacity_entries {
            self.clear();
        }
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

    pub(crate) fn count_cut(&mut self) {
        self.cut_words += 1;
    }

    /// The number of a word, where it is held.
    pub fn entry_of(&self, word: &str) -> Option<u32> {
        let hash = self.hasher.hash_one(word.as_bytes());
        let is_word =
            |number: &u32| self.letters[self.entries[*number as usize].word.range()] == *word;
        self.numbers.find(hash, is_word).copied()
    }

    /// The layers of the word with this number.
    ///
    /// # Panics
    ///
    /// When the number is not of the present generation.
    #[inline]
    pub fn forms(&self, number: u32) -> FormsRef<'_> {
        let entry = &self.entries[number as usize];
        let second = self.second.get((entry.second as usize).wrapping_sub(1));
        FormsRef {
            exact: &self.letters[entry.exact.range()],
            folded: &self.letters[entry.folded.range()],
            also: second.map_or(&[], |second| &second.also),
            stem: self.stem(entry.stem),
            also_stems: second.map_or(&[], |second| &second.also_stems),
        }
    }

    /// The number of the stem of the word with this number.
    #[inline]
    pub(crate) fn stem_number(&self, number: u32) -> u32 {
        self.entries[number as usize].stem
    }

    /// The numbers of the other stems of the word with this number.
    #[inline]
    pub(crate) fn also_stem_numbers(&self, number: u32) -> &[u32] {
        let second = self.entries[number as usize].second as usize;
        self.second.get(second.wrapping_sub(1)).map_or(&[], |second| &second.stem_numbers)
    }

    /// The number of `word`, whose layers are asked for if it is new.
    #[inline]
    pub(crate) fn entry(&mut self, word: &str, forms: impl FnOnce(&str) -> Forms) -> u32 {
        let hash = self.hasher.hash_one(word.as_bytes());
        let (letters, entries) = (self.letters.as_bytes(), &self.entries);
        let is_it = |number: &u32| {
            letters.get(entries[*number as usize].word.range()) == Some(word.as_bytes())
        };
        if let Some(number) = self.numbers.find(hash, is_it) {
            return *number;
        }
        self.insert(word, hash, forms(word))
    }

    #[cold]
    fn insert(&mut self, word: &str, hash: u64, forms: Forms) -> u32 {
        let word = self.keep(word, None);
        let exact = self.keep(&forms.exact, Some(word));
        let folded = self.keep(&forms.folded, Some(exact));
        let stem = self.keep_stem(&forms.stem, folded);
        let mut second = 0;
        if !forms.also.is_empty() || !forms.also_stems.is_empty() {
            let stem_numbers =
                forms.also_stems.iter().map(|stem| self.keep_stem(stem, folded)).collect();
            let (also, also_stems) = (forms.also, forms.also_stems);
            self.second.push(SecondForms { also, also_stems, stem_numbers });
            second = number_of(self.second.len());
        }
        let number = number_of(self.entries.len());
        self.entries.push(Entry { word, exact, folded, stem, second });
        let (letters, entries, hasher) = (self.letters.as_bytes(), &self.entries, &self.hasher);
        self.numbers.insert_unique(hash, number, |number| {
            hasher.hash_one(&letters[entries[*number as usize].word.range()])
        });
        number
    }

    /// Keeps a text, unless it is the same as one that is kept already.
    fn keep(&mut self, text: &str, same: Option<Piece>) -> Piece {
        if let Some(same) = same
            && self.letters[same.range()] == *text
        {
            return same;
        }
        let start = self.letters.len();
        self.letters.push_str(text);
        Piece::new(start..self.letters.len())
    }

    /// The number of a stem, which is often the beginning of the folded form.
    fn keep_stem(&mut self, stem: &str, folded: Piece) -> u32 {
        let hash = self.hasher.hash_one(stem.as_bytes());
        let (letters, stems) = (&self.letters, &self.stems);
        let is_it = |number: &u32| letters[stems[*number as usize].range()] == *stem;
        if let Some(number) = self.stem_numbers.find(hash, is_it) {
            return *number;
        }
        let start = folded.range().start;
        let piece = if self.letters[folded.range()].starts_with(stem) {
            Piece::new(start..start + stem.len())
        } else {
            self.keep(stem, None)
        };
        let number = number_of(self.stems.len());
        self.stems.push(piece);
        let (letters, stems, hasher) = (self.letters.as_bytes(), &self.stems, &self.hasher);
        self.stem_numbers.insert_unique(hash, number, |number| {
            hasher.hash_one(&letters[stems[*number as usize].range()])
        });
        number
    }
}

fn number_of(count: usize) -> u32 {
    u32::try_from(count).expect("a lexicon holds at most four million words")
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
            .field("entries", &self.entries.len())
            .field("capacity_entries", &self.capacity_entries)
            .field("cut_words", &self.cut_words)
            .finish_non_exhaustive()
    }
}
