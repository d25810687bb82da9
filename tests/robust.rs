//! Feeds the library bad input and damaged indexes: a typed error or a counted skip each, never a
//! panic, and nothing that was indexed before is lost.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use backfile::files::{Update, UpdateError, UpdateEvent, UpdateReport};
use backfile::{Searcher, verify};
use ingest::IngestError;
use query::{QueryError, Sort};
use schema::SchemaError;
use testkit::{Random, flip_bit, seed, truncate};

use crate::samples::{Sample, copy, ids, sorted, total};

const GOOD: &str = "Ferry returns\n\n12 May 2021\n\nThe ferry runs again on the river.\n";

/// A folder with one good article, indexed.
fn sample() -> Sample {
    let sample = Sample::new();
    sample.write("news/good.txt", GOOD);
    sample.update();
    sample
}

/// Indexes again, and gives the report with the reasons of what was left out.
#[track_caller]
fn update(sample: &Sample) -> (UpdateReport, Vec<String>) {
    let mut skipped = Vec::new();
    let report = Update::new(sample.index()).path(sample.news()).run(&mut |event| {
        if let UpdateEvent::Skipped(left) = event {
            skipped.push(format!("{}: {}", left.provenance, left.reason));
        }
    });
    (report.unwrap(), skipped)
}

#[track_caller]
fn assert_good_is_there(sample: &Sample) {
    assert_eq!(total(&sample.searcher(), "\"runs again on the river\""), 1);
    let verification = verify(sample.index()).unwrap();
    assert!(verification.is_sound(), "{verification:?}");
}

#[test]
fn files_that_are_no_articles_are_counted_skips() {
    let gzip = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    let zstandard = [0x28, 0xb5, 0x2f, 0xfd, 0x24, 0x05, 0x29, 0, 0];
    let cases: [(&str, Vec<u8>); 12] = [
        ("empty.txt", Vec::new()),
        ("blank.txt", b" \n\n \t".to_vec()),
        ("empty.gz", Vec::new()),
        ("empty.jsonl.gz", Vec::new()),
        ("cut.jsonl.gz", gzip.to_vec()),
        ("cut.jsonl.zst", zstandard.to_vec()),
        ("binary.txt", (0..=255).cycle().take(5_000).collect()),
        ("nul.txt", vec![0; 4_096]),
        ("empty.json", b"[]".to_vec()),
        ("number.json", b"17".to_vec()),
        ("deep.json", b"[".repeat(100_000)),
        ("broken.jsonl", b"{\"title\":\n{]\nnull\n".to_vec()),
    ];
    for (name, bytes) in cases {
        let sample = sample();
        sample.write(&format!("news/{name}"), bytes);
        let (report, skipped) = update(&sample);
        assert_eq!((report.articles, report.removed), (1, 0), "{name}: {report:?}");
        assert!(!skipped.is_empty() && report.skipped > 0, "{name} was passed over in silence");
        assert_good_is_there(&sample);
    }
}

#[test]
fn text_in_odd_bytes_is_read() {
    let utf16 = |text: &str, order: fn(u16) -> [u8; 2]| {
        text.encode_utf16().flat_map(order).collect::<Vec<u8>>()
    };
    let text = "\u{feff}Odd headline\n\nThe quartermaster spoke.\n";
    // With `BACKFILE_LONG` a line of 210 MB.
    let long = "quartermaster ".repeat(if testkit::is_long() { 15_000_000 } else { 200_000 });
    let cases: [(&str, Vec<u8>); 5] = [
        ("little.txt", utf16(text, u16::to_le_bytes)),
        ("big.txt", utf16(text, u16::to_be_bytes)),
        (
            "invalid.txt",
            b"Odd headline\n\nThe quartermaster \xff\xfe spoke \xc3( there.\n".to_vec(),
        ),
        ("nul.txt", b"Odd headline\n\nThe quartermaster\0 spoke.\n".to_vec()),
        ("line.txt", long.into_bytes()),
    ];
    for (name, bytes) in cases {
        let sample = sample();
        sample.write(&format!("news/{name}"), bytes);
        let (report, skipped) = update(&sample);
        assert_eq!(report.articles, 2, "{name}: {skipped:?}");
        assert_eq!(total(&sample.searcher(), "quartermaster"), 1, "{name}");
        assert_good_is_there(&sample);
    }
}

