//! Checks what narrows an answer apart from its words.

use std::collections::{BTreeMap, BTreeSet};

use backfile::{Article, SearchRequest, Searcher};
use jiff::civil::date;
use query::syntax::{Field, Query};
use query::{Filter, Sort};
use schema::Facet;
use testkit::{Random, article, seed};

use crate::samples::Sample;

/// Values of which some are the beginning of others, or hold signs of the language.
const SOURCES: [&str; 7] = [
    "Le Monde",
    "Le Monde diplomatique",
    "le monde",
    "AND",
    "The \"Daily\" (West)",
    "C:\\News",
    "Вечерње новости",
];

fn archive(seed: u64, articles: usize) -> Searcher {
    let mut random = Random::new(seed);
    let sample = Sample::new();
    let mut indexer = sample.indexer();
    for number in 0..articles {
        let body = format!("The ferry runs {}", "again ".repeat(number % 7));
        let tags = (0..random.below(3)).map(|_| (*random.one_of(&SOURCES)).to_owned());
        let tags: Vec<String> = tags.collect();
        let built = article(&number.to_string(), "Ferry", &body)
            .source(*random.one_of(&SOURCES))
            .tags(tags)
            .section(*random.one_of(&SOURCES[..3]))
            .published_on(format!("20{:02}", 10 + number % 9).parse().unwrap());
        indexer.add(built.build().unwrap()).unwrap();
    }
    // Deleted ones are in no count.
    for number in 0..articles / 5 {
        let gone: Article =
            article(&number.to_string(), "x", "x").source(SOURCES[0]).build().unwrap();
        indexer.remove(&gone.id).unwrap();
    }
    indexer.publish().unwrap();
    sample.searcher()
}

#[test]
fn every_value_of_a_facet_filters_to_its_count() {
    let seed = seed();
    println!("BACKFILE_TEST_SEED={seed}");
    let searcher = archive(seed, 300);
    for facet in [Facet::Source, Facet::Tag, Facet::Section, Facet::Language] {
        let field = Field::from(facet);
        for query in ["", "ferry", "again again"] {
            let buckets = searcher.facets(query, &[facet]).unwrap().value.buckets;
            assert!(!buckets.is_empty(), "{facet:?}");
            for bucket in buckets {
                let mut request = SearchRequest::new(query);
                request.filter = Filter::new().value(facet, &bucket.key);
                let count = searcher.count(request.clone()).unwrap().total;
                assert_eq!(count, bucket.count, "{query} {bucket:?}");
                assert_eq!(searcher.search(request.clone()).unwrap().total, Some(count));
                let narrowed = searcher.facets(request, &[facet]).unwrap();
                assert_eq!(narrowed.total, count);
                let typed = format!("{query} {}", Query::value(field, &bucket.key));
                let typed = searcher.count(typed.as_str()).unwrap();
                assert_eq!((typed.total, &typed.diagnostics[..]), (count, &[][..]), "{bucket:?}");
            }
        }
    }
}

#[test]
fn a_filter_changes_no_score_and_no_reading() {
    // The exact form counts in the best 200 of an answer.
    let searcher = archive(7, 200);
    let whole = |query: &str| {
        let mut request = SearchRequest::new(query);
        request.limit = Some(1_000);
        request
    };
    for query in ["ferry again", "runs", "ferry OR again", "ferry nowhere", "\"ferry runs\"~9"] {
        let all = searcher.search(whole(query)).unwrap();
        let scores: BTreeMap<_, _> = all.hits.iter().map(|hit| (hit.id, hit.score)).collect();
        let mut seen = BTreeSet::new();
        for source in SOURCES {
            let mut request = whole(query);
            request.filter = Filter::new().value(Facet::Source, source);
            let page = searcher.search(request.clone()).unwrap();
            assert_eq!(page.matching, all.matching, "{query}");
            for hit in &page.hits {
                assert_eq!(hit.source.as_deref(), Some(source));
                assert_eq!(hit.score.to_bits(), scores[&hit.id].to_bits(), "{query}");
                assert!(seen.insert(hit.id));
            }
            request.limit = Some(3);
            let short = searcher.search(request).unwrap();
            let ids = |page: &backfile::ResultPage| -> Vec<_> {
                page.hits.iter().take(3).map(|hit| hit.id).collect()
            };
            assert_eq!(ids(&short), ids(&page), "{query} {source}");
        }
        assert_eq!(seen.len(), all.hits.len(), "{query}");
    }
}

#[test]
fn days_ids_and_several_values_narrow_together() {
    let searcher = archive(3, 200);
    let count = |filter: Filter| {
        let mut request = SearchRequest::new("ferry");
        request.filter = filter;
        let total = searcher.count(request.clone()).unwrap().total;
        for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest] {
            (request.sort, request.limit) = (Some(sort), Some(1_000));
            let page = searcher.search(request.clone()).unwrap();
            assert_eq!(page.hits.len() as u64, total, "{sort:?}");
        }
        total
    };
    let all = count(Filter::new());
    let by_year = |year: i16| Filter::new().published(date(year, 1, 1)..date(year + 1, 1, 1));
    assert_eq!((2010..2019).map(|year| count(by_year(year))).sum::<u64>(), all);
    assert_eq!(count(by_year(2012).published(date(2013, 1, 1)..)), 0);
    let of = |source: &str| count(Filter::new().value(Facet::Source, source));
    let two = Filter::new().values(Facet::Source, [SOURCES[0], SOURCES[1]]);
    assert_eq!(count(two), of(SOURCES[0]) + of(SOURCES[1]));
    assert_eq!(count(Filter::new().values(Facet::Source, [""; 0])), 0);
    assert_eq!(count(Filter::new().value(Facet::Source, "Le Mond")), 0);
    let hits = searcher.search("ferry").unwrap().value.hits;
    let ids: Vec<_> = hits.iter().map(|hit| hit.id).collect();
    assert_eq!(count(Filter::new().ids(ids.clone())), ids.len() as u64);
    let source = hits[0].source.clone().unwrap();
    let of_source = hits.iter().filter(|hit| hit.source.as_deref() == Some(&source)).count();
    let both = Filter::new().ids(ids).value(Facet::Source, source);
    assert_eq!(count(both), of_source as u64);
}

#[test]
fn a_filter_leaves_the_any_word_answer_on() {
    let searcher = archive(3, 100);
    let mut request = SearchRequest::new("ferry zeppelin");
    request.filter = Filter::new().value(Facet::Source, "AND");
    let page = searcher.search(request.clone()).unwrap();
    assert_eq!(page.matching, query::Match::Any);
    request.query = "ferry".to_owned();
    assert_eq!(page.total, searcher.search(request).unwrap().total);
}

#[test]
fn a_cursor_belongs_to_its_filter() {
    let searcher = archive(3, 200);
    let mut request = SearchRequest::new("ferry");
    request.limit = Some(2);
    request.filter = Filter::new().value(Facet::Source, SOURCES[0]);
    request.cursor = searcher.search(request.clone()).unwrap().value.cursor;
    assert!(request.cursor.is_some());
    assert!(searcher.search(request.clone()).is_ok());
    request.filter = Filter::new();
    assert!(searcher.search(request).is_err());
}
