//! Nights that follow on others: what one run has found, kept or not read must neither be lost nor
//! stay for good in the next ones.

use std::fs;

use backfile::files::{Update, UpdateEvent, UpdateReport};
use backfile::{CancelToken, verify};
use testkit::json_lines;

use super::{FERRY, age, assert_like_new, contents, done, record};
use crate::samples::{Sample, total};

fn run(update: Update) -> UpdateReport {
    update.run(&mut |_| {}).unwrap()
}

fn news(sample: &Sample) -> Update {
    Update::new(sample.index()).path(sample.news())
}

/// Records of these ids.
fn records(ids: std::ops::Range<usize>) -> String {
    ids.map(|id| record(&id.to_string(), "Text.")).collect()
}

fn list(ids: std::ops::Range<usize>) -> String {
    format!("[{}]", records(ids).trim_end().replace('\n', ","))
}

#[test]
fn what_is_kept_once_is_found_gone_by_the_next_run() {
    let sample = Sample::new();
    age(&sample.write("news/wire.jsonl", records(0..10)));
    sample.update();
    age(&sample.write("news/wire.jsonl", records(0..7)));
    assert_eq!(run(news(&sample).keep_missing(true)).articles, 10);
    assert_eq!(done(&sample.update()), [0, 0, 3, 7]);
    assert_like_new(&sample);
}

#[test]
fn a_rebuild_loses_nothing_of_a_file_that_is_not_whole() {
    let table = "id,title,body\n1,Ferry,It runs.\n2,Bridge,It was closed.\n";
    let lines = records(0..10);
    let cases = [
        ("wire.json", list(0..10), 0),
        ("wire.json", list(0..10), 300),
        ("wire.jsonl", lines.clone(), 0),
        ("wire.jsonl", lines.clone(), lines.len() / 2 + 3),
        ("wire.csv", table.to_owned(), table.len() - 5),
    ];
    for (name, whole, end) in cases {
        let sample = Sample::new();
        let path = format!("news/{name}");
        sample.write("news/ferry.txt", FERRY);
        sample.write(&path, &whole);
        sample.update();
        let before = contents(&sample.index());
        sample.write(&path, &whole[..end]);
        for update in [news(&sample), news(&sample).rebuild(true), news(&sample)] {
            let report = run(update);
            assert_eq!(report.cut, 1, "{name} {end}: {report:?}");
            assert_eq!(contents(&sample.index()), before, "{name} {end}");
        }
        sample.write(&path, &whole);
        assert_eq!(sample.update().cut, 0, "{name} {end}");
        assert_like_new(&sample);
    }
}

#[test]
fn a_rebuild_leaves_it_to_the_next_run_to_remove_records() {
    let sample = Sample::new();
    sample.write("news/wire.jsonl", json_lines(5, 60));
    sample.update();
    sample.write("news/wire.jsonl", json_lines(5, 10));
    let update = || Update::new(sample.index());
    for update in [update().rebuild(true), update(), update().rebuild(true), update()] {
        assert_eq!(run(update).articles, 60);
    }
    assert_eq!(sample.update().refused.len(), 1, "most of them would go");
    assert_eq!(done(&run(update().allow_removal(true))), [0, 0, 50, 10]);
    // What was removed does not come back with a rebuild.
    assert_eq!(run(update().rebuild(true)).articles, 10);
    assert_like_new(&sample);
}

#[test]
fn a_rebuild_that_is_gone_on_with_keeps_what_it_had_taken_over() {
    let sample = Sample::new();
    sample.write("news/wire.jsonl", records(0..10));
    sample.update();
    sample.write("news/wire.jsonl", records(0..7));
    run(news(&sample).keep_missing(true));
    let cancel = CancelToken::new();
    let broken_off = news(&sample).rebuild(true).cancel(cancel.clone()).run(&mut |event| {
        // It takes over what no file gives.
        if matches!(event, UpdateEvent::Progress(progress) if progress.current.is_empty()) {
            cancel.cancel();
        }
    });
    assert!(broken_off.unwrap().interrupted);
    assert_eq!(run(news(&sample).rebuild(true)).articles, 10);
    assert_eq!(done(&sample.update()), [0, 0, 3, 7]);
}

