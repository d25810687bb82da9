//! Finds what a page shows, and makes the page of it.

use std::sync::Arc;
use std::time::Instant;

use super::by_date::{newest, oldest};
use super::by_relevance::{Candidate, best};
use super::count::count;
use super::hits::HitMaker;
use super::question::Question;
use super::request::{Match, SearchRequest, Sort, TotalWanted};
use super::state::State;
use super::variants::variants;
use crate::QueryError;
use crate::explain;
use crate::highlight::Matcher;
use crate::page::{Cursor, Ranked, Ranking, ResultPage, TotalIs};

/// The most hits of a page.
const PAGE_LIMIT: usize = 10_000;

/// The matches that a page shows.
pub(crate) struct Found {
    question: Question,
    candidates: Vec<Candidate>,
    last_among_best: bool,
    /// How many stand on the pages before.
    rank: u64,
    limit: usize,
    is_first_page: bool,
}

impl Found {
    /// Looks for what a request asks for.
    pub(crate) fn find(state: &State, request: &SearchRequest) -> Result<Self, QueryError> {
        let limit = request.limit.unwrap_or(SearchRequest::HITS).min(PAGE_LIMIT);
        let mut question = Question::understand(state, request)?;
        let cursor = request.cursor.as_deref().map(|text| read_cursor(text, &question, request));
        let cursor = cursor.transpose()?;
        if cursor.is_some_and(|cursor| cursor.is_any)
            && let Some(loosened) = question.loosened(state, request)?
        {
            question = loosened;
        }
        let mut found = first(state, &question, request, limit, cursor)?;
        if found.0.is_empty()
            && cursor.is_none()
            && limit > 0
            && let Some(loosened) = question.loosened(state, request)?
        {
            question = loosened;
            found = first(state, &question, request, limit, None)?;
        }
        let (candidates, last_among_best) = found;
        Ok(Self {
            question,
            candidates,
            last_among_best,
            rank: cursor.map_or(0, |cursor| cursor.rank),
            limit,
            is_first_page: cursor.is_none(),
        })
    }

    /// The ids and scores.
    pub(crate) fn ranking(
        self,
        state: &State,
        request: &SearchRequest,
    ) -> Result<Ranking, QueryError> {
        let (total, total_is) = self.total(state, request)?;
        let ranked =
            |candidate: &Candidate| Ranked { id: candidate.place.id, score: candidate.place.score };
        Ok(Ranking {
            ranked: self.candidates.iter().map(ranked).collect(),
            total,
            total_is,
            matching: matching(&self.question),
            partial: self.question.is_cut(),
            cursor: self.next(request, total, total_is),
            diagnostics: self.question.into_diagnostics(),
        })
    }

    /// The page of hits.
    pub(crate) fn page(
        self,
        state: &State,
        request: &SearchRequest,
        started: Instant,
    ) -> Result<ResultPage, QueryError> {
        let (total, total_is) = self.total(state, request)?;
        let was_loosened = self.question.is_any && request.matching == Match::Auto;
        // Of a page without hits that asks for no total it is not known whether there are any.
        let is_empty =
            total.map_or(self.limit > 0, |total| total == 0) && self.candidates.is_empty();
        let blame = if self.is_first_page && (is_empty || was_loosened) {
            explain::blame(state, request, &self.question)?
        } else {
            Vec::new()
        };
        let variants = variants(state, &self.question)?;
        // What was found is shown, whatever was left to find it with.
        let shown = Arc::new(self.question.budget().again());
        let analyzer = &state.source.analyzer;
        let matcher = Matcher::of_plan(&self.question.plan, analyzer, Arc::clone(&shown));
        let maker = HitMaker {
            state,
            matcher: &matcher,
            days: self.question.days,
            snippets: request.snippets,
        };
        let hits = self.candidates.iter().zip(self.rank + 1..);
        let hits = hits.map(|(candidate, rank)| maker.hit(candidate, rank));
        let hits = hits.collect::<Result<Vec<_>, _>>()?;
        self.question.budget().reach_as(&shown);
        Ok(ResultPage {
            hits,
            query: self.question.expr.to_string(),
            total,
            total_is,
            took_ms: started.elapsed().as_secs_f64() * 1_000.0,
            sort: request.sort.unwrap_or_default(),
            matching: matching(&self.question),
            partial: self.question.is_cut(),
            cursor: self.next(request, total, total_is),
            variants,
            blame,
            diagnostics: self.question.into_diagnostics(),
        })
    }

    /// How many answer, and what that is worth.
    fn total(
        &self,
        state: &State,
        request: &SearchRequest,
    ) -> Result<(Option<u64>, TotalIs), QueryError> {
        let limit = match request.total {
            TotalWanted::Unknown => return Ok((None, TotalIs::Unknown)),
            TotalWanted::Exact => None,
            TotalWanted::AtLeast(limit) => Some(limit),
        };
        let total = count(state, &self.question, limit).map_err(|error| state.failed(error))?;
        // Where finding them has left nothing to count with, there are those that were found.
        let found = self.rank + self.candidates.len() as u64;
        let total = if self.question.is_cut() { total.max(found) } else { total };
        Ok(match limit {
            Some(limit) if total > limit => (Some(limit), TotalIs::AtLeast),
            _ if self.question.is_cut() => (Some(total), TotalIs::AtLeast),
            _ => (Some(total), TotalIs::Exact),
        })
    }

    /// Where the next page begins.
    fn next(
        &self,
        request: &SearchRequest,
        total: Option<u64>,
        total_is: TotalIs,
    ) -> Option<String> {
        let rank = self.rank + self.candidates.len() as u64;
        let is_last = self.candidates.len() < self.limit
            || (total_is == TotalIs::Exact && total == Some(rank));
        let last = self.candidates.last().filter(|_| !is_last)?;
        let cursor = Cursor {
            last: last.place,
            among_best: self.last_among_best,
            rank,
            is_any: self.question.is_any,
            question: self.question.digest(request),
        };
        Some(cursor.encode())
    }
}

pub(crate) fn matching(question: &Question) -> Match {
    if question.is_any { Match::Any } else { Match::All }
}

fn read_cursor(
    text: &str,
    question: &Question,
    request: &SearchRequest,
) -> Result<Cursor, QueryError> {
    let refused = || QueryError::Cursor { cursor: text.to_owned() };
    let cursor = Cursor::decode(text).ok_or_else(refused)?;
    if cursor.question == question.digest(request) { Ok(cursor) } else { Err(refused()) }
}

fn first(
    state: &State,
    question: &Question,
    request: &SearchRequest,
    limit: usize,
    cursor: Option<Cursor>,
) -> Result<(Vec<Candidate>, bool), QueryError> {
    if limit == 0 {
        return Ok((Vec::new(), false));
    }
    let after = cursor.map(|cursor| cursor.last);
    let found = match request.sort.unwrap_or_default() {
        Sort::Relevance if !question.is_everything => {
            let after = cursor.map(|cursor| (cursor.last, cursor.among_best));
            best(state, question, limit, after).map(|best| (best.candidates, best.last_among_best))
        }
        // Where nothing is sought, no hit is better than another.
        Sort::Relevance | Sort::Newest => {
            newest(state, question, limit, after).map(|found| (found, false))
        }
        Sort::Oldest => oldest(state, question, limit, after).map(|found| (found, false)),
    };
    found.map_err(|error| state.failed(error))
}
