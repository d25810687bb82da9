//! Counts what a run read and what it left out.

use std::collections::BTreeMap;

use crate::{Event, FileOutcome, Findings};

/// What a run read and left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct IngestReport {
    /// Files that were opened.
    pub files_read: u64,
    /// Files that the baseline knows and that were not opened.
    pub files_unchanged: u64,
    /// Files that could not be read, or only in part.
    pub files_failed: u64,
    /// Hidden files and hidden folders that were passed over.
    pub hidden: u64,
    /// Symbolic links to places that are read under their own name.
    pub links: u64,
    /// Index folders that were passed over.
    pub index_folders: u64,
    /// Articles handed over.
    pub articles: u64,
    /// Records that the baseline knows.
    pub records_unchanged: u64,
    /// What was left out: how often for each [`crate::SkipReason::name`].
    pub skipped: BTreeMap<&'static str, u64>,
    /// What was remarked on without being left out, in the same way.
    pub remarks: BTreeMap<&'static str, u64>,
    /// Where the fields of the articles were found.
    pub findings: Findings,
    /// Unpacked bytes read.
    pub bytes_read: u64,
    /// Whether the receiver ended the run early.
    pub interrupted: bool,
}

impl IngestReport {
    /// Files, folders and records that were left out.
    pub fn skipped_total(&self) -> u64 {
        self.skipped.values().sum()
    }

    pub(crate) fn count(&mut self, event: &Event) {
        match event {
            Event::FileUnchanged(_) => self.files_unchanged += 1,
            Event::FileStarted(_) | Event::ReadAnew | Event::Explained(_) | Event::Withdrawn(_) => {
            }
            Event::Article { article, .. } => {
                self.articles += 1;
                self.findings.count(article);
            }
            Event::RecordUnchanged { .. } => self.records_unchanged += 1,
            Event::Skipped(skipped) => {
                let is_remark = skipped.reason.is_remark();
                let counts = if is_remark { &mut self.remarks } else { &mut self.skipped };
                *counts.entry(skipped.reason.name()).or_default() += skipped.count();
            }
            Event::FileFinished { outcome, .. } => match outcome {
                FileOutcome::Read | FileOutcome::Empty | FileOutcome::Unsupported => {
                    self.files_read += 1;
                }
                FileOutcome::Cut { .. } | FileOutcome::Damaged | FileOutcome::Unreadable => {
                    self.files_failed += 1;
                }
            },
        }
    }
}
