//! Runs on real archives, which are not part of the project: the folder that `BACKFILE_DATA` names.
//!
//! Nothing of their text stands here: what is compared is read from the files themselves.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use article::SegmentKind;
use backfile::files::{Update, UpdateEvent, UpdateReport};
use backfile::{Article, Searcher, verify};
use query::{DateMatch, Sort};
use serde_json::Value;

use crate::samples::{Sample, ids, program, real_data, say, sorted, total};

/// What must be found, and what must not, in the five plain texts.
const SEED_QUERIES: [&str; 14] = [
    "vucic",
    "Vučić",
    "Vuc\u{30c}ic\u{301}",
    "VUČIĆ",
    "Вучић",
    "\"stab in the back\"",
    "\"shot in the back\"",
    "krusik",
    "zelensky",
    "Zelenskyy",
    "akismet in:all",
    "\"working group\" vucic date:2025",
    "date:2025-05-30",
    "no such words anywhere",
];

/// Words of comment forms, share buttons, newsletters and themes.
const AROUND: [&str; 8] = [
    "akismet",
    "\"leave a reply\"",
    "\"required fields are marked\"",
    "wordpress",
    "newsletter",
    "mc4wp_form",
    "\"share the article\"",
    "\"others are reading now\"",
];

fn seeds(data: &Path) -> (Sample, Searcher) {
    let sample = Sample::new();
    let report = Update::new(sample.index()).path(data.join("seeds")).run(&mut |_| {}).unwrap();
    assert_eq!((report.articles, report.skipped, report.unreadable), (5, 0, 0), "{report:?}");
    let searcher = sample.searcher();
    (sample, searcher)
}

fn articles(searcher: &Searcher, query: &str) -> Vec<Article> {
    let ids = ids(searcher, sorted(query, Sort::Newest, 100));
    ids.iter().map(|id| searcher.article(id).unwrap()).collect()
}

#[test]
fn the_five_plain_texts_are_found_as_they_should_be() {
    let Some(data) = real_data("seeds") else { return };
    let (_sample, searcher) = seeds(&data);
    for spelling in &SEED_QUERIES[..5] {
        assert_eq!(total(&searcher, spelling), 5, "{spelling}");
    }
    let [stab, shot] = ["\"stab in the back\"", "\"shot in the back\""]
        .map(|query| ids(&searcher, sorted(query, Sort::Newest, 10)));
    assert_eq!((stab.len(), shot.len()), (1, 1));
    assert_ne!(stab, shot);
    let krusik = ids(&searcher, sorted("krusik", Sort::Newest, 10));
    assert_eq!(krusik.len(), 1);
    assert_eq!(krusik, ids(&searcher, sorted("=Krušik", Sort::Newest, 10)));
    for query in ["zelensky", "zelenskyy"] {
        assert!(total(&searcher, query) > 0, "{query}");
    }
    for around in AROUND {
        assert_eq!(total(&searcher, around), 0, "{around}");
        assert!(total(&searcher, &format!("{around} in:all")) > 0, "{around} in:all");
    }
}

#[test]
fn only_the_text_that_says_when_it_was_published_is_dated() {
    let Some(data) = real_data("seeds") else { return };
    let (_sample, searcher) = seeds(&data);
    assert_eq!(total(&searcher, "has:date"), 1);
    let page = searcher.search("date:2025-05-30").unwrap();
    assert_eq!(page.hits.len(), 1);
    assert_eq!(page.hits[0].date.map(|date| date.to_string()).as_deref(), Some("2025-05-30"));
    assert_eq!(page.hits[0].date_match, Some(DateMatch::Certain));
    let dated = articles(&searcher, "has:date").remove(0);
    let first_line = dated.body.lines().next().unwrap().trim();
    let evidence = &dated.date_evidence[0];
    assert_eq!(evidence.text, first_line);
    let outlet =
        dated.source.iter().chain(&dated.authors).any(|name| first_line.ends_with(&**name));
    assert!(outlet, "the outlet stands after the date: {:?} {:?}", dated.source, dated.authors);
    assert_eq!(dated.title, None, "a line of date and source is no title");
}

#[test]
fn a_title_given_twice_is_counted_once() {
    let Some(data) = real_data("seeds") else { return };
    let (_sample, searcher) = seeds(&data);
    let mut doubled = 0;
    for article in articles(&searcher, "") {
        let Some(title) = &article.title else { continue };
        let is_doubled = article.body.matches(&**title).count() > 1;
        doubled += usize::from(is_doubled);
        let ranked: String = article.parts(SegmentKind::Body).collect();
        assert!(!ranked.contains(&**title), "a copy of the title counts as text");
        let words = title.replace(['"', '“', '”'], " ");
        assert_eq!(total(&searcher, &format!("body:\"{words}\"")), 0);
        assert_eq!(total(&searcher, &format!("title:\"{words}\"")), 1);
    }
    assert_eq!(doubled, 1);
}