#[test]
fn what_a_cut_file_has_stays_against_a_shorter_one_when_it_is_rebuilt() {
    let sample = Sample::new();
    let long = record("a", "A.") + &record("x", "A text that is rather long.");
    sample.write("news/a.jsonl", &long);
    sample.write("news/b.jsonl", record("x", "A short text.") + &record("b", "B."));
    sample.update();
    let before = contents(&sample.index());
    sample.write("news/a.jsonl", &long[..record("a", "A.").len() + 9]);
    for update in [news(&sample), news(&sample).rebuild(true), news(&sample)] {
        assert_eq!(run(update).cut, 1);
        assert_eq!(contents(&sample.index()), before);
    }
    sample.write("news/a.jsonl", record("a", "A."));
    sample.update();
    assert_like_new(&sample);
}

#[test]
fn an_empty_file_that_was_accepted_stays_so_though_its_articles_are_kept() {
    let sample = Sample::new();
    let file = sample.write("news/wire.jsonl", records(0..10));
    sample.update();
    sample.write("news/wire.jsonl", "");
    age(&file);
    let report = run(news(&sample).accept(&file, false).keep_missing(true));
    assert_eq!((report.cut, report.articles), (0, 10), "{report:?}");
    // Who takes a file as it is need not be asked whether its articles may go.
    let report = run(news(&sample).check_content(true).accept(&file, false));
    assert_eq!((report.cut, report.refused.len(), report.articles), (0, 0, 0), "{report:?}");
}

#[test]
fn an_article_that_gave_way_comes_back_though_its_file_was_not_read_that_night() {
    let sample = Sample::new();
    age(&sample.write("one/a.jsonl", record("x", "A long text.") + &record("a", "A.")));
    age(&sample.write("two/b.jsonl", record("x", "Short.") + &record("b", "B.")));
    let roots = ["one", "two"].map(|root| sample.path().join(root));
    let both = || Update::new(sample.index()).path(&roots[0]).path(&roots[1]);
    assert_eq!(run(both()).articles, 3);
    sample.write("one/a.jsonl", record("a", "A."));
    let report = run(Update::new(sample.index()).path(&roots[0]));
    assert_eq!(report.articles, 2, "the other root was not read");
    assert_eq!(run(both()).articles, 3);
    assert_eq!(total(&sample.searcher(), "short"), 1);
}

#[test]
fn what_another_file_has_is_not_asked_about() {
    let sample = Sample::new();
    sample.write("news/disk/a.jsonl", records(0..60));
    age(&sample.write("news/other/b.jsonl", records(0..60) + &record("b", "B.")));
    sample.update();
    fs::remove_dir_all(sample.news().join("disk")).unwrap();
    let report = sample.update();
    assert_eq!((report.refused.len(), report.articles), (0, 61), "{report:?}");
    assert_like_new(&sample);
}

#[test]
fn a_folder_is_empty_though_others_have_taken_some_of_its_articles() {
    let sample = Sample::new();
    sample.write("news/disk/a.jsonl", records(0..15));
    sample.write("news/other.jsonl", records(20..60));
    sample.update();
    fs::remove_file(sample.news().join("disk/a.jsonl")).unwrap();
    sample.write("news/other.jsonl", records(20..60) + &record("0", "A longer text."));
    let report = sample.update();
    assert_eq!((report.refused.len(), report.removed), (1, 0), "{report:?}");
    assert_eq!(report.refused[0].articles, 14);
}

#[test]
fn a_new_file_that_is_read_twice_in_a_run_is_one_file() {
    let sample = Sample::new();
    sample.write("news/a.jsonl", record("x", "A long text.") + &record("a", "A."));
    sample.write("news/c.jsonl", records(0..4));
    sample.update();
    // Something is gone, so that what gives way is looked at again.
    sample.write("news/c.jsonl", records(0..3));
    sample.write("news/b.jsonl", record("x", "Short.") + &records(10..20));
    sample.update();
    sample.write("news/b.jsonl", "");
    let report = sample.update();
    assert_eq!((report.cut, report.articles), (1, 15), "{report:?}");
}

