//! Reads what no archive should hold and every archive does.

use std::io::Write;

use ingest::{Event, FileOutcome, Ingest, IngestError, NoBaseline, SkipReason};

use super::{Told, folder, numbered, read, read_file, run};

fn outcome(told: &Told) -> FileOutcome {
    let finished = told.events.iter().find_map(|event| match event {
        Event::FileFinished { outcome, .. } => Some(*outcome),
        _ => None,
    });
    finished.expect("a file that was started is finished")
}

#[test]
fn empty_files_and_folders() {
    let told = read_file("a.txt", b"");
    assert_eq!(told.reasons(), ["empty file"]);
    assert_eq!(outcome(&told), FileOutcome::Empty);
    assert_eq!(read_file("a.txt", b" \n \n").reasons(), ["no text"]);
    assert_eq!(read_file("a.jsonl", b"\n\n").reasons(), ["empty file"]);
    assert_eq!(read_file("a.json", b"[]").reasons(), ["empty file"]);
    let empty = folder(&[]);
    assert!(read(empty.path()).events.is_empty());
}

#[test]
fn a_missing_path_is_an_error() {
    let missing = folder(&[]).path().join("missing");
    assert!(matches!(Ingest::new().path(missing).articles(), Err(IngestError::Root { .. })));
}

#[test]
fn a_root_may_be_a_file_and_is_read_once() {
    let folder =
        folder(&[("a/b.txt", b"Title\n\nThe text."), ("a/.c.txt", b"Hidden\n\nThe text.")]);
    let file = folder.path().join("a/b.txt");
    let told = run(&Ingest::new().path(&file).path(folder.path()).path(&file), &NoBaseline);
    assert_eq!(told.articles().len(), 1);
    assert_eq!(told.report.hidden, 1);
    let told = run(&Ingest::new().path(&file), &NoBaseline);
    assert_eq!(told.articles()[0].provenance.path, "b.txt");
    let told = run(&Ingest::new().path(folder.path().join("a/.c.txt")), &NoBaseline);
    assert_eq!(told.articles().len(), 1, "a hidden file that is named is read");
}

#[test]
fn indexes_are_not_read() {
    let folder = folder(&[
        ("index/CURRENT", b"gen-000001\n"),
        ("index/x.txt", b"x"),
        ("new/x.txt", b"x"),
        ("a.txt", b"Title\n\nx."),
    ]);
    let told =
        run(&Ingest::new().path(folder.path()).exclude(folder.path().join("new")), &NoBaseline);
    assert_eq!(told.articles().len(), 1);
    assert_eq!(told.report.index_folders, 2);
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let folder = folder(&[("a/b.txt", b"Title\n\nThe text.")]);
    let outside = super::folder(&[("c.txt", b"Other\n\nThe text.")]);
    let link = |target: &std::path::Path, name: &str| {
        std::os::unix::fs::symlink(target, folder.path().join(name)).unwrap();
    };
    link(folder.path(), "a/loop");
    link(outside.path(), "a/outside");
    link(&outside.path().join("missing"), "a/nowhere");
    let told = read(folder.path());
    assert_eq!(told.articles().len(), 1);
    assert_eq!(told.reasons(), ["outside link", "outside link"]);
    assert_eq!(told.report.links, 1);
}

#[test]
fn a_packed_file_that_is_cut_gives_the_records_before_the_cut() {
    let lines = numbered(20_000, |n| format!("{{\"id\":{n},\"title\":\"title {}\"}}\n", n * 7919));
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(lines.as_bytes()).unwrap();
    for packed in [gzip.finish().unwrap(), zstd::encode_all(lines.as_bytes(), 1).unwrap()] {
        let told = read_file("a.jsonl.gz", &packed[..packed.len() / 2]);
        assert_eq!(told.reasons(), ["damaged container"]);
        assert_eq!(outcome(&told), FileOutcome::Damaged);
        let count = told.articles().len();
        assert!((1_000..20_000).contains(&count), "{count}");
        assert_eq!(told.articles()[count - 1].source_id, Some((count - 1).to_string()));
        assert_eq!(read_file("a.gz", &packed[..6]).reasons(), ["damaged container"]);
    }
    assert_eq!(read_file("a.gz", b"").reasons(), ["empty file"]);
}

#[test]
fn a_line_too_long_is_left_out_and_not_kept() {
    let mut content = b"{\"title\":\"first\"}\n{\"title\":\"".to_vec();
    content.resize(200 << 20, b'x');
    content.extend_from_slice(b"\"}\n{\"title\":\"last\"}\n");
    let told = read_file("a.jsonl", &content);
    assert_eq!(told.reasons(), ["too long"]);
    assert_eq!(told.skips()[0].provenance.record, Some(2));
    let titles: Vec<_> =
        told.articles().iter().map(|article| article.title.clone().unwrap()).collect();
    assert_eq!(titles, ["first", "last"]);
    assert_eq!(told.articles()[1].provenance.record, Some(3));
    content.truncate(40 << 20);
    assert_eq!(read_file("a.txt", &content[30..]).reasons(), ["too long"]);
}

