//! Reads a second time what has been read before.

use std::sync::Arc;

use ingest::{Baseline, Event, FileOutcome, Ingest, KnownRecords, SourceFile};

use super::{folder, numbered, read, read_file, run};

struct Before {
    unchanged: &'static str,
    digests: Vec<u64>,
}

impl Baseline for Before {
    fn is_unchanged(&self, file: &SourceFile) -> bool {
        file.path == self.unchanged
    }

    fn known_records(&self, _file: &SourceFile) -> KnownRecords {
        KnownRecords::new(Arc::new(self.digests.clone()))
    }
}

#[test]
fn known_records_are_not_read_again_and_repeats_keep_their_number() {
    let line = b"{\"title\":\"same\",\"body\":\"text\"}\n";
    let folder =
        folder(&[("a.jsonl", line.repeat(3).as_slice()), ("b.txt", b"Title\n\ntext of it.")]);
    let first = read(folder.path());
    let [one, two, three, _] = first.articles()[..] else { panic!() };
    assert!(one.id != two.id && two.id != three.id);
    let digest = first.events.iter().find_map(|event| match event {
        Event::Article { digest, .. } => Some(*digest),
        _ => None,
    });
    let before = Before { unchanged: "b.txt", digests: vec![digest.unwrap(); 2] };
    let second = run(&Ingest::new().path(folder.path()), &before);
    assert_eq!(second.report.records_unchanged, 2);
    assert_eq!(second.report.files_unchanged, 1);
    let [again] = second.articles()[..] else { panic!() };
    assert_eq!(again.id, three.id);
}

#[test]
fn a_file_opens_and_closes_with_its_digest() {
    let folder = folder(&[("a.jsonl", b"{\"title\":\"x\"}\n")]);
    let told = read(folder.path());
    let [
        Event::FileStarted(file),
        Event::Article { .. },
        Event::FileFinished { digest, outcome, .. },
    ] = &told.events[..]
    else {
        panic!("{:?}", told.events)
    };
    assert_eq!(*outcome, FileOutcome::Read);
    assert_eq!(digest.unwrap(), file.content_digest().unwrap());
}

#[test]
fn what_is_not_read_says_which_version_left_it_out() {
    let told = read_file("a.opml", b"<?xml version='1.0'?><opml version='2.0'/>");
    let Some(Event::FileFinished { context, outcome, .. }) = told.events.last() else {
        panic!("{:?}", told.events)
    };
    assert_eq!(*outcome, FileOutcome::Unsupported);
    assert_eq!(*context, Some(u64::from(ingest::INGEST_VERSION)));
}

#[test]
fn the_receiver_may_end_the_run() {
    let line = format!("{{\"title\":\"x\",\"body\":\"{}\"}}\n", "word ".repeat(2_000));
    let folder = folder(&[("a.jsonl", line.repeat(2_000).as_bytes())]);
    let mut batches = 0;
    let mut sink = |_| {
        batches += 1;
        std::ops::ControlFlow::Break(())
    };
    let report = Ingest::new()
        .path(folder.path())
        .memory_bytes(1)
        .run(&ingest::NoBaseline, &mut sink)
        .unwrap();
    assert!(report.interrupted);
    assert_eq!(batches, 1);
}

#[test]
fn order_does_not_depend_on_the_number_of_threads() {
    let lines = numbered(5_000, |n| format!("{{\"id\":{n},\"title\":\"title {n}\"}}\n"));
    let folder = folder(&[("b.jsonl", lines.as_bytes()), ("a.txt", b"First\n\nof all.")]);
    let ids = |threads| {
        let told = run(&Ingest::new().path(folder.path()).threads(threads), &ingest::NoBaseline);
        told.articles().iter().map(|article| article.source_id.clone()).collect::<Vec<_>>()
    };
    let one = ids(1);
    assert_eq!(one.len(), 5_001);
    assert_eq!(one[1].as_deref(), Some("0"));
    assert_eq!(one, ids(4));
}
