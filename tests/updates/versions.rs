//! Records that say which state of an article they are: the latest stays, whatever its length, the
//! one before comes back, and what a publisher has taken back is not found.

use std::collections::BTreeMap;
use std::fs;

use backfile::files::{Update, UpdateEvent, UpdateReport};
use testkit::{Random, seed};

use super::{assert_like_new, contents, done};
use crate::samples::{Sample, total};

/// An item of an agency.
#[derive(Debug, Clone)]
struct Item {
    id: usize,
    /// The number that it gives itself, if it does.
    version: Option<usize>,
    is_canceled: bool,
    words: usize,
}

impl Item {
    fn random(random: &mut Random) -> Self {
        Self {
            id: random.below(4),
            version: Some(random.below(4)).filter(|version| *version > 0),
            is_canceled: random.once_in(5),
            words: 1 + random.below(4),
        }
    }

    fn text(&self) -> String {
        let version = self.version.map_or("none".to_owned(), |version| version.to_string());
        format!("ferry{version} {}", "river ".repeat(self.words)).trim_end().to_owned()
    }

    fn line(&self) -> String {
        let version = self.version.map(|version| format!("\"version\":\"{version}\","));
        let status = if self.is_canceled { "canceled" } else { "usable" };
        let (id, text, version) = (self.id, self.text(), version.unwrap_or_default());
        format!(
            "{{\"uri\":\"urn:item:{id}\",{version}\"pubstatus\":\"{status}\",\"source\":\"Wire\",\
             \"headline\":\"Item {id}\",\"body_text\":\"{text}\"}}\n"
        )
    }
}

type Files = BTreeMap<String, Vec<Item>>;

/// The texts that are to be found, each with the path that it is found at.
fn expected(files: &Files) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for id in 0..4 {
        let all = files.iter().flat_map(|(path, items)| items.iter().map(move |item| (path, item)));
        let all: Vec<_> = all.filter(|(_, item)| item.id == id).collect();
        let canceled = all.iter().filter(|(_, item)| item.is_canceled);
        let canceled: Vec<_> = canceled.map(|(_, item)| item.version).collect();
        let stands = |item: &Item| {
            let is_taken_back =
                |until: &Option<usize>| until.is_none_or(|until| item.version <= Some(until));
            !item.is_canceled && !canceled.iter().any(is_taken_back)
        };
        let standing = all.into_iter().filter(|(_, item)| stands(item));
        // Of equals the first stays, and `max_by_key` takes the last.
        let best = standing.rev().max_by_key(|(_, item)| (item.version, item.text().len()));
        found.extend(best.map(|(path, item)| (path.clone(), item.text())));
    }
    found.sort();
    found
}

fn found(sample: &Sample) -> Vec<(String, String)> {
    let found = contents(&sample.index()).into_iter();
    let mut found: Vec<_> = found.map(|(_, path, body)| (path, body)).collect();
    found.sort();
    found
}

#[test]
fn the_latest_version_stays_and_the_one_before_comes_back_night_after_night() {
    let seed = seed();
    println!("versions: BACKFILE_TEST_SEED={seed}");
    let mut random = Random::new(seed);
    let sample = Sample::new();
    fs::create_dir_all(sample.news()).unwrap();
    let mut files = Files::new();
    for night in 0..40 {
        for _ in 0..=random.below(2) {
            let path = format!("{}.jsonl", random.one_of(&["a", "b", "c", "d"]));
            if random.once_in(3) {
                files.remove(&path);
                let _ = fs::remove_file(sample.news().join(&path));
                continue;
            }
            let items = files.entry(path.clone()).or_default();
            if random.once_in(3) {
                items.clear();
            }
            items.push(Item::random(&mut random));
            let lines: String = items.iter().map(Item::line).collect();
            sample.write(&format!("news/{path}"), lines);
        }
        let update = || Update::new(sample.index()).path(sample.news()).allow_removal(true);
        update().run(&mut |_| {}).unwrap();
        if random.once_in(5) {
            update().rebuild(true).run(&mut |_| {}).unwrap();
        }
        assert_eq!(found(&sample), expected(&files), "night {night}: {files:#?}");
        assert_like_new(&sample);
    }
}

