//! Documents of some days: a run of document numbers, for segments are sorted by date, and the
//! few whose date is too wide to tell.

use std::collections::BTreeMap;
use std::ops::Range;

use article::PublishedOn;
use schema::{Columns, Fields};
use tantivy::query::{ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError};

use crate::syntax::Interval;

/// The documents of one segment that were published on some days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Days {
    /// Those whose date starts on one of the days.
    pub(crate) run: Range<DocId>,
    /// Those whose date starts earlier and may reach into the days, in order. They all stand
    /// after the run.
    pub(crate) wider: Vec<DocId>,
}

impl Days {
    /// The documents of an interval.
    pub(crate) fn of(
        interval: Interval,
        segment: &SegmentReader,
        fields: &Fields,
        columns: &Columns,
    ) -> tantivy::Result<Self> {
        if interval.is_empty() {
            return Ok(Self::default());
        }
        let run = columns.days(interval.start, interval.end);
        let Some(first) = interval.start else { return Ok(Self { run, wider: Vec::new() }) };
        let wider = wide_dates(segment, fields)?
            .into_iter()
            .filter(|(doc, date)| *doc >= run.end && date.last_day() >= first)
            .map(|(doc, _)| doc)
            .collect();
        Ok(Self { run, wider })
    }

    /// Whether a document is one of them.
    pub(crate) fn contains(&self, doc: DocId) -> bool {
        self.run.contains(&doc) || self.wider.binary_search(&doc).is_ok()
    }
}

/// The documents of a segment whose date is a month or a year, with their dates.
pub(crate) fn wide_dates(
    segment: &SegmentReader,
    fields: &Fields,
) -> tantivy::Result<BTreeMap<DocId, PublishedOn>> {
    let inverted = segment.inverted_index(fields.wide_date)?;
    let mut dates = BTreeMap::new();
    let mut stream = inverted.terms().stream()?;
    while stream.advance() {
        let date = std::str::from_utf8(stream.key()).ok().and_then(|date| date.parse().ok());
        let Some(date) = date else { continue };
        let option = IndexRecordOption::Basic;
        let mut postings = inverted.read_postings_from_terminfo(stream.value(), option)?;
        let mut doc = postings.doc();
        while doc != TERMINATED {
            dates.insert(doc, date);
            doc = postings.advance();
        }
    }
    Ok(dates)
}

/// Articles published on some days, certainly or possibly.
#[derive(Debug, Clone)]
pub(crate) struct DaysQuery {
    pub(crate) interval: Interval,
    pub(crate) fields: Fields,
}

impl Query for DaysQuery {
    fn weight(&self, _scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for DaysQuery {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let columns = Columns::open(reader)?;
        let days = Days::of(self.interval, reader, &self.fields, &columns)?;
        Ok(Box::new(ConstScorer::new(DaysDocSet::new(days), boost)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("published on the days asked for", 1.0))
    }
}

/// The documents of some days, one after the other.
#[derive(Debug)]
struct DaysDocSet {
    days: Days,
    doc: DocId,
}

impl DaysDocSet {
    fn new(days: Days) -> Self {
        let mut documents = Self { days, doc: 0 };
        documents.doc = documents.at_or_after(0);
        documents
    }

    fn at_or_after(&self, target: DocId) -> DocId {
        let Range { start, end } = self.days.run;
        if target < end && start < end {
            return target.max(start);
        }
        let at = self.days.wider.partition_point(|doc| *doc < target);
        self.days.wider.get(at).copied().unwrap_or(TERMINATED)
    }
}

impl DocSet for DaysDocSet {
    fn advance(&mut self) -> DocId {
        if self.doc != TERMINATED {
            self.doc = self.at_or_after(self.doc + 1);
        }
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            self.doc = if target >= TERMINATED { TERMINATED } else { self.at_or_after(target) };
        }
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        let run = self.days.run.end - self.days.run.start;
        run + u32::try_from(self.days.wider.len()).unwrap_or_default()
    }
}
