//! Compares a word that comes letter by letter with names.

use super::Name;
use super::letters::{self, Reader};
use super::likeness::Alignment;

/// How the letters of a word so far compare with names, always the same ones.
///
/// ```
/// use text::{Comparison, Name};
///
/// let names = [Name::new("vučić"), Name::new("вучић")];
/// let mut comparison = Comparison::default();
/// for letter in "vuki".chars() {
///     comparison = comparison.with(&names, letter);
/// }
/// // Vukić, Vukičević: no word that begins so is a spelling.
/// assert!(!comparison.may_match());
/// ```
#[derive(Debug, Clone, Default)]
pub struct Comparison {
    reader: Reader,
    /// From the first letter on: the names, by number, that may still match.
    alignments: Vec<(usize, Alignment)>,
}

impl Comparison {
    /// What it is one letter on.
    #[must_use]
    pub fn with(&self, names: &[Name], letter: char) -> Self {
        let mut reader = self.reader;
        let sounds = reader.push(letter);
        let further = |number: usize, mut alignment: Alignment| {
            for sound in sounds.as_slice() {
                alignment.push(&names[number].0, *sound);
            }
            alignment.may_match().then_some((number, alignment))
        };
        let alignments = if self.reader.has_begun() {
            let begun = self.alignments.iter();
            begun.filter_map(|(number, alignment)| further(*number, *alignment)).collect()
        } else {
            let is_abjad = letters::is_abjad(letter);
            let new = names.iter().map(|name| Alignment::new(&name.0, is_abjad)).enumerate();
            new.filter_map(|(number, alignment)| further(number, alignment)).collect()
        };
        Self { reader, alignments }
    }

    /// Whether any word that begins with these letters may be a spelling of a name.
    pub fn may_match(&self) -> bool {
        !self.alignments.is_empty() || !self.reader.has_begun()
    }

    /// Whether these letters are a spelling of a name.
    pub fn is_match(&self, names: &[Name]) -> bool {
        if self.alignments.is_empty() {
            return false;
        }
        let sounds = self.reader.finish();
        self.alignments.iter().any(|(number, alignment)| {
            let (name, mut alignment) = (&names[*number].0, *alignment);
            sounds.as_slice().iter().for_each(|sound| alignment.push(name, *sound));
            alignment.is_match(name)
        })
    }
}
