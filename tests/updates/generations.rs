//! Rebuilds, runs that are broken off, merging on demand, repairs, copies, and two writers.

use std::fs;
use std::time::Duration;

use backfile::files::{Update, UpdateError, UpdateEvent};
use backfile::{CancelToken, Indexer, IndexerOptions, verify};
use indexer::IndexerError;
use query::Sort;
use schema::Layout;
use testkit::{Random, article, flip_bit, json_lines};

use super::{FERRY, age, assert_like_new, contents, done, record};
use crate::samples::{Sample, copy, ids, sorted, total};

#[test]
fn a_rebuild_takes_from_the_store_what_has_no_source_any_more() {
    let sample = Sample::new();
    sample.write("news/a.jsonl", json_lines(1, 30));
    sample.write("news/gone.jsonl", json_lines(2, 40));
    sample.update();
    let mut indexer = sample.indexer();
    indexer.add(article("library", "By hand", "Handed over.").build().unwrap()).unwrap();
    indexer.publish().unwrap();
    let streamed = record("stream", "From a stream.");
    Update::new(sample.index()).run_records(streamed.as_bytes(), &mut |_| {}).unwrap();
    let before = contents(&sample.index());
    fs::remove_file(sample.news().join("gone.jsonl")).unwrap();
    for store_only in [false, true] {
        let mut need = None;
        let update = Update::new(sample.index()).rebuild(true).rebuild_from_store(store_only);
        let report = update.run(&mut |event| {
            if let UpdateEvent::Rebuilding { need: told, .. } = event {
                need = told;
            }
        });
        assert_eq!((report.unwrap().articles, need.is_some()), (72, true));
        assert_eq!(contents(&sample.index()), before);
        assert!(verify(sample.index()).unwrap().is_sound());
        let generations = fs::read_dir(sample.index()).unwrap().flatten();
        let is_generation =
            |entry: &fs::DirEntry| entry.file_name().to_string_lossy().starts_with("gen-");
        assert_eq!(generations.filter(is_generation).count(), 1, "the old one is gone");
    }
    // What is gone goes with the next ordinary run.
    let update = Update::new(sample.index()).allow_removal(true);
    assert_eq!(done(&update.run(&mut |_| {}).unwrap()), [0, 0, 40, 30]);
}

#[test]
fn a_rebuild_that_was_broken_off_goes_on_unless_the_index_has_changed() {
    let sample = Sample::new();
    for file in 0..40 {
        age(&sample.write(&format!("news/{file:02}.jsonl"), json_lines(100 + file, 60)));
    }
    sample.update();
    let before = contents(&sample.index());
    let rebuild = |stop_after: Option<u64>, store_only: bool| {
        let cancel = CancelToken::new();
        let mut was_resumed = false;
        let report = Update::new(sample.index())
            .rebuild(true)
            .rebuild_from_store(store_only)
            .cancel(cancel.clone())
            .commit_every(Duration::ZERO)
            .run(&mut |event| match event {
                UpdateEvent::Rebuilding { is_resumed, .. } => was_resumed = is_resumed,
                UpdateEvent::Progress(progress)
                    if stop_after.is_some_and(|stop| progress.articles >= stop) =>
                {
                    cancel.cancel();
                }
                _ => {}
            });
        (report.unwrap(), was_resumed)
    };
    for (first, second) in [(false, false), (true, false), (false, true), (true, true)] {
        let (report, was_resumed) = rebuild(Some(500), first);
        assert!(report.interrupted && !was_resumed, "{report:?}");
        assert_eq!(contents(&sample.index()), before, "the old generation answers");
        let (report, was_resumed) = rebuild(None, second);
        assert!(!report.interrupted && was_resumed, "{report:?}");
        assert!(report.unchanged > 0 || second, "nothing was done twice: {report:?}");
        assert_eq!(contents(&sample.index()), before, "{first} {second}");
        let verification = verify(sample.index()).unwrap();
        assert!(verification.is_sound(), "{verification:?}");
    }
    rebuild(Some(500), false);
    sample.write("news/more.jsonl", json_lines(7, 5));
    sample.update();
    let (report, was_resumed) = rebuild(None, false);
    assert!(!was_resumed && report.articles == 2_405, "{report:?}");
    assert_like_new(&sample);
}

