//! Compares the finding of arrangements with the making of every span that they have.

use std::collections::BTreeSet;

use testkit::{Random, repeats, seed};

use super::arrange::{Arrangement, Rule, WordPlaces};
use super::pairs::{count_pairs, within, without_start};
use super::places::Places;
use super::span::{Span, Way};
use crate::engine::budget::Budget;
use schema::CancelToken;

/// A text of so many words.
const LENGTH: u32 = 16;

/// The positions of some words, and where sentences and paragraphs begin.
#[derive(Debug)]
struct Text {
    words: Vec<Vec<u32>>,
    sentences: Vec<u32>,
    paragraphs: Vec<u32>,
}

impl Text {
    fn random(random: &mut Random) -> Self {
        let mut some = |often: usize| -> Vec<u32> {
            (0..LENGTH).filter(|_| random.below(10) < often).collect()
        };
        let words = vec![some(2), some(4), some(1), some(7)];
        let paragraphs = some(1);
        let mut sentences = [some(2), paragraphs.clone()].concat();
        sentences.sort_unstable();
        sentences.dedup();
        Self { words, sentences, paragraphs }
    }

    fn placed<'a>(&'a self, budget: &'a Budget) -> WordPlaces<'a> {
        let Self { words, sentences, paragraphs } = self;
        WordPlaces { words, sentences, paragraphs, steps: budget.steps() }
    }

    /// The same with only those positions that are wanted.
    fn only(&self, is_wanted: impl Fn(u32) -> bool) -> Self {
        let some = |positions: &Vec<u32>| -> Vec<u32> {
            positions.iter().copied().filter(|position| is_wanted(*position)).collect()
        };
        let words = self.words.iter().map(some).collect();
        let (sentences, paragraphs) = (self.sentences.clone(), self.paragraphs.clone());
        Self { words, sentences, paragraphs }
    }

    fn unit(&self, position: u32, paragraph: bool) -> usize {
        let starts = if paragraph { &self.paragraphs } else { &self.sentences };
        starts.partition_point(|start| *start <= position)
    }
}

/// A way to match: its span, and what is to be marked of it.
type Match = (Span, BTreeSet<(usize, Span)>);

/// Every way to match.
fn matches(arrangement: &Arrangement, text: &Text) -> Vec<Match> {
    match arrangement {
        Arrangement::Word(word) => {
            let spans = text.words[*word].iter().map(|position| Span::word(*position));
            spans.map(|span| (span, BTreeSet::from([(*word, span)]))).collect()
        }
        Arrangement::Any(parts) => parts.iter().flat_map(|part| matches(part, text)).collect(),
        Arrangement::All { parts, rule } => {
            let of_parts: Vec<_> = parts.iter().map(|part| matches(part, text)).collect();
            let mut found = Vec::new();
            choose(&of_parts, &mut Vec::new(), &mut |chosen| {
                if !holds(*rule, chosen, text) {
                    return;
                }
                let start = chosen.iter().map(|(span, _)| span.start).min().unwrap();
                let end = chosen.iter().map(|(span, _)| span.end).max().unwrap();
                let span = Span { start, end };
                let marks = match rule {
                    Rule::Sequence => BTreeSet::from([(arrangement.first_word(), span)]),
                    _ => chosen.iter().flat_map(|(_, marks)| marks.clone()).collect(),
                };
                found.push((span, marks));
            });
            found
        }
    }
}

/// Calls `each` with every choice of one match of each part.
fn choose(parts: &[Vec<Match>], chosen: &mut Vec<Match>, each: &mut impl FnMut(&[Match])) {
    let Some((part, rest)) = parts.split_first() else { return each(chosen) };
    for one in part {
        chosen.push(one.clone());
        choose(rest, chosen, each);
        chosen.pop();
    }
}

