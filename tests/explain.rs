//! What is said about a query: how it was read, what it lacks, what may have been meant.

use std::ops::ControlFlow;
use std::time::Duration;

use backfile::SearchRequest;
use query::syntax::DiagnosticCode;
use query::{Limits, Match, MissingWord, TimelineBy, TotalIs};
use schema::Facet;
use testkit::article;

use crate::samples::{Sample, program, total};

/// Two articles about a ferry, one of which has a mayor.
fn sample() -> Sample {
    let sample = Sample::new();
    let mut indexer = sample.indexer();
    for (id, title, body) in [
        ("one", "The ferry of Krušik", "A ferry sails. Mayor Petrović waits for the ferry."),
        ("two", "Ferries", "Two ferries sail to Petrovac."),
    ] {
        indexer
            .add(article(id, title, body).authors(vec!["Ana Kovač".to_owned()]).build().unwrap())
            .unwrap();
    }
    indexer.publish().unwrap();
    sample
}

/// Each missing word with what is offered for it.
fn told(missing: &[MissingWord]) -> Vec<String> {
    let offered = |missing: &MissingWord| {
        let near = missing.nearest.iter().map(|near| format!("{} {}", near.text, near.articles));
        format!("{}: {}", missing.word, near.collect::<Vec<_>>().join(", "))
    };
    missing.iter().map(offered).collect()
}

#[test]
fn a_word_that_occurs_nowhere_gets_the_nearest_ones() {
    let sample = sample();
    let searcher = sample.searcher();
    for (query, expected) in [
        ("krusikk", &["krusikk: krusik 1"][..]),
        ("Крушикк", &["крушикк: krusik 1"]),
        ("ferrry", &["ferrry: ferry 1"]),
        ("\"the fery of\"", &["fery: ferry 1"]),
        ("fery w/3 mayr", &["fery: ferry 1", "mayr: mayor 1"]),
        ("author:petrovic", &["petrovic: "]),
        ("author:kovacc", &["kovacc: kovac 2"]),
        ("=Krusikk", &["krusikk: krusik 1"]),
        ("ferry -krusikk", &[]),
        ("ferries petrovac", &[]),
        ("kruss* ferryy~", &[]),
        ("xy", &["xy: "]),
    ] {
        assert_eq!(told(&searcher.missing_words(query).unwrap()), expected, "{query}");
    }
}

#[test]
fn an_explanation_counts_every_part_and_names_what_is_to_blame() {
    let sample = sample();
    let explanation = sample.searcher().explain("ferry petrovac mayor krusikk").unwrap();
    let parts = explanation.parts.iter().map(|part| {
        let words = part.expansions.iter().map(|one| format!("{} {}", one.text, one.articles));
        let words: Vec<String> = words.collect();
        format!(
            "{} {}: {} | {}",
            part.text,
            part.articles,
            words.join(", "),
            told(&part.missing).join("; ")
        )
    });
    let parts: Vec<String> = parts.collect();
    assert_eq!(
        parts,
        [
            "ferry 2: ferries 1, ferry 1 | ",
            "petrovac 1: petrovac 1 | ",
            "mayor 1: mayor 1 | ",
            "krusikk 0:  | krusikk: krusik 1",
        ]
    );
    assert_eq!((explanation.total, explanation.blame.len()), (0, 0), "no one part is to blame");
    let explanation = sample.searcher().explain("ferry petrovac mayor").unwrap();
    let blame = explanation.blame.iter().map(|blame| (blame.without.as_str(), blame.total));
    assert_eq!(blame.collect::<Vec<_>>(), [("petrovac", 1), ("mayor", 1)]);
}

#[test]
fn the_program_says_so_on_standard_error() {
    let sample = sample();
    let said = |arguments: &[&str]| {
        let output = program(&sample.index(), arguments).output().unwrap();
        (String::from_utf8(output.stderr).unwrap(), String::from_utf8(output.stdout).unwrap())
    };
    let (stderr, stdout) = said(&["search", "ferry AND krusikk"]);
    assert_eq!(stdout, "");
    let lines: Vec<&str> = stderr.lines().collect();
    assert_eq!(lines[0], "note: no article has all of it; without `krusikk` there are 2");
    assert!(lines[1].starts_with("nothing found ("), "{stderr}");
    assert_eq!(lines[2..], ["no article has `krusikk`; did you mean `krusik` (1)?"]);
    let (_, stdout) = said(&["explain", "ferry krusikk"]);
    assert!(stdout.ends_with("\n\n0 articles in all\n"), "{stdout}");
    assert!(
        stdout.contains("\n  no article has `krusikk`; did you mean `krusik` (1)?\n"),
        "{stdout}"
    );
    let (stderr, _) = said(&["--quiet", "search", "ferry AND krusikk"]);
    assert_eq!(stderr, "");
}

