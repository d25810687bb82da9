//! Which documents of a segment an answer may be made of: those that are not deleted and pass the
//! filter of the request.

use schema::{Facet, Fields};
use tantivy::fastfield::AliveBitSet;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

use crate::engine::with_value;
use crate::understand::Filter;

/// The documents of a segment that pass a filter, a bit each.
#[derive(Debug, Clone)]
pub(crate) struct Passed(Vec<u64>);

impl Passed {
    /// Those that pass; `None` where all do, as far as it is not about days.
    pub(super) fn of(
        filter: &Filter,
        reader: &SegmentReader,
        fields: &Fields,
    ) -> tantivy::Result<Option<Self>> {
        let mut passed: Option<Self> = None;
        let mut narrow = |by: Self| match &mut passed {
            Some(passed) => passed.0.iter_mut().zip(by.0).for_each(|(one, other)| *one &= other),
            None => passed = Some(by),
        };
        for (facet, values) in filter.by_field() {
            narrow(Self::with_values(*facet, values.iter().map(String::as_str), reader)?);
        }
        if let Some(ids) = filter.by_id() {
            let mut with_ids = Self::none(reader);
            let terms = reader.inverted_index(fields.id)?;
            for id in ids {
                let term = Term::from_field_text(fields.id, &id.to_string());
                let Some(mut found) = terms.read_postings(&term, IndexRecordOption::Basic)? else {
                    continue;
                };
                while found.doc() != TERMINATED {
                    with_ids.add(found.doc());
                    found.advance();
                }
            }
            narrow(with_ids);
        }
        Ok(passed)
    }

    /// Those that have one of these very values.
    fn with_values<'a>(
        facet: Facet,
        values: impl Iterator<Item = &'a str>,
        reader: &SegmentReader,
    ) -> tantivy::Result<Self> {
        let mut with_values = Self::none(reader);
        for value in values {
            with_value(reader, facet, value)?.into_iter().for_each(|doc| with_values.add(doc));
        }
        Ok(with_values)
    }

    fn none(reader: &SegmentReader) -> Self {
        Self(vec![0; reader.max_doc().div_ceil(u64::BITS) as usize])
    }

    fn add(&mut self, doc: DocId) {
        if let Some(word) = self.0.get_mut((doc / u64::BITS) as usize) {
            *word |= 1 << (doc % u64::BITS);
        }
    }

    pub(crate) fn has(&self, doc: DocId) -> bool {
        let word = self.0.get((doc / u64::BITS) as usize).copied().unwrap_or_default();
        word & (1 << (doc % u64::BITS)) != 0
    }
}

/// The documents that count.
#[derive(Clone, Copy)]
pub(super) struct Members<'a> {
    pub(super) alive: Option<&'a AliveBitSet>,
    pub(super) passed: Option<&'a Passed>,
}

impl Members<'_> {
    /// Whether that is every document of the segment.
    pub(super) fn are_all(&self) -> bool {
        self.alive.is_none() && self.passed.is_none()
    }

    pub(super) fn have(&self, doc: DocId) -> bool {
        self.alive.is_none_or(|alive| alive.is_alive(doc))
            && self.passed.is_none_or(|passed| passed.has(doc))
    }
}
