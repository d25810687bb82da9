//! Several queries that have no document in common, as one.

use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};

/// What any of these finds, with the score that it has there.
#[derive(Debug)]
pub(crate) struct DisjointQuery(pub(crate) Vec<Box<dyn Query>>);

impl Clone for DisjointQuery {
    fn clone(&self) -> Self {
        Self(self.0.iter().map(|part| part.box_clone()).collect())
    }
}

impl Query for DisjointQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let parts = self.0.iter().map(|part| part.weight(scoring));
        Ok(Box::new(DisjointWeight(parts.collect::<tantivy::Result<_>>()?)))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.0.iter().for_each(|part| part.query_terms(visitor));
    }
}

struct DisjointWeight(Vec<Box<dyn Weight>>);

impl Weight for DisjointWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut parts = Vec::with_capacity(self.0.len());
        for part in &self.0 {
            let scorer = part.scorer(reader, boost)?;
            if scorer.doc() != TERMINATED {
                parts.push(scorer);
            }
        }
        Ok(match parts.len() {
            0 => Box::new(EmptyScorer),
            1 => parts.remove(0),
            _ => Box::new(DisjointScorer::new(parts)),
        })
    }

    fn count(&self, reader: &SegmentReader) -> tantivy::Result<u32> {
        self.0.iter().try_fold(0, |sum, part| Ok(sum + part.count(reader)?))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        for part in &self.0 {
            let mut scorer = part.scorer(reader, 1.0)?;
            if scorer.doc() <= doc && scorer.seek(doc) == doc {
                return part.explain(reader, doc);
            }
        }
        Err(TantivyError::InvalidArgument(format!("document {doc} does not match")))
    }
}

struct DisjointScorer {
    parts: Vec<Box<dyn Scorer>>,
    /// The part that stands at the current document.
    at: usize,
    doc: DocId,
}

impl DisjointScorer {
    fn new(parts: Vec<Box<dyn Scorer>>) -> Self {
        let mut scorer = Self { parts, at: 0, doc: 0 };
        scorer.settle();
        scorer
    }

    fn settle(&mut self) -> DocId {
        (self.at, self.doc) = (0, TERMINATED);
        for (at, part) in self.parts.iter().enumerate() {
            if part.doc() < self.doc {
                (self.at, self.doc) = (at, part.doc());
            }
        }
        self.doc
    }
}

impl DocSet for DisjointScorer {
    fn advance(&mut self) -> DocId {
        self.parts[self.at].advance();
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        for part in &mut self.parts {
            if part.doc() < target {
                part.seek(target);
            }
        }
        self.settle()
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.parts.iter().map(DocSet::size_hint).fold(0, u32::saturating_add)
    }
}

impl Scorer for DisjointScorer {
    fn score(&mut self) -> Score {
        self.parts[self.at].score()
    }
}
