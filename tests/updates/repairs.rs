//! What is repaired is tied to its sources again: what they no longer have goes.

use std::fs;
use std::path::{Path, PathBuf};

use backfile::files::{Update, UpdateError};
use backfile::{IndexerOptions, verify};
use testkit::{Random, article, flip_bit, json_lines};

use super::{assert_like_new, record};
use crate::samples::{Sample, copy};

/// The files of the segments of an index that end so.
fn files(index: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let entries = fs::read_dir(index.join("gen-000001")).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| {
        let extension = path.extension().and_then(|extension| extension.to_str());
        extension.is_some_and(|extension| endings.contains(&extension))
    });
    files.sort();
    files
}

/// The archive after things went from it: every tenth record, a file, a text.
fn thin_out(sample: &Sample, lines: &str) {
    let records = lines.split_inclusive('\n').enumerate();
    let left = records.filter(|(number, _)| number % 10 != 3).map(|(_, line)| line);
    sample.write("news/wire.jsonl", left.collect::<String>());
    fs::remove_file(sample.news().join("gone.jsonl")).unwrap();
    fs::remove_file(sample.news().join("gone.txt")).unwrap();
}

#[test]
fn what_goes_from_the_sources_after_a_repair_goes_from_the_index() {
    let seed = testkit::seed();
    println!("BACKFILE_TEST_SEED={seed}");
    let mut random = Random::new(seed);
    let lines = json_lines(1, 300);
    for endings in [&["fast"][..], &["store"], &["idx"], &["term"], &["fast", "store"]] {
        let sample = Sample::new();
        sample.write("news/wire.jsonl", &lines);
        sample.write("news/gone.jsonl", json_lines(2, 15));
        sample.write("news/gone.txt", "Ferry gone\n\nThe ferry runs no more.\n");
        sample.write("news/kept.txt", "Ferry kept\n\nThe ferry runs again.\n");
        sample.update();
        for file in files(&sample.index(), endings) {
            flip_bit(&file, &mut random).unwrap();
        }
        IndexerOptions::new().repair(sample.index()).unwrap();
        thin_out(&sample, &lines);
        let update = Update::new(sample.index()).path(sample.news());
        let report = update.run(&mut |_| {}).unwrap();
        assert_eq!(report.articles, 270 + 1, "{endings:?}: {report:?}");
        assert!(verify(sample.index()).unwrap().is_sound(), "{endings:?}");
        assert_like_new(&sample);
    }
}

#[test]
fn what_a_program_or_a_stream_gave_stays_whatever_is_repaired() {
    let seed = testkit::seed();
    println!("BACKFILE_TEST_SEED={seed}");
    let mut random = Random::new(seed);
    let sample = Sample::new();
    sample.write("news/wire.jsonl", json_lines(1, 50));
    sample.update();
    let mut indexer = sample.indexer();
    indexer.add(article("1", "Given", "By a program.").build().unwrap()).unwrap();
    indexer.publish().unwrap();
    let stream = record("2", "By a stream.");
    Update::new(sample.index()).run_records(stream.as_bytes(), &mut |_| {}).unwrap();
    for endings in [&["fast"][..], &["store"], &["fast", "store"]] {
        let damaged = Sample::new();
        copy(&sample.index(), &damaged.index());
        for file in files(&damaged.index(), endings) {
            flip_bit(&file, &mut random).unwrap();
        }
        let repair = IndexerOptions::new().repair(damaged.index()).unwrap();
        // A flipped bit may have cost what is stored in its block, and the names of what it was.
        let lost = repair.dropped.len() as u64;
        let update = Update::new(damaged.index()).path(sample.news());
        let report = update.run(&mut |_| {}).unwrap();
        let given = report.articles - 50;
        assert!(given + lost >= 2 && (lost > 0 || given == 2), "{endings:?}: {report:?}, {lost}");
    }
}

/// Without the list of its segments nothing is known of an index, not even what it was made of.
#[test]
fn an_index_without_its_list_of_segments_is_not_given_up_in_silence() {
    let sample = Sample::new();
    sample.write("news/wire.jsonl", json_lines(1, 50));
    sample.update();
    for file in ["meta.json", "backfile.json"] {
        let damaged = Sample::new();
        copy(&sample.index(), &damaged.index());
        fs::write(damaged.index().join("gen-000001").join(file), "nonsense").unwrap();
        assert!(IndexerOptions::new().repair(damaged.index()).is_err(), "{file}");
        let rebuild = || Update::new(damaged.index()).rebuild(true);
        let refused = rebuild().run(&mut |_| {});
        assert!(matches!(refused, Err(UpdateError::NoSources { .. })), "{file}: {refused:?}");
        assert!(damaged.index().join("gen-000001").is_dir(), "{file}: what is left of it");
        let report = rebuild().path(sample.news()).run(&mut |_| {}).unwrap();
        assert_eq!((report.articles, report.dropped), (50, 1), "{file}: it is told");
        assert!(verify(damaged.index()).unwrap().is_sound(), "{file}");
    }
}

#[test]
fn articles_without_a_source_are_told_and_wait_until_all_was_read() {
    let sample = Sample::new();
    sample.write("news/a/wire.jsonl", json_lines(1, 40));
    sample.write("news/b/wire.jsonl", json_lines(2, 40));
    for part in ["a", "b"] {
        Update::new(sample.index()).path(sample.news().join(part)).run(&mut |_| {}).unwrap();
    }
    // Two files of one path below their roots: the store alone cannot tell them apart.
    let mut random = Random::new(7);
    for file in files(&sample.index(), &["fast"]) {
        flip_bit(&file, &mut random).unwrap();
    }
    IndexerOptions::new().repair(sample.index()).unwrap();
    assert_eq!(verify(sample.index()).unwrap().of_unknown_source, 80);
    sample.write("news/b/wire.jsonl", json_lines(2, 30));
    let of_one = Update::new(sample.index()).path(sample.news().join("a")).run(&mut |_| {});
    assert_eq!(of_one.unwrap().articles, 80, "the other root was not read");
    assert_eq!(verify(sample.index()).unwrap().of_unknown_source, 40);
    let of_all = Update::new(sample.index()).run(&mut |_| {}).unwrap();
    assert_eq!((of_all.articles, of_all.removed), (70, 10));
    let verification = verify(sample.index()).unwrap();
    assert!(verification.is_sound() && verification.of_unknown_source == 0);
}
