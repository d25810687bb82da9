//! Keeps the best matches while segments are gone through.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use tantivy::{DocId, Score};

use super::scored::{RERANKED, Wanted};

/// The best scores so far over all segments, and the matches of the present one that may count.
#[derive(Debug)]
pub(crate) struct Top {
    limit: usize,
    /// What the scores of the best are divided by before others must be above them.
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
    /// The best scores of the present run through a segment. Its documents are in the order of
    /// dates, so of equal scores the earlier ones win, and without a margin no later one need be
    /// kept.
    of_run: BinaryHeap<Reverse<Ordered>>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
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
    /// For the best matches that are wanted.
    pub(crate) fn new(wanted: Wanted) -> Self {
        let Wanted { limit, margin, floor, after } = wanted;
        let threshold = if limit == 0 { Score::MAX } else { floor };
        let ceiling = after.map(|after| after.score);
        Self {
            limit,
            margin,
            ceiling,
            scores: BinaryHeap::new(),
            floor: threshold,
            threshold,
            here: Vec::new(),
            of_run: BinaryHeap::new(),
        }
    }

    pub(crate) fn offer(&mut self, score: Score, doc: DocId) {
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
        if self.ceiling.is_none() && self.margin <= 1.0 {
            keep_best(&mut self.of_run, score, self.limit);
        }
        self.set_threshold();
        self.shrink();
    }

    fn set_threshold(&mut self) {
        let last_of = |scores: &BinaryHeap<Reverse<Ordered>>| {
            let is_full = scores.len() == self.limit;
            scores.peek().filter(|_| is_full).map(|worst| worst.0.0)
        };
        let all = last_of(&self.scores).map(|worst| (worst / self.margin).next_down());
        let here = last_of(&self.of_run);
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

    /// Begins to go through the present segment, perhaps once more with other matches of it.
    pub(crate) fn begin_run(&mut self) {
        self.of_run.clear();
        self.threshold = self.floor;
    }

    /// The matches of the present segment that may count; the next one begins.
    pub(crate) fn take(&mut self) -> impl Iterator<Item = (Score, DocId)> {
        self.begin_run();
        let floor = self.floor;
        self.here.drain(..).filter(move |(score, _)| *score > floor)
    }

    /// Only what is above it need be offered.
    pub(crate) fn threshold(&self) -> Score {
        self.threshold
    }

    pub(crate) fn has_ceiling(&self) -> bool {
        self.ceiling.is_some()
    }
}
