//! Files that come, change, move, go and cannot be read.

use std::fs;

use backfile::files::{Update, UpdateEvent, UpdateReport};
use query::Sort;
use testkit::{Random, json_lines};

use super::{FERRY, age, assert_like_new, done, record};
use crate::samples::{Sample, ids, sorted, total};

#[test]
fn a_moved_file_is_reported_and_what_does_not_follow_from_its_path_is_not_rewritten() {
    let sample = Sample::new();
    let records: String = (0..50).map(|at| record(&at.to_string(), "The river rose.")).collect();
    age(&sample.write("news/old/wire.jsonl", records));
    age(&sample.write("news/old/ferry.txt", FERRY));
    assert_eq!(done(&sample.update()), [51, 0, 0, 0]);
    let before = ids(&sample.searcher(), sorted("river -ferry", Sort::Newest, 100));
    fs::rename(sample.news().join("old"), sample.news().join("new")).unwrap();
    let mut moved = Vec::new();
    let dry = Update::new(sample.index()).path(sample.news()).dry_run(true).run(&mut |_| {});
    let report = Update::new(sample.index()).path(sample.news()).run(&mut |event| {
        if let UpdateEvent::Moved { from, to } = event {
            moved.push((from, to));
        }
    });
    let report = report.unwrap();
    // The text file is known by its path, the records by ids of their own.
    assert_eq!((report.moved, done(&report)), (2, [0, 1, 0, 50]), "{report:?}");
    assert_eq!(done(&dry.unwrap()), done(&report));
    assert!(moved.contains(&("old/wire.jsonl".into(), "new/wire.jsonl".into())));
    let searcher = sample.searcher();
    assert_eq!(ids(&searcher, sorted("river -ferry", Sort::Newest, 100)), before);
    let page = searcher.search("river").unwrap();
    assert!(page.hits.iter().all(|hit| hit.path.as_ref().unwrap().as_str().starts_with("new/")));
    assert_like_new(&sample);
    let again = sample.update();
    assert_eq!((again.moved, done(&again)), (0, [0, 0, 0, 51]));
}

#[test]
fn a_copy_is_not_a_move_and_another_ending_is_another_file() {
    let sample = Sample::new();
    age(&sample.write("news/a.txt", FERRY));
    sample.update();
    fs::copy(sample.news().join("a.txt"), sample.news().join("b.txt")).unwrap();
    let report = sample.update();
    assert_eq!((report.moved, done(&report)), (0, [1, 0, 0, 1]));
    fs::rename(sample.news().join("a.txt"), sample.news().join("a.md")).unwrap();
    let report = sample.update();
    assert_eq!((report.moved, done(&report)), (0, [1, 0, 1, 1]));
    assert_like_new(&sample);
}

#[test]
fn an_article_that_gave_way_comes_back_when_the_other_goes() {
    let sample = Sample::new();
    sample.write("news/a.jsonl", record("x", "A long text of the river.") + &record("a", "A."));
    sample.write("news/b.jsonl", record("x", "A short text.") + &record("b", "B."));
    assert_eq!(sample.update().duplicates, 1);
    // It goes with its record, it becomes shorter, it goes with its file.
    for shorter in [String::new(), record("x", "Tiny.")] {
        sample.write("news/a.jsonl", shorter + &record("a", "A."));
        sample.update();
        assert_eq!(total(&sample.searcher(), "\"a short text\""), 1);
        assert_like_new(&sample);
        sample.write("news/a.jsonl", record("x", "A long text again.") + &record("a", "A."));
        sample.update();
        assert_like_new(&sample);
    }
    fs::remove_file(sample.news().join("a.jsonl")).unwrap();
    sample.update();
    assert_like_new(&sample);
}

