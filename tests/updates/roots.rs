//! Roots inside each other, roots that go, are renamed or forgotten, and names of any bytes.

use std::fs;
use std::path::Path;

use article::FilePath;
use backfile::files::{Update, UpdateError, UpdateReport};
use backfile::verify;
use testkit::json_lines;

use super::{FERRY, assert_like_new, done, record};
use crate::samples::{Sample, ids, total};

fn run(sample: &Sample, paths: &[&str]) -> UpdateReport {
    let mut update = Update::new(sample.index());
    for path in paths {
        update = update.path(sample.path().join(path));
    }
    update.run(&mut |_| {}).unwrap()
}

#[test]
fn a_root_inside_another_gives_nothing_twice() {
    for order in [["news/inner", "news"], ["news", "news/inner"]] {
        let sample = Sample::new();
        sample.write("news/a.txt", FERRY);
        sample.write("news/inner/b.txt", FERRY);
        sample.write("news/inner/wire.jsonl", "{\"title\":\"T\",\"body\":\"Bridge.\"}\n");
        run(&sample, &order[..1]);
        let before = ids(&sample.searcher(), "");
        let report = run(&sample, &order[1..]);
        assert_eq!(report.articles, 3, "{order:?}: {report:?}");
        assert_eq!(done(&run(&sample, &[])), [0, 0, 0, 3], "{order:?}");
        let after = ids(&sample.searcher(), "");
        assert!(before.iter().all(|id| after.contains(id)), "{order:?}: a file keeps its id");
        // What lies in the inner root is gone with either.
        fs::remove_file(sample.news().join("inner/b.txt")).unwrap();
        assert_eq!(run(&sample, &["news"]).articles, 2, "{order:?}");
        assert!(verify(sample.index()).unwrap().is_sound());
    }
}

#[test]
fn an_inner_root_is_covered_where_the_outer_walk_would_miss_it() {
    let sample = Sample::new();
    sample.write("news/a.txt", FERRY);
    sample.write("news/.hidden/b.txt", FERRY);
    run(&sample, &["news/.hidden"]);
    assert_eq!(run(&sample, &["news"]).articles, 2);
    sample.write("news/.hidden/c.txt", FERRY);
    assert_eq!(run(&sample, &["news"]).articles, 3);
    let other = Sample::new();
    other.write("news/a.txt", FERRY);
    other.write("news/.hidden/b.txt", FERRY);
    run(&other, &["news"]);
    run(&other, &["news/.hidden"]);
    assert_eq!(run(&other, &["news"]).articles, 2, "what the outer walk misses stays");
}

#[test]
fn only_the_part_that_is_named_may_lose_articles() {
    let sample = Sample::new();
    for name in ["a/1.txt", "a/2.txt", "b/1.txt", "b/2.txt"] {
        sample.write(&format!("news/{name}"), FERRY);
    }
    run(&sample, &["news"]);
    fs::remove_file(sample.news().join("a/1.txt")).unwrap();
    fs::remove_file(sample.news().join("b/1.txt")).unwrap();
    let report = run(&sample, &["news/a"]);
    assert_eq!((report.removed, report.articles), (1, 3));
    assert_eq!(sample.searcher().stats().unwrap().roots.len(), 1, "a part is no root");
    fs::remove_file(sample.news().join("b/2.txt")).unwrap();
    sample.write("news/b/3.txt", FERRY);
    let report = run(&sample, &["news/b/2.txt"]);
    assert_eq!(report.refused.len(), 1, "nothing is left there: {report:?}");
    let gone = Update::new(sample.index()).path(sample.news().join("b/2.txt")).allow_removal(true);
    assert_eq!(gone.run(&mut |_| {}).unwrap().removed, 1);
    run(&sample, &["news"]);
    assert_like_new(&sample);
    let typo = Update::new(sample.index()).path(sample.path().join("nwes")).run(&mut |_| {});
    assert!(matches!(typo, Err(UpdateError::Ingest(_))), "{typo:?}");
}

