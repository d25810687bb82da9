//! The best matches.
//!
//! A first pass takes the best by BM25, with the engine's pruning wherever the query allows it; a
//! second one re-orders the best [`RERANKED`] of them by a small bonus for the exact form.

use std::cell::Cell;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use tantivy::query::{EnableScoring, Weight};
use tantivy::{DocId, Score, SegmentReader};

use super::exactness::{self, Exactness};
use super::question::Question;
use super::state::State;
use super::walk::walk;
use crate::engine::Days;
use crate::page::Place;

/// Of the first pass, so many are re-ordered; beyond them its order holds.
pub(crate) const RERANKED: usize = 200;

/// A match with its place in the order.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    pub(crate) place: Place,
    pub(crate) segment: usize,
    pub(crate) doc: DocId,
}

/// When a search must come to its end; it notes when it did so early.
#[derive(Debug)]
pub(crate) struct Deadline {
    at: Option<Instant>,
    asked: Cell<u32>,
    passed: Cell<bool>,
    is_cut: Arc<AtomicBool>,
}

impl Deadline {
    /// The clock is read once in so many times that it is asked.
    const EVERY: u32 = 256;

    /// A deadline, if there is one; `is_cut` is set once it has passed.
    pub(crate) fn at(at: Option<Instant>, is_cut: Arc<AtomicBool>) -> Self {
        Self { at, asked: Cell::new(0), passed: Cell::new(false), is_cut }
    }

    /// Whether the time is over.
    pub(crate) fn has_passed(&self) -> bool {
        let Some(at) = self.at else { return false };
        self.asked.set(self.asked.get().wrapping_add(1));
        if !self.passed.get() && self.asked.get().is_multiple_of(Self::EVERY) {
            self.passed.set(Instant::now() >= at);
            self.is_cut.fetch_or(self.passed.get(), Ordering::Relaxed);
        }
        self.passed.get()
    }

    /// Whether there is one.
    pub(crate) fn is_set(&self) -> bool {
        self.at.is_some()
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
    deadline: &Deadline,
) -> tantivy::Result<Best> {
    let exactness = Exactness::of(&question.plan);
    // The first page needs only what the bonus can lift onto it; a later one must know where the
    // pages before it ended, and so the whole order of the best.
    let first_pass = FirstPass { state, question, deadline };
    let mut candidates = match after {
        None if limit <= RERANKED => {
            let margin = if exactness.is_empty() { 0.0 } else { exactness::BONUS };
            first_pass.best(limit, margin, None)?
        }
        None => first_pass.best(limit.max(RERANKED), 0.0, None)?,
        Some((_, true)) => first_pass.best(RERANKED.max(limit), 0.0, None)?,
        Some((place, false)) => {
            let candidates = first_pass.best(limit, 0.0, Some(place))?;
            return Ok(Best { candidates, last_among_best: false });
        }
    };
    let beyond = candidates.split_off(candidates.len().min(RERANKED));
    let first_pass_end = candidates.last().map(|last| last.place);
    exactness.raise(state, &mut candidates)?;
    candidates.sort_by(|one, two| one.place.by_relevance(&two.place));
    if let Some((place, true)) = after {
        candidates.retain(|candidate| place.by_relevance(&candidate.place).is_lt());
    }
    let among_best = candidates.len();
    candidates.extend(beyond);
    if candidates.len() < limit && after.is_some() {
        let missing = limit - candidates.len();
        candidates.extend(first_pass.best(missing, 0.0, first_pass_end)?);
    }
    candidates.truncate(limit);
    let last_among_best = candidates.len() <= among_best;
    Ok(Best { candidates, last_among_best })
}

struct FirstPass<'a> {
    state: &'a State,
    question: &'a Question,
    deadline: &'a Deadline,
}

impl FirstPass<'_> {
    /// The best `limit` matches after a place, and those within `margin` of the last of them, but
    /// no more than [`RERANKED`] for the margin's sake.
    fn best(
        &self,
        limit: usize,
        margin: Score,
        after: Option<Place>,
    ) -> tantivy::Result<Vec<Candidate>> {
        let Self { state, question, .. } = *self;
        let weight = question.query.weight(EnableScoring::enabled_from_searcher(&state.engine))?;
        let mut found: Vec<Candidate> = Vec::new();
        let mut top = Top::new(limit, margin, after.map(|after| after.score));
        for (segment, reader) in state.engine.segment_readers().iter().enumerate() {
            let days = question.days_in(state, segment)?;
            self.collect(weight.as_ref(), reader, days.as_ref(), &mut top)?;
            let columns = &state.columns[segment];
            for (score, doc) in top.take() {
                let place = Place { score, sort_key: columns.sort_key(doc), id: columns.id(doc) };
                if after.is_none_or(|after| after.by_relevance(&place).is_lt()) {
                    found.push(Candidate { place, segment, doc });
                }
            }
        }
        found.sort_by(|one, two| one.place.by_relevance(&two.place));
        let kept = if margin > 0.0 { RERANKED.max(limit) } else { limit };
        found.truncate(kept);
        Ok(found)
    }

    /// The matches of one segment.
    fn collect(
        &self,
        weight: &dyn Weight,
        reader: &SegmentReader,
        days: Option<&Days>,
        top: &mut Top,
    ) -> tantivy::Result<()> {
        if days.is_some() || self.deadline.is_set() || top.ceiling.is_some() {
            let mut scorer = weight.scorer(reader, 1.0)?;
            walk(scorer.as_mut(), reader, days, 0..reader.max_doc(), |doc, scorer| {
                let score = scorer.score();
                if score > top.threshold {
                    top.offer(score, doc);
                }
                if self.deadline.has_passed() {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            });
            return Ok(());
        }
        let alive = reader.alive_bitset();
        weight.for_each_pruning(top.threshold, reader, &mut |doc, score| {
            if alive.is_none_or(|alive| alive.is_alive(doc)) {
                top.offer(score, doc);
            }
            top.threshold
        })
    }
}