#[test]
fn of_two_in_one_file_the_longer_stays_however_the_file_changes() {
    let sample = Sample::new();
    let variants = ["short", "the longest of them", "middle one", "as middle"];
    let lines = variants.map(|body| record("x", body));
    let mut random = Random::new(7);
    for round in 0..30 {
        let mut file = record("other", &format!("round {round}"));
        for _ in 0..=random.below(4) {
            file.push_str(&lines[random.below(lines.len())]);
        }
        sample.write("news/a.jsonl", file);
        sample.update();
        assert_like_new(&sample);
    }
}

#[test]
fn equal_records_without_ids_come_and_go_one_by_one() {
    let sample = Sample::new();
    let line = "{\"title\":\"Same\",\"body\":\"The same text.\"}\n";
    for count in [3, 1, 4, 2, 2, 5] {
        sample.write("news/same.jsonl", line.repeat(count) + &record("x", &count.to_string()));
        sample.update();
        assert_eq!(total(&sample.searcher(), "same"), count as u64);
        assert_like_new(&sample);
    }
}

#[test]
fn a_dry_run_says_exactly_what_a_run_would_do_and_writes_nothing() {
    let sample = Sample::new();
    sample.write("news/a.jsonl", json_lines(1, 40) + &record("x", "A text of some length."));
    sample.write("news/b.jsonl", record("x", "A text.") + "no json\n");
    sample.write("news/ferry.txt", FERRY);
    let timeless = |mut report: UpdateReport| {
        report.seconds = 0.0;
        report
    };
    let dry = || {
        let update = Update::new(sample.index()).path(sample.news()).dry_run(true);
        timeless(update.run(&mut |_| {}).unwrap())
    };
    let run = || timeless(sample.update());
    let expected = dry();
    assert!(!sample.index().try_exists().unwrap(), "a dry run made an index");
    assert_eq!(run(), expected);
    sample.write("news/a.jsonl", json_lines(1, 20) + &json_lines(2, 30) + &record("x", "T."));
    sample.write("news/c.jsonl", json_lines(3, 10));
    fs::rename(sample.news().join("ferry.txt"), sample.news().join("moved.txt")).unwrap();
    let before = crate::samples::listing(&sample.index());
    let expected = dry();
    assert_eq!(crate::samples::listing(&sample.index()), before, "a dry run wrote something");
    assert_eq!(run(), expected);
    let before = crate::samples::listing(&sample.index());
    let rebuilt = Update::new(sample.index()).rebuild(true).dry_run(true).run(&mut |_| {}).unwrap();
    assert_eq!(crate::samples::listing(&sample.index()), before, "a dry run wrote something");
    let run = Update::new(sample.index()).rebuild(true).run(&mut |_| {}).unwrap();
    assert_eq!(rebuilt.articles, run.articles);
}

#[test]
fn records_that_vanish_from_a_file_are_guarded_like_files() {
    let sample = Sample::new();
    sample.write("news/wire.jsonl", json_lines(5, 60));
    sample.update();
    sample.write("news/wire.jsonl", json_lines(5, 10));
    for _ in 0..2 {
        let report = sample.update();
        assert_eq!((report.refused.len(), report.removed, report.articles), (1, 0, 60));
    }
    let update = Update::new(sample.index()).path(sample.news()).allow_removal(true);
    assert_eq!(done(&update.run(&mut |_| {}).unwrap()), [0, 0, 50, 10]);
    assert_like_new(&sample);
}

/// What a run left out, as the events tell it.
fn left_out(sample: &Sample) -> (UpdateReport, Vec<String>) {
    let mut left = Vec::new();
    let report = Update::new(sample.index()).path(sample.news()).run(&mut |event| {
        if let UpdateEvent::Skipped(skipped) = event {
            left.push(skipped.to_string());
        }
    });
    (report.unwrap(), left)
}

