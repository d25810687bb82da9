//! The lists of one word in a segment, read side by side, with what the word is worth at most in the
//! blocks where they stand.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::query::Bm25Weight;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, Score, SegmentReader, TERMINATED};

use super::{MergedTermsWeight, counts_in};
use crate::engine::spans::{DocumentLanguages, LanguageSet};
use crate::engine::word_lists::List;

/// What rounding may do to a score, as a share of it.
pub(super) const ROUNDING: Score = 1e-5;

/// What the blocks of a list are worth at most, by the lengths of the list's own field and their
/// average in the segment, as the engine has stored it.
pub(super) struct BlockWorth {
    pub(super) bm25: Bm25Weight,
    pub(super) lengths: FieldNormReader,
    /// How many times as much a document may be worth by the average of the index.
    pub(super) slack: Score,
}

impl BlockWorth {
    /// `None` where the field of the list has no lengths.
    pub(super) fn of(
        list: &List,
        weight: &MergedTermsWeight,
        reader: &SegmentReader,
    ) -> tantivy::Result<Option<Self>> {
        let field = list.term.field();
        if !reader.schema().get_field_entry(field).has_fieldnorms() {
            return Ok(None);
        }
        let documents = u64::from(reader.max_doc()).max(1);
        #[expect(clippy::cast_precision_loss, reason = "an average needs no more digits")]
        let own = reader.inverted_index(field)?.total_num_tokens() as Score / documents as Score;
        let slack = (weight.average / own).max(1.0) * (1.0 + ROUNDING);
        let (bm25, lengths) = (weight.bm25_by(own), reader.get_fieldnorms_reader(field)?);
        Ok(Some(Self { bm25, lengths, slack }))
    }
}

/// What a word is worth however often a document has it.
fn ceiling(bm25: &Bm25Weight) -> Score {
    bm25.score(0, u32::MAX)
}

/// A word's lists.
pub(super) struct WordCursor {
    lists: Vec<ListCursor>,
    of_documents: Option<DocumentLanguages>,
    lengths: FieldNormReader,
    bm25: Bm25Weight,
    ceiling: Score,
    doc: DocId,
}

struct ListCursor {
    block: BlockSegmentPostings,
    at: usize,
    doc: DocId,
    /// How often an occurrence counts.
    weight: u32,
    /// In documents of which languages it counts, if not in all that it has.
    only: Option<LanguageSet>,
    worth: Option<BlockWorth>,
}

impl WordCursor {
    /// The lists at their first documents; `boost` multiplies all scores.
    pub(super) fn open(
        weight: &MergedTermsWeight,
        boost: Score,
        reader: &SegmentReader,
    ) -> tantivy::Result<Self> {
        let mut lists = Vec::with_capacity(weight.query.lists.len());
        for list in &weight.query.lists {
            let inverted = reader.inverted_index(list.term.field())?;
            let Some(info) = inverted.get_term_info(&list.term)? else { continue };
            let block =
                inverted.read_block_postings_from_terminfo(&info, IndexRecordOption::WithFreqs)?;
            let worth = BlockWorth::of(list, weight, reader)?;
            let only = (!list.is_whole).then_some(list.languages);
            let doc = block.docs().first().copied().unwrap_or(TERMINATED);
            lists.push(ListCursor { block, at: 0, doc, weight: list.weight, only, worth });
        }
        let of_documents = weight.languages_needed(reader, lists.iter().map(|list| list.only))?;
        let bm25 = weight.bm25.boost_by(boost);
        let mut word = Self {
            lists,
            of_documents,
            lengths: reader.get_fieldnorms_reader(weight.query.field)?,
            ceiling: ceiling(&bm25),
            bm25,
            doc: 0,
        };
        word.settle();
        Ok(word)
    }

    pub(super) fn doc(&self) -> DocId {
        self.doc
    }

    /// Goes on to the first document at or behind `target`.
    pub(super) fn seek(&mut self, target: DocId) {
        if self.doc >= target {
            return;
        }
        for list in &mut self.lists {
            list.seek(target);
        }
        self.settle();
    }

    /// Goes on to the next document.
    pub(super) fn advance(&mut self) {
        for list in self.lists.iter_mut().filter(|list| list.doc == self.doc) {
            list.advance();
        }
        self.settle();
    }

    fn settle(&mut self) {
        self.doc = self.lists.iter().map(|list| list.doc).min().unwrap_or(TERMINATED);
    }

    /// The last document of which it is known what the word is worth at most.
    pub(super) fn end(&self) -> DocId {
        self.lists.iter().map(ListCursor::end).min().unwrap_or(TERMINATED)
    }

    /// What it is worth at most in a document from here to `end`, which must not be behind
    /// [`Self::end`].
    ///
    /// What a term is worth is `tf / (tf + k)` of a ceiling, where `k` belongs to the document. So
    /// the `tf / k` of several lists add up, and together they are worth less than apart.
    pub(super) fn most(&mut self, end: DocId) -> Score {
        let mut sum = 0.0;
        for list in self.lists.iter_mut().filter(|list| list.doc <= end) {
            sum += list.most();
        }
        if sum.is_finite() {
            self.ceiling * (sum / (1.0 + sum)) * (1.0 + ROUNDING)
        } else {
            self.ceiling
        }
    }

    /// The score of the current document; `None` where the word counts only in other languages.
    pub(super) fn score(&self) -> Option<Score> {
        let (mut language, mut times) = (None, 0_u32);
        for list in self.lists.iter().filter(|list| list.doc == self.doc) {
            let counts = self
                .of_documents
                .as_ref()
                .is_none_or(|of| counts_in(list.only, self.doc, of, &mut language));
            if counts {
                times = times.saturating_add(list.times());
            }
        }
        (times > 0).then(|| self.bm25.score(self.lengths.fieldnorm_id(self.doc), times))
    }
}

impl ListCursor {
    /// How often it has the current document, as that counts.
    fn times(&self) -> u32 {
        self.block.freq(self.at).saturating_mul(self.weight)
    }

    fn advance(&mut self) {
        self.at += 1;
        if self.at >= self.block.docs().len() {
            self.block.advance();
            self.at = 0;
        }
        self.take_doc();
    }

    fn seek(&mut self, target: DocId) {
        if self.doc < target {
            self.at = self.block.seek(target);
            self.take_doc();
        }
    }

    fn take_doc(&mut self) {
        self.doc = self.block.docs().get(self.at).copied().unwrap_or(TERMINATED);
    }

    /// The last document of the block.
    fn end(&self) -> DocId {
        if self.doc == TERMINATED {
            return TERMINATED;
        }
        self.block.docs().last().copied().unwrap_or(TERMINATED)
    }

    /// The largest `tf / k` of its block.
    fn most(&mut self) -> Score {
        let Some(BlockWorth { bm25, lengths, slack }) = &self.worth else {
            return Score::INFINITY;
        };
        let share = self.block.block_max_score(lengths, bm25) * slack / ceiling(bm25);
        if share < 1.0 {
            #[expect(clippy::cast_precision_loss, reason = "a weight is small")]
            let weight = self.weight as Score;
            share / (1.0 - share) * weight
        } else {
            Score::INFINITY
        }
    }
}
