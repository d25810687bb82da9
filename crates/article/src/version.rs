//! Says which state of itself a record is.

/// Which state of itself a record says it is: of two with one id the later is the article.
///
/// Agencies number the states of an item, feeds date them, and a crawl dates what it captured.
/// Numbers are compared first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Version {
    /// The number that the record gives itself; 0 where it gives none.
    pub number: u64,
    /// When it came to be as it is, in seconds since 1970; 0 where it does not say.
    pub moment: i64,
}

impl Version {
    /// A version, where either is known.
    pub fn of(number: Option<u64>, moment: Option<i64>) -> Option<Self> {
        let is_stated = number.is_some() || moment.is_some();
        is_stated.then(|| Self {
            number: number.unwrap_or_default(),
            moment: moment.unwrap_or_default(),
        })
    }
}

/// An item that its publisher has taken back, or not let out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Withdrawal {
    /// The id of the article that it would be.
    pub id: crate::ArticleId,
    /// The state in which it was taken back, if the record says: later ones stand.
    pub version: Option<Version>,
}
