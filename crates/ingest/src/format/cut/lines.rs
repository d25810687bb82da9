//! Cuts a file into its lines.

use super::{Cutter, Ending, without_mark};

/// One record a line.
pub(crate) struct Lines {
    end: u8,
    /// Which lines say something of the next one, and belong to it.
    goes_on: Option<fn(&[u8]) -> bool>,
}

impl Lines {
    /// Lines that end with this byte.
    pub(crate) fn new(end: u8) -> Self {
        Self { end, goes_on: None }
    }

    /// The same, but lines of this kind belong to the next one.
    pub(crate) fn joined(end: u8, goes_on: fn(&[u8]) -> bool) -> Self {
        Self { end, goes_on: Some(goes_on) }
    }
}

impl Cutter for Lines {
    fn end(&mut self, piece: &[u8], seen: usize) -> Option<usize> {
        let end = position_of(self.end, &piece[seen..]).map(|at| seen + at + 1)?;
        let is_first = |goes_on: &fn(&[u8]) -> bool| {
            // The line before it, if there is one, was seen to go on.
            !piece[..end - 1].contains(&self.end) && goes_on(self.trim(&piece[..end]))
        };
        if self.goes_on.as_ref().is_some_and(is_first) {
            return position_of(self.end, &piece[end..]).map(|at| end + at + 1);
        }
        Some(end)
    }

    fn ending(&self, rest: &[u8]) -> Ending {
        if self.trim(rest).is_empty() { Ending::Whole } else { Ending::Open }
    }

    fn may_grow(&self) -> bool {
        true
    }

    fn is_whole_without_records(&self) -> bool {
        false
    }

    fn trim<'a>(&self, piece: &'a [u8]) -> &'a [u8] {
        // A record separator may stand before a line (RFC 7464), a comma behind it.
        let line = without_mark(piece).trim_ascii();
        let line = line.strip_prefix(b"\x1e").unwrap_or(line);
        if line.starts_with(b"{") { line.strip_suffix(b",").unwrap_or(line) } else { line }
    }
}

/// The place of the first such byte. Blocks are compared without an early exit, so that many bytes
/// are compared in one step and cutting stays far cheaper than parsing.
fn position_of(wanted: u8, bytes: &[u8]) -> Option<usize> {
    let (blocks, rest) = bytes.as_chunks::<64>();
    let holds = |block: &[u8; 64]| {
        block.iter().fold(0, |found, byte| found | u8::from(*byte == wanted)) != 0
    };
    let (start, tail) = match blocks.iter().position(holds) {
        Some(block) => (block * 64, &blocks[block][..]),
        None => (blocks.len() * 64, rest),
    };
    tail.iter().position(|byte| *byte == wanted).map(|at| start + at)
}

#[cfg(test)]
mod tests {
    use super::super::cut;
    use super::*;

    #[test]
    fn lines_do_not_depend_on_how_the_bytes_arrive() {
        for step in [1, 2, 3, 100] {
            assert_eq!(cut(Lines::new(b'\n'), "a\r\n\n b\nc", step), ["a", "b", "c"]);
            assert_eq!(cut(Lines::new(b'\r'), "a\rb\r\rc", step), ["a", "b", "c"]);
            let lines = Lines::joined(b'\n', |line| line == b"+");
            assert_eq!(cut(lines, "+\na\nb\n+\nc\n+\n", step), ["+\na", "b", "+\nc", "+"]);
        }
    }
}
