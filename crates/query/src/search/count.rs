//! Counts matches.

use std::ops::ControlFlow;

use super::lookup::Lookup;
use super::walk::walk;
use crate::engine::Days;

/// How many articles answer. Stops counting beyond `limit`, if one is given, and where a limit of
/// the question is reached.
pub(crate) fn count(lookup: &Lookup<'_>, limit: Option<u64>) -> tantivy::Result<u64> {
    let weight = lookup.unscored()?;
    let mut total = 0;
    for (segment, reader) in lookup.state.engine.segment_readers().iter().enumerate() {
        let (days, members) = (lookup.days_in(segment)?, lookup.members(segment));
        total += match &days {
            None if lookup.is_everything && members.passed.is_none() => {
                u64::from(reader.num_docs())
            }
            Some(days) if lookup.is_everything && members.are_all() => {
                u64::from(days.run.end - days.run.start) + days.wider.len() as u64
            }
            None if limit.is_none() && lookup.is_counted_at_once() => {
                u64::from(weight.count(reader)?)
            }
            _ => {
                let mut scorer = weight.scorer(reader, 1.0)?;
                let mut found = 0;
                lookup.walk_blocks(scorer.as_mut(), segment, |docs| {
                    found += docs.len() as u64;
                    match limit {
                        Some(limit) if total + found > limit => ControlFlow::Break(()),
                        _ => ControlFlow::Continue(()),
                    }
                })?;
                found
            }
        };
        if limit.is_some_and(|limit| total > limit) {
            break;
        }
    }
    Ok(total)
}

/// How many of the articles that answer are dated by a month or a year that lies only partly in the
/// days asked for. None where the work of the question is counted, for that is not spent on this, or
/// where its time is over.
pub(crate) fn count_possible(lookup: &Lookup<'_>) -> tantivy::Result<u64> {
    let Some(interval) = lookup.days.filter(|_| !lookup.is_counted) else { return Ok(0) };
    let (weight, budget) = (lookup.unscored()?, lookup.budget());
    let mut possible = 0;
    for (segment, reader) in lookup.state.engine.segment_readers().iter().enumerate() {
        let wider = lookup.state.wide_dates[segment].partly_in(interval)?;
        if wider.is_empty() {
            continue;
        }
        let days = Days { run: 0..0, wider };
        let mut scorer = weight.scorer(reader, 1.0)?;
        let members = lookup.members(segment);
        walk(scorer.as_mut(), members, Some(&days), 0..reader.max_doc(), |_, _| {
            if !budget.goes_on() {
                return ControlFlow::Break(());
            }
            possible += 1;
            ControlFlow::Continue(())
        });
    }
    Ok(if budget.is_over() { 0 } else { possible })
}
