//! Answers with a page and what all its matches divide by, in one go.

use std::time::Instant;

use schema::Facet;

use super::envelope::Answer;
use super::loosened::or_loosened;
use super::page::Page;
use super::result::{Facets, ResultPage, Timeline};
use crate::QueryError;
use crate::search::{Found, TimelineBy};
use crate::understand::{SearchRequest, check_facets};

/// What the matches of a page are to be counted by, besides being shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Breakdown {
    /// The fields whose values are counted.
    pub facets: Vec<Facet>,
    /// The unit of a timeline; none where it is not given.
    pub timeline: Option<TimelineBy>,
}

impl Breakdown {
    /// Counts nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts the values of these fields.
    #[must_use]
    pub fn facets(mut self, facets: impl IntoIterator<Item = Facet>) -> Self {
        self.facets.extend(facets);
        self
    }

    /// Counts over time.
    #[must_use]
    pub fn timeline(mut self, by: TimelineBy) -> Self {
        self.timeline = Some(by);
        self
    }
}

/// A page of hits, and what all that match divide by.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Overview {
    /// The hits. Its total is exact where anything is counted.
    pub page: ResultPage,
    /// The values of the fields, where any were asked for.
    pub facets: Option<Facets>,
    /// The matches over time, where that was asked for.
    pub timeline: Option<Timeline>,
}

/// Finds the page, and goes through the matches once for all that is counted.
pub(super) fn overview(
    found: impl Found,
    request: &SearchRequest,
    breakdown: &Breakdown,
    started: Instant,
) -> Result<Answer<Overview>, QueryError> {
    let Breakdown { facets, timeline } = breakdown;
    check_facets(found.archive(), facets)?;
    if facets.is_empty() && timeline.is_none() {
        let page = Page::of(found, request)?.hits(request, started)?;
        return Ok(page.map(|page| Overview { page, facets: None, timeline: None }));
    }
    let (found, tally) = or_loosened(
        found,
        request,
        |found| found.tally(facets, *timeline),
        |tally| tally.total == 0,
    )?;
    let mut page = Page::of(found, request)?;
    page.is_known_to_have(tally.total);
    let page = page.hits(request, started)?;
    let counted = !facets.is_empty();
    let facets = counted.then(|| Facets::of(facets, tally.of_facets, tally.total));
    let timeline = timeline.map(|by| Timeline::of(by, tally.times, tally.total));
    Ok(page.map(|page| Overview { page, facets, timeline }))
}
