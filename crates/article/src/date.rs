//! Tells when an article was published, and how precisely that is known.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use crate::ArticleError;

/// How much of a publication date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Precision {
    /// Only the year.
    Year,
    /// Year and month.
    Month,
    /// The civil day.
    Day,
    /// The civil day and the time of day.
    Time,
}

impl Precision {
    /// Every precision, in the order of their numbers in a stored article.
    pub const ALL: [Self; 4] = [Self::Year, Self::Month, Self::Day, Self::Time];

    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Day => "day",
            Self::Time => "time",
        }
    }
}

/// A publication date: the civil date as printed, in its own zone, as precisely as it is known.
///
/// Years run from 1000 to 9999. A date without a day is an interval: see [`Self::first_day`] and
/// [`Self::last_day`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PublishedOn {
    first_day: Date,
    precision: Precision,
    time: Time,
    offset: Option<Offset>,
}

impl PublishedOn {
    /// A whole year.
    ///
    /// # Errors
    /// [`ArticleError::NotADate`] outside 1000..=9999.
    pub fn year(year: i16) -> Result<Self, ArticleError> {
        Self::starting(year, 1, 1, Precision::Year)
    }

    /// A whole month.
    ///
    /// # Errors
    /// [`ArticleError::NotADate`] where there is no such month.
    pub fn month(year: i16, month: i8) -> Result<Self, ArticleError> {
        Self::starting(year, month, 1, Precision::Month)
    }

    /// A civil day.
    ///
    /// # Errors
    /// [`ArticleError::NotADate`] where there is no such day.
    pub fn day(year: i16, month: i8, day: i8) -> Result<Self, ArticleError> {
        Self::starting(year, month, day, Precision::Day)
    }

    /// The same day with its time of day, and the distance from UTC where it is known.
    #[must_use]
    pub fn at(self, time: Time, offset: Option<Offset>) -> Self {
        Self { precision: Precision::Time, time, offset, ..self }
    }

    fn starting(year: i16, month: i8, day: i8, precision: Precision) -> Result<Self, ArticleError> {
        let refused = || ArticleError::NotADate { found: format!("{year:04}-{month:02}-{day:02}") };
        if !(1000..=9999).contains(&year) {
            return Err(refused());
        }
        let first_day = Date::new(year, month, day).map_err(|_| refused())?;
        Ok(Self { first_day, precision, time: Time::midnight(), offset: None })
    }

    /// How much of it is known.
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// The first civil day it may mean.
    pub fn first_day(&self) -> Date {
        self.first_day
    }

    /// The last civil day it may mean.
    pub fn last_day(&self) -> Date {
        match self.precision {
            Precision::Year => self.first_day.last_of_year(),
            Precision::Month => self.first_day.last_of_month(),
            Precision::Day | Precision::Time => self.first_day,
        }
    }

    /// The time of day, where it is known.
    pub fn time(&self) -> Option<Time> {
        (self.precision == Precision::Time).then_some(self.time)
    }

    /// The distance from UTC, where it is known.
    pub fn offset(&self) -> Option<Offset> {
        self.offset
    }
}

impl fmt::Display for PublishedOn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = self.first_day;
        match self.precision {
            Precision::Year => write!(f, "{:04}", day.year()),
            Precision::Month => write!(f, "{:04}-{:02}", day.year(), day.month()),
            Precision::Day => write!(f, "{day}"),
            Precision::Time => {
                let time = self.time;
                write!(f, "{day}T{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())?;
                match self.offset {
                    Some(offset) if offset.seconds() == 0 => f.write_str("Z"),
                    Some(offset) => {
                        let (sign, seconds) = if offset.seconds() < 0 {
                            ('-', -offset.seconds())
                        } else {
                            ('+', offset.seconds())
                        };
                        write!(f, "{sign}{:02}:{:02}", seconds / 3600, seconds / 60 % 60)
                    }
                    None => Ok(()),
                }
            }
        }
    }
}

