//! Gives the engine the average length of a field, summed up in one way only.
//!
//! The engine counts a segment's words as they are written, but adds up their lengths as it has
//! them stored, which is rounded, when it merges a segment with deleted documents. So the average,
//! and with it every score, would tell how an index came about. Here stored lengths are added up
//! always: after everything deleted has been merged away, scores are those of a new index. No
//! upstream issue is known.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field;
use tantivy::{Searcher as Engine, Term};

/// The sums that were asked for, by field.
#[derive(Debug, Default)]
pub(crate) struct Lengths(Mutex<BTreeMap<Field, u64>>);

/// What the engine asks for to score with.
pub(crate) struct Statistics<'a> {
    pub(crate) engine: &'a Engine,
    pub(crate) lengths: &'a Lengths,
}

impl Bm25StatisticsProvider for Statistics<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        let known = || self.lengths.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sum) = known().get(&field) {
            return Ok(*sum);
        }
        let mut sum = 0;
        for segment in self.engine.segment_readers() {
            sum += match segment.get_fieldnorms_reader(field) {
                Ok(lengths) => stored_lengths(&lengths),
                // It has none, or is damaged; the engine will say so.
                Err(_) => segment.inverted_index(field)?.total_num_tokens(),
            };
        }
        known().insert(field, sum);
        Ok(sum)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        self.engine.total_num_docs()
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        self.engine.doc_freq(term)
    }
}

fn stored_lengths(lengths: &FieldNormReader) -> u64 {
    let mut counts = [0_u64; 256];
    for doc in 0..lengths.num_docs() {
        counts[usize::from(lengths.fieldnorm_id(doc))] += 1;
    }
    let length = |id: u8| u64::from(FieldNormReader::id_to_fieldnorm(id));
    (0..=u8::MAX).zip(counts).map(|(id, count)| count * length(id)).sum()
}
