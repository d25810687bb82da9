//! Mends the bounds by which the engine passes over documents.
//!
//! Of each block of a posting list it has stored the frequency and length of the document that was
//! worth the most when the segment was written, by the average length of that segment. By another
//! average another document of the block may be worth more (Ding and Suel, SIGIR 2011, keep the
//! largest score itself, which no average changes). Upstream: said in quickwit-oss/tantivy#856
//! (merged); no issue is known.

use std::collections::BTreeSet;

use tantivy::query::{Bm25StatisticsProvider, Query};
use tantivy::schema::Field;
use tantivy::{Score, Searcher as Engine, SegmentReader};

use super::lengths::Statistics;
use super::scored::ROUNDING;

/// The average lengths of the fields that a query is asked in, over the whole index.
#[derive(Debug)]
pub(crate) struct Averages {
    of_fields: Vec<(Field, Score)>,
    /// Whether all fields have lengths. Of others the engine's bounds are no bounds at all. No
    /// upstream issue is known.
    are_bounds_true: bool,
}

impl Averages {
    pub(crate) fn of(
        query: &dyn Query,
        statistics: &Statistics<'_>,
        engine: &Engine,
    ) -> tantivy::Result<Self> {
        let mut fields = BTreeSet::new();
        query.query_terms(&mut |term, _| {
            fields.insert(term.field());
        });
        let has_lengths = |field: &Field| engine.schema().get_field_entry(*field).has_fieldnorms();
        let are_bounds_true = fields.iter().all(has_lengths);
        fields.retain(has_lengths);
        let documents = statistics.total_num_docs()?;
        let average = |field| Ok((field, average(statistics.total_num_tokens(field)?, documents)));
        let of_fields = fields.into_iter().map(average).collect::<tantivy::Result<_>>()?;
        Ok(Self { of_fields, are_bounds_true })
    }

    /// Whether the engine may pass over documents at all.
    pub(crate) fn are_bounds_true(&self) -> bool {
        self.are_bounds_true
    }

    /// The score that the engine may be told for one that documents of a segment must be above.
    pub(crate) fn lowered(threshold: Score, slack: Score) -> Score {
        if threshold > 0.0 { threshold / slack } else { threshold }
    }

    /// How many times more than the engine's bound a document of this segment may be worth, at
    /// least 1.
    ///
    /// What a term is worth is `tf / (tf + k)`, where `k` grows with the document's length over
    /// the average, but not as fast. So an average that is `r` times another changes it by a
    /// factor between 1 and `r`, for each document, and no order of two documents by more.
    pub(crate) fn slack(&self, segment: &SegmentReader) -> tantivy::Result<Score> {
        let mut slack: Score = 1.0;
        for (field, of_all) in &self.of_fields {
            let tokens = segment.inverted_index(*field)?.total_num_tokens();
            let own = average(tokens, u64::from(segment.max_doc()));
            if own > 0.0 && *of_all > 0.0 {
                slack = slack.max(own / of_all).max(of_all / own);
            }
        }
        Ok(if slack > 1.0 { slack * (1.0 + ROUNDING) } else { slack })
    }
}

#[expect(clippy::cast_precision_loss, reason = "as the engine does it")]
fn average(tokens: u64, documents: u64) -> Score {
    tokens as Score / documents.max(1) as Score
}
