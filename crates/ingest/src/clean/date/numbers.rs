//! Reads the moments that programs write as digits alone, and with the year at their end.

use article::PublishedOn;
use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan};
use text::Language;

use super::{LAST_YEAR, zone};

/// No program that counts seconds wrote of an earlier year.
const FIRST_YEAR: i16 = 1973;

/// `20250530`, `202505301815`, `20250530181500`, with or without `T` and a zone behind it.
pub(super) fn run_together(text: &str) -> Option<PublishedOn> {
    let (date, time) = text.split_once(['T', ' ']).unwrap_or((text, ""));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (day, clock) = match date.len() {
        8 if is_digits(date) => (iso_day(date), time),
        12 | 14 if is_digits(date) && time.is_empty() => (iso_day(&date[..8]), &date[8..]),
        10 => (date.to_owned(), time),
        _ => return None,
    };
    if clock.is_empty() || clock.contains(':') {
        return format!("{day} {clock}").trim_end().parse().ok();
    }
    let digits = clock.bytes().take_while(u8::is_ascii_digit).count();
    let (clock, zone) = clock.split_at(digits);
    let seconds = match digits {
        4 => "00",
        6 => &clock[4..],
        _ => return None,
    };
    format!("{day}T{}:{}:{seconds}{zone}", &clock[..2], &clock[2..4]).parse().ok()
}

fn iso_day(digits: &str) -> String {
    format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..8])
}

/// A day as spreadsheets count them: 45807 is the 30th of May 2025.
pub(super) fn serial(text: &str) -> Option<PublishedOn> {
    /// The 1st of January 1970, and the end of 2037.
    const DAYS: std::ops::RangeInclusive<i64> = 25_569..=50_405;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_number = whole.len() == 5 && fraction.bytes().all(|byte| byte.is_ascii_digit());
    let days: i64 = whole.parse().ok().filter(|days| is_number && DAYS.contains(days))?;
    let day = jiff::civil::date(1970, 1, 1).checked_add((days - DAYS.start()).days()).ok()?;
    PublishedOn::day(day.year(), day.month(), day.day()).ok()
}

/// `datetime.datetime(2025, 5, 30, 18, 15)`, as programs print the objects in which they keep dates.
pub(super) fn printed(text: &str) -> Option<PublishedOn> {
    let inside = text.split_once('(')?.1;
    let mut numbers = inside.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let name = text.split('(').next().unwrap_or_default();
    if !name.ends_with("datetime") && !name.ends_with("date") && !name.ends_with("Timestamp") {
        return None;
    }
    let mut next = || numbers.next()?.parse::<i16>().ok();
    let small = |number: i16| i8::try_from(number).ok();
    let date = PublishedOn::day(next()?, small(next()?)?, small(next()?)?).ok()?;
    let (Some(hour), Some(minute)) = (next().and_then(small), next().and_then(small)) else {
        return Some(date);
    };
    Some(Time::new(hour, minute, 0, 0).map_or(date, |time| date.at(time, None)))
}

/// Seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their size, also
/// as decimals and as `/Date(1748628900000)/`.
pub(super) fn epoch(text: &str) -> Option<PublishedOn> {
    let text = text.strip_prefix("/Date(").map_or(text, |rest| {
        let end = rest.char_indices().skip(1).find(|(_, c)| !c.is_ascii_digit());
        &rest[..end.map_or(rest.len(), |(at, _)| at)]
    });
    if let Some((number, exponent)) = text.split_once(['e', 'E']) {
        return of_count(shifted(number, exponent.trim_start_matches('+').parse().ok()?)?);
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    of_count(whole.parse().ok()?)
}

/// A decimal number with its point moved to the right, as `1.7486289e9` asks for.
fn shifted(number: &str, places: usize) -> Option<i64> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if places > 19 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let zeros = places.saturating_sub(fraction.len());
    let kept = &fraction[..fraction.len().min(places)];
    format!("{whole}{kept}{}", "0".repeat(zeros)).parse().ok()
}

fn of_count(count: i64) -> Option<PublishedOn> {
    let seconds = match count.to_string().len() {
        9 | 10 => count,
        12 | 13 => count / 1_000,
        15 | 16 => count / 1_000_000,
        18 | 19 => count / 1_000_000_000,
        _ => return None,
    };
    let moment = Timestamp::from_second(seconds).ok()?.to_zoned(TimeZone::UTC);
    if !(FIRST_YEAR..=LAST_YEAR).contains(&moment.year()) {
        return None;
    }
    at(moment.date(), moment.time(), Some(Offset::UTC))
}

