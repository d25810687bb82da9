//! Finds how the parts of an arrangement stand to each other in one text.
//!
//! An arrangement has as many spans as there are ways to choose its words, so they are never made.
//! What is asked instead is where spans begin that end at some places, or end that begin at some:
//! each part answers that by going through its positions once, and passes on where the next may
//! stand. Everything here knows neither index nor article, so that a search and a highlighter
//! decide alike. Spans that overlap never pair.

use super::places::Places;
use super::span::{Span, Way};
use super::window;
use crate::engine::budget::Steps;
use crate::understand::Spans;

/// An arrangement whose words are numbers.
#[derive(Debug)]
pub(crate) enum Arrangement {
    Word(usize),
    Any(Vec<Self>),
    All { parts: Vec<Self>, rule: Rule },
}

/// How the parts must stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rule {
    /// One after the other with nothing between.
    Sequence,
    /// In any order, with at most so many further words among them.
    Window(u32),
    /// Two with at most so many words between their nearest ends.
    Near { between: u32, ordered: bool },
    /// Two in one sentence or paragraph.
    Together { paragraph: bool },
}

impl Rule {
    /// How many words may lie between two, and whether the first must stand first; `None` where
    /// that is no matter of words.
    pub(super) fn of_two(self) -> Option<(u32, bool)> {
        match self {
            Self::Sequence => Some((0, true)),
            Self::Window(slop) => Some((slop, false)),
            Self::Near { between, ordered } => Some((between, ordered)),
            Self::Together { .. } => None,
        }
    }
}

impl Arrangement {
    /// What a plan asks for. `number` gives a number to every word, and to what it wants to see as
    /// one.
    pub(crate) fn new<'a>(
        spans: &'a Spans,
        number: &mut impl FnMut(&'a Spans) -> Option<usize>,
    ) -> Self {
        if let Some(number) = number(spans) {
            return Self::Word(number);
        }
        let mut all = |parts: &'a [Spans]| -> Vec<Self> {
            parts.iter().map(|part| Self::new(part, number)).collect()
        };
        let two = |left, right, rule, number: &mut _| {
            let parts = vec![Self::new(left, number), Self::new(right, number)];
            Self::All { parts, rule }
        };
        match spans {
            // What has no number stands nowhere.
            Spans::Word(_) => Self::Any(Vec::new()),
            Spans::Any(parts) => Self::Any(all(parts)),
            Spans::Synonyms { typed, others } => {
                let mut parts = all(others);
                parts.insert(0, Self::new(typed, number));
                Self::Any(parts)
            }
            Spans::Sequence(parts) => Self::All { parts: all(parts), rule: Rule::Sequence },
            Spans::Window { parts, slop } => {
                Self::All { parts: all(parts), rule: Rule::Window(*slop) }
            }
            Spans::Near { left, right, within, ordered } => {
                let between = within.saturating_sub(1);
                two(left, right, Rule::Near { between, ordered: *ordered }, number)
            }
            Spans::Together { left, right, paragraph } => {
                two(left, right, Rule::Together { paragraph: *paragraph }, number)
            }
        }
    }

    /// Its first word.
    pub(crate) fn first_word(&self) -> usize {
        match self {
            Self::Word(word) => *word,
            Self::Any(parts) | Self::All { parts, .. } => parts.first().map_or(0, Self::first_word),
        }
    }

    /// Whether every span of it is one word.
    fn is_word(&self) -> bool {
        match self {
            Self::Word(_) => true,
            Self::Any(parts) => parts.iter().all(Self::is_word),
            Self::All { .. } => false,
        }
    }

    /// Whether sentences or paragraphs matter.
    pub(crate) fn needs_starts(&self) -> bool {
        match self {
            Self::Word(_) => false,
            Self::Any(parts) => parts.iter().any(Self::needs_starts),
            Self::All { parts, rule } => {
                matches!(rule, Rule::Together { .. }) || parts.iter().any(Self::needs_starts)
            }
        }
    }
}

