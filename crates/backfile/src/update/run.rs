//! Takes the events of reading, one after the other, to the writer.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use article::Article;
use indexer::{BatchRun, Indexer, IndexerError, Removal, SourceState};
use ingest::{Baseline, Event, FileOutcome, IngestReport, SkipReason, SourceFile};
use schema::LedgerFile;

use super::{Progress, UpdateEvent, UpdateReport};
use crate::UpdateError;

/// Work is made permanent at least so often, so that a kill loses little.
const COMMIT_EVERY: Duration = Duration::from_mins(1);

/// What the ledger knows, for whoever reads the files.
pub(super) struct Known {
    pub(super) state: Arc<SourceState>,
    pub(super) check_content: bool,
}

impl Baseline for Known {
    fn is_unchanged(&self, file: &SourceFile) -> bool {
        let root = file.root.to_string_lossy();
        if self.check_content {
            let known = self.state.digest(&root, &file.path);
            return known.is_some_and(|known| {
                file.content_digest().is_ok_and(|digest| hex(&digest) == known)
            });
        }
        self.state.is_unchanged(&root, &file.path, file.size, file.modified_ns)
    }

    fn known_records(&self, file: &SourceFile) -> HashMap<u64, u32> {
        self.state.records(&file.root.to_string_lossy(), &file.path)
    }
}

/// A run under way.
pub(super) struct Run<'a> {
    batch: BatchRun<'a>,
    removal: Removal,
    dry: bool,
    pub(super) is_stream: bool,
    each: &'a mut dyn FnMut(UpdateEvent),
    pending: Vec<(Article, u64)>,
    progress: Progress,
    unreadable: u64,
    last_commit: Instant,
    error: Option<IndexerError>,
}

/// What is known at the end of a run, before it is published.
pub(super) struct Outcome {
    refused: Vec<(String, u64)>,
    unreadable: u64,
}

impl<'a> Run<'a> {
    pub(super) fn new(
        batch: BatchRun<'a>,
        removal: Removal,
        dry: bool,
        each: &'a mut dyn FnMut(UpdateEvent),
    ) -> Self {
        Self {
            batch,
            removal,
            dry,
            is_stream: false,
            each,
            pending: Vec::new(),
            progress: Progress::default(),
            unreadable: 0,
            last_commit: Instant::now(),
            error: None,
        }
    }

    /// Takes the next events; breaks off after an error, which [`Self::finish`] returns.
    pub(super) fn take(&mut self, events: Vec<Event>) -> ControlFlow<()> {
        let taken = events.into_iter().try_for_each(|event| self.event(event));
        match taken.and_then(|()| self.flush()) {
            Ok(()) => {
                (self.each)(UpdateEvent::Progress(self.progress.clone()));
                ControlFlow::Continue(())
            }
            Err(error) => {
                self.error = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    fn event(&mut self, event: Event) -> Result<(), IndexerError> {
        match event {
            Event::FileUnchanged(file) => {
                self.progress.files += 1;
                self.progress.bytes += file.size;
                self.batch.file_unchanged(&file.root.to_string_lossy(), &file.path);
            }
            Event::FileStarted(file) => {
                self.flush()?;
                self.progress.current.clone_from(&file.path);
                if !self.is_stream {
                    self.batch.file_started(ledger_file(&file));
                }
            }
            Event::Article { article, digest } => {
                self.progress.articles += 1;
                self.pending.push((*article, digest));
            }
            Event::RecordUnchanged { digest } => {
                self.progress.articles += 1;
                self.batch.record_unchanged(digest);
            }
            Event::Skipped(skipped) => {
                if matches!(skipped.reason, SkipReason::UnreadableFolder { .. }) {
                    self.unreadable += 1;
                    let root = skipped.root.to_string_lossy();
                    self.batch.folder_unreadable(&root, &skipped.provenance.path);
                }
                (self.each)(UpdateEvent::Skipped(skipped));
            }
            Event::FileFinished { file, digest, outcome } => {
                self.flush()?;
                self.progress.files += 1;
                self.progress.bytes += file.size;
                let outcome = match outcome {
                    FileOutcome::Read => schema::FileOutcome::Read,
                    FileOutcome::Unsupported => schema::FileOutcome::Left,
                    FileOutcome::Unreadable => {
                        self.unreadable += 1;
                        schema::FileOutcome::Partial
                    }
                    _ => schema::FileOutcome::Partial,
                };
                let digest = digest.map(|digest| hex(&digest));
                self.batch.file_finished(outcome, digest, self.removal)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Hands over the articles that were read, and makes them permanent now and then.
    fn flush(&mut self) -> Result<(), IndexerError> {
        if !self.pending.is_empty() {
            self.batch.add(std::mem::take(&mut self.pending))?;
            for duplicate in self.batch.take_duplicates() {
                (self.each)(UpdateEvent::Duplicate(duplicate));
            }
        }
        if self.last_commit.elapsed() > COMMIT_EVERY && !self.dry {
            self.batch.commit()?;
            self.last_commit = Instant::now();
        }
        Ok(())
    }

    pub(super) fn finish(self, read: &IngestReport) -> Result<Outcome, UpdateError> {
        if let Some(error) = self.error {
            return Err(error.into());
        }
        // What was not read to the end says nothing about what is gone.
        let removal = if read.interrupted { Removal::Never } else { self.removal };
        let refused = self.batch.finish(removal)?;
        Ok(Outcome { refused, unreadable: self.unreadable })
    }
}

impl Outcome {
    pub(super) fn report(
        self,
        indexer: Indexer,
        read: &IngestReport,
        started: Instant,
    ) -> Result<UpdateReport, UpdateError> {
        let summary = indexer.publish()?;
        Ok(UpdateReport {
            read: read.articles + read.records_unchanged,
            added: summary.added,
            replaced: summary.replaced,
            removed: summary.removed,
            unchanged: summary.unchanged,
            skipped: read.skipped_total(),
            duplicates: summary.duplicates,
            articles: summary.articles,
            seconds: started.elapsed().as_secs_f64(),
            generation: summary.generation,
            unreadable: self.unreadable,
            refused: self.refused,
        })
    }
}

fn ledger_file(file: &SourceFile) -> LedgerFile {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    LedgerFile {
        root: file.root.to_string_lossy().into_owned(),
        path: file.path.clone(),
        size: file.size,
        modified_ns: file.modified_ns,
        digest: None,
        outcome: schema::FileOutcome::Partial,
        read_ns: i64::try_from(now.as_nanos()).unwrap_or(i64::MAX),
    }
}

fn hex(digest: &[u8]) -> String {
    use std::fmt::Write as _;
    digest.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
