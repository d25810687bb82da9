//! Takes the events of reading, one after the other, to the writer.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use article::Article;
use indexer::{BatchRun, CancelToken, IndexSummary, IndexerError, SecondLook};
use ingest::{Event, FileOutcome, SkipReason, Skipped, SourceFile};
use schema::LedgerFile;

use super::known::hex;
use super::{Progress, UpdateEvent, UpdateReport};
use crate::UpdateError;

/// A run under way.
pub(super) struct Run<'a> {
    batch: BatchRun<'a>,
    cancel: &'a CancelToken,
    pub(super) is_stream: bool,
    each: &'a mut dyn FnMut(UpdateEvent),
    pending: Vec<(Article, u64)>,
    progress: Progress,
    outcome: Outcome,
    /// Whether the events are those of a file that is being read.
    is_in_file: bool,
    /// Whether files are read once more, so that what is to be told was told already.
    is_second_look: bool,
    error: Option<IndexerError>,
}

/// What is known at the end of a run, before it is published.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    read: u64,
    skipped: u64,
    duplicates: u64,
    unreadable: u64,
    moved: u64,
    pub(super) dropped: u64,
    refused: Vec<(String, u64)>,
}

impl<'a> Run<'a> {
    pub(super) fn new(
        batch: BatchRun<'a>,
        cancel: &'a CancelToken,
        each: &'a mut dyn FnMut(UpdateEvent),
    ) -> Self {
        Self {
            batch,
            cancel,
            is_stream: false,
            each,
            pending: Vec::new(),
            progress: Progress::default(),
            outcome: Outcome::default(),
            is_in_file: false,
            is_second_look: false,
            error: None,
        }
    }

