//! Several lists scored as if they were one term, as the forms of a word should be, and what stands
//! for them.
//!
//! Each document's frequencies are added up and weighed once, in the manner of Lucene's synonym
//! scoring. What stands for the word is as rare as it is, so that it changes no score of a document
//! that has the word itself.

mod any;
mod best;
mod cursor;

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{
    Bm25StatisticsProvider, Bm25Weight, EmptyScorer, EnableScoring, Explanation, Query, Scorer,
    TermQuery, Weight,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};
use text::Language;

pub(crate) use self::any::AnyWordQuery;
use self::best::Best;
use super::spans::{DocumentLanguages, LanguageSet, set_of};
use super::word_lists::List;

/// Any of these lists, scored as one term.
#[derive(Debug, Clone)]
pub(crate) struct MergedTermsQuery {
    /// The stems of the text, by whose number its length is told.
    pub(crate) field: Field,
    /// The word's own lists.
    pub(crate) lists: Vec<List>,
    /// Further lists that stand for it, as a name's other spellings and synonyms: what has only
    /// these counts little.
    pub(crate) others: Vec<List>,
    /// Synonyms of several words, which stand for the word too; each counts as one occurrence.
    pub(crate) phrases: Vec<Arc<dyn Query>>,
    /// The articles that have the word.
    pub(crate) frequency: u64,
    /// The languages of the index.
    pub(crate) languages: Arc<Vec<Language>>,
}

/// What a document with only other spellings or synonyms counts, of what it would with the words
/// themselves: so little that it ranks below those, but for texts of very unlike length.
pub(crate) const SHARE_OF_OTHERS: Score = 0.1;

impl MergedTermsQuery {
    fn merged_weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<MergedTermsWeight> {
        let (documents, average) = match scoring {
            EnableScoring::Enabled { statistics_provider: statistics, .. } => {
                let documents = statistics.total_num_docs()?;
                let tokens = statistics.total_num_tokens(self.field)?;
                #[expect(clippy::cast_precision_loss, reason = "an average needs no more digits")]
                let average = tokens as Score / documents.max(1) as Score;
                (documents, average)
            }
            EnableScoring::Disabled { .. } => (self.frequency.max(1), 1.0),
        };
        let frequency = self.frequency.min(documents);
        let bm25 = Bm25Weight::for_one_term_without_explain(frequency, documents, average);
        let phrases = self.phrases.iter().map(|phrase| phrase.weight(scoring));
        let phrases = phrases.collect::<tantivy::Result<_>>()?;
        let query = self.clone();
        Ok(MergedTermsWeight { query, phrases, documents, average, bm25 })
    }
}

impl Query for MergedTermsQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.merged_weight(scoring)?))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        // By these the bounds of the fields are mended that the engine passes over documents by. It
        // passes over none of other lists, whose fields may have no lengths.
        let lists = self.lists.iter().chain(&self.others);
        lists.filter(|list| list.is_whole).for_each(|list| visitor(&list.term, false));
        self.phrases.iter().for_each(|phrase| phrase.query_terms(visitor));
    }
}

struct MergedTermsWeight {
    query: MergedTermsQuery,
    phrases: Vec<Box<dyn Weight>>,
    /// Of the index: how many there are, and the average length of the text.
    documents: u64,
    average: Score,
    bm25: Bm25Weight,
}

impl MergedTermsWeight {
    /// The same by another average length.
    fn bm25_by(&self, average: Score) -> Bm25Weight {
        let frequency = self.query.frequency.min(self.documents);
        Bm25Weight::for_one_term_without_explain(frequency, self.documents, average)
    }

    /// The languages of documents, where one of some lists counts only in some of those that the
    /// index has.
    fn languages_needed(
        &self,
        reader: &SegmentReader,
        mut onlies: impl Iterator<Item = Option<LanguageSet>>,
    ) -> tantivy::Result<Option<DocumentLanguages>> {
        let all = set_of(&self.query.languages, &self.query.languages);
        if onlies.any(|only| only.is_some_and(|only| only & all != all)) {
            return DocumentLanguages::open(reader, &self.query.languages);
        }
        Ok(None)
    }

