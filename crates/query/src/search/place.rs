//! The place of a match in an order, which does not depend on how many stand before it.

use article::ArticleId;

/// The place of a hit in an order that does not depend on how many stand before it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Place {
    /// The score; 0 where hits are ordered by date.
    pub(crate) score: f32,
    /// The sort key of its date.
    pub(crate) sort_key: u64,
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
        let keys = Self::date_of(other.sort_key).cmp(&Self::date_of(self.sort_key));
        keys.then_with(|| self.id.cmp(&other.id))
    }

    /// Older first, undated last, then by id.
    pub(crate) fn oldest_first(&self, other: &Self) -> std::cmp::Ordering {
        let (one, two) = (Self::date_of(self.sort_key), Self::date_of(other.sort_key));
        (one == 0).cmp(&(two == 0)).then(one.cmp(&two)).then_with(|| self.id.cmp(&other.id))
    }

    /// The date alone of a sort key, comparable, 0 for none.
    fn date_of(sort_key: u64) -> u64 {
        article::PublishedOn::seconds_of_sort_key(sort_key)
    }
}
