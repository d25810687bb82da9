//! Chooses the pieces of an article that show best why it is a hit.

use std::cmp::Reverse;
use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use article::{Article, SegmentKind};

use super::hit::{Snippet, SnippetField};
use crate::engine::Mark;

/// About how long a snippet is, in bytes: two lines of a terminal.
const SNIPPET_BYTES: usize = 220;

/// An article with what matched in it.
pub(super) struct SnippetSource<'a> {
    pub(super) article: &'a Article,
    pub(super) title: &'a [Mark],
    pub(super) body: &'a [Mark],
}

/// A piece that may be shown: marks from one number to another.
struct Piece {
    marks: Range<usize>,
    /// Different words first, then how many marks.
    worth: (usize, usize),
}

/// The title where something matched in it, and the best pieces of the body, at most `limit`
/// together, in the order of the text. Where nothing matched, how the body begins.
pub(super) fn snippets(source: &SnippetSource<'_>, limit: usize) -> Vec<Snippet> {
    let mut snippets = Vec::new();
    if limit == 0 {
        return snippets;
    }
    if let (Some(title), false) = (&source.article.title, source.title.is_empty()) {
        snippets.push(cut(SnippetField::Title, title, 0..title.len(), source.title));
    }
    let body = &source.article.body;
    let chosen = choose(source.body, limit.saturating_sub(snippets.len()).max(1));
    for marks in chosen {
        let marks = &source.body[marks];
        let (Some(first), Some(last)) = (marks.first(), marks.last()) else { continue };
        let part = part_of(source.article, first.range.start);
        let range = widen(body, first.range.start..last.range.end.max(first.range.end), &part);
        snippets.push(cut(SnippetField::Body, body, range, source.body));
    }
    if snippets.is_empty()
        && let Some(start) =
            source.article.segments.iter().find(|segment| segment.kind == SegmentKind::Body)
    {
        let span = start.span.clone();
        let begin = body.get(span.clone()).map_or(0, |text| text.len() - text.trim_start().len());
        let begin = span.start + begin;
        let range = widen(body, begin..begin, &span);
        if !range.is_empty() {
            snippets.push(cut(SnippetField::Body, body, range, &[]));
        }
    }
    snippets
}

/// The best runs of marks that fit into a snippet each, none overlapping, in order.
fn choose(marks: &[Mark], limit: usize) -> Vec<Range<usize>> {
    let candidates = candidates(marks);
    let mut chosen: Vec<Range<usize>> = Vec::new();
    let mut shown: BTreeSet<usize> = BTreeSet::new();
    while chosen.len() < limit {
        let free = candidates.iter().filter(|candidate| {
            let Range { start, end } = candidate.marks;
            chosen.iter().all(|other| end <= other.start || other.end <= start)
        });
        // What shows words that no other piece shows is worth more than what repeats them.
        let fresh = |candidate: &&Piece| {
            let words: BTreeSet<usize> =
                marks[candidate.marks.clone()].iter().map(|mark| mark.word).collect();
            words.difference(&shown).count()
        };
        let best = free.max_by_key(|candidate| {
            (fresh(candidate), candidate.worth, Reverse(candidate.marks.start))
        });
        let Some(best) = best else { break };
        shown.extend(marks[best.marks.clone()].iter().map(|mark| mark.word));
        chosen.push(best.marks.clone());
    }
    chosen.sort_by_key(|marks| marks.start);
    chosen
}