    /// Takes the next events; breaks off after an error, which [`Self::finish`] returns, and when
    /// it is asked to.
    pub(super) fn take(&mut self, events: Vec<Event>) -> ControlFlow<()> {
        let taken = events.into_iter().try_for_each(|event| self.event(event));
        match taken.and_then(|()| self.flush()).and_then(|()| self.batch.commit_if_due()) {
            Ok(()) => {
                (self.each)(UpdateEvent::Progress(self.progress.clone()));
                let is_over = self.cancel.is_cancelled();
                if is_over { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            }
            Err(error) => {
                self.error = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    fn event(&mut self, event: Event) -> Result<(), IndexerError> {
        match event {
            Event::FileUnchanged(_) if self.is_second_look => {}
            Event::FileUnchanged(file) => {
                self.progress.files += 1;
                self.progress.bytes += file.size;
                let from = self.batch.file_unchanged(&ledger_file(&file));
                self.tell_moved(from, &file);
            }
            Event::FileStarted(file) => {
                self.flush()?;
                self.is_in_file = true;
                self.progress.current.clone_from(&file.path);
                if !self.is_stream {
                    let from = self.batch.file_started(ledger_file(&file));
                    self.tell_moved(from, &file);
                }
            }
            Event::ReadAnew => self.batch.read_anew(),
            Event::Article { article, digest } => {
                self.count_read();
                self.pending.push((*article, digest));
            }
            Event::RecordUnchanged { digest } => {
                self.count_read();
                self.batch.record_unchanged(digest)?;
            }
            Event::Skipped(skipped) if !self.is_second_look => self.skipped(skipped),
            Event::FileFinished { file, digest, context, outcome } => {
                self.flush()?;
                self.is_in_file = false;
                let outcome = match outcome {
                    FileOutcome::Read => schema::FileOutcome::Read,
                    FileOutcome::Unsupported => schema::FileOutcome::Left,
                    FileOutcome::Damaged => schema::FileOutcome::Damaged,
                    _ => schema::FileOutcome::Partial,
                };
                if !self.is_second_look {
                    self.progress.files += 1;
                    self.progress.bytes += file.size;
                    let is_unreadable = outcome == schema::FileOutcome::Partial;
                    self.outcome.unreadable += u64::from(is_unreadable);
                }
                let digest = digest.map(|digest| hex(&digest));
                self.batch.file_finished(outcome, digest, context);
            }
            _ => {}
        }
        Ok(())
    }

    fn count_read(&mut self) {
        if !self.is_second_look {
            self.outcome.read += 1;
            self.progress.articles += 1;
        }
    }

    fn tell_moved(&mut self, from: Option<Arc<str>>, file: &SourceFile) {
        if let Some(from) = from {
            let (from, to) = (from.to_string(), file.path.clone());
            (self.each)(UpdateEvent::Moved { from, to });
        }
    }

    /// Tells what was left out, and sees to it that what came from there stays.
    fn skipped(&mut self, skipped: Skipped) {
        let root = skipped.root.to_string_lossy().into_owned();
        let path = skipped.provenance.path.as_str();
        match &skipped.reason {
            SkipReason::UnreadableFolder { .. } => {
                self.outcome.unreadable += 1;
                self.batch.folder_unreadable(&root, path);
            }
            // One that went away while its folder was listed is gone.
            SkipReason::UnreadableFile { source }
                if !self.is_in_file && source.kind() != std::io::ErrorKind::NotFound =>
            {
                self.outcome.unreadable += 1;
                self.batch.file_unreadable(&root, path);
            }
            SkipReason::OutsideLink | SkipReason::SpecialFile | SkipReason::UnreadableName => {
                let (root, path) = (skipped.root.clone(), path.to_owned());
                let file = SourceFile { root, path, ..SourceFile::default() };
                if !self.batch.passed_over(ledger_file(&file)) {
                    // It was told when it was new.
                    return;
                }
            }
            _ => {}
        }
        self.outcome.skipped += skipped.count();
        (self.each)(UpdateEvent::Skipped(skipped));
    }

    /// Hands over the articles that were read.
    fn flush(&mut self) -> Result<(), IndexerError> {
        if self.pending.is_empty() {
            return Ok(());
        }
        self.batch.add(std::mem::take(&mut self.pending))?;
        for duplicate in self.batch.take_duplicates() {
            if !self.is_second_look {
                self.outcome.duplicates += 1;
                (self.each)(UpdateEvent::Duplicate(duplicate));
            }
        }
        Ok(())
    }

    /// The files that must be read once more; `None` where there are none, or the run is over.
    pub(super) fn next_look(&mut self) -> Option<Vec<SecondLook>> {
        if self.error.is_some() || self.cancel.is_cancelled() {
            return None;
        }
        self.is_second_look = true;
        Some(self.batch.settle()).filter(|again| !again.is_empty())
    }

    pub(super) fn finish(self) -> Result<Outcome, UpdateError> {
        let Self { batch, cancel, mut outcome, error, .. } = self;
        if let Some(error) = error {
            return Err(error.into());
        }
        // What was not read to the end says nothing about what is gone.
        let found = if cancel.is_cancelled() { batch.break_off() } else { batch.finish() };
        (outcome.refused, outcome.moved) = (found.refused, found.moved);
        Ok(outcome)
    }
}

impl Outcome {
    pub(super) fn report(
        self,
        summary: &IndexSummary,
        lasted: Duration,
        interrupted: bool,
    ) -> UpdateReport {
        UpdateReport {
            read: self.read,
            added: summary.added,
            replaced: summary.replaced,
            removed: summary.removed,
            unchanged: summary.unchanged,
            moved: self.moved,
            skipped: self.skipped,
            duplicates: self.duplicates,
            dropped: self.dropped,
            articles: summary.articles,
            seconds: lasted.as_secs_f64(),
            generation: summary.generation,
            unreadable: self.unreadable,
            refused: self.refused,
            interrupted,
        }
    }
}

fn ledger_file(file: &SourceFile) -> LedgerFile {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    LedgerFile {
        root: file.root.to_string_lossy().into(),
        path: file.path.as_str().into(),
        size: file.size,
        modified_ns: file.modified_ns,
        read_ns: i64::try_from(now.as_nanos()).unwrap_or(i64::MAX),
        digest: None,
        context: None,
        outcome: schema::FileOutcome::Partial,
        ids_follow_path: false,
        has_rivals: false,
    }
}
