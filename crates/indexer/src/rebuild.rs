//! Takes over into a new generation what its sources did not give again.

use std::ops::ControlFlow;
use std::sync::Arc;

use schema::{FileKey, FileOutcome, LedgerEntry};

use crate::predecessor::{OldSegment, Predecessor};
use crate::verify::Finding;
use crate::view::Present;
use crate::{Indexer, IndexerError};

/// What was taken over from an old generation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CarriedOver {
    /// Articles that were taken over.
    pub articles: u64,
    /// What could not be read, and is not in the new generation.
    pub damage: Vec<Finding>,
    /// Whether all was looked at; else it was broken off.
    pub is_complete: bool,
}

impl Indexer {
    /// The files and folders that the index was made of, absolute.
    pub fn roots(&self) -> &[String] {
        &self.ledger.roots
    }

    /// After the sources were read into a new generation: takes over from the old one what did
    /// not come from a file that was read to its end. `after_batch` is called now and then with
    /// the number of articles taken over so far, and may commit, or break off.
    ///
    /// Where something cannot be read, all files that it may have come from are read again by
    /// the next run.
    ///
    /// # Errors
    /// [`IndexerError::Write`], and those of `after_batch`.
    pub fn carry_over(
        &mut self,
        after_batch: &mut dyn FnMut(&mut Self, u64) -> Result<ControlFlow<()>, IndexerError>,
    ) -> Result<CarriedOver, IndexerError> {
        let mut carried = CarriedOver::default();
        let Some(old) = self.predecessor.take() else {
            return Ok(CarriedOver { is_complete: true, ..carried });
        };
        carried.damage.clone_from(&old.damage);
        for segment in &old.segments {
            // A segment whose files are not as they were written may say anything; what it says
            // of an article's source is not believed, so that the source is read again.
            let is_doubtful = self.doubtful.contains(&segment.id());
            let segment = match OldSegment::open(segment, &old.fields) {
                Ok(segment) => segment,
                Err(finding) => {
                    carried.damage.push(finding);
                    continue;
                }
            };
            if self.carry_segment(&segment, is_doubtful, &mut carried, after_batch)?.is_break() {
                return Ok(carried);
            }
        }
        self.restore_files(&old, carried.damage.is_empty() && self.doubtful.is_empty());
        carried.is_complete = true;
        Ok(carried)
    }

    fn carry_segment(
        &mut self,
        segment: &OldSegment,
        is_doubtful: bool,
        carried: &mut CarriedOver,
        after_batch: &mut dyn FnMut(&mut Self, u64) -> Result<ControlFlow<()>, IndexerError>,
    ) -> Result<ControlFlow<()>, IndexerError> {
        /// The text that is held at a time, in bytes.
        const BATCH_BYTES: usize = 4 << 20;
        let (mut batch, mut bytes) = (Vec::new(), 0);
        for doc in 0..segment.documents {
            if segment.is_alive(doc) {
                let mut entry = segment.ledger(doc);
                if !is_doubtful && self.is_reread(entry.file) {
                    continue;
                }
                if is_doubtful || !self.ledger.files.contains_key(&entry.file) {
                    entry = LedgerEntry::NONE;
                }
                match segment.article(doc) {
                    Ok(article) if matches!(self.view.present(&article.id)?, Present::Absent) => {
                        bytes += article.body.len();
                        batch.push((article, entry));
                    }
                    Ok(_) => {}
                    Err(finding) => carried.damage.push(finding),
                }
            }
            let is_last = doc + 1 == segment.documents;
            if is_last || bytes > BATCH_BYTES || batch.len() >= Self::BATCH {
                self.add_batch(&batch)?;
                carried.articles += batch.len() as u64;
                batch.clear();
                bytes = 0;
                if after_batch(self, carried.articles)?.is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Whether a file was read to its end, so that what is not in the new generation is not in
    /// the file.
    fn is_reread(&self, key: FileKey) -> bool {
        let outcome = self.ledger.files.get(&key).map(|file| file.outcome);
        matches!(outcome, Some(FileOutcome::Read | FileOutcome::Left))
    }

    /// Gives the files that were not read what was known of them.
    fn restore_files(&mut self, old: &Predecessor, is_whole: bool) {
        for (key, before) in &old.ledger.files {
            let Some(file) = self.ledger.files.get_mut(key) else { continue };
            let is_untouched =
                file.outcome == FileOutcome::Partial && file.read_ns == before.read_ns;
            if is_untouched && is_whole {
                *file = Arc::clone(before);
            }
        }
    }
}
