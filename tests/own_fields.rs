//! Checks the fields that an archive has of its own, against a plain reading of the articles.

mod declared;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use article::{FieldKind, FieldName, OwnFields, OwnValue, OwnValues};
use backfile::{Article, ArticleId, Direction, Filter, SearchRequest, Searcher};
use indexer::Indexer;
use jiff::civil::{Date, date};
use query::Sort;
use query::syntax::{Field, Query};
use schema::{Facet, Settings};
use serde_json::{Value, json};
use testkit::{Random, article, seed};

use crate::samples::{Sample, ids, total};

/// Values of which some are the beginning of others, hold signs of the language, or are longer than
/// a term: those are known by their beginning.
fn desks() -> Vec<String> {
    let short = ["Foreign", "Foreign Affairs", "foreign", "AND", "\"City\" (West)", "C:\\Desk"];
    let long = ["ж".repeat(40_000), format!("{}y", "ж".repeat(39_999)), "Вечерње новости".into()];
    short.into_iter().map(str::to_owned).chain(long).collect()
}

fn name(name: &str) -> FieldName {
    FieldName::new(name).unwrap()
}

fn settings() -> Settings {
    let fields = [
        ("desk", FieldKind::Keyword),
        ("summary", FieldKind::Text),
        ("pages", FieldKind::Number),
        ("embargo", FieldKind::Date),
    ];
    let fields =
        fields.into_iter().try_fold(OwnFields::new(), |all, (name, kind)| all.with(name, kind));
    Settings { fields: fields.unwrap(), ..Settings::default() }
}

fn random_article(number: usize, random: &mut Random) -> Article {
    let mut extra = BTreeMap::new();
    let desks = desks();
    let desk = match random.below(4) {
        0 => Value::Null,
        1 => json!([random.one_of(&desks), random.one_of(&desks)]),
        _ => json!(random.one_of(&desks)),
    };
    extra.insert((*random.one_of(&["desk", "Desk"])).to_owned(), desk);
    let pages =
        [json!(3), json!(-2.5), json!("12"), json!([7, 1e300, 0.0]), json!(-0.0), json!("x")];
    if random.below(4) > 0 {
        extra.insert("pages".to_owned(), random.one_of(&pages).clone());
    }
    let days =
        ["2025", "2025-03", "2025-03-07", "2024-12-31T23:00:00+01:00", "2026-01-01", "1999-06"];
    if random.below(4) > 0 {
        extra.insert("EMBARGO".to_owned(), json!(random.one_of(&days)));
    }
    if random.below(2) > 0 {
        extra.insert(
            "summary".to_owned(),
            json!("Ferry strike: Vučić speaks, the harbour is closed"),
        );
    }
    let day = format!("2020-{:02}-{:02}", 1 + number % 12, 1 + number % 3);
    article(&number.to_string(), "Harbour news", "The foreign minister runs again")
        .published_on(day.parse().unwrap())
        .extra(extra)
        .build()
        .unwrap()
}

/// An archive in several segments, of which some are merged and some have deleted articles.
fn archive(sample: &Sample, seed: u64) -> BTreeMap<ArticleId, Article> {
    let mut random = Random::new(seed);
    let options = || Indexer::options().settings(settings());
    let mut indexer = options().open_or_create(sample.index()).unwrap();
    let mut there = BTreeMap::new();
    for night in 0..4 {
        for _ in 0..60 {
            let number = random.below(150);
            let one = random_article(number, &mut random);
            indexer.add(one.clone()).unwrap();
            there.insert(one.id, one);
        }
        let gone: Vec<ArticleId> = there.keys().step_by(9).copied().collect();
        for id in gone {
            assert!(indexer.remove(&id).unwrap());
            there.remove(&id);
        }
        if night == 2 {
            indexer.publish().unwrap();
            indexer = options().open(sample.index()).unwrap();
        }
        indexer.commit().unwrap();
    }
    indexer.publish().unwrap();
    there
}

fn values(of: &Article, field: &str) -> Vec<OwnValue> {
    let settings = settings();
    let name = name(field);
    OwnValues::of(&of.extra, name, settings.fields.get(name).unwrap()).values
}

fn found(searcher: &Searcher, request: impl Into<SearchRequest>) -> BTreeSet<ArticleId> {
    let mut request = request.into();
    request.limit = Some(1_000);
    let page = searcher.search(request).unwrap();
    assert_eq!(page.diagnostics, [], "{}", page.query);
    page.value.hits.into_iter().map(|hit| hit.id).collect()
}

fn filtered(filter: Filter) -> SearchRequest {
    let mut request = SearchRequest::new("");
    request.filter = filter;
    request
}

fn where_any(
    there: &BTreeMap<ArticleId, Article>,
    field: &str,
    is_one: impl Fn(&OwnValue) -> bool,
) -> BTreeSet<ArticleId> {
    let has_one = |of: &&Article| values(of, field).iter().any(&is_one);
    there.values().filter(has_one).map(|one| one.id).collect()
}

