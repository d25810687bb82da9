//! Takes the events of reading, one after the other, to the writer.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use ::article::{Article, ArticleFields, ArticleId, FilePath};
use indexer::{
    BatchRun, CancelToken, FileEnd, IndexSummary, IndexerError, ReadingEnd, Refusal, SecondLook,
    Standing,
};
use ingest::{Cut, Event, FileKind, FileOutcome, Findings, SkipReason, Skipped, SourceFile};
use schema::LedgerFile;

use super::known::hex;
use super::{Progress, UpdateEvent, UpdateReport};
use crate::files::UpdateError;

/// A run under way.
#[expect(clippy::struct_excessive_bools, reason = "each says something else of the events")]
pub(super) struct Run<'a> {
    batch: BatchRun<'a>,
    cancel: &'a CancelToken,
    pub(super) is_stream: bool,
    each: &'a mut dyn FnMut(UpdateEvent),
    pending: Vec<(Article, u64)>,
    /// Of each of these, what it is worth beside another one with its id.
    pending_ids: HashMap<ArticleId, Standing>,
    progress: Progress,
    outcome: Outcome,
    /// Whether the events are those of a file that is being read.
    is_in_file: bool,
    /// Whether it is only read again for what is in it.
    is_passed_over: bool,
    /// What was said of the file that is being read, until it is known what it comes to.
    held: Option<Skipped>,
    /// Whether files are read once more, so that what is to be told was told already.
    is_second_look: bool,
    error: Option<IndexerError>,
}