fn holds(rule: Rule, chosen: &[Match], text: &Text) -> bool {
    let spans: Vec<Span> = chosen.iter().map(|(span, _)| *span).collect();
    let is_apart = |at: usize| spans[at + 1..].iter().all(|other| !other.overlaps(spans[at]));
    match rule {
        Rule::Sequence => spans.windows(2).all(|pair| pair[0].end == pair[1].start),
        _ if !(0..spans.len()).all(is_apart) => false,
        Rule::Window(slop) => {
            let start = spans.iter().map(|span| span.start).min().unwrap();
            let end = spans.iter().map(|span| span.end).max().unwrap();
            end - start <= spans.iter().map(|span| span.end - span.start).sum::<u32>() + slop
        }
        Rule::Near { between, ordered } => {
            let (left, right) = (spans[0], spans[1]);
            let is_before = left.end <= right.start && right.start - left.end <= between;
            let is_after = right.end <= left.start && left.start - right.end <= between;
            is_before || !ordered && is_after
        }
        Rule::Together { paragraph } => {
            let units = spans.iter().flat_map(|span| span.start..span.end);
            let units: BTreeSet<_> = units.map(|at| text.unit(at, paragraph)).collect();
            let start = spans.iter().map(|span| span.start).min().unwrap();
            let end = spans.iter().map(|span| span.end).max().unwrap();
            units.len() == 1 && (start..end).all(|at| units.contains(&text.unit(at, paragraph)))
        }
    }
}

fn word(random: &mut Random) -> Arrangement {
    Arrangement::Word(random.below(4))
}

/// A word, or a compound that is also written as one word.
fn wordlike(random: &mut Random) -> Arrangement {
    if !random.once_in(4) {
        return word(random);
    }
    let parts = vec![word(random), word(random)];
    let apart = Arrangement::All { parts, rule: Rule::Sequence };
    Arrangement::Any(vec![apart, word(random)])
}

fn several(random: &mut Random, least: usize) -> Vec<Arrangement> {
    (0..least + random.below(2)).map(|_| wordlike(random)).collect()
}

fn arrangement(random: &mut Random, depth: usize) -> Arrangement {
    if depth == 0 || random.once_in(8) {
        return word(random);
    }
    let side = |random: &mut Random| arrangement(random, depth - 1);
    let two = |random: &mut Random| vec![side(random), side(random)];
    match random.below(9) {
        0 => Arrangement::All { parts: several(random, 2), rule: Rule::Sequence },
        1 => {
            let slop = u32::try_from(random.below(4)).unwrap();
            Arrangement::All { parts: several(random, 2), rule: Rule::Window(slop) }
        }
        2 | 3 => Arrangement::Any(two(random)),
        4 => {
            let rule = Rule::Together { paragraph: random.once_in(2) };
            Arrangement::All { parts: two(random), rule }
        }
        _ => {
            let between = u32::try_from([0, 1, 2, 3, 100][random.below(5)]).unwrap();
            let rule = Rule::Near { between, ordered: random.once_in(3) };
            Arrangement::All { parts: two(random), rule }
        }
    }
}

fn has_window(arrangement: &Arrangement) -> bool {
    match arrangement {
        Arrangement::Word(_) => false,
        Arrangement::All { rule: Rule::Window(_), .. } => true,
        Arrangement::Any(parts) | Arrangement::All { parts, .. } => parts.iter().any(has_window),
    }
}

#[test]
fn what_is_found_is_what_every_span_says() {
    let seed = seed();
    println!("BACKFILE_TEST_SEED={seed}");
    let mut random = Random::new(seed);
    let budget = Budget::unlimited();
    let (mut nested, mut found) = (0, 0);
    for _ in 0..repeats("BACKFILE_ARRANGEMENTS", 20_000, 1_000_000) {
        let text = Text::random(&mut random);
        let depth = random.below(4);
        let asked = arrangement(&mut random, depth);
        let matches = matches(&asked, &text);
        let spans: BTreeSet<Span> = matches.iter().map(|(span, _)| *span).collect();
        nested += usize::from(depth > 1);
        found += usize::from(!spans.is_empty());
        let placed = text.placed(&budget);
        let starts: BTreeSet<u32> = spans.iter().map(|span| span.start).collect();
        assert_eq!(placed.starts(&asked), Vec::from_iter(starts), "{asked:?} {text:?}");
        // The same from either end, with some of the other.
        let some: Vec<u32> = (0..=LENGTH).filter(|_| random.once_in(3)).collect();
        let near = Places::around(&some, 0, 0);
        let back = spans.iter().filter(|span| some.contains(&span.end)).map(|span| span.start);
        let forth = spans.iter().filter(|span| some.contains(&span.start)).map(|span| span.end);
        let (back, forth): (BTreeSet<u32>, BTreeSet<u32>) = (back.collect(), forth.collect());
        let far = |way| placed.far_ends(&asked, &near, way).into_iter().collect();
        assert_eq!(back, far(Way::Back), "{some:?} {asked:?} {text:?}");
        assert_eq!(forth, far(Way::Forth), "{some:?} {asked:?} {text:?}");
        marks_are_right(&asked, &text, &matches, &budget);
    }
    assert!(found > nested / 3, "{found} of {nested} are found");
    assert!(!budget.is_cut(), "a small text has few ways to match");
}

