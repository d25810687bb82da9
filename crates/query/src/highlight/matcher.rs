//! Finds in one article what a plan asks for.

use std::ops::Range;

use article::Article;
use schema::{ZONE_GAP, Zone, part_text, zone_parts};
use text::{Analyzer, Boundaries, BoundaryKind, Lexicon};

use super::words::Wanted;
use crate::engine::{Span, count_starts, near, sequence, together, window};
use crate::plan::{Plan, Spans, Target, Word};

/// What matched in an article: byte ranges, in order, without overlap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// In the title.
    pub title: Vec<Range<usize>>,
    /// In the body.
    pub body: Vec<Range<usize>>,
}

/// One match, for choosing snippets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) range: Range<usize>,
    /// The number of the word that it is, or of the arrangement's first.
    pub(crate) word: usize,
}

/// Looks for the arrangements of a plan in articles.
#[derive(Debug)]
pub(crate) struct Matcher {
    analyzer: Analyzer,
    wanted: Wanted,
    arrangements: Vec<(Target, Node)>,
    needs_starts: bool,
}

/// An arrangement whose words are numbers.
#[derive(Debug)]
enum Node {
    Word(usize),
    Sequence(Vec<Node>),
    Any(Vec<Node>),
    Window(Vec<Node>, u32),
    Near { sides: [Box<Node>; 2], within: u32, ordered: bool },
    Together { sides: [Box<Node>; 2], paragraph: bool },
}

/// What was found in one zone of an article.
#[derive(Debug, Default)]
struct ZoneWords {
    /// Of each wanted word, its positions.
    places: Vec<Vec<Span>>,
    /// The bytes of each position that some wanted word stands at, in order.
    bytes: Vec<(u32, Range<usize>)>,
    sentences: Vec<u32>,
    paragraphs: Vec<u32>,
    positions: u32,
}

impl Matcher {
    /// For what makes a hit of this plan a hit.
    pub(crate) fn of_plan(plan: &Plan, analyzer: &Analyzer) -> Self {
        let mut arrangements = Vec::new();
        plan.each_wanted(&mut |target, spans| arrangements.push((target, spans)));
        Self::new(&arrangements, analyzer)
    }

    /// For one arrangement.
    pub(crate) fn of_spans(target: Target, spans: &Spans, analyzer: &Analyzer) -> Self {
        Self::new(&[(target, spans)], analyzer)
    }

    fn new(arrangements: &[(Target, &Spans)], analyzer: &Analyzer) -> Self {
        let mut words = Vec::new();
        let mut needs_starts = false;
        // A keyword is not part of the text that is shown.
        let in_text = arrangements.iter().filter(|(target, _)| !target.zones().is_empty());
        let arrangements = in_text
            .map(|(target, spans)| (*target, Node::new(spans, &mut words, &mut needs_starts)))
            .collect();
        let wanted = Wanted::new(words);
        Self { analyzer: analyzer.clone(), wanted, arrangements, needs_starts }
    }

    /// How often its arrangements occur in an article.
    pub(crate) fn count(&self, article: &Article) -> usize {
        let mut lexicon = Lexicon::with_capacity(SMALL_LEXICON);
        let zones = self.read(article, &mut lexicon);
        let mut count = 0;
        for (target, node) in &self.arrangements {
            for zone in target.zones() {
                count += count_starts(&node.find(&zones[*zone as usize])) as usize;
            }
        }
        count
    }

    /// What matched, in title and body.
    pub(crate) fn marks(&self, article: &Article, lexicon: &mut Lexicon) -> [Vec<Mark>; 2] {
        let zones = self.read(article, lexicon);
        let mut title = Vec::new();
        let mut body = Vec::new();
        for (target, node) in &self.arrangements {
            for zone in target.zones() {
                let marks = if *zone == Zone::Title { &mut title } else { &mut body };
                let words = &zones[*zone as usize];
                node.mark(words, &node.find(words), marks);
            }
        }
        [merged(title), merged(body)]
    }

    /// Reads an article into its zones, with the positions that the index counts.
    fn read(&self, article: &Article, lexicon: &mut Lexicon) -> [ZoneWords; 3] {
        let mut zones: [ZoneWords; 3] = Default::default();
        for zone in &mut zones {
            zone.places.resize(self.wanted.len(), Vec::new());
        }
        if self.arrangements.is_empty() {
            return zones;
        }
        for part in zone_parts(article) {
            let zone = &mut zones[part.zone as usize];
            if part.is_apart {
                zone.positions += ZONE_GAP;
            }
            let text = part_text(article, &part);
            self.read_part(text, part.span.start, article.language, lexicon, zone);
        }
        zones
    }

    fn read_part(
        &self,
        text: &str,
        offset: usize,
        language: text::Language,
        lexicon: &mut Lexicon,
        zone: &mut ZoneWords,
    ) {
        let first = zone.positions;
        let mut starts = self.needs_starts.then(|| Boundaries::new(text).peekable());
        for segment in self.analyzer.segments(text) {
            let position = first + segment.position;
            zone.positions = position + 1;
            if let Some(starts) = &mut starts {
                // A start belongs to the first word that ends after it.
                while let Some(start) = starts.next_if(|start| start.start < segment.end) {
                    zone.start(position, start.kind);
                }
            }
            let compound = segment.compound.filter(|compound| self.wanted.may_hold(compound));
            if compound.is_none() && !self.wanted.may_hold(segment.text) {
                continue;
            }
            let mut is_wanted = false;
            for raw in std::iter::once(segment.text).chain(compound) {
                let forms = self.analyzer.remembered_forms(raw, language, lexicon);
                for word in self.wanted.matches(raw, forms) {
                    if zone.places[word].last() != Some(&Span::word(position)) {
                        zone.places[word].push(Span::word(position));
                    }
                    is_wanted = true;
                }
            }
            if is_wanted {
                let bytes = offset + segment.start..offset + segment.end;
                zone.bytes.push((position, bytes));
            }
        }
    }
}

