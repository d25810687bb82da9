//! Goes through the documents that may have an arrangement, and finds its spans in each.

use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

use super::arrange::{self, Span};
use super::source::{TextFields, WordSource};
use super::word::WordCursor;
use crate::plan::Spans;

/// One arrangement in one text of a segment. `doc` and `seek` are about the documents that have
/// all the words; whether they stand as they should, `spans` tells.
pub(super) enum SpanCursor {
    Word(Box<WordCursor>),
    Any(Vec<SpanCursor>),
    All { parts: Vec<SpanCursor>, arrangement: Arrangement, doc: DocId },
}

/// How the parts must stand to each other.
pub(super) enum Arrangement {
    Sequence,
    Window(u32),
    Near { within: u32, ordered: bool },
    Together(Option<Box<tantivy::postings::SegmentPostings>>),
}

/// The marker terms in the field of starts.
pub(super) const SENTENCE: &str = schema::SENTENCE_START;
pub(super) const PARAGRAPH: &str = schema::PARAGRAPH_START;

impl SpanCursor {
    pub(super) fn open(
        spans: &Spans,
        text: TextFields,
        source: &WordSource,
        segment: &SegmentReader,
    ) -> tantivy::Result<Self> {
        let open = |part: &Spans| Self::open(part, text, source, segment);
        let open_all =
            |parts: &[Spans]| parts.iter().map(open).collect::<tantivy::Result<Vec<_>>>();
        Ok(match spans {
            Spans::Word(word) => {
                Self::Word(Box::new(WordCursor::open(word, text, source, segment)?))
            }
            Spans::Any(parts) => Self::Any(open_all(parts)?),
            Spans::Synonyms { typed, others } => {
                let mut parts = open_all(others)?;
                parts.push(open(typed)?);
                Self::Any(parts)
            }
            Spans::Sequence(parts) => Self::all(open_all(parts)?, Arrangement::Sequence),
            Spans::Window { parts, slop } => {
                Self::all(open_all(parts)?, Arrangement::Window(*slop))
            }
            Spans::Near { left, right, within, ordered } => {
                let parts = vec![open(left)?, open(right)?];
                Self::all(parts, Arrangement::Near { within: *within, ordered: *ordered })
            }
            Spans::Together { left, right, paragraph } => {
                let parts = vec![open(left)?, open(right)?];
                let starts = match text.zone {
                    Some((zone, _)) => {
                        let marker = if *paragraph { PARAGRAPH } else { SENTENCE };
                        let term = Term::from_field_text(zone.starts, marker);
                        let option = IndexRecordOption::WithFreqsAndPositions;
                        segment.inverted_index(zone.starts)?.read_postings(&term, option)?
                    }
                    None => None,
                };
                Self::all(parts, Arrangement::Together(starts.map(Box::new)))
            }
        })
    }

    fn all(parts: Vec<Self>, arrangement: Arrangement) -> Self {
        let mut cursor = Self::All { parts, arrangement, doc: 0 };
        cursor.seek(0);
        cursor
    }

    pub(super) fn doc(&self) -> DocId {
        match self {
            Self::Word(word) => word.doc(),
            Self::Any(parts) => parts.iter().map(Self::doc).min().unwrap_or(TERMINATED),
            Self::All { doc, .. } => *doc,
        }
    }

