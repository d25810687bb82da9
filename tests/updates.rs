//! Brings indexes up to date with files that come, change, move, go and cannot be read: after
//! each run the index is what a new one would be, and the report says what was done.

use std::fs;
use std::path::Path;
use std::time::Duration;

use backfile::indexer::{CancelToken, IndexerError};
use backfile::query::Sort;
use backfile::verify;
use backfile::{Indexer, IndexerOptions, Searcher, Update, UpdateError, UpdateEvent, UpdateReport};
use testkit::{Random, article, flip_bit, json_lines};

use crate::samples::{Sample, copy, ids, sorted, total};

const FERRY: &str = "Ferry returns\n\n12 May 2021\n\nThe ferry runs again on the river.\n";

fn record(id: &str, body: &str) -> String {
    format!("{{\"id\":\"{id}\",\"source\":\"Wire\",\"title\":\"T {id}\",\"body\":\"{body}\"}}\n")
}

/// What was done: added, replaced, removed, unchanged.
fn done(report: &UpdateReport) -> [u64; 4] {
    [report.added, report.replaced, report.removed, report.unchanged]
}

/// The id, path and text of every article, by id.
fn contents(index: &Path) -> Vec<(String, String, String)> {
    let searcher = Searcher::open(index).unwrap();
    let mut found: Vec<_> = ids(&searcher, sorted("", Sort::Newest, 1_000))
        .into_iter()
        .map(|id| {
            let article = searcher.article(&id).unwrap();
            (id, article.provenance.path, article.body)
        })
        .collect();
    found.sort();
    found
}

/// Checks that the index is sound and is what a new index of the same folder would be.
#[track_caller]
fn assert_like_new(sample: &Sample) {
    let verification = verify(&sample.index()).unwrap();
    assert!(verification.is_sound(), "{verification:?}");
    let new = Sample::new();
    Update::new(new.index()).path(sample.news()).run(&mut |_| {}).unwrap();
    assert_eq!(contents(&sample.index()), contents(&new.index()));
}

/// Makes a file older than the run that read it, as files are that have lain for a while.
fn age(path: &Path) {
    let hour_ago = std::time::SystemTime::now() - Duration::from_secs(3600);
    fs::File::options().write(true).open(path).unwrap().set_modified(hour_ago).unwrap();
}

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
    assert!(moved.contains(&("old/wire.jsonl".to_owned(), "new/wire.jsonl".to_owned())));
    let searcher = sample.searcher();
    assert_eq!(ids(&searcher, sorted("river -ferry", Sort::Newest, 100)), before);
    let page = searcher.search("river").unwrap();
    assert!(page.hits.iter().all(|hit| hit.path.as_ref().unwrap().starts_with("new/")));
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
        for _ in 0..1 + random.below(4) {
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
    let rebuilt = Update::new(sample.index()).rebuild(true).dry_run(true).run(&mut |_| {}).unwrap();
    assert_eq!(crate::samples::listing(&sample.index()), before, "a dry run wrote something");
    assert_eq!(run(), expected);
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
        let (report, left) = left_out(&sample);
        assert_eq!((report.skipped, done(&report)), (0, [0, 0, 0, 2]), "{left:#?}");
    }
    sample.write("news/bad.jsonl", record("1", "Good.") + "still no json\n");
    let (report, _) = left_out(&sample);
    assert_eq!(report.skipped, 1);
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
        assert!(verify(&sample.index()).unwrap().is_sound());
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
        assert!(verify(&sample.index()).unwrap().is_sound());
    }
    rebuild(Some(500), false);
    sample.write("news/more.jsonl", json_lines(7, 5));
    sample.update();
    let (report, was_resumed) = rebuild(None, false);
    assert!(!was_resumed && report.articles == 2_405, "{report:?}");
    assert_like_new(&sample);
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
    assert!(verify(&sample.index()).unwrap().is_sound());
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
    let optimized = IndexerOptions::new().optimize(sample.index()).unwrap();
    assert!(optimized.segments_before > 1, "{optimized:?}");
    assert_eq!((optimized.segments_after, optimized.articles), (1, 450));
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
    assert!(optimized.unwrap().articles == 480 && verify(&sample.index()).unwrap().is_sound());
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
            assert!(verify(&damaged.index()).unwrap().is_sound(), "{name:?} {is_missing}");
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

#[test]
fn a_copy_of_an_index_opens_wherever_it_is() {
    let sample = Sample::generated(3, 50);
    let elsewhere = Sample::new();
    copy(&sample.index(), &elsewhere.index());
    fs::remove_dir_all(sample.index()).unwrap();
    fs::remove_file(elsewhere.index().join("writer.lock")).unwrap();
    assert_eq!(total(&elsewhere.searcher(), ""), 50);
    assert!(verify(&elsewhere.index()).unwrap().is_sound());
}
