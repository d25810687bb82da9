//! Several terms scored as if they were one, as the forms of a word should be, and what stands for
//! them.
//!
//! Each document's frequencies are added up and weighed once, with the document frequency of the
//! most frequent term, in the manner of Lucene's synonym scoring. What stands for the terms is as
//! rare as they are, so that it changes no score of a document that has them without it.

use std::sync::Arc;

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
    /// Further terms that stand for them, as a name's other spellings and synonyms: what has only
    /// these counts little.
    pub(crate) others: Vec<Term>,
    /// Synonyms of several words, which stand for the terms too; each counts as one occurrence.
    pub(crate) phrases: Vec<Arc<dyn Query>>,
}

/// What a document with only other spellings or synonyms counts, of what it would with the words
/// themselves: so little that it ranks below those, but for texts of very unlike length.
pub(crate) const SHARE_OF_OTHERS: Score = 0.1;

impl Query for MergedTermsQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let bm25 = match scoring {
            EnableScoring::Enabled { statistics_provider: statistics, .. } => {
                let most = |terms: &[Term]| {
                    let mut frequencies = terms.iter().map(|term| statistics.doc_freq(term));
                    frequencies.try_fold(0, |most, one| one.map(|one| most.max(one)))
                };
                let frequency = match most(&self.terms)? {
                    0 => most(&self.others)?,
                    frequency => frequency,
                };
                let documents = statistics.total_num_docs()?;
                let tokens = statistics.total_num_tokens(self.field)?;
                #[expect(clippy::cast_precision_loss, reason = "an average needs no more digits")]
                let length = tokens as Score / documents.max(1) as Score;
                Bm25Weight::for_one_term_without_explain(frequency, documents, length)
            }
            EnableScoring::Disabled { .. } => Bm25Weight::for_one_term_without_explain(0, 1, 1.0),
        };
        let phrases = self.phrases.iter().map(|phrase| phrase.weight(scoring));
        let phrases = phrases.collect::<tantivy::Result<_>>()?;
        Ok(Box::new(MergedTermsWeight { query: self.clone(), phrases, bm25 }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.terms.iter().chain(&self.others).for_each(|term| visitor(term, false));
        self.phrases.iter().for_each(|phrase| phrase.query_terms(visitor));
    }
}

struct MergedTermsWeight {
    query: MergedTermsQuery,
    phrases: Vec<Box<dyn Weight>>,
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
        let mut phrases = Vec::new();
        for phrase in &self.phrases {
            let phrase = phrase.scorer(reader, 1.0)?;
            if phrase.doc() != TERMINATED {
                phrases.push(phrase);
            }
        }
        let lengths = reader.get_fieldnorms_reader(self.query.field)?;
        let bm25 = self.bm25.boost_by(boost);
        if postings.is_empty() && phrases.is_empty() {
            return Ok(Box::new(EmptyScorer));
        }
        let docs = postings.iter().map(DocSet::doc).chain(phrases.iter().map(DocSet::doc));
        let doc = docs.min().unwrap_or(TERMINATED);
        Ok(Box::new(MergedScorer { postings, first_other, phrases, lengths, bm25, doc }))
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
    phrases: Vec<Box<dyn Scorer>>,
    lengths: FieldNormReader,
    bm25: Bm25Weight,
    doc: DocId,
}

impl DocSet for MergedScorer {
    fn advance(&mut self) -> DocId {
        let current = self.doc;
        let mut next = TERMINATED;
        for postings in &mut self.postings {
            let doc = postings.doc();
            next = next.min(if doc == current { postings.advance() } else { doc });
        }
        for phrase in &mut self.phrases {
            let doc = phrase.doc();
            next = next.min(if doc == current { phrase.advance() } else { doc });
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
        for phrase in &mut self.phrases {
            let doc = phrase.doc();
            next = next.min(if doc < target { phrase.seek(target) } else { doc });
        }
        self.doc = next;
        next
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        let phrases = self.phrases.iter().map(DocSet::size_hint);
        let hints = self.postings.iter().map(DocSet::size_hint).chain(phrases);
        hints.fold(0, u32::saturating_add)
    }
}

impl Scorer for MergedScorer {
    fn score(&mut self) -> Score {
        let frequency = |postings: &[SegmentPostings]| {
            let at_doc = postings.iter().filter(|postings| postings.doc() == self.doc);
            at_doc.map(Postings::term_freq).fold(0, u32::saturating_add)
        };
        let (terms, others) = self.postings.split_at(self.first_other);
        let phrases = self.phrases.iter().filter(|phrase| phrase.doc() == self.doc).count();
        let phrases = u32::try_from(phrases).unwrap_or(u32::MAX);
        let (own, other) = (frequency(terms), frequency(others).saturating_add(phrases));
        let length = self.lengths.fieldnorm_id(self.doc);
        let score = self.bm25.score(length, own.saturating_add(other));
        if own > 0 { score } else { score * SHARE_OF_OTHERS }
    }
}
