//! Goes through the documents that may have an arrangement, and counts its places in each.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

use super::arrange::{Arrangement, Rule, WordPlaces};
use super::either::{EitherCursor, words_of};
use super::pairs::{count_pairs, within, without_start};
use super::source::{TextFields, WordSource};
use crate::understand::{Spans, Word};

/// One arrangement in one text of a segment. `doc` and `seek` are about the documents that have
/// all the words; whether they stand as they should, `count_starts` tells.
pub(super) struct SpanCursor {
    arrangement: Arrangement,
    words: Vec<EitherCursor>,
    sentences: Starts,
    paragraphs: Starts,
    source: WordSource,
    /// Of each word, its positions in the current document.
    positions: Vec<Vec<u32>>,
    doc: DocId,
}

impl SpanCursor {
    pub(super) fn open(
        spans: &Spans,
        text: TextFields,
        source: &WordSource,
        segment: &SegmentReader,
    ) -> tantivy::Result<Self> {
        let may_share = may_share(spans);
        let mut asked: Vec<Vec<&Word>> = Vec::new();
        let arrangement = Arrangement::new(spans, &mut |spans| {
            let words = words_of(spans)?;
            let may_share = may_share && words.iter().copied().any(is_pattern);
            let known = asked.iter().position(|known| may_share && *known == words);
            Some(known.unwrap_or_else(|| {
                asked.push(words);
                asked.len() - 1
            }))
        });
        let words = asked.iter().map(|words| EitherCursor::open(words, text, source, segment));
        let words = words.collect::<tantivy::Result<Vec<_>>>()?;
        let zone = text.zone.filter(|_| arrangement.needs_starts());
        let open = |marker| Starts::open(marker, zone.map(|(zone, _)| zone.starts), segment);
        let sentences = open(schema::SENTENCE_START)?;
        let paragraphs = open(schema::PARAGRAPH_START)?;
        let positions = words.iter().map(|_| Vec::new()).collect();
        let source = source.clone();
        let mut cursor =
            Self { arrangement, words, sentences, paragraphs, source, positions, doc: 0 };
        cursor.seek(0);
        Ok(cursor)
    }

    pub(super) fn doc(&self) -> DocId {
        self.doc
    }

    /// Goes to the first document from `target` on that has all the words.
    pub(super) fn seek(&mut self, target: DocId) -> DocId {
        self.doc = seek(&self.arrangement, &mut self.words, target);
        self.doc
    }

    pub(super) fn size_hint(&self) -> u32 {
        size_hint(&self.arrangement, &self.words)
    }

    /// At most so many spans with different starts are in the current document: known from how
    /// often the words occur, without a look at where.
    pub(super) fn most_starts(&self) -> u32 {
        most_starts(&self.arrangement, &self.words)
    }

    /// How many spans with different starts are in the current document.
    pub(super) fn count_starts(&mut self) -> u32 {
        let doc = self.doc;
        for (word, positions) in self.words.iter_mut().zip(&mut self.positions) {
            if word.doc() == doc {
                word.read_positions(positions);
            } else {
                positions.clear();
            }
        }
        let words = self.positions.as_slice();
        let steps = self.source.budget.steps();
        let count = match (&self.arrangement, words) {
            (Arrangement::Word(word), words) => words[*word].len(),
            (arrangement, words) if let Some(([one, two], rule)) = of_two(arrangement) => {
                let (one, two) = (words[one].as_slice(), words[two].as_slice());
                steps.take(one.len() + two.len());
                match (rule.of_two(), rule) {
                    (Some((between, ordered)), _) => {
                        count_pairs(one, two, ordered, within(between))
                    }
                    (None, Rule::Together { paragraph: true }) => {
                        count_pairs(one, two, false, without_start(self.paragraphs.of(doc)))
                    }
                    (None, _) => {
                        count_pairs(one, two, false, without_start(self.sentences.of(doc)))
                    }
                }
            }
            (arrangement, words) => {
                let sentences = self.sentences.of(doc);
                let paragraphs = self.paragraphs.of(doc);
                WordPlaces { words, sentences, paragraphs, steps }.starts(arrangement).len()
            }
        };
        u32::try_from(count).unwrap_or(u32::MAX)
    }
}

/// Where the sentences or paragraphs of documents begin.
struct Starts {
    markers: Option<SegmentPostings>,
    positions: Vec<u32>,
}

impl Starts {
    fn open(marker: &str, field: Option<Field>, segment: &SegmentReader) -> tantivy::Result<Self> {
        let mut starts = Self { markers: None, positions: Vec::new() };
        if let Some(field) = field {
            let term = Term::from_field_text(field, marker);
            let option = IndexRecordOption::WithFreqsAndPositions;
            starts.markers = segment.inverted_index(field)?.read_postings(&term, option)?;
        }
        Ok(starts)
    }

