//! Reads the dates that records and pages give under a key of their own.

use article::{DateEvidence, EvidenceKind, Precision, PublishedOn};
use jiff::fmt::rfc2822;
use serde_json::Value;

use super::finder::find;
use super::{LAST_YEAR, Manner, numbers};
use crate::DateOrder;
use crate::clean::text_of;

/// A date is read only if not much stands beside it.
const REST_LIMIT_BYTES: usize = 40;
/// A longer text is no date.
const LONGEST_BYTES: usize = 100;
/// Nothing was printed earlier.
const FIRST_YEAR: i16 = 1450;
/// How far either reading of an ambiguous date can be trusted.
const EITHER: f32 = 0.4;

/// What a value was read as.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Reading {
    pub(crate) date: PublishedOn,
    /// What it may be where day and month cannot be told apart; the date is the year then.
    pub(crate) readings: Option<[PublishedOn; 2]>,
    /// How far it can be trusted, 0 to 1.
    pub(crate) confidence: f32,
}

/// The date that a value gives, and behind it what else it may be; nothing where it gives none
/// that is possible.
pub(crate) fn of_record(value: &Value, manner: Manner) -> Vec<DateEvidence> {
    let Some(text) = written(value, 0) else { return Vec::new() };
    let text = text.trim();
    parse(text, manner)
        .map(|reading| evidence(EvidenceKind::Record, text, &reading))
        .unwrap_or_default()
}

/// A reading as evidence: the date, and either way to read it where there are two.
pub(crate) fn evidence(kind: EvidenceKind, text: &str, reading: &Reading) -> Vec<DateEvidence> {
    let either = reading.readings.into_iter().flatten().map(|date| (date, EITHER));
    std::iter::once((reading.date, reading.confidence))
        .chain(either)
        .map(|(date, confidence)| DateEvidence {
            kind,
            text: text.to_owned(),
            span: None,
            date,
            confidence,
        })
        .collect()
}

/// A date as text, out of what programs wrap dates in: a list of one, a list of numbers (`[2025,
/// 5, 30]`), and objects such as `{"$date": {"$numberLong": "1748628900000"}}`.
fn written(value: &Value, depth: usize) -> Option<String> {
    const WRAPPERS: [&str; 15] = [
        "$date",
        "$numberLong",
        "date-parts",
        "published",
        "seconds",
        "_seconds",
        "value",
        "#text",
        "@value",
        "date",
        "iso",
        "rendered",
        "raw",
        "parsed",
        "datetime",
    ];
    const PARTS: [&str; 3] = ["year", "month", "day"];
    if depth > 4 {
        return None;
    }
    match value {
        Value::Array(values) => match values.as_slice() {
            [one] => written(one, depth + 1),
            [year, month, day, ..] => of_parts([year, month, day]),
            _ => None,
        },
        Value::Object(object) => {
            let parts = PARTS.map(|part| object.get(part).unwrap_or(&Value::Null));
            let wrapped = WRAPPERS.iter().find_map(|key| written(object.get(*key)?, depth + 1));
            wrapped.or_else(|| of_parts(parts))
        }
        value => text_of(value).map(std::borrow::Cow::into_owned),
    }
}

/// Year, month and day as one text.
fn of_parts(parts: [&Value; 3]) -> Option<String> {
    let [year, month, day] = parts.map(|part| text_of(part).filter(|text| text.len() <= 4));
    Some(format!("{}-{:0>2}-{:0>2}", year?, month?, day?))
}

/// The order of day and month that a value shows, where it can only be read one way.
pub(crate) fn order_of(value: &Value) -> Option<DateOrder> {
    let text = written(value, 0)?;
    if text.len() > LONGEST_BYTES || !text.contains(['/', '-']) {
        return None;
    }
    let manner = |order| Manner { order: Some(order), is_date: true, ..Manner::default() };
    let read = |order| find(&text, manner(order));
    let (day_first, month_first) = (read(DateOrder::DayFirst)?, read(DateOrder::MonthFirst)?);
    let start = text.get(day_first.span.start..)?;
    let first: u8 = start.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()?;
    // Either order reads it the same way: one of its numbers is no month.
    let is_sure = day_first.date == month_first.date && start.contains(['/', '-']);
    let day = day_first.date.first_day();
    if !is_sure || day.day() == day.month() {
        return None;
    }
    match i16::from(first) {
        number if number == i16::from(day.day()) => Some(DateOrder::DayFirst),
        number if number == i16::from(day.month()) => Some(DateOrder::MonthFirst),
        _ => None,
    }
}

/// Reads ISO 8601 in its usual and compact forms, RFC 2822, counts since 1970, and dates as
/// programs and people write them.
pub(crate) fn parse(text: &str, manner: Manner) -> Option<Reading> {
    if text.len() > LONGEST_BYTES {
        return None;
    }
    let found = exact(text).map(|(date, confidence)| Reading { date, readings: None, confidence });
    let found = found.or_else(|| {
        let found = find(text, Manner { is_date: true, ..manner })?;
        let rest_bytes = text.len() - found.span.len();
        let confidence = if found.readings.is_some() { 0.5 } else { 0.85 };
        (rest_bytes <= REST_LIMIT_BYTES).then_some(Reading {
            date: found.date,
            readings: found.readings,
            confidence,
        })
    })?;
    let year = found.date.first_day().year();
    ((FIRST_YEAR..=LAST_YEAR).contains(&year) && !is_no_value(&found.date)).then_some(found)
}

