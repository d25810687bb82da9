//! Finds in one article what a plan asks for.
//!
//! The article is analysed again, by the same analysis as when it was indexed, and the
//! arrangements of the plan are looked for among its words by the same rules as in the index. So
//! a phrase marks the phrase and no stray word, and folding moves no offset.

mod wanted;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use article::Article;
use schema::{Fields, ZONE_GAP, Zone, keyword_values, part_text, zone_parts};
use text::{Analyzer, Boundaries, BoundaryKind, Language, Lexicon};

use self::wanted::Wanted;
use super::budget::{Budget, cost};
use super::spans::{Arrangement, Span, WordPlaces};
use crate::understand::{Plan, Spans, Target, Word};

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
    arrangements: Vec<(Target, Arrangement)>,
    needs_starts: bool,
    budget: Arc<Budget>,
}

/// What was found in one zone of an article.
#[derive(Debug, Default)]
struct ZoneWords {
    /// Of each wanted word, its positions.
    places: Vec<Vec<u32>>,
    /// The bytes of each position that some wanted word stands at, in order.
    bytes: Vec<(u32, Range<usize>)>,
    sentences: Vec<u32>,
    paragraphs: Vec<u32>,
    positions: u32,
}

impl Matcher {
    /// For what makes a hit of this plan a hit, in the text that is shown.
    pub(crate) fn of_plan(plan: &Plan, analyzer: &Analyzer, budget: Arc<Budget>) -> Self {
        let mut arrangements = Vec::new();
        plan.each_wanted(&mut |target, spans| {
            if !matches!(target, Target::Keyword(_)) {
                arrangements.push((target, spans));
            }
        });
        Self::new(&arrangements, analyzer, budget)
    }

    /// For one arrangement.
    pub(crate) fn of_spans(
        target: Target,
        spans: &Spans,
        analyzer: &Analyzer,
        budget: Arc<Budget>,
    ) -> Self {
        Self::new(&[(target, spans)], analyzer, budget)
    }

    fn new(arrangements: &[(Target, &Spans)], analyzer: &Analyzer, budget: Arc<Budget>) -> Self {
        let mut words: Vec<Word> = Vec::new();
        let mut number = |spans: &Spans| {
            let Spans::Word(word) = spans else { return None };
            let known = words.iter().position(|known| known == word);
            Some(known.unwrap_or_else(|| {
                words.push(word.clone());
                words.len() - 1
            }))
        };
        let arrangements: Vec<_> = arrangements
            .iter()
            .map(|(target, spans)| (*target, Arrangement::new(spans, &mut number)))
            .collect();
        let needs_starts = arrangements.iter().any(|(_, arranged)| arranged.needs_starts());
        let wanted = Wanted::new(words, analyzer);
        Self { analyzer: analyzer.clone(), wanted, arrangements, needs_starts, budget }
    }

    /// How often its arrangements occur in an article of an index with these fields.
    pub(crate) fn count(&self, article: &Article, fields: &Fields) -> usize {
        self.budget.spend((article.body.len() / cost::BYTES) as u64);
        let mut lexicon = Lexicon::with_capacity(SMALL_LEXICON);
        let zones = self.read(article, &mut lexicon);
        let mut count = 0;
        for (target, arrangement) in &self.arrangements {
            if let Target::Keyword(keyword) = target {
                let values = keyword_values(article, *keyword, fields);
                let values = self.read_values(&values, &mut lexicon);
                count += values.placed(&self.budget).starts(arrangement).len();
            }
            for zone in target.zones() {
                count += zones[*zone as usize].placed(&self.budget).starts(arrangement).len();
            }
        }
        count
    }

    /// Reads the values of a field, with a place left free between two.
    fn read_values(&self, values: &[Cow<'_, str>], lexicon: &mut Lexicon) -> ZoneWords {
        let places = vec![Vec::new(); self.wanted.len()];
        let mut words = ZoneWords { places, ..ZoneWords::default() };
        for value in values {
            words.positions += 1;
            self.read_part(value, 0, Language::UNKNOWN, lexicon, &mut words);
        }
        words
    }

    /// Whether there is time for another article.
    pub(crate) fn is_in_time(&self) -> bool {
        self.budget.look();
        self.budget.is_in_time()
    }

    /// What matched, in title and body.
    pub(crate) fn marks(&self, article: &Article, lexicon: &mut Lexicon) -> [Vec<Mark>; 2] {
        let zones = self.read(article, lexicon);
        let mut title = Vec::new();
        let mut body = Vec::new();
        for (target, arrangement) in &self.arrangements {
            for zone in target.zones() {
                let marks = if *zone == Zone::Title { &mut title } else { &mut body };
                let words = &zones[*zone as usize];
                words.placed(&self.budget).each_marked(arrangement, &mut |word, span| {
                    marks.extend(words.range(span).map(|range| Mark { range, word }));
                });
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
        if self.arrangements.iter().all(|(target, _)| target.zones().is_empty()) {
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
        language: Language,
        lexicon: &mut Lexicon,
        zone: &mut ZoneWords,
    ) {
        let first = zone.positions;
        let mut starts = self.needs_starts.then(|| Boundaries::new(text).peekable());
        for segment in self.analyzer.segments(text) {
            if !self.budget.is_in_time() {
                break;
            }
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
            let written = std::iter::once((segment.text, false));
            for (raw, is_compound) in written.chain(compound.map(|compound| (compound, true))) {
                let forms = self.analyzer.remembered_forms(raw, language, lexicon);
                for word in self.wanted.matches(raw, forms, language, is_compound) {
                    if zone.places[word].last() != Some(&position) {
                        zone.places[word].push(position);
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

    fn placed<'a>(&'a self, budget: &'a Budget) -> WordPlaces<'a> {
        let Self { places, sentences, paragraphs, .. } = self;
        WordPlaces { words: places, sentences, paragraphs, steps: budget.steps() }
    }

    fn range(&self, span: Span) -> Option<Range<usize>> {
        let at = |position: u32| {
            let found = self.bytes.binary_search_by_key(&position, |(position, _)| *position);
            found.ok().map(|at| self.bytes[at].1.clone())
        };
        Some(at(span.start)?.start..at(span.end - 1)?.end)
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