fn reasons(sample: &Sample) -> (UpdateReport, Vec<String>) {
    let mut told = Vec::new();
    let report = Update::new(sample.index()).path(sample.news()).run(&mut |event| match event {
        UpdateEvent::Skipped(skipped) => told.push(skipped.reason.to_string()),
        UpdateEvent::Duplicate(duplicate) => told.push(format!("{:?}", duplicate.stays)),
        _ => {}
    });
    (report.unwrap(), told)
}

#[test]
fn what_is_taken_back_is_removed_and_told_and_comes_back_with_a_later_version() {
    let sample = Sample::new();
    let item = |version, is_canceled| Item { id: 1, version, is_canceled, words: 3 }.line();
    sample.write("news/1.jsonl", item(Some(1), false));
    assert_eq!(done(&reasons(&sample).0), [1, 0, 0, 0]);
    sample.write("news/2.jsonl", item(Some(2), true));
    let (report, told) = reasons(&sample);
    assert_eq!((done(&report), total(&sample.searcher(), "ferry1")), ([0, 0, 1, 0], 0));
    assert!(told.iter().any(|reason| reason.contains("canceled")), "{told:?}");
    // A file that is read again does not bring it back, and it is said why.
    sample.write("news/1.jsonl", item(Some(1), false) + "\n");
    let (report, told) = reasons(&sample);
    assert_eq!((done(&report), total(&sample.searcher(), "ferry")), ([0, 0, 0, 0], 0));
    assert!(told.contains(&"Withdrawal".to_owned()), "{told:?}");
    sample.write("news/3.jsonl", item(Some(3), false));
    assert_eq!(done(&reasons(&sample).0), [1, 0, 0, 0]);
    assert_eq!(total(&sample.searcher(), "ferry3"), 1);
}

/// An item of an agency as its notices are: with these keys and no others.
fn notice(keys: &str) -> String {
    format!("{{\"uri\":\"urn:item:1\",{keys}}}\n")
}

#[test]
fn a_notice_takes_back_without_a_version_a_number_or_a_source() {
    const ITEM: &str = "\"version\":\"2\",\"versioncreated\":\"2024-03-01T10:00:00Z\",\
                        \"pubstatus\":\"usable\",\"source\":\"Wire\",\"headline\":\"The ferry\",\
                        \"body_text\":\"It runs again.\"";
    for (keys, left) in [
        ("\"pubstatus\":\"canceled\",\"source\":\"Wire\"", 0),
        ("\"pubstatus\":\"canceled\"", 0),
        ("\"pubstatus\":\"canceled\",\"version\":\"3\"", 0),
        ("\"pubstatus\":\"canceled\",\"versioncreated\":\"2024-03-02T10:00:00Z\"", 0),
        ("\"pubstatus\":\"canceled\",\"versioncreated\":\"2024-02-02T10:00:00Z\"", 1),
        ("\"pubstatus\":\"canceled\",\"version\":\"1\"", 1),
    ] {
        let sample = Sample::new();
        sample.write("news/item.jsonl", notice(ITEM));
        sample.write("news/notice.jsonl", notice(keys));
        assert_eq!(sample.update().articles, left, "{keys}");
        // One that is emptied or filled with zeros takes back what it took back.
        for bytes in ["", "\0\0\0\0"] {
            sample.write("news/notice.jsonl", bytes);
            assert_eq!(sample.update().articles, left, "{keys}");
        }
    }
}

