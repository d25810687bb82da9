//! Finds the shortest windows that hold a span of each of some parts, in any order.

use super::places::Places;
use super::span::Span;
use crate::engine::budget::Steps;

/// For each of the starts that a window can begin at, the shortest that ends at one of the ends:
/// a choice of one span of each part, none overlapping, with at most `slop` further words among
/// them. `parts` are sorted.
///
/// What a part has taken another cannot have, so spans are tried one after the other; only a text
/// made against us needs many steps.
pub(super) fn shortest(
    parts: &[Vec<Span>],
    slop: u32,
    starts: &Places,
    ends: &Places,
    steps: &Steps<'_>,
) -> Vec<Span> {
    if parts.iter().any(Vec::is_empty) {
        return Vec::new();
    }
    let longest_of = |spans: &Vec<Span>| spans.iter().map(|span| span.end - span.start).max();
    let words: u32 = parts.iter().filter_map(longest_of).fold(0, u32::saturating_add);
    let mut lists: Vec<&[Span]> = parts.iter().map(Vec::as_slice).collect();
    lists.sort_unstable();
    let same = lists.chunk_by(|one, two| one == two);
    let parts = same.map(|same| Part { spans: same[0], times: same.len() }).collect();
    let search = Search { parts, slop, longest: words.saturating_add(slop), ends, steps };
    let mut found: Vec<Span> = Vec::new();
    for (leader, part) in search.parts.iter().enumerate() {
        let may_begin = part.spans.iter().filter(|first| starts.contains(first.start));
        found.extend(may_begin.filter_map(|first| search.shortest_from(leader, *first)));
    }
    found.sort_unstable();
    found.dedup_by_key(|window| window.start);
    found
}

/// Turns spans round, as if the text were read from its end.
pub(super) fn mirror(spans: &mut [Span]) {
    for span in spans.iter_mut() {
        *span = Span { start: u32::MAX - span.end, end: u32::MAX - span.start };
    }
    spans.sort_unstable();
}

/// Parts that have the same spans, of which as many are needed as there are of them.
struct Part<'a> {
    spans: &'a [Span],
    times: usize,
}

struct Search<'a> {
    parts: Vec<Part<'a>>,
    slop: u32,
    /// The most words of a window.
    longest: u32,
    ends: &'a Places,
    steps: &'a Steps<'a>,
}

impl Search<'_> {
    /// The shortest window that begins with a span of one part.
    fn shortest_from(&self, leader: usize, first: Span) -> Option<Span> {
        let latest = first.start.saturating_add(self.longest);
        let mut lasts: Vec<(usize, Span)> = Vec::new();
        for (number, part) in self.parts.iter().enumerate() {
            let needed = part.times - usize::from(number == leader);
            let here = between(part.spans, first.end, latest);
            if here.len() < needed {
                return None;
            }
            if needed > 0 {
                let may_end =
                    here.iter().filter(|last| last.end <= latest && self.ends.contains(last.end));
                lasts.extend(may_end.map(|last| (number, *last)));
            }
        }
        if !self.steps.take(self.parts.len() + lasts.len()) {
            return None;
        }
        lasts.sort_unstable_by_key(|(_, last)| last.end);
        let is_window = |(part, last): &&(usize, Span)| self.fits((leader, first), (*part, *last));
        let (_, last) = lasts.iter().find(is_window)?;
        Some(Span { start: first.start, end: last.end })
    }

    /// Whether the other parts have room between a first span and a last one.
    fn fits(&self, first: (usize, Span), last: (usize, Span)) -> bool {
        let (from, to) = (first.1.end, last.1.start);
        let mut others: Vec<(&[Span], usize)> = Vec::with_capacity(self.parts.len());
        for (number, part) in self.parts.iter().enumerate() {
            let used = usize::from(number == first.0) + usize::from(number == last.0);
            let here = between(part.spans, from, to);
            if here.len() < part.times - used {
                return false;
            }
            others.push((here, part.times - used));
        }
        // The part with the fewest spans first, so that it is soon known where none is left.
        others.sort_by_key(|(spans, _)| spans.len());
        let length = |span: Span| span.end - span.start;
        let own = length(first.1) + length(last.1);
        let needed = (last.1.end - first.1.start).saturating_sub(self.slop).saturating_sub(own);
        self.place(&others, to, needed)
    }

    /// Whether spans can be chosen, as many of each list as it says, that end before a position,
    /// do not overlap, and have so many words.
    fn place(&self, lists: &[(&[Span], usize)], to: u32, words: u32) -> bool {
        // Of one list spans are chosen in their order.
        let wanted: Vec<(usize, &[Span])> = lists
            .iter()
            .enumerate()
            .flat_map(|(number, (spans, times))| (0..*times).map(move |_| (number, *spans)))
            .collect();
        let mut taken: Vec<Span> = Vec::with_capacity(wanted.len());
        // Of each that is placed or being placed, the next of its spans.
        let mut next = vec![0];
        loop {
            if !self.steps.take(1 + taken.len()) {
                return false;
            }
            let at = taken.len();
            let free = wanted.get(at).and_then(|(_, spans)| {
                let is_free = |span: &Span| {
                    span.end <= to && taken.iter().all(|other| !other.overlaps(*span))
                };
                let skipped = spans[next[at]..].iter().position(is_free)?;
                Some(next[at] + skipped)
            });
            if let Some(free) = free {
                next[at] = free + 1;
                taken.push(wanted[at].1[free]);
                let is_same = wanted.get(at + 1).is_some_and(|(list, _)| *list == wanted[at].0);
                next.push(if is_same { free + 1 } else { 0 });
                continue;
            }
            let placed = taken.iter().map(|span| span.end - span.start).sum::<u32>();
            if at == wanted.len() && placed >= words {
                return true;
            }
            next.pop();
            if taken.pop().is_none() {
                return false;
            }
        }
    }
}

/// Those of some sorted spans that start between two positions.
fn between(spans: &[Span], from: u32, to: u32) -> &[Span] {
    let first = spans.partition_point(|span| span.start < from);
    let last = spans.partition_point(|span| span.start < to);
    &spans[first..last.max(first)]
}