#[test]
fn what_a_rebuild_left_is_told_and_goes_when_it_is_useless() {
    let sample = Sample::new();
    age(&sample.write("news/generated.jsonl", json_lines(6, 2_000)));
    sample.update();
    let break_off = || {
        let cancel = CancelToken::new();
        let update = Update::new(sample.index()).rebuild(true).cancel(cancel.clone());
        let report = update.commit_every(Duration::ZERO).run(&mut |event| {
            if matches!(&event, UpdateEvent::Progress(progress) if progress.articles >= 300) {
                cancel.cancel();
            }
        });
        assert!(report.unwrap().interrupted);
    };
    let left = || {
        let stats = sample.searcher().stats().unwrap().unfinished;
        let verified = verify(sample.index()).unwrap().unfinished;
        assert_eq!(stats.len(), verified.len());
        assert!(stats.iter().zip(&verified).all(|(one, other)| one.bytes == other.bytes));
        stats
    };
    break_off();
    let [unfinished] = &left()[..] else { panic!("{:?}", left()) };
    assert!(unfinished.path == "gen-000002" && unfinished.bytes > 10_000, "{unfinished:?}");
    sample.update();
    assert_eq!(left().len(), 1, "nothing has changed: it can still be gone on with");
    sample.write("news/more.jsonl", json_lines(7, 5));
    sample.update();
    assert_eq!(left().len(), 0, "it began from a commit that is not the last any more");
    break_off();
    Update::new(sample.index()).rebuild(true).run(&mut |_| {}).unwrap();
    assert_eq!(left().len(), 0, "it was gone on with");
}

#[test]
fn a_cancelled_run_keeps_what_it_has_done_and_removes_nothing() {
    let sample = Sample::new();
    sample.write("news/gone.jsonl", json_lines(1, 10));
    sample.write("news/kept.jsonl", json_lines(6, 50));
    sample.update();
    fs::remove_file(sample.news().join("gone.jsonl")).unwrap();
    for file in 0..30 {
        sample.write(&format!("news/new-{file:02}.jsonl"), json_lines(200 + file, 80));
    }
    let cancel = CancelToken::new();
    let update = Update::new(sample.index()).path(sample.news()).cancel(cancel.clone());
    let report = update.run(&mut |event| {
        if let UpdateEvent::Progress(progress) = event
            && progress.articles > 100
        {
            cancel.cancel();
        }
    });
    let report = report.unwrap();
    assert!(report.interrupted && report.removed == 0 && report.added > 0, "{report:?}");
    assert_eq!(total(&sample.searcher(), ""), report.articles);
    assert!(verify(sample.index()).unwrap().is_sound());
    sample.update();
    assert_like_new(&sample);
}

#[test]
fn optimize_leaves_one_segment_and_the_order_of_a_new_index() {
    let sample = Sample::new();
    for round in 0..5 {
        sample.write("news/changing.jsonl", json_lines(round, 150));
        sample.write(&format!("news/{round}.jsonl"), json_lines(10 + round, 60));
        Update::new(sample.index())
            .path(sample.news())
            .allow_removal(true)
            .run(&mut |_| {})
            .unwrap();
    }
    sample.write("news/last.jsonl", json_lines(50, 20));
    sample.update();
    let optimized = IndexerOptions::new().optimize(sample.index()).unwrap();
    assert!(optimized.segments_before > 1, "{optimized:?}");
    assert_eq!((optimized.segments_after, optimized.articles), (1, 470));
    // What was merged takes no room any more.
    let layout = Layout::new(sample.index());
    let files = fs::read_dir(layout.generation(layout.current().unwrap()).path()).unwrap();
    let stores = files.filter(|file| {
        file.as_ref().unwrap().path().extension().is_some_and(|extension| extension == "store")
    });
    assert_eq!(stores.count(), 1);
    let again = IndexerOptions::new().optimize(sample.index()).unwrap();
    assert_eq!((again.segments_before, again.segments_after), (1, 1));
    let new = Sample::new();
    Update::new(new.index()).path(sample.news()).run(&mut |_| {}).unwrap();
    for query in ["the", "working group", "\"vucic river\"~4", "market -bridge", "krus*"] {
        let best = |sample: &Sample| ids(&sample.searcher(), sorted(query, Sort::Relevance, 500));
        assert_eq!(best(&sample), best(&new), "{query}");
    }
    assert_like_new(&sample);
    let cancelled = CancelToken::new();
    cancelled.cancel();
    sample.write("news/more.jsonl", json_lines(77, 30));
    sample.update();
    let optimized = IndexerOptions::new().cancel(cancelled).optimize(sample.index());
    assert!(optimized.unwrap().articles == 500 && verify(sample.index()).unwrap().is_sound());
}

#[test]
fn a_second_writer_of_any_kind_is_refused() {
    let sample = Sample::generated(1, 10);
    let indexer = sample.indexer();
    let locked =
        |error: &IndexerError| matches!(error, IndexerError::Locked { process: Some(_), .. });
    assert!(locked(&Indexer::open_or_create(sample.index()).unwrap_err()));
    assert!(locked(&IndexerOptions::new().optimize(sample.index()).unwrap_err()));
    let update = Update::new(sample.index()).rebuild(true).run(&mut |_| {});
    assert!(matches!(update, Err(UpdateError::Indexer(error)) if locked(&error)));
    // A dry run only looks.
    Update::new(sample.index()).dry_run(true).run(&mut |_| {}).unwrap();
    drop(indexer);
    sample.update();
}

