//! Documents that have one very value in a field of values.

use schema::{Columns, Facet};
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, Score, SegmentReader, TantivyError};

use super::days::Days;

/// The documents of a segment that have this very value, deleted ones included, in order.
pub(crate) fn with_value(
    reader: &SegmentReader,
    field: Facet,
    value: &str,
) -> tantivy::Result<Vec<DocId>> {
    let mut docs = Vec::new();
    if let Some(column) = Columns::facet(reader, field)?
        && let Some(ordinal) = column.dictionary().term_ord(value)?
    {
        let all = 0..reader.max_doc();
        column.ords().get_docids_for_value_range(ordinal..=ordinal, all, &mut docs);
    }
    Ok(docs)
}

/// Articles with this very value.
#[derive(Debug, Clone)]
pub(crate) struct ValueQuery {
    pub(crate) field: Facet,
    pub(crate) value: String,
}

impl Query for ValueQuery {
    fn weight(&self, _scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for ValueQuery {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let docs = with_value(reader, self.field, &self.value)?;
        Ok(Days { run: 0..0, wider: docs }.into_scorer(boost))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        if with_value(reader, self.field, &self.value)?.binary_search(&doc).is_err() {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("has the value asked for", 1.0))
    }
}
