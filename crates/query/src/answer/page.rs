//! Finds what a page shows, and makes the page of it.

use std::sync::Arc;
use std::time::Instant;

use super::cursor::Cursor;
use super::envelope::Answer;
use super::explanation::blame;
use super::hit_maker::HitMaker;
use super::loosened::loosened;
use super::marks::matcher;
use super::result::{Blame, Count, Ranked, Ranking, ResultPage, TotalIs};
use super::variants::variants;
use crate::QueryError;
use crate::search::{After, Candidate, First, Found};
use crate::understand::{Match, Question, SearchRequest, Sort, TotalWanted};

/// The most hits of a page.
const PAGE_LIMIT: usize = 10_000;

/// The matches that a page shows.
pub(super) struct Page<F> {
    found: F,
    candidates: Vec<Candidate>,
    last_among_best: bool,
    /// How many stand on the pages before.
    rank: u64,
    limit: usize,
    is_first: bool,
    /// How many answer, where that was counted already.
    known_total: Option<u64>,
}

impl<F: Found> Page<F> {
    /// Looks for the matches of the page that a request asks for.
    pub(super) fn of(found: F, request: &SearchRequest) -> Result<Self, QueryError> {
        let limit = request.limit.unwrap_or(SearchRequest::HITS).min(PAGE_LIMIT);
        let mut found = found;
        let cursor = request.cursor.as_deref();
        let cursor = cursor.map(|text| read_cursor(text, found.question(), request)).transpose()?;
        // By date the next page is told by the date; a score, or the place of a value among others,
        // means nothing in another commit.
        if let Some(Cursor { commit, .. }) = cursor
            && commit != found.commit()
            && is_of_its_commit(&found, request)
        {
            return Err(QueryError::CommitGone { commit });
        }
        if cursor.is_some_and(|cursor| cursor.is_any)
            && let Some(loosened) = loosened(&found, request)?
        {
            found = loosened;
        }
        let mut first = first(&found, request, limit, cursor)?;
        if first.candidates.is_empty()
            && cursor.is_none()
            && limit > 0
            && let Some(loosened) = loosened(&found, request)?
        {
            found = loosened;
            first = self::first(&found, request, limit, None)?;
        }
        let First { candidates, last_among_best } = first;
        Ok(Self {
            found,
            candidates,
            last_among_best,
            rank: cursor.map_or(0, |cursor| cursor.rank),
            limit,
            is_first: cursor.is_none(),
            known_total: None,
        })
    }

    /// Takes over how many answer, so that they need not be counted again.
    pub(super) fn is_known_to_have(&mut self, total: u64) {
        self.known_total = Some(total);
    }

    /// The ids and scores.
    pub(super) fn ranking(self, request: &SearchRequest) -> Result<Answer<Ranking>, QueryError> {
        let (total, total_is) = self.total(request)?;
        let ranked =
            |candidate: &Candidate| Ranked { id: candidate.place.id, score: candidate.place.score };
        let ranking = Ranking {
            ranked: self.candidates.iter().map(ranked).collect(),
            total,
            total_is,
            matching: matching(self.found.question()),
            cursor: self.next(request, total, total_is),
        };
        Answer::of_matches(&self.found, request, &[], ranking)
    }

    /// The page of hits.
    pub(super) fn hits(
        self,
        request: &SearchRequest,
        started: Instant,
    ) -> Result<Answer<ResultPage>, QueryError> {
        let (found, question) = (&self.found, self.found.question());
        let (total, total_is) = self.total(request)?;
        let was_loosened = question.is_any && request.matching == Match::Auto;
        // Of a page without hits that asks for no total it is not known whether there are any.
        let is_empty =
            total.map_or(self.limit > 0, |total| total == 0) && self.candidates.is_empty();
        let blame = if self.is_first && (is_empty || was_loosened) {
            blame(found, request)?
        } else {
            Vec::new()
        };
        let variants = variants(found)?;
        // What was found is shown, whatever was left to find it with.
        let shown = Arc::new(found.budget().again());
        let matcher = matcher(found, Arc::clone(&shown));
        let days = question.days();
        let maker = HitMaker { found, matcher: &matcher, days, snippets: request.snippets };
        let hits = self.candidates.iter().zip(self.rank.saturating_add(1)..);
        let hits = hits.map(|(candidate, rank)| maker.hit(candidate, rank));
        let hits = hits.collect::<Result<Vec<_>, _>>()?;
        found.budget().reach_as(&shown);
        let page = ResultPage {
            hits,
            query: question.expr.to_string(),
            total,
            total_is,
            // To the microsecond: further digits say nothing.
            took_ms: (started.elapsed().as_secs_f64() * 1e6).round() / 1e3,
            sort: request.sort.unwrap_or_default(),
            matching: matching(self.found.question()),
            cursor: self.next(request, total, total_is),
            variants,
            blame,
        };
        let remarks = page.blame.clone();
        Answer::of_matches(found, request, &remarks, page)
    }

    /// How many answer, and what that is worth.
    fn total(&self, request: &SearchRequest) -> Result<(Option<u64>, TotalIs), QueryError> {
        let limit = match request.total {
            _ if self.known_total.is_some() => None,
            TotalWanted::Unknown => return Ok((None, TotalIs::Unknown)),
            TotalWanted::Exact => None,
            TotalWanted::AtLeast(limit) => Some(limit),
        };
        let total = match self.known_total {
            Some(total) => total,
            None => self.found.count(limit)?,
        };
        let is_cut = self.found.budget().is_cut();
        // Where finding them has left nothing to count with, there are those that were found.
        let found = self.rank.saturating_add(self.candidates.len() as u64);
        let total = if is_cut { total.max(found) } else { total };
        Ok(match limit {
            Some(limit) if total > limit => (Some(limit), TotalIs::AtLeast),
            _ if is_cut => (Some(total), TotalIs::AtLeast),
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
        let rank = self.rank.saturating_add(self.candidates.len() as u64);
        let is_last = self.candidates.len() < self.limit
            || (total_is == TotalIs::Exact && total == Some(rank));
        let last = self.candidates.last().filter(|_| !is_last)?;
        let cursor = Cursor {
            last: last.place,
            among_best: self.last_among_best,
            commit: self.found.commit(),
            rank,
            is_any: self.found.question().is_any,
            question: self.found.question().digest(request),
        };
        Some(cursor.encode())
    }
}

/// Whether all words had to be there, or any.
fn matching(question: &Question) -> Match {
    if question.is_any { Match::Any } else { Match::All }
}

/// The answer where that is a number.
pub(super) fn counted(
    found: &impl Found,
    request: &SearchRequest,
    blame: &[Blame],
    total: u64,
) -> Result<Answer<Count>, QueryError> {
    let question = found.question();
    let (query, matching) = (question.expr.to_string(), matching(question));
    Answer::of_matches(found, request, blame, Count { total, query, matching })
}

/// Whether the hits are in an order that only their commit knows.
fn is_of_its_commit(found: &impl Found, request: &SearchRequest) -> bool {
    match request.sort.unwrap_or_default() {
        Sort::Relevance => !found.question().plan().is_about_days_only(),
        Sort::Field(..) => true,
        Sort::Newest | Sort::Oldest => false,
    }
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
    found: &impl Found,
    request: &SearchRequest,
    limit: usize,
    cursor: Option<Cursor>,
) -> Result<First, QueryError> {
    if limit == 0 {
        return Ok(First { candidates: Vec::new(), last_among_best: false });
    }
    let after = |cursor: Cursor| After { place: cursor.last, among_best: cursor.among_best };
    found.first(request.sort.unwrap_or_default(), limit, cursor.map(after))
}
