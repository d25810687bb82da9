//! The best matches.
//!
//! A first pass takes the best by BM25, with the engine's pruning wherever the query allows it; a
//! second one re-orders the best [`RERANKED`] of them by a small bonus for the exact form.

use std::ops::ControlFlow;

use tantivy::query::{EnableScoring, Query, Weight};
use tantivy::{Score, SegmentReader};

use super::averages::Averages;
use super::exactness::Exactness;
use super::found::{After, First};
use super::lookup::Lookup;
use super::scored::{Candidate, RERANKED, ROUNDING, Scored, Wanted};
use super::sums::{OpenSum, Sum};
use super::top::Top;
use super::walk::walk;
use crate::engine::Days;

/// The best `limit` matches after a place.
pub(crate) fn best(
    lookup: &Lookup<'_>,
    limit: usize,
    after: Option<After>,
) -> tantivy::Result<First> {
    let exactness = Exactness::of(lookup.question.plan());
    let state = lookup.state;
    let statistics = state.statistics();
    let scoring = EnableScoring::enabled_from_statistics_provider(&statistics, &state.engine);
    let weight = lookup.query.weight(scoring)?;
    let part = |part: &dyn Query| {
        let averages = Averages::of(part, &statistics, &state.engine)?;
        // What costs work that is counted is gone through from the start each time, and so is
        // summed in the same order; its words must not be looked up twice.
        let sum = if lookup.is_counted { None } else { Sum::of(part, scoring)? };
        Ok(Part { weight: part.weight(scoring)?, averages, sum })
    };
    let parts = lookup.parts.iter().map(|one| part(one.as_ref()));
    let parts = parts.collect::<tantivy::Result<Vec<_>>>()?;
    let first_pass = FirstPass { lookup, weight: weight.as_ref(), parts };
    let after = match after {
        None if limit <= RERANKED => {
            let candidates = first_pass.front(&exactness, limit)?;
            return Ok(First { candidates, last_among_best: true });
        }
        Some(After { place, among_best: false }) => {
            let found = first_pass.find(Wanted::after(limit, Some(place)))?;
            let candidates = first_pass.placed(&found);
            return Ok(First { candidates, last_among_best: false });
        }
        Some(After { place, among_best: true }) => Some(place),
        None => None,
    };
    // A later page must know where the pages before it ended, and so the whole order of the best.
    let found = first_pass.find(Wanted::best(limit.max(RERANKED)))?;
    let mut candidates = first_pass.placed(&found);
    let beyond = candidates.split_off(candidates.len().min(RERANKED));
    let first_pass_end = candidates.last().map(|last| last.place);
    let mut found: Vec<Scored> = candidates.iter().map(Scored::from).collect();
    exactness.raise(state, &lookup.source, &mut found)?;
    let mut candidates = first_pass.placed(&found);
    candidates
        .retain(|candidate| after.is_none_or(|after| after.by_relevance(&candidate.place).is_lt()));
    let among_best = candidates.len();
    candidates.extend(beyond);
    if candidates.len() < limit && after.is_some() {
        let missing = limit - candidates.len();
        let found = first_pass.find(Wanted::after(missing, first_pass_end))?;
        candidates.extend(first_pass.placed(&found));
    }
    candidates.truncate(limit);
    let last_among_best = candidates.len() <= among_best;
    Ok(First { candidates, last_among_best })
}

struct FirstPass<'a> {
    lookup: &'a Lookup<'a>,
    weight: &'a dyn Weight,
    /// The same in parts that have no document in common.
    parts: Vec<Part>,
}

struct Part {
    weight: Box<dyn Weight>,
    averages: Averages,
    sum: Option<Sum>,
}

impl Part {
    fn open_sum(&self, reader: &SegmentReader) -> tantivy::Result<Option<OpenSum>> {
        self.sum.as_ref().map(|sum| sum.open(reader)).transpose()
    }

    /// How many times larger a score may be when it is summed in the order of the query.
    fn slack_of_sum(&self) -> Score {
        self.sum.as_ref().map_or(1.0, Sum::slack)
    }
}

