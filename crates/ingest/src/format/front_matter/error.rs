//! Says why front matter was refused, and on which of its lines.

use super::Notation;
use crate::format::allowance::{DEPTH_LIMIT, VALUES_LIMIT};

/// Why a parser refused front matter. Lines are counted inside of it, from one.
#[derive(Debug, thiserror::Error)]
pub enum FrontMatterError {
    /// It breaks the rules of its notation.
    #[error("line {line} is no {kind}: {message}")]
    Syntax {
        /// The notation.
        kind: Notation,
        /// The line.
        line: usize,
        /// What the parser said.
        message: String,
    },
    /// It is a text or a list, and has no keys.
    #[error("line {line} holds no entries with keys")]
    NoEntries {
        /// The line.
        line: usize,
    },
    /// A key is a list or a map, as in `title: {{ page.title }}`.
    #[error("line {line} has a list or a map for a key")]
    KeyIsNoText {
        /// The line.
        line: usize,
    },
    /// An alias stands for a value that it is part of.
    #[error("line {line} has an alias for what it stands in")]
    AliasOfItself {
        /// The line.
        line: usize,
    },
    /// It holds too much for front matter.
    #[error("it holds more than {limit} words and signs")]
    TooManyPieces {
        /// How many it may hold.
        limit: usize,
    },
    /// It holds too many values, those that aliases stand for included.
    #[error("line {line} goes beyond {VALUES_LIMIT} values")]
    TooManyValues {
        /// The line.
        line: usize,
    },
    /// Aliases multiply its text.
    #[error("line {line} goes beyond {limit_bytes} bytes that aliases may stand for")]
    TooMuchCopied {
        /// How many they may stand for.
        limit_bytes: usize,
        /// The line.
        line: usize,
    },
    /// Lists and maps lie in one another too often.
    #[error("line {line} goes deeper than {DEPTH_LIMIT} levels of lists and maps")]
    TooDeep {
        /// The line.
        line: usize,
    },
}

/// The line, from one, that a byte of a text lies in.
pub(super) fn line_of(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|byte| *byte == b'\n').count() + 1
}
