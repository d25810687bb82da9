//! Files that programs of the user make text of: what a program fails at stays, and so does what
//! no program reads any more.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use backfile::files::{Update, UpdateEvent, UpdateReport};
use ingest::Converters;
use serde_json::Value;

use crate::samples::{Sample, program, total};

/// A document that is no text, but for what stands behind its first line.
fn document(text: &str) -> String {
    format!("%PDF-1.4 \0\0\0\n{text}")
}

const FERRY: &str = "Ferry returns\n\n12 May 2021\n\nThe ferry runs again on the river.\n";

fn shell(command: &str) -> Converters {
    let mut converters = Converters::new();
    converters.add("pdf", "/bin/sh", ["-c", command, "sh", "{}"]).unwrap();
    converters
}

/// One that says what stands behind the first line.
fn reader() -> Converters {
    shell("tail -n +2 \"$1\"")
}

fn run(sample: &Sample, converters: Converters) -> (UpdateReport, Vec<String>) {
    let mut told = Vec::new();
    let update = Update::new(sample.index()).path(sample.news()).converters(converters);
    let report = update.run(&mut |event| match event {
        UpdateEvent::Skipped(skipped) => told.push(skipped.reason.to_string()),
        UpdateEvent::StillNotWhole { reason, .. } => told.push(reason),
        _ => {}
    });
    (report.unwrap(), told)
}

#[test]
fn what_was_left_out_is_read_once_a_program_is_named_also_where_it_is_packed() {
    let sample = Sample::new();
    sample.write("news/a.pdf", document(FERRY));
    let parts = [("b.pdf".to_owned(), document("The mayor resigned.\n").into_bytes())];
    sample.write("news/b.zip", crate::containers::pack::zip(&parts.into()));
    sample.write(
        "news/c.pdf.gz",
        crate::containers::pack::gzip(document("Gulls return.\n").as_bytes()),
    );
    // What is no such document is read as what it is.
    sample.write("news/d.pdf", "<html><body><p>The harbour is closed.</p></body></html>");
    let (report, told) = run(&sample, Converters::new());
    assert_eq!((report.articles, told.len()), (1, 3), "{told:?}");
    let (report, told) = run(&sample, reader());
    assert_eq!((report.articles, told.len()), (4, 0), "{told:?}");
    for words in ["\"ferry runs\" date:2021-05-12", "resigned", "gulls", "harbour"] {
        assert_eq!(total(&sample.searcher(), words), 1, "{words}");
    }
    let (report, _) = run(&sample, reader());
    assert_eq!([report.unchanged, report.added + report.replaced + report.removed], [4, 0]);
}

#[test]
fn what_a_program_fails_at_stays_and_is_told_until_another_reads_it() {
    let sample = Sample::new();
    sample.write("news/a.pdf", document(FERRY));
    run(&sample, reader());
    let failing = || shell("echo 'no \u{1b}[31m PDF' >&2; exit 3");
    for _ in 0..2 {
        let (report, told) = run(&sample, failing());
        assert_eq!((report.articles, report.cut, report.removed), (1, 1, 0));
        assert!(
            matches!(&told[..], [one] if one.contains("exit status: 3: no [31m PDF")),
            "{told:?}"
        );
    }
    let (report, told) = run(&sample, shell("tail -n +2 \"$1\" | tr f F"));
    assert_eq!((report.articles, report.cut, told.len()), (1, 0, 0), "{told:?}");
    assert_eq!(total(&sample.searcher(), "=\"Ferry\" AND =\"oF\""), 0);
    let (report, told) = run(&sample, shell("yes | head -c 40000000"));
    assert_eq!((report.articles, report.cut), (1, 1), "{told:?}");
    assert!(told[0].contains("more than 33554432 bytes"), "{told:?}");
    for (said, why) in
        [("true", "no text in it"), ("printf 'a\\000\\001\\002\\003b'", "is no text")]
    {
        let (report, told) = run(&sample, shell(said));
        assert_eq!((report.articles, report.cut), (1, 1), "{said}: {told:?}");
        assert!(told[0].contains(why), "{said}: {told:?}");
    }
    // One that cannot be started is tried again.
    let mut gone = Converters::new();
    gone.add("pdf", "/nowhere/pdftotext", ["{}"]).unwrap();
    let (report, told) = run(&sample, gone);
    assert_eq!((report.articles, report.unreadable), (1, 1), "{told:?}");
    assert_eq!(run(&sample, reader()).0.unreadable, 0);
}

