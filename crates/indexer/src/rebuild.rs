//! Takes over into a new generation what its sources did not give again.

use std::collections::BTreeMap;
use std::sync::Arc;

use article::{Article, FilePath};
use schema::{FileKey, FileOutcome, Ledger, LedgerEntry, Location};

use crate::learn::relabelled;
use crate::predecessor::{OldSegment, Predecessor};
use crate::scope::Scope;
use crate::standing::Standing;
use crate::verify::Finding;
use crate::view::Present;
use crate::{IndexSummary, Indexer, IndexerError, IndexerOptions};

/// What was taken over from an old generation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CarriedOver {
    /// Articles that were taken over.
    pub articles: u64,
    /// What could not be read, and is not in the new generation.
    pub damage: Vec<Finding>,
}

/// An index that was written anew from what was stored in it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rebuilt {
    /// What the new generation holds.
    pub summary: IndexSummary,
    /// What could not be read, and is not in it.
    pub damage: Vec<Finding>,
}

impl IndexerOptions {
    /// Writes the index at this place anew from what is stored in it, for another analysis, other
    /// settings or an older format, and makes the new generation the current one. Searches are
    /// answered by the old one until then. `each` is called now and then with the number of articles
    /// that were taken over.
    ///
    /// # Errors
    /// Those of [`Self::open`] and [`Indexer::commit`]; [`IndexerError::Cancelled`] where its token
    /// was cancelled: asked for again, it goes on where it was.
    pub fn rebuild_from_store(
        self,
        path: impl Into<Location>,
        each: &mut dyn FnMut(u64),
    ) -> Result<Rebuilt, IndexerError> {
        let mut indexer = self.rebuild(true).dry_run(false).open(path)?;
        indexer.refuse_if_lost()?;
        let CarriedOver { damage, .. } = indexer.carry_over(each)?;
        let summary = indexer.publish()?;
        Ok(Rebuilt { summary, damage })
    }
}

impl Indexer {
    /// Writes the index at this place anew, with the default options; see
    /// [`IndexerOptions::rebuild_from_store`].
    ///
    /// # Errors
    /// Those of [`IndexerOptions::rebuild_from_store`].
    pub fn rebuild(
        path: impl Into<Location>,
        each: &mut dyn FnMut(u64),
    ) -> Result<Rebuilt, IndexerError> {
        IndexerOptions::new().rebuild_from_store(path, each)
    }

    /// The files and folders that the index was made of, absolute.
    pub fn roots(&self) -> &[FilePath] {
        &self.ledger.roots
    }

    /// How the databases of the sources are read: a query by the path of a file or folder.
    pub fn queries(&self) -> &BTreeMap<FilePath, String> {
        &self.ledger.queries
    }

    /// Whether nothing can be taken over from the generation that a rebuild replaces, so that it is
    /// not even known what it was made of.
    pub fn has_lost_all(&self) -> bool {
        self.unreadable.is_some()
    }

    /// Refuses to write an index anew from nothing but itself where nothing of it can be read.
    ///
    /// # Errors
    /// [`schema::SchemaError::Corrupt`].
    pub fn refuse_if_lost(&self) -> Result<(), IndexerError> {
        if !self.has_lost_all() {
            return Ok(());
        }
        let path = self.layout().root().to_owned();
        let expected = "a generation that can be read";
        Err(schema::SchemaError::Corrupt { path, expected, source: None }.into())
    }

    /// Whether anything was read at a path, absolute, or below it.
    pub fn has_read(&self, path: &FilePath) -> bool {
        self.ledger.files.values().any(|file| file.root.join(&file.path).is_in(path))
    }

    /// The same, each with whether it was a folder, where that is known by the files that came
    /// from it.
    pub fn root_kinds(&self) -> Vec<(FilePath, Option<bool>)> {
        let kind = |root: &FilePath| {
            let scope = Scope::of_root(root, &self.ledger);
            let is_known = self.ledger.files.values().any(|file| scope.covers(file));
            (root.clone(), is_known.then(|| scope.below.is_empty()))
        };
        self.ledger.roots.iter().map(kind).collect()
    }

