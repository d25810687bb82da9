//! Adds the scores of several words up in one order.
//!
//! The engine adds them in an order that depends on what it has passed over, and the last digit of
//! a sum of three depends on the order: a hit would have another score on a longer page, and two
//! pages could show it twice. So what may be among the best is summed once more, in the order of
//! the query. Upstream: said in quickwit-oss/tantivy#856 (merged); no issue is known.

use tantivy::query::{BooleanQuery, EnableScoring, Occur, Query, Scorer, Weight};
use tantivy::{DocId, Score, SegmentReader};

use super::scored::ROUNDING;
use crate::engine::AnyWordQuery;

/// The words whose scores a query adds up, all of them needed or any.
pub(super) struct Sum {
    occur: Occur,
    words: Vec<Box<dyn Weight>>,
}

impl Sum {
    /// `None` where a query is no sum, or one of two, whose order does not matter.
    pub(super) fn of(
        query: &dyn Query,
        scoring: EnableScoring<'_>,
    ) -> tantivy::Result<Option<Self>> {
        let whole = query.downcast_ref::<AnyWordQuery>().map(AnyWordQuery::whole);
        let Some(query) = whole.or_else(|| query.downcast_ref::<BooleanQuery>()) else {
            return Ok(None);
        };
        let clauses = query.clauses();
        let Some((occur, _)) = clauses.first().filter(|_| clauses.len() > 2) else {
            return Ok(None);
        };
        if clauses.iter().any(|clause| clause.0 != *occur) || *occur == Occur::MustNot {
            return Ok(None);
        }
        let words = clauses.iter().map(|(_, query)| query.weight(scoring));
        Ok(Some(Self { occur: *occur, words: words.collect::<tantivy::Result<_>>()? }))
    }

    /// In one segment.
    pub(super) fn open(&self, reader: &SegmentReader) -> tantivy::Result<OpenSum> {
        let words = self.words.iter().map(|word| word.scorer(reader, 1.0));
        let words = words.collect::<tantivy::Result<_>>()?;
        Ok(OpenSum { is_all_needed: self.occur == Occur::Must, words })
    }

    /// How many times larger a sum may be than the same in another order.
    #[expect(clippy::cast_precision_loss, reason = "a bound needs no more digits")]
    pub(super) fn slack(&self) -> Score {
        1.0 + ROUNDING * self.words.len() as Score
    }
}

/// The words in one segment. Its documents must be asked for in their order.
pub(super) struct OpenSum {
    is_all_needed: bool,
    words: Vec<Box<dyn Scorer>>,
}

impl OpenSum {
    /// The score of a document; `None` where the query does not find it.
    pub(super) fn score(&mut self, doc: DocId) -> Option<Score> {
        let (mut sum, mut found) = (0.0, 0);
        for word in &mut self.words {
            if word.doc() < doc {
                word.seek(doc);
            }
            if word.doc() == doc {
                sum += word.score();
                found += 1;
            }
        }
        let is_found = if self.is_all_needed { found == self.words.len() } else { found > 0 };
        is_found.then_some(sum)
    }
}
