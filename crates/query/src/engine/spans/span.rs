//! A span of positions, and the two ways to look at it.

use super::places::Places;

/// Positions from `start` up to, not including, `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Span {
    /// One word.
    pub(crate) fn word(position: u32) -> Self {
        Self { start: position, end: position.saturating_add(1) }
    }

    pub(super) fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Those places that are, going forth, starts inside it, or, going back, ends.
    pub(super) fn clip(self, places: &Places, way: Way) -> Places {
        match way {
            Way::Forth => places.clipped(self.start, self.end - 1),
            Way::Back => places.clipped(self.start + 1, self.end),
        }
    }
}

/// Which end of a span is looked for, from the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Where it ends, from where it begins.
    Forth,
    /// Where it begins, from where it ends.
    Back,
}