#[test]
fn what_no_program_reads_any_more_stays_and_is_told_once_it_changes() {
    let sample = Sample::new();
    crate::updates::age(&sample.write("news/a.pdf", document(FERRY)));
    run(&sample, reader());
    std::thread::sleep(std::time::Duration::from_millis(5));
    let (report, told) = run(&sample, Converters::new());
    assert_eq!((report.articles, report.unchanged, told.len()), (1, 1, 0), "{told:?}");
    sample.write("news/a.pdf", document("Another text.\n"));
    for rebuild in [false, true, false] {
        let update = Update::new(sample.index()).path(sample.news()).rebuild(rebuild);
        let report = update.run(&mut |_| {}).unwrap();
        assert_eq!((report.articles, report.unreadable), (1, 1), "rebuild: {rebuild}");
    }
    let (report, told) = run(&sample, reader());
    assert_eq!((report.articles, report.replaced, told.len()), (1, 1, 0), "{told:?}");
}

#[test]
fn programs_are_named_in_the_file_of_a_run_or_in_ones_own() {
    let sample = Sample::new();
    sample.write("news/a.pdf", document(FERRY));
    let tool = sample.write("bin/second-line", "#!/bin/sh\ntail -n +2 \"$1\"\n");
    fs::set_permissions(&tool, fs::Permissions::from_mode(0o755)).unwrap();
    let news = sample.news();
    let news = news.to_str().unwrap();
    let run = |arguments: &[&str], own: &str| {
        let home = sample.path().join(format!("home-{}", own.len()));
        let folder: PathBuf = home.join("backfile");
        fs::create_dir_all(&folder).unwrap();
        if !own.is_empty() {
            fs::write(folder.join("settings.toml"), own).unwrap();
        }
        let arguments = [&["index", news][..], arguments].concat();
        let mut command = program(&sample.index(), &arguments);
        let output = command
            .env("XDG_CONFIG_HOME", &home)
            .env("PATH", format!("{}:/usr/bin:/bin", sample.path().join("bin").display()))
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code(), said, String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let articles = |json: &str| {
        let last = json.lines().last().unwrap();
        serde_json::from_str::<Value>(last).unwrap()["read"].clone()
    };
    let zone = sample.write("zone.toml", "zone = \"Europe/Belgrade\"\n");
    let (code, _, json) = run(&["--settings", zone.to_str().unwrap(), "--json"], "");
    assert_eq!((code, articles(&json)), (Some(0), 0.into()));
    let own = "[convert]\nPDF = [\"no-such-program\", \"{}\"]\n";
    let (code, said, _) = run(&[], own);
    assert_eq!(code, Some(2));
    assert!(said.contains("the program `no-such-program` for `PDF` is not installed"), "{said}");
    let (code, said, _) = run(&[], "zone = \"UTC\"\n");
    assert_eq!(code, Some(2));
    assert!(said.contains("only `[convert]` can stand there"), "{said}");
    // The file of the run goes before one's own, and leaves the settings of the index alone.
    let settings = sample.write("convert.toml", "[convert]\npdf = [\"second-line\", \"{}\"]\n");
    let settings = ["--settings", settings.to_str().unwrap(), "--json"];
    let (code, said, json) = run(&settings, "[convert]\npdf = [\"/bin/false\", \"{}\"]\n");
    assert_eq!((code, articles(&json)), (Some(0), 1.into()), "{said}");
    for (wrong, problem) in [
        ("pdf = []", "no program is named"),
        ("pdf = [\"bin/tool\", \"{}\"]", "absolute path"),
        ("pdf = [\"second-line\"]", "no argument has `{}`"),
        ("\"a.pdf\" = [\"second-line\", \"{}\"]", "an ending is what follows"),
        ("pdf = \"second-line {}\"", "each a list of texts"),
    ] {
        let (code, said, _) = run(&[], &format!("[convert]\n{wrong}\n"));
        assert_eq!(code, Some(2), "{wrong}");
        assert!(said.contains(problem), "{wrong}: {said}");
    }
}