/// The best scores so far over all segments, and the matches of the present one that may count.
struct Top {
    limit: usize,
    /// What a score may be raised by, as a share of it.
    margin: Score,
    /// Scores above it were on a page before.
    ceiling: Option<Score>,
    scores: BinaryHeap<Reverse<Ordered>>,
    /// Only what is above it can count. Equal scores are settled by date, so the last score of
    /// the best over all segments is itself above it.
    floor: Score,
    /// The same for the documents of the present segment that are still to come.
    threshold: Score,
    here: Vec<(Score, DocId)>,
    /// The best scores of the present segment. Its documents are in the order of dates, so of
    /// equal scores the earlier ones win, and without a margin no later one need be kept.
    of_segment: BinaryHeap<Reverse<Ordered>>,
}

#[derive(Clone, Copy, PartialEq)]
struct Ordered(Score);

impl Eq for Ordered {}

impl PartialOrd for Ordered {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ordered {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

fn keep_best(scores: &mut BinaryHeap<Reverse<Ordered>>, score: Score, limit: usize) {
    if scores.len() < limit {
        scores.push(Reverse(Ordered(score)));
    } else if let Some(mut worst) = scores.peek_mut()
        && worst.0.0 < score
    {
        *worst = Reverse(Ordered(score));
    }
}

impl Top {
    fn new(limit: usize, margin: Score, ceiling: Option<Score>) -> Self {
        let threshold = if limit == 0 { Score::MAX } else { Score::MIN };
        Self {
            limit,
            margin,
            ceiling,
            scores: BinaryHeap::new(),
            floor: threshold,
            threshold,
            here: Vec::new(),
            of_segment: BinaryHeap::new(),
        }
    }

    fn offer(&mut self, score: Score, doc: DocId) {
        if self.ceiling.is_some_and(|ceiling| score > ceiling) {
            return;
        }
        self.here.push((score, doc));
        // With a ceiling, equal scores may have been shown already: none may be counted twice,
        // so the threshold stays where it is.
        if self.ceiling == Some(score) {
            return;
        }
        keep_best(&mut self.scores, score, self.limit);
        if self.ceiling.is_none() && self.margin == 0.0 {
            keep_best(&mut self.of_segment, score, self.limit);
        }
        self.set_threshold();
        self.shrink();
    }

    fn set_threshold(&mut self) {
        let last_of = |scores: &BinaryHeap<Reverse<Ordered>>| {
            let is_full = scores.len() == self.limit;
            scores.peek().filter(|_| is_full).map(|worst| worst.0.0)
        };
        let all = last_of(&self.scores).map(|worst| (worst / (1.0 + self.margin)).next_down());
        let here = last_of(&self.of_segment);
        self.floor = self.floor.max(all.unwrap_or(Score::MIN));
        self.threshold = self.floor.max(here.unwrap_or(Score::MIN));
    }

    /// Lets go of what is below the threshold, now and then.
    fn shrink(&mut self) {
        const SLACK: usize = 4_096;
        if self.here.len() < self.limit.max(RERANKED) * 2 + SLACK {
            return;
        }
        let floor = self.floor;
        self.here.retain(|(score, _)| *score > floor);
        // Very many equal scores: the documents are in the order of dates, so the first count.
        let kept = self.limit.max(RERANKED) + SLACK / 2;
        if self.here.len() > kept {
            self.here.sort_by(|one, two| two.0.total_cmp(&one.0).then(one.1.cmp(&two.1)));
            self.here.truncate(kept);
        }
    }

    /// The matches of the present segment that may count; the next one begins.
    fn take(&mut self) -> Vec<(Score, DocId)> {
        self.of_segment.clear();
        self.threshold = self.floor;
        let floor = self.floor;
        let mut here = std::mem::take(&mut self.here);
        here.retain(|(score, _)| *score > floor);
        here
    }
}
