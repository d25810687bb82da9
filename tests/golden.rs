//! Indexes of every format, as the programs wrote them that had it: each answers as it did, and
//! is brought to the format of today from what is stored.

use std::path::Path;

use backfile::files::{Update, UpdateEvent};
use backfile::{Indexer, Searcher, verify};
use indexer::IndexerError;
use query::Sort;
use schema::{FORMAT_VERSION, Layout, Manifest};

use crate::samples::{Sample, copy, ids, sorted, total};

/// A copy of the committed index of a format: nine articles of `corpus/jsonl`, of a folder that
/// is not there any more.
fn golden(format: u32) -> Sample {
    let sample = Sample::new();
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/format-{format}"));
    copy(&folder, &sample.index());
    sample
}

#[track_caller]
fn check_answers(searcher: &Searcher, format: u32) {
    assert_eq!(searcher.stats().unwrap().index_format, format);
    let found =
        ["", "\"working group\"", "vucic", "date:2025-05"].map(|query| total(searcher, query));
    assert_eq!(found, [9, 2, 2, 1]);
    let newest = ids(searcher, sorted("", Sort::Newest, 10));
    let first = searcher.article(&newest[0]).unwrap();
    assert_eq!(first.provenance.path, "wire-2025.jsonl");
}

#[test]
fn an_index_of_an_older_format_answers_and_is_rebuilt() {
    for format in 0..FORMAT_VERSION {
        let sample = golden(format);
        check_answers(&sample.searcher(), format);
        assert!(verify(sample.index()).unwrap().is_sound());
        let refused = Indexer::open_or_create(sample.index()).unwrap_err();
        assert!(refused.to_string().contains("older"), "{refused}");
        let mut is_rebuilt = false;
        let report = Update::new(sample.index()).run(&mut |event| {
            is_rebuilt |= matches!(event, UpdateEvent::Rebuilding { .. });
        });
        let report = report.unwrap();
        assert!(is_rebuilt && report.articles == 9 && report.generation == 2, "{report:?}");
        check_answers(&sample.searcher(), FORMAT_VERSION);
        assert!(verify(sample.index()).unwrap().is_sound());
    }
}

#[test]
fn the_index_of_this_format_is_gone_on_with() {
    let sample = golden(FORMAT_VERSION);
    check_answers(&sample.searcher(), FORMAT_VERSION);
    let own = ["desk:foreign", "desk:is(\"Foreign\")", "pages:>2", "embargo:2025", "desk:for*"];
    assert_eq!(own.map(|query| total(&sample.searcher(), query)), [2, 1, 2, 1, 2]);
    assert!(verify(sample.index()).unwrap().is_sound());
    let report = Update::new(sample.index()).run(&mut |_| {}).unwrap();
    assert_eq!((report.articles, report.missing.len()), (9, 1), "{report:?}");
}

#[test]
fn an_index_of_a_dictionary_that_is_not_here_is_read_and_not_written() {
    let sample = golden(FORMAT_VERSION);
    let layout = Layout::new(sample.index());
    let generation = layout.generation(layout.current().unwrap());
    let mut manifest = Manifest::read(&generation).unwrap();
    assert!(manifest.dictionaries.iter().any(|language| language == "sh"));
    manifest.dictionaries.push("tlh".to_owned());
    manifest.write(&generation).unwrap();
    check_answers(&sample.searcher(), FORMAT_VERSION);
    for rebuild in [false, true] {
        let options = Indexer::options().rebuild(rebuild);
        match options.open_or_create(sample.index()) {
            Err(IndexerError::NoDictionary { languages, .. }) => assert_eq!(languages, ["tlh"]),
            other => panic!("{:?}", other.map(|_| ())),
        }
    }
}
