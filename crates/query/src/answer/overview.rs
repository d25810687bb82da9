//! Answers with a page and what all its matches divide by, in one go.

use std::time::Instant;

use schema::Facet;

use super::envelope::Answer;
use super::page::Page;
use super::result::{Facets, ResultPage, Timeline};
use crate::QueryError;
use crate::search::{Found, TimelineBy};
use crate::understand::SearchRequest;

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
    /// The values of the fields that were asked for.
    pub facets: Facets,
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
    let mut page = Page::of(found, request)?;
    let is_counted = !facets.is_empty() || timeline.is_some();
    let tally = is_counted.then(|| page.found().tally(facets, *timeline)).transpose()?;
    if let Some(tally) = &tally {
        page.is_known_to_have(tally.total);
    }
    let Answer { value: page, commit, partial, diagnostics } = page.hits(request, started)?;
    let (facets, timeline) = match tally {
        Some(tally) => {
            let timeline = timeline.map(|by| Timeline::of(by, tally.times, tally.total));
            (Facets::of(facets, tally.of_facets, tally.total), timeline)
        }
        None => (Facets { buckets: Vec::new(), total: page.total.unwrap_or_default() }, None),
    };
    Ok(Answer { value: Overview { page, facets, timeline }, commit, partial, diagnostics })
}
