//! Date conditions: what is read, and the days it comes to.

use jiff::civil::{Date, date};

use super::super::{DiagnosticCode, ExprKind, Severity};
use super::{read, remarks};

/// A Friday.
const TODAY: Date = date(2025, 5, 30);

/// The days of a query that is one date condition, as `start..end`.
fn days(text: &str) -> String {
    let parsed = read(text);
    let ExprKind::Date(condition) = parsed.expr.kind else { panic!("{text}: {}", parsed.expr) };
    let interval = condition.resolve(TODAY);
    let shown = |day: Option<Date>| day.map_or(String::new(), |day| day.to_string());
    format!("{}..{}", shown(interval.start), shown(interval.end))
}

#[test]
fn conditions_come_to_days() {
    let table = [
        ("date:2025", "2025-01-01..2025-12-31"),
        ("date:2025-05", "2025-05-01..2025-05-31"),
        ("date:2024-02", "2024-02-01..2024-02-29"),
        ("date:2025-05-30", "2025-05-30..2025-05-30"),
        ("date:2025-5-3", "2025-05-03..2025-05-03"),
        ("date:20250530", "2025-05-30..2025-05-30"),
        ("date:2025/05/30", "2025-05-30..2025-05-30"),
        ("date:2025-05-30T23:59:00Z", "2025-05-30..2025-05-30"),
        ("date:30.05.2025", "2025-05-30..2025-05-30"),
        ("date:30.5.2025.", "2025-05-30..2025-05-30"),
        ("date:05/30/2025", "2025-05-30..2025-05-30"),
        ("date:30/05/2025", "2025-05-30..2025-05-30"),
        ("date:05/2025", "2025-05-01..2025-05-31"),
        ("date:2025-05-01..2025-05-31", "2025-05-01..2025-05-31"),
        ("date:2024..2025-05", "2024-01-01..2025-05-31"),
        ("date:..2020", "..2020-12-31"),
        ("date:2025-05..", "2025-05-01.."),
        ("date:[2025-05-01 TO 2025-05-31]", "2025-05-01..2025-05-31"),
        ("date:{2025-05-01 TO 2025-05-31}", "2025-05-02..2025-05-30"),
        ("date:[2025-05-01 TO 2025-05-31}", "2025-05-01..2025-05-30"),
        ("date:{2023 TO 2025}", "2024-01-01..2024-12-31"),
        ("date:[2025 TO *]", "2025-01-01.."),
        ("date:[* TO 2025]", "..2025-12-31"),
        ("date:>=2025-05", "2025-05-01.."),
        ("date:>2025-05", "2025-06-01.."),
        ("date:<2023", "..2022-12-31"),
        ("date:<=2023", "..2023-12-31"),
        ("since:2025-05", "2025-05-01.."),
        ("until:2025-05-31", "..2025-05-31"),
        ("until:2025", "..2025-12-31"),
        ("before:2025", "..2024-12-31"),
        ("before:2025-05", "..2025-04-30"),
        ("after:2025-05-30", "2025-05-31.."),
        ("after:2025", "2026-01-01.."),
        ("date:today", "2025-05-30..2025-05-30"),
        ("date:NOW", "2025-05-30..2025-05-30"),
        ("date:yesterday", "2025-05-29..2025-05-29"),
        ("date:\"this week\"", "2025-05-26..2025-06-01"),
        ("date:\"last week\"", "2025-05-19..2025-05-25"),
        ("date:\"this month\"", "2025-05-01..2025-05-31"),
        ("date:\"last month\"", "2025-04-01..2025-04-30"),
        ("date:\"this year\"", "2025-01-01..2025-12-31"),
        ("date:\"Last Year\"", "2024-01-01..2024-12-31"),
        ("date:\"last 7 days\"", "2025-05-24..2025-05-30"),
        ("date:1d", "2025-05-30..2025-05-30"),
        ("date:7d", "2025-05-24..2025-05-30"),
        ("date:3w", "2025-05-10..2025-05-30"),
        ("date:6m", "2024-12-01..2025-05-30"),
        ("date:1y", "2024-05-31..2025-05-30"),
        ("since:yesterday", "2025-05-29.."),
        ("since:\"last month\"", "2025-04-01.."),
        ("before:\"this week\"", "..2025-05-25"),
        ("date:2025-05-01..today", "2025-05-01..2025-05-30"),
        ("date:[\"last week\" TO today]", "2025-05-19..2025-05-30"),
        ("date:\"may 2025\"", "2025-05-01..2025-05-31"),
        ("date:\"30 May 2025\"", "2025-05-30..2025-05-30"),
        ("date:“May 30, 2025”", "2025-05-30..2025-05-30"),
        ("date:\"May 30th, 2025\"", "2025-05-30..2025-05-30"),
        ("date:\"1 May 2025 .. 30 May 2025\"", "2025-05-01..2025-05-30"),
    ];
    for (text, expected) in table {
        assert_eq!(days(text), expected, "{text}");
        let parsed = read(text);
        assert_eq!(remarks(&parsed), [], "{text}");
        assert_eq!(read(&parsed.expr.to_string()).expr, parsed.expr, "{text}");
    }
}

