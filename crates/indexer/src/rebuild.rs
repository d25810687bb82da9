//! Takes over into a new generation what its sources did not give again.

use std::sync::Arc;

use article::Article;
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
}

impl Indexer {
    /// The files and folders that the index was made of, absolute.
    pub fn roots(&self) -> &[String] {
        &self.ledger.roots
    }

    /// After the sources were read into a new generation: takes over from the old one what did
    /// not come from a file that was read to its end. `each` is called now and then with the
    /// number of articles taken over so far.
    ///
    /// Where something cannot be read, all files that it may have come from are read again by
    /// the next run.
    ///
    /// # Errors
    /// [`IndexerError::Write`] and [`IndexerError::Schema`]; [`IndexerError::Cancelled`] where it
    /// was asked to end: what was taken over so far is committed.
    pub fn carry_over(&mut self, each: &mut dyn FnMut(u64)) -> Result<CarriedOver, IndexerError> {
        let mut carried = CarriedOver::default();
        let Some(old) = self.predecessor.take() else {
            return Ok(carried);
        };
        carried.damage.clone_from(&old.damage);
        for segment in &old.segments {
            // A segment whose files are not as they were written may say anything; what it says
            // of an article's source is not believed, so that the source is read again.
            let is_store_damaged = self.doubtful.get(&segment.id()).copied();
            let is_doubtful = is_store_damaged.is_some();
            let segment =
                match OldSegment::open(segment, &old.fields, is_store_damaged == Some(true)) {
                    Ok(segment) => segment,
                    Err(finding) => {
                        carried.damage.push(finding);
                        continue;
                    }
                };
            self.carry_segment(&segment, is_doubtful, &mut carried, each)?;
        }
        self.restore_files(&old, carried.damage.is_empty() && self.doubtful.is_empty());
        Ok(carried)
    }

    fn carry_segment(
        &mut self,
        segment: &OldSegment,
        is_doubtful: bool,
        carried: &mut CarriedOver,
        each: &mut dyn FnMut(u64),
    ) -> Result<(), IndexerError> {
        /// The text that is held at a time, in bytes.
        const BATCH_BYTES: usize = 4 << 20;
        let (mut batch, mut bytes) = (Vec::new(), 0);
        for doc in 0..segment.documents {
            match self.to_carry(segment, doc, is_doubtful)? {
                Old::Wanted(article, entry) => {
                    bytes += article.body.len();
                    batch.push((*article, entry));
                }
                Old::Damaged(finding) => carried.damage.push(finding),
                Old::Unwanted => {}
            }
            let is_last = doc + 1 == segment.documents;
            if is_last || bytes > BATCH_BYTES || batch.len() >= Self::BATCH {
                self.add_batch(&batch)?;
                carried.articles += batch.len() as u64;
                batch.clear();
                bytes = 0;
                each(carried.articles);
                let is_cancelled = self.cancel_token().is_cancelled();
                if is_cancelled || self.is_commit_due() {
                    self.commit()?;
                }
                if is_cancelled {
                    return Err(IndexerError::Cancelled);
                }
            }
        }
        Ok(())
    }

    /// What is to be done with a document of the old generation.
    fn to_carry(
        &self,
        segment: &OldSegment,
        doc: u32,
        is_doubtful: bool,
    ) -> Result<Old, IndexerError> {
        if !segment.is_alive(doc) {
            return Ok(Old::Unwanted);
        }
        let mut entry = segment.ledger(doc);
        if !is_doubtful && self.is_reread(entry.file) {
            return Ok(Old::Unwanted);
        }
        if is_doubtful || !self.ledger.files.contains_key(&entry.file) {
            entry = LedgerEntry::NONE;
        }
        let article = match segment.article(doc) {
            Ok(article) => article,
            Err(finding) => return Ok(Old::Damaged(finding)),
        };
        Ok(match self.view.present(&article.id)? {
            Present::Absent => Old::Wanted(Box::new(article), entry),
            _ => Old::Unwanted,
        })
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

/// A document of the old generation.
enum Old {
    /// The new generation lacks it.
    Wanted(Box<Article>, LedgerEntry),
    /// It is deleted, is in the new generation, or its source was read again without it.
    Unwanted,
    /// It cannot be read.
    Damaged(Finding),
}
