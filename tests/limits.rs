//! Questions that make too much work end as far as they have come, say so, and always alike.

use std::ops::ControlFlow;
use std::time::Duration;

use backfile::{CancelToken, SearchRequest, Searcher};
use query::syntax::DiagnosticCode;
use query::{Limits, Match, QueryError, Sort, TimelineBy, TotalIs, TotalWanted};
use schema::Facet;

use crate::samples::{Sample, total};

/// Questions whose cost is not that of their words.
const RUNAWAYS: [&str; 7] = [
    "*a* w/5 *e* w/5 *i* w/5 *o*",
    "\"*e* *e* *e* *e* *e* *e* *e* *e*\"",
    "\"*e* *e* *e* *e* *e* *e* *e* *e*\"~9",
    "(the OR works) w/1000 (of OR working) w/1000 (group OR market)",
    "(the OR works) /s (of OR working) /s (group OR market)",
    "the -(*a* w/5 *e*)",
    "/.*a.*/ OR /.*b.*/ OR /.*c.*/ OR /.*d.*/ OR /.*e.*/ OR /.*f.*/ OR /.*g.*/ OR /.*h.*/",
];

/// An archive in two segments.
fn archive() -> (Sample, Searcher) {
    let sample = Sample::generated(3, 1_500);
    sample.write("news/more.jsonl", testkit::json_lines(4, 1_500));
    sample.update();
    let searcher = sample.searcher();
    (sample, searcher)
}

fn request(query: &str, work: u64) -> SearchRequest {
    let mut request = SearchRequest::new(query);
    request.limits.work = Some(work);
    request
}

fn says_so(diagnostics: &[query::syntax::Diagnostic]) -> bool {
    diagnostics.iter().any(|remark| remark.code == DiagnosticCode::LimitReached)
}

#[test]
fn a_runaway_question_ends_early_says_so_and_always_ends_alike() {
    let (sample, searcher) = archive();
    let other = sample.searcher();
    for query in RUNAWAYS {
        let whole = searcher.search(request(query, u64::MAX)).unwrap();
        assert!(!whole.partial && !says_so(&whole.diagnostics), "{query}");
        for work in [20_000, 80_000] {
            let mut pages = [&searcher, &searcher, &other].map(|searcher| {
                let page = searcher.search(request(query, work)).unwrap();
                assert!(page.partial && says_so(&page.diagnostics), "{query} {work}");
                assert_eq!(page.total_is, TotalIs::AtLeast, "{query} {work}");
                assert!(page.total <= whole.total, "{query} {work}: {:?}", page.total);
                assert!(page.total >= Some(page.hits.len() as u64), "{query} {work}");
                page
            });
            for page in &mut pages {
                page.took_ms = 0.0;
            }
            let [page, again, elsewhere] = pages;
            assert_eq!(page, again, "{query} {work}");
            assert_eq!(page, elsewhere, "{query} {work}");
        }
    }
}

#[test]
fn every_kind_of_answer_has_the_limit_and_what_it_has_is_right() {
    let (_sample, searcher) = archive();
    for query in RUNAWAYS {
        let (asked, whole) = (request(query, 80_000), request(query, u64::MAX));
        let count = searcher.count(asked.clone()).unwrap();
        assert!(count.partial && says_so(&count.diagnostics), "{query}");
        let most = searcher.count(whole.clone()).unwrap().total;
        assert!(count.total <= most, "{query}: {} of {most}", count.total);
        let facets = searcher.facets(asked.clone(), &[Facet::Source, Facet::Language]).unwrap();
        assert!(facets.partial && says_so(&facets.diagnostics), "{query}");
        assert!(facets.total <= most, "{query}");
        let timeline = searcher.timeline(asked.clone(), TimelineBy::Year).unwrap();
        assert!(timeline.partial && says_so(&timeline.diagnostics), "{query}");
        assert!(timeline.total <= most, "{query}");
        let explanation = searcher.explain(asked.clone()).unwrap();
        assert!(explanation.partial && says_so(&explanation.diagnostics), "{query}");
        let ranking = searcher.rank(asked.clone()).unwrap();
        assert!(ranking.partial && says_so(&ranking.diagnostics), "{query}");
        // What is found is a match, also where an exclusion was not looked through to its end.
        let mut all = Vec::new();
        let mut everything = whole;
        everything.limits = Limits::default();
        let exported = searcher.export(everything, &mut |hit| {
            all.push(hit.id);
            ControlFlow::Continue(())
        });
        assert!(!exported.unwrap().partial, "an export has no limit of its own: {query}");
        assert_eq!(all.len() as u64, most, "{query}");
        for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest] {
            let mut asked = asked.clone();
            (asked.sort, asked.limit) = (Some(sort), Some(100));
            for hit in searcher.search(asked).unwrap().value.hits {
                assert!(all.contains(&hit.id), "{query} {sort:?}");
            }
        }
        let mut limited = 0;
        let exported = searcher.export(asked, &mut |_| {
            limited += 1;
            ControlFlow::Continue(())
        });
        let exported = exported.unwrap();
        assert!(exported.partial && exported.total == limited && limited <= most, "{query}");
    }
}

