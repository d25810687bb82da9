//! The best matches.
//!
//! A first pass takes the best by BM25, with the engine's pruning wherever the query allows it; a
//! second one re-orders the best [`RERANKED`] of them by a small bonus for the exact form.

use std::ops::ControlFlow;

use tantivy::query::{EnableScoring, Weight};
use tantivy::{DocId, Score, SegmentReader};

use super::averages::Averages;
use super::exactness::Exactness;
use super::question::Question;
use super::state::State;
use super::top::Top;
use super::walk::walk;
use crate::engine::Days;
use crate::page::Place;

/// Of the first pass, so many are re-ordered; beyond them its order holds.
pub(crate) const RERANKED: usize = 200;

/// What rounding may do to a score, as a share of it.
pub(crate) const ROUNDING: Score = 1e-6;

/// A match and its score.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scored {
    pub(crate) score: Score,
    pub(crate) segment: usize,
    pub(crate) doc: DocId,
}

impl Scored {
    /// Its place in the order.
    pub(crate) fn place(&self, state: &State) -> Place {
        let columns = &state.columns[self.segment];
        let (sort_key, id) = (columns.sort_key(self.doc), columns.id(self.doc));
        Place { score: self.score, sort_key, id }
    }

    /// The match with its place.
    pub(crate) fn candidate(&self, state: &State) -> Candidate {
        Candidate { place: self.place(state), segment: self.segment, doc: self.doc }
    }
}

/// A match with its place in the order.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    pub(crate) place: Place,
    pub(crate) segment: usize,
    pub(crate) doc: DocId,
}

impl From<&Candidate> for Scored {
    fn from(candidate: &Candidate) -> Self {
        let Candidate { place, segment, doc } = *candidate;
        Self { score: place.score, segment, doc }
    }
}

/// A page of the best matches.
pub(crate) struct Best {
    pub(crate) candidates: Vec<Candidate>,
    /// Whether the last of them is among the re-ordered.
    pub(crate) last_among_best: bool,
}

/// The best `limit` matches after a place. `among_best` tells whether that place is one of the
/// re-ordered.
pub(crate) fn best(
    state: &State,
    question: &Question,
    limit: usize,
    after: Option<(Place, bool)>,
) -> tantivy::Result<Best> {
    let exactness = Exactness::of(&question.plan);
    let statistics = state.statistics();
    let scoring = EnableScoring::enabled_from_statistics_provider(&statistics, &state.engine);
    let weight = question.query.weight(scoring)?;
    let averages = Averages::of(question.query.as_ref(), &statistics, &state.engine)?;
    let first_pass = FirstPass { state, question, weight: weight.as_ref(), averages };
    let after = match after {
        None if limit <= RERANKED => {
            let candidates = first_pass.front(&exactness, limit)?;
            return Ok(Best { candidates, last_among_best: true });
        }
        Some((place, false)) => {
            let found = first_pass.find(Wanted::after(limit, Some(place)))?;
            let candidates = first_pass.placed(&found);
            return Ok(Best { candidates, last_among_best: false });
        }
        Some((place, true)) => Some(place),
        None => None,
    };
    // A later page must know where the pages before it ended, and so the whole order of the best.
    let found = first_pass.find(Wanted::best(limit.max(RERANKED)))?;
    let mut candidates = first_pass.placed(&found);
    let beyond = candidates.split_off(candidates.len().min(RERANKED));
    let first_pass_end = candidates.last().map(|last| last.place);
    let mut found: Vec<Scored> = candidates.iter().map(Scored::from).collect();
    exactness.raise(state, &question.source, &mut found)?;
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
    Ok(Best { candidates, last_among_best })
}

/// Which of the matches the first pass is asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted {
    /// The best so many.
    pub(crate) limit: usize,
    /// Beyond them those whose score, multiplied by this, is above that of the last of them, up
    /// to [`RERANKED`] in all.
    pub(crate) margin: Score,
    /// Only scores above it.
    pub(crate) floor: Score,
    /// Only what comes after this place.
    pub(crate) after: Option<Place>,
}