/// Enough for the words of one article that may be wanted.
const SMALL_LEXICON: usize = 4_096;

impl ZoneWords {
    fn start(&mut self, position: u32, kind: BoundaryKind) {
        let note = |starts: &mut Vec<u32>| {
            if starts.last() != Some(&position) {
                starts.push(position);
            }
        };
        note(&mut self.sentences);
        if kind == BoundaryKind::Paragraph {
            note(&mut self.paragraphs);
        }
    }

    fn range(&self, span: Span) -> Option<Range<usize>> {
        let at = |position: u32| {
            let found = self.bytes.binary_search_by_key(&position, |(position, _)| *position);
            found.ok().map(|at| self.bytes[at].1.clone())
        };
        Some(at(span.start)?.start..at(span.end - 1)?.end)
    }
}

impl Node {
    fn new(spans: &Spans, words: &mut Vec<Word>, needs_starts: &mut bool) -> Self {
        let mut all = |parts: &[Spans]| -> Vec<Self> {
            parts.iter().map(|part| Self::new(part, words, needs_starts)).collect()
        };
        match spans {
            Spans::Word(word) => {
                let known = words.iter().position(|known| known == word);
                Self::Word(known.unwrap_or_else(|| {
                    words.push(word.clone());
                    words.len() - 1
                }))
            }
            Spans::Sequence(parts) => Self::Sequence(all(parts)),
            Spans::Any(parts) => Self::Any(all(parts)),
            Spans::Synonyms { typed, others } => {
                let typed = Self::new(typed, words, needs_starts);
                let mut all = vec![typed];
                all.extend(others.iter().map(|other| Self::new(other, words, needs_starts)));
                Self::Any(all)
            }
            Spans::Window { parts, slop } => Self::Window(all(parts), *slop),
            Spans::Near { left, right, within, ordered } => {
                let sides =
                    [left, right].map(|side| Box::new(Self::new(side, words, needs_starts)));
                Self::Near { sides, within: *within, ordered: *ordered }
            }
            Spans::Together { left, right, paragraph } => {
                *needs_starts = true;
                let sides =
                    [left, right].map(|side| Box::new(Self::new(side, words, needs_starts)));
                Self::Together { sides, paragraph: *paragraph }
            }
        }
    }

    fn find(&self, zone: &ZoneWords) -> Vec<Span> {
        let all = |parts: &[Self]| parts.iter().map(|part| part.find(zone)).collect::<Vec<_>>();
        match self {
            Self::Word(word) => zone.places.get(*word).cloned().unwrap_or_default(),
            Self::Sequence(parts) => sequence(&all(parts)),
            Self::Any(parts) => {
                let mut found = all(parts).concat();
                found.sort_unstable();
                found.dedup();
                found
            }
            Self::Window(parts, slop) => window(&all(parts), *slop),
            Self::Near { sides: [left, right], within, ordered } => {
                near(&left.find(zone), &right.find(zone), *within, *ordered)
            }
            Self::Together { sides: [left, right], paragraph } => {
                let starts = if *paragraph { &zone.paragraphs } else { &zone.sentences };
                together(&left.find(zone), &right.find(zone), starts)
            }
        }
    }

    /// Marks what matched inside the spans that were found: a phrase whole, the parts of looser
    /// arrangements each by itself.
    fn mark(&self, zone: &ZoneWords, found: &[Span], marks: &mut Vec<Mark>) {
        match self {
            Self::Word(_) | Self::Sequence(_) => {
                let word = self.first_word();
                let ranges = found.iter().filter_map(|span| zone.range(*span));
                marks.extend(ranges.map(|range| Mark { range, word }));
            }
            Self::Any(parts) | Self::Window(parts, _) => {
                for part in parts {
                    part.mark_inside(zone, found, marks);
                }
            }
            Self::Near { sides, .. } | Self::Together { sides, .. } => {
                for side in sides {
                    side.mark_inside(zone, found, marks);
                }
            }
        }
    }

    fn mark_inside(&self, zone: &ZoneWords, outer: &[Span], marks: &mut Vec<Mark>) {
        // Of spans that start no later, the one that reaches furthest decides.
        let mut furthest = Vec::with_capacity(outer.len());
        let mut end = 0;
        for span in outer {
            end = end.max(span.end);
            furthest.push(end);
        }
        let is_inside = |span: &Span| {
            let before = outer.partition_point(|outer| outer.start <= span.start);
            before.checked_sub(1).is_some_and(|at| furthest[at] >= span.end)
        };
        let inside: Vec<Span> = self.find(zone).into_iter().filter(is_inside).collect();
        self.mark(zone, &inside, marks);
    }

    fn first_word(&self) -> usize {
        match self {
            Self::Word(word) => *word,
            Self::Sequence(parts) | Self::Any(parts) | Self::Window(parts, _) => {
                parts.first().map_or(0, Self::first_word)
            }
            Self::Near { sides: [left, _], .. } | Self::Together { sides: [left, _], .. } => {
                left.first_word()
            }
        }
    }
}

/// Sorted, with what overlaps made one.
fn merged(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort_by_key(|mark| (mark.range.start, mark.range.end));
    let mut merged: Vec<Mark> = Vec::with_capacity(marks.len());
    for mark in marks {
        match merged.last_mut() {
            Some(last) if mark.range.start < last.range.end => {
                last.range.end = last.range.end.max(mark.range.end);
            }
            _ => merged.push(mark),
        }
    }
    merged
}
