//! What cannot be done is said in plain words, with what to do about it, and exits with 2.

use std::fs;

use super::program::{Desk, Outcome, on_corpus};

#[track_caller]
fn fails(run: Outcome, message: &str, hint: Option<&str>) {
    let run = run.exits(2);
    assert!(run.stdout.is_empty(), "{run:#?}");
    assert!(run.stderr.starts_with("error: "), "{run:#?}");
    assert!(run.stderr.contains(message), "{run:#?}");
    if let Some(hint) = hint {
        assert!(run.stderr.contains(&format!("hint: {hint}")), "{run:#?}");
    }
}

#[test]
fn there_is_no_index() {
    let desk = Desk::new();
    for arguments in [&["search", "ferry"][..], &["stats"], &["verify"], &["show", "aaaa"]] {
        fails(desk.run(arguments), "there is no index at `index`", Some("build one with"));
    }
}

#[test]
fn the_index_is_a_file_or_a_folder_of_something_else() {
    let desk = Desk::with_news();
    desk.write("file", "text");
    fails(desk.run(&["--index", "file", "search", "x"]), "`file`", Some("choose another folder"));
    fails(desk.run(&["--index", "file", "index", "news"]), "`file`", Some("choose another folder"));
    fails(desk.run(&["--index", "news", "index", "news"]), "not an index", Some("choose another"));
}

#[test]
fn the_environment_names_the_index() {
    let desk = Desk::with_index();
    fs::rename(desk.path().join("index"), desk.path().join("elsewhere")).unwrap();
    let mut command = desk.command(&["count"]);
    command.env("BACKFILE_INDEX", "elsewhere");
    assert_eq!(super::program::finish(command).exits(0).stdout, "2\n");
    let mut command = desk.command(&["count"]);
    command.env("BACKFILE_INDEX", "");
    let unset = super::program::finish(command).exits(2);
    assert!(unset.stderr.contains("`index`"), "{}", unset.stderr);
}

#[test]
fn the_path_to_index_is_missing() {
    let desk = Desk::with_news();
    fails(desk.run(&["index", "nowhere"]), "`nowhere`", None);
    fails(desk.run(&["extract", "nowhere"]), "`nowhere`", None);
    fails(desk.run(&["search", "--from", "nowhere", "x"]), "`nowhere`", None);
    fails(desk.run(&["index", "news", "-"]), "stands alone", None);
}

#[test]
fn an_empty_folder_gives_an_empty_index() {
    let desk = Desk::new();
    fs::create_dir(desk.path().join("empty")).unwrap();
    desk.run(&["index", "empty"]).exits(0);
    desk.run(&["search", "ferry"]).exits(1);
    desk.run(&["verify"]).exits(0);
    assert_eq!(desk.run(&["stats", "--json"]).exits(0).last()["articles"], 0);
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_told_and_exits_with_2() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::with_news();
    let path = desk.path().join("news/ferry.txt");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&path).is_ok() {
        // The superuser may read everything, so there is nothing to see.
        return;
    }
    let run = desk.run(&["index", "news"]).exits(2);
    assert!(run.stderr.contains("ferry.txt"), "{}", run.stderr);
    assert_eq!(desk.run(&["count"]).exits(0).stdout, "1\n");
}

#[test]
fn values_of_options_are_checked() {
    let desk = Desk::with_index();
    for arguments in [
        &["search", "x", "-n", "ten"][..],
        &["search", "x", "-n", "10001"],
        &["search", "x", "--sort", "best"],
        &["search", "x", "--lang", "xx-unknown"],
        &["facets", "x", "--by", "colour"],
        &["timeline", "x", "--by", "hour"],
        &["index", "--memory", "much"],
        &["index", "--threads", "0"],
        &["index", "--map", "title"],
        &["search", "-q", "-v", "x"],
        &["unknown"],
    ] {
        fails(desk.run(arguments), "--help", None);
    }
    fails(desk.run(&["search", "ferry", "--cursor", "zzz"]), "`zzz`", Some("begin again"));
    fails(desk.run(&["index", "--settings", "none.toml"]), "none.toml", None);
    fails(desk.run(&["batch", "none.tsv"]), "none.tsv", None);
}

#[test]
fn an_id_that_several_articles_share_is_ambiguous() {
    let hits = on_corpus(&["export"]).exits(0).objects();
    let starts: Vec<String> =
        hits.iter().filter_map(|hit| hit["id"].as_str()).map(|id| id[..1].to_owned()).collect();
    // An id's character is one of 32, and there are more articles.
    let is_shared = |start: &&String| starts.iter().filter(|other| other == start).count() > 1;
    let shared = starts.iter().find(is_shared).unwrap();
    fails(on_corpus(&["show", shared]), "articles have ids", Some("give more of the id"));
}

#[test]
fn a_query_that_means_nothing_is_shown_with_its_fault() {
    let desk = Desk::with_index();
    for (query, message) in [
        ("date:2025-02-31", "error: `2025-02-31` is a date that does not exist"),
        (&"a ".repeat(10_001), "error: a query has at most 10000 words"),
    ] {
        let run = desk.run(&["search", query]).exits(2);
        assert!(run.stdout.is_empty());
        assert!(run.stderr.starts_with(message), "{}", run.stderr);
        assert!(run.stderr.contains("\n  ") && run.stderr.contains('^'), "{}", run.stderr);
        assert!(!run.stderr.contains("hint: "), "{}", run.stderr);
    }
}

#[cfg(unix)]
#[test]
fn bytes_that_are_no_text_are_left_out_of_a_query() {
    use std::os::unix::ffi::OsStrExt as _;
    let desk = Desk::with_index();
    let mut command = desk.command(&["count", "--json"]);
    command.arg(std::ffi::OsStr::from_bytes(b"ferry \xff\xed\xa0\x80"));
    assert_eq!(super::program::finish(command).exits(0).objects()[0]["total"], 2);
}

#[test]
fn a_second_writer_is_refused() {
    let desk = Desk::with_index();
    let mut first = desk.command(&["index", "-"]);
    first.stdin(std::process::Stdio::piped());
    let mut first = first.spawn().unwrap();
    // The first holds the index from before it reads anything until its input ends.
    let lock = desk.path().join("index/writer.lock");
    let has_begun =
        || fs::read_to_string(&lock).is_ok_and(|text| text.contains(&first.id().to_string()));
    let began = std::time::Instant::now();
    while !has_begun() {
        assert!(began.elapsed().as_secs() < 20, "the first writer does not begin");
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    fails(desk.run(&["index", "news"]), "is writing this index", Some("wait until it has ended"));
    assert_eq!(desk.run(&["count"]).exits(0).stdout, "2\n");
    drop(first.stdin.take());
    assert_eq!(first.wait().unwrap().code(), Some(0));
}
