//! Finds the headline: what the places that give it agree on, without the name of the outlet.

use std::collections::HashSet;
use std::ops::Range;

use super::dates::is_date;
use super::key::key_of;
use super::outlet_names::OutletNames;
use super::parts::{Heading, Parts};
use super::segments::{Segments, is_ideograph};
use super::structured_data::Described;
use crate::clean;

/// Longer texts are no headlines, in bytes.
const LONGEST_TITLE: usize = 600;
/// An element that is no heading of the first level proves a headline from so many letters.
const SHORTEST_PROOF: usize = 12;
/// Shorter words are in every headline, in letters.
const SHORTEST_WORD: usize = 4;
/// Words are the same that begin with so many letters.
const LONGEST_STEM: usize = 5;
/// So many headings are looked at.
const MOST_HEADINGS: usize = 30;

/// Where a candidate for the headline stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    Heading,
    /// A heading of a lower level: it proves what others say, but is nothing of its own.
    LowerHeading,
    Structured,
    Shared,
    Named,
    PageTitle,
}

struct Candidate {
    text: String,
    key: String,
    origin: Origin,
    weight: i32,
}

/// The headline and what stands beside it in `<title>`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) title: Option<String>,
    pub(super) beside: Vec<String>,
}

/// The texts with which structured data must agree to be about this page.
pub(super) fn headlines(parts: &Parts) -> Vec<&str> {
    let metas = ["og.title", "twitter.title"].iter().filter_map(|name| parts.meta(&[name]));
    let first = parts.headings.iter().filter(|heading| heading.level == 1);
    metas
        .chain(parts.title.as_deref())
        .chain(first.map(|heading| heading.text.as_str()).take(5))
        .collect()
}

/// The headline of the page.
pub(super) fn find(parts: &Parts, own: Option<&Described>, names: &OutletNames) -> Found {
    let mut candidates = candidates(parts, own, names, false);
    let heading = candidates.iter().find(|candidate| candidate.origin == Origin::Heading);
    let has_heading = heading.is_some();
    add_lower_headings(&mut candidates, parts, names, has_heading);
    if candidates.is_empty() {
        // The first page of a site, or one whose headline is given for the outlet's name.
        candidates = self::candidates(parts, own, names, true);
    }
    let Some(best) = best(&candidates) else { return Found::default() };
    let title = spelled(&candidates, &best);
    let beside = parts.title.as_deref().map(|raw| beside(raw, &best)).unwrap_or_default();
    Found { title: Some(title), beside }
}

fn candidates(
    parts: &Parts,
    own: Option<&Described>,
    names: &OutletNames,
    keep_outlet: bool,
) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    let mut add = |text: &str, origin: Origin, weight: i32| {
        let text = clean::one_line(&clean::markup::plain(text.to_owned()));
        // Signs of links to headings.
        let text = text.trim_end_matches(['¶', '#', '§', ' ']);
        if text.len() > LONGEST_TITLE {
            return;
        }
        let text = without_outlet(text, names);
        let key = key_of(text);
        if !key.is_empty() && (keep_outlet || !names.is_outlet(text, &key)) {
            candidates.push(Candidate { text: text.to_owned(), key, origin, weight });
        }
    };
    let headings = parts.headings.iter().take(MOST_HEADINGS);
    let headings: Vec<&Heading> = headings.filter(|heading| heading.level == 1).collect();
    let mut is_first = true;
    for heading in &headings {
        // A second heading of the first level is as a rule that of another article.
        let weight = match (is_first, headings.len()) {
            (true, 1) => 56,
            (true, _) => 30,
            _ => 10,
        };
        let marks = 22 * i32::from(heading.is_marked) + 8 * i32::from(heading.place.in_article);
        add(&heading.text, Origin::Heading, weight + marks);
        is_first = false;
    }
    if let Some(headline) = own.and_then(|own| own.headline.as_deref()) {
        add(headline, Origin::Structured, 25);
    }
    if let Some(text) = parts.meta(&["og.title"]) {
        add(text, Origin::Shared, 27);
    }
    for name in ["twitter.title", "twitter.text.title"] {
        if let Some(text) = parts.meta(&[name]) {
            add(text, Origin::Shared, 6);
        }
    }
    for name in [
        "parsely-title",
        "sailthru.title",
        "dc.title",
        "dcterms.title",
        "citation_title",
        "title",
        "hdl",
        "headline",
    ] {
        if let Some(text) = parts.meta(&[name]) {
            add(text, Origin::Named, 8);
        }
    }
    if let Some(title) = &parts.title {
        add(title, Origin::PageTitle, 21);
    }
    doubt_headings(&mut candidates);
    candidates
}

/// A heading that has no word of what others call the page, or one word where they have more, is
/// that of a section or of a box.
fn doubt_headings(candidates: &mut [Candidate]) {
    let mut words = HashSet::new();
    let mut most = 0;
    for other in candidates.iter().filter(|other| other.origin != Origin::Heading) {
        let others: Vec<String> = stems(&other.text).collect();
        most = most.max(others.len());
        words.extend(others);
    }
    if words.is_empty() {
        return;
    }
    for heading in candidates.iter_mut().filter(|other| other.origin == Origin::Heading) {
        let own: Vec<String> = stems(&heading.text).collect();
        let is_strange = !own.iter().any(|word| words.contains(word));
        if is_strange || own.len() < 2 && most > 2 {
            heading.weight /= 4;
        }
    }
}

/// The beginnings of the longer words of a text, or pairs of its ideographs.
fn stems(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).map(key_of);
    words.flat_map(|word| {
        let letters: Vec<char> = word.chars().collect();
        if letters.iter().copied().any(is_ideograph) {
            letters.windows(2).map(|two| two.iter().collect()).collect()
        } else if letters.len() >= SHORTEST_WORD {
            vec![letters.iter().take(LONGEST_STEM).collect()]
        } else {
            Vec::new()
        }
    })
}