#[test]
fn every_value_is_counted_filtered_and_asked_for() {
    let seed = seed();
    println!("BACKFILE_TEST_SEED={seed}");
    let sample = Sample::new();
    let there = archive(&sample, seed);
    let searcher = sample.searcher();
    assert!(backfile::verify(sample.index()).unwrap().is_sound());
    for field in ["desk", "pages", "embargo"] {
        let facet = Facet::Own(name(field));
        let mut wanted: BTreeMap<String, BTreeSet<ArticleId>> = BTreeMap::new();
        for one in there.values() {
            for value in values(one, field) {
                let known_by = article::value_key(&value.to_string()).to_owned();
                wanted.entry(known_by).or_default().insert(one.id);
            }
        }
        let facets = searcher.facets("", &[facet]).unwrap();
        let counted: BTreeMap<&str, u64> =
            facets.buckets.iter().map(|bucket| (&*bucket.key, bucket.count)).collect();
        let counts = wanted.iter().map(|(value, ids)| (value.as_str(), ids.len() as u64));
        assert_eq!(counted, counts.collect(), "{field}");
        for (value, ids) in &wanted {
            assert_eq!(found(&searcher, filtered(Filter::new().value(facet, value))), *ids);
            if value.len() < 1_000 {
                let typed = Query::value(Field::from(facet), value).to_string();
                assert_eq!(found(&searcher, typed.as_str()), *ids, "{typed}");
            }
        }
        let two = wanted.keys().take(2);
        let either = wanted.values().take(2).flatten().copied().collect();
        assert_eq!(found(&searcher, filtered(Filter::new().values(facet, two))), either);
        let with_any = where_any(&there, field, |_| true);
        assert_eq!(found(&searcher, format!("has:{field}")), with_any);
        assert_eq!(
            total(&searcher, &format!("-has:{field}")),
            (there.len() - with_any.len()) as u64
        );
    }
    for one in there.values().take(20) {
        let hit = &searcher.search(filtered(Filter::new().ids([one.id]))).unwrap().value.hits[0];
        assert_eq!(hit.fields, settings().fields.shown(one));
    }
}

#[test]
fn ranges_are_those_of_a_plain_reading() {
    let seed = seed();
    println!("BACKFILE_TEST_SEED={seed}");
    let sample = Sample::new();
    let there = archive(&sample, seed);
    let searcher = sample.searcher();
    let pages = name("pages");
    let in_range = |is_in: &dyn Fn(f64) -> bool| {
        where_any(&there, "pages", |value| matches!(value, OwnValue::Number(page) if is_in(*page)))
    };
    for low in [-3.0, -2.5, -0.0, 0.0, 3.0, 6.5, 12.0, 1e299] {
        for high in [-2.5, 0.0, 3.0, 7.0, 2e300] {
            if low > high {
                continue;
            }
            let within = in_range(&|page| page >= low && page <= high);
            assert_eq!(found(&searcher, filtered(Filter::new().number(pages, low..=high))), within);
            let query = Query::everything().with_number(pages, low..=high);
            assert_eq!(found(&searcher, query.clone()), within, "{query}");
        }
        let above = in_range(&|page| page > low);
        assert_eq!(found(&searcher, format!("pages:>{low}")), above, "{low}");
        assert_eq!(
            found(&searcher, filtered(Filter::new().number(pages, ..low))),
            in_range(&|page| page < low)
        );
        let plan = searcher.plan(format!("pages:>{low}").as_str()).unwrap();
        let ranked =
            searcher.rank_plan(backfile::plan::Plan::from_json(&plan.to_json()).unwrap(), "");
        assert_eq!(ranked.unwrap().total, Some(above.len() as u64));
    }
    let embargo = name("embargo");
    let days: [Date; 7] = [
        date(1999, 6, 15),
        date(2024, 12, 31),
        date(2025, 1, 1),
        date(2025, 3, 7),
        date(2025, 3, 8),
        date(2025, 12, 31),
        date(2026, 1, 1),
    ];
    for first in days {
        for last in days.into_iter().filter(|last| *last >= first) {
            let overlap = where_any(&there, "embargo", |value| match value {
                OwnValue::Date(date) => date.first_day() <= last && date.last_day() >= first,
                _ => false,
            });
            let filter = Filter::new().date(embargo, first..=last);
            assert_eq!(found(&searcher, filtered(filter)), overlap, "{first} {last}");
            assert_eq!(found(&searcher, format!("embargo:{first}..{last}")), overlap);
        }
    }
    // No day and no number lies in a range that ends before it begins, whatever else is asked.
    let (one, other) = (date(2025, 3, 7), date(2025, 3, 8));
    let some = there.keys().copied().next().unwrap();
    for nothing in [
        Filter::new().date(embargo, other..=one),
        Filter::new().date(embargo, other..other),
        Filter::new().ids([some]).number(pages, 5.0..1.0),
        Filter::new().number(pages, f64::NAN..).ids([some]),
    ] {
        assert_eq!(found(&searcher, filtered(nothing.clone())).len(), 0, "{nothing:?}");
    }
    let mut request = SearchRequest::new("embargo:today..2025-03-07");
    request.today = Some(other);
    assert_eq!(searcher.count(request).unwrap().total, 0);
    assert_eq!(found(&searcher, "lang:(pages:>3)"), found(&searcher, "pages:>3"));
    let all = where_any(&there, "embargo", |_| true);
    assert_eq!(found(&searcher, "embargo:<9999-12-31"), all);
    assert_eq!(found(&searcher, "embargo:>=1000"), all);
    assert_eq!(total(&searcher, "embargo:1998"), 0);
}

