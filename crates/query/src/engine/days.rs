//! Documents of some days: a run of document numbers, for segments are sorted by date, and the
//! few whose date is too wide to tell. Upstream: said in quickwit-oss/tantivy#2352 (closed); no
//! open issue is known.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use article::PublishedOn;
use jiff::civil::Date;
use schema::{Columns, Fields};
use tantivy::postings::TermInfo;
use tantivy::query::{ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, InvertedIndexReader, Score, SegmentReader, TERMINATED, TantivyError};

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
        columns: &Columns,
        wide: &WideDates,
    ) -> tantivy::Result<Self> {
        if interval.is_empty() {
            return Ok(Self::default());
        }
        let run = columns.days(interval.start, interval.end);
        let Some(first) = interval.start else { return Ok(Self { run, wider: Vec::new() }) };
        let mut wider = wide.reaching(first)?;
        wider.retain(|doc| *doc >= run.end);
        Ok(Self { run, wider })
    }

    /// Whether a document is one of them.
    pub(crate) fn contains(&self, doc: DocId) -> bool {
        self.run.contains(&doc) || self.wider.binary_search(&doc).is_ok()
    }
}

/// The documents of a segment whose date is a month or a year.
#[derive(Clone)]
pub(crate) struct WideDates(Option<Arc<InvertedIndexReader>>);

impl WideDates {
    pub(crate) fn open(segment: &SegmentReader, fields: &Fields) -> tantivy::Result<Self> {
        let inverted = segment.inverted_index(fields.wide_date)?;
        Ok(Self((inverted.terms().num_terms() > 0).then_some(inverted)))
    }

    /// Those that begin before a day, or on it, and reach it: of its year and of its month. In
    /// the order of documents.
    fn reaching(&self, day: Date) -> tantivy::Result<Vec<DocId>> {
        let Some(inverted) = &self.0 else { return Ok(Vec::new()) };
        let mut docs = Vec::new();
        let month = PublishedOn::month(day.year(), day.month());
        for date in [month, PublishedOn::year(day.year())].into_iter().flatten() {
            if let Some(info) = inverted.terms().get(date.to_string())? {
                each_doc(inverted, &info, |doc| docs.push(doc))?;
            }
        }
        docs.sort_unstable();
        Ok(docs)
    }

    /// Those that have a day inside of an interval and one outside, in the order of documents: of
    /// the months and years in which it begins and ends.
    pub(crate) fn partly_in(&self, interval: Interval) -> tantivy::Result<Vec<DocId>> {
        let mut docs = Vec::new();
        let Some(inverted) = self.0.as_ref().filter(|_| !interval.is_empty()) else {
            return Ok(docs);
        };
        let ends = [interval.start, interval.end].into_iter().flatten();
        let wide = |day: Date| {
            [PublishedOn::month(day.year(), day.month()), PublishedOn::year(day.year())]
        };
        for date in ends.flat_map(wide).flatten() {
            let is_partly = interval.start.is_some_and(|start| date.first_day() < start)
                || interval.end.is_some_and(|end| date.last_day() > end);
            if is_partly && let Some(info) = inverted.terms().get(date.to_string())? {
                each_doc(inverted, &info, |doc| docs.push(doc))?;
            }
        }
        docs.sort_unstable();
        // It may begin and end in one year.
        docs.dedup();
        Ok(docs)
    }

    /// All of them with their dates.
    pub(crate) fn all(&self) -> tantivy::Result<BTreeMap<DocId, PublishedOn>> {
        let mut dates = BTreeMap::new();
        let Some(inverted) = &self.0 else { return Ok(dates) };
        let mut stream = inverted.terms().stream()?;
        while stream.advance() {
            let date = std::str::from_utf8(stream.key()).ok().and_then(|date| date.parse().ok());
            let Some(date) = date else { continue };
            each_doc(inverted, stream.value(), |doc| _ = dates.insert(doc, date))?;
        }
        Ok(dates)
    }
}

fn each_doc(
    inverted: &InvertedIndexReader,
    info: &TermInfo,
    mut each: impl FnMut(DocId),
) -> tantivy::Result<()> {
    let mut postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
    let mut doc = postings.doc();
    while doc != TERMINATED {
        each(doc);
        doc = postings.advance();
    }
    Ok(())
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
        let wide = WideDates::open(reader, &self.fields)?;
        let days = Days::of(self.interval, &Columns::open(reader)?, &wide)?;
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
