//! Finds how the parts of an arrangement stand to each other in one text.
//!
//! Everything here is over sorted lists of spans and knows neither index nor article, so that a
//! search and a highlighter decide alike. Spans that overlap never pair.

/// Positions from `start` up to, not including, `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Span {
    /// One word.
    pub(crate) fn word(position: u32) -> Self {
        Self { start: position, end: position + 1 }
    }

    fn with(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// The most spans that one text is searched for; beyond it further ones are not looked for, which
/// changes counts but, with so many there, no answer a reader would miss.
const SPAN_LIMIT: usize = 20_000;

/// One after the other with nothing between.
pub(crate) fn sequence(parts: &[Vec<Span>]) -> Vec<Span> {
    let Some((first, rest)) = parts.split_first() else { return Vec::new() };
    let mut found = first.clone();
    for part in rest {
        let mut longer = Vec::new();
        for span in &found {
            let from = part.partition_point(|next| next.start < span.end);
            let adjacent = part[from..].iter().take_while(|next| next.start == span.end);
            longer.extend(adjacent.map(|next| span.with(*next)));
            if longer.len() > SPAN_LIMIT {
                break;
            }
        }
        found = longer;
        if found.is_empty() {
            break;
        }
    }
    sorted(found)
}

/// Two with at most `within - 1` words between their nearest ends.
pub(crate) fn near(left: &[Span], right: &[Span], within: u32, ordered: bool) -> Vec<Span> {
    let mut found = before(left, right, within);
    if !ordered {
        found.extend(before(right, left, within));
    }
    sorted(found)
}

fn before(left: &[Span], right: &[Span], within: u32) -> Vec<Span> {
    let mut found = Vec::new();
    for span in left {
        let from = right.partition_point(|next| next.start < span.end);
        let reach = span.end.saturating_add(within.saturating_sub(1));
        let close = right[from..].iter().take_while(|next| next.start <= reach);
        found.extend(close.map(|next| span.with(*next)));
        if found.len() > SPAN_LIMIT {
            break;
        }
    }
    found
}

/// Two with no start between them. `starts` are the positions of the first words.
pub(crate) fn together(left: &[Span], right: &[Span], starts: &[u32]) -> Vec<Span> {
    let unit = |span: &Span| starts.partition_point(|start| *start <= span.start);
    let is_whole = |span: &Span| unit(span) == starts.partition_point(|start| *start < span.end);
    let mut found = Vec::new();
    for span in left.iter().filter(|span| is_whole(span)) {
        let unit_of_span = unit(span);
        let first = unit_of_span.checked_sub(1).map_or(0, |at| starts[at]);
        let from = right.partition_point(|other| other.start < first);
        let candidates = right[from..].iter().take_while(|other| unit(other) == unit_of_span);
        let partners = candidates.filter(|other| is_whole(other) && !other.overlaps(*span));
        found.extend(partners.map(|other| span.with(*other)));
        if found.len() > SPAN_LIMIT {
            break;
        }
    }
    sorted(found)
}

/// All parts inside a window with at most `slop` further words, in any order: for each place that
/// a window can begin at, the shortest.
pub(crate) fn window(parts: &[Vec<Span>], slop: u32) -> Vec<Span> {
    if parts.iter().any(Vec::is_empty) {
        return Vec::new();
    }
    if let [one, two] = parts {
        let mut found = nearest(one, two, slop);
        found.extend(nearest(two, one, slop));
        return sorted(found);
    }
    let mut found = Vec::new();
    // Only a text made against us needs so many steps; it is then not searched to its end.
    let mut steps = SPAN_LIMIT * 10;
    for (leader, spans) in parts.iter().enumerate() {
        for first in spans {
            let mut search = WindowSearch { parts, leader, first: *first, slop, best: None };
            search.place(0, *first, first.end - first.start, &mut vec![*first], &mut steps);
            found.extend(search.best);
            if steps == 0 || found.len() > SPAN_LIMIT {
                return sorted(found);
            }
        }
    }
    sorted(found)
}

/// For each of the left spans the first that follows it after at most `slop` further words.
fn nearest(left: &[Span], right: &[Span], slop: u32) -> Vec<Span> {
    let mut found = Vec::new();
    for span in left {
        let from = right.partition_point(|next| next.start < span.end);
        let Some(next) = right.get(from) else { continue };
        if next.start - span.end <= slop {
            found.push(span.with(*next));
        }
    }
    found
}

/// The search for the shortest window that begins with one span of one part.
struct WindowSearch<'a> {
    parts: &'a [Vec<Span>],
    leader: usize,
    first: Span,
    slop: u32,
    best: Option<Span>,
}

impl WindowSearch<'_> {
    /// Places the parts from `part` on, each at its first free span and, where that is taken by
    /// another, at later ones.
    fn place(
        &mut self,
        part: usize,
        window: Span,
        words: u32,
        taken: &mut Vec<Span>,
        steps: &mut usize,
    ) {
        if *steps == 0 {
            return;
        }
        *steps -= 1;
        if part == self.leader {
            return self.place(part + 1, window, words, taken, steps);
        }
        let Some(spans) = self.parts.get(part) else {
            let is_shorter = self.best.is_none_or(|best| window.end < best.end);
            if window.end - window.start <= words + self.slop && is_shorter {
                self.best = Some(window);
            }
            return;
        };
        let from = spans.partition_point(|span| span.start < self.first.end);
        // A window may be as long as all words and the slop; what is not placed yet counts as
        // one word at least.
        let left = u32::try_from(self.parts.len() - part).unwrap_or(u32::MAX);
        for span in &spans[from..] {
            let longest = words.saturating_add(self.slop).saturating_add(left);
            let length = span.end - span.start;
            let wider = window.with(*span);
            if wider.end - wider.start > longest.saturating_add(length) {
                return;
            }
            if taken.iter().any(|other| other.overlaps(*span)) {
                continue;
            }
            taken.push(*span);
            self.place(part + 1, wider, words + length, taken, steps);
            taken.pop();
            // A later span of the same part only makes the window longer, unless this one took
            // the place of another part.
            if self.best.is_some() {
                return;
            }
        }
    }
}