/// Reads `2014`, `2014-05`, `2014-05-30`, `2014-05-30T18:15:00` and `2014-05-30 18:15`, the last
/// two with or without `Z` or an offset such as `+02:00`, `+0200`.
impl FromStr for PublishedOn {
    type Err = ArticleError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refused = || ArticleError::NotADate { found: text.chars().take(40).collect() };
        let trimmed = text.trim();
        let (date, time) = match trimmed.find(['T', 't', ' ']) {
            Some(at) => (&trimmed[..at], Some(trimmed[at + 1..].trim_start())),
            None => (trimmed, None),
        };
        let mut parts = date.split('-');
        let year = number(parts.next(), 4).ok_or_else(refused)?;
        let month = parts.next();
        let day = parts.next();
        if parts.next().is_some() {
            return Err(refused());
        }
        let date = match (month, day) {
            (None, _) => Self::year(year),
            (month, None) => Self::month(year, small(month).ok_or_else(refused)?),
            (month, day) => {
                let month = small(month).ok_or_else(refused)?;
                Self::day(year, month, small(day).ok_or_else(refused)?)
            }
        }
        .map_err(|_| refused())?;
        match time {
            None => Ok(date),
            Some(_) if date.precision != Precision::Day => Err(refused()),
            Some(time) => {
                let (time, offset) = time_of_day(time).ok_or_else(refused)?;
                Ok(date.at(time, offset))
            }
        }
    }
}

fn number(part: Option<&str>, digits: usize) -> Option<i16> {
    let part = part?;
    let right = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
    right.then(|| part.parse().ok())?
}

fn small(part: Option<&str>) -> Option<i8> {
    number(part, 2).and_then(|number| i8::try_from(number).ok())
}

/// A time of day as `hh:mm`, `hh:mm:ss` or `hh:mm:ss.fff`, then nothing, `Z` or an offset.
fn time_of_day(text: &str) -> Option<(Time, Option<Offset>)> {
    let end = text.find(['Z', 'z', '+', '-', ' ']).unwrap_or(text.len());
    let (clock, zone) = text.split_at(end);
    let mut parts = clock.split(':');
    let hour = small(parts.next())?;
    let minute = small(parts.next())?;
    let second = match parts.next() {
        Some(second) => small(Some(second.split('.').next()?))?,
        None => 0,
    };
    // A leap second is the last second of its minute here: civil days are what counts.
    let time = Time::new(hour, minute, second.min(59), 0).ok()?;
    Some((time, offset(zone.trim())?))
}

/// The distance from UTC: `Some(None)` where none is given, `None` where it cannot be read.
#[expect(clippy::option_option, reason = "absent and unreadable are two things")]
fn offset(zone: &str) -> Option<Option<Offset>> {
    if zone.is_empty() {
        return Some(None);
    }
    if matches!(zone, "Z" | "z" | "UTC" | "GMT") {
        return Some(Some(Offset::UTC));
    }
    let (sign, digits) = match zone.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let digits = digits.replace(':', "");
    let hours = i32::from(small(digits.get(..2))?);
    let minutes = if digits.len() > 2 { i32::from(small(digits.get(2..))?) } else { 0 };
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok().map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_print_as_they_were_read() {
        for text in [
            "2014",
            "2014-05",
            "2014-05-30",
            "2006-10-20T18:15:00-04:00",
            "1987-02-26T15:01:01",
            "2024-02-29T00:00:00Z",
        ] {
            assert_eq!(text.parse::<PublishedOn>().unwrap().to_string(), text);
        }
        let spaced = "2014-05-30 18:15 +0200".parse::<PublishedOn>().unwrap();
        assert_eq!(spaced.to_string(), "2014-05-30T18:15:00+02:00");
        let fraction = "2014-05-30T18:15:00.123Z".parse::<PublishedOn>().unwrap();
        assert_eq!(fraction.to_string(), "2014-05-30T18:15:00Z");
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "0000-00-00",
            "3112-20-16",
            "2025-02-30",
            "20225",
            "0201-01-06",
            "2014-5-3",
            "2014-05-30T",
            "2014-05-30T25:00",
            "2014-05T10:00",
            "2014-05-30T10:00+9",
            "ž",
            "2025-é1",
        ] {
            assert!(text.parse::<PublishedOn>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_wide_date_is_an_interval() {
        let month: PublishedOn = "2024-02".parse().unwrap();
        assert_eq!(month.last_day().to_string(), "2024-02-29");
        let year: PublishedOn = "2024".parse().unwrap();
        assert_eq!(year.last_day().to_string(), "2024-12-31");
    }
}