#[test]
fn encodings_are_repaired() {
    let body = |bytes: &[u8]| read_file("a.txt", bytes).articles()[0].body.clone();
    assert_eq!(
        body(b"Ferry\n\nThe l\xc4\x8dke \xff is (\xc5\xa1\xc4\x87\xc5\xbe\xc4\x91\xc5\xa1)."),
        "Ferry\n\nThe lčke \u{fffd} is (šćžđš)."
    );
    let utf_16: Vec<u8> =
        "\u{feff}Паром\n\nОн вернулся.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(body(&utf_16), "Паром\n\nОн вернулся.");
    let bare: Vec<u8> = "Ferry\n\nIt is back.".encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(body(&bare), "Ferry\n\nIt is back.");
    assert_eq!(body(b"Ferry\n\nIt\0 is back.\x1a"), "Ferry\n\nIt  is back. ");
    let records: Vec<u8> = "{\"title\":\"ž\"}\n{\"title\":\"ć\"}\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(read_file("a.jsonl", &records).articles().len(), 2);
    let polish = encoding_rs::WINDOWS_1250
        .encode("Zażółć gęślą jaźń. Święto książki odbędzie się w Łodzi, a później wszędzie.")
        .0;
    assert!(body(&polish).contains("gęślą"), "{}", body(&polish));
}

#[test]
fn binary_data_under_the_name_of_a_text_are_left_out() {
    let bytes: Vec<u8> =
        (0..4_000_u32).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[1]).collect();
    assert_eq!(read_file("a.txt", &bytes).reasons(), ["binary"]);
}

#[test]
fn wrong_types_are_tolerated_or_kept_aside_or_left_out() {
    for (key, value, reason) in [
        ("title", "[1]", None),
        ("title", "[1, 2]", Some("wrong type")),
        ("title", "true", Some("wrong type")),
        ("title", "7", None),
        ("body", "7", Some("wrong type")),
        ("body", "{\"a\":1}", Some("wrong type")),
        ("id", "[1]", None),
        ("author", "7", None),
        ("author", "true", None),
        ("source", "[]", None),
        ("url", "{}", None),
        ("lang", "7", None),
        ("date", "{\"a\":1}", None),
        ("date", "[2025]", None),
        ("section", "false", None),
        ("tags", "{\"a\":1}", None),
        ("place", "true", None),
    ] {
        let filler = if key == "title" { "text" } else { "title" };
        let record = format!("{{\"{filler}\":\"x\",\"{key}\":{value}}}\n");
        let told = read_file("a.jsonl", record.as_bytes());
        assert_eq!(told.reasons().first().copied(), reason, "{record}");
    }
    for (record, reason) in [
        ("[1]", "not an object"),
        ("7", "not an object"),
        ("{\"a\"", "invalid json"),
        ("{} x", "invalid json"),
        ("{}", "no text"),
    ] {
        let line = format!("{record}\n");
        assert_eq!(read_file("a.jsonl", line.as_bytes()).reasons(), [reason], "{record}");
        // Without its end, what cannot be taken apart was cut.
        let told = read_file("a.jsonl", record.as_bytes());
        let is_cut = reason == "invalid json";
        assert_eq!(told.reasons(), [if is_cut { "cut short" } else { reason }], "{record}");
        assert_eq!(outcome(&told) == FileOutcome::Cut { may_grow: true }, is_cut, "{record}");
    }
    let deep = "[".repeat(100_000);
    let told = read_file("a.jsonl", format!("{{\"title\":\"x\",\"a\":{deep}").as_bytes());
    assert_eq!(told.reasons(), ["cut short"]);
}

#[test]
fn impossible_dates_are_kept_as_they_stand() {
    for date in ["0000-00-00", "3112-20-16", "0201-01-06", "soon"] {
        let record = format!("{{\"title\":\"x\",\"date\":\"{date}\"}}\n");
        let told = read_file("a.jsonl", record.as_bytes());
        assert_eq!(told.articles()[0].published_on, None);
        assert_eq!(told.articles()[0].extra["date"], date);
    }
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_reported() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(&[("a.txt", b"Title\n\nx."), ("b/c.txt", b"Title\n\nx.")]);
    let forbid = |name: &str, mode| {
        let permissions = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(folder.path().join(name), permissions).unwrap();
    };
    forbid("a.txt", 0);
    forbid("b", 0);
    let told = read(folder.path());
    forbid("b", 0o700);
    // The administrator may read everything.
    if told.articles().is_empty() {
        assert_eq!(told.reasons(), ["unreadable file", "unreadable folder"]);
        assert!(told.skips().iter().all(|skipped| skipped.reason.is_unreadable()));
    }
}

struct Remover(std::path::PathBuf);
impl ingest::Baseline for Remover {
    fn is_unchanged(&self, file: &ingest::SourceFile) -> bool {
        if file.path == "a.txt" {
            std::fs::remove_file(&self.0).unwrap();
        }
        false
    }
    fn known_records(&self, _: &ingest::SourceFile) -> ingest::KnownRecords {
        ingest::KnownRecords::default()
    }
}

#[test]
fn a_vanished_file_is_reported() {
    let folder = folder(&[("a.txt", b"Title\n\nx."), ("b.txt", b"Title\n\nx.")]);
    let told = run(&Ingest::new().path(folder.path()), &Remover(folder.path().join("a.txt")));
    assert_eq!(told.reasons(), ["unreadable file"]);
    assert_eq!(outcome(&told), FileOutcome::Unreadable);
    assert_eq!(told.articles().len(), 1);
}

#[test]
fn reasons_say_what_to_do_in_plain_words() {
    let reasons = [
        SkipReason::EmptyFile,
        SkipReason::Binary,
        SkipReason::UnsupportedFormat { format: "warc" },
        SkipReason::TooLong { limit_bytes: 5 },
        SkipReason::WrongType { key: "body".to_owned(), expected: "text", found: "a number" },
    ];
    let words: Vec<String> = reasons.iter().map(ToString::to_string).collect();
    assert_eq!(
        words,
        [
            "the file is empty",
            "the content is binary data of no known format",
            "warc is not read yet; convert it to text, html or json lines, or name a program that does",
            "longer than 5 bytes; split it into several articles",
            "`body` must be text, not a number",
        ]
    );
}
