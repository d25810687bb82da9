//! Places of words in a text, and how they stand to each other.

use std::collections::BTreeSet;

/// Words from one position up to, not including, another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Span {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Span {
    pub(super) fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    pub(super) fn with(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// Parts one after the other.
pub(super) fn phrase(parts: impl Iterator<Item = BTreeSet<Span>>) -> BTreeSet<Span> {
    parts.reduce(|left, right| follow(&left, &right)).unwrap_or_default()
}

/// The left and right at once after it.
pub(super) fn follow(left: &BTreeSet<Span>, right: &BTreeSet<Span>) -> BTreeSet<Span> {
    let mut found = BTreeSet::new();
    for one in left {
        let next = right.iter().filter(|other| other.start == one.end);
        found.extend(next.map(|other| one.with(*other)));
    }
    found
}

/// Every choice of one place for each part that fits a window with so many further words.
pub(super) fn window(
    parts: &[BTreeSet<Span>],
    slop: u32,
    chosen: &mut Vec<Span>,
    found: &mut BTreeSet<Span>,
) {
    let Some(part) = parts.get(chosen.len()) else {
        let whole = chosen.iter().copied().reduce(Span::with).unwrap();
        let words: u32 = chosen.iter().map(|span| span.end - span.start).sum();
        if whole.end - whole.start <= words + slop {
            found.insert(whole);
        }
        return;
    };
    for span in part {
        if chosen.iter().all(|other| !other.overlaps(*span)) {
            chosen.push(*span);
            window(parts, slop, chosen, found);
            chosen.pop();
        }
    }
}
