//! Goes through the matches of a segment in the order of its documents, newest first.

use std::ops::{ControlFlow, Range};

use tantivy::query::Scorer;
use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocId, TERMINATED};

use super::members::Members;
use crate::engine::Days;

/// Calls `each` with every match that is one of the members and lies among the days, within a range
/// of documents, until it breaks.
pub(crate) fn walk(
    scorer: &mut dyn Scorer,
    members: Members<'_>,
    days: Option<&Days>,
    range: Range<DocId>,
    mut each: impl FnMut(DocId, &mut dyn Scorer) -> ControlFlow<()>,
) {
    let run = days
        .map_or(range.clone(), |days| days.run.start.max(range.start)..days.run.end.min(range.end));
    if run.start < run.end {
        let mut doc = at_or_after(scorer, run.start);
        while doc < run.end {
            let flow = if members.have(doc) {
                each(doc, scorer)
            } else if members.are_given_up() {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            };
            if flow.is_break() {
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
        if doc == target && members.have(doc) && each(doc, scorer).is_break() {
            return;
        }
    }
}

/// The same, many at a time and in the same order.
pub(crate) fn walk_blocks(
    scorer: &mut dyn Scorer,
    members: Members<'_>,
    days: Option<&Days>,
    documents: DocId,
    mut each: impl FnMut(&[DocId]) -> ControlFlow<()>,
) {
    if days.is_some_and(|days| !days.wider.is_empty()) {
        return walk(scorer, members, days, 0..documents, |doc, _| each(&[doc]));
    }
    let run = days.map_or(0..documents, |days| days.run.clone());
    if run.is_empty() || at_or_after(scorer, run.start) >= run.end {
        return;
    }
    let mut docs = [0; COLLECT_BLOCK_BUFFER_LEN];
    loop {
        let filled = scorer.fill_buffer(&mut docs);
        let within = docs[..filled].partition_point(|doc| *doc < run.end);
        let mut kept = within;
        if !members.are_all() {
            kept = 0;
            for at in 0..within {
                let doc = docs[at];
                docs[kept] = doc;
                kept += usize::from(members.have(doc));
            }
        }
        if each(&docs[..kept]).is_break() || within < docs.len() {
            return;
        }
    }
}

fn at_or_after(scorer: &mut dyn Scorer, target: DocId) -> DocId {
    if scorer.doc() < target { scorer.seek(target) } else { scorer.doc() }
}