#[cfg(unix)]
#[test]
fn what_was_left_out_is_told_once_until_it_changes() {
    let sample = Sample::new();
    age(&sample.write("news/ferry.txt", FERRY));
    age(&sample.write("news/picture.txt", [0_u8, 1, 2, 3, 0, 0, 0].repeat(100)));
    age(&sample.write("news/cut.jsonl.gz", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]));
    age(&sample.write("news/bad.jsonl", record("1", "Good.") + "no json\n"));
    std::os::unix::fs::symlink("/", sample.news().join("link")).unwrap();
    let (report, left) = left_out(&sample);
    assert_eq!((report.skipped, left.len(), report.articles), (4, 4, 2), "{left:#?}");
    for _ in 0..2 {
        // But a file that was not read to its end is told of as long as it is so.
        let (report, left) = left_out(&sample);
        assert_eq!((report.skipped, report.cut, done(&report)), (1, 1, [0, 0, 0, 2]), "{left:#?}");
    }
    sample.write("news/bad.jsonl", record("1", "Good.") + "still no json\n");
    let (report, _) = left_out(&sample);
    assert_eq!(report.skipped, 2);
}

#[test]
fn what_cannot_be_read_keeps_its_articles_and_is_told() {
    let sample = Sample::new();
    let whole = zstd::encode_all(json_lines(4, 50).as_bytes(), 3).unwrap();
    let file = sample.write("news/wire.jsonl.zst", &whole);
    sample.write("news/ferry.txt", FERRY);
    sample.update();
    // Cut short, it loses what is behind the cut, but not what the index had from there.
    fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    let (report, left) = left_out(&sample);
    assert_eq!((report.removed, report.articles, left.len()), (0, 51, 1), "{left:?}");
    fs::write(&file, &whole).unwrap();
    sample.update();
    assert_like_new(&sample);
}

/// Records are known by their bytes; what they were read with besides may change all the same.
#[test]
fn known_records_are_read_again_when_what_surrounds_them_changes() {
    let sample = Sample::new();
    let names = ["Marina Petrova, Anton Lindqvist", "Digital Sorting"];
    let english = ["Why the harbour was closed to all ships", "The river has risen by two feet"];
    let german = ["Warum der Hafen für alle Schiffe zu ist", "Der Fluss ist wieder gestiegen"];
    let csv = |head: &str| format!("{head}\nThe ferry,It runs again\nThe tram,It does not\n");
    let of = |[one, other]: [&str; 2]| {
        let titles = [one, other, names[0], names[1], one];
        titles.map(|title| format!("{{\"title\":\"{title}\"}}\n")).concat()
    };
    sample.write("news/a.jsonl", of(english));
    sample.write("news/b.csv", csv("title,body"));
    sample.update();
    assert_eq!(total(&sample.searcher(), "lang:en digital"), 1);
    sample.write("news/a.jsonl", of(german));
    sample.write("news/b.csv", csv("body,title"));
    // Three headlines are other ones; the other two and both rows were read before, but otherwise.
    assert_eq!(done(&sample.update()), [3, 4, 3, 0]);
    assert_eq!(total(&sample.searcher(), "lang:de digital"), 1);
    assert_eq!(total(&sample.searcher(), "title:runs"), 1);
    assert_like_new(&sample);
}

/// Of two files with one article the one that has the longer moves, as it is, behind the other,
/// which is read in the same run for another reason.
#[test]
fn a_moved_file_keeps_the_longer_article() {
    let sample = Sample::new();
    let short = record("1", "The ferry sails.");
    sample.write("news/a.jsonl", &short);
    sample.write("news/b.jsonl", record("1", "The ferry sails again, after three years."));
    sample.update();
    fs::rename(sample.news().join("b.jsonl"), sample.news().join("c.jsonl")).unwrap();
    sample.write("news/a.jsonl", short + &record("2", "A bridge opens."));
    let report = sample.update();
    assert_eq!((report.moved, report.articles), (1, 2), "{report:?}");
    assert_eq!(total(&sample.searcher(), "years"), 1);
    assert_like_new(&sample);
}
