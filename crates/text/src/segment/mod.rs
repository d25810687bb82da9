//! Splits text into words with byte offsets, in one pass without copying.
//!
//! The rules are Backfile's own and need no language:
//!
//! 1. A word is a run of letters and combining marks that starts with a letter.
//!    Soft hyphen, zero-width joiners, word joiner and byte order mark inside it
//!    are skipped; zero-width space separates, as do punctuation and emoji.
//! 2. An apostrophe between two Cyrillic letters belongs to the word; any other
//!    separates, and a lone `s` after it is dropped without using a position.
//! 3. A hyphen separates; the first part also carries the compound.
//! 4. Two or more single letters, each with a full stop, are one word.
//! 5. Digits are a word of their own, with grouping and decimals.
//! 6. Han and hiragana are one word a character.

mod class;
mod number;
mod scanner;

pub(crate) use class::{Class, class_of};
pub(crate) use number::number_form;
pub use scanner::Segments;

/// The longest word in bytes of the source; what follows in the same run is cut.
pub const WORD_LIMIT_BYTES: usize = 255;

/// A word of a text, as its letters stand there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment<'t> {
    /// Byte offset of the word's first byte in the text.
    pub start: usize,
    /// Byte offset after the word's last byte in the text.
    pub end: usize,
    /// How many words stand before this one.
    pub position: u32,
    /// The source between `start` and `end`, at most [`WORD_LIMIT_BYTES`] long.
    pub text: &'t str,
    /// What the word is made of.
    pub kind: SegmentKind,
    /// The source of the whole hyphenated compound, on its first part only.
    pub compound: Option<&'t str>,
    /// Whether the word was longer than [`WORD_LIMIT_BYTES`] and cut.
    pub is_cut: bool,
}

/// What a word is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SegmentKind {
    /// Letters.
    Word,
    /// Single letters, each with a full stop: `U.S.`.
    Acronym,
    /// Digits with their grouping and decimals: `4,000.5`.
    Number,
    /// One character of Han or hiragana.
    Ideograph,
}

#[cfg(test)]
mod tests;
