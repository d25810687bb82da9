//! Goes through the matches of a segment in the order of its documents, newest first.

use std::ops::{ControlFlow, Range};

use tantivy::query::Scorer;
use tantivy::{DocId, SegmentReader, TERMINATED};

use crate::engine::Days;

/// Calls `each` with every match that is not deleted and lies among the days, from document
/// `from` on, until it breaks.
pub(crate) fn walk(
    scorer: &mut dyn Scorer,
    segment: &SegmentReader,
    days: Option<&Days>,
    range: Range<DocId>,
    mut each: impl FnMut(DocId, &mut dyn Scorer) -> ControlFlow<()>,
) {
    let run = days
        .map_or(range.clone(), |days| days.run.start.max(range.start)..days.run.end.min(range.end));
    let alive = segment.alive_bitset();
    let is_alive = |doc| alive.is_none_or(|alive| alive.is_alive(doc));
    if run.start < run.end {
        let mut doc = at_or_after(scorer, run.start);
        while doc < run.end {
            if is_alive(doc) && each(doc, scorer).is_break() {
                return;
            }
            doc = scorer.advance();
        }
    }
    let wider = days.map_or(&[][..], |days| days.wider.as_slice());
    for &target in wider.iter().filter(|doc| range.contains(doc)) {
        let doc = at_or_after(scorer, target);
        if doc == TERMINATED {
            return;
        }
        if doc == target && is_alive(doc) && each(doc, scorer).is_break() {
            return;
        }
    }
}

fn at_or_after(scorer: &mut dyn Scorer, target: DocId) -> DocId {
    if scorer.doc() < target { scorer.seek(target) } else { scorer.doc() }
}
