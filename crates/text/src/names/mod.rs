//! Brings the spellings of one name together, across languages and scripts.
//!
//! A word becomes sounds, by one table a script: what each letter can stand for, in any of the
//! languages that print names with it (`c` is a k, a č or a ts). Of the sounds two things are
//! made. The *keys* are coarse: consonants in seven rows, vowels left out. They bring whatever may
//! be a spelling of a name close together in a dictionary, so that looking them up costs one short
//! range. The *comparison* is fine: it lays two words side by side and counts what differs. So the
//! index need hold only the keys, and Vučić keeps clear of Vukić and Vučak.
//!
//! This is how records are linked: blocking first, then comparing (Fellegi and Sunter, 1969).

mod aliases;
mod arabic;
mod armenian;
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
use letters::Sounds;

/// A word read as a name.
///
/// ```
/// use text::Name;
///
/// let name = Name::new("vučić");
/// assert!(name.is_spelling_of(&Name::new("вучич")));
/// assert!(name.is_spelling_of(&Name::new("vutchitch")));
/// assert!(!name.is_spelling_of(&Name::new("vukić")));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Name {
    sounds: Sounds,
    /// Whether its script leaves vowels out.
    is_abjad: bool,
}

impl Name {
    /// Reads a word in lower case and in composed letters, as [`crate::Forms::exact`] has it.
    ///
    /// The first 40 letters and 24 sounds count.
    pub fn new(word: &str) -> Self {
        let (sounds, is_abjad) = letters::read(word);
        Self { sounds, is_abjad }
    }

    /// The keys under which its spellings stand: one to four strings of letters, or none for a
    /// word without a consonant.
    ///
    /// Spellings of one name have a key in common, and most words that have are no spellings of
    /// one name.
    pub fn keys(&self) -> Vec<String> {
        key::keys(self.sounds.as_slice())
    }

    /// Whether both are spellings of one name. It is so for both or for neither.
    pub fn is_spelling_of(&self, other: &Self) -> bool {
        likeness::are_spellings(self, other)
    }
}

#[cfg(test)]
mod tests;
