//! Counts how many values of a record are kept, so that no record costs many times its bytes.

use std::cell::Cell;

use super::page;

/// What is left of it. The text and the fields of an article are taken whatever is left.
#[derive(Debug)]
pub(crate) struct Allowance {
    left: Cell<usize>,
    is_exceeded: Cell<bool>,
}

/// So many values of a record are kept, those inside other values included.
pub(super) const VALUES_LIMIT: usize = 100_000;
/// Values that are nested deeper are not kept.
pub(super) const DEPTH_LIMIT: usize = 100;

/// A shorter record holds no page that costs much.
const PAGE_BYTES: usize = 64 << 10;

/// What each of them takes.
const VALUE_COST: usize = 300;

/// What the values of a record take at most, judged at a glance.
pub(super) fn at_a_glance(record: &[u8]) -> usize {
    let values = record.chunks(COUNTED_BYTES).map(separators).sum::<usize>();
    let values = values.min(VALUES_LIMIT) * VALUE_COST;
    // A record may hold a whole page, whose tags may be escaped.
    let opens_page = |at: usize| {
        let behind = &record[at + 1..];
        let is = |name: &&[u8]| {
            behind.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name))
        };
        let is_escaped = || record[at] == b'\\' && behind.starts_with(b"u003");
        record[at] == b'<' && PAGE_TAGS.iter().any(is) || is_escaped()
    };
    let may_hold_page = record.len() > PAGE_BYTES && (0..record.len()).any(opens_page);
    if !may_hold_page {
        return values;
    }
    let escaped = record.windows(6).filter(|six| six.eq_ignore_ascii_case(b"\\u003c"));
    values + page::cost::at_a_glance(record, escaped.count())
}

/// So many are counted in one byte.
const COUNTED_BYTES: usize = 255;

/// How many signs that part values are among a few bytes; every record is counted, so it is done
/// many bytes at a time.
fn separators(bytes: &[u8]) -> usize {
    let is_separator = |byte: &u8| u8::from(matches!(byte, b',' | b';' | b'\t' | b'\n'));
    usize::from(bytes.iter().map(is_separator).fold(0_u8, u8::wrapping_add))
}

/// One of these stands in the beginning of every page.
const PAGE_TAGS: [&[u8]; 6] = [b"!doctype", b"html", b"head", b"body", b"meta", b"title"];

impl Default for Allowance {
    fn default() -> Self {
        Self { left: Cell::new(VALUES_LIMIT), is_exceeded: Cell::new(false) }
    }
}

impl Allowance {
    /// Takes one value; `false` if none is left.
    pub(super) fn take(&self) -> bool {
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        left > 0
    }

    /// Whether none is left.
    pub(super) fn is_used_up(&self) -> bool {
        self.left.get() == 0
    }

    /// Notes that a value was left out.
    pub(super) fn exceed(&self) {
        self.is_exceeded.set(true);
    }

    /// Whether any value was left out.
    pub(super) fn is_exceeded(&self) -> bool {
        self.is_exceeded.get()
    }
}
