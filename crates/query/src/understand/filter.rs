//! What narrows an answer apart from its text.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Bound, RangeBounds};

use article::ArticleId;
use article::FieldName;
use jiff::civil::Date;
use schema::Facet;

use super::plan::{ValueRange, intersect};
use crate::syntax::{DecimalRange, Field, Interval};

/// What articles must have to be in an answer, whatever its query asks for. It changes no score, no
/// mark and not how words are matched: the answer is that of an archive without the other articles,
/// scored as in the whole one. (The second look that raises the exact form is at the best 200 of the
/// answer.)
///
/// ```
/// use jiff::civil::date;
/// use query::{Filter, SearchRequest};
/// use schema::Facet;
///
/// let mut request = SearchRequest::new("elections");
/// request.filter = Filter::new()
///     .value(Facet::Source, "Le Monde")
///     .values(Facet::Language, ["fr", "en"])
///     .published(date(2025, 1, 1)..date(2026, 1, 1));
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    values: BTreeMap<Facet, BTreeSet<String>>,
    ranges: Vec<(FieldName, ValueRange)>,
    days: Option<Interval>,
    ids: Option<BTreeSet<ArticleId>>,
}

/// The field of a query in which the values of a facet are.
impl From<Facet> for Field {
    fn from(facet: Facet) -> Self {
        match facet {
            Facet::Author => Self::Author,
            Facet::Source => Self::Source,
            Facet::Section => Self::Section,
            Facet::Place => Self::Place,
            Facet::Tag => Self::Tag,
            Facet::Language => Self::Language,
            Facet::Own(name) => Self::Own(name),
        }
    }
}

impl Filter {
    /// One that every article passes.
    pub fn new() -> Self {
        Self::default()
    }

    /// Articles with this very value in a field, as [`crate::Facets`] names it; of several values of
    /// one field any will do.
    #[must_use]
    pub fn value(self, field: Facet, value: impl Into<String>) -> Self {
        self.values(field, [value])
    }

    /// Articles with any of these very values in a field; of none, no article.
    #[must_use]
    pub fn values<V: Into<String>>(
        mut self,
        field: Facet,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        self.values.entry(field).or_default().extend(values.into_iter().map(Into::into));
        self
    }

    /// Articles that were published on one of these days, certainly or possibly; where both ends are
    /// open, all of them.
    #[must_use]
    pub fn published(mut self, days: impl RangeBounds<Date>) -> Self {
        if let Some(days) = interval(days) {
            self.days = Some(self.days.map_or(days, |before| intersect(before, days)));
        }
        self
    }

    /// Articles with a number in this range, in a field of the archive's own; where both ends are
    /// open, all of them.
    #[must_use]
    pub fn number(mut self, field: FieldName, range: impl RangeBounds<f64>) -> Self {
        match DecimalRange::of(range) {
            Some(range) if range.is_open() => return self,
            Some(range) => self.ranges.push((field, ValueRange::Numbers(range))),
            None => self.ranges.push((field, ValueRange::Numbers(DecimalRange::NOTHING))),
        }
        self
    }

    /// Articles with a date on one of these days, certainly or possibly, in a field of the archive's
    /// own; where both ends are open, all of them.
    #[must_use]
    pub fn date(mut self, field: FieldName, days: impl RangeBounds<Date>) -> Self {
        if let Some(days) = interval(days) {
            self.ranges.push((field, ValueRange::Days(days)));
        }
        self
    }

    /// These articles alone.
    #[must_use]
    pub fn ids(mut self, ids: impl IntoIterator<Item = ArticleId>) -> Self {
        self.ids.get_or_insert_default().extend(ids);
        self
    }

    pub(crate) fn by_field(&self) -> &BTreeMap<Facet, BTreeSet<String>> {
        &self.values
    }

    /// The ranges of fields of the archive's own.
    pub(crate) fn ranges(&self) -> &[(FieldName, ValueRange)] {
        &self.ranges
    }

    pub(crate) fn days(&self) -> Option<Interval> {
        self.days
    }

    pub(crate) fn by_id(&self) -> Option<&BTreeSet<ArticleId>> {
        self.ids.as_ref()
    }

    /// Whether it is about days alone, if about anything.
    pub(crate) fn is_about_days_only(&self) -> bool {
        self.values.is_empty() && self.ranges.is_empty() && self.ids.is_none()
    }
}

/// The days; `None` where both ends are open.
fn interval(days: impl RangeBounds<Date>) -> Option<Interval> {
    if let (Bound::Unbounded, Bound::Unbounded) = (days.start_bound(), days.end_bound()) {
        return None;
    }
    // No day before the first or after the last can be named.
    let nothing = Interval { start: Some(Date::MAX), end: Some(Date::MIN) };
    let start = match days.start_bound() {
        Bound::Included(day) => Ok(Some(*day)),
        Bound::Excluded(day) => day.tomorrow().map(Some),
        Bound::Unbounded => Ok(None),
    };
    let end = match days.end_bound() {
        Bound::Included(day) => Ok(Some(*day)),
        Bound::Excluded(day) => day.yesterday().map(Some),
        Bound::Unbounded => Ok(None),
    };
    Some(match (start, end) {
        (Ok(start), Ok(end)) => Interval { start, end },
        _ => nothing,
    })
}
