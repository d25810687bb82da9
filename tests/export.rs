//! Exports hand out what is asked for, in the order that is asked for.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use backfile::{SearchRequest, Searcher};
use query::{Match, QueryError, Sort};

use crate::samples::{Sample, ids, sorted};

/// An archive in two segments.
fn archive() -> (Sample, Searcher) {
    let sample = Sample::generated(5, 1_200);
    sample.write("news/more.jsonl", testkit::json_lines(6, 1_200));
    sample.update();
    let searcher = sample.searcher();
    (sample, searcher)
}

/// The ids and scores of an export, in order.
fn exported(searcher: &Searcher, request: SearchRequest) -> Vec<(backfile::ArticleId, f32)> {
    let mut found = Vec::new();
    let count = searcher.export(request, &mut |hit| {
        assert_eq!(hit.rank, found.len() as u64 + 1);
        found.push((hit.id, hit.score));
        ControlFlow::Continue(())
    });
    assert_eq!(count.unwrap().total, found.len() as u64);
    found
}

fn only_ids(exported: Vec<(backfile::ArticleId, f32)>) -> Vec<backfile::ArticleId> {
    exported.into_iter().map(|(id, _)| id).collect()
}

#[test]
fn an_export_is_of_everything_newest_first_unless_it_is_to_be_otherwise() {
    let (_sample, searcher) = archive();
    for query in ["", "the", "work", "the w/5 of", "work date:2014..2020"] {
        let newest = ids(&searcher, sorted(query, Sort::Newest, 10_000));
        assert!(newest.len() > 20, "{query}");
        assert_eq!(only_ids(exported(&searcher, query.into())), newest, "{query}");
        for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest] {
            let page = searcher.search(sorted(query, sort, 10_000)).unwrap();
            let paged: Vec<_> = page.hits.iter().map(|hit| (hit.id, hit.score)).collect();
            for limit in [None, Some(0), Some(1), Some(20), Some(1_000), Some(1_001)] {
                let mut request = sorted(query, sort, 0);
                request.limit = limit;
                let wanted = &paged[..limit.unwrap_or(usize::MAX).min(paged.len())];
                assert_eq!(exported(&searcher, request), wanted, "{query} {sort:?} {limit:?}");
            }
        }
    }
}

#[test]
fn an_export_is_loosened_where_no_article_has_all_words() {
    let (_sample, searcher) = archive();
    for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest] {
        let request = sorted("work zzyzx", sort, 7);
        assert_eq!(exported(&searcher, request.clone()).len(), 7);
        let count = searcher.export(request, &mut |_| ControlFlow::Break(())).unwrap();
        assert_eq!((count.matching, count.total), (Match::Any, 1));
    }
}

#[test]
fn a_panic_of_the_caller_is_the_callers() {
    let (_sample, searcher) = archive();
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        searcher.export("the", &mut |hit| panic!("at {}", hit.rank))
    }));
    let panicked = outcome.expect_err("the panic goes through");
    assert_eq!(panicked.downcast_ref::<String>().map(String::as_str), Some("at 1"));
    // And the searcher answers as before.
    assert!(searcher.count("the").unwrap().total > 0);
}

#[test]
fn a_damaged_index_is_an_error_and_no_panic() {
    let (sample, _) = archive();
    let generation = sample.index().join("gen-000001");
    for entry in std::fs::read_dir(generation).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "store") {
            let mut bytes = std::fs::read(&path).unwrap();
            // What is stored goes, and what says where it is stays.
            let end = bytes.len() / 2;
            bytes[..end].fill(0xff);
            std::fs::write(&path, bytes).unwrap();
        }
    }
    let searcher = sample.searcher();
    let outcome = searcher.export("the", &mut |_| ControlFlow::Continue(()));
    let error = outcome.expect_err("the stored articles are gone");
    let is_damage = matches!(error, QueryError::Corrupt { .. } | QueryError::Schema(_));
    assert!(is_damage, "{error}");
}
