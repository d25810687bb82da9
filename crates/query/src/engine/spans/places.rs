//! Sets of positions in one text, as sorted runs.

/// Positions from one to another, both in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    first: u32,
    last: u32,
}

/// Positions at which something may begin or end. Their runs are sorted and do not touch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Places(Vec<Run>);

impl Places {
    /// All positions.
    pub(super) fn everywhere() -> Self {
        Self::between(0, u32::MAX)
    }

    /// The positions from one to another, both in it; none where the second is before the first.
    pub(super) fn between(first: u32, last: u32) -> Self {
        Self(if first <= last { vec![Run { first, last }] } else { Vec::new() })
    }

    /// All that are at most so far before or behind one of these, which are sorted.
    pub(super) fn around(positions: &[u32], before: u32, behind: u32) -> Self {
        let around =
            |position: &u32| (position.saturating_sub(before), position.saturating_add(behind));
        Self::of(positions.iter().map(around))
    }

    /// The positions from the first to the last of each of these pairs, which are sorted.
    pub(super) fn of(pairs: impl ExactSizeIterator<Item = (u32, u32)>) -> Self {
        let mut runs: Vec<Run> = Vec::with_capacity(pairs.len());
        for (first, last) in pairs.filter(|(first, last)| first <= last) {
            match runs.last_mut() {
                Some(run) if first <= run.last.saturating_add(1) => run.last = run.last.max(last),
                _ => runs.push(Run { first, last }),
            }
        }
        Self(runs)
    }

    /// Those of them that lie between two positions.
    pub(super) fn clipped(&self, first: u32, last: u32) -> Self {
        let from = self.0.partition_point(|run| run.last < first);
        let inside = self.0[from..].iter().take_while(|run| run.first <= last);
        let clip = |run: &Run| Run { first: run.first.max(first), last: run.last.min(last) };
        Self(inside.map(clip).collect())
    }

    /// Seen from the other end of the text.
    pub(super) fn mirrored(&self) -> Self {
        let mirrored = |run: &Run| Run { first: u32::MAX - run.last, last: u32::MAX - run.first };
        Self(self.0.iter().rev().map(mirrored).collect())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn contains(&self, position: u32) -> bool {
        let from = self.0.partition_point(|run| run.last < position);
        self.0.get(from).is_some_and(|run| run.first <= position)
    }

    /// Calls `each` with every one of some sorted positions that is, so far on, among them, and
    /// says how many positions were looked at: those between the first and the last run.
    pub(super) fn each_among(
        &self,
        positions: &[u32],
        further: u32,
        mut each: impl FnMut(u32),
    ) -> usize {
        let (Some(first), Some(last)) = (self.0.first(), self.0.last()) else { return 0 };
        let moved = |position: &u32| position.saturating_add(further);
        let from = positions.partition_point(|position| moved(position) < first.first);
        let to = positions.partition_point(|position| moved(position) <= last.last);
        let mut run = 0;
        for position in &positions[from..to] {
            while self.0[run].last < moved(position) {
                run += 1;
            }
            if self.0[run].first <= moved(position) {
                each(*position);
            }
        }
        to - from
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn among(places: &Places, positions: &[u32]) -> Vec<u32> {
        let mut found = Vec::new();
        places.each_among(positions, 0, |position| found.push(position));
        found
    }

    #[test]
    fn what_overlaps_or_touches_is_one_run() {
        let places = Places::around(&[1, 4, 10, 11], 1, 1);
        assert_eq!(places.0.len(), 2);
        assert_eq!(among(&places, &[0, 4, 5, 6, 8, 9, 12, 13]), [0, 4, 5, 9, 12]);
        assert!(places.contains(5) && !places.contains(6) && !places.contains(13));
        assert_eq!(Places::around(&[0, u32::MAX], 3, 3).0.len(), 2);
    }

    #[test]
    fn a_part_of_them_and_their_mirror_image() {
        let places = Places::around(&[2, 8], 0, 2);
        assert_eq!(
            places.clipped(4, 8),
            Places(vec![Run { first: 4, last: 4 }, Run { first: 8, last: 8 },])
        );
        assert!(places.clipped(5, 7).is_empty() && Places::between(5, 4).is_empty());
        assert!(places.mirrored().contains(u32::MAX - 10));
        assert_eq!(places.mirrored().mirrored(), places);
        assert_eq!(among(&Places::everywhere(), &[0, 7, u32::MAX]), [0, 7, u32::MAX]);
        let mut ended = Vec::new();
        let looked_at = places.each_among(&[0, 1, 5, 9, 10], 1, |position| ended.push(position));
        assert_eq!((ended, looked_at), (vec![1, 9], 3));
    }
}
