//! An arrangement of words as a query of the engine.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::{Bm25Weight, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError};

use super::cursor::SpanCursor;
use super::source::{TextFields, WordSource};
use crate::engine::merged::SHARE_OF_OTHERS;
use crate::understand::{Spans, Target, Word};

/// Articles in one of whose texts an arrangement occurs often enough.
#[derive(Debug, Clone)]
pub(crate) struct SpanQuery {
    pub(crate) target: Target,
    pub(crate) spans: Spans,
    pub(crate) at_least: u32,
    pub(crate) source: WordSource,
}

impl Query for SpanQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let texts = TextFields::of(self.target, &self.source.fields);
        let mut weights = Vec::with_capacity(texts.len());
        for text in &texts {
            weights.push(self.bm25(*text, scoring)?);
        }
        let typed = self.spans.as_typed();
        Ok(Box::new(SpanWeight { query: self.clone(), typed, texts, weights }))
    }
}

impl SpanQuery {
    /// The weight of an arrangement is that of a phrase of its words: their rarities added up.
    fn bm25(&self, text: TextFields, scoring: EnableScoring<'_>) -> tantivy::Result<Bm25Weight> {
        let EnableScoring::Enabled { statistics_provider, .. } = scoring else {
            return Ok(Bm25Weight::for_one_term_without_explain(0, 1, 1.0));
        };
        let mut terms = Vec::new();
        self.spans.each_word(&mut |word| {
            let term = match word {
                Word::Inflected { folded, .. } | Word::Letters { folded, .. } => folded,
                Word::Folded(forms) => forms.first().map_or("", String::as_str),
                Word::Written { folded: word, .. }
                | Word::Prefix(word)
                | Word::Glob(word)
                | Word::Regex(word)
                | Word::Fuzzy { word, .. } => word,
            };
            terms.push(text.words.term(term));
        });
        if terms.is_empty() || statistics_provider.total_num_docs()? == 0 {
            return Ok(Bm25Weight::for_one_term_without_explain(0, 1, 1.0));
        }
        Bm25Weight::for_terms(statistics_provider, &terms)
    }
}

struct SpanWeight {
    query: SpanQuery,
    /// The arrangement without synonyms, where it has any.
    typed: Option<Spans>,
    texts: Vec<TextFields>,
    weights: Vec<Bm25Weight>,
}

impl SpanWeight {
    /// The matches of a segment, standing at the first; `None` where it has not all the words.
    fn open(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Option<SpanScorer>> {
        let SpanQuery { spans, at_least, source, .. } = &self.query;
        let mut texts = Vec::new();
        for (text, weight) in self.texts.iter().zip(&self.weights) {
            let cursor = SpanCursor::open(spans, *text, source, reader)?;
            if cursor.doc() != TERMINATED {
                let open = |typed| SpanCursor::open(typed, *text, source, reader);
                let typed = self.typed.as_ref().map(open).transpose()?;
                let lengths = reader.get_fieldnorms_reader(text.words.field)?;
                let weight = weight.boost_by(boost);
                texts.push(TextScorer { cursor, typed, lengths, weight, found: 0 });
            }
        }
        if texts.is_empty() {
            return Ok(None);
        }
        let (doc, threshold, source) = (0, Score::MIN, source.clone());
        let at_least = *at_least;
        let mut scorer = SpanScorer { texts, at_least, doc, threshold, source };
        scorer.find_from(0);
        Ok(Some(scorer))
    }
}

impl Weight for SpanWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(match self.open(reader, boost)? {
            Some(scorer) => Box::new(scorer),
            None => Box::new(EmptyScorer),
        })
    }

    /// Positions are read only where the words are frequent enough to reach the threshold.
    fn for_each_pruning(
        &self,
        threshold: Score,
        reader: &SegmentReader,
        callback: &mut dyn FnMut(DocId, Score) -> Score,
    ) -> tantivy::Result<()> {
        let Some(mut scorer) = self.open(reader, 1.0)? else { return Ok(()) };
        scorer.threshold = threshold;
        let mut doc = scorer.doc;
        while doc != TERMINATED {
            let score = scorer.score();
            if score > scorer.threshold {
                scorer.threshold = callback(doc, score);
            }
            doc = scorer.advance();
        }
        Ok(())
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("the words as they must stand to each other", scorer.score()))
    }
}

/// The arrangement in one text.
struct TextScorer {
    cursor: SpanCursor,
    /// Where it has synonyms, the arrangement without them.
    typed: Option<SpanCursor>,
    lengths: FieldNormReader,
    weight: Bm25Weight,
    /// Occurrences in the current document.
    found: u32,
}

impl TextScorer {
    /// Whether a document has it as typed.
    fn has_as_typed(&mut self, doc: DocId) -> bool {
        match &mut self.typed {
            Some(typed) => typed.seek(doc) == doc && typed.count_starts() > 0,
            None => self.found > 0,
        }
    }
}

/// The arrangement in all texts of the target.
struct SpanScorer {
    texts: Vec<TextScorer>,
    at_least: u32,
    doc: DocId,
    /// Documents that cannot score above it are passed over.
    threshold: Score,
    source: WordSource,
}

impl SpanScorer {
    /// Whether the current words of a document could be worth more than the threshold, however
    /// they stand.
    fn may_count(&mut self, doc: DocId) -> bool {
        if self.threshold == Score::MIN {
            return true;
        }
        let mut most = 0.0;
        for text in self.texts.iter_mut().filter(|text| text.cursor.doc() == doc) {
            most += text.weight.score(text.lengths.fieldnorm_id(doc), text.cursor.most_starts());
        }
        most > self.threshold
    }

    /// Goes to the first document from `target` on in which the arrangement occurs often enough.
    fn find_from(&mut self, target: DocId) -> DocId {
        let mut target = target;
        loop {
            let mut doc = TERMINATED;
            for text in &mut self.texts {
                doc = doc.min(text.cursor.seek(target));
            }
            self.doc = doc;
            if doc == TERMINATED {
                return doc;
            }
            // Looking goes on from one match to the next, and there may be none for long.
            if self.source.budget.is_over() {
                self.doc = TERMINATED;
                return TERMINATED;
            }
            if !self.may_count(doc) {
                target = doc + 1;
                continue;
            }
            let mut found = 0;
            for text in &mut self.texts {
                text.found = match text.cursor.doc() {
                    at if at == doc => text.cursor.count_starts(),
                    _ => 0,
                };
                found += text.found;
            }
            if found >= self.at_least.max(1) {
                return doc;
            }
            target = doc + 1;
        }
    }
}

impl DocSet for SpanScorer {
    fn advance(&mut self) -> DocId {
        if self.doc == TERMINATED {
            return TERMINATED;
        }
        self.find_from(self.doc + 1)
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target {
            return self.doc;
        }
        if target >= TERMINATED {
            self.doc = TERMINATED;
            return TERMINATED;
        }
        self.find_from(target)
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        let hints = self.texts.iter().map(|text| text.cursor.size_hint());
        // Of the documents that have all the words, perhaps one in ten has them as they must be.
        hints.fold(0, u32::saturating_add) / 10 + 1
    }
}

impl Scorer for SpanScorer {
    fn score(&mut self) -> Score {
        let doc = self.doc;
        let there = self.texts.iter().filter(|text| text.found > 0);
        let score: Score =
            there.map(|text| text.weight.score(text.lengths.fieldnorm_id(doc), text.found)).sum();
        let is_as_typed = self.texts.iter_mut().any(|text| text.has_as_typed(doc));
        if is_as_typed { score } else { score * SHARE_OF_OTHERS }
    }
}
