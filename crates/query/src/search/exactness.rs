//! Ranks a document that has the exact form of a word above one that has only another form,
//! other things equal.

use std::cell::RefCell;

use tantivy::query::Scorer;
use tantivy::{DocSet, Score};

use super::by_relevance::Candidate;
use super::state::State;
use crate::engine::SpanQuery;
use crate::plan::{Plan, Spans, Target, Word};

/// What a document with all words in their exact letters gains, as a share of its score. Small
/// enough that it settles little more than ties.
pub(crate) const BONUS: Score = 0.02;

/// The typed forms of a query's bare words.
#[derive(Debug, Default)]
pub(crate) struct Exactness {
    words: Vec<(Target, Word, Word)>,
}

impl Exactness {
    /// Of the bare words of a plan.
    pub(crate) fn of(plan: &Plan) -> Self {
        let mut words = Vec::new();
        plan.each_wanted(&mut |target, spans| {
            spans.each_word(&mut |word| {
                if let Word::Inflected { folded, letters, .. } = word {
                    let same = Word::Letters {
                        folded: folded.clone(),
                        letters: letters.clone(),
                        cased: None,
                    };
                    words.push((target, Word::Folded(vec![folded.clone()]), same));
                }
            });
        });
        Self { words }
    }

    /// Whether there is nothing to look for.
    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Raises the scores of candidates: half of the bonus for the folded form, all for the same
    /// letters, averaged over the words.
    pub(crate) fn raise(&self, state: &State, candidates: &mut [Candidate]) -> tantivy::Result<()> {
        if self.is_empty() || candidates.len() < 2 {
            return Ok(());
        }
        // Documents are looked up in their order, segment by segment.
        let mut order: Vec<usize> = (0..candidates.len()).collect();
        order.sort_by_key(|at| (candidates[*at].segment, candidates[*at].doc));
        #[expect(clippy::cast_precision_loss, reason = "a query has few words")]
        let share = BONUS / 2.0 / self.words.len() as Score;
        let gains = RefCell::new(vec![0.0; candidates.len()]);
        for (target, folded, letters) in &self.words {
            for word in [folded, letters] {
                let mut open: Option<(usize, Box<dyn Scorer>)> = None;
                for &at in &order {
                    let Candidate { segment, doc, .. } = candidates[at];
                    if open.as_ref().is_none_or(|(of, _)| *of != segment) {
                        open = Some((segment, Self::scorer(state, *target, word, segment)?));
                    }
                    if let Some((_, scorer)) = &mut open {
                        let there =
                            if scorer.doc() < doc { scorer.seek(doc) } else { scorer.doc() };
                        if there == doc {
                            gains.borrow_mut()[at] += share;
                        }
                    }
                }
            }
        }
        for (candidate, gain) in candidates.iter_mut().zip(gains.into_inner()) {
            candidate.place.score *= 1.0 + gain;
        }
        Ok(())
    }

    fn scorer(
        state: &State,
        target: Target,
        word: &Word,
        segment: usize,
    ) -> tantivy::Result<Box<dyn Scorer>> {
        let (spans, source) = (Spans::Word(word.clone()), state.source.clone());
        let query = SpanQuery { target, spans, at_least: 1, source };
        let scoring = tantivy::query::EnableScoring::disabled_from_searcher(&state.engine);
        let weight = tantivy::query::Query::weight(&query, scoring)?;
        weight.scorer(state.engine.segment_reader(u32::try_from(segment).unwrap_or(u32::MAX)), 1.0)
    }
}
