//! What stands around the articles of a source is learned from the archive at every rebuild.

use std::fmt::Write as _;
use std::fs;

use article::{Boilerplate, SegmentKind};
use backfile::files::Update;
use backfile::{CancelToken, Indexer, SearchRequest};
use query::Sort;
use testkit::{Random, seed};

use crate::samples::{Sample, contents, ids, program, say, sorted};

const PLUG: &str = "Every morning at six: the letter from the harbour, free of charge.";
const HEAD: &str = "OHRID, Lake Agency";
const MOTTO: &str = "The lake has more shores than ships.";

/// Records of two outlets, of which one has its plug below, a column with a motto, and one prints
/// a wire under its head.
fn records(random: &mut Random, first: usize, last: usize) -> String {
    let mut lines = String::new();
    for number in first..last {
        let mut paragraph = |of: &str| {
            let word = random.one_of(&["ferry", "mill", "storks", "council", "bell"]);
            format!(
                "{of} number{number} saw the {word} near the harbour, and said that nobody in the \
                 town minds it as long as the bridge over the river stands and the lake is calm."
            )
        };
        let (one, other) = (paragraph("The mayor"), paragraph("The captain"));
        let (source, author, body) = match number % 4 {
            0 => ("Lake Wire", "Wire desk", format!("{HEAD}\n\n{one}\n\n{other}")),
            1 => ("Courier", "Ana Anić", format!("{one}\n\n{other}\n\n{MOTTO}\n\n{PLUG}")),
            2 => ("Courier", "Ivo Ivić", format!("{one}\n\n{PLUG}\n\n{other}")),
            _ => ("Courier", "Mia Mijić", format!("{one}\n\n{other}\n\n{PLUG}")),
        };
        let record = serde_json::json!({
            "id": number, "title": format!("Title {number}"), "source": source, "author": author,
            "date": format!("2025-{:02}-{:02}", 1 + number % 12, 1 + number % 28), "text": body,
        });
        let _ = writeln!(lines, "{record}");
    }
    lines
}

/// Pages that were saved as text, with what stood above them.
fn pages(sample: &Sample) {
    for number in 0..20 {
        let text = format!(
            "Town Herald\nMenu\nMarket number {number} opens\n\nThe market opened at {number} \
             o'clock on the square, where farmers sold what they had brought from the hills.\n\n\
             Visitor {number} came with three baskets and left with five, as the herald was told."
        );
        sample.write(&format!("news/herald/{number}.txt"), text);
    }
}

fn learned(sample: &Sample) -> Boilerplate {
    sample.searcher().stats().unwrap().boilerplate
}

fn lines_of(learned: &Boilerplate, source: &str) -> Vec<String> {
    learned.of(source).into_iter().flat_map(|of| of.lines.keys().cloned()).collect()
}

fn rebuild(sample: &Sample) {
    Update::new(sample.index()).rebuild(true).run(&mut |_| {}).unwrap();
}

fn count(sample: &Sample, query: &str) -> u64 {
    sample.searcher().count(SearchRequest::new(query)).unwrap().total
}

#[test]
fn a_rebuild_learns_what_stands_around_articles_and_leaves_what_belongs_to_them() {
    let sample = Sample::new();
    sample.write("news/a.jsonl", records(&mut Random::new(1), 0, 120));
    pages(&sample);
    sample.update();
    assert!(learned(&sample).is_empty());
    assert_eq!(count(&sample, "\"free of charge\""), 90);
    rebuild(&sample);
    let first = learned(&sample);
    assert_eq!(lines_of(&first, "Courier"), [PLUG]);
    assert!(lines_of(&first, "Lake Wire").is_empty(), "{first:?}");
    assert_eq!(lines_of(&first, "herald/"), ["Menu", "Town Herald"]);
    // It is found where it is asked for.
    assert_eq!(count(&sample, "\"free of charge\""), 0);
    assert_eq!(count(&sample, "in:all \"free of charge\""), 90);
    assert_eq!(count(&sample, "\"more shores than ships\""), 30);
    assert_eq!(count(&sample, "title:\"market number\""), 20);
    // Twice is as good as once.
    let before = contents(&sample.searcher());
    rebuild(&sample);
    assert_eq!(learned(&sample), first);
    assert_eq!(contents(&sample.searcher()), before);
    // The night after goes by it too.
    sample.write("news/b.jsonl", records(&mut Random::new(2), 120, 128));
    sample.update();
    assert_eq!(count(&sample, "\"free of charge\""), 0);
    assert_eq!(count(&sample, "in:all \"free of charge\""), 96);

    let stats = program(&sample.index(), &["stats"]).output().unwrap();
    let stats = String::from_utf8(stats.stdout).unwrap();
    assert!(stats.contains("3 lines around the articles of 2 sources"), "{stats}");
    assert!(stats.contains(&format!("Courier, 100 %: {PLUG}")), "{stats}");
    let file = sample.news().join("b.jsonl");
    let why = ["extract", "--with-index", "--why", file.to_str().unwrap()];
    let why = String::from_utf8(program(&sample.index(), &why).output().unwrap().stdout).unwrap();
    assert_eq!(why.matches("in many articles of its source").count(), 6, "{why}");
}

