//! What a run tells while it lasts, and what it has done.

use std::collections::BTreeMap;

use ::article::FilePath;
use indexer::{DiskNeed, Duplicate, Finding, Refusal};
use ingest::{Findings, Skipped};

/// Something that happens during a run.
#[derive(Debug)]
#[non_exhaustive]
pub enum UpdateEvent {
    /// A file or record was left out.
    Skipped(Skipped),
    /// One of two articles with the same id was left out.
    Duplicate(Duplicate),
    /// A file has another path than before.
    Moved {
        /// Its path before, below its root.
        from: FilePath,
        /// Its path now, below its root.
        to: FilePath,
    },
    /// A file was not read to its end when it was read, and is as it was: what the index has of
    /// the rest stays.
    StillNotWhole {
        /// Its path below its root.
        path: FilePath,
        /// What was said of it when it was read.
        reason: String,
        /// Whether all that was known of it is there, so that only its last record waits to be
        /// finished.
        is_growing: bool,
    },
    /// A file that does not end as it must was taken as whole, as it was asked for.
    Accepted {
        /// Its path below its root.
        path: FilePath,
        /// What there was to say of its end.
        reason: String,
    },
    /// A file that was read to its end has less than half of the articles that it had.
    Shrunk {
        /// Its path below its root.
        path: FilePath,
        /// How many it had.
        before: u64,
        /// How many it has.
        now: u64,
    },
    /// A new generation is filled.
    Rebuilding {
        /// Because the index was written by another analysis.
        is_stale: bool,
        /// By going on with a rebuild that was broken off.
        is_resumed: bool,
        /// The room that it takes, where that can be told.
        need: Option<DiskNeed>,
    },
    /// Something in the old generation could not be read, and is not in the new one.
    Dropped(Finding),
    /// How far the run has come.
    Progress(Progress),
}

/// How far a run has come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Files read or found unchanged.
    pub files: u64,
    /// Articles met.
    pub articles: u64,
    /// Bytes of the files on the disk that are done.
    pub bytes: u64,
    /// The file that is being read.
    pub current: FilePath,
}

/// What a run did.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct UpdateReport {
    /// Articles read from files, and records found unchanged in files that were read. In the first
    /// run it is `added + replaced + duplicates`; later, `unchanged` also has the articles of files
    /// that were not opened.
    pub read: u64,
    /// Articles that were not there before.
    pub added: u64,
    /// Articles of which another version was there.
    pub replaced: u64,
    /// Articles that are no longer there.
    pub removed: u64,
    /// Articles that were there already, just so.
    pub unchanged: u64,
    /// Files that have another path than before.
    pub moved: u64,
    /// Files and records left out.
    pub skipped: u64,
    /// The same by reason, see [`ingest::SkipReason::name`].
    pub left_out: BTreeMap<&'static str, u64>,
    /// What was remarked on without being left out, in the same way.
    pub remarks: BTreeMap<&'static str, u64>,
    /// Where the fields of the articles were found that were read.
    pub findings: Findings,
    /// Articles left out because another with the same id stays.
    pub duplicates: u64,
    /// Articles, files or segments of the old generation that could not be read.
    pub dropped: u64,
    /// Articles written that have something in a field of the archive's own that is no value of its
    /// kind, by which they are not found.
    pub unread_values: u64,
    /// Articles in the index now.
    pub articles: u64,
    /// How long it took.
    pub seconds: f64,
    /// The number of the generation.
    pub generation: u32,
    /// Files and folders that could not be read. What the index had from them stays.
    pub unreadable: u64,
    /// Articles that are gone from feeds, which are saved over with what is newest: of those in
    /// `removed`, so many.
    pub gone_from_feeds: u64,
    /// Files that were not read to their end, for they were cut or are damaged. What the index had
    /// from them stays.
    pub cut: u64,
    /// Remembered files and folders that are not there, with how many articles they keep.
    pub missing: Vec<(FilePath, u64)>,
    /// Roots and folders of which too much would have been removed: nothing of them was.
    pub refused: Vec<Refusal>,
    /// Whether the run was asked to end before it was done. What it had done is committed.
    pub interrupted: bool,
}

impl From<&UpdateReport> for contract::IndexSummary {
    fn from(report: &UpdateReport) -> Self {
        let named = |counts: &BTreeMap<&'static str, u64>| {
            counts.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
        };
        let of_keys = |(field, keys): (&&'static str, &BTreeMap<String, u64>)| {
            ((*field).to_owned(), keys.clone())
        };
        Self {
            format_version: contract::JSON_VERSION,
            read: report.read,
            records: report.added
                + report.replaced
                + report.unchanged
                + report.skipped
                + report.duplicates,
            added: report.added,
            replaced: report.replaced,
            removed: report.removed,
            unchanged: report.unchanged,
            moved: report.moved,
            skipped: report.skipped + report.duplicates,
            duplicates: report.duplicates,
            left_out: named(&report.left_out),
            remarks: named(&report.remarks),
            fields: report.findings.fields.iter().map(of_keys).collect(),
            dates: named(&report.findings.dates),
            unused_dates: report.findings.unused_dates.clone(),
            languages: named(&report.findings.languages),
            cut: report.cut,
            unread_values: report.unread_values,
            missing: report.missing.iter().map(contract::MissingRoot::from).collect(),
            seconds: report.seconds,
            generation: report.generation,
        }
    }
}
