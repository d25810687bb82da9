//! Any of several words, each of which may have several lists.
//!
//! The engine passes over documents that cannot be among the best where every word is one list. Here
//! that is done for words of several: their lists are gone through in windows that end where the
//! first of their blocks ends, and what a word is worth at most in a window is known. Words that make
//! no document of a window one of the best by themselves are looked up only in documents that others
//! have found (`MaxScore`: Turtle and Flood, IPM 1995; by blocks: Ding and Suel, SIGIR 2011). It is
//! also faster than the engine's own way where each word is one list. No upstream issue is known.

use tantivy::query::{BooleanQuery, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, Score, SegmentReader, TERMINATED, Term};

use super::cursor::WordCursor;
use super::{MergedTermsQuery, MergedTermsWeight};

/// Words of which any is sought, with what their scores are multiplied by.
#[derive(Debug, Clone)]
pub(crate) struct AnyWordQuery {
    words: Vec<(MergedTermsQuery, Score)>,
    /// The same as the engine has it.
    whole: BooleanQuery,
}

impl AnyWordQuery {
    /// `whole` must ask for the same words. Nothing may stand for them.
    pub(crate) fn new(words: Vec<(MergedTermsQuery, Score)>, whole: BooleanQuery) -> Self {
        Self { words, whole }
    }

    /// The words as clauses of the engine.
    pub(crate) fn whole(&self) -> &BooleanQuery {
        &self.whole
    }
}

impl Query for AnyWordQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let weight =
            |(word, boost): &(MergedTermsQuery, Score)| Ok((word.merged_weight(scoring)?, *boost));
        let words = self.words.iter().map(weight).collect::<tantivy::Result<_>>()?;
        Ok(Box::new(AnyWordWeight { words, whole: self.whole.weight(scoring)? }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.whole.query_terms(visitor);
    }
}

struct AnyWordWeight {
    words: Vec<(MergedTermsWeight, Score)>,
    whole: Box<dyn Weight>,
}

impl Weight for AnyWordWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        self.whole.scorer(reader, boost)
    }

    fn for_each_pruning(
        &self,
        threshold: Score,
        reader: &SegmentReader,
        each: &mut dyn FnMut(DocId, Score) -> Score,
    ) -> tantivy::Result<()> {
        let open =
            |(word, boost): &(MergedTermsWeight, Score)| WordCursor::open(word, *boost, reader);
        let words = self.words.iter().map(open).collect::<tantivy::Result<_>>()?;
        Best { words, threshold, each }.find();
        Ok(())
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.whole.explain(reader, doc)
    }

    fn count(&self, reader: &SegmentReader) -> tantivy::Result<u32> {
        self.whole.count(reader)
    }
}

/// Goes through the documents of words that can be among the best.
struct Best<'a> {
    words: Vec<WordCursor>,
    /// What a score must be above, as it was said last.
    threshold: Score,
    each: &'a mut dyn FnMut(DocId, Score) -> Score,
}

impl Best<'_> {
    fn find(&mut self) {
        let mut order: Vec<(Score, usize)> = Vec::with_capacity(self.words.len());
        loop {
            let start = self.words.iter().map(WordCursor::doc).min().unwrap_or(TERMINATED);
            // Nobody waits for more where nothing is above the threshold.
            if start == TERMINATED || self.threshold >= Score::MAX {
                return;
            }
            // The last document up to which all is known of the blocks.
            let end = self.words.iter().map(WordCursor::end).min().unwrap_or(TERMINATED);
            order.clear();
            for (at, word) in self.words.iter_mut().enumerate() {
                order.push((word.most(end), at));
            }
            order.sort_by(|one, other| one.0.total_cmp(&other.0));
            // What those up to each are worth together.
            let mut sum = 0.0;
            for (most, _) in &mut order {
                sum += *most;
                *most = sum;
            }
            self.find_until(end, &order);
            self.words.iter_mut().for_each(|word| word.seek(end + 1));
        }
    }

    fn find_until(&mut self, end: DocId, order: &[(Score, usize)]) {
        // The first words, which make no document one of the best by themselves.
        let mut weak = 0;
        loop {
            weak += order[weak..].iter().take_while(|(sum, _)| *sum <= self.threshold).count();
            let strong = order[weak..].iter().map(|(_, at)| self.words[*at].doc());
            let doc = strong.min().unwrap_or(TERMINATED);
            if doc > end {
                return;
            }
            let (mut score, mut is_found) = (0.0, false);
            for (_, at) in &order[weak..] {
                if self.words[*at].doc() == doc {
                    let own = self.words[*at].score();
                    is_found |= own.is_some();
                    score += own.unwrap_or_default();
                    self.words[*at].advance();
                }
            }
            for (left, at) in order[..weak].iter().rev() {
                if score + left <= self.threshold {
                    break;
                }
                self.words[*at].seek(doc);
                if self.words[*at].doc() == doc {
                    let own = self.words[*at].score();
                    is_found |= own.is_some();
                    score += own.unwrap_or_default();
                }
            }
            if is_found && score > self.threshold {
                self.threshold = (self.each)(doc, score);
            }
        }
    }
}
