//! Counts matches over time. The documents are in the order of dates, so a unit of time is a run
//! of them, and no date is read for each match.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use article::{Precision, PublishedOn};
use jiff::civil::Date;
use schema::Columns;
use tantivy::DocId;
use tantivy::query::EnableScoring;

use super::question::Question;
use super::state::State;
use super::walk::walk;
use crate::page::{Bucket, TimelineBy};

/// The buckets, oldest first, and how many matches have no date.
pub(crate) fn timeline(
    state: &State,
    question: &Question,
    by: TimelineBy,
) -> tantivy::Result<(Vec<Bucket>, u64)> {
    let budget = question.budget();
    let weight = question.query.weight(EnableScoring::disabled_from_searcher(&state.engine))?;
    let mut counts: BTreeMap<(Date, TimelineBy), u64> = BTreeMap::new();
    let mut undated = 0;
    for (segment, reader) in state.engine.segment_readers().iter().enumerate() {
        let days = question.days_in(state, segment)?;
        let mut wide = state.wide_dates[segment].all()?;
        wide.retain(|_, date| unit_of(date) < by);
        let units = state.units(segment, by);
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
        if days.is_none() && !reader.has_deletes() && !question.may_end_early() {
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
    let bucket = |((first, unit), count)| Bucket { by: by.name(), key: key(first, unit), count };
    let found = counts.into_iter().filter(|(_, count)| *count > 0);
    Ok((found.map(bucket).collect(), undated))
}

/// The runs of documents of a segment that are one unit of time each, newest first. Those behind
/// the last have no date.
#[derive(Debug)]
pub(crate) struct Units {
    /// The first day of each.
    firsts: Vec<Date>,
    /// The document after its last.
    ends: Vec<DocId>,
}

impl Units {
    /// The units that a segment has documents of.
    pub(crate) fn of(columns: &Columns, by: TimelineBy) -> Self {
        let dated = columns.first_below(PublishedOn::first_dated_sort_key());
        let (mut firsts, mut ends) = (Vec::new(), Vec::new());
        let mut doc = 0;
        while doc < dated {
            let day = PublishedOn::day_of_sort_key(columns.sort_key(doc)).unwrap_or(Date::MIN);
            let first = match by {
                TimelineBy::Year => day.first_of_year(),
                TimelineBy::Month => day.first_of_month(),
                TimelineBy::Day => day,
            };
            let end = columns.first_below(PublishedOn::first_sort_key(first));
            doc = end.clamp(doc + 1, dated);
            firsts.push(first);
            ends.push(doc);
        }
        Self { firsts, ends }
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

fn key(day: Date, unit: TimelineBy) -> String {
    match unit {
        TimelineBy::Year => format!("{:04}", day.year()),
        TimelineBy::Month => format!("{:04}-{:02}", day.year(), day.month()),
        TimelineBy::Day => day.to_string(),
    }
}
