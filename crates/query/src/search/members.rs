//! Which documents of a segment an answer may be made of: those that are not deleted and pass the
//! filter of the request.

use std::collections::BTreeSet;

use schema::{Columns, Facet, Fields};
use tantivy::fastfield::AliveBitSet;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

use crate::engine::Budget;
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
            narrow(Self::with_values(*facet, values, reader)?);
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
    fn with_values(
        facet: Facet,
        values: &BTreeSet<String>,
        reader: &SegmentReader,
    ) -> tantivy::Result<Self> {
        let mut with_values = Self::none(reader);
        let Some(column) = Columns::facet(reader, facet)? else { return Ok(with_values) };
        let mut ordinals = BTreeSet::new();
        for value in values {
            ordinals.extend(column.dictionary().term_ord(value)?);
        }
        let all = 0..reader.max_doc();
        if let (Some(only), 1) = (ordinals.first(), ordinals.len()) {
            let mut docs = Vec::new();
            column.ords().get_docids_for_value_range(*only..=*only, all, &mut docs);
            for doc in docs {
                with_values.add(doc);
            }
        } else if !ordinals.is_empty() {
            for doc in all {
                if column.term_ords(doc).any(|ordinal| ordinals.contains(&ordinal)) {
                    with_values.add(doc);
                }
            }
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
    pub(super) budget: &'a Budget,
}

impl Members<'_> {
    /// Whether that is every document of the segment.
    pub(super) fn are_all(&self) -> bool {
        self.alive.is_none() && self.passed.is_none()
    }

    /// Whether nobody waits for the answer any more: asked where a document does not count, for very
    /// many may not.
    pub(super) fn are_given_up(&self) -> bool {
        self.passed.is_some() && !self.budget.goes_on()
    }

    pub(super) fn have(&self, doc: DocId) -> bool {
        self.alive.is_none_or(|alive| alive.is_alive(doc))
            && self.passed.is_none_or(|passed| passed.has(doc))
    }
}