#[test]
fn a_root_that_is_gone_keeps_its_articles_and_the_rest_goes_on() {
    let sample = Sample::new();
    sample.write("one/a.txt", FERRY);
    sample.write("two/wire.jsonl", json_lines(1, 30));
    run(&sample, &["one", "two"]);
    fs::rename(sample.path().join("two"), sample.path().join("away")).unwrap();
    sample.write("one/b.txt", FERRY);
    for _ in 0..2 {
        let report = run(&sample, &[]);
        assert_eq!((report.articles, report.removed), (32, 0));
        let two = FilePath::of(&sample.path().canonicalize().unwrap().join("two"));
        assert_eq!(report.missing, [(two, 30)]);
    }
    let named = run(&sample, &["two"]);
    assert_eq!((named.missing.len(), named.articles), (1, 32), "it was named, and is known");
    let other = run(&sample, &["one"]);
    assert_eq!(other.missing.len(), 0, "it was not to be read");
    fs::rename(sample.path().join("away"), sample.path().join("two")).unwrap();
    let report = run(&sample, &[]);
    assert_eq!((report.articles, report.missing.len()), (32, 0));
}

#[test]
fn a_file_in_the_place_of_a_root_is_not_the_root() {
    let sample = Sample::new();
    sample.write("news/ferry.txt", FERRY);
    sample.write("one.txt", FERRY);
    run(&sample, &["news", "one.txt"]);
    fs::remove_dir_all(sample.news()).unwrap();
    sample.write("news", "Another text\n\nThe road along the river is closed.\n");
    let report = run(&sample, &[]);
    assert_eq!((report.articles, report.missing.len()), (2, 1), "{report:?}");
    fs::remove_file(sample.path().join("one.txt")).unwrap();
    let report = run(&sample, &[]);
    assert_eq!((report.articles, report.missing.len()), (2, 2), "{report:?}");
}

#[test]
fn a_root_that_was_renamed_has_moved() {
    let sample = Sample::new();
    sample.write("old/ferry.txt", FERRY);
    sample.write("old/deep/wire.jsonl", json_lines(1, 30));
    sample.write("old/picture.bin", [0_u8, 1, 2, 0, 0, 0, 255].repeat(60));
    run(&sample, &["old"]);
    fs::rename(sample.path().join("old"), sample.path().join("new")).unwrap();
    let report = run(&sample, &["new"]);
    assert_eq!((report.moved, report.articles, report.added), (2, 31, 0), "{report:?}");
    let report = run(&sample, &[]);
    assert_eq!((report.missing.len(), done(&report)), (0, [0, 0, 0, 31]), "the old root is gone");
    assert_eq!(sample.searcher().stats().unwrap().roots.len(), 1);
    assert!(verify(sample.index()).unwrap().is_sound());
}

#[test]
fn what_did_not_move_stays_with_its_root() {
    let sample = Sample::new();
    sample.write("old/a.jsonl", json_lines(1, 20));
    sample.write("old/b.jsonl", json_lines(2, 20));
    run(&sample, &["old"]);
    fs::rename(sample.path().join("old"), sample.path().join("new")).unwrap();
    // It is another file now, with some of the same articles.
    let lines = json_lines(2, 20);
    let kept: String = lines.split_inclusive('\n').take(5).collect();
    fs::write(sample.path().join("new/b.jsonl"), kept).unwrap();
    let report = run(&sample, &["new"]);
    assert_eq!((report.moved, report.articles, report.duplicates), (1, 40, 0), "{report:?}");
    let report = run(&sample, &[]);
    assert_eq!(report.missing.iter().map(|(_, articles)| *articles).sum::<u64>(), 15);
    let old = sample.path().join("old");
    let forgotten = Update::new(sample.index()).forget(&old).unwrap();
    assert_eq!((forgotten, total(&sample.searcher(), "")), (15, 25));
    let report = run(&sample, &[]);
    assert_eq!((report.missing.len(), report.articles), (0, 25));
    let unknown = Update::new(sample.index()).forget(&old);
    assert!(matches!(unknown, Err(UpdateError::UnknownRoot { .. })), "{unknown:?}");
}

