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
use crate::engine::wide_dates;
use crate::page::{Bucket, TimelineBy};

/// The buckets, oldest first, and how many matches have no date.
pub(crate) fn timeline(
    state: &State,
    question: &Question,
    by: TimelineBy,
) -> tantivy::Result<(Vec<Bucket>, u64)> {
    let deadline = question.deadline();
    let weight = question.query.weight(EnableScoring::disabled_from_searcher(&state.engine))?;
    let mut counts: BTreeMap<(Date, String), u64> = BTreeMap::new();
    let mut undated = 0;
    for (segment, reader) in state.engine.segment_readers().iter().enumerate() {
        let columns = &state.columns[segment];
        let days = question.days_in(state, segment)?;
        let mut wide = wide_dates(reader, state.fields())?;
        wide.retain(|_, date| is_wider(date, by));
        let dated = columns.first_below(PublishedOn::first_dated_sort_key());
        let mut unit = UnitRun::default();
        let mut flush = |unit: &mut UnitRun| {
            if let Some(first) = unit.first.filter(|_| unit.count > 0) {
                *counts.entry((first, key(first, by))).or_default() += unit.count;
            }
            unit.count = 0;
        };
        let mut wider: Vec<PublishedOn> = Vec::new();
        let has_wide = !wide.is_empty();
        let mut count = |doc: DocId| {
            if doc >= dated {
                undated += 1;
            } else if let Some(date) = has_wide.then(|| wide.get(&doc)).flatten() {
                wider.push(*date);
            } else {
                if doc >= unit.end {
                    flush(&mut unit);
                    unit = UnitRun::of(doc, columns, by);
                }
                unit.count += 1;
            }
        };
        if days.is_none() && !reader.has_deletes() && !deadline.is_set() {
            // The engine hands whole blocks of documents over.
            weight
                .for_each_no_score(reader, &mut |docs| docs.iter().for_each(|doc| count(*doc)))?;
        } else {
            let mut scorer = weight.scorer(reader, 1.0)?;
            walk(scorer.as_mut(), reader, days.as_ref(), 0..reader.max_doc(), |doc, _| {
                count(doc);
                if deadline.has_passed() {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            });
        }
        flush(&mut unit);
        for date in wider {
            *counts.entry((date.first_day(), date.to_string())).or_default() += 1;
        }
    }
    let bucket = |((_, key), count)| Bucket { by: by.name(), key, count };
    Ok((counts.into_iter().map(bucket).collect(), undated))
}

/// The documents of one unit of time in a segment.
#[derive(Default)]
struct UnitRun {
    first: Option<Date>,
    end: DocId,
    count: u64,
}

impl UnitRun {
    /// The unit that a dated document lies in.
    fn of(doc: DocId, columns: &Columns, by: TimelineBy) -> Self {
        let first = PublishedOn::day_of_sort_key(columns.sort_key(doc)).map(|day| match by {
            TimelineBy::Year => day.first_of_year(),
            TimelineBy::Month => day.first_of_month(),
            TimelineBy::Day => day,
        });
        let end = first.map_or(doc + 1, |first| {
            columns.first_below(PublishedOn::first_sort_key(first)).max(doc + 1)
        });
        Self { first, end, count: 0 }
    }
}

fn is_wider(date: &PublishedOn, by: TimelineBy) -> bool {
    match by {
        TimelineBy::Year => false,
        TimelineBy::Month => date.precision() == Precision::Year,
        TimelineBy::Day => matches!(date.precision(), Precision::Year | Precision::Month),
    }
}

fn key(day: Date, by: TimelineBy) -> String {
    match by {
        TimelineBy::Year => format!("{:04}", day.year()),
        TimelineBy::Month => format!("{:04}-{:02}", day.year(), day.month()),
        TimelineBy::Day => day.to_string(),
    }
}
