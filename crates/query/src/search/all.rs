//! Finds all matches, for those who want every one.

use std::cmp::Ordering;
use std::ops::ControlFlow;

use tantivy::query::EnableScoring;

use super::exactness::Exactness;
use super::lookup::Lookup;
use super::scored::{RERANKED, Scored};
use super::state::State;
use super::walk::walk;
use crate::understand::Sort;

/// All matches in an order, with scores where that is by relevance.
pub(super) fn all(lookup: &Lookup<'_>, sort: Sort) -> tantivy::Result<Vec<Scored>> {
    let state = lookup.state;
    let mut found = unsorted(lookup, sort == Sort::Relevance)?;
    match sort {
        Sort::Relevance => {
            found.sort_by(|one, two| by_relevance(state, one, two));
            let best = found.len().min(RERANKED);
            let exactness = Exactness::of(lookup.question.plan());
            exactness.raise(state, &lookup.source, &mut found[..best])?;
            found[..best].sort_by(|one, two| by_relevance(state, one, two));
        }
        Sort::Newest => {
            found.sort_by(|one, two| one.place(state).newest_first(&two.place(state)));
        }
        Sort::Oldest => {
            found.sort_by(|one, two| one.place(state).oldest_first(&two.place(state)));
        }
        Sort::Field(field, direction) => {
            let Some(order) = state.order(field, lookup.budget())? else { return Ok(Vec::new()) };
            let placed = |one: Scored| (order.place(one.segment, one.doc, direction), one);
            let mut placed: Vec<(u32, Scored)> = found.into_iter().map(placed).collect();
            placed.sort_by(|(first, one), (second, two)| {
                let newest = || one.place(state).newest_first(&two.place(state));
                first.cmp(second).then_with(newest)
            });
            found = placed.into_iter().map(|(_, one)| one).collect();
        }
    }
    Ok(found)
}

fn unsorted(lookup: &Lookup<'_>, is_scored: bool) -> tantivy::Result<Vec<Scored>> {
    let state = lookup.state;
    let statistics = state.statistics();
    let weight = if is_scored {
        let scoring = EnableScoring::enabled_from_statistics_provider(&statistics, &state.engine);
        lookup.query.weight(scoring)?
    } else {
        lookup.unscored()?
    };
    let mut found = Vec::new();
    for (segment, reader) in state.engine.segment_readers().iter().enumerate() {
        let days = lookup.days_in(segment)?;
        let mut scorer = weight.scorer(reader, 1.0)?;
        walk(
            scorer.as_mut(),
            lookup.members(segment),
            days.as_ref(),
            0..reader.max_doc(),
            |doc, scorer| {
                if !lookup.budget().goes_on() {
                    return ControlFlow::Break(());
                }
                let score = if is_scored { scorer.score() } else { 0.0 };
                found.push(Scored { score, segment, doc });
                ControlFlow::Continue(())
            },
        );
    }
    Ok(found)
}

fn by_relevance(state: &State, one: &Scored, two: &Scored) -> Ordering {
    // Dates and ids settle ties only, and are looked up.
    let scores = two.score.total_cmp(&one.score);
    scores.then_with(|| one.place(state).newest_first(&two.place(state)))
}