/// `Fri May 30 18:15:00 2025` and, as posts have it, `Fri May 30 18:15:00 +0000 2025`.
pub(super) fn year_last(text: &str) -> Option<PublishedOn> {
    let words: Vec<&str> = text.split_whitespace().take(7).collect();
    let (month, day, clock, zone, year) = match words.as_slice() {
        [_, month, day, clock, year] => (month, day, clock, None, year),
        [_, month, day, clock, zone, year] => (month, day, clock, Some(*zone), year),
        _ => return None,
    };
    let month = text::month(month, Language::ENGLISH)?;
    let date = Date::new(year.parse().ok()?, month, day.parse().ok()?).ok()?;
    let written = format!("{date}T{clock}");
    let named = zone.and_then(zone::named);
    match zone {
        Some(offset) if named.is_none() => format!("{written}{offset}").parse().ok(),
        _ => {
            let local: PublishedOn = written.parse().ok()?;
            at(date, local.time()?, named.and_then(zone::Zone::offset))
        }
    }
}

/// The moment without parts of a second.
pub(super) fn at(day: Date, time: Time, offset: Option<Offset>) -> Option<PublishedOn> {
    let date = PublishedOn::day(day.year(), day.month(), day.day()).ok()?;
    let time = Time::new(time.hour(), time.minute(), time.second(), 0).ok()?;
    Some(date.at(time, offset))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_since_1970_are_read_in_every_unit() {
        for text in [
            "1748628900",
            "1748628900.25",
            "1748628900000",
            "1748628900000.0",
            "1748628900000000",
            "1748628900000000000",
            "1.7486289e9",
            "1.7486289E+12",
            "/Date(1748628900000)/",
            "/Date(1748628900000+0200)/",
        ] {
            let date = epoch(text).map(|date| date.to_string());
            assert_eq!(date.as_deref(), Some("2025-05-30T18:15:00Z"), "{text}");
        }
        for text in ["", "12", "99999999999", "1e400", "1.5e1", "-5", "é", "/Date(", "/Date(é)/"]
        {
            assert_eq!(epoch(text), None, "{text}");
        }
    }

    #[test]
    fn digits_that_stand_together_are_read_by_their_number() {
        for (text, date) in [
            ("20250530", "2025-05-30"),
            ("202505301815", "2025-05-30T18:15:00"),
            ("20250530181500", "2025-05-30T18:15:00"),
            ("20250530T181500Z", "2025-05-30T18:15:00Z"),
            ("20250530T1815", "2025-05-30T18:15:00"),
            ("20250530 18:15", "2025-05-30T18:15:00"),
            ("2025-05-30T181500", "2025-05-30T18:15:00"),
        ] {
            assert_eq!(run_together(text).map(|date| date.to_string()).as_deref(), Some(date));
        }
        for text in ["2025053", "202513301815", "20250530é", "éééé", "2025-05-30T1815001"] {
            assert_eq!(run_together(text), None, "{text}");
        }
    }

    #[test]
    fn what_spreadsheets_and_programs_print_is_read() {
        assert_eq!(serial("45807").unwrap().to_string(), "2025-05-30");
        assert_eq!(serial("45807.76").unwrap().to_string(), "2025-05-30");
        for text in ["4580", "99999", "10000", "45807x", "é4580"] {
            assert_eq!(serial(text), None, "{text}");
        }
        let date = |text: &str| printed(text).map(|date| date.to_string());
        let full = date("datetime.datetime(2025, 5, 30, 18, 15)");
        assert_eq!(full.as_deref(), Some("2025-05-30T18:15:00"));
        assert_eq!(date("datetime.date(2025, 5, 30)").as_deref(), Some("2025-05-30"));
        assert_eq!(date("May 30 (2025, 5, 30)"), None);
    }

    #[test]
    fn the_year_may_stand_last() {
        for (text, date) in [
            ("Fri May 30 18:15:00 2025", "2025-05-30T18:15:00"),
            ("Fri May 30 18:15:00 +0000 2025", "2025-05-30T18:15:00Z"),
            ("Sun Jun  1 08:05:09 CEST 2025", "2025-06-01T08:05:09+02:00"),
        ] {
            assert_eq!(year_last(text).map(|date| date.to_string()).as_deref(), Some(date));
        }
        assert_eq!(year_last("He left in May 30 years ago"), None);
    }
}
