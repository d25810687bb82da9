//! Bounds what front matter may cost, so that none costs many times its bytes.

use serde_json::Value as Json;

use super::FrontMatterError;
use crate::format::allowance::VALUES_LIMIT;

/// So many words and signs are parsed; each value takes at least one. Parsers hold each of them for
/// some hundred bytes until they know what it belongs to.
pub(super) const PIECES_LIMIT: usize = VALUES_LIMIT;
/// Aliases may stand for so much text.
pub(super) const COPIED_BYTES_LIMIT: usize = 1_000_000;

/// Refuses front matter that holds more pieces than anybody writes.
pub(super) fn check_pieces(entries: &str) -> Result<(), FrontMatterError> {
    let mut pieces = 0_usize;
    let mut last = b' ';
    for byte in entries.bytes() {
        // Indentation is one piece however wide it is.
        let is_piece = byte.is_ascii() && !byte.is_ascii_alphanumeric();
        pieces += usize::from(is_piece && !(byte == b' ' && last == b' '));
        last = byte;
    }
    if pieces > PIECES_LIMIT {
        Err(FrontMatterError::TooManyPieces { limit: PIECES_LIMIT })
    } else {
        Ok(())
    }
}

/// How much a value holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Measure {
    /// Itself and the values in it.
    pub(super) values: usize,
    /// The text of keys and values.
    pub(super) bytes: usize,
    /// How often lists and maps lie in one another; none for a text.
    pub(super) depth: usize,
}

impl Measure {
    /// Measures a value that is not nested deeper than a parser allows.
    pub(super) fn of(value: &Json) -> Self {
        let inside = match value {
            Json::String(text) => return Self { values: 1, bytes: text.len(), depth: 0 },
            Json::Array(items) => items.iter().map(Self::of).fold(Self::default(), Self::and),
            Json::Object(entries) => entries
                .iter()
                .map(|(key, value)| {
                    let value = Self::of(value);
                    Self { bytes: value.bytes + key.len(), ..value }
                })
                .fold(Self::default(), Self::and),
            _ => return Self { values: 1, bytes: 0, depth: 0 },
        };
        Self { values: inside.values + 1, depth: inside.depth + 1, ..inside }
    }

    fn and(self, other: Self) -> Self {
        Self {
            values: self.values + other.values,
            bytes: self.bytes + other.bytes,
            depth: self.depth.max(other.depth),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_measured_with_all_in_it() {
        let value = serde_json::json!({"tags": ["ferry", ["lake"]], "draft": null});
        assert_eq!(Measure::of(&value), Measure { values: 6, bytes: 18, depth: 3 });
        assert_eq!(Measure::of(&"ferry".into()), Measure { values: 1, bytes: 5, depth: 0 });
    }

    #[test]
    fn long_texts_and_wide_indents_are_few_pieces() {
        assert!(check_pieces(&"x".repeat(10_000_000)).is_ok());
        assert!(check_pieces(&" ".repeat(10_000_000)).is_ok());
        assert!(check_pieces(&"é".repeat(1_000_000)).is_ok());
        assert!(matches!(
            check_pieces(&"a,".repeat(PIECES_LIMIT + 1)),
            Err(FrontMatterError::TooManyPieces { .. })
        ));
    }
}
