//! Which documents of a segment an answer may be made of: those that are not deleted and pass the
//! filter of the request.

use std::collections::BTreeSet;

use schema::{Columns, Facet, Fields, value_term};
use tantivy::fastfield::AliveBitSet;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

use crate::engine::{Budget, docs_in_range};
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
            narrow(Self::with_values(*facet, values, reader, fields)?);
        }
        for (field, range) in filter.ranges() {
            let mut in_range = Self::none(reader);
            for doc in docs_in_range(reader, *field, *range)? {
                in_range.add(doc);
            }
            narrow(in_range);
        }
        if let Some(ids) = filter.by_id() {
            let terms = ids.iter().map(ToString::to_string);
            narrow(Self::with_terms(fields.id, terms, reader)?);
        }
        Ok(passed)
    }

    /// Those that have one of these terms.
    fn with_terms(
        field: Field,
        terms: impl IntoIterator<Item = String>,
        reader: &SegmentReader,
    ) -> tantivy::Result<Self> {
        let mut with_terms = Self::none(reader);
        let inverted = reader.inverted_index(field)?;
        for text in terms {
            let term = Term::from_field_text(field, &text);
            let Some(mut found) = inverted.read_postings(&term, IndexRecordOption::Basic)? else {
                continue;
            };
            while found.doc() != TERMINATED {
                with_terms.add(found.doc());
                found.advance();
            }
        }
        Ok(with_terms)
    }

    /// Those that have one of these very values.
    fn with_values(
        facet: Facet,
        values: &BTreeSet<String>,
        reader: &SegmentReader,
        fields: &Fields,
    ) -> tantivy::Result<Self> {
        let keys = values.iter().filter_map(|value| fields.key_of(facet, value));
        if let Some(shared) = fields.shared() {
            let terms = keys.map(|key| value_term(facet, &key));
            return Self::with_terms(shared.values, terms, reader);
        }
        // An index that is too old for terms of values has them in columns.
        let mut with_values = Self::none(reader);
        let Some(column) = Columns::facet(reader, facet)? else { return Ok(with_values) };
        let mut ordinals = BTreeSet::new();
        for key in keys {
            ordinals.extend(column.dictionary().term_ord(&*key)?);
        }
        if let (Some(only), 1) = (ordinals.first(), ordinals.len()) {
            let mut docs = Vec::new();
            let all = 0..reader.max_doc();
            column.ords().get_docids_for_value_range(*only..=*only, all, &mut docs);
            for doc in docs {
                with_values.add(doc);
            }
            return Ok(with_values);
        }
        if ordinals.is_empty() {
            return Ok(with_values);
        }
        for doc in 0..reader.max_doc() {
            if column.term_ords(doc).any(|ordinal| ordinals.contains(&ordinal)) {
                with_values.add(doc);
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
