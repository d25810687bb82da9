//! Puts matches in order.

use article::ArticleId;
use schema::SortKey;

/// The place of a hit in an order that does not depend on how many stand before it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Place {
    /// The score; 0 where hits are ordered by date.
    pub(crate) score: f32,
    /// The sort key of its date.
    pub(crate) sort_key: SortKey,
    /// Its id.
    pub(crate) id: ArticleId,
}

impl Place {
    /// The order of relevance: better first, then newer, then by id.
    pub(crate) fn by_relevance(&self, other: &Self) -> std::cmp::Ordering {
        other.score.total_cmp(&self.score).then_with(|| self.newest_first(other))
    }

    /// The order of dates: newer first, undated last, then by id.
    pub(crate) fn newest_first(&self, other: &Self) -> std::cmp::Ordering {
        let keys = other.sort_key.seconds().cmp(&self.sort_key.seconds());
        keys.then_with(|| self.id.cmp(&other.id))
    }

    /// Older first, undated last, then by id.
    pub(crate) fn oldest_first(&self, other: &Self) -> std::cmp::Ordering {
        let (one, two) = (self.sort_key.seconds(), other.sort_key.seconds());
        (one == 0).cmp(&(two == 0)).then(one.cmp(&two)).then_with(|| self.id.cmp(&other.id))
    }
}