/// The runs to choose from: of those that begin with the same word the best, so that a word with
/// a place in a million is among them, and what they cost does not grow with the article.
fn candidates(marks: &[Mark]) -> Vec<Piece> {
    const IN_ALL: usize = 1_000;
    const OF_A_WORD: usize = 10;
    let mut all = Vec::with_capacity(marks.len());
    let mut words: HashMap<usize, usize> = HashMap::new();
    let mut end = 0;
    for start in 0..marks.len() {
        let reach = marks[start].range.start + SNIPPET_BYTES;
        while end < marks.len() && (end <= start || marks[end].range.end <= reach) {
            *words.entry(marks[end].word).or_default() += 1;
            end += 1;
        }
        all.push(Piece { marks: start..end, worth: (words.len(), end - start) });
        if let Entry::Occupied(mut first) = words.entry(marks[start].word) {
            *first.get_mut() -= 1;
            if *first.get() == 0 {
                first.remove();
            }
        }
    }
    if all.len() <= IN_ALL {
        return all;
    }
    all.sort_by_key(|candidate| (Reverse(candidate.worth), candidate.marks.start));
    let mut kept: HashMap<usize, usize> = HashMap::new();
    let mut number = 0;
    all.retain(|candidate| {
        number += 1;
        let of_word = kept.entry(marks[candidate.marks.start].word).or_default();
        *of_word += 1;
        number <= IN_ALL || *of_word <= OF_A_WORD
    });
    all
}

/// The segment that a place of the body lies in.
fn part_of(article: &Article, at: usize) -> Range<usize> {
    let segment = article.segments.iter().find(|segment| segment.span.contains(&at));
    segment.map_or(0..article.body.len(), |segment| segment.span.clone())
}

/// Widens a range to the length of a snippet, cut where a sentence or else a word begins or ends,
/// inside one part of the text.
fn widen(text: &str, range: Range<usize>, part: &Range<usize>) -> Range<usize> {
    let part = part.start.min(range.start)..part.end.max(range.end).min(text.len());
    let spare = SNIPPET_BYTES.saturating_sub(range.end - range.start);
    let earliest = text.ceil_char_boundary(range.start.saturating_sub(spare / 2).max(part.start));
    let start = start_of_sentence(text, earliest..range.start).unwrap_or_else(|| {
        if earliest == part.start { earliest } else { next_word(text, earliest..range.start) }
    });
    let left = SNIPPET_BYTES.saturating_sub(range.end - start);
    let latest = text.floor_char_boundary((range.end + left).min(part.end));
    let end = if latest == part.end { latest } else { last_word(text, range.end..latest) };
    let trimmed = text[start..end].trim();
    if trimmed.is_empty() {
        return range;
    }
    let lead = text[start..end].len() - text[start..end].trim_start().len();
    let start = (start + lead).min(range.start);
    start..(start + trimmed.len()).max(range.end)
}

/// Where the first sentence or paragraph begins that begins inside the range.
fn start_of_sentence(text: &str, range: Range<usize>) -> Option<usize> {
    let piece = text.get(range.clone())?;
    let ends = [". ", "! ", "? ", "… ", ".\n", "!\n", "?\n", "\n\n"];
    let at = ends.iter().filter_map(|end| piece.find(end).map(|at| at + end.len())).min()?;
    Some(range.start + at)
}

fn next_word(text: &str, range: Range<usize>) -> usize {
    let piece = text.get(range.clone()).unwrap_or_default();
    piece.find(char::is_whitespace).map_or(range.end, |at| range.start + at)
}

fn last_word(text: &str, range: Range<usize>) -> usize {
    let piece = text.get(range.clone()).unwrap_or_default();
    piece.rfind(char::is_whitespace).map_or(range.end, |at| range.start + at)
}

/// The piece with the marks that lie in it.
fn cut(field: SnippetField, text: &str, range: Range<usize>, marks: &[Mark]) -> Snippet {
    let from = marks.partition_point(|mark| mark.range.end <= range.start);
    let inside = marks[from..].iter().take_while(|mark| mark.range.start < range.end);
    let highlights = inside
        .map(|mark| {
            let start = mark.range.start.max(range.start) - range.start;
            let end = mark.range.end.min(range.end) - range.start;
            start..end
        })
        .filter(|highlight| !highlight.is_empty())
        .collect();
    Snippet { field, text: text[range.clone()].to_owned(), start: range.start, highlights }
}