#[test]
fn records_with_wrong_types_and_impossible_dates_do_not_stop_the_rest() {
    let sample = sample();
    let keys =
        ["id", "title", "body", "author", "source", "url", "lang", "date", "tags", "section"];
    let values =
        ["17", "-0.5e300", "true", "null", "[[[]]]", "{\"a\":{\"b\":[1]}}", "[1,\"x\",null]"];
    let mut lines = String::new();
    for key in keys {
        for value in values {
            let _ = writeln!(lines, "{{\"{key}\":{value},\"text\":\"wrong {key}\"}}");
        }
    }
    for date in ["0000-00-00", "3112-20-16", "2025-02-30", "99999-01-01", "-1", "12/13/14/15"] {
        let _ =
            writeln!(lines, "{{\"id\":\"{date}\",\"title\":\"Impossible\",\"date\":\"{date}\"}}");
    }
    lines.push_str("{\"id\":\"last\",\"title\":\"Last\",\"body\":\"The harbourmaster spoke.\"}\n");
    sample.write("news/wrong.jsonl", lines);
    update(&sample);
    let searcher = sample.searcher();
    assert_eq!(total(&searcher, "harbourmaster"), 1);
    assert_eq!(total(&searcher, "impossible has:date"), 0);
    assert_eq!(total(&searcher, "impossible"), 6);
    assert_good_is_there(&sample);
}

#[test]
fn duplicate_ids_keep_the_longer_and_say_so() {
    let sample = sample();
    sample.write(
        "news/two.jsonl",
        "{\"id\":\"d\",\"title\":\"T\",\"body\":\"short\"}\n{\"id\":\"d\",\"title\":\"T\",\"body\":\"a longer body\"}\n",
    );
    let (report, _) = update(&sample);
    assert_eq!((report.duplicates, report.articles), (1, 2));
    assert_eq!(total(&sample.searcher(), "longer"), 1);
    let (again, _) = update(&sample);
    assert_eq!((again.added, again.replaced, again.removed), (0, 0, 0), "{again:?}");
}

#[test]
fn paths_that_are_not_there_are_errors_and_make_no_index() {
    let sample = Sample::new();
    let missing = Update::new(sample.index()).path(sample.path().join("absent")).run(&mut |_| {});
    assert!(matches!(missing, Err(UpdateError::Ingest(IngestError::Root { .. }))), "{missing:?}");
    assert!(!sample.index().try_exists().unwrap());
    let nothing = Update::new(sample.index()).run(&mut |_| {});
    assert!(matches!(nothing, Err(UpdateError::NoSources { .. })), "{nothing:?}");
}

#[test]
fn an_empty_folder_makes_an_empty_index() {
    let sample = Sample::new();
    fs::create_dir(sample.news()).unwrap();
    assert_eq!(sample.update().articles, 0);
    assert_eq!(total(&sample.searcher(), ""), 0);
}

#[test]
fn an_index_folder_that_is_something_else_is_refused_and_left_alone() {
    let file = Sample::new();
    file.write("news/good.txt", GOOD);
    file.write("index", "a file");
    assert!(file.try_update().is_err());
    assert!(Searcher::open(file.index()).is_err());
    assert_eq!(fs::read_to_string(file.index()).unwrap(), "a file");
    let folder = Sample::new();
    folder.write("news/good.txt", GOOD);
    folder.write("index/letters.txt", "private");
    assert!(folder.try_update().is_err());
    let opened = Searcher::open(folder.index());
    assert!(
        matches!(opened, Err(QueryError::Schema(SchemaError::NotAnIndex { .. }))),
        "{opened:?}"
    );
    assert_eq!(fs::read_dir(folder.index()).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn a_loop_of_folders_ends() {
    let sample = sample();
    fs::create_dir(sample.news().join("inner")).unwrap();
    std::os::unix::fs::symlink(sample.news(), sample.news().join("inner/loop")).unwrap();
    std::os::unix::fs::symlink(sample.path().join("nowhere"), sample.news().join("dangling"))
        .unwrap();
    let (report, _) = update(&sample);
    assert_eq!(report.articles, 1);
    assert_good_is_there(&sample);
}

#[test]
fn a_file_that_vanishes_while_others_are_read_is_not_the_end() {
    let sample = Sample::new();
    for number in 0..400 {
        sample.write(&format!("news/{number:03}.txt"), format!("{GOOD}\nNumber {number}.\n"));
    }
    let last = sample.news().join("399.txt");
    let mut removed = false;
    let report = Update::new(sample.index()).path(sample.news()).threads(1).run(&mut |_| {
        if !removed {
            fs::remove_file(&last).unwrap();
            removed = true;
        }
    });
    let report = report.unwrap();
    assert!(removed && report.articles >= 399, "{report:?}");
    assert_eq!(total(&sample.searcher(), "ferry"), report.articles);
    assert_eq!(sample.update().articles, 399);
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_or_written_is_an_error() {
    use std::os::unix::fs::PermissionsExt;
    let sample = sample();
    let secret = sample.write("news/secret.txt", "Secret\n\nHidden text.\n");
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&secret).is_ok() {
        crate::samples::say("SKIPPED permissions: this user may read and write everything");
        return;
    }
    let (report, skipped) = update(&sample);
    assert_eq!((report.unreadable, report.articles), (1, 1), "{skipped:?}");
    for entry in fs::read_dir(sample.index()).unwrap() {
        let path = entry.unwrap().path();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o555)).unwrap();
    }
    fs::set_permissions(sample.index(), fs::Permissions::from_mode(0o555)).unwrap();
    assert!(sample.try_update().is_err());
    assert_eq!(total(&sample.searcher(), "ferry"), 1);
}