#[test]
fn limits_cut_an_answer_short_and_say_so() {
    let sample = Sample::generated(1, 3_000);
    let searcher = sample.searcher();
    let limited = |query: &str, change: fn(&mut Limits)| {
        let mut request = SearchRequest::new(query);
        (request.snippets, request.matching) = (0, Match::All);
        change(&mut request.limits);
        request
    };
    let no_time: fn(&mut Limits) = |limits| limits.time = Some(Duration::ZERO);
    let much_time: fn(&mut Limits) = |limits| limits.time = Some(Duration::from_hours(1));
    for query in ["the", "the OR of", "the w/3 of", "atleast90(the)", "w*", "the -works"] {
        let whole = searcher.search(limited(query, much_time)).unwrap();
        assert!(!whole.partial, "{query}");
        assert_eq!(Some(total(&searcher, query)), whole.total, "{query}");
        assert_eq!(whole.total_is, TotalIs::Exact, "{query}");
        let cut = searcher.search(limited(query, no_time)).unwrap();
        assert!(cut.partial && cut.total_is == TotalIs::AtLeast, "{query}");
        assert!(cut.total <= whole.total, "{query}");
        assert!(searcher.count(limited(query, no_time)).unwrap().partial, "{query}");
        let facets = searcher.facets(limited(query, no_time), &[Facet::Language]).unwrap();
        assert!(facets.partial, "{query}");
        let timeline = searcher.timeline(limited(query, no_time), TimelineBy::Year).unwrap();
        assert!(timeline.partial, "{query}");
    }
    let few_terms: fn(&mut Limits) = |limits| limits.expansions = 1;
    for query in ["w*", "/w.*/", "work~2", "\"the w*\"", "w* w/3 the"] {
        assert!(searcher.search(limited(query, few_terms)).unwrap().partial, "{query}");
        assert!(!searcher.search(limited(query, |_| ())).unwrap().partial, "{query}");
    }
    let few_words: fn(&mut Limits) = |limits| limits.nodes = 2;
    assert!(searcher.search(limited("the of", few_words)).is_ok());
    let refused = searcher.search(limited("the of working", few_words)).unwrap_err();
    assert_eq!(refused.diagnostics()[0].code, DiagnosticCode::TooManyNodes);
}

#[test]
fn every_answer_says_why_it_is_empty_or_wider_than_what_was_asked_for() {
    let sample = Sample::new();
    let record = |id: u32, date: &str, body: &str| {
        format!("{{\"id\":\"{id}\",\"date\":\"{date}\",\"title\":\"News\",\"body\":\"{body}\"}}\n")
    };
    let records = [
        record(1, "2025-05-03", "The ferry stops."),
        record(2, "2025-05", "The ferry runs."),
        record(3, "2025", "The mayor waits."),
        record(4, "2025-04-28", "The mayor waits for the ferry."),
    ];
    sample.write("news/wire.jsonl", records.concat());
    sample.update();
    let searcher = sample.searcher();
    let codes = |query: &str| {
        let said = [
            searcher.search(query).unwrap().diagnostics,
            searcher.count(query).unwrap().diagnostics,
            searcher.facets(query, &[Facet::Source]).unwrap().diagnostics,
            searcher.timeline(query, TimelineBy::Month).unwrap().diagnostics,
            searcher.explain(query).unwrap().diagnostics,
            searcher.export(query, &mut |_| ControlFlow::Continue(())).unwrap().diagnostics,
        ];
        said.map(|said| said.into_iter().map(|one| (one.code, one.message)).collect::<Vec<_>>())
    };
    let same = |query: &str, expected: &[(DiagnosticCode, &str)]| {
        let expected: Vec<_> =
            expected.iter().map(|(code, message)| (*code, (*message).to_owned())).collect();
        for said in codes(query) {
            assert_eq!(said, expected, "{query}");
        }
    };
    let partly = "by a month or a year that lies only partly in the days asked for";
    let (two, one) = (
        format!("2 of all that match are dated {partly}"),
        format!("1 of all that match is dated {partly}"),
    );
    // May lies in the month that is asked for; the year reaches beyond it.
    same("date:2025-05", &[(DiagnosticCode::PossibleDates, &one)]);
    same("date:2025-05-01..2025-05-10", &[(DiagnosticCode::PossibleDates, &two)]);
    same("ferry date:2025-05-01..2025-05-10", &[(DiagnosticCode::PossibleDates, &one)]);
    same("date:2025", &[]);
    same("date:2024..2025", &[]);
    same("since:2025-05-02", &[(DiagnosticCode::PossibleDates, &two)]);
    same("date:2020", &[]);
    let blame = "no article has all of it; without `zeppelin` there is 1";
    same("stops AND zeppelin", &[(DiagnosticCode::NothingFound, blame)]);
    same("ferry", &[]);
    for said in codes("stops AND \"zep\npelin\"") {
        assert!(said[0].1.ends_with("without `\"zep\\npelin\"` there is 1"), "{said:?}");
    }
    for said in [
        searcher.count("stops zeppelin").unwrap().diagnostics,
        searcher.search("stops zeppelin").unwrap().diagnostics,
    ] {
        assert_eq!(said[0].code, DiagnosticCode::AnyWord);
    }
}
