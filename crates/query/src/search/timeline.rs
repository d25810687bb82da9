//! Counts the documents of a segment over time. They are in the order of dates, so a unit of time is
//! a run of them, and no date is read for each match.

use std::collections::BTreeMap;

use article::{Precision, PublishedOn};
use jiff::civil::Date;
use tantivy::DocId;

use super::found::TimeCounts;
use super::state::State;
use super::units::{TimelineBy, Units};

/// The units of time of a segment, with how many matches there are in each.
pub(super) struct Times<'a> {
    by: TimelineBy,
    counter: Counter<'a>,
    /// The documents whose dates are wider than a unit.
    wide: BTreeMap<DocId, PublishedOn>,
    /// How many of these there are under each date.
    of_wide: BTreeMap<(Date, TimelineBy), u64>,
}

impl<'a> Times<'a> {
    pub(super) fn of(state: &'a State, segment: usize, by: TimelineBy) -> tantivy::Result<Self> {
        let mut wide = state.wide_dates[segment].all()?;
        wide.retain(|_, date| unit_of(date) < by);
        let units = state.units(segment, by);
        let counter = Counter { units, counts: vec![0; units.ends.len() + 1], at: 0 };
        Ok(Self { by, counter, wide, of_wide: BTreeMap::new() })
    }

    /// Adds some documents, which rise from call to call.
    pub(super) fn add(&mut self, docs: &[DocId]) {
        self.counter.add(docs);
        if self.wide.is_empty() {
            return;
        }
        for doc in docs {
            if let Some(date) = self.wide.get(doc) {
                self.counter.take_back(*doc);
                *self.of_wide.entry((date.first_day(), unit_of(date))).or_default() += 1;
            }
        }
    }

    pub(super) fn add_to(self, times: &mut TimeCounts) {
        let Counter { units, counts, .. } = self.counter;
        let of_units =
            units.firsts.iter().map(|first| (*first, self.by)).zip(counts.iter().copied());
        for (unit, count) in self.of_wide.into_iter().chain(of_units) {
            if count > 0 {
                *times.units.entry(unit).or_default() += count;
            }
        }
        times.undated += counts.last().copied().unwrap_or_default();
    }
}

/// Counts documents by their units.
struct Counter<'a> {
    units: &'a Units,
    /// Of each unit, and of those without a date.
    counts: Vec<u64>,
    /// The unit of the last document.
    at: usize,
}

impl Counter<'_> {
    /// Adds some documents, which rise from call to call.
    fn add(&mut self, mut docs: &[DocId]) {
        while let Some(last) = docs.last() {
            let end = self.units.ends.get(self.at).copied().unwrap_or(DocId::MAX);
            let here =
                if *last < end { docs.len() } else { docs.partition_point(|doc| *doc < end) };
            self.counts[self.at] += here as u64;
            docs = &docs[here..];
            if let Some(next) = docs.first() {
                self.at = self.unit_of(*next);
            }
        }
    }

    fn take_back(&mut self, doc: DocId) {
        let unit = self.unit_of(doc);
        self.counts[unit] -= 1;
    }

    fn unit_of(&self, doc: DocId) -> usize {
        self.units.ends.partition_point(|end| *end <= doc)
    }
}

/// The unit that a date is known to.
fn unit_of(date: &PublishedOn) -> TimelineBy {
    match date.precision() {
        Precision::Year => TimelineBy::Year,
        Precision::Month => TimelineBy::Month,
        Precision::Day | Precision::Time => TimelineBy::Day,
    }
}
