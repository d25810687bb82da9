//! Counts the documents of a segment by the values of a column.

use std::collections::BTreeMap;

use schema::{Columns, Facet};
use tantivy::columnar::StrColumn;
use tantivy::{DocId, SegmentReader, TERMINATED};

/// The values of a column in a segment, with how many matches have each.
pub(super) struct Values {
    column: StrColumn,
    counts: Vec<u64>,
    /// The last document that each value was met in: one may have a value twice.
    met_in: Vec<DocId>,
}

impl Values {
    /// The values of a facet; `None` where the segment has none.
    pub(super) fn of(reader: &SegmentReader, facet: Facet) -> tantivy::Result<Option<Self>> {
        let column = Columns::facet(reader, facet)?;
        Ok(column.map(|column| {
            let values = column.num_terms();
            Self { column, counts: vec![0; values], met_in: vec![TERMINATED; values] }
        }))
    }

    pub(super) fn add(&mut self, docs: &[DocId]) {
        for doc in docs {
            for ordinal in self.column.term_ords(*doc) {
                let at = usize::try_from(ordinal).unwrap_or(usize::MAX);
                if let (Some(count), Some(met_in)) =
                    (self.counts.get_mut(at), self.met_in.get_mut(at))
                    && *met_in != *doc
                {
                    (*count, *met_in) = (*count + 1, *doc);
                }
            }
        }
    }

    /// Adds the counts to others, under the values as answers write them.
    pub(super) fn add_to(
        &self,
        counts: &mut BTreeMap<String, u64>,
        written: impl Fn(String) -> String,
    ) -> tantivy::Result<()> {
        for (ordinal, count) in (0..).zip(&self.counts).filter(|(_, count)| **count > 0) {
            let mut value = String::new();
            self.column.ord_to_str(ordinal, &mut value)?;
            *counts.entry(written(value)).or_default() += count;
        }
        Ok(())
    }
}