/// Adds headings of lower levels that repeat what others say, or stand for a heading of the first.
fn add_lower_headings(
    candidates: &mut Vec<Candidate>,
    parts: &Parts,
    names: &OutletNames,
    has_heading: bool,
) {
    let lower = parts.headings.iter().filter(|heading| heading.level > 1);
    for heading in lower.take(MOST_HEADINGS) {
        let text = without_outlet(&heading.text, names);
        let key = key_of(text);
        if key.chars().count() < SHORTEST_PROOF && !heading.is_marked || key.is_empty() {
            continue;
        }
        let repeats = candidates.iter().any(|candidate| {
            candidate.key == key
                || candidate.key.len() <= key.len() * 2
                    && Segments::of(&candidate.text).find(&key).is_some()
        });
        if repeats {
            let weight = if has_heading { 32 } else { 20 };
            candidates.push(Candidate {
                text: text.to_owned(),
                key,
                origin: Origin::LowerHeading,
                weight,
            });
            return;
        }
    }
    let stands_alone = candidates.is_empty();
    let marked = parts
        .headings
        .iter()
        .find(|heading| heading.level > 1 && (heading.is_marked || stands_alone));
    if let Some(heading) = marked.filter(|_| !has_heading) {
        let key = key_of(&heading.text);
        if !names.is_outlet(&heading.text, &key) && !key.is_empty() {
            candidates.push(Candidate {
                text: heading.text.clone(),
                key,
                origin: Origin::LowerHeading,
                weight: 12,
            });
        }
    }
}

/// The key on which the candidates agree most.
fn best(candidates: &[Candidate]) -> Option<String> {
    let segments: Vec<Segments<'_>> =
        candidates.iter().map(|candidate| Segments::of(&candidate.text)).collect();
    let mut best: Option<(i32, &Candidate)> = None;
    for candidate in candidates {
        let mut support = 0;
        for (other, segments) in candidates.iter().zip(&segments) {
            support += if other.key == candidate.key {
                other.weight * 2
            } else if segments.find(&candidate.key).is_some() {
                // `<title>` has more than the headline by habit, others seldom.
                if other.origin == Origin::PageTitle { other.weight * 2 - 8 } else { other.weight }
            } else if is_cut(&other.text) && candidate.key.starts_with(&other.key)
                || is_near(&candidate.key, &other.key)
            {
                other.weight
            } else {
                0
            };
        }
        if is_cut(&candidate.text) {
            support /= 2;
        }
        if best.is_none_or(|(most, _)| support > most) {
            best = Some((support, candidate));
        }
    }
    best.map(|(_, candidate)| candidate.key.clone())
}

/// Whether one key is the other with a word or two before or behind it: a label of a section.
fn is_near(candidate: &str, other: &str) -> bool {
    candidate.len() >= 20
        && other.len() > candidate.len()
        && other.len() <= candidate.len() + 24
        && (other.starts_with(candidate) || other.ends_with(candidate))
}

/// The text of the best candidate, not in capitals throughout where another has it otherwise.
fn spelled(candidates: &[Candidate], key: &str) -> String {
    let same = || candidates.iter().filter(|candidate| candidate.key == key);
    let order = |candidate: &&Candidate| match candidate.origin {
        Origin::Heading => 0,
        Origin::Structured => 1,
        Origin::Shared => 2,
        Origin::Named => 3,
        Origin::PageTitle => 4,
        Origin::LowerHeading => 5,
    };
    let is_loud =
        |text: &str| text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase);
    let calm = same().filter(|candidate| !is_loud(&candidate.text)).min_by_key(order);
    calm.or_else(|| same().min_by_key(order))
        .map(|candidate| candidate.text.clone())
        .unwrap_or_default()
}

/// The parts of `<title>` that are not the headline.
fn beside(raw: &str, headline: &str) -> Vec<String> {
    let raw = clean::one_line(raw);
    let segments = Segments::of(&raw);
    let Some(range) = segments.find(headline) else { return Vec::new() };
    let before = segments.parts[..range.start].iter();
    let behind = segments.parts[range.end..].iter();
    // The outlet stands last as a rule, and nearest to the edge.
    behind.rev().chain(before).map(|part| part.text().to_owned()).collect()
}

fn is_cut(text: &str) -> bool {
    text.ends_with("...") || text.ends_with('…')
}

/// The title without the outlet's name before or behind it, and without the section or the date
/// that stands between the two.
fn without_outlet<'t>(title: &'t str, names: &OutletNames) -> &'t str {
    let segments = Segments::of(title);
    let kept = headline_range(&segments, names);
    if kept == (0..segments.parts.len()) { title } else { segments.text(kept) }
}

fn headline_range(segments: &Segments<'_>, names: &OutletNames) -> Range<usize> {
    let parts = &segments.parts;
    let is_outlet = |at: usize| names.is_outlet(parts[at].text(), &parts[at].key);
    let is_between =
        |at: usize| names.is_section(parts[at].text(), &parts[at].key) || is_date(parts[at].text());
    let mut end = parts.len();
    // What may go with the outlet, if the outlet comes.
    let mut at = end;
    while at > 1 && (is_outlet(at - 1) || is_between(at - 1)) {
        at -= 1;
        if is_outlet(at) || end < parts.len() {
            end = at;
        }
    }
    let mut start = 0;
    while start + 1 < end && (is_outlet(start) || start > 0 && is_between(start)) {
        start += 1;
    }
    // `Donau – der lange Weg`, even if the outlet is called `Donau`.
    if start > 0 && parts[start].text().starts_with(char::is_lowercase) {
        start = 0;
    }
    start..end
}