/// Where a partner in one unit may have its near end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reach {
    pub(super) unit: Span,
    pub(super) first: u32,
    pub(super) last: u32,
}

/// One text, by the words of an arrangement.
#[derive(Debug)]
pub(crate) struct WordPlaces<'a> {
    /// Of each word, its positions, sorted, each once.
    pub(crate) words: &'a [Vec<u32>],
    /// The positions of the first words of sentences.
    pub(crate) sentences: &'a [u32],
    /// The positions of the first words of paragraphs.
    pub(crate) paragraphs: &'a [u32],
    /// What may be done about it.
    pub(crate) steps: Steps<'a>,
}

impl WordPlaces<'_> {
    /// The positions that a span starts at, each once, in order.
    pub(crate) fn starts(&self, arrangement: &Arrangement) -> Vec<u32> {
        self.far_ends(arrangement, &Places::everywhere(), Way::Back)
    }

    /// The other ends of the spans that have one end among these.
    pub(super) fn far_ends(&self, arrangement: &Arrangement, near: &Places, way: Way) -> Vec<u32> {
        if near.is_empty() || !self.steps.take(1) {
            return Vec::new();
        }
        match arrangement {
            Arrangement::Word(word) => self.word(*word, near, way),
            Arrangement::Any(parts) => {
                let ends = |part| self.far_ends(part, near, way);
                sorted(parts.iter().flat_map(ends).collect())
            }
            Arrangement::All { parts, rule } => match (*rule, parts.as_slice()) {
                (Rule::Near { between, ordered: true }, [left, right]) => {
                    self.across(left, right, near, between, way)
                }
                // A window of two has its further words between them.
                (Rule::Near { between, .. } | Rule::Window(between), [left, right]) => {
                    let mut found = self.across(left, right, near, between, way);
                    found.extend(self.across(right, left, near, between, way));
                    sorted(found)
                }
                (Rule::Together { paragraph }, [left, right]) => {
                    let mut found = self.across_in_units(left, right, near, paragraph, way);
                    found.extend(self.across_in_units(right, left, near, paragraph, way));
                    sorted(found)
                }
                (Rule::Window(slop), parts) => self.window_ends(parts, slop, near, way),
                (_, parts) => self.sequence(parts, near, way),
            },
        }
    }

    fn word(&self, word: usize, near: &Places, way: Way) -> Vec<u32> {
        let Some(positions) = self.words.get(word) else { return Vec::new() };
        let mut found = Vec::new();
        let looked_at = match way {
            Way::Forth => near.each_among(positions, 0, |position| found.push(position + 1)),
            Way::Back => near.each_among(positions, 1, |position| found.push(position)),
        };
        self.steps.take(looked_at);
        found
    }

    fn sequence(&self, parts: &[Arrangement], near: &Places, way: Way) -> Vec<u32> {
        let mut on_the_way: Vec<&Arrangement> = parts.iter().collect();
        if way == Way::Back {
            on_the_way.reverse();
        }
        let Some((first, rest)) = on_the_way.split_first() else { return Vec::new() };
        let first = self.far_ends(first, near, way);
        rest.iter().fold(first, |ends, part| self.far_ends(part, &Places::around(&ends, 0, 0), way))
    }

    /// The far ends of spans of a first part and a second one that begins at most so far behind.
    fn across(
        &self,
        first: &Arrangement,
        second: &Arrangement,
        near: &Places,
        between: u32,
        way: Way,
    ) -> Vec<u32> {
        match way {
            Way::Forth => {
                let ends = self.far_ends(first, near, way);
                self.far_ends(second, &Places::around(&ends, 0, between), way)
            }
            Way::Back => {
                let starts = self.far_ends(second, near, way);
                self.far_ends(first, &Places::around(&starts, between, 0), way)
            }
        }
    }

    /// The far ends of spans of a first part and a second one behind it, in one unit.
    fn across_in_units(
        &self,
        first: &Arrangement,
        second: &Arrangement,
        near: &Places,
        paragraph: bool,
        way: Way,
    ) -> Vec<u32> {
        let (nearer, further) = match way {
            Way::Forth => (first, second),
            Way::Back => (second, first),
        };
        let reach = self.reach(nearer, near, paragraph, way);
        if further.is_word() {
            let places = Places::of(reach.iter().map(|reach| (reach.first, reach.last)));
            return self.far_ends(further, &places, way);
        }
        let mut found = Vec::new();
        for Reach { unit, first, last } in reach {
            let ends = self.far_ends(further, &Places::between(first, last), way);
            let is_inside = |end: &u32| unit.start <= *end && *end <= unit.end;
            found.extend(ends.into_iter().filter(is_inside));
        }
        found
    }

    /// Where a partner may stand of spans of a part that have one end among these and lie in one
    /// unit: going forth, where it may start behind them; going back, where it may end before them.
    pub(super) fn reach(
        &self,
        part: &Arrangement,
        near: &Places,
        paragraph: bool,
        way: Way,
    ) -> Vec<Reach> {
        let starts = if paragraph { self.paragraphs } else { self.sentences };
        let mut found: Vec<Reach> = Vec::new();
        let mut done = 0;
        for end in self.far_ends(part, near, way) {
            // A unit has the words before its end.
            let position = if way == Way::Forth { end - 1 } else { end };
            if position < done {
                // Nothing is further forth than the first end, nor further back than the last.
                if let (Way::Back, true, Some(reach)) = (way, part.is_word(), found.last_mut()) {
                    reach.last = end;
                }
                continue;
            }
            let next = starts.partition_point(|start| *start <= position);
            let start = next.checked_sub(1).map_or(0, |at| starts[at]);
            let unit = Span { start, end: starts.get(next).copied().unwrap_or(u32::MAX) };
            done = unit.end;
            let nearest = if part.is_word() {
                Some(end)
            } else {
                // That one span ends in the unit does not say that it has begun there.
                let inside = unit.clip(near, way);
                let ends = self.far_ends(part, &inside, way);
                if way == Way::Forth { ends.first().copied() } else { ends.last().copied() }
            };
            found.extend(nearest.map(|nearest| match way {
                Way::Forth => Reach { unit, first: nearest, last: unit.end - 1 },
                Way::Back => Reach { unit, first: unit.start + 1, last: nearest },
            }));
        }
        found
    }

    fn window_ends(&self, parts: &[Arrangement], slop: u32, near: &Places, way: Way) -> Vec<u32> {
        let everywhere = Places::everywhere();
        let mut spans: Vec<Vec<Span>> = parts.iter().map(|part| self.spans(part)).collect();
        sorted(match way {
            Way::Back => {
                let windows = window::shortest(&spans, slop, &everywhere, near, &self.steps);
                windows.into_iter().map(|window| window.start).collect()
            }
            Way::Forth => {
                for spans in &mut spans {
                    window::mirror(spans);
                }
                let near = near.mirrored();
                let windows = window::shortest(&spans, slop, &everywhere, &near, &self.steps);
                windows.into_iter().map(|window| u32::MAX - window.start).collect()
            }
        })
    }

    /// All spans of what is a word or little more, sorted.
    pub(super) fn spans(&self, arrangement: &Arrangement) -> Vec<Span> {
        if let Arrangement::Word(word) = arrangement {
            let positions = self.words.get(*word).map_or(&[][..], Vec::as_slice);
            self.steps.take(positions.len());
            return positions.iter().map(|position| Span::word(*position)).collect();
        }
        let mut spans = Vec::new();
        for start in self.starts(arrangement) {
            let ends = self.far_ends(arrangement, &Places::between(start, start), Way::Forth);
            spans.extend(ends.into_iter().map(|end| Span { start, end }));
        }
        spans
    }
}

fn sorted(mut positions: Vec<u32>) -> Vec<u32> {
    positions.sort_unstable();
    positions.dedup();
    positions
}
