//! Brings indexes up to date with files that come, change, move, go and cannot be read: after
//! each run the index is what a new one would be, and the report says what was done.

mod cut;
mod files;
mod generations;
mod history;
mod repairs;
mod roots;
mod versions;

use std::fs;
use std::path::Path;
use std::time::Duration;

use backfile::files::{Update, UpdateReport};
use backfile::{Searcher, verify};
use query::Sort;

use crate::samples::{Sample, ids, sorted};

pub(super) const FERRY: &str =
    "Ferry returns\n\n12 May 2021\n\nThe ferry runs again on the river.\n";

pub(super) fn record(id: &str, body: &str) -> String {
    format!("{{\"id\":\"{id}\",\"source\":\"Wire\",\"title\":\"T {id}\",\"body\":\"{body}\"}}\n")
}

/// What was done: added, replaced, removed, unchanged.
pub(super) fn done(report: &UpdateReport) -> [u64; 4] {
    [report.added, report.replaced, report.removed, report.unchanged]
}

/// The id, path and text of every article, by id.
pub(super) fn contents(index: &Path) -> Vec<(String, String, String)> {
    let searcher = Searcher::open(index).unwrap();
    let mut found: Vec<_> = ids(&searcher, sorted("", Sort::Newest, 1_000))
        .into_iter()
        .map(|id| {
            let article = searcher.article(&id).unwrap().into_fields();
            (id.to_string(), article.provenance.path.to_string(), article.body)
        })
        .collect();
    found.sort();
    found
}

/// Checks that the index is sound and is what a new index of the same folder would be.
#[track_caller]
pub(super) fn assert_like_new(sample: &Sample) {
    let verification = verify(sample.index()).unwrap();
    assert!(verification.is_sound(), "{verification:?}");
    let new = Sample::new();
    Update::new(new.index()).path(sample.news()).run(&mut |_| {}).unwrap();
    assert_eq!(contents(&sample.index()), contents(&new.index()));
}

/// Makes a file older than the run that read it, as files are that have lain for a while.
pub(crate) fn age(path: &Path) {
    let hour_ago = std::time::SystemTime::now() - Duration::from_hours(1);
    fs::File::options().write(true).open(path).unwrap().set_modified(hour_ago).unwrap();
}
