//! Matches with their scores and places.

use super::place::Place;
use super::state::State;

/// Of the first pass, so many are re-ordered; beyond them its order holds.
pub(crate) const RERANKED: usize = 200;

/// What rounding may do to a score, as a share of it.
pub(crate) const ROUNDING: f32 = 1e-6;

/// A match and its score.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scored {
    pub(crate) score: f32,
    pub(crate) segment: usize,
    pub(crate) doc: u32,
}

impl Scored {
    /// Its place in the order.
    pub(crate) fn place(&self, state: &State) -> Place {
        let columns = &state.columns[self.segment];
        let (sort_key, id) = (columns.sort_key(self.doc), columns.id(self.doc));
        Place { score: self.score, sort_key, id }
    }

    /// The match with its place.
    pub(crate) fn candidate(&self, state: &State) -> Candidate {
        Candidate { place: self.place(state), segment: self.segment, doc: self.doc }
    }
}

/// A match with its place in the order.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    pub(crate) place: Place,
    pub(crate) segment: usize,
    pub(crate) doc: u32,
}

impl From<&Candidate> for Scored {
    fn from(candidate: &Candidate) -> Self {
        let Candidate { place, segment, doc } = *candidate;
        Self { score: place.score, segment, doc }
    }
}

/// Which of the matches the first pass is asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted {
    /// The best so many.
    pub(crate) limit: usize,
    /// Beyond them those whose score, multiplied by this, is above that of the last of them, up
    /// to [`RERANKED`] in all.
    pub(crate) margin: f32,
    /// Only scores above it.
    pub(crate) floor: f32,
    /// Only what comes after this place.
    pub(crate) after: Option<Place>,
}

impl Wanted {
    /// The best `limit`.
    pub(super) fn best(limit: usize) -> Self {
        Self { limit, margin: 1.0, floor: f32::MIN, after: None }
    }

    pub(super) fn after(limit: usize, after: Option<Place>) -> Self {
        Self { after, ..Self::best(limit) }
    }
}
