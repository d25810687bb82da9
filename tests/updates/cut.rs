//! Files that were cut, or are still being written: nothing of them is removed, they are told of
//! as long as they are so, and they can be taken as they are.

use std::fs;
use std::io::Write as _;

use backfile::files::{Update, UpdateEvent, UpdateReport};
use backfile::verify;
use testkit::json_lines;

use super::{age, assert_like_new, done, record};
use crate::samples::{Sample, total};

/// A run, and what it said of files and records.
fn run(update: Update) -> (UpdateReport, Vec<String>) {
    let mut told = Vec::new();
    let report = update.run(&mut |event| match event {
        UpdateEvent::Skipped(skipped) => told.push(skipped.to_string()),
        UpdateEvent::StillNotWhole { path, reason, .. } => told.push(format!("{path}: {reason}")),
        UpdateEvent::Accepted { path, .. } => told.push(format!("{path} accepted")),
        UpdateEvent::Shrunk { path, before, now } => told.push(format!("{path} {before}-{now}")),
        _ => {}
    });
    (report.unwrap(), told)
}

fn update(sample: &Sample) -> Update {
    Update::new(sample.index()).path(sample.news())
}

/// The same records as a list, as a table, and one after the other.
fn formats() -> [(&'static str, Vec<u8>); 6] {
    let lines = json_lines(3, 100);
    let list = format!("[{}]", lines.lines().collect::<Vec<_>>().join(",\n"));
    let pretty: String = lines
        .lines()
        .map(|line| {
            let value: serde_json::Value = serde_json::from_str(line).unwrap();
            serde_json::to_string_pretty(&value).unwrap() + "\n"
        })
        .collect();
    let mut table = b"id,source,title,body\n".to_vec();
    for (number, line) in lines.lines().enumerate() {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        let body = value["body"].as_str().unwrap().replace('"', "\"\"");
        writeln!(table, "{number},Wire,Title {number},\"{body}\"").unwrap();
    }
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(lines.as_bytes()).unwrap();
    [
        ("wire.jsonl", lines.clone().into_bytes()),
        ("wire.json", list.into_bytes()),
        ("pretty.json", pretty.into_bytes()),
        ("wire.csv", table),
        ("wire.jsonl.gz", gzip.finish().unwrap()),
        ("wire.jsonl.zst", zstd::encode_all(lines.as_bytes(), 3).unwrap()),
    ]
}

#[test]
fn nothing_is_lost_of_a_file_that_is_cut_anywhere() {
    for (name, whole) in formats() {
        let sample = Sample::new();
        let path = format!("news/{name}");
        sample.write("news/other.jsonl", json_lines(8, 60));
        sample.write(&path, &whole);
        sample.update();
        let middle = whole.len() * 3 / 5;
        // In the middle of a record: where one ends, nothing tells it from a whole file.
        let in_record =
            (middle..whole.len()).find(|at| !b"\n,}]".contains(&whole[*at - 1])).unwrap();
        for end in [0, 1, 2, in_record, whole.len() - 3] {
            let file = sample.write(&path, &whole[..end]);
            age(&file);
            let mut said = Vec::new();
            for _ in 0..2 {
                let (report, told) = run(update(&sample).allow_removal(true));
                assert_eq!((report.removed, report.articles), (0, 160), "{name} {end}: {told:?}");
                assert_eq!((report.cut, told.len()), (1, 1), "{name} {end}: {told:?}");
                assert!(told[0].contains(name), "{told:?}");
                said.push(report.read);
            }
            assert!(said[1] <= 60, "{name} {end} was read again: {said:?}");
        }
        sample.write(&path, &whole);
        assert_eq!(run(update(&sample)).0.cut, 0);
        assert_like_new(&sample);
    }
}

#[test]
fn a_list_without_its_end_was_not_read_to_its_end() {
    let lines = json_lines(3, 100);
    let records: Vec<&str> = lines.lines().collect();
    let sample = Sample::new();
    sample.write("news/wire.json", format!("[{}]", records.join(",")));
    sample.update();
    for end in ["", ",", "\n"] {
        sample.write("news/wire.json", format!("[{}{end}", records[..60].join(",")));
        let (report, told) = run(update(&sample));
        assert_eq!((report.removed, report.articles, report.cut), (0, 100, 1), "{told:?}");
    }
}

#[test]
fn a_file_that_grows_is_told_and_is_no_failure() {
    for (name, end) in [("wire.jsonl", "{\"id\":\"9\",\"title\":\"Fer"), ("wire.csv", "9,\"Fer")] {
        let sample = Sample::new();
        let path = format!("news/{name}");
        let whole = match name {
            "wire.csv" => "id,title\n1,Ferry\n2,Bridge\n".to_owned(),
            _ => record("1", "Ferry.") + &record("2", "Bridge."),
        };
        sample.write(&path, &whole);
        sample.update();
        let grown = whole.clone() + end;
        age(&sample.write(&path, grown));
        for _ in 0..2 {
            let (report, told) = run(update(&sample));
            assert_eq!((report.cut, report.articles, told.len()), (0, 2, 1), "{name}: {told:?}");
        }
        // One of what was known is gone as well: it was cut.
        let second_line = whole.trim_end().rfind('\n').unwrap() + 1;
        sample.write(&path, whole[..second_line].to_owned() + end);
        let (report, told) = run(update(&sample));
        assert_eq!((report.cut, report.articles, told.len()), (1, 2, 1), "{name}: {told:?}");
    }
}

#[test]
fn the_beginning_of_a_known_row_does_not_take_its_place() {
    let head = "id,title,body,url,tags\n";
    let rows = [
        "1,Ferry,It runs.,https://example.org/1,river\n",
        "2,Bridge,\"It was closed, then opened by Vučić.\",https://example.org/2,\"river;bridge\"\n",
    ];
    let whole = format!("{head}{}{}", rows[0], rows[1]);
    let second = head.len() + rows[0].len();
    for end in second + 1..whole.len() - 1 {
        let sample = Sample::new();
        sample.write("news/wire.csv", &whole);
        sample.update();
        sample.write("news/wire.csv", &whole.as_bytes()[..end]);
        let (report, told) = run(update(&sample));
        let what = String::from_utf8_lossy(&whole.as_bytes()[second..end]).into_owned();
        assert_eq!((report.articles, report.cut), (2, 1), "{what}: {told:?}");
        assert_eq!((report.added, report.replaced, report.removed), (0, 0, 0), "{what}");
    }
    // Without a line end it is whole, and so is one that is new.
    for content in [whole.trim_end().to_owned(), format!("{whole}3,New,Text of a new one")] {
        let sample = Sample::new();
        sample.write("news/wire.csv", &whole);
        sample.update();
        sample.write("news/wire.csv", content);
        let (report, told) = run(update(&sample));
        assert_eq!((report.cut, told.len()), (0, 0), "{told:?}");
        assert_like_new(&sample);
    }
}

#[test]
fn a_cut_file_can_be_taken_as_it_is_once_or_always() {
    let sample = Sample::new();
    let list = |count: usize| {
        let records: Vec<String> = (0..count).map(|id| record(&id.to_string(), "Text.")).collect();
        format!("[{}", records.join(","))
    };
    sample.write("news/wire.json", list(30) + "]");
    sample.update();
    let file = sample.write("news/wire.json", list(28));
    age(&file);
    let (report, _) = run(update(&sample));
    assert_eq!((report.cut, report.articles), (1, 30));
    let (report, told) = run(update(&sample).accept(&file, false));
    assert_eq!((report.cut, report.articles, report.removed), (0, 28, 2), "{told:?}");
    assert_eq!(told, ["wire.json accepted"]);
    // It stays accepted: unchanged, with its bytes looked at, and rebuilt.
    for again in
        [update(&sample), update(&sample).check_content(true), update(&sample).rebuild(true)]
    {
        let (report, told) = run(again);
        assert_eq!((report.cut, report.articles), (0, 28), "{told:?}");
    }
    sample.write("news/wire.json", list(27));
    assert_eq!(run(update(&sample)).0.cut, 1, "another content is another matter");
    let (report, _) = run(update(&sample).accept(&file, true));
    assert_eq!((report.cut, report.articles), (0, 27));
    sample.write("news/wire.json", list(26));
    let (report, told) = run(update(&sample));
    assert_eq!((report.cut, report.articles), (0, 26), "{told:?}");
    assert!(verify(sample.index()).unwrap().is_sound());
}

#[test]
fn removal_that_is_allowed_takes_nothing_from_a_cut_file() {
    let sample = Sample::new();
    let lines = json_lines(4, 50);
    sample.write("news/wire.jsonl", &lines);
    sample.update();
    sample.write("news/wire.jsonl", &lines[..lines.floor_char_boundary(lines.len() / 4)]);
    let (report, _) = run(update(&sample).allow_removal(true));
    assert_eq!((report.removed, report.articles, report.cut), (0, 50, 1));
}

#[test]
fn a_file_that_shrinks_without_being_cut_is_told() {
    let sample = Sample::new();
    let lines = json_lines(4, 50);
    sample.write("news/wire.jsonl", &lines);
    sample.write("news/other.jsonl", json_lines(5, 200));
    sample.update();
    let few: String = lines.split_inclusive('\n').take(20).collect();
    sample.write("news/wire.jsonl", few);
    let (report, told) = run(update(&sample));
    assert_eq!((report.removed, report.cut), (30, 0));
    assert_eq!(told, ["wire.jsonl 50-20"]);
}

#[test]
fn a_stream_that_is_cut_is_told() {
    let sample = Sample::new();
    let lines = record("1", "Ferry.") + "{\"id\":\"2\",\"title\":\"Bri";
    let report = Update::new(sample.index()).run_records(lines.as_bytes(), &mut |_| {}).unwrap();
    assert_eq!((report.cut, report.articles), (1, 1));
    let whole = record("1", "Ferry.") + &record("2", "Bridge.");
    let whole = whole.trim_end().as_bytes();
    let report = Update::new(sample.index()).run_records(whole, &mut |_| {}).unwrap();
    assert_eq!((report.cut, done(&report)), (0, [1, 0, 0, 1]));
    assert_eq!(total(&sample.searcher(), "bridge"), 1);
}

#[test]
fn a_text_has_no_end_to_be_missed() {
    let sample = Sample::new();
    sample.write("news/ferry.txt", super::FERRY);
    sample.update();
    sample.write("news/ferry.txt", &super::FERRY[..super::FERRY.len() - 20]);
    let (report, told) = run(update(&sample));
    assert_eq!((report.cut, report.replaced, told.len()), (0, 1, 0), "{told:?}");
    let file = sample.write("news/ferry.txt", "");
    let (report, told) = run(update(&sample));
    assert_eq!((report.cut, report.articles), (1, 1), "an empty file is half a copy: {told:?}");
    let (report, _) = run(update(&sample).accept(file, false));
    assert_eq!((report.cut, report.articles), (0, 0));
    fs::remove_file(sample.news().join("ferry.txt")).unwrap();
    assert_eq!(run(update(&sample)).0.articles, 0);
}

#[test]
fn a_file_of_zeros_is_no_other_file() {
    let sample = Sample::new();
    let lines = json_lines(4, 50).into_bytes();
    sample.write("news/wire.jsonl", &lines);
    sample.update();
    let mut half = lines[..lines.len() / 2].to_vec();
    half.resize(lines.len(), 0);
    for content in [vec![0; 4_096], half, b"\n\n".to_vec()] {
        let file = sample.write("news/wire.jsonl", content);
        age(&file);
        for _ in 0..2 {
            let (report, told) = run(update(&sample).allow_removal(true));
            assert_eq!((report.cut, report.articles, told.len()), (1, 50, 1), "{told:?}");
        }
    }
    let other = Sample::new();
    other.write("news/picture.raw", vec![0; 4_096]);
    let (report, told) = run(update(&other));
    assert_eq!((report.cut, report.skipped, told.len()), (0, 1, 1), "{told:?}");
}