/// Every file of an index, those of its generations included.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(self::files(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}

/// What must hold of an index that somebody damaged: every call ends, in whatever result.
fn exercise(index: &Path) -> Result<(), QueryError> {
    let searcher = Searcher::open(index)?;
    for query in ["", "the", "\"working group\"~2", "vuc*", "title:river date:2019", "=Vučić"] {
        for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest] {
            let mut request = sorted(query, sort, 5);
            request.snippets = 2;
            searcher.search(request)?;
        }
    }
    searcher.stats().map(|_| ())
}

#[test]
fn damage_is_a_typed_error_or_a_finding_and_never_a_panic() {
    let seed = seed();
    println!("BACKFILE_TEST_SEED={seed}");
    let mut random = Random::new(seed);
    let whole = Sample::generated(7, 300);
    let rounds = testkit::repeats("BACKFILE_DAMAGES", 3, 40);
    let names: Vec<PathBuf> = files(&whole.index());
    let names = names.iter().map(|path| path.strip_prefix(whole.index()).unwrap());
    let names: Vec<&Path> = names.filter(|name| !name.ends_with("writer.lock")).collect();
    let mut unnoticed = Vec::new();
    for name in &names {
        for round in 0..rounds {
            let kinds: [(&str, bool); 3] =
                [("missing", round == 0), ("truncated", true), ("flipped", true)];
            for (kind, _) in kinds.into_iter().filter(|(_, wanted)| *wanted) {
                let damaged = Sample::new();
                copy(&whole.index(), &damaged.index());
                let path = damaged.index().join(name);
                match kind {
                    "missing" => fs::remove_file(&path).unwrap(),
                    "truncated" => truncate(&path, &mut random).unwrap(),
                    _ => flip_bit(&path, &mut random).unwrap(),
                }
                let asked = exercise(&damaged.index());
                let is_found = match verify(damaged.index()) {
                    Ok(verification) => !verification.is_sound(),
                    Err(_) => true,
                };
                // The engine's list of files to delete later, and its own lock, mean nothing.
                let means_nothing = name.file_name().is_some_and(|file| file == ".managed.json")
                    || name.extension().is_some_and(|extension| extension == "lock");
                if !is_found && asked.is_ok() && !means_nothing {
                    unnoticed.push(format!("{kind}: {}", name.display()));
                }
            }
        }
    }
    assert!(unnoticed.is_empty(), "seed {seed}: damage that nobody noticed: {unnoticed:#?}");
}

#[test]
fn a_damaged_index_is_rebuilt_from_its_sources() {
    let sample = Sample::generated(8, 100);
    let expected = ids(&sample.searcher(), sorted("the", Sort::Newest, 100));
    fs::write(sample.index().join("CURRENT"), "nonsense").unwrap();
    let opened = Searcher::open(sample.index());
    assert!(matches!(opened, Err(QueryError::Schema(SchemaError::Corrupt { .. }))), "{opened:?}");
    assert!(sample.try_update().is_err());
    let rebuilt = Update::new(sample.index()).path(sample.news()).rebuild(true).run(&mut |_| {});
    rebuilt.unwrap();
    assert_eq!(ids(&sample.searcher(), sorted("the", Sort::Newest, 100)), expected);
}