#[test]
fn months_have_names_in_many_languages() {
    let names = [
        "May",
        "MAY",
        "maj",
        "maja",
        "мај",
        "маја",
        "Mai",
        "svibanj",
        "svibnja",
        "mai",
        "май",
        "мая",
        "травень",
        "травня",
    ];
    for name in names {
        assert_eq!(days(&format!("date:\"30 {name} 2025\"")), "2025-05-30..2025-05-30", "{name}");
        assert_eq!(days(&format!("date:\"{name} 2025\"")), "2025-05-01..2025-05-31", "{name}");
    }
    let others = [
        ("30. маја 2025. године", "2025-05-30"),
        ("3. März 2025", "2025-03-03"),
        ("3. Ma\u{308}rz 2025", "2025-03-03"),
        ("1er février 2025", "2025-02-01"),
        ("1 fevrier 2025", "2025-02-01"),
        ("5. sijecnja 2025.", "2025-01-05"),
        ("5. siječnja 2025.", "2025-01-05"),
        ("5. listopada 2025", "2025-10-05"),
        ("5 листопада 2025 року", "2025-11-05"),
        ("5 августа 2025 г.", "2025-08-05"),
        ("Sept. 5, 2025", "2025-09-05"),
        ("5-Dec-2025", "2025-12-05"),
    ];
    for (text, day) in others {
        assert_eq!(days(&format!("date:\"{text}\"")), format!("{day}..{day}"), "{text}");
    }
}

#[test]
fn quotes_may_be_missing_around_a_date() {
    for (text, canonical) in [
        ("date:last week serbia", "date:\"last week\" serbia"),
        ("date:30 May 2025 serbia", "date:2025-05-30 serbia"),
        ("date:May 30, 2025, serbia", "date:2025-05-30 serbia"),
        ("date:>= 2025-05 serbia", "date:2025-05.. serbia"),
        ("(date:last 3 weeks)", "date:3w"),
    ] {
        let parsed = read(text);
        assert_eq!(parsed.expr.to_string(), canonical, "{text}");
        assert_eq!(remarks(&parsed), [(Severity::Repair, DiagnosticCode::DoubtfulDate)], "{text}");
    }
}

#[test]
fn doubtful_dates_say_how_they_were_read() {
    for (text, canonical) in
        [("date:05/06/2025", "date:2025-06-05"), ("date:2020-2025", "date:2020..2025")]
    {
        let parsed = read(text);
        assert_eq!(parsed.expr.to_string(), canonical);
        assert_eq!(parsed.diagnostics[0].read_as.as_deref(), Some(canonical));
        assert_eq!(remarks(&parsed), [(Severity::Repair, DiagnosticCode::DoubtfulDate)]);
    }
}

#[test]
fn impossible_dates_are_errors_with_the_nearest_reading() {
    let impossible = DiagnosticCode::ImpossibleDate;
    let empty = DiagnosticCode::EmptyRange;
    let table = [
        ("date:2025-02-30", impossible, Some("date:2025-02-28")),
        ("date:2024-02-30", impossible, Some("date:2024-02-29")),
        ("date:20225", impossible, Some("date:2025")),
        ("date:2025-13", impossible, Some("date:2025-12")),
        ("date:2025-00", impossible, Some("date:2025-01")),
        ("date:2025-06-31", impossible, Some("date:2025-06-30")),
        ("date:\"31 June 2025\"", impossible, Some("date:2025-06-30")),
        ("since:2025-13", impossible, Some("date:2025-12..")),
        ("date:0000", impossible, Some("date:0001")),
        ("date:2025..2020", empty, Some("date:2020..2025")),
        ("date:{2025 TO 2026}", empty, Some("date:2025..2026")),
        ("after:9999", empty, Some("date:9999..")),
        ("before:0001", empty, Some("date:..0001")),
        ("date:soon", impossible, None),
        ("date:99999d", impossible, None),
        ("date:..", impossible, None),
        ("date:\"30 Foo 2025\"", impossible, None),
        ("since:2024..2025", impossible, None),
    ];
    for (text, code, nearest) in table {
        let parsed = read(text);
        assert_eq!(remarks(&parsed), [(Severity::Error, code)], "{text}");
        let error = &parsed.diagnostics[0];
        assert_eq!(error.read_as.as_deref(), nearest, "{text}");
        let value = text.split_once(':').unwrap().1.trim_matches('"');
        assert_eq!(&text[error.span.clone()], value);
        assert_eq!(parsed.expr.to_string(), nearest.unwrap_or("-*"), "{text}");
    }
}

#[test]
fn a_group_of_dates_is_a_group_of_conditions() {
    let parsed = read("date:(2025-05 OR 2024..2024-02)");
    assert_eq!(parsed.expr.to_string(), "date:2025-05 OR date:2024..2024-02");
    assert_eq!(parsed.diagnostics, []);
}

#[test]
fn relative_dates_are_told_from_fixed_ones() {
    let is_relative = |text| match read(text).expr.kind {
        ExprKind::Date(condition) => condition.is_relative(),
        _ => panic!("{text}"),
    };
    assert!(is_relative("date:7d") && is_relative("date:2020..today"));
    assert!(!is_relative("date:2020..2021"));
}

#[test]
fn weeks_begin_on_monday_and_cross_years() {
    let condition = match read("date:\"last week\"").expr.kind {
        ExprKind::Date(condition) => condition,
        other => panic!("{other}"),
    };
    let interval = condition.resolve(date(2025, 1, 5));
    assert_eq!(interval.start, Some(date(2024, 12, 23)));
    assert_eq!(interval.end, Some(date(2024, 12, 29)));
    assert!(!interval.is_empty());
}