#[test]
fn what_has_moved_is_there_once_and_what_was_kept_of_it_stays() {
    // By content: a list that is cut and has moved has what was read again once.
    let content = |number: usize| format!("{{\"title\":\"T{number}\",\"body\":\"Text.\"}}");
    let sample = Sample::new();
    let whole = format!("[{}]", (0..6).map(content).collect::<Vec<_>>().join(","));
    sample.write("news/a.json", &whole);
    sample.update();
    age(&sample.write("news/a.json", &whole[..whole.len() / 2]));
    sample.update();
    fs::rename(sample.news().join("a.json"), sample.news().join("b.json")).unwrap();
    let report = sample.update();
    assert_eq!((report.moved, report.cut, report.articles), (1, 1, 6), "{report:?}");
    sample.write("news/b.json", &whole);
    sample.update();
    assert_like_new(&sample);
    // What a run has kept has no other id now, and is asked about again.
    let sample = Sample::new();
    let lines: Vec<String> = (0..3).map(|number| content(number) + "\n").collect();
    sample.write("news/a.jsonl", lines.concat() + &records(0..40));
    sample.update();
    age(&sample.write("news/a.jsonl", lines.concat()));
    assert_eq!(sample.update().refused.len(), 1);
    fs::rename(sample.news().join("a.jsonl"), sample.news().join("b.jsonl")).unwrap();
    let report = sample.update();
    assert_eq!((report.moved, report.refused.len(), report.articles), (1, 1, 43), "{report:?}");
}

#[test]
fn what_a_moved_file_has_not_given_stays_against_a_shorter_one() {
    let sample = Sample::new();
    let long = record("b", "B.") + &record("x", "A text that is rather long.");
    sample.write("news/b.jsonl", &long);
    sample.write("news/a.jsonl", record("x", "A short text."));
    sample.update();
    age(&sample.write("news/b.jsonl", &long[..record("b", "B.").len() + 9]));
    sample.update();
    fs::rename(sample.news().join("b.jsonl"), sample.news().join("c.jsonl")).unwrap();
    sample.write("news/a.jsonl", record("x", "A short text.") + &record("a", "A."));
    let report = sample.update();
    assert_eq!((report.moved, report.cut, report.articles), (1, 1, 3), "{report:?}");
    assert_eq!(total(&sample.searcher(), "rather"), 1);
}

#[test]
fn what_a_root_that_is_gone_has_stays_against_a_shorter_one_only() {
    for (other, stays) in [("Short.", 2), ("A long text.", 1), ("A still longer text.", 1)] {
        let sample = Sample::new();
        sample.write("one/a.jsonl", record("x", "A long text.") + &record("a", "A."));
        sample.write("two/b.jsonl", record("b", "B."));
        let roots = ["one", "two"].map(|root| sample.path().join(root));
        run(Update::new(sample.index()).path(&roots[0]).path(&roots[1]));
        fs::rename(&roots[0], sample.path().join("away")).unwrap();
        sample.write("two/b.jsonl", record("b", "B.") + &record("x", other));
        for _ in 0..2 {
            let report = run(Update::new(sample.index()));
            assert_eq!((report.articles, report.missing[0].1), (3, stays), "{other}: {report:?}");
        }
    }
}

#[test]
fn half_a_row_is_not_taken_when_its_file_is_looked_at_again() {
    let sample = Sample::new();
    let rows = "id,source,title,body\nx,Wire,Ferry,Short.\n,,Bridge,It was closed.\n";
    sample.write("news/a.jsonl", record("x", "A long text.") + &records(10..20));
    age(&sample.write("news/b.csv", rows));
    sample.update();
    age(&sample.write("news/b.csv", &rows[..rows.len() - 18]));
    assert_eq!((sample.update().cut, total(&sample.searcher(), "")), (1, 12));
    // Something is gone, so that what gave way is looked at again.
    sample.write("news/a.jsonl", record("x", "A long text.") + &records(10..19));
    let report = sample.update();
    assert_eq!((report.cut, report.articles, report.removed), (1, 11, 1), "{report:?}");
}

#[test]
fn a_moved_file_can_be_accepted() {
    let sample = Sample::new();
    sample.write("news/a.json", list(0..10));
    sample.write("news/ferry.txt", FERRY);
    sample.update();
    let cut = &list(0..10)[..300];
    age(&sample.write("news/a.json", cut));
    assert_eq!(sample.update().cut, 1);
    let file = sample.news().join("b.json");
    fs::rename(sample.news().join("a.json"), &file).unwrap();
    let report = run(news(&sample).accept(&file, false));
    assert_eq!((report.moved, report.cut), (1, 0), "{report:?}");
    assert!(report.removed > 0, "{report:?}");
}

