//! Reads the dates that records and pages give under a key of their own.

use article::{DateEvidence, EvidenceKind, PublishedOn};
use jiff::Timestamp;
use jiff::civil::Time;
use jiff::fmt::rfc2822;
use jiff::tz::{Offset, TimeZone};
use serde_json::Value;
use text::Language;

use super::finder::find;
use crate::clean::text_of;

/// A date is read only if not much stands beside it.
const REST_LIMIT_BYTES: usize = 40;

/// The date that a value gives; `None` where it gives none that is possible.
pub(crate) fn of_record(
    value: &Value,
    language: Language,
    is_american: bool,
) -> Option<DateEvidence> {
    let text = text_of(value)?;
    let text = text.trim();
    let (date, confidence) = parse(text, language, is_american)?;
    Some(DateEvidence {
        kind: EvidenceKind::Record,
        text: text.to_owned(),
        span: None,
        date,
        confidence,
    })
}

/// Reads ISO 8601 in its usual and compact forms, RFC 2822, seconds or milliseconds since 1970,
/// and dates as people write them. Returns how far the reading can be trusted as well.
pub(crate) fn parse(
    text: &str,
    language: Language,
    is_american: bool,
) -> Option<(PublishedOn, f32)> {
    if text.len() > 100 {
        return None;
    }
    if let Ok(date) = text.parse::<PublishedOn>() {
        return Some((date, 0.98));
    }
    if let Some(date) = epoch(text) {
        return Some((date, 0.9));
    }
    if let Some(date) = compact(text) {
        return Some((date, 0.95));
    }
    if let Ok(zoned) = rfc2822::DateTimeParser::new().relaxed_weekday(true).parse_zoned(text) {
        let day = zoned.date();
        let date = PublishedOn::day(day.year(), day.month(), day.day()).ok()?;
        return Some((date.at(whole_seconds(zoned.time()), Some(zoned.offset())), 0.98));
    }
    let found = find(text, language, is_american)?;
    let rest_bytes = text.len() - found.span.len();
    (rest_bytes <= REST_LIMIT_BYTES).then_some((found.date, 0.85))
}

/// Seconds since 1970, or milliseconds, between 1973 and 2286.
fn epoch(text: &str) -> Option<PublishedOn> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    let seconds = match whole.len() {
        9 | 10 => number,
        12 | 13 if fraction.is_empty() => number / 1000,
        _ => return None,
    };
    let moment = Timestamp::from_second(seconds).ok()?.to_zoned(TimeZone::UTC);
    let date = PublishedOn::day(moment.year(), moment.month(), moment.day()).ok()?;
    Some(date.at(whole_seconds(moment.time()), Some(Offset::UTC)))
}

/// `20250530`, `20250530T181500`, `20250530T181500Z`, `2025-05-30T181500`.
fn compact(text: &str) -> Option<PublishedOn> {
    let (date, time) = text.split_once(['T', ' ']).unwrap_or((text, ""));
    let date = if date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("{}-{}-{}", &date[..4], &date[4..6], &date[6..])
    } else {
        date.to_owned()
    };
    if time.is_empty() {
        return date.parse().ok();
    }
    let clock = time.get(..6)?;
    let zone = &time[6..];
    if !clock.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    format!("{date}T{}:{}:{}{zone}", &clock[..2], &clock[2..4], &clock[4..]).parse().ok()
}

fn whole_seconds(time: Time) -> Time {
    Time::new(time.hour(), time.minute(), time.second(), 0).unwrap_or(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        parse(text, Language::UNKNOWN, false).map(|(date, _)| date.to_string())
    }

    #[test]
    fn dates_of_records_are_read_in_their_usual_forms() {
        for (text, date) in [
            ("2014", "2014"),
            ("2025-05-30", "2025-05-30"),
            ("2006-10-20T18:15:00-04:00", "2006-10-20T18:15:00-04:00"),
            ("2017-01-22T185600", "2017-01-22T18:56:00"),
            ("20250530T181500Z", "2025-05-30T18:15:00Z"),
            ("20250530", "2025-05-30"),
            ("25/05/2017", "2017-05-25"),
            ("30.5.2025.", "2025-05-30"),
            ("Fri, 30 May 2025 18:15:00 +0200", "2025-05-30T18:15:00+02:00"),
            ("30 May 2025 18:15 GMT", "2025-05-30T18:15:00Z"),
            ("1748628900", "2025-05-30T18:15:00Z"),
            ("1748628900000", "2025-05-30T18:15:00Z"),
            ("May 30, 2025", "2025-05-30"),
            ("petak, 30. maj 2025.", "2025-05-30"),
        ] {
            assert_eq!(read(text).as_deref(), Some(date), "{text}");
        }
    }

    #[test]
    fn impossible_dates_are_none() {
        for text in [
            "0000-00-00",
            "3112-20-16",
            "0201-01-06",
            "soon",
            "",
            "12345",
            "2025-13-01",
            "99999999",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