impl Wanted {
    /// The best `limit`.
    fn best(limit: usize) -> Self {
        Self { limit, margin: 1.0, floor: Score::MIN, after: None }
    }

    fn after(limit: usize, after: Option<Place>) -> Self {
        Self { after, ..Self::best(limit) }
    }
}

struct FirstPass<'a> {
    state: &'a State,
    question: &'a Question,
    weight: &'a dyn Weight,
    averages: Averages,
}

impl FirstPass<'_> {
    /// The first page, in its final order. Only those matches are looked at twice that the bonus
    /// can lift onto it.
    fn front(&self, exactness: &Exactness, limit: usize) -> tantivy::Result<Vec<Candidate>> {
        let source = &self.question.source;
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
        exactness.raise(self.state, source, &mut found)?;
        let bar = found.iter().map(|one| one.score).reduce(Score::min).unwrap_or_default();
        let floor = bar / most * (1.0 - ROUNDING);
        if found.len() == limit && last * most > bar {
            if self.question.budget().is_over() {
                // No second look then: what was found stands.
            } else if is_hopeful {
                found = self.find(Wanted { floor, ..Wanted::best(RERANKED) })?;
                exactness.raise(self.state, source, &mut found)?;
            } else {
                rest.retain(|one| one.score > floor);
                exactness.raise(self.state, source, &mut rest)?;
                found.append(&mut rest);
            }
        }
        let mut candidates = self.placed(&found);
        candidates.truncate(limit);
        Ok(candidates)
    }

    /// The matches with their places, in order.
    fn placed(&self, found: &[Scored]) -> Vec<Candidate> {
        let candidate = |one: &Scored| one.candidate(self.state);
        let mut candidates: Vec<Candidate> = found.iter().map(candidate).collect();
        candidates.sort_by(|one, two| one.place.by_relevance(&two.place));
        candidates
    }

    /// The matches that are wanted, best first. Those of equal scores are in any order.
    fn find(&self, wanted: Wanted) -> tantivy::Result<Vec<Scored>> {
        let mut found: Vec<Scored> = Vec::new();
        let mut top = Top::new(wanted);
        for (segment, reader) in self.state.engine.segment_readers().iter().enumerate() {
            let days = self.question.days_in(self.state, segment)?;
            self.collect(reader, days.as_ref(), &mut top)?;
            found.extend(top.take().map(|(score, doc)| Scored { score, segment, doc }));
        }
        if let Some(after) = wanted.after {
            found.retain(|one| {
                one.score < after.score || after.by_relevance(&one.place(self.state)).is_lt()
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
        let is_all_wanted = self.question.days.is_some() || self.question.budget().has_clock();
        !is_all_wanted && self.averages.are_bounds_true()
    }

    /// The matches of one segment.
    fn collect(
        &self,
        reader: &SegmentReader,
        days: Option<&Days>,
        top: &mut Top,
    ) -> tantivy::Result<()> {
        let budget = self.question.budget();
        if !self.is_pruned() || top.has_ceiling() {
            let mut scorer = self.weight.scorer(reader, 1.0)?;
            walk(scorer.as_mut(), reader, days, 0..reader.max_doc(), |doc, scorer| {
                // What is found where the work ends may be what an exclusion no longer excluded.
                if !budget.goes_on() {
                    return ControlFlow::Break(());
                }
                let score = scorer.score();
                if score > top.threshold() {
                    top.offer(score, doc);
                }
                ControlFlow::Continue(())
            });
            return Ok(());
        }
        let alive = reader.alive_bitset();
        let slack = self.averages.slack(reader)?;
        let lowered = |top: &Top| Averages::lowered(top.threshold(), slack);
        self.weight.for_each_pruning(lowered(top), reader, &mut |doc, score| {
            if !budget.goes_on() {
                return Score::MAX;
            }
            if score > top.threshold() && alive.is_none_or(|alive| alive.is_alive(doc)) {
                top.offer(score, doc);
            }
            lowered(top)
        })
    }
}