#[test]
fn a_root_or_folder_of_which_nothing_is_left_is_asked_about() {
    let sample = Sample::new();
    for number in 0..20 {
        sample.write(&format!("news/disk/{number}.txt"), format!("{FERRY}Number {number}.\n"));
    }
    sample.write("news/wire.jsonl", json_lines(1, 100));
    run(&sample, &["news"]);
    for number in 0..20 {
        fs::remove_file(sample.news().join(format!("disk/{number}.txt"))).unwrap();
    }
    let report = run(&sample, &["news"]);
    assert_eq!((report.removed, report.articles), (0, 120));
    let [refusal] = &report.refused[..] else { panic!("{report:?}") };
    assert!(refusal.is_emptied && refusal.articles == 20);
    assert!(refusal.place.as_str().ends_with("news/disk"), "{refusal:?}");
    fs::remove_dir(sample.news().join("disk")).unwrap();
    assert_eq!(run(&sample, &["news"]).refused.len(), 1, "as many are asked about");
    // Something new in it: it is no disk that is not mounted.
    sample.write("news/disk/new.txt", FERRY);
    let report = run(&sample, &["news"]);
    assert_eq!((report.removed, report.refused.len()), (20, 0), "{report:?}");
    fs::remove_file(sample.news().join("wire.jsonl")).unwrap();
    fs::remove_file(sample.news().join("disk/new.txt")).unwrap();
    assert_eq!(run(&sample, &["news"]).refused.len(), 1, "a root of which nothing is left");
}

#[test]
fn items_that_rolled_out_of_a_file_are_no_loss() {
    let feed = |from: usize, count: usize| {
        let items =
            (from..from + count).map(|id| record(&id.to_string(), "Item.").trim().to_owned());
        format!("[{}]", items.collect::<Vec<_>>().join(","))
    };
    for count in [20, 60] {
        let sample = Sample::new();
        sample.write("news/feed.json", feed(0, count));
        sample.update();
        sample.write("news/feed.json", feed(count, count));
        let report = sample.update();
        assert_eq!((report.refused.len(), report.removed), (0, count as u64), "{report:?}");
        assert_like_new(&sample);
        sample.write("news/feed.json", "[]");
        assert_eq!(sample.update().refused.len(), 1, "an empty feed has no others");
    }
}

#[cfg(unix)]
#[test]
fn names_may_have_any_bytes() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    let sample = Sample::new();
    let name = |bytes: &'static [u8]| Path::new(OsStr::from_bytes(bytes)).to_owned();
    let root = sample.path().join(name(b"k\xF6ln"));
    fs::create_dir(&root).unwrap();
    fs::write(root.join(name(b"m\xFCller.txt")), FERRY).unwrap();
    fs::write(root.join("plain.txt"), FERRY).unwrap();
    let update = || Update::new(sample.index()).path(&root).run(&mut |_| {}).unwrap();
    assert_eq!(done(&update()), [2, 0, 0, 0]);
    assert_eq!(done(&update()), [0, 0, 0, 2]);
    let all = Update::new(sample.index()).run(&mut |_| {}).unwrap();
    assert_eq!(done(&all), [0, 0, 0, 2], "the root is remembered to the byte");
    let page = sample.searcher().search("").unwrap();
    let bytes = |hit: &backfile::Hit| hit.path.as_ref().and_then(FilePath::bytes_in_base64);
    let hit = page.hits.iter().find(|hit| bytes(hit).is_some()).unwrap();
    assert_eq!(hit.path.as_ref().unwrap().as_str(), "m\\xFCller.txt");
    assert_eq!(bytes(hit).as_deref(), Some("bfxsbGVyLnR4dA=="));
    fs::write(root.join(name(b"\xE9t\xE9.jsonl")), record("1", "Bridge.")).unwrap();
    assert_eq!(update().added, 1);
    fs::rename(root.join(name(b"\xE9t\xE9.jsonl")), root.join(name(b"\xE8t\xE8.jsonl"))).unwrap();
    let report = update();
    assert_eq!((report.moved, report.articles), (1, 3));
    fs::remove_file(root.join(name(b"m\xFCller.txt"))).unwrap();
    assert_eq!(update().removed, 1);
    assert!(verify(sample.index()).unwrap().is_sound());
    let path = article::FilePath::of(&root);
    assert_eq!(Update::new(sample.index()).forget(path.to_path()).unwrap(), 2);
}