/// What is known at the end of a run, before it is published.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    read: u64,
    skipped: u64,
    left_out: BTreeMap<&'static str, u64>,
    remarks: BTreeMap<&'static str, u64>,
    pub(super) findings: Findings,
    duplicates: u64,
    unreadable: u64,
    gone_from_feeds: u64,
    cut: u64,
    moved: u64,
    pub(super) dropped: u64,
    missing: Vec<(FilePath, u64)>,
    refused: Vec<Refusal>,
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
            pending_ids: HashMap::new(),
            progress: Progress::default(),
            outcome: Outcome::default(),
            is_in_file: false,
            is_passed_over: false,
            held: None,
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
            Event::FileStarted(file) if !self.is_wanted(&file) => self.is_passed_over = true,
            Event::FileFinished { .. } if self.is_passed_over => self.is_passed_over = false,
            _ if self.is_passed_over => {}
            Event::FileUnchanged(file) => self.file_unchanged(&file),
            Event::FileStarted(file) => {
                self.flush()?;
                self.is_in_file = true;
                self.progress.current.clone_from(&file.path);
                if !self.is_stream {
                    let from = self.batch.file_started(ledger_file(&file));
                    self.tell_moved(from, &file.path);
                }
            }
            Event::ReadAnew => self.batch.read_anew(),
            Event::Article { article, digest, is_unended } => {
                self.tell_held();
                if is_unended && self.is_known_beginning(&article)? {
                    let ArticleFields { provenance, .. } = article.into_fields();
                    let reason = SkipReason::CutShort { cut: Cut::KnownRow };
                    let root = std::path::PathBuf::new();
                    self.held = Some(Skipped { root, provenance, reason });
                    return Ok(());
                }
                self.count_read();
                self.pending_ids.insert(article.id, Standing::of(&article));
                self.pending.push((*article, digest));
            }
            Event::RecordUnchanged { digest } => {
                self.count_read();
                self.flush_before(digest)?;
                self.batch.record_unchanged(digest)?;
            }
            Event::Withdrawn(withdrawal) if !self.is_stream => {
                if self.pending_ids.contains_key(&withdrawal.id) {
                    self.flush()?;
                }
                self.batch.withdraw(withdrawal)?;
            }
            Event::Skipped(skipped) => self.skipped(skipped),
            Event::FileFinished { file, digest, context, outcome, kind } => {
                self.flush()?;
                self.is_in_file = false;
                let end = match outcome {
                    FileOutcome::Read if self.ends_with_known_row() => {
                        ReadingEnd::Cut { may_grow: true }
                    }
                    FileOutcome::Read => ReadingEnd::End,
                    FileOutcome::Empty => ReadingEnd::Nothing,
                    FileOutcome::Cut { may_grow } => ReadingEnd::Cut { may_grow },
                    FileOutcome::Damaged => ReadingEnd::Damage,
                    FileOutcome::Unsupported => ReadingEnd::Unsupported,
                    _ => ReadingEnd::Unreadable,
                };
                self.file_finished(&file, end, digest.map(|digest| hex(&digest)), context, kind);
            }
            _ => {}
        }
        Ok(())
    }

    fn file_unchanged(&mut self, file: &SourceFile) {
        self.progress.files += 1;
        self.progress.bytes += size_on_disk(file);
        let file = ledger_file(file);
        let moved_from = self.as_it_was(&file);
        self.tell_moved(moved_from, &file.path);
    }

    /// A file is as it was, and if it is a container, so is all that is in it. Returns the path
    /// that it was moved from, if it was.
    fn as_it_was(&mut self, file: &LedgerFile) -> Option<FilePath> {
        let unchanged = self.batch.file_unchanged(file);
        if let Some(remark) = unchanged.remark {
            self.outcome.skipped += 1;
            self.outcome.cut += u64::from(!remark.is_growing);
            (self.each)(UpdateEvent::StillNotWhole {
                path: file.path.clone(),
                reason: remark.text,
                is_growing: remark.is_growing,
            });
        }
        for part in self.batch.parts_of_unchanged(file) {
            self.as_it_was(&part);
        }
        unchanged.moved_from
    }

    /// Whether a file is read for itself: those that are read once more may lie in containers that
    /// are not.
    fn is_wanted(&self, file: &SourceFile) -> bool {
        !self.is_second_look || self.batch.is_read_again(&FilePath::of(&file.root), &file.path)
    }

    /// Whether the last row of the file is the beginning of an article that is known.
    fn ends_with_known_row(&self) -> bool {
        let reason = self.held.as_ref().map(|held| &held.reason);
        matches!(reason, Some(SkipReason::CutShort { cut: Cut::KnownRow }))
    }

    /// Whether a row that nothing ends is the beginning of an article that is known of the file.
    fn is_known_beginning(&mut self, article: &Article) -> Result<bool, IndexerError> {
        self.flush()?;
        if self.is_stream { Ok(false) } else { self.batch.is_beginning_of_known(article) }
    }

    fn file_finished(
        &mut self,
        file: &SourceFile,
        end: ReadingEnd,
        digest: Option<String>,
        context: Option<u64>,
        kind: FileKind,
    ) {
        let remark = self.held.as_ref().map(|held| match held.reason {
            SkipReason::EmptyFile => SkipReason::CutShort { cut: Cut::Emptied }.to_string(),
            SkipReason::Binary => SkipReason::CutShort { cut: Cut::Overwritten }.to_string(),
            _ => held.reason.to_string(),
        });
        let is_converted = kind == FileKind::Converted;
        let finished = self.batch.file_finished(end, digest, context, is_converted, remark.clone());
        if self.is_second_look {
            self.held = None;
            return;
        }
        self.progress.files += 1;
        self.progress.bytes += size_on_disk(file);
        // Nothing is known of a stream.
        let as_read = match end {
            ReadingEnd::Cut { .. } => schema::FileOutcome::Cut,
            ReadingEnd::Damage => schema::FileOutcome::Damaged,
            ReadingEnd::Unreadable => schema::FileOutcome::Partial,
            _ => schema::FileOutcome::Read,
        };
        let FileEnd { outcome, shrunk, gone } =
            finished.unwrap_or(FileEnd { outcome: as_read, shrunk: None, gone: 0 });
        self.outcome.gone_from_feeds += if kind == FileKind::Feed { gone } else { 0 };
        let is_cut = matches!(outcome, schema::FileOutcome::Cut | schema::FileOutcome::Damaged);
        self.outcome.cut += u64::from(is_cut);
        let is_unread = outcome == schema::FileOutcome::Partial;
        self.outcome.unreadable += u64::from(is_unread);
        let is_accepted = matches!(end, ReadingEnd::Cut { .. } | ReadingEnd::Damage)
            && outcome == schema::FileOutcome::Read;
        match (self.held.take(), remark) {
            (Some(held), Some(reason)) if is_accepted => {
                (self.each)(UpdateEvent::Accepted { path: held.provenance.path, reason });
            }
            (Some(held), _)
                if is_cut && matches!(held.reason, SkipReason::EmptyFile | SkipReason::Binary) =>
            {
                let is_binary = matches!(held.reason, SkipReason::Binary);
                let cut = if is_binary { Cut::Overwritten } else { Cut::Emptied };
                let reason = SkipReason::CutShort { cut };
                self.tell(Skipped { reason, ..held });
            }
            (Some(held), _) if is_unread && matches!(end, ReadingEnd::Unsupported) => {
                self.tell(Skipped { reason: SkipReason::NoConverter, ..held });
            }
            (held, _) => {
                self.held = held;
                self.tell_held();
            }
        }
        if let Some((before, now)) = shrunk {
            (self.each)(UpdateEvent::Shrunk { path: file.path.clone(), before, now });
        }
    }

    fn count_read(&mut self) {
        if !self.is_second_look {
            self.outcome.read += 1;
            self.progress.articles += 1;
        }
    }

    fn tell_moved(&mut self, from: Option<FilePath>, to: &FilePath) {
        if let Some(from) = from {
            (self.each)(UpdateEvent::Moved { from, to: to.clone() });
        }
    }

    /// Tells what was left out, and sees to it that what came from there stays.
    fn skipped(&mut self, skipped: Skipped) {
        if skipped.reason.is_remark() || matches!(skipped.reason, SkipReason::Further { .. }) {
            return self.tell(skipped);
        }
        self.tell_held();
        let is_of_file = skipped.provenance.record.is_none();
        if self.is_in_file && (is_of_file || matches!(skipped.reason, SkipReason::CutShort { .. }))
        {
            self.held = Some(skipped);
            return;
        }
        if self.is_second_look {
            return;
        }
        let root = FilePath::of(&skipped.root);
        let path = &skipped.provenance.path;
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
                let (root, path) = (skipped.root.clone(), path.clone());
                let file = SourceFile { root, path, ..SourceFile::default() };
                if !self.batch.passed_over(ledger_file(&file)) {
                    // It was told when it was new.
                    return;
                }
            }
            _ => {}
        }
        self.tell(skipped);
    }

    /// Tells what was said of the file that is being read, if nothing else came of it.
    fn tell_held(&mut self) {
        if let Some(held) = self.held.take() {
            self.tell(held);
        }
    }

    fn tell(&mut self, skipped: Skipped) {
        if !self.is_second_look {
            let (reason, count) = (&skipped.reason, skipped.count());
            let counts = if reason.is_remark() {
                &mut self.outcome.remarks
            } else {
                self.outcome.skipped += count;
                &mut self.outcome.left_out
            };
            *counts.entry(reason.name()).or_default() += count;
            (self.each)(UpdateEvent::Skipped(skipped));
        }
    }

    /// Hands over the articles that were read if one of them has the id of a known record that
    /// stands behind it, and is worth as much: of two such the first stays.
    fn flush_before(&mut self, digest: u64) -> Result<(), IndexerError> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let pending = self.batch.known_id(digest).and_then(|id| self.pending_ids.get(&id)).copied();
        let is_equal = pending.is_some() && pending == self.batch.known_standing(digest)?;
        if is_equal { self.flush() } else { Ok(()) }
    }

    /// Hands over the articles that were read.
    fn flush(&mut self) -> Result<(), IndexerError> {
        if self.pending.is_empty() {
            return Ok(());
        }
        self.pending_ids.clear();
        for duplicate in self.batch.add(std::mem::take(&mut self.pending))? {
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

    /// Ends the run. Of the roots that are not there, `told_missing` were to be read.
    pub(super) fn finish(self, told_missing: &BTreeSet<FilePath>) -> Result<Outcome, UpdateError> {
        let Self { batch, cancel, mut outcome, error, .. } = self;
        if let Some(error) = error {
            return Err(error.into());
        }
        // What was not read to the end says nothing about what is gone.
        let found = if cancel.is_cancelled() { batch.break_off() } else { batch.finish() };
        (outcome.refused, outcome.moved) = (found.refused, found.moved);
        outcome.missing = found.missing;
        outcome.missing.retain(|(root, _)| told_missing.contains(root));
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
            left_out: self.left_out,
            remarks: self.remarks,
            findings: self.findings,
            duplicates: self.duplicates,
            dropped: self.dropped,
            unread_values: summary.unread_values,
            articles: summary.articles,
            seconds: lasted.as_secs_f64(),
            generation: summary.generation,
            unreadable: self.unreadable,
            gone_from_feeds: self.gone_from_feeds,
            cut: self.cut,
            missing: self.missing,
            refused: self.refused,
            interrupted,
        }
    }
}

/// What a file takes on the disk by itself.
fn size_on_disk(file: &SourceFile) -> u64 {
    if file.is_part() { 0 } else { file.size }
}

fn ledger_file(file: &SourceFile) -> LedgerFile {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    LedgerFile {
        root: FilePath::of(&file.root),
        path: file.path.clone(),
        size: file.size,
        modified_ns: file.modified_ns,
        read_ns: i64::try_from(now.as_nanos()).unwrap_or(i64::MAX),
        ..LedgerFile::default()
    }
}
