//! Documents that match and whose stored text bears out what the index does not know: the case
//! of letters.

use std::sync::Arc;

use schema::{Fields, StoredArticle};
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::store::StoreReader;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED};

/// Decides by the whole article.
type Check = dyn Fn(&article::Article, &Fields) -> bool + Send + Sync;

/// What matches `inner` and passes the check.
#[derive(Clone)]
pub(crate) struct VerifiedQuery {
    pub(crate) inner: Arc<dyn Query>,
    pub(crate) fields: Fields,
    pub(crate) check: Arc<Check>,
}

impl std::fmt::Debug for VerifiedQuery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("VerifiedQuery").field("inner", &self.inner).finish_non_exhaustive()
    }
}

impl Query for VerifiedQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(VerifiedWeight { inner: self.inner.weight(scoring)?, query: self.clone() }))
    }
}

struct VerifiedWeight {
    inner: Box<dyn Weight>,
    query: VerifiedQuery,
}

impl Weight for VerifiedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        /// Blocks of stored text kept decoded.
        const CACHE_BLOCKS: usize = 2;
        let inner = self.inner.scorer(reader, boost)?;
        let store = reader.get_store_reader(CACHE_BLOCKS)?;
        let mut scorer = VerifiedScorer { inner, store, query: self.query.clone() };
        scorer.settle();
        Ok(Box::new(scorer))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.inner.explain(reader, doc)
    }
}

struct VerifiedScorer {
    inner: Box<dyn Scorer>,
    store: StoreReader,
    query: VerifiedQuery,
}

impl VerifiedScorer {
    fn settle(&mut self) -> DocId {
        let mut doc = self.inner.doc();
        while doc != TERMINATED && !self.passes(doc) {
            doc = self.inner.advance();
        }
        doc
    }

    fn passes(&self, doc: DocId) -> bool {
        let article = StoredArticle::read(&self.store, doc, &self.query.fields);
        article.is_ok_and(|article| (self.query.check)(&article, &self.query.fields))
    }
}

impl DocSet for VerifiedScorer {
    fn advance(&mut self) -> DocId {
        self.inner.advance();
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.inner.doc() < target {
            self.inner.seek(target);
        }
        self.settle()
    }

    fn doc(&self) -> DocId {
        self.inner.doc()
    }

    fn size_hint(&self) -> u32 {
        self.inner.size_hint()
    }
}

impl Scorer for VerifiedScorer {
    fn score(&mut self) -> Score {
        self.inner.score()
    }
}
