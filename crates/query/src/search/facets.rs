//! Counts matches by the values of a column.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use schema::{Columns, Facet};
use tantivy::query::EnableScoring;

use super::question::Question;
use super::state::State;
use super::walk::walk;
use crate::page::Bucket;

/// The values of one facet, the most frequent first, then by name.
pub(crate) fn facet(
    state: &State,
    question: &Question,
    facet: Facet,
) -> tantivy::Result<Vec<Bucket>> {
    let deadline = question.deadline();
    let weight = question.query.weight(EnableScoring::disabled_from_searcher(&state.engine))?;
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for (segment, reader) in state.engine.segment_readers().iter().enumerate() {
        let Some(column) = Columns::facet(reader, facet)? else { continue };
        let days = question.days_in(state, segment)?;
        let mut scorer = weight.scorer(reader, 1.0)?;
        let mut by_ordinal = vec![0_u64; column.num_terms()];
        walk(scorer.as_mut(), reader, days.as_ref(), 0..reader.max_doc(), |doc, _| {
            for ordinal in column.term_ords(doc) {
                if let Some(count) =
                    usize::try_from(ordinal).ok().and_then(|at| by_ordinal.get_mut(at))
                {
                    *count += 1;
                }
            }
            if deadline.has_passed() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        for (ordinal, count) in (0..).zip(by_ordinal).filter(|(_, count)| *count > 0) {
            let mut value = String::new();
            column.ord_to_str(ordinal, &mut value)?;
            *counts.entry(value).or_default() += count;
        }
    }
    let bucket = |(key, count)| Bucket { by: facet.name(), key, count };
    let mut buckets: Vec<Bucket> = counts.into_iter().map(bucket).collect();
    buckets.sort_by(|one, two| two.count.cmp(&one.count).then_with(|| one.key.cmp(&two.key)));
    Ok(buckets)
}