#[test]
fn words_are_sought_in_their_own_field_alone() {
    let seed = seed();
    println!("BACKFILE_TEST_SEED={seed}");
    let sample = Sample::new();
    let there = archive(&sample, seed);
    let searcher = sample.searcher();
    let is_foreign = |value: &OwnValue| value.to_string().to_lowercase().contains("foreign");
    let foreign = where_any(&there, "desk", is_foreign);
    let affairs = where_any(&there, "desk", |value| value.to_string() == "Foreign Affairs");
    let novosti = where_any(&there, "desk", |value| value.to_string().contains("новости"));
    let summarised = where_any(&there, "summary", |_| true);
    for typed in ["desk:foreign", "desk:fore*", "desk:f?reign", "desk:foriegn~", "desk:/fo.*gn/"] {
        assert_eq!(found(&searcher, typed), foreign, "{typed}");
    }
    for typed in
        ["desk:\"foreign affairs\"", "desk:(foreign w/2 affairs)", "desk:\"affairs foreign\"~2"]
    {
        assert_eq!(found(&searcher, typed), affairs, "{typed}");
    }
    for typed in ["desk:novosti", "desk:новости", "desk:novosti~name", "desk:nov*", "desk:=новости"]
    {
        assert_eq!(found(&searcher, typed), novosti, "{typed}");
    }
    for typed in ["summary:vucic", "summary:\"ferry strike\"", "summary:(ferry AND harbour)"] {
        assert_eq!(found(&searcher, typed), summarised, "{typed}");
    }
    for typed in ["desk:vucic", "summary:foreign", "desk:minister", "summary:/.*fore.*/", "vucic"] {
        assert_eq!(total(&searcher, typed), 0, "{typed}");
    }
    assert_eq!(total(&searcher, "foreign"), there.len() as u64);
    let narrowed = found(&searcher, "minister desk:foreign");
    assert_eq!(narrowed, foreign);
    let explained = searcher.explain("desk:foregn").unwrap();
    let missing = &explained.parts[0].missing;
    assert!(missing[0].nearest.iter().any(|word| word.text == "foreign"), "{explained:?}");
}

#[test]
fn an_order_by_values_shows_every_article_once() {
    let seed = seed();
    println!("BACKFILE_TEST_SEED={seed}");
    let sample = Sample::new();
    let there = archive(&sample, seed);
    let searcher = sample.searcher();
    for field in ["desk", "pages", "embargo"] {
        for direction in [Direction::Ascending, Direction::Descending] {
            let key = |of: &Article| {
                let keys = values(of, field);
                let keys = keys.iter().map(|value| value.to_key().into_owned());
                match direction {
                    Direction::Ascending => keys.min(),
                    Direction::Descending => keys.max(),
                }
            };
            let mut wanted: Vec<&Article> = there.values().collect();
            wanted.sort_by(|one, two| {
                let (first, second) = (key(one), key(two));
                let values = match direction {
                    Direction::Ascending => first.cmp(&second),
                    Direction::Descending => second.cmp(&first),
                };
                first.is_none().cmp(&second.is_none()).then(values).then_with(|| {
                    let day = |one: &Article| one.published_on.map(|date| date.first_day());
                    day(two).cmp(&day(one)).then(one.id.cmp(&two.id))
                })
            });
            let wanted: Vec<ArticleId> = wanted.into_iter().map(|one| one.id).collect();
            let mut request = SearchRequest::new("minister");
            request.sort = Some(Sort::Field(name(field), direction));
            request.limit = Some(7);
            assert_eq!(ids(&searcher, request.clone()), wanted, "{field} {direction:?}");
            let mut exported = Vec::new();
            request.limit = None;
            let export = searcher.export(request, &mut |hit| {
                exported.push(hit.id);
                ControlFlow::Continue(())
            });
            assert_eq!(export.unwrap().total, wanted.len() as u64);
            assert_eq!(exported, wanted, "{field} {direction:?}");
        }
    }
}
