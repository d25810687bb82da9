//! Counts how often one word stands near another, which most distances are about.

/// How many positions there are that a span of two words starts at: one walk over both lists of
/// positions. `reaches` says whether a word reaches the next of the others behind it; it is asked
/// of words in their order.
pub(super) fn count_pairs(
    one: &[u32],
    two: &[u32],
    ordered: bool,
    mut reaches: impl FnMut(u32, u32) -> bool,
) -> usize {
    let mut count = 0;
    let (mut at_one, mut at_two) = (0, 0);
    let mut reaches =
        |start: u32, next: Option<&u32>| next.is_some_and(|next| reaches(start, *next));
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
        count += usize::from(is_start);
    }
}

/// Whether there are at most so many words between two.
pub(super) fn within(between: u32) -> impl Fn(u32, u32) -> bool {
    move |start, next| next - start - 1 <= between
}

/// Whether no sentence or paragraph starts between two; these are where they do.
pub(super) fn without_start(starts: &[u32]) -> impl FnMut(u32, u32) -> bool {
    let mut at = 0;
    move |start, next| {
        while starts.get(at).is_some_and(|one| *one <= start) {
            at += 1;
        }
        starts.get(at).is_none_or(|end| next < *end)
    }
}
