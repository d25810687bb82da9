//! Documents that have any term of a pattern, all with the same score.

use tantivy::query::{
    BitSetDocSet, ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, Score, SegmentReader, TantivyError};
use tantivy_common::BitSet;

use super::{Pattern, WordSource};

/// Any term of any of these fields that fits the pattern.
#[derive(Debug, Clone)]
pub(crate) struct AnyTermQuery {
    /// The fields.
    pub(crate) fields: Vec<Field>,
    /// What the term must fit.
    pub(crate) pattern: Pattern,
    /// What limits the terms, and notes where there were more.
    pub(crate) source: WordSource,
}

impl Query for AnyTermQuery {
    fn weight(&self, _scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for AnyTermQuery {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut documents = BitSet::with_max_value(reader.max_doc());
        let mut is_empty = true;
        for field in &self.fields {
            let inverted = reader.inverted_index(*field)?;
            let expansion = self.source.expand(&self.pattern, &inverted)?;
            for info in expansion.terms {
                is_empty = false;
                let mut postings =
                    inverted.read_block_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
                loop {
                    let block = postings.docs();
                    if block.is_empty() {
                        break;
                    }
                    for &doc in block {
                        documents.insert(doc);
                    }
                    postings.advance();
                }
            }
        }
        if is_empty {
            return Ok(Box::new(EmptyScorer));
        }
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(documents), boost)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("any term that fits the pattern", 1.0))
    }
}
