//! Documents that have any term of a pattern, all with the same score.

use schema::WordField;
use tantivy::postings::BlockSegmentPostings;
use tantivy::query::{
    BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight,
};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, Score, SegmentReader, TantivyError};
use tantivy_common::BitSet;

use super::budget::{Budget, cost};
use super::expansion::{Pattern, Terms};
use super::spans::WordSource;

/// Any word of any of these texts that fits the pattern.
#[derive(Debug, Clone)]
pub(crate) struct AnyTermQuery {
    /// Where it stands.
    pub(crate) words: Vec<WordField>,
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

/// The documents of a segment that have any of the terms, found from the first on.
struct Documents<'a> {
    budget: &'a Budget,
    found: BitSet,
    /// All documents before it were found.
    whole_to: DocId,
    /// The posting lists that go on behind it, each with its present block among the found.
    lists: Vec<BlockSegmentPostings>,
    max_doc: DocId,
}

impl<'a> Documents<'a> {
    fn open(query: &'a AnyTermQuery, reader: &SegmentReader) -> tantivy::Result<Self> {
        let max_doc = reader.max_doc();
        let found = BitSet::with_max_value(max_doc);
        let budget = &query.source.budget;
        let mut documents = Self { budget, found, whole_to: 0, lists: Vec::new(), max_doc };
        for words in &query.words {
            let terms = Terms::open(reader, *words)?;
            let expansion = query.source.expand(&query.pattern, &terms)?;
            for info in expansion.terms {
                if !query.source.budget.spend(cost::LIST) {
                    break;
                }
                let option = IndexRecordOption::Basic;
                let list = terms.inverted.read_block_postings_from_terminfo(&info, option)?;
                documents.take_block(&list);
                if info.doc_freq as usize > list.block_len() {
                    documents.lists.push(list);
                }
            }
        }
        documents.set_whole_to();
        Ok(documents)
    }

    fn take_block(&mut self, list: &BlockSegmentPostings) {
        self.budget.spend(cost::BLOCK);
        for &doc in list.docs() {
            self.found.insert(doc);
        }
    }

    fn set_whole_to(&mut self) {
        let ends = self.lists.iter().filter_map(|list| list.docs().last());
        self.whole_to = ends.map(|last| last + 1).min().unwrap_or(self.max_doc);
    }

    /// Reads on in the lists that end first.
    fn read_on(&mut self) {
        let mut lists = std::mem::take(&mut self.lists);
        for list in &mut lists {
            if list.docs().last().is_some_and(|last| *last < self.whole_to) {
                list.advance();
                self.take_block(list);
            }
        }
        lists.retain(|list| list.block_len() > 0);
        self.lists = lists;
        self.set_whole_to();
    }

    fn all(mut self) -> BitSet {
        for list in std::mem::take(&mut self.lists) {
            let mut list = list;
            while list.block_len() > 0 && !self.budget.is_over() {
                self.take_block(&list);
                list.advance();
            }
        }
        self.found
    }
}

impl Weight for AnyTermQuery {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let documents = Documents::open(self, reader)?.all();
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(documents), boost)))
    }

    /// As all are worth the same, the first ones are enough. Upstream: quickwit-oss/tantivy#2974.
    fn for_each_pruning(
        &self,
        mut threshold: Score,
        reader: &SegmentReader,
        callback: &mut dyn FnMut(DocId, Score) -> Score,
    ) -> tantivy::Result<()> {
        const SCORE: Score = 1.0;
        if threshold >= SCORE {
            return Ok(());
        }
        let mut documents = Documents::open(self, reader)?;
        let mut from = 0;
        while from < documents.max_doc && !documents.budget.is_over() {
            for doc in from..documents.whole_to {
                if documents.found.contains(doc) {
                    threshold = callback(doc, SCORE);
                    if threshold >= SCORE {
                        return Ok(());
                    }
                }
            }
            from = documents.whole_to;
            documents.read_on();
        }
        Ok(())
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("any term that fits the pattern", 1.0))
    }
}
