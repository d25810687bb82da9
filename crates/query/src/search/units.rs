//! Divides the documents of a segment into units of time.

use jiff::civil::Date;
use schema::{Columns, SortKey};
use tantivy::DocId;

/// The unit of a timeline, wider ones first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum TimelineBy {
    /// Years.
    Year,
    /// Months.
    #[default]
    Month,
    /// Days.
    Day,
}

impl TimelineBy {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Day => "day",
        }
    }
}

/// The runs of documents of a segment that are one unit of time each, newest first. Those behind
/// the last have no date.
#[derive(Debug)]
pub(crate) struct Units {
    /// The first day of each.
    pub(super) firsts: Vec<Date>,
    /// The document after its last.
    pub(super) ends: Vec<DocId>,
}

impl Units {
    /// The units that a segment has documents of.
    pub(crate) fn of(columns: &Columns, by: TimelineBy) -> Self {
        let dated = columns.first_below(SortKey::first_dated());
        let (mut firsts, mut ends) = (Vec::new(), Vec::new());
        let mut doc = 0;
        while doc < dated {
            let day = columns.sort_key(doc).day().unwrap_or(Date::MIN);
            let first = match by {
                TimelineBy::Year => day.first_of_year(),
                TimelineBy::Month => day.first_of_month(),
                TimelineBy::Day => day,
            };
            let end = columns.first_below(SortKey::first_of_day(first));
            doc = end.clamp(doc + 1, dated);
            firsts.push(first);
            ends.push(doc);
        }
        Self { firsts, ends }
    }
}
