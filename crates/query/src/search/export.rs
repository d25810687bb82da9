//! Hands out every article that answers, one after the other.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::vec;

use tantivy::query::EnableScoring;

use super::by_date::newest;
use super::by_relevance::{Candidate, RERANKED, Scored};
use super::exactness::Exactness;
use super::hits::HitMaker;
use super::question::Question;
use super::request::{SearchRequest, Sort};
use super::state::State;
use super::walk::walk;
use crate::QueryError;
use crate::highlight::Matcher;
use crate::page::{Count, Hit, Place};

/// An export under way.
pub(crate) struct Export<'a> {
    state: &'a State,
    question: Question,
    matcher: Matcher,
    to_come: Matches,
    /// How many were handed out, and how many are wanted.
    handed_out: u64,
    most: u64,
}

/// The matches that are still to come.
enum Matches {
    /// Newest first, some at a time.
    ByDate { chunk: vec::IntoIter<Candidate>, after: Option<Place> },
    /// In another order, which is known when all are.
    Sorted(vec::IntoIter<Scored>),
}

/// Matches that are held at a time where they come newest first.
const CHUNK: usize = 1_000;

impl<'a> Export<'a> {
    /// Finds the first matches; where there are none, those of the question loosened.
    pub(crate) fn begin(state: &'a State, request: &SearchRequest) -> Result<Self, QueryError> {
        let budget = request.budget_or(u64::MAX);
        let mut question = Question::understand_within(state, request, budget)?;
        let sort = request.sort.unwrap_or(Sort::Newest);
        let failed = |error| state.failed(error);
        let mut to_come = Matches::find(state, &question, sort).map_err(failed)?;
        if to_come.is_at_end()
            && let Some(loosened) = question.loosened(state, request)?
        {
            to_come = Matches::find(state, &loosened, sort).map_err(failed)?;
            question = loosened;
        }
        let (analyzer, budget) = (&state.source.analyzer, Arc::clone(question.budget()));
        let matcher = Matcher::of_plan(&question.plan, analyzer, budget);
        let most = request.limit.map_or(u64::MAX, |limit| limit as u64);
        Ok(Self { state, question, matcher, to_come, handed_out: 0, most })
    }

    /// The next article.
    pub(crate) fn next(&mut self) -> Result<Option<Hit>, QueryError> {
        if self.handed_out >= self.most {
            return Ok(None);
        }
        let next = self.to_come.next(self.state, &self.question);
        let Some(candidate) = next.map_err(|error| self.state.failed(error))? else {
            return Ok(None);
        };
        self.handed_out += 1;
        let Self { state, matcher, question, .. } = self;
        let maker = HitMaker { state, matcher, days: question.days, snippets: 0 };
        maker.hit(&candidate, self.handed_out).map(Some)
    }

    /// How many were handed out.
    pub(crate) fn into_count(self) -> Count {
        self.question.into_count(self.handed_out)
    }
}

impl Matches {
    fn find(state: &State, question: &Question, sort: Sort) -> tantivy::Result<Self> {
        Ok(match sort {
            Sort::Newest => Self::newest(state, question, None)?,
            // Where nothing is sought, no hit is better than another.
            Sort::Relevance if question.is_everything => Self::newest(state, question, None)?,
            Sort::Relevance => {
                let mut all = all(state, question, true)?;
                let best = all.len().min(RERANKED);
                let exactness = Exactness::of(&question.plan);
                exactness.raise(state, &question.source, &mut all[..best])?;
                all[..best].sort_by(|one, two| by_relevance(state, one, two));
                Self::Sorted(all.into_iter())
            }
            Sort::Oldest => {
                let mut all = all(state, question, false)?;
                all.sort_by(|one, two| one.place(state).oldest_first(&two.place(state)));
                Self::Sorted(all.into_iter())
            }
        })
    }

    fn newest(state: &State, question: &Question, after: Option<Place>) -> tantivy::Result<Self> {
        let chunk = newest(state, question, CHUNK, after)?;
        let after = chunk.last().map(|last| last.place).filter(|_| chunk.len() == CHUNK);
        Ok(Self::ByDate { chunk: chunk.into_iter(), after })
    }

    fn is_at_end(&self) -> bool {
        match self {
            Self::ByDate { chunk, after } => chunk.len() == 0 && after.is_none(),
            Self::Sorted(matches) => matches.len() == 0,
        }
    }

    fn next(&mut self, state: &State, question: &Question) -> tantivy::Result<Option<Candidate>> {
        if let Self::ByDate { chunk, after: Some(after) } = self
            && chunk.len() == 0
        {
            *self = Self::newest(state, question, Some(*after))?;
        }
        Ok(match self {
            Self::ByDate { chunk, .. } => chunk.next(),
            Self::Sorted(matches) => matches.next().map(|found| found.candidate(state)),
        })
    }
}

/// All matches, the best first where they are scored.
fn all(state: &State, question: &Question, is_scored: bool) -> tantivy::Result<Vec<Scored>> {
    let statistics = state.statistics();
    let scoring = if is_scored {
        EnableScoring::enabled_from_statistics_provider(&statistics, &state.engine)
    } else {
        EnableScoring::disabled_from_searcher(&state.engine)
    };
    let weight = question.query.weight(scoring)?;
    let mut found = Vec::new();
    for (segment, reader) in state.engine.segment_readers().iter().enumerate() {
        let days = question.days_in(state, segment)?;
        let mut scorer = weight.scorer(reader, 1.0)?;
        walk(scorer.as_mut(), reader, days.as_ref(), 0..reader.max_doc(), |doc, scorer| {
            if !question.budget().goes_on() {
                return ControlFlow::Break(());
            }
            let score = if is_scored { scorer.score() } else { 0.0 };
            found.push(Scored { score, segment, doc });
            ControlFlow::Continue(())
        });
    }
    if is_scored {
        found.sort_by(|one, two| by_relevance(state, one, two));
    }
    Ok(found)
}

fn by_relevance(state: &State, one: &Scored, two: &Scored) -> std::cmp::Ordering {
    // Dates and ids settle ties only, and are looked up.
    let scores = two.score.total_cmp(&one.score);
    scores.then_with(|| one.place(state).newest_first(&two.place(state)))
}
