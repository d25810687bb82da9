//! Documents with a value in a range, in a field of the archive's own.

use std::collections::HashMap;
use std::ops::Bound;
use std::sync::{Arc, Mutex, PoisonError};

use article::{FieldName, OwnValue};
use jiff::civil::Date;
use schema::{Columns, Facet};
use tantivy::index::SegmentId;
use tantivy::query::{
    BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight,
};
use tantivy::{DocId, Score, SegmentReader, TantivyError};
use tantivy_common::BitSet;

use crate::syntax::{Decimal, Interval};
use crate::understand::ValueRange;

/// Any value in a range.
#[derive(Debug, Clone)]
pub(crate) struct OwnRangeQuery {
    field: FieldName,
    range: ValueRange,
    /// The documents of the segments that were gone through: a question goes through one more than
    /// once.
    found: Arc<Mutex<HashMap<SegmentId, BitSet>>>,
}

impl OwnRangeQuery {
    pub(crate) fn new(field: FieldName, range: ValueRange) -> Self {
        Self { field, range, found: Arc::default() }
    }

    fn documents(&self, reader: &SegmentReader) -> tantivy::Result<BitSet> {
        let mut known = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known.get(&reader.segment_id()) {
            return Ok(found.clone());
        }
        let mut found = BitSet::with_max_value(reader.max_doc());
        for doc in docs_in_range(reader, self.field, self.range)? {
            found.insert(doc);
        }
        known.insert(reader.segment_id(), found.clone());
        Ok(found)
    }
}

/// The documents of a segment with a value in a range, some of them perhaps more than once.
pub(crate) fn docs_in_range(
    reader: &SegmentReader,
    field: FieldName,
    range: ValueRange,
) -> tantivy::Result<Vec<DocId>> {
    let mut docs = Vec::new();
    if range.is_empty() {
        return Ok(docs);
    }
    let Some(column) = Columns::facet(reader, Facet::Own(field))? else { return Ok(docs) };
    let Keys { bounds: (from, to), besides } = Keys::of(range);
    let dictionary = column.dictionary();
    let (from, to) = dictionary.term_bounds_to_ord(from, to)?;
    let first = match from {
        Bound::Included(first) => first,
        Bound::Excluded(before) => before.saturating_add(1),
        Bound::Unbounded => 0,
    };
    let end = match to {
        Bound::Included(last) => last.saturating_add(1),
        Bound::Excluded(end) => end,
        Bound::Unbounded => u64::MAX,
    };
    let mut take = |first: u64, end: u64| {
        if first < end {
            let all = 0..reader.max_doc();
            let mut found = Vec::new();
            column.ords().get_docids_for_value_range(first..=end - 1, all, &mut found);
            docs.append(&mut found);
        }
    };
    take(first, end);
    for key in besides {
        if let Some(ordinal) = dictionary.term_ord(key)? {
            take(ordinal, ordinal + 1);
        }
    }
    Ok(docs)
}

/// The keys of a range of values.
struct Keys {
    bounds: (Bound<String>, Bound<String>),
    /// Keys that lie before the range and reach into it.
    besides: Vec<String>,
}

impl Keys {
    fn of(range: ValueRange) -> Self {
        match range {
            ValueRange::Numbers(range) => {
                let end = |end: Option<Decimal>| match end {
                    None => Bound::Unbounded,
                    Some(Decimal { number, inclusive }) => {
                        let key = OwnValue::Number(number).to_key().into_owned();
                        if inclusive { Bound::Included(key) } else { Bound::Excluded(key) }
                    }
                };
                Self { bounds: (end(range.from), end(range.to)), besides: Vec::new() }
            }
            ValueRange::Days(Interval { start, end }) => {
                // Values are of the years 1000 to 9999, in whose order their texts are, each year and
                // month before its days.
                let first = Date::constant(1000, 1, 1);
                let start = start.filter(|start| *start > first);
                let key = |day: Option<Date>| {
                    day.map_or(Bound::Unbounded, |day| Bound::Included(day.to_string()))
                };
                let begins = start.map(|start| start.to_string());
                let year_and_month = |day: &String| [day[..4].to_owned(), day[..7].to_owned()];
                let end = match end {
                    Some(end) if end < first => Bound::Excluded(String::new()),
                    end => key(end),
                };
                Self {
                    bounds: (key(start), end),
                    besides: begins.iter().flat_map(year_and_month).collect(),
                }
            }
        }
    }
}

impl Query for OwnRangeQuery {
    fn weight(&self, _scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for OwnRangeQuery {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let found = self.documents(reader)?;
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(found), boost)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("a value in the range", 1.0))
    }
}
