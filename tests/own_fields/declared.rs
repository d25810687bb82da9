//! What is declared, what is not, and what holds for both: limits, cursors, errors.

use article::{FieldKind, OwnField, OwnFields, OwnValue};
use backfile::{Direction, Filter, SearchRequest};
use indexer::{Indexer, IndexerError};
use jiff::civil::date;
use query::{QueryError, Sort};
use schema::{Facet, Settings};
use serde_json::{Value, json};
use testkit::article;

use super::{archive, filtered, name, settings, where_any};
use crate::samples::{Sample, total};

#[test]
fn a_cursor_is_of_one_commit_and_one_day_and_limits_hold() {
    let sample = Sample::new();
    archive(&sample, 7);
    let searcher = sample.searcher();
    let mut request = SearchRequest::new("");
    request.sort = Some(Sort::Field(name("pages"), Direction::Ascending));
    request.limit = Some(5);
    request.cursor = searcher.search(request.clone()).unwrap().value.cursor;
    let other = Sample::new();
    archive(&other, 8);
    let gone = other.searcher().search(request.clone());
    assert!(matches!(gone, Err(QueryError::CommitGone { .. })), "{gone:?}");
    searcher.search(request).unwrap();

    let mut request = SearchRequest::new("embargo:90d OR ferry OR minister");
    (request.limit, request.today) = (Some(5), Some(date(2025, 3, 7)));
    request.sort = Some(Sort::Newest);
    request.cursor = searcher.search(request.clone()).unwrap().value.cursor;
    searcher.search(request.clone()).unwrap();
    request.today = Some(date(2025, 3, 8));
    assert!(matches!(searcher.search(request), Err(QueryError::Cursor { .. })));

    let mut request = SearchRequest::new("");
    request.sort = Some(Sort::Field(name("desk"), Direction::Ascending));
    request.cancel.cancel();
    assert!(matches!(searcher.search(request), Err(QueryError::Cancelled)));
}

#[test]
fn a_hit_shows_the_beginning_of_what_is_long() {
    let sample = Sample::new();
    let mut indexer = Indexer::options().settings(settings()).create(sample.index()).unwrap();
    let long = article("1", "Ferry", "Ferry")
        .field("summary", "ж".repeat(5_000))
        .field("pages", (0..500).collect::<Vec<_>>());
    indexer.add(long.build().unwrap()).unwrap();
    indexer.publish().unwrap();
    let hit = &sample.searcher().search("ferry").unwrap().value.hits[0];
    assert_eq!(hit.fields[&name("summary")][0].to_string(), format!("{}…", "ж".repeat(300)));
    assert_eq!(hit.fields[&name("pages")].len(), OwnFields::SHOWN);
    assert_eq!(total(&sample.searcher(), "pages:499"), 1);
}

#[test]
fn a_field_may_have_its_values_under_another_key() {
    let sample = Sample::new();
    let photo = OwnField::under(FieldKind::Keyword, "Photo Credit");
    let fields = OwnFields::new().with("photo", photo).unwrap();
    let settings = Settings { fields, ..Settings::default() };
    let mut indexer = Indexer::options().settings(settings).create(sample.index()).unwrap();
    let credited = article("1", "Ferry", "Ferry").field("Photo Credit", "Ana Petrović");
    indexer.add(credited.field("photo", "no").build().unwrap()).unwrap();
    indexer.publish().unwrap();
    assert_eq!(total(&sample.searcher(), "photo:petrovic"), 1);
    assert_eq!(total(&sample.searcher(), "photo:no"), 0);
    assert_eq!("photo".parse::<Facet>().unwrap(), Facet::Own(name("photo")));
    let no_key = OwnField::under(FieldKind::Text, "");
    let fields = OwnFields::new().with("photo", no_key).unwrap();
    assert!(Settings { fields, ..Settings::default() }.check().is_err());
}

#[test]
fn a_whole_number_that_would_be_another_one_is_none() {
    for (text, number) in [
        ("9007199254740992", Some(9_007_199_254_740_992.0)),
        ("9007199254740993", None),
        ("-9007199254740993", None),
        ("1e300", Some(1e300)),
        ("1e309", None),
        ("NaN", None),
        ("0x10", None),
        ("1,5", None),
    ] {
        let read = OwnValue::read(text, FieldKind::Number);
        assert_eq!(read, number.map(OwnValue::Number), "{text}");
    }
}

#[test]
fn what_the_archive_does_not_have_is_an_error() {
    let sample = Sample::new();
    archive(&sample, 7);
    let searcher = sample.searcher();
    let refused = |outcome: Result<(), QueryError>| match outcome {
        Err(QueryError::NoField { field, .. }) => field.to_string(),
        other => panic!("{other:?}"),
    };
    let by = |field: &str| searcher.facets("", &[Facet::Own(name(field))]).map(|_| ());
    assert_eq!(refused(by("page")), "page");
    assert_eq!(refused(by("summary")), "summary");
    let sorted = |field: &str| {
        let mut request = SearchRequest::new("");
        request.sort = Some(Sort::Field(name(field), Direction::Ascending));
        searcher.search(request).map(|_| ())
    };
    assert_eq!(refused(sorted("summary")), "summary");
    let by = |filter: Filter| searcher.count(filtered(filter)).map(|_| ());
    assert_eq!(refused(by(Filter::new().number(name("desk"), 1.0..))), "desk");
    assert_eq!(refused(by(Filter::new().date(name("pages"), date(2025, 1, 1)..))), "pages");
    assert_eq!(refused(by(Filter::new().value(Facet::Own(name("nothing")), "x"))), "nothing");
    let none = by(Filter::new().value(Facet::Own(name("pages")), "twelve"));
    assert!(matches!(none, Err(QueryError::NoValue { .. })), "{none:?}");
    assert!(!searcher.count("pages:is(\"twelve\")").unwrap().diagnostics.is_empty());
    let planned = searcher.plan("pages:>3").unwrap();
    let other = Sample::generated(1, 5).searcher();
    assert_eq!(refused(other.rank_plan(planned, "").map(|_| ())), "pages");
    // It may be read as words.
    assert!(!other.count("pages:>3").unwrap().diagnostics.is_empty());
}

#[test]
fn other_fields_ask_for_a_rebuild_which_needs_no_source() {
    let sample = Sample::new();
    let there = archive(&sample, 7);
    let fields = OwnFields::new().with("desk", FieldKind::Text).unwrap();
    let other = Settings { fields, ..Settings::default() };
    let options = Indexer::options().settings(other.clone());
    assert!(matches!(options.open(sample.index()), Err(IndexerError::OtherSettings { .. })));
    let options = Indexer::options().settings(other);
    let rebuilt = options.rebuild_from_store(sample.index(), &mut |_| {});
    assert_eq!(rebuilt.unwrap().summary.articles, there.len() as u64);
    let searcher = sample.searcher();
    let with_desk = where_any(&there, "desk", |_| true).len() as u64;
    assert_eq!(total(&searcher, "has:desk"), with_desk);
    assert_eq!(total(&searcher, "has:pages"), 0);
    assert!(searcher.facets("", &[Facet::Own(name("desk"))]).is_err());
    let mut indexer = sample.indexer();
    let extra = json!({"desk": {"of": "Foreign"}, "pages": "twelve"});
    let Value::Object(extra) = extra else { unreachable!() };
    let odd = article("odd", "Odd", "odd").extra(extra.into_iter().collect()).build().unwrap();
    indexer.add(odd).unwrap();
    // What is no field any more is no value of one.
    assert_eq!(indexer.publish().unwrap().unread_values, 1);
}
