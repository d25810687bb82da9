//! Hands out every article that answers, one after the other.

use std::sync::Arc;
use std::vec;

use super::envelope::Answer;
use super::explanation::blame;
use super::hit::Hit;
use super::hit_maker::HitMaker;
use super::loosened::loosened;
use super::marks::matcher;
use super::page::counted;
use super::result::Count;
use crate::QueryError;
use crate::engine::Matcher;
use crate::search::{After, Candidate, Found, Scored};
use crate::understand::{SearchRequest, Sort};

/// An export under way.
pub(super) struct Export<F> {
    found: F,
    matcher: Matcher,
    to_come: Matches,
    /// How many were handed out, and how many are wanted.
    handed_out: u64,
    most: u64,
}

/// The matches that are still to come.
enum Matches {
    /// Newest first, some at a time.
    ByDate { chunk: vec::IntoIter<Candidate>, after: Option<After> },
    /// In another order, which is known when all are.
    Sorted(vec::IntoIter<Scored>),
}

/// Matches that are held at a time where they come newest first.
const CHUNK: usize = 1_000;

impl<F: Found> Export<F> {
    /// Finds the first matches; where there are none, those of the question loosened.
    pub(super) fn begin(found: F, request: &SearchRequest) -> Result<Self, QueryError> {
        let sort = request.sort.unwrap_or(Sort::Newest);
        let mut found = found;
        let mut to_come = Matches::of(&found, sort)?;
        if to_come.is_at_end()
            && let Some(loosened) = loosened(&found, request)?
        {
            to_come = Matches::of(&loosened, sort)?;
            found = loosened;
        }
        let matcher = matcher(&found, Arc::clone(found.budget()));
        let most = request.limit.map_or(u64::MAX, |limit| limit as u64);
        Ok(Self { found, matcher, to_come, handed_out: 0, most })
    }

    /// The next article.
    pub(super) fn next(&mut self) -> Result<Option<Hit>, QueryError> {
        if self.handed_out >= self.most {
            return Ok(None);
        }
        let Some(candidate) = self.to_come.next(&self.found)? else { return Ok(None) };
        self.handed_out += 1;
        let Self { found, matcher, .. } = self;
        let days = found.question().days();
        let maker = HitMaker { found, matcher, days, snippets: 0 };
        maker.hit(&candidate, self.handed_out).map(Some)
    }

    /// How many were handed out.
    pub(super) fn into_count(self, request: &SearchRequest) -> Result<Answer<Count>, QueryError> {
        let is_empty = self.handed_out == 0 && self.most > 0;
        let blame = if is_empty { blame(&self.found, request)? } else { Vec::new() };
        counted(&self.found, request, &blame, self.handed_out)
    }
}

impl Matches {
    fn of(found: &impl Found, sort: Sort) -> Result<Self, QueryError> {
        // Where nothing is sought, no hit is better than another.
        let is_by_date = sort == Sort::Newest
            || sort == Sort::Relevance && found.question().plan().is_about_days_only();
        if is_by_date {
            return Self::newest(found, None);
        }
        Ok(Self::Sorted(found.all(sort)?.into_iter()))
    }

    fn newest(found: &impl Found, after: Option<After>) -> Result<Self, QueryError> {
        let chunk = found.first(Sort::Newest, CHUNK, after)?.candidates;
        let last = chunk.last().filter(|_| chunk.len() == CHUNK);
        let after = last.map(|last| After { place: last.place, among_best: false });
        Ok(Self::ByDate { chunk: chunk.into_iter(), after })
    }

    fn is_at_end(&self) -> bool {
        match self {
            Self::ByDate { chunk, after } => chunk.len() == 0 && after.is_none(),
            Self::Sorted(matches) => matches.len() == 0,
        }
    }

    fn next(&mut self, found: &impl Found) -> Result<Option<Candidate>, QueryError> {
        if let Self::ByDate { chunk, after: Some(after) } = self
            && chunk.len() == 0
        {
            *self = Self::newest(found, Some(*after))?;
        }
        Ok(match self {
            Self::ByDate { chunk, .. } => chunk.next(),
            Self::Sorted(matches) => matches.next().map(|one| found.placed(&one)),
        })
    }
}
