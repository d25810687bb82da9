//! The key that orders documents: newest first when sorted downwards, undated last, equal dates by
//! ascending id.

use article::{ArticleId, PublishedOn};
use jiff::ToSpan;
use jiff::civil::{Date, Time};

/// The place of an article in the order of a segment. The high 39 bits count the seconds of the
/// civil calendar from the start of the year 1000 to the first moment that its date may mean, and
/// are 0 where it has none; the low 25 bits are the complement of the id's first 25 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SortKey(pub u64);

impl SortKey {
    /// That of an article.
    pub fn of(date: Option<&PublishedOn>, id: &ArticleId) -> Self {
        let seconds = date.map_or(0, |date| {
            let time = date.time().unwrap_or(Time::midnight());
            let second_of_day = i64::from(time.hour()) * 3600
                + i64::from(time.minute()) * 60
                + i64::from(time.second());
            day_seconds(date.first_day()) + second_of_day.unsigned_abs()
        });
        let tie = !id.leading_bits() >> (64 - ID_BITS);
        Self((seconds << ID_BITS) | tie)
    }

    /// The smallest of any article whose date starts on this day or later.
    pub fn first_of_day(day: Date) -> Self {
        Self(day_seconds(day) << ID_BITS)
    }

    /// The smallest of any dated article.
    pub fn first_dated() -> Self {
        Self(SECONDS_PER_DAY << ID_BITS)
    }

    /// The smallest that is above all of a date, given in [`Self::seconds`].
    pub fn after(seconds: u64) -> Self {
        Self(seconds.saturating_add(1) << ID_BITS)
    }

    /// The next larger one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// The date alone, in seconds on the scale that keys count in; 0 for none.
    pub fn seconds(self) -> u64 {
        self.0 >> ID_BITS
    }

    /// The civil day at which the date of the article starts; `None` for an undated article, and
    /// for a number that is no key.
    pub fn day(self) -> Option<Date> {
        let days = i64::try_from(self.seconds() / SECONDS_PER_DAY).ok()?;
        if days == 0 {
            return None;
        }
        EPOCH.checked_add(days.days()).ok()
    }
}

/// Bits of the id in a key.
const ID_BITS: u32 = 25;
const SECONDS_PER_DAY: u64 = 86_400;
/// Keys count from here, so that the date of any article is above 0, the key of no date.
const EPOCH: Date = Date::constant(999, 12, 31);

/// Seconds of the civil calendar from the epoch of keys to the start of a day; 0 before it.
fn day_seconds(day: Date) -> u64 {
    let days = day.since((jiff::Unit::Day, EPOCH)).map_or(0, |span| i64::from(span.get_days()));
    u64::try_from(days).unwrap_or(0) * SECONDS_PER_DAY
}

#[cfg(test)]
mod tests {
    use article::Identity;

    use super::*;

    #[test]
    fn sort_keys_order_by_date_then_id_with_undated_last() {
        let low = ArticleId::from_bytes([0; 10]);
        let high = ArticleId::from_bytes([255; 10]);
        let date = |text: &str| Some(text.parse::<PublishedOn>().unwrap());
        let key = |date: Option<PublishedOn>, id| SortKey::of(date.as_ref(), id);
        assert!(key(date("2025-05-30"), &low) > key(date("2025-05-29"), &low));
        assert!(key(date("2025-05-30"), &low) > key(date("2025-05-30"), &high));
        assert!(key(date("2025-05-30T00:01:00"), &high) > key(date("2025-05-30"), &low));
        assert!(key(date("1000"), &high) > key(None, &low));
        assert!(key(date("9999-12-31T23:59:59"), &low) > key(date("9999-12-31"), &low));
    }

    #[test]
    fn a_sort_key_gives_its_day_back() {
        let id = ArticleId::of(&Identity::File { path: &"x".into() });
        for text in ["1000", "1969-12-31T23:59:59", "2025-05", "9999-12-31"] {
            let date: PublishedOn = text.parse().unwrap();
            let key = SortKey::of(Some(&date), &id);
            assert_eq!(key.day(), Some(date.first_day()));
            assert!(SortKey::first_of_day(date.first_day()) <= key);
        }
        assert_eq!(SortKey::of(None, &id).day(), None);
        assert_eq!(SortKey(u64::MAX).day(), None);
    }
}