#[test]
fn repair_keeps_what_can_be_read_and_the_next_run_brings_back_the_rest() {
    let seed = testkit::seed();
    println!("BACKFILE_TEST_SEED={seed}");
    let mut random = Random::new(seed);
    let whole = Sample::new();
    whole.write("news/a.jsonl", json_lines(1, 400));
    for text in 0..20 {
        whole.write(&format!("news/{text}.txt"), format!("{FERRY}\nNumber {text}.\n"));
    }
    whole.update();
    let expected = contents(&whole.index());
    let generation = whole.index().join("gen-000001");
    let mut names: Vec<_> =
        fs::read_dir(&generation).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.retain(|name| {
        let name = name.to_string_lossy();
        !name.starts_with('.') && !name.ends_with(".json") && !name.ends_with(".lock")
    });
    names.sort();
    assert!(names.len() > 6, "{names:?}");
    for name in &names {
        for is_missing in [false, true] {
            let damaged = Sample::new();
            copy(&whole.index(), &damaged.index());
            let file = damaged.index().join("gen-000001").join(name);
            if is_missing {
                fs::remove_file(&file).unwrap();
            } else {
                flip_bit(&file, &mut random).unwrap();
            }
            let repair = IndexerOptions::new().repair(damaged.index());
            let repair = repair.unwrap_or_else(|error| panic!("{name:?} {is_missing}: {error}"));
            assert!(!repair.findings.is_empty(), "{name:?} {is_missing}: {repair:?}");
            assert!(verify(damaged.index()).unwrap().is_sound(), "{name:?} {is_missing}");
            let is_store = name.to_string_lossy().ends_with(".store");
            if !is_store {
                assert_eq!(repair.articles, 420, "{name:?} {is_missing}: {:?}", repair.dropped);
            }
            let update = Update::new(damaged.index()).path(whole.news()).run(&mut |_| {});
            assert_eq!(update.unwrap().articles, 420, "{name:?} {is_missing}");
            assert_eq!(contents(&damaged.index()), expected, "{name:?} {is_missing}");
        }
    }
    let sound = IndexerOptions::new().repair(whole.index()).unwrap();
    assert_eq!((sound.findings.len(), sound.articles), (0, 420));
    assert!(generation.try_exists().unwrap(), "a sound index is left as it is");
}

/// What the engine writes at the end of each file is under no checksum of its own.
#[test]
fn every_bit_of_a_file_s_end_counts() {
    let sample = Sample::generated(5, 3);
    let generation = sample.index().join("gen-000001");
    let mut files = fs::read_dir(&generation).unwrap().map(|entry| entry.unwrap().path());
    let fast = files.find(|path| path.extension().is_some_and(|extension| extension == "fast"));
    let fast = fast.expect("a file of columns");
    let bytes = fs::read(&fast).unwrap();
    let footer = b"{\"version\"";
    let end = bytes.windows(footer.len()).rposition(|at| at == footer).expect("a footer");
    for bit in end * 8..bytes.len() * 8 {
        let mut damaged = bytes.clone();
        damaged[bit / 8] ^= 1 << (bit % 8);
        fs::write(&fast, damaged).unwrap();
        let verification = verify(sample.index()).unwrap();
        assert!(!verification.is_sound(), "bit {} of byte {}", bit % 8, bit / 8 - end);
    }
    fs::write(&fast, bytes).unwrap();
    assert!(verify(sample.index()).unwrap().is_sound());
}

/// A run that is killed between writing what it deleted and its commit leaves a file of the name
/// that the next run gives to its own.
#[test]
fn what_a_killed_run_wrote_is_not_in_the_way() {
    let sample = Sample::new();
    let lines = json_lines(4, 400);
    sample.write("news/a.jsonl", &lines);
    sample.update();
    let killed = Sample::new();
    copy(&sample.index(), &killed.index());
    // So few that their segment is not merged.
    sample.write("news/a.jsonl", lines.replacen("river", "harbour", 30));
    let replaced = sample.update().replaced;
    let generation = killed.index().join("gen-000001");
    let mut left = vec!["0123456789abcdef0123456789abcdef.store".to_owned()];
    fs::write(generation.join(&left[0]), "half").unwrap();
    for entry in fs::read_dir(sample.index().join("gen-000001")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.contains(".del") {
            fs::copy(sample.index().join("gen-000001").join(&name), generation.join(&name))
                .unwrap();
            left.push(name);
        }
    }
    assert!(left.len() > 1, "nothing was deleted");
    let update = Update::new(killed.index()).path(sample.news()).run(&mut |_| {});
    assert_eq!(update.unwrap().replaced, replaced);
    assert!(!generation.join(&left[0]).try_exists().unwrap());
    assert!(verify(killed.index()).unwrap().is_sound());
    assert_eq!(contents(&killed.index()), contents(&sample.index()));
}

#[test]
fn a_copy_of_an_index_opens_wherever_it_is() {
    let sample = Sample::generated(3, 50);
    let elsewhere = Sample::new();
    copy(&sample.index(), &elsewhere.index());
    fs::remove_dir_all(sample.index()).unwrap();
    fs::remove_file(elsewhere.index().join("writer.lock")).unwrap();
    assert_eq!(total(&elsewhere.searcher(), ""), 50);
    assert!(verify(elsewhere.index()).unwrap().is_sound());
}