    /// After the sources were read into a new generation: takes over from the old one what they
    /// did not give again, but for that of files that are whole and as they were. `each` is called now and then with the
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
        carried.damage.extend(self.unreadable.take());
        let Some(old) = self.predecessor.take() else {
            return Ok(carried);
        };
        let outcome = self.carry_from(&old, &mut carried, each);
        if outcome.is_err() {
            self.predecessor = Some(old);
        }
        outcome.map(|()| carried)
    }

    fn carry_from(
        &mut self,
        old: &Predecessor,
        carried: &mut CarriedOver,
        each: &mut dyn FnMut(u64),
    ) -> Result<(), IndexerError> {
        carried.damage.extend_from_slice(&old.damage);
        for segment in &old.segments {
            let damaged = self.doubtful.get(&segment.id()).copied().unwrap_or_default();
            let segment = match OldSegment::open(segment, &old.fields, damaged) {
                Ok(segment) => segment,
                Err(finding) => {
                    carried.damage.push(finding);
                    continue;
                }
            };
            self.carry_segment(&segment, old, carried, each)?;
        }
        self.restore_files(old, carried.damage.is_empty() && self.doubtful.is_empty());
        Ok(())
    }

    fn carry_segment(
        &mut self,
        segment: &OldSegment,
        old: &Predecessor,
        carried: &mut CarriedOver,
        each: &mut dyn FnMut(u64),
    ) -> Result<(), IndexerError> {
        /// The text that is held at a time, in bytes.
        const BATCH_BYTES: usize = 4 << 20;
        let (mut batch, mut bytes) = (Vec::new(), 0);
        for doc in 0..segment.documents {
            let taken = match self.to_carry(segment, &old.ledger, doc)? {
                Old::Wanted(article, entry) => {
                    self.read_again(entry.file);
                    Some((article, entry))
                }
                Old::Stronger(article, entry, other) => {
                    self.note_rival(other);
                    Some((article, entry))
                }
                Old::Damaged(finding) => {
                    carried.damage.push(finding);
                    None
                }
                Old::Unwanted => None,
            };
            if let Some((article, entry)) = taken {
                let id = article.id;
                let article = relabelled(*article, &old.boilerplate, &self.boilerplate);
                let article = article.map_err(|source| IndexerError::Article { id, source })?;
                bytes += article.body.len();
                batch.push((article, entry));
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
    fn to_carry(&self, segment: &OldSegment, old: &Ledger, doc: u32) -> Result<Old, IndexerError> {
        if !segment.is_alive(doc) {
            return Ok(Old::Unwanted);
        }
        let known = segment.ledger(doc);
        if known.is_some_and(|entry| self.is_as_it_was(entry.file, old)) {
            return Ok(Old::Unwanted);
        }
        let article = match segment.article(doc) {
            Ok(article) => article,
            Err(finding) => return Ok(Old::Damaged(finding)),
        };
        let entry = known.unwrap_or_else(|| self.stored_source(segment, &article));
        if self.withdrawn.has(&article) {
            return Ok(Old::Unwanted);
        }
        let is_known = entry.file == FileKey::NONE || self.ledger.files.contains_key(&entry.file);
        let entry = if is_known { entry } else { Self::UNKNOWN_SOURCE };
        let (other, other_standing) = match self.view.present(&article.id)? {
            Present::Absent => return Ok(Old::Wanted(Box::new(article), entry)),
            Present::Removed { .. } => return Ok(Old::Unwanted),
            Present::Committed(new, _) => (new.ledger.file, self.view.committed().standing(&new)?),
            Present::Written { file, standing, .. } => (file, standing),
        };
        let standing = Standing::of(&article);
        Ok(if self.stays_against((entry.file, standing), (other, other_standing)) {
            Old::Stronger(Box::new(article), entry, other)
        } else {
            Old::Unwanted
        })
    }

    /// What ties an article to the ledger where its source is not known.
    const UNKNOWN_SOURCE: LedgerEntry = LedgerEntry { file: FileKey::UNKNOWN, digest: 0 };

    /// What the store says of an article's source, where the columns are damaged: the path that it
    /// was read at. The digest of its record is lost, so that it is written again when its file is
    /// read.
    fn stored_source(&self, segment: &OldSegment, article: &Article) -> LedgerEntry {
        let path = &article.provenance.path;
        // A program gave it, or a stream.
        if path.is_empty() || *path == "-" {
            return LedgerEntry { digest: 0, ..LedgerEntry::NONE };
        }
        if !segment.is_store_sound() {
            return Self::UNKNOWN_SOURCE;
        }
        let mut files = self.ledger.files.iter().filter(|(_, file)| file.path == *path);
        match (files.next(), files.next()) {
            (Some((file, _)), None) => LedgerEntry { file: *file, digest: 0 },
            _ => Self::UNKNOWN_SOURCE,
        }
    }

    /// Whether a file was read to its end, now as before, and has not changed: what is not in the
    /// new generation is not in the file. What a changed file has lost is left to an ordinary run,
    /// which asks before it removes much.
    fn is_as_it_was(&self, key: FileKey, old: &Ledger) -> bool {
        let (now, before) = (self.ledger.files.get(&key), old.files.get(&key));
        now.zip(before).is_some_and(|(now, before)| {
            now.outcome.is_whole() && before.outcome.is_whole() && now.digest == before.digest
        })
    }

    /// Has the next run read a file, for it has lost an article that was taken over.
    fn read_again(&mut self, key: FileKey) {
        if let Some(file) = self.ledger.files.get_mut(&key)
            && file.outcome.is_whole()
        {
            Arc::make_mut(file).read_again();
            self.touch();
        }
    }

    /// Whether the generation that is rebuilt had an article from a file that the new one lacks,
    /// and of which this holds.
    pub(crate) fn lacks_of(
        &self,
        file: FileKey,
        holds: &mut dyn FnMut(&OldSegment, u32) -> bool,
    ) -> Result<bool, IndexerError> {
        let Some(old) = &self.predecessor else { return Ok(false) };
        for (segment, doc) in old.of_file(file) {
            let Some(id) = segment.id(doc) else { continue };
            let is_lacking = matches!(self.view.present(&id)?, Present::Absent);
            if is_lacking && holds(segment, doc) {
                return Ok(true);
            }
        }
        Ok(false)
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
    /// The new generation has a lesser one, from this file.
    Stronger(Box<Article>, LedgerEntry, FileKey),
    /// It is deleted, is in the new generation, or its source was read again without it.
    Unwanted,
    /// It cannot be read.
    Damaged(Finding),
}