#[test]
fn the_json_of_every_query_keeps_its_promise() {
    let Some(data) = real_data("seeds") else { return };
    let (sample, _searcher) = seeds(&data);
    for query in SEED_QUERIES.iter().chain(&AROUND) {
        let output = program(&sample.index(), &["search", "--json", query]).output().unwrap();
        let lines = String::from_utf8(output.stdout).unwrap();
        let mut objects: Vec<Value> =
            lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let summary = objects.pop().expect("a summary");
        has_keys(
            &summary,
            "type format_version query total total_is took_ms sort match partial commit cursor variants blame diagnostics",
        );
        assert_eq!((&summary["type"], &summary["total_is"]), (&"summary".into(), &"exact".into()));
        assert_eq!(summary["total"], objects.len(), "{query}");
        assert_eq!(output.status.code(), Some(i32::from(objects.is_empty())), "{query}");
        for (hit, rank) in objects.iter().zip(1..) {
            assert_eq!(hit["rank"], rank);
            has_keys(
                hit,
                "type rank id source_id title date date_precision date_match source author lang url path score snippets",
            );
            let path = data.join("seeds").join(hit["path"].as_str().unwrap());
            check_snippets(hit, &fs::read_to_string(path).unwrap());
        }
    }
}

/// The keys of an object, in their order.
#[track_caller]
fn has_keys(object: &Value, keys: &str) {
    let found: Vec<&str> = object.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(found.join(" "), keys);
}

/// Snippets are pieces of the text of the file, and mark whole characters.
#[track_caller]
fn check_snippets(hit: &Value, text: &str) {
    let at = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    for snippet in hit["snippets"].as_array().unwrap() {
        has_keys(snippet, "field text start highlights");
        let piece = snippet["text"].as_str().unwrap();
        let whole = if snippet["field"] == "title" { hit["title"].as_str().unwrap() } else { text };
        let start = at(&snippet["start"]);
        assert_eq!(whole.get(start..start + piece.len()), Some(piece), "{snippet}");
        let mut end = 0;
        for highlight in snippet["highlights"].as_array().unwrap() {
            let range = at(&highlight[0])..at(&highlight[1]);
            assert!(
                range.start >= end && piece.get(range.clone()).is_some_and(|word| !word.is_empty())
            );
            end = range.end;
        }
    }
}

/// The records of a compressed file of JSON Lines.
fn records(file: &Path) -> u64 {
    let output = Command::new("zstd").arg("-dcq").arg(file).output().unwrap();
    assert!(output.status.success(), "cannot unpack {}", file.display());
    u64::try_from(
        output.stdout.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).count(),
    )
    .unwrap()
}

fn index(sample: &Sample, files: &[PathBuf]) -> UpdateReport {
    let mut update = Update::new(sample.index());
    for file in files {
        update = update.path(file);
    }
    let mut skipped = Vec::new();
    let report = update.run(&mut |event| {
        if let UpdateEvent::Skipped(left) = event {
            skipped.push(format!("{}: {}", left.provenance, left.reason));
        }
    });
    assert!(
        skipped.is_empty(),
        "{} left out: {:#?}",
        skipped.len(),
        &skipped[..skipped.len().min(9)]
    );
    report.unwrap()
}

#[test]
fn collections_whose_ids_clash_share_one_index_without_a_loss() {
    let Some(data) = real_data("news") else { return };
    let few = [
        "masakhane.en",
        "masakhane.fr",
        "masakhane.sw",
        "masakhane.am",
        "wikinews-2019-2020.en",
        "alo-2015-2018.sr-Latn",
    ];
    let mut files: Vec<PathBuf> = if testkit::is_long() {
        let entries = fs::read_dir(data.join("news")).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.to_string_lossy().ends_with(".jsonl.zst")).collect()
    } else {
        few.iter().map(|name| data.join("news").join(format!("{name}.jsonl.zst"))).collect()
    };
    files.sort();
    let expected: u64 = files.iter().map(|file| records(file)).sum();
    let sample = Sample::new();
    let report = index(&sample, &files);
    say(&format!(
        "real: {} records, {} articles, {:.1} s",
        report.read, report.articles, report.seconds
    ));
    assert_eq!(report.read, expected);
    assert_eq!(report.articles + report.duplicates, expected, "{report:?}");
    if testkit::is_long() {
        assert_eq!((report.read, report.articles), (161_358, 160_924));
    } else {
        assert_eq!(report.duplicates, 0, "each of these has ids of its own");
    }
    let searcher = sample.searcher();
    assert_eq!(total(&searcher, ""), report.articles);
    let mut unique = BTreeSet::new();
    let mut hits = 0_u64;
    let exported = searcher.export("", &mut |hit| {
        hits += 1;
        unique.insert(hit.id);
        std::ops::ControlFlow::Continue(())
    });
    assert_eq!(exported.unwrap().total, report.articles);
    assert_eq!((hits, unique.len() as u64), (report.articles, report.articles));
    assert!(verify(sample.index()).unwrap().is_sound());
    let again = index(&sample, &files);
    assert_eq!((again.added, again.replaced, again.removed), (0, 0, 0), "{again:?}");
    assert_eq!(again.articles, report.articles);
}