    fn of(&mut self, doc: DocId) -> &[u32] {
        self.positions.clear();
        if let Some(markers) = &mut self.markers {
            let at = if markers.doc() < doc { markers.seek(doc) } else { markers.doc() };
            if at == doc {
                markers.positions(&mut self.positions);
            }
        }
        &self.positions
    }
}

/// Whether a word may stand for many.
fn is_pattern(word: &Word) -> bool {
    match word {
        Word::Written { .. }
        | Word::Prefix(_)
        | Word::Glob(_)
        | Word::Regex(_)
        | Word::Fuzzy { .. } => true,
        Word::Inflected { .. } | Word::Folded(_) | Word::Letters { .. } => false,
    }
}

/// Whether a pattern that is asked for several times may be looked up once: not where one of
/// several arrangements may have gone on already to a document that another is not at.
fn may_share(spans: &Spans) -> bool {
    match spans {
        Spans::Word(_) | Spans::Any(_) | Spans::Synonyms { .. } => words_of(spans).is_some(),
        Spans::Sequence(parts) | Spans::Window { parts, .. } => parts.iter().all(may_share),
        Spans::Near { left, right, .. } | Spans::Together { left, right, .. } => {
            may_share(left) && may_share(right)
        }
    }
}

/// Two words, and how they must stand.
fn of_two(arrangement: &Arrangement) -> Option<([usize; 2], Rule)> {
    let Arrangement::All { parts, rule } = arrangement else { return None };
    let [Arrangement::Word(one), Arrangement::Word(two)] = parts.as_slice() else { return None };
    Some(([*one, *two], *rule))
}

/// The current document of an arrangement. Where all parts are needed they stand at one, or some
/// of them at their end.
fn doc(arrangement: &Arrangement, words: &[EitherCursor]) -> DocId {
    match arrangement {
        Arrangement::Word(word) => words[*word].doc(),
        Arrangement::Any(parts) => {
            parts.iter().map(|part| doc(part, words)).min().unwrap_or(TERMINATED)
        }
        Arrangement::All { parts, .. } => {
            parts.iter().map(|part| doc(part, words)).max().unwrap_or(TERMINATED)
        }
    }
}

fn seek(arrangement: &Arrangement, words: &mut [EitherCursor], target: DocId) -> DocId {
    match arrangement {
        Arrangement::Word(word) => words[*word].seek(target),
        Arrangement::Any(parts) => {
            let docs = parts.iter().map(|part| seek(part, words, target));
            docs.min().unwrap_or(TERMINATED)
        }
        Arrangement::All { parts, .. } => {
            let mut target = if parts.is_empty() { TERMINATED } else { target };
            // So many parts in a row stand at the target.
            let (mut agreed, mut at) = (0, 0);
            while agreed < parts.len() && target != TERMINATED {
                let found = seek(&parts[at], words, target);
                agreed = if found == target { agreed + 1 } else { 1 };
                target = found;
                at = (at + 1) % parts.len();
            }
            target
        }
    }
}

fn size_hint(arrangement: &Arrangement, words: &[EitherCursor]) -> u32 {
    let hints = |parts: &[Arrangement]| -> Vec<u32> {
        parts.iter().map(|part| size_hint(part, words)).collect()
    };
    match arrangement {
        Arrangement::Word(word) => words[*word].size_hint(),
        Arrangement::Any(parts) => hints(parts).into_iter().fold(0, u32::saturating_add),
        Arrangement::All { parts, .. } => hints(parts).into_iter().min().unwrap_or(0),
    }
}

fn most_starts(arrangement: &Arrangement, words: &[EitherCursor]) -> u32 {
    let most = |part: &Arrangement| most_starts(part, words);
    let sum = |parts: &[Arrangement]| parts.iter().map(most).fold(0, u32::saturating_add);
    let is_word = |part: &Arrangement| matches!(part, Arrangement::Word(_));
    match arrangement {
        Arrangement::Word(word) => words[*word].frequency(),
        Arrangement::Any(parts) => {
            let at = doc(arrangement, words);
            let at_doc = parts.iter().filter(|part| doc(part, words) == at);
            at_doc.map(most).fold(0, u32::saturating_add)
        }
        Arrangement::All { parts, .. }
            if let Some((_, rule)) = of_two(arrangement)
                && let Some((between, ordered)) = rule.of_two()
                && let [one, two] = parts.as_slice() =>
        {
            // A word has so many positions before it that it can be reached from.
            let reached = |word: u32| word.saturating_mul(between.saturating_add(1));
            let (one, two) = (most(one), most(two));
            let forward = one.min(reached(two));
            if ordered { forward } else { forward.saturating_add(two.min(reached(one))) }
        }
        // Each starts with a span of the first part; words follow one another one to one.
        Arrangement::All { parts, rule: Rule::Sequence } if parts.iter().all(is_word) => {
            parts.iter().map(most).min().unwrap_or_default()
        }
        Arrangement::All { parts, rule: Rule::Sequence | Rule::Near { ordered: true, .. } } => {
            parts.first().map_or(0, most)
        }
        Arrangement::All { parts, .. } => sum(parts),
    }
}