#[test]
fn a_file_stays_cut_though_others_have_its_articles_now() {
    let sample = Sample::new();
    sample.write("news/b.jsonl", records(0..4));
    sample.update();
    sample.write("news/b.jsonl", "");
    sample.write("news/a.jsonl", records(0..4));
    for _ in 0..3 {
        // So new that it is read again each time.
        let report = sample.update();
        assert_eq!((report.cut, report.articles), (1, 4), "{report:?}");
    }
}

#[test]
fn a_text_may_take_the_place_of_one_that_has_moved() {
    let sample = Sample::new();
    age(&sample.write("one/a.txt", FERRY));
    sample.write("two/wire.jsonl", records(0..3));
    let roots = ["one", "two"].map(|root| sample.path().join(root));
    let both = || Update::new(sample.index()).path(&roots[0]).path(&roots[1]);
    run(both());
    fs::rename(roots[0].join("a.txt"), roots[0].join("b.txt")).unwrap();
    sample.write("two/a.txt", "Tram gone\n\nThe tram runs no more.\n");
    let report = run(both());
    assert_eq!((report.moved, report.articles), (1, 5), "{report:?}");
    assert_eq!(report.added, report.removed + 1, "{report:?}");
    assert!(verify(sample.index()).unwrap().is_sound());
}

#[test]
fn of_two_as_long_in_one_file_the_first_stays_whichever_came_later() {
    let [one, other] = ["The ferry runs.", "The ferry stays"].map(|body| record("x", body));
    for (before, after) in [(&one, [&other, &one]), (&one, [&one, &other])] {
        let sample = Sample::new();
        sample.write("news/a.jsonl", before);
        sample.update();
        sample.write("news/a.jsonl", after.map(String::as_str).concat());
        sample.update();
        assert_like_new(&sample);
    }
}

#[test]
fn what_was_chosen_for_files_of_an_inner_root_outlives_the_outer() {
    let sample = Sample::new();
    let file = sample.write("news/inner/a.json", list(0..10));
    sample.write("news/ferry.txt", FERRY);
    let inner = sample.news().join("inner");
    run(Update::new(sample.index()).path(&inner));
    run(news(&sample));
    sample.write("news/inner/a.json", &list(0..10)[..300]);
    run(Update::new(sample.index()).accept(&file, true).allow_removal(true));
    Update::new(sample.index()).forget(sample.news()).unwrap();
    sample.write("news/inner/a.json", &list(0..10)[..200]);
    assert_eq!(run(Update::new(sample.index()).allow_removal(true)).cut, 0);
}

#[cfg(unix)]
#[test]
fn a_file_that_could_not_be_read_for_a_night_has_moved_all_the_same() {
    use std::os::unix::fs::PermissionsExt as _;

    let sample = Sample::new();
    let file = sample.write("news/a.txt", FERRY);
    sample.write("news/wire.jsonl", records(0..3));
    sample.update();
    let allow = |mode| fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
    allow(0o000);
    if fs::read(&file).is_ok() {
        crate::samples::say("SKIPPED a file that could not be read: this user may read all");
        return;
    }
    assert_eq!(sample.update().unreadable, 1);
    let (moved, again) = (sample.news().join("b.txt"), sample.news().join("c.txt"));
    allow(0o644);
    fs::rename(&file, &moved).unwrap();
    let report = sample.update();
    assert_eq!((report.moved, done(&report)), (1, [0, 1, 0, 3]), "{report:?}");
    // It moves and cannot be read at once.
    fs::rename(&moved, &again).unwrap();
    fs::set_permissions(&again, fs::Permissions::from_mode(0o000)).unwrap();
    assert_eq!(run(news(&sample).keep_missing(true)).unreadable, 1);
    fs::set_permissions(&again, fs::Permissions::from_mode(0o644)).unwrap();
    let report = sample.update();
    assert_eq!((report.moved, done(&report)), (1, [0, 1, 0, 3]), "{report:?}");
}