#[test]
fn a_search_ends_before_what_an_exclusion_no_longer_excludes() {
    let (_sample, searcher) = archive();
    let query = "works -(*a* w/2 of)";
    let ids = |request: SearchRequest| -> Vec<_> {
        searcher.rank(request).unwrap().ranked.iter().map(|ranked| ranked.id).collect()
    };
    let asked = |work, sort| {
        let mut request = request(query, work);
        (request.limit, request.total) = (Some(10_000), TotalWanted::Unknown);
        request.sort = Some(sort);
        request
    };
    let right = ids(asked(u64::MAX, Sort::Newest));
    assert!(!right.is_empty());
    let mut cut = 0;
    for work in (40_000..400_000).step_by(9_000) {
        for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest] {
            let found = ids(asked(work, sort));
            let wrong = found.iter().filter(|id| !right.contains(id)).count();
            assert_eq!(wrong, 0, "{work} {sort:?}");
        }
        let found = ids(asked(work, Sort::Newest)).len() as u64;
        let count = searcher.count(request(query, work)).unwrap();
        assert_eq!(count.total, found, "{work}");
        let facets = searcher.facets(request(query, work), &[Facet::Language]).unwrap();
        assert_eq!(facets.total, found, "{work}");
        let timeline = searcher.timeline(request(query, work), TimelineBy::Year).unwrap();
        assert_eq!(timeline.total, found, "{work}");
        cut += u32::from(count.partial && found > 0);
    }
    assert!(cut > 5, "only {cut} answers were cut");
}

#[test]
fn what_is_said_of_an_answer_costs_the_answer_nothing() {
    let (_sample, searcher) = archive();
    let query = "zeppelin AND (the w/9 of)";
    let is_cut = |work: &u64| searcher.rank(request(query, *work)).unwrap().partial;
    let enough = (0..).step_by(50).find(|work| !is_cut(work)).unwrap();
    let answer = |work| {
        let mut request = request(query, work);
        (request.strict, request.matching) = (true, Match::All);
        searcher.count(request).unwrap()
    };
    let (least, most) = (answer(enough), answer(u64::MAX));
    assert!(least.total == 0 && !least.partial, "{enough}");
    assert_eq!(most.diagnostics[0].code, DiagnosticCode::NothingFound);
}

#[test]
fn questions_that_cost_what_their_words_do_are_whole() {
    let (_sample, searcher) = archive();
    let long = "\"".to_owned() + &["the"; 500].join(" ") + "\"";
    let near = ["the", "of", "working", "group", "works", "vucic", "market"].join(" w/5 ");
    for query in [&long, &near, "sanct* w/9 work*", "\"the work* of\"~9", "the /s of", "of the"] {
        assert!(!searcher.search(query).unwrap().partial, "{query}");
    }
    // Plain words, phrases of them and dates cost nothing to find.
    for query in ["the", "the OR of", "\"of the\"", "the -work", "date:2015..2020", "has:date the"]
    {
        assert!(!searcher.count(request(query, 0)).unwrap().partial, "{query}");
        assert!(!searcher.search(request(query, 100_000)).unwrap().partial, "{query}");
    }
}

#[test]
fn what_was_found_is_marked_whatever_finding_it_has_cost() {
    let (_sample, searcher) = archive();
    let query = "*a* w/5 *e* w/5 *i* w/5 *o*";
    let page = searcher.search(request(query, 1_500_000)).unwrap();
    assert!(page.partial && !page.hits.is_empty());
    for hit in page.value.hits {
        let marked = hit.snippets.iter().flat_map(|snippet| &snippet.highlights);
        assert!(marked.count() > 0, "{:?}", hit.snippets);
    }
}

#[test]
fn a_question_that_is_given_up_ends() {
    let (_sample, searcher) = archive();
    for query in RUNAWAYS.into_iter().chain(["the"]) {
        let asked = request(query, u64::MAX);
        asked.cancel.cancel();
        let is_cancelled =
            |error: QueryError| assert!(matches!(error, QueryError::Cancelled), "{query}: {error}");
        is_cancelled(searcher.search(asked.clone()).unwrap_err());
        is_cancelled(searcher.count(asked.clone()).unwrap_err());
        is_cancelled(searcher.facets(asked.clone(), &[Facet::Language]).unwrap_err());
        is_cancelled(searcher.explain(asked.clone()).unwrap_err());
        let never = &mut |_| panic!("nothing is handed out");
        is_cancelled(searcher.export(asked, never).unwrap_err());
    }
    // The token is cancelled while the answer is under way.
    let mut asked = request("the", u64::MAX);
    asked.cancel = CancelToken::new();
    let (token, mut handed_out) = (asked.cancel.clone(), 0);
    let outcome = searcher.export(asked, &mut |_| {
        handed_out += 1;
        token.cancel();
        ControlFlow::Continue(())
    });
    assert!(matches!(outcome, Err(QueryError::Cancelled)) && handed_out == 1);
}

/// What is found out of words is remembered for other questions, but nothing that was cut short.
#[test]
fn a_question_without_time_spoils_no_other() {
    let sample = Sample::generated(11, 400);
    let hurried = sample.searcher();
    for query in ["minister w/9 report", "vucic w/9 minister", "(works OR of) /s group"] {
        let mut request = SearchRequest::new(query);
        request.limits.time = Some(Duration::ZERO);
        assert!(hurried.search(request.clone()).unwrap().partial, "{query}");
        assert!(hurried.count(request).unwrap().partial, "{query}");
        let (after, fresh) = (total(&hurried, query), total(&sample.searcher(), query));
        assert_eq!(after, fresh, "{query}");
    }
}
