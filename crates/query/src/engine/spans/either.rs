//! Words of which any will do, gone through as one.

use std::iter::once;

use tantivy::{DocId, SegmentReader, TERMINATED};

use super::source::{TextFields, WordSource};
use super::word::WordCursor;
use crate::understand::{Spans, Word};

/// The words of what stands for one word at a place of an arrangement; `None` for what does not.
pub(super) fn words_of(spans: &Spans) -> Option<Vec<&Word>> {
    match spans {
        Spans::Word(word) => Some(vec![word]),
        Spans::Any(parts) => parts.iter().map(word).collect(),
        Spans::Synonyms { typed, others } => once(&**typed).chain(others).map(word).collect(),
        _ => None,
    }
}

fn word(spans: &Spans) -> Option<&Word> {
    if let Spans::Word(word) = spans { Some(word) } else { None }
}

/// Goes through the documents that have any of some words.
pub(super) struct EitherCursor {
    words: Vec<WordCursor>,
    buffer: Vec<u32>,
}

impl EitherCursor {
    pub(super) fn open(
        words: &[&Word],
        text: TextFields,
        source: &WordSource,
        segment: &SegmentReader,
    ) -> tantivy::Result<Self> {
        let words = words.iter().map(|word| WordCursor::open(word, text, source, segment));
        Ok(Self { words: words.collect::<tantivy::Result<_>>()?, buffer: Vec::new() })
    }

    pub(super) fn doc(&self) -> DocId {
        if let [only] = self.words.as_slice() {
            return only.doc();
        }
        self.words.iter().map(WordCursor::doc).min().unwrap_or(TERMINATED)
    }

    pub(super) fn seek(&mut self, target: DocId) -> DocId {
        let docs = self.words.iter_mut().map(|word| match word.doc() {
            doc if doc < target => word.seek(target),
            doc => doc,
        });
        docs.min().unwrap_or(TERMINATED)
    }

    pub(super) fn size_hint(&self) -> u32 {
        self.words.iter().map(WordCursor::size_hint).fold(0, u32::saturating_add)
    }

    /// How often they occur in the current document, at most.
    pub(super) fn frequency(&self) -> u32 {
        if let [only] = self.words.as_slice() {
            return only.frequency();
        }
        let doc = self.doc();
        let at_doc = self.words.iter().filter(|word| word.doc() == doc);
        at_doc.map(WordCursor::frequency).fold(0, u32::saturating_add)
    }

    /// Their positions in the current document, each once, in order.
    pub(super) fn read_positions(&mut self, positions: &mut Vec<u32>) {
        if let [only] = self.words.as_mut_slice() {
            return only.read_positions(positions);
        }
        positions.clear();
        let doc = self.doc();
        let mut at_doc = self.words.iter_mut().filter(|word| word.doc() == doc);
        let Some(first) = at_doc.next() else { return };
        first.read_positions(positions);
        let of_first = positions.len();
        for word in at_doc {
            word.read_positions(&mut self.buffer);
            positions.append(&mut self.buffer);
        }
        if positions.len() > of_first {
            positions.sort_unstable();
            positions.dedup();
        }
    }
}