#[test]
fn what_is_learned_follows_from_what_the_archive_holds() {
    let seed = seed();
    say(&format!("boilerplate: BACKFILE_TEST_SEED={seed}"));
    let mut random = Random::new(seed);
    let files: Vec<String> =
        (0..6).map(|file| records(&mut random, 40 * file, 40 * file + 40)).collect();
    let at_once = Sample::new();
    for (number, file) in files.iter().enumerate() {
        at_once.write(&format!("news/{number}.jsonl"), file);
    }
    at_once.update();
    let by_night = Sample::new();
    for night in [3, 0, 5, 1, 4, 2] {
        by_night.write(&format!("news/{night}.jsonl"), &files[night]);
        by_night.update();
        // What was learned before, of less, is of no account.
        if night == 5 {
            rebuild(&by_night);
        }
    }
    rebuild(&at_once);
    // A rebuild that is broken off goes on with what it had learned.
    let cancel = CancelToken::new();
    let broken_off = Update::new(by_night.index()).rebuild(true).cancel(cancel.clone());
    let _ = broken_off.run(&mut |_| cancel.cancel());
    rebuild(&by_night);
    assert_eq!(learned(&at_once), learned(&by_night), "seed {seed}");
    assert_eq!(contents(&at_once.searcher()), contents(&by_night.searcher()), "seed {seed}");
}

#[test]
fn what_is_taken_over_is_labelled_anew() {
    let sample = Sample::new();
    let stream = records(&mut Random::new(3), 0, 80);
    let update = Update::new(sample.index());
    update.run_records(stream.as_bytes(), &mut |_| {}).unwrap();
    Update::new(sample.index()).rebuild_from_store(true).run(&mut |_| {}).unwrap();
    assert_eq!(lines_of(&learned(&sample), "Courier"), [PLUG]);
    assert_eq!(count(&sample, "\"free of charge\""), 0);
    // The outlet gives it up, and the old articles go: what is left of it is text again.
    let mut indexer = Indexer::open_or_create(sample.index()).unwrap();
    let searcher = sample.searcher();
    for id in ids(&searcher, sorted("source:courier", Sort::Newest, 100)).iter().skip(5) {
        indexer.remove(&searcher.article(id).unwrap().id).unwrap();
    }
    indexer.commit().unwrap();
    drop(indexer);
    Update::new(sample.index()).rebuild_from_store(true).run(&mut |_| {}).unwrap();
    assert!(learned(&sample).is_empty());
    assert_eq!(count(&sample, "\"free of charge\""), 5);
    let searcher = sample.searcher();
    let ids = ids(&searcher, sorted("source:courier", Sort::Newest, 100));
    let article = searcher.article(&ids[0]).unwrap();
    assert_eq!(article.parts(SegmentKind::Boilerplate).count(), 0, "{article:?}");
}

#[test]
fn damage_to_it_is_found_and_a_rebuild_mends_it() {
    let sample = Sample::new();
    sample.write("news/a.jsonl", records(&mut Random::new(1), 0, 120));
    sample.update();
    rebuild(&sample);
    let before = learned(&sample);
    let path = sample.index().join("gen-000002/boilerplate.json");
    let mut bytes = fs::read(&path).unwrap();
    bytes[40] ^= 1;
    fs::write(&path, bytes).unwrap();
    assert_eq!(backfile::verify(sample.index()).unwrap().findings.len(), 1);
    assert!(sample.try_update().is_err());
    assert_eq!(count(&sample, "in:all \"free of charge\""), 90);
    rebuild(&sample);
    assert_eq!(learned(&sample), before);
    assert!(backfile::verify(sample.index()).unwrap().is_sound());
}