#[test]
fn what_is_cut_or_kept_does_not_give_way_to_an_older_version() {
    let item = |version, words| Item { id: 1, version: Some(version), is_canceled: false, words };
    let others: String = (2..4).map(|id| Item { id, ..item(1, 1) }.line()).collect();
    for name in ["z.zip", "z.tar", "z.jsonl"] {
        let sample = Sample::new();
        sample.write("news/0.jsonl", item(1, 9).line() + &others);
        let newer = item(4, 2).line();
        let parts = [("m.jsonl".to_owned(), newer.clone().into_bytes())];
        let bytes = match name {
            "z.zip" => crate::containers::pack::zip(&parts.into()),
            "z.tar" => crate::containers::pack::tar(&parts.into()),
            _ => newer.into_bytes(),
        };
        let path = sample.write(&format!("news/{name}"), &bytes);
        sample.update();
        let is_newer = || total(&sample.searcher(), "ferry4") == 1;
        assert!(is_newer(), "{name}");
        let update = || Update::new(sample.index()).path(sample.news());
        fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
        update().allow_removal(true).run(&mut |_| {}).unwrap();
        assert!(is_newer(), "{name}, cut");
        update().rebuild(true).run(&mut |_| {}).unwrap();
        assert!(is_newer(), "{name}, cut and rebuilt");
        fs::write(&path, &bytes).unwrap();
        sample.update();
        assert!(is_newer(), "{name}, whole again");
        assert_like_new(&sample);
        fs::remove_file(&path).unwrap();
        update().keep_missing(true).run(&mut |_| {}).unwrap();
        assert!(is_newer(), "{name}, kept");
        sample.update();
        assert!(!is_newer(), "{name}, gone");
        assert_like_new(&sample);
    }
}

#[test]
fn an_entry_without_a_link_is_one_wherever_its_feed_lies() {
    let feed = |updated: &str, words: &str| {
        format!(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Lake</title><entry>\
             <id>urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a</id><title>The ferry</title>\
             <updated>{updated}</updated><content>{words}</content></entry></feed>"
        )
    };
    let sample = Sample::new();
    sample.write("news/a/f.atom", feed("2024-03-02T10:00:00Z", "It was sold."));
    sample.write("news/b/f.atom", feed("2024-03-01T10:00:00Z", "It runs again, every day."));
    sample.update();
    assert_eq!((total(&sample.searcher(), "sold"), total(&sample.searcher(), "runs")), (1, 0));
    fs::rename(sample.news().join("a"), sample.news().join("c")).unwrap();
    sample.update();
    assert_like_new(&sample);
}

/// A capture of a page in a crawl.
fn capture(date: &str, status: u16, words: &str) -> String {
    let page = format!(
        "<html><head><title>The ferry</title></head><body><article><p>{words}</p></article></body></html>"
    );
    let answer =
        format!("HTTP/1.1 {status} -\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://courier.example/ferry\r\n\
         WARC-Date: {date}\r\nContent-Type: application/http; msgtype=response\r\n\
         Content-Length: {}\r\n\r\n{answer}\r\n\r\n",
        answer.len()
    )
}

#[test]
fn of_captures_the_latest_that_has_an_article_stays_in_any_order_of_files() {
    let long = "The ferry runs again on the river, as it did before the flood of last year. ";
    let old = capture("2019-01-01T10:00:00Z", 200, &long.repeat(6));
    let new =
        capture("2020-03-01T11:05:09Z", 200, "The ferry was sold. It runs no more, they say.");
    let gone = capture("2021-03-01T11:05:09Z", 404, "This page was not found on this server.");
    for (first, second) in [(&old, &new), (&new, &old)] {
        let sample = Sample::new();
        sample.write("news/a.warc", first.clone() + &gone);
        sample.write("news/b.warc", second.as_str());
        sample.update();
        let articles = contents(&sample.index());
        assert!(matches!(&articles[..], [(_, _, body)] if body.contains("sold")), "{articles:?}");
        let new_path = articles[0].1.clone();
        fs::remove_file(sample.news().join(new_path)).unwrap();
        sample.update();
        let articles = contents(&sample.index());
        assert!(matches!(&articles[..], [(_, _, body)] if body.contains("flood")), "{articles:?}");
        assert_like_new(&sample);
    }
}