/// How many positions there are that a span of two words starts at, with at most `between` words
/// between them: what [`count_starts`] says of [`sequence`], [`window`] and [`near`] of two lists
/// of words, which most distances are about.
pub(crate) fn count_pairs(one: &[u32], two: &[u32], between: u32, ordered: bool) -> u32 {
    let mut count = 0;
    let (mut at_one, mut at_two) = (0, 0);
    let reaches =
        |start: u32, next: Option<&u32>| next.is_some_and(|next| *next - start - 1 <= between);
    loop {
        let start = match (one.get(at_one), two.get(at_two)) {
            (Some(one), Some(two)) => *one.min(two),
            // What is left of one list has nothing of the other behind it.
            _ => return count,
        };
        let (is_one, is_two) = (one[at_one] == start, two[at_two] == start);
        at_one += usize::from(is_one);
        at_two += usize::from(is_two);
        let is_start = is_one && reaches(start, two.get(at_two))
            || !ordered && is_two && reaches(start, one.get(at_one));
        count += u32::from(is_start);
    }
}

/// How many there are when each position is counted for one only.
pub(crate) fn count_starts(spans: &[Span]) -> u32 {
    let mut count = 0;
    let mut last = None;
    for span in spans {
        if last != Some(span.start) {
            count += 1;
            last = Some(span.start);
        }
    }
    count
}

fn sorted(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    spans.dedup();
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(positions: &[u32]) -> Vec<Span> {
        positions.iter().map(|position| Span::word(*position)).collect()
    }

    fn span(start: u32, end: u32) -> Span {
        Span { start, end }
    }

    #[test]
    fn a_sequence_has_nothing_between() {
        let parts = [words(&[1, 5, 9]), words(&[2, 7, 10])];
        assert_eq!(sequence(&parts), [span(1, 3), span(9, 11)]);
        assert_eq!(sequence(&[words(&[1]), vec![]]), []);
    }

    #[test]
    fn within_one_is_adjacent() {
        assert_eq!(near(&words(&[4]), &words(&[5]), 1, true), [span(4, 6)]);
        assert_eq!(near(&words(&[4]), &words(&[6]), 1, false), []);
        assert_eq!(near(&words(&[4]), &words(&[6]), 2, false), [span(4, 7)]);
        assert_eq!(near(&words(&[6]), &words(&[4]), 2, false), [span(4, 7)]);
        assert_eq!(near(&words(&[6]), &words(&[4]), 2, true), []);
    }

    #[test]
    fn a_word_does_not_pair_with_itself() {
        assert_eq!(near(&words(&[4]), &words(&[4]), 5, false), []);
        assert_eq!(window(&[words(&[4]), words(&[4])], 5), []);
        assert_eq!(window(&[words(&[4, 6]), words(&[4, 6])], 5), [span(4, 7)]);
    }

    #[test]
    fn a_window_counts_further_words_only() {
        let parts = [words(&[0]), words(&[3]), words(&[2])];
        assert_eq!(window(&parts, 1), [span(0, 4)]);
        assert_eq!(window(&parts, 0), []);
        let reversed = [words(&[9]), words(&[7])];
        assert_eq!(window(&reversed, 1), [span(7, 10)]);
    }

    #[test]
    fn a_window_tries_a_later_place_when_the_first_is_taken() {
        // Both parts can stand at 1, only the first also at 2.
        let parts = [words(&[1, 2]), words(&[1]), words(&[0])];
        assert_eq!(window(&parts, 0), [span(0, 3)]);
    }

    #[test]
    fn pairs_of_words_are_counted_as_their_spans_are() {
        let lists: [&[u32]; 6] =
            [&[], &[0], &[3, 4], &[1, 2, 3, 9], &[0, 4, 8, 12, 13], &[2, 5, 6, 7, 20]];
        for one in lists {
            for two in lists {
                let (left, right) = (words(one), words(two));
                for between in 0..5 {
                    let found = window(&[left.clone(), right.clone()], between);
                    assert_eq!(count_pairs(one, two, between, false), count_starts(&found));
                    let found = near(&left, &right, between + 1, true);
                    assert_eq!(count_pairs(one, two, between, true), count_starts(&found));
                }
                let found = sequence(&[left, right]);
                assert_eq!(count_pairs(one, two, 0, true), count_starts(&found));
            }
        }
    }

    #[test]
    fn together_stops_at_a_start() {
        let starts = [0, 5, 9];
        assert_eq!(together(&words(&[1]), &words(&[4, 6]), &starts), [span(1, 5)]);
        assert_eq!(together(&words(&[6]), &words(&[5, 8, 9]), &starts), [span(5, 7), span(6, 9)]);
    }
}