    /// Opens lists in a segment.
    fn open(reader: &SegmentReader, lists: &[List]) -> tantivy::Result<Vec<OpenList>> {
        let mut open = Vec::with_capacity(lists.len());
        for List { term, weight, languages, is_whole } in lists {
            let inverted = reader.inverted_index(term.field())?;
            let postings = inverted.read_postings(term, IndexRecordOption::WithFreqs)?;
            let only = (!is_whole).then_some(*languages);
            open.extend(postings.map(|postings| OpenList { postings, weight: *weight, only }));
        }
        Ok(open)
    }
}

impl Weight for MergedTermsWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut lists = Self::open(reader, &self.query.lists)?;
        let first_other = lists.len();
        lists.append(&mut Self::open(reader, &self.query.others)?);
        let mut phrases = Vec::new();
        for phrase in &self.phrases {
            let phrase = phrase.scorer(reader, 1.0)?;
            if phrase.doc() != TERMINATED {
                phrases.push(phrase);
            }
        }
        if lists.is_empty() && phrases.is_empty() {
            return Ok(Box::new(EmptyScorer));
        }
        let of_documents = self.languages_needed(reader, lists.iter().map(|list| list.only))?;
        let mut scorer = MergedScorer {
            lists,
            first_other,
            phrases,
            of_documents,
            lengths: reader.get_fieldnorms_reader(self.query.field)?,
            bm25: self.bm25.boost_by(boost),
            doc: 0,
        };
        scorer.settle();
        Ok(Box::new(scorer))
    }

    fn for_each_pruning(
        &self,
        mut threshold: Score,
        reader: &SegmentReader,
        each: &mut dyn FnMut(DocId, Score) -> Score,
    ) -> tantivy::Result<()> {
        if self.query.others.is_empty()
            && self.phrases.is_empty()
            && let Some(best) = Best::open(self, reader)?
        {
            best.each(threshold, each);
            return Ok(());
        }
        let mut scorer = self.scorer(reader, 1.0)?;
        while scorer.doc() != TERMINATED {
            let score = scorer.score();
            if score > threshold {
                threshold = each(scorer.doc(), score);
            }
            scorer.advance();
        }
        Ok(())
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("the forms of one word, scored as one", scorer.score()))
    }
}

struct OpenList {
    postings: SegmentPostings,
    weight: u32,
    /// In documents of which languages it counts, if not in all that it has.
    only: Option<LanguageSet>,
}

impl OpenList {
    /// How often it has the current document, as that counts.
    fn times(&self) -> u32 {
        self.postings.term_freq().saturating_mul(self.weight)
    }
}

struct MergedScorer {
    lists: Vec<OpenList>,
    /// Where those of the other terms begin.
    first_other: usize,
    phrases: Vec<Box<dyn Scorer>>,
    /// The languages of documents, where a list counts in some only.
    of_documents: Option<DocumentLanguages>,
    lengths: FieldNormReader,
    bm25: Bm25Weight,
    doc: DocId,
}

impl MergedScorer {
    /// Goes on to the first document at or behind where the lists stand in which one of them
    /// counts.
    fn settle(&mut self) -> DocId {
        loop {
            let lists = self.lists.iter().map(|list| list.postings.doc());
            let phrases = self.phrases.iter().map(DocSet::doc);
            self.doc = lists.chain(phrases).min().unwrap_or(TERMINATED);
            if self.doc == TERMINATED || self.counts() {
                return self.doc;
            }
            self.pass();
        }
    }