/// Whether it is a day on which programs begin to count, which they write where there is none.
fn is_no_value(date: &PublishedOn) -> bool {
    const BEGINNINGS: [(i16, i8, i8); 4] =
        [(1970, 1, 1), (1900, 1, 1), (1899, 12, 30), (1601, 1, 1)];
    let day = date.first_day();
    let is_midnight = date.time().is_none_or(|time| time == jiff::civil::Time::midnight());
    date.precision() >= Precision::Day
        && is_midnight
        && BEGINNINGS.contains(&(day.year(), day.month(), day.day()))
}

/// What can be read in one way only.
fn exact(text: &str) -> Option<(PublishedOn, f32)> {
    if let Ok(date) = text.parse::<PublishedOn>() {
        return Some((date, 0.98));
    }
    if let Some(date) = numbers::run_together(text) {
        return Some((date, 0.95));
    }
    if let Some(date) = numbers::epoch(text) {
        return Some((date, 0.9));
    }
    if let Ok(zoned) = rfc2822::DateTimeParser::new().relaxed_weekday(true).parse_zoned(text) {
        return Some((numbers::at(zoned.date(), zoned.time(), Some(zoned.offset()))?, 0.98));
    }
    let year_last = numbers::year_last(text).map(|date| (date, 0.95));
    year_last
        .or_else(|| numbers::printed(text).map(|date| (date, 0.95)))
        .or_else(|| numbers::serial(text).map(|date| (date, 0.6)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(text: &str) -> Option<String> {
        parse(text, Manner::default()).map(|reading| reading.date.to_string())
    }

    #[test]
    fn dates_of_records_are_read_in_their_usual_forms() {
        for (text, date) in [
            ("2014", "2014"),
            ("2025-05-30", "2025-05-30"),
            ("2006-10-20T18:15:00-04:00", "2006-10-20T18:15:00-04:00"),
            ("2025-05-30 18:15:00 +02:00", "2025-05-30T18:15:00+02:00"),
            ("2017-01-22T185600", "2017-01-22T18:56:00"),
            ("25/05/2017", "2017-05-25"),
            ("30.5.2025.", "2025-05-30"),
            ("5/30/25", "2025-05-30"),
            ("30-May-25", "2025-05-30"),
            ("Fri May 30 2025 18:15:00 GMT+0200 (CEST)", "2025-05-30T18:15:00+02:00"),
            ("30.05.98", "1998-05-30"),
            ("Fri, 30 May 2025 18:15:00 +0200", "2025-05-30T18:15:00+02:00"),
            ("30 May 2025 18:15 GMT", "2025-05-30T18:15:00Z"),
            ("May 30, 2025", "2025-05-30"),
            ("petak, 30. maj 2025.", "2025-05-30"),
        ] {
            assert_eq!(read(text).as_deref(), Some(date), "{text}");
        }
    }

    #[test]
    fn dates_are_taken_out_of_what_wraps_them() {
        for value in [
            json!(["2025-05-30T18:15:00Z"]),
            json!({"$date": "2025-05-30T18:15:00Z"}),
            json!({"$date": {"$numberLong": "1748628900000"}}),
            json!({"seconds": 1_748_628_900, "nanoseconds": 0}),
            json!(1_748_628_900_000_000_u64),
            json!(1.748_628_9e9),
        ] {
            let found = of_record(&value, Manner::default());
            assert_eq!(found[0].date.to_string(), "2025-05-30T18:15:00Z", "{value}");
        }
        let parts = of_record(&json!([2025, 5, 30, 18, 15]), Manner::default());
        assert_eq!(parts[0].date.to_string(), "2025-05-30");
        for value in
            [json!({"date-parts": [[2025, 5, 30]]}), json!({"year": 2025, "month": 5, "day": 30})]
        {
            assert_eq!(of_record(&value, Manner::default())[0].date.to_string(), "2025-05-30");
        }
        assert!(of_record(&json!({"$date": {"x": 1}}), Manner::default()).is_empty());
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_the_year_and_both() {
        let found = of_record(&json!("05/06/2025"), Manner::default());
        let dates: Vec<String> = found.iter().map(|found| found.date.to_string()).collect();
        assert_eq!(dates, ["2025", "2025-06-05", "2025-05-06"]);
    }

    #[test]
    fn a_value_that_can_only_be_read_one_way_shows_the_order() {
        let order = |text: &str| order_of(&json!(text));
        assert_eq!(order("05/30/2025"), Some(DateOrder::MonthFirst));
        assert_eq!(order("30/05/2025 18:15"), Some(DateOrder::DayFirst));
        for text in ["05/06/2025", "2025-05-30", "30.05.2025", "May 30, 2025", "05/05/2025", ""] {
            assert_eq!(order(text), None, "{text}");
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
            "2099-12-31T23:59:59+01:00",
            "2038-01-01",
            "1.2.25.4",
            "1970-01-01T00:00:00Z",
            "1900-01-01",
            "1403-05-01",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
