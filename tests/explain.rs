//! What is said about a query: how it was read, what it lacks, what may have been meant.

use backfile::query::MissingWord;
use testkit::article;

use crate::samples::{Sample, program};

/// Two articles about a ferry, one of which has a mayor.
fn sample() -> Sample {
    let sample = Sample::new();
    let mut indexer = sample.indexer();
    for (id, title, body) in [
        ("one", "The ferry of Krušik", "A ferry sails. Mayor Petrović waits for the ferry."),
        ("two", "Ferries", "Two ferries sail to Petrovac."),
    ] {
        indexer.add(article(id, title, body).authors(vec!["Ana Kovač".to_owned()]).build().unwrap()).unwrap();
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
        ("title:petrovic", &["petrovic: "]),
        ("author:kovacc", &["kovacc: kovac 1"]),
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
    let lines: Vec<&str> = stderr.lines().skip(1).collect();
    assert_eq!(
        lines,
        [
            "no article has all of it; without `krusikk` there are 2",
            "no article has `krusikk`; did you mean `krusik` (1)?"
        ]
    );
    let (_, stdout) = said(&["explain", "ferry krusikk"]);
    assert!(
        stdout.ends_with("\n\nno article has all of it; without `krusikk` there are 2\n"),
        "{stdout}"
    );
    assert!(
        stdout.contains("\n  no article has `krusikk`; did you mean `krusik` (1)?\n"),
        "{stdout}"
    );
    let (stderr, _) = said(&["--quiet", "search", "ferry AND krusikk"]);
    assert_eq!(stderr, "");
}