    /// Whether what stands at the current document counts there.
    fn counts(&self) -> bool {
        let Some(of_documents) = &self.of_documents else { return true };
        let mut language = None;
        let doc = self.doc;
        let mut here = self.lists.iter().filter(|list| list.postings.doc() == doc);
        here.any(|list| counts_in(list.only, doc, of_documents, &mut language))
            || self.phrases.iter().any(|phrase| phrase.doc() == doc)
    }

    /// Moves all that stand at the current document.
    fn pass(&mut self) {
        for list in &mut self.lists {
            if list.postings.doc() == self.doc {
                list.postings.advance();
            }
        }
        for phrase in &mut self.phrases {
            if phrase.doc() == self.doc {
                phrase.advance();
            }
        }
    }

    /// How often the word, or what stands for it, occurs in the current document.
    fn frequency(&self, lists: &[OpenList]) -> u32 {
        let mut language = None;
        let mut sum = 0_u32;
        for list in lists.iter().filter(|list| list.postings.doc() == self.doc) {
            let counts = self
                .of_documents
                .as_ref()
                .is_none_or(|of| counts_in(list.only, self.doc, of, &mut language));
            if counts {
                sum = sum.saturating_add(list.times());
            }
        }
        sum
    }
}

/// Whether a list that counts in some languages only does in a document.
fn counts_in(
    only: Option<LanguageSet>,
    doc: DocId,
    of_documents: &DocumentLanguages,
    language: &mut Option<LanguageSet>,
) -> bool {
    only.is_none_or(|only| *language.get_or_insert_with(|| of_documents.of(doc)) & only != 0)
}

impl DocSet for MergedScorer {
    fn advance(&mut self) -> DocId {
        self.pass();
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        for list in &mut self.lists {
            if list.postings.doc() < target {
                list.postings.seek(target);
            }
        }
        for phrase in &mut self.phrases {
            if phrase.doc() < target {
                phrase.seek(target);
            }
        }
        self.settle()
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        let phrases = self.phrases.iter().map(DocSet::size_hint);
        let hints = self.lists.iter().map(|list| list.postings.size_hint()).chain(phrases);
        hints.fold(0, u32::saturating_add)
    }
}

impl Scorer for MergedScorer {
    fn score(&mut self) -> Score {
        let (lists, others) = self.lists.split_at(self.first_other);
        let phrases = self.phrases.iter().filter(|phrase| phrase.doc() == self.doc).count();
        let phrases = u32::try_from(phrases).unwrap_or(u32::MAX);
        let (own, other) = (self.frequency(lists), self.frequency(others).saturating_add(phrases));
        let length = self.lengths.fieldnorm_id(self.doc);
        let score = self.bm25.score(length, own.saturating_add(other));
        if own > 0 { score } else { score * SHARE_OF_OTHERS }
    }
}

/// One term, as frequent as a word that it is one of the terms of.
#[derive(Debug, Clone)]
pub(crate) struct TermOfWordQuery {
    pub(crate) term: Term,
    pub(crate) frequency: u64,
}

impl Query for TermOfWordQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let query = TermQuery::new(self.term.clone(), IndexRecordOption::WithFreqs);
        let EnableScoring::Enabled { searcher, statistics_provider: statistics } = scoring else {
            return query.weight(scoring);
        };
        let frequency = self.frequency.min(statistics.total_num_docs()?);
        let statistics = WithFrequency { statistics, frequency };
        query.weight(EnableScoring::enabled_from_statistics_provider(&statistics, searcher))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        visitor(&self.term, false);
    }
}

/// The statistics of an index, where every term is as frequent as a word.
struct WithFrequency<'a> {
    statistics: &'a dyn Bm25StatisticsProvider,
    frequency: u64,
}

impl Bm25StatisticsProvider for WithFrequency<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        self.statistics.total_num_tokens(field)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        self.statistics.total_num_docs()
    }

    fn doc_freq(&self, _: &Term) -> tantivy::Result<u64> {
        Ok(self.frequency)
    }
}