/// What is marked takes part in a match; and it alone matches, and nothing without it.
fn marks_are_right(asked: &Arrangement, text: &Text, matches: &[Match], budget: &Budget) {
    let mut marked = BTreeSet::new();
    text.placed(budget).each_marked(asked, &mut |word, span| _ = marked.insert((word, span)));
    if !has_window(asked) {
        let taking_part: BTreeSet<_> =
            matches.iter().flat_map(|(_, marks)| marks.clone()).collect();
        assert_eq!(marked, taking_part, "{asked:?} {text:?}");
    }
    let is_marked = |position: u32| {
        marked.iter().any(|(_, span)| span.start <= position && position < span.end)
    };
    let has_match = |text: &Text| !text.placed(budget).starts(asked).is_empty();
    assert_eq!(has_match(&text.only(is_marked)), has_match(text), "{asked:?} {text:?}");
    assert!(!has_match(&text.only(|position| !is_marked(position))), "{asked:?} {text:?}");
}

#[test]
fn pairs_of_words_are_counted_as_they_are_found() {
    let seed = seed();
    println!("BACKFILE_TEST_SEED={seed}");
    let mut random = Random::new(seed);
    let budget = Budget::unlimited();
    for _ in 0..2_000 {
        let text = Text::random(&mut random);
        let between = u32::try_from(random.below(5)).unwrap();
        let (one, two) = (random.below(4), random.below(4));
        for rule in [
            Rule::Sequence,
            Rule::Window(between),
            Rule::Near { between, ordered: true },
            Rule::Near { between, ordered: false },
            Rule::Together { paragraph: false },
        ] {
            let parts = vec![Arrangement::Word(one), Arrangement::Word(two)];
            let asked = Arrangement::All { parts, rule };
            let found = text.placed(&budget).starts(&asked).len();
            let (one, two) = (&text.words[one], &text.words[two]);
            let counted = match rule.of_two() {
                Some((between, ordered)) => count_pairs(one, two, ordered, within(between)),
                None => count_pairs(one, two, false, without_start(&text.sentences)),
            };
            assert_eq!(counted, found, "{asked:?} {text:?}");
        }
    }
}

#[test]
fn every_step_is_counted_and_none_taken_beyond_the_budget() {
    let words = vec![(0..10_000).collect::<Vec<u32>>(); 3];
    let text = Text { words, sentences: vec![0], paragraphs: vec![0] };
    let near = |left, right| Arrangement::All {
        parts: vec![left, right],
        rule: Rule::Near { between: 1_000, ordered: false },
    };
    let asked = near(near(Arrangement::Word(0), Arrangement::Word(1)), Arrangement::Word(2));
    let enough = Budget::new(1_000_000, None, CancelToken::new());
    assert_eq!(text.placed(&enough).starts(&asked).len(), 9_998);
    assert!(!enough.is_cut(), "the steps grow with the positions, not with the pairs of them");
    let little = Budget::new(10_000, None, CancelToken::new());
    assert!(text.placed(&little).starts(&asked).len() < 9_998);
    assert!(little.is_over() && little.reached().is_some());
}

#[test]
fn a_text_with_too_many_ways_to_match_is_said_to_be_cut() {
    // Twenty words that differ in where they stand at the end want twenty positions, and within
    // reach there are nineteen.
    let word = |last: u32| (0..19).chain([1_000 + last]).collect::<Vec<u32>>();
    let words = (0..20).map(word).collect();
    let text = Text { words, sentences: vec![0], paragraphs: vec![0] };
    let parts = (0..20).map(Arrangement::Word).collect();
    let asked = Arrangement::All { parts, rule: Rule::Window(5) };
    let budget = Budget::unlimited();
    assert!(text.placed(&budget).starts(&asked).is_empty());
    assert!(budget.is_cut() && !budget.is_over(), "other texts are searched all the same");
}
