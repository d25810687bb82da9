//! Brings the spellings of one name together, across languages and scripts.
//!
//! A word becomes sounds, by one table a script: what each letter can stand for, in any of the
//! languages that print names with it (`c` is a k, a č or a ts). Of the sounds two things are
//! made. The *keys* are coarse: consonants in seven rows, vowels left out. They bring whatever may
//! be a spelling of a name close together in a dictionary. The *comparison* is fine: it lays two
//! words side by side and counts what differs. So the index need hold only the keys, and Vučić
//! keeps clear of Vukić and Vučak.
//!
//! This is how records are linked: blocking first, then comparing (Fellegi and Sunter, 1969). The
//! comparison takes a word letter by letter and gives it up early, so that the words under a key
//! are walked like a tree, of which few branches are entered.

mod aliases;
mod arabic;
mod armenian;
mod comparison;
mod cyrillic;
mod georgian;
mod greek;
mod hebrew;
mod key;
mod latin;
mod letters;
mod likeness;
mod sound;

pub(crate) use aliases::{Aliases, SETS as ALIAS_SETS};
pub use comparison::Comparison;
use letters::Reader;
use likeness::Sought;

/// A word read as a name, whose spellings are sought.
///
/// ```
/// use text::Name;
///
/// let name = Name::new("vučić");
/// assert!(name.has_spelling("вучич"));
/// assert!(name.has_spelling("vutchitch"));
/// assert!(!name.has_spelling("vukić"));
/// ```
///
#[derive(Debug, Clone, Copy)]
pub struct Name(Sought);

impl Name {
    /// Reads a word in lower case and in composed letters, as [`crate::Forms::exact`] has it.
    ///
    /// The first 40 letters and 24 sounds count.
    pub fn new(word: &str) -> Self {
        let mut sought = Sought::new(word.chars().next().is_some_and(letters::is_abjad));
        let mut reader = Reader::default();
        for letter in word.chars().take(letters::READ_LETTERS) {
            reader.push(letter).as_slice().iter().for_each(|sound| sought.push(*sound));
        }
        reader.finish().as_slice().iter().for_each(|sound| sought.push(*sound));
        Self(sought)
    }

    /// The keys under which its spellings stand: one to four strings of letters, or none for a
    /// word without a consonant.
    ///
    /// Spellings of one name have a key in common, and most words that have are no spellings of
    /// one name.
    pub fn keys(&self) -> Vec<String> {
        key::keys(self.0.as_slice())
    }

    /// Whether a word, in the same form, is a spelling of this name. If so, then this is one of
    /// its spellings too.
    pub fn has_spelling(&self, word: &str) -> bool {
        let name = std::slice::from_ref(self);
        let mut comparison = Comparison::default();
        for letter in word.chars().take(letters::READ_LETTERS) {
            comparison = comparison.with(name, letter);
            if !comparison.may_match() {
                return false;
            }
        }
        comparison.is_match(name)
    }
}

#[cfg(test)]
mod tests;
