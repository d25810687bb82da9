//! Counts matches.

use std::ops::ControlFlow;

use tantivy::query::EnableScoring;

use super::question::Question;
use super::state::State;
use super::walk::walk;

/// How many articles answer. Stops counting beyond `limit`, if one is given, and where a limit of
/// the question is reached.
pub(crate) fn count(
    state: &State,
    question: &Question,
    limit: Option<u64>,
) -> tantivy::Result<u64> {
    let scoring = EnableScoring::disabled_from_searcher(&state.engine);
    let weight = question.query.weight(scoring)?;
    let budget = question.budget();
    let mut total = 0;
    for (segment, reader) in state.engine.segment_readers().iter().enumerate() {
        let days = question.days_in(state, segment)?;
        total += match &days {
            None if question.is_everything => u64::from(reader.num_docs()),
            None if limit.is_none() && !question.may_end_early() => {
                u64::from(weight.count(reader)?)
            }
            Some(days) if question.is_everything && !reader.has_deletes() => {
                u64::from(days.run.end - days.run.start) + days.wider.len() as u64
            }
            days => {
                let mut scorer = weight.scorer(reader, 1.0)?;
                let mut found = 0;
                walk(scorer.as_mut(), reader, days.as_ref(), 0..reader.max_doc(), |_, _| {
                    if !budget.goes_on() {
                        return ControlFlow::Break(());
                    }
                    found += 1;
                    match limit {
                        Some(limit) if total + found > limit => ControlFlow::Break(()),
                        _ => ControlFlow::Continue(()),
                    }
                });
                found
            }
        };
        if limit.is_some_and(|limit| total > limit) {
            break;
        }
    }
    Ok(total)
}