    /// Goes to the first document from `target` on that has all the words.
    pub(super) fn seek(&mut self, target: DocId) -> DocId {
        match self {
            Self::Word(word) => {
                if word.doc() < target {
                    word.seek(target);
                }
                word.doc()
            }
            Self::Any(parts) => {
                parts.iter_mut().map(|part| part.seek(target)).min().unwrap_or(TERMINATED)
            }
            Self::All { parts, doc, .. } => {
                let mut target = target;
                'documents: loop {
                    for part in parts.iter_mut() {
                        let found = part.seek(target);
                        if found > target {
                            target = found;
                            if target == TERMINATED {
                                break 'documents;
                            }
                            continue 'documents;
                        }
                    }
                    break;
                }
                *doc = if parts.is_empty() { TERMINATED } else { target };
                *doc
            }
        }
    }

    pub(super) fn size_hint(&self) -> u32 {
        match self {
            Self::Word(word) => word.size_hint(),
            Self::Any(parts) => parts.iter().map(Self::size_hint).fold(0, u32::saturating_add),
            Self::All { parts, .. } => parts.iter().map(Self::size_hint).min().unwrap_or(0),
        }
    }

    /// At most so many spans with different starts are in the current document: known from how
    /// often the words occur, without a look at where.
    pub(super) fn most_starts(&self) -> u32 {
        let sum = |parts: &[Self]| parts.iter().map(Self::most_starts).fold(0, u32::saturating_add);
        match self {
            Self::Word(word) => word.frequency(),
            Self::Any(parts) => {
                let doc = self.doc();
                let at_doc = parts.iter().filter(|part| part.doc() == doc);
                at_doc.map(Self::most_starts).fold(0, u32::saturating_add)
            }
            Self::All { parts, arrangement, .. }
                if let [Self::Word(one), Self::Word(two)] = parts.as_slice()
                    && let Some((between, ordered)) = arrangement.of_two() =>
            {
                // A word has so many positions before it that it can be reached from.
                let reached = |word: u32| word.saturating_mul(between.saturating_add(1));
                let (one, two) = (one.frequency(), two.frequency());
                let forward = one.min(reached(two));
                if ordered { forward } else { forward.saturating_add(two.min(reached(one))) }
            }
            // Each starts with a span of the first part; words follow one another one to one.
            Self::All { parts, arrangement: Arrangement::Sequence, .. }
                if parts.iter().all(|part| matches!(part, Self::Word(_))) =>
            {
                parts.iter().map(Self::most_starts).min().unwrap_or_default()
            }
            Self::All {
                parts,
                arrangement: Arrangement::Sequence | Arrangement::Near { ordered: true, .. },
                ..
            } => parts.first().map_or(0, Self::most_starts),
            Self::All { parts, .. } => sum(parts),
        }
    }

    /// How many spans with different starts are in the current document.
    pub(super) fn count_starts(&mut self) -> u32 {
        if let Self::All { parts, arrangement, .. } = self
            && let [Self::Word(one), Self::Word(two)] = parts.as_mut_slice()
            && let Some((between, ordered)) = arrangement.of_two()
        {
            return arrange::count_pairs(one.positions(), two.positions(), between, ordered);
        }
        arrange::count_starts(&self.spans())
    }

    /// The spans in the current document, sorted, each once.
    pub(super) fn spans(&mut self) -> Vec<Span> {
        match self {
            Self::Word(word) => {
                word.positions().iter().map(|position| Span::word(*position)).collect()
            }
            Self::Any(parts) => {
                let doc = parts.iter().map(Self::doc).min().unwrap_or(TERMINATED);
                let at_doc = parts.iter_mut().filter(|part| part.doc() == doc);
                let mut spans: Vec<Span> = at_doc.flat_map(Self::spans).collect();
                spans.sort_unstable();
                spans.dedup();
                spans
            }
            Self::All { parts, arrangement, doc } => {
                let mut found = Vec::with_capacity(parts.len());
                for part in parts {
                    let spans = part.spans();
                    if spans.is_empty() {
                        return Vec::new();
                    }
                    found.push(spans);
                }
                arrangement.find(&found, *doc)
            }
        }
    }
}

impl Arrangement {
    /// How many words may lie between two, and whether the first must stand first.
    fn of_two(&self) -> Option<(u32, bool)> {
        match *self {
            Self::Sequence => Some((0, true)),
            Self::Window(slop) => Some((slop, false)),
            Self::Near { within, ordered } => Some((within.saturating_sub(1), ordered)),
            Self::Together(_) => None,
        }
    }

    fn find(&mut self, parts: &[Vec<Span>], doc: DocId) -> Vec<Span> {
        match (self, parts) {
            (Self::Sequence, parts) => arrange::sequence(parts),
            (Self::Window(slop), parts) => arrange::window(parts, *slop),
            (Self::Near { within, ordered }, [left, right]) => {
                arrange::near(left, right, *within, *ordered)
            }
            (Self::Together(starts), [left, right]) => {
                let mut positions = Vec::new();
                if let Some(starts) = starts {
                    let at = if starts.doc() < doc { starts.seek(doc) } else { starts.doc() };
                    if at == doc {
                        starts.positions(&mut positions);
                    }
                }
                arrange::together(left, right, &positions)
            }
            _ => Vec::new(),
        }
    }
}
