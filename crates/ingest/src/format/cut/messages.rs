//! Cuts the wire of an agency into its messages.

use super::{Cutter, Ending};
use crate::Cut;

const HEADER: u8 = 1;
const END: u8 = 3;

/// One message after the other; each begins with the sign for a header.
#[derive(Default)]
pub(crate) struct Messages {
    /// How far the current one was looked at.
    at: usize,
    has_begun: bool,
}

impl Cutter for Messages {
    fn end(&mut self, piece: &[u8], _seen: usize) -> Option<usize> {
        while let Some(found) = piece[self.at..].iter().position(|byte| *byte == HEADER) {
            let at = self.at + found;
            if self.has_begun {
                *self = Self::default();
                return Some(at);
            }
            (self.at, self.has_begun) = (at + 1, true);
        }
        self.at = piece.len();
        None
    }

    fn forget(&mut self) {
        self.at = 0;
    }

    fn ending(&self, rest: &[u8]) -> Ending {
        let is_whole = self.trim(rest).is_empty() || rest.contains(&END);
        if is_whole { Ending::Whole } else { Ending::Cut(Cut::OpenRecord) }
    }

    fn may_grow(&self) -> bool {
        true
    }

    fn is_whole_without_records(&self) -> bool {
        false
    }

    fn trim<'a>(&self, piece: &'a [u8]) -> &'a [u8] {
        let begin = piece.iter().position(|byte| *byte == HEADER);
        begin.map_or(&[], |begin| piece[begin..].trim_ascii_end())
    }
}

#[cfg(test)]
mod tests {
    use super::super::cut;
    use super::*;

    #[test]
    fn messages_do_not_depend_on_how_the_bytes_arrive() {
        let wire = "\u{16}\u{16}\u{1}a 1\r\n\u{2}one\u{3}x\u{4}\r\n\u{16}\u{1}b 2\u{2}two\u{3}";
        for step in [1, 2, 1_000] {
            let found = cut(Messages::default(), wire, step);
            assert_eq!(found.len(), 2, "{step}");
            assert!(found[0].starts_with("\u{1}a 1") && found[1].ends_with("two\u{3}"), "{step}");
        }
    }
}
