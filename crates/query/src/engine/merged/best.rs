//! Goes through the documents of several lists, scored as one, that can be among the best.
//!
//! The longest list is read block by block, and of a block that cannot hold any of the best only
//! those documents are looked at that other lists have too. What a block is worth at most the
//! engine has stored, by the lengths of the list's own field and their average in the segment. The
//! length by which a word is scored, that of the stems, is never less, for every word has a stem;
//! of the averages, see `search/averages.rs`. Frequencies of several lists are worth no more
//! together than apart. No upstream issue is known.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::query::Bm25Weight;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED};

use super::cursor::BlockWorth;
use super::{MergedTermsWeight, OpenList, counts_in};
use crate::engine::spans::{DocumentLanguages, LanguageSet};
use crate::engine::word_lists::List;

/// Lists of a segment, the longest of which is read in blocks.
pub(super) struct Best {
    longest: BlockSegmentPostings,
    /// In documents of which languages it counts, if not in all that it has.
    only: Option<LanguageSet>,
    /// By what its blocks are worth.
    blocks: BlockWorth,
    others: Vec<OpenList>,
    of_documents: Option<DocumentLanguages>,
    lengths: FieldNormReader,
    bm25: Bm25Weight,
}

impl Best {
    /// The lists of a word in a segment; `None` where the longest has no blocks of which anything
    /// is known.
    pub(super) fn open(
        weight: &MergedTermsWeight,
        reader: &SegmentReader,
    ) -> tantivy::Result<Option<Self>> {
        let mut lists: Vec<(&List, TermInfo)> = Vec::new();
        for list in &weight.query.lists {
            let inverted = reader.inverted_index(list.term.field())?;
            lists.extend(inverted.get_term_info(&list.term)?.map(|info| (list, info)));
        }
        let longest = lists.iter().enumerate().max_by_key(|(_, (_, info))| info.doc_freq);
        let Some((at, _)) = longest else { return Ok(None) };
        let (longest, info) = lists.swap_remove(at);
        let blocks = match BlockWorth::of(longest, weight, reader)? {
            Some(blocks) if longest.weight == 1 => blocks,
            _ => return Ok(None),
        };
        let inverted = reader.inverted_index(longest.term.field())?;
        let others: Vec<List> = lists.into_iter().map(|(list, _)| list.clone()).collect();
        let others = MergedTermsWeight::open(reader, &others)?;
        let only = (!longest.is_whole).then_some(longest.languages);
        let onlies = others.iter().map(|list| list.only).chain([only]);
        Ok(Some(Self {
            longest: inverted
                .read_block_postings_from_terminfo(&info, IndexRecordOption::WithFreqs)?,
            only,
            blocks,
            of_documents: weight.languages_needed(reader, onlies)?,
            others,
            lengths: reader.get_fieldnorms_reader(weight.query.field)?,
            bm25: weight.bm25.clone(),
        }))
    }

    /// Calls `each` with the documents whose score is above the threshold that it said last.
    pub(super) fn each(
        mut self,
        mut threshold: Score,
        each: &mut dyn FnMut(DocId, Score) -> Score,
    ) {
        loop {
            let BlockWorth { bm25, lengths, slack } = &self.blocks;
            let most = self.longest.block_max_score(lengths, bm25) * slack;
            let docs = self.longest.docs();
            let end = docs.last().copied().unwrap_or(TERMINATED);
            let is_passed_over = most <= threshold;
            let mut at = 0;
            loop {
                let other = self.others.iter().map(|list| list.postings.doc()).min();
                let other = other.unwrap_or(TERMINATED);
                let own = docs.get(at).copied().unwrap_or(TERMINATED);
                let doc = if is_passed_over { other } else { other.min(own) };
                if doc == TERMINATED || doc > end {
                    break;
                }
                while docs.get(at).is_some_and(|own| *own < doc) {
                    at += 1;
                }
                let frequency = match docs.get(at) {
                    Some(own) if *own == doc => self.longest.freq(at),
                    _ => 0,
                };
                let score = self.score(doc, frequency, threshold);
                if score > threshold {
                    threshold = each(doc, score);
                }
                at += usize::from(frequency > 0);
                if other == doc {
                    for list in &mut self.others {
                        if list.postings.doc() == doc {
                            list.postings.advance();
                        }
                    }
                }
            }
            if docs.is_empty() {
                return;
            }
            self.longest.advance();
        }
    }

    /// The score of a document which the longest list has so many times, where it is above a
    /// threshold.
    fn score(&self, doc: DocId, frequency: u32, threshold: Score) -> Score {
        let sum = |counts: &mut dyn FnMut(Option<LanguageSet>) -> bool| {
            let mut sum = if frequency > 0 && counts(self.only) { frequency } else { 0 };
            for list in self.others.iter().filter(|list| list.postings.doc() == doc) {
                if counts(list.only) {
                    sum = sum.saturating_add(list.times());
                }
            }
            sum
        };
        let length = self.lengths.fieldnorm_id(doc);
        let most = self.bm25.score(length, sum(&mut |_| true));
        let Some(of_documents) = self.of_documents.as_ref().filter(|_| most > threshold) else {
            return most;
        };
        let mut language = None;
        match sum(&mut |only| counts_in(only, doc, of_documents, &mut language)) {
            0 => Score::MIN,
            sum => self.bm25.score(length, sum),
        }
    }
}