impl FirstPass<'_> {
    /// The first page, in its final order. Only those matches are looked at twice that the bonus
    /// can lift onto it.
    fn front(&self, exactness: &Exactness, limit: usize) -> tantivy::Result<Vec<Candidate>> {
        let (state, source) = (self.lookup.state, &self.lookup.source);
        let most = exactness.most();
        // The best matches of one word often have its exact form, and nothing can be lifted above
        // them: so the others are only looked for when it is known that one might be. Of several
        // words one is often missing or written otherwise.
        let is_hopeful = self.is_pruned() && exactness.is_one_word();
        let margin = if is_hopeful { 1.0 } else { most };
        let mut found = self.find(Wanted { margin, ..Wanted::best(limit) })?;
        self.settle_ties(&mut found, limit);
        let mut rest = found.split_off(found.len().min(limit));
        let last = found.last().map_or(0.0, |last| last.score);
        exactness.raise(state, source, &mut found)?;
        let bar = found.iter().map(|one| one.score).reduce(Score::min).unwrap_or_default();
        let floor = bar / most * (1.0 - ROUNDING);
        if found.len() == limit && last * most > bar {
            if self.lookup.budget().is_over() {
                // No second look then: what was found stands.
            } else if is_hopeful {
                found = self.find(Wanted { floor, ..Wanted::best(RERANKED) })?;
                exactness.raise(state, source, &mut found)?;
            } else {
                rest.retain(|one| one.score > floor);
                exactness.raise(state, source, &mut rest)?;
                found.append(&mut rest);
            }
        }
        let mut candidates = self.placed(&found);
        candidates.truncate(limit);
        Ok(candidates)
    }

    /// The matches with their places, in order.
    fn placed(&self, found: &[Scored]) -> Vec<Candidate> {
        let candidate = |one: &Scored| one.candidate(self.lookup.state);
        let mut candidates: Vec<Candidate> = found.iter().map(candidate).collect();
        candidates.sort_by(|one, two| one.place.by_relevance(&two.place));
        candidates
    }

    /// The matches that are wanted, best first. Those of equal scores are in any order.
    fn find(&self, wanted: Wanted) -> tantivy::Result<Vec<Scored>> {
        let mut found: Vec<Scored> = Vec::new();
        let mut top = Top::new(wanted);
        for segment in 0..self.lookup.state.engine.segment_readers().len() {
            if !self.lookup.budget().is_waited_for() {
                break;
            }
            let days = self.lookup.days_in(segment)?;
            self.collect(segment, days.as_ref(), &mut top)?;
            found.extend(top.take().map(|(score, doc)| Scored { score, segment, doc }));
        }
        if let Some(after) = wanted.after {
            found.retain(|one| {
                one.score < after.score || after.by_relevance(&one.place(self.lookup.state)).is_lt()
            });
        }
        found.sort_unstable_by(|one, two| two.score.total_cmp(&one.score));
        let limit = if wanted.margin > 1.0 { wanted.limit.max(RERANKED) } else { wanted.limit };
        self.settle_ties(&mut found, limit);
        found.truncate(limit);
        Ok(found)
    }

    /// Puts those in order, of matches that are sorted by score, that have the same score as the
    /// last of the first `limit`.
    fn settle_ties(&self, found: &mut [Scored], limit: usize) {
        if found.len() <= limit || limit == 0 {
            return;
        }
        let last = found[limit - 1].score;
        let ties = found.partition_point(|one| one.score > last)
            ..found.partition_point(|one| one.score >= last);
        let in_order = self.placed(&found[ties.clone()]);
        for (one, candidate) in found[ties].iter_mut().zip(&in_order) {
            *one = candidate.into();
        }
    }

    /// Whether the engine may skip matches.
    fn is_pruned(&self) -> bool {
        self.lookup.days.is_none() && self.parts.iter().all(|part| part.averages.are_bounds_true())
    }

    /// The matches of one segment.
    fn collect(&self, segment: usize, days: Option<&Days>, top: &mut Top) -> tantivy::Result<()> {
        let budget = self.lookup.budget();
        let (reader, members) = (self.lookup.state.reader(segment), self.lookup.members(segment));
        if !self.is_pruned() || top.has_ceiling() {
            let mut scorer = self.weight.scorer(reader, 1.0)?;
            let sums = self.parts.iter().map(|part| part.open_sum(reader));
            let mut sums = sums.collect::<tantivy::Result<Vec<_>>>()?;
            let slack = self.parts.iter().map(Part::slack_of_sum).fold(1.0, Score::max);
            walk(scorer.as_mut(), members, days, 0..reader.max_doc(), |doc, scorer| {
                // What is found where the work ends may be what an exclusion no longer excluded.
                if !budget.goes_on() {
                    return ControlFlow::Break(());
                }
                let mut score = scorer.score();
                if score > Averages::lowered(top.threshold(), slack) {
                    // Only one of the parts finds it.
                    let sum = sums.iter_mut().flatten().find_map(|sum| sum.score(doc));
                    score = sum.unwrap_or(score);
                }
                if score > top.threshold() {
                    top.offer(score, doc);
                }
                ControlFlow::Continue(())
            });
            return Ok(());
        }
        for part in &self.parts {
            top.begin_run();
            let slack = part.averages.slack(reader)? * part.slack_of_sum();
            let mut sum = part.open_sum(reader)?;
            let lowered = |top: &Top| Averages::lowered(top.threshold(), slack);
            part.weight.for_each_pruning(lowered(top), reader, &mut |doc, score| {
                // Between two of them the engine may have passed over very many.
                if !budget.is_waited_for() {
                    return Score::MAX;
                }
                if members.have(doc) {
                    let score = sum.as_mut().and_then(|sum| sum.score(doc)).unwrap_or(score);
                    if score > top.threshold() {
                        top.offer(score, doc);
                    }
                }
                lowered(top)
            })?;
        }
        Ok(())
    }
}
