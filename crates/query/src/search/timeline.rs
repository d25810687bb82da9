//! Counts matches over time. The documents are in the order of dates, so a unit of time is a run
//! of them, and no date is read for each match.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use article::{Precision, PublishedOn};
use jiff::civil::Date;
use tantivy::DocId;

use super::found::TimeCounts;
use super::lookup::Lookup;
use super::units::{TimelineBy, Units};
use super::walk::walk;

/// How many matches there are in each unit of time.
pub(super) fn by_time(lookup: &Lookup<'_>, by: TimelineBy) -> tantivy::Result<TimeCounts> {
    let budget = lookup.budget();
    let weight = lookup.unscored()?;
    let mut counts: BTreeMap<(Date, TimelineBy), u64> = BTreeMap::new();
    let mut undated = 0;
    for (segment, reader) in lookup.state.engine.segment_readers().iter().enumerate() {
        let days = lookup.days_in(segment)?;
        let mut wide = lookup.state.wide_dates[segment].all()?;
        wide.retain(|_, date| unit_of(date) < by);
        let units = lookup.state.units(segment, by);
        let mut counter = Counter { units, counts: vec![0; units.ends.len() + 1], at: 0 };
        let mut count = |docs: &[DocId]| {
            counter.add(docs);
            if wide.is_empty() {
                return;
            }
            for doc in docs {
                if let Some(date) = wide.get(doc) {
                    counter.take_back(*doc);
                    *counts.entry((date.first_day(), unit_of(date))).or_default() += 1;
                }
            }
        };
        if days.is_none() && !reader.has_deletes() && !lookup.may_end_early() {
            // The engine hands whole blocks of documents over.
            weight.for_each_no_score(reader, &mut count)?;
        } else {
            let mut scorer = weight.scorer(reader, 1.0)?;
            walk(scorer.as_mut(), reader, days.as_ref(), 0..reader.max_doc(), |doc, _| {
                if !budget.goes_on() {
                    return ControlFlow::Break(());
                }
                count(&[doc]);
                ControlFlow::Continue(())
            });
        }
        for (first, count) in units.firsts.iter().zip(&counter.counts).filter(|unit| *unit.1 > 0) {
            *counts.entry((*first, by)).or_default() += count;
        }
        undated += counter.counts.last().copied().unwrap_or_default();
    }
    counts.retain(|_, count| *count > 0);
    Ok(TimeCounts { units: counts, undated })
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
