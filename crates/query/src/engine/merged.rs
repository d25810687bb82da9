//! Several terms scored as if they were one, as the forms of a word should be.
//!
//! Each document's frequencies are added up and weighed once, with the document frequency of the
//! most frequent term, in the manner of Lucene's synonym scoring.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{Bm25Weight, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};

/// Any of these terms of one field, scored as one.
#[derive(Debug, Clone)]
pub(crate) struct MergedTermsQuery {
    pub(crate) field: Field,
    /// The terms, each once.
    pub(crate) terms: Vec<Term>,
    /// Terms that stand for the others: what has only these counts little, whatever they are.
    pub(crate) others: Vec<Term>,
}

/// What a document with only the other terms counts, of what it would with the terms themselves:
/// so little that it ranks below those, but for texts of very unlike length.
const SHARE_OF_OTHERS: Score = 0.1;

impl Query for MergedTermsQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let bm25 = match scoring {
            EnableScoring::Enabled { statistics_provider: statistics, .. } => {
                let mut frequency = 0;
                for term in self.terms.iter().chain(&self.others) {
                    frequency = frequency.max(statistics.doc_freq(term)?);
                }
                let documents = statistics.total_num_docs()?;
                let tokens = statistics.total_num_tokens(self.field)?;
                #[expect(clippy::cast_precision_loss, reason = "an average needs no more digits")]
                let length = tokens as Score / documents.max(1) as Score;
                Bm25Weight::for_one_term_without_explain(frequency, documents, length)
            }
            EnableScoring::Disabled { .. } => Bm25Weight::for_one_term_without_explain(0, 1, 1.0),
        };
        Ok(Box::new(MergedTermsWeight { query: self.clone(), bm25 }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.terms.iter().chain(&self.others).for_each(|term| visitor(term, false));
    }
}

struct MergedTermsWeight {
    query: MergedTermsQuery,
    bm25: Bm25Weight,
}

impl Weight for MergedTermsWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let inverted = reader.inverted_index(self.query.field)?;
        let mut postings = Vec::new();
        for term in &self.query.terms {
            postings.extend(inverted.read_postings(term, IndexRecordOption::WithFreqs)?);
        }
        let first_other = postings.len();
        for term in &self.query.others {
            postings.extend(inverted.read_postings(term, IndexRecordOption::WithFreqs)?);
        }
        let lengths = reader.get_fieldnorms_reader(self.query.field)?;
        let bm25 = self.bm25.boost_by(boost);
        if postings.is_empty() {
            return Ok(Box::new(EmptyScorer));
        }
        Ok(Box::new(MergedScorer::new(postings, first_other, lengths, bm25)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("the forms of one word, scored as one", scorer.score()))
    }
}

struct MergedScorer {
    postings: Vec<SegmentPostings>,
    /// Where those of the other terms begin.
    first_other: usize,
    lengths: FieldNormReader,
    bm25: Bm25Weight,
    doc: DocId,
}

impl MergedScorer {
    fn new(
        postings: Vec<SegmentPostings>,
        first_other: usize,
        lengths: FieldNormReader,
        bm25: Bm25Weight,
    ) -> Self {
        let doc = postings.iter().map(DocSet::doc).min().unwrap_or(TERMINATED);
        Self { postings, first_other, lengths, bm25, doc }
    }
}

impl DocSet for MergedScorer {
    fn advance(&mut self) -> DocId {
        let current = self.doc;
        let mut next = TERMINATED;
        for postings in &mut self.postings {
            let doc = postings.doc();
            next = next.min(if doc == current { postings.advance() } else { doc });
        }
        self.doc = next;
        next
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let mut next = TERMINATED;
        for postings in &mut self.postings {
            let doc = postings.doc();
            next = next.min(if doc < target { postings.seek(target) } else { doc });
        }
        self.doc = next;
        next
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.postings.iter().map(DocSet::size_hint).fold(0, u32::saturating_add)
    }
}

impl Scorer for MergedScorer {
    fn score(&mut self) -> Score {
        let frequency = |postings: &[SegmentPostings]| {
            let at_doc = postings.iter().filter(|postings| postings.doc() == self.doc);
            at_doc.map(Postings::term_freq).fold(0, u32::saturating_add)
        };
        let (terms, others) = self.postings.split_at(self.first_other);
        let (own, other) = (frequency(terms), frequency(others));
        let length = self.lengths.fieldnorm_id(self.doc);
        let score = self.bm25.score(length, own.saturating_add(other));
        if own > 0 { score } else { score * SHARE_OF_OTHERS }
    }
}
