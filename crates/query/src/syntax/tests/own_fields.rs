//! The fields that an archive has of its own.

use article::FieldName;
use jiff::civil::date;

use super::super::field;
use super::super::{DiagnosticCode, Field, Query, Severity};
use super::{read, remarks};

fn name(name: &str) -> FieldName {
    FieldName::new(name).unwrap()
}

#[track_caller]
fn reads_as(typed: &str, canonical: &str) {
    let parsed = read(typed);
    assert_eq!(parsed.expr.to_string(), canonical, "{typed}");
    assert_eq!(read(canonical).expr, parsed.expr, "{canonical}");
    let mended = parsed.diagnostics.iter().filter(|one| one.severity > Severity::Note);
    assert_eq!(mended.count(), 0, "{typed}: {:?}", parsed.diagnostics);
}

#[test]
fn each_kind_is_asked_in_its_way() {
    reads_as("desk:foreign", "desk:foreign");
    reads_as("DESK:\"foreign affairs\"", "desk:\"foreign affairs\"");
    reads_as("desk:is(\"Foreign Affairs\")", "desk:is(\"Foreign Affairs\")");
    reads_as("desk:(foreign OR city) ferry", "desk:(foreign OR city) ferry");
    reads_as("desk:fore*", "desk:fore*");
    reads_as("summary:vucic", "summary:vucic");
    reads_as("pages:12", "pages:12");
    reads_as("pages:>1.5", "pages:>1.5");
    reads_as("pages:> 1.5 ferry", "pages:>1.5 ferry");
    reads_as("words:>= 300", "words:300..");
    reads_as("pages:<=-2", "pages:<=-2");
    reads_as("pages:1..5", "pages:1..5");
    reads_as("pages:1.5..2.25", "pages:1.5..2.25");
    reads_as("pages:-3..-1", "pages:-3..-1");
    reads_as("pages:[1 TO 5}", "pages:[1 TO 5}");
    reads_as("pages:3..", "pages:>=3");
    reads_as("pages:1e300", "pages:1e300");
    reads_as("pages:(1 OR 3..5)", "pages:1 OR pages:3..5");
    reads_as("pages:is(\"12\")", "pages:is(\"12\")");
    reads_as("-pages:12^2", "-pages:12^2");
    reads_as("embargo:2025-05", "embargo:2025-05");
    reads_as("embargo:2025-05..2025-07-03", "embargo:2025-05..2025-07-03");
    reads_as("embargo:>=2025-05", "embargo:2025-05..");
    reads_as("embargo:\"last month\"", "embargo:\"last month\"");
    reads_as("has:pages", "has:pages");
    reads_as("pages:*", "has:pages");
    reads_as("embargo:*", "has:embargo");
}

#[test]
fn what_is_no_value_is_told() {
    for (typed, code) in [
        ("pages:twelve", DiagnosticCode::UnknownValue),
        ("pages:5..1", DiagnosticCode::UnknownValue),
        ("pages:inf", DiagnosticCode::UnknownValue),
        ("summary:is(\"x\")", DiagnosticCode::UnknownValue),
        ("pages:is(\"x\")", DiagnosticCode::UnknownValue),
        ("embargo:someday", DiagnosticCode::ImpossibleDate),
        ("embargo:2025-02-30", DiagnosticCode::ImpossibleDate),
        ("dest:foreign", DiagnosticCode::UnknownField),
        ("embargo:last week", DiagnosticCode::DoubtfulDate),
    ] {
        let parsed = read(typed);
        assert!(remarks(&parsed).iter().any(|(_, found)| *found == code), "{typed}: {parsed:?}");
    }
    let near = read("embrago:2025");
    assert!(near.diagnostics[0].message.contains("`embargo:`"), "{near:?}");
    let message = &read("pages:twelve").diagnostics[0].message;
    assert!(message.contains("`pages:>500`"), "{message}");
}

#[test]
fn the_builder_says_the_same() {
    let day = date(2025, 5, 1);
    for (query, typed) in [
        (Query::word("foreign").in_field(Field::Own(name("desk"))), "desk:foreign"),
        (Query::value(Field::Own(name("desk")), "A \"b\""), r#"desk:is("A \"b\"")"#),
        (Query::has(Field::Own(name("pages"))), "has:pages"),
        (Query::everything().with_number(name("pages"), 3.0..), "* AND pages:>=3"),
        (Query::everything().with_number(name("pages"), 3.0..4.5), "* AND pages:[3 TO 4.5}"),
        (Query::everything().with_number(name("pages"), f64::NAN..), "* AND -*"),
        (Query::everything().with_number(name("pages"), ..), "*"),
        (Query::everything().with_date(name("embargo"), day..=day), "* AND embargo:2025-05-01"),
    ] {
        let printed = query.to_string();
        assert_eq!(read(&printed).expr, query.into(), "{printed}");
        assert_eq!(read(&printed).expr, read(typed).expr, "{printed} {typed}");
    }
}

#[test]
fn no_field_of_an_archive_has_a_name_that_is_known_already() {
    let known = field::known_names();
    assert!(known.len() > 20);
    for known in known {
        assert!(FieldName::new(known).is_err(), "{known}");
    }
    for odd in
        ["a", "Desk", "-desk", "desk_", "page2", "de sk", "intitle", "https", "х\u{301}у", ""]
    {
        assert!(FieldName::new(odd).is_err(), "{odd}");
    }
    for name in ["desk", "page-count", "рубрика", "größe", "写真"] {
        let own = FieldName::new(name);
        assert!(own.is_ok() == field::may_be_a_field(name), "{name}");
        assert!(own.is_ok(), "{name}");
    }
    assert!(FieldName::new(&"x".repeat(32)).is_ok() && FieldName::new(&"x".repeat(33)).is_err());
}
