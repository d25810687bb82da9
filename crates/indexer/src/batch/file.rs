//! Takes one file after the other into a run.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use article::{Article, ArticleId, FilePath, Identity, Withdrawal};
use schema::{FileKey, FileOutcome, LedgerEntry, LedgerFile};

use super::BatchRun;
use crate::sources::FileRecords;
use crate::view::Fate;
use crate::{Added, Duplicate, IndexerError, Standing};

/// The file that is being read.
#[derive(Debug)]
pub(super) struct OpenFile {
    pub(super) key: FileKey,
    pub(super) root: FilePath,
    pub(super) path: FilePath,
    /// What the index has from it.
    records: Arc<FileRecords>,
    /// Those that another file has taken in this run, and that it has not given yet itself.
    pub(super) taken: BTreeSet<u32>,
    /// How often each record that the index has several times was met.
    repeats: HashMap<u64, u64>,
    ids_follow_path: bool,
    /// What it takes back.
    withdrawn: BTreeSet<Withdrawal>,
    pub(super) is_moved: bool,
    /// The count of new articles when its reading began.
    pub(super) added_before: u64,
    /// In a moved file: how many articles each record has given an id that follows from the path.
    pub(super) renamed: HashMap<u64, u32>,
    /// What the ledger had of it.
    pub(super) before: Option<Arc<LedgerFile>>,
}

/// What there is to say of a file that is as it was.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnchangedFile {
    /// The path that it was moved from, if it was.
    pub moved_from: Option<FilePath>,
    /// What was told when it was read.
    pub remark: Option<Remark>,
}

/// What is told of the end of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// In plain words.
    pub text: String,
    /// Whether all that was known of the file is there, so that only its last record waits.
    pub is_growing: bool,
}

/// How the reading of a file ended, as its reader saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadingEnd {
    /// At its end.
    End,
    /// At its end, without having met anything.
    Nothing,
    /// In the middle: it does not end as its format must.
    Cut {
        /// Whether records are added at the end of such files.
        may_grow: bool,
    },
    /// Where what follows is damaged.
    Damage,
    /// It could not be read.
    Unreadable,
    /// It is of a kind that is not read.
    Unsupported,
}

/// What was made of a file that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileEnd {
    /// How its reading ended, after all that is known of it.
    pub outcome: FileOutcome,
    /// How many articles it had and has, where it was read whole and has less than half.
    pub shrunk: Option<(u64, u64)>,
    /// How many it had that are gone from it, unless such are kept.
    pub gone: u64,
}

impl OpenFile {
    /// Whether these are the bytes that were found to be cut before.
    fn was_cut(&self, digest: Option<&str>) -> bool {
        self.before.as_deref().is_some_and(|before| {
            let is_cut = before.remark.is_some() && before.outcome != FileOutcome::Growing;
            is_cut && digest.is_some() && digest == before.digest.as_deref()
        })
    }
}

impl BatchRun<'_> {
    /// A file is as it was: all that came from it stays.
    pub fn file_unchanged(&mut self, file: &LedgerFile) -> UnchangedFile {
        let mut moved_from = None;
        let key = if let Some(key) = self.state.key(&file.root, &file.path) {
            key
        } else {
            let Some((key, before)) = self.state.moved_to(&file.root, &file.path) else {
                return UnchangedFile::default();
            };
            let moved = LedgerFile {
                root: file.root.clone(),
                path: file.path.clone(),
                modified_ns: file.modified_ns,
                read_ns: file.read_ns,
                ..before.clone()
            };
            moved_from = Some(before.path.clone());
            self.indexer.ledger.files.insert(key, Arc::new(moved));
            self.indexer.touch();
            self.moved += 1;
            key
        };
        self.encountered.insert(key);
        for number in self.state.of_file(key) {
            // A file read earlier in this run may have found that this one is gone.
            if moved_from.is_some() && self.indexer.view.fate(*number) == Fate::Replaced {
                self.contested.insert(key);
            }
            self.indexer.keep(*number);
        }
        let known = self.indexer.ledger.files.get(&key);
        let remark = known.and_then(|known| {
            let is_growing = known.outcome == FileOutcome::Growing;
            known.remark.clone().map(|text| Remark { text, is_growing })
        });
        UnchangedFile { moved_from, remark }
    }

    /// Something that is not read, such as a link that leads away, and cannot change. Returns
    /// whether it is new.
    pub fn passed_over(&mut self, file: LedgerFile) -> bool {
        let known = self.state.key(&file.root, &file.path);
        if let Some(key) = known {
            self.encountered.insert(key);
            let is_same = |before: &Arc<LedgerFile>| before.outcome == FileOutcome::Left;
            if self.indexer.ledger.files.get(&key).is_some_and(is_same) {
                return false;
            }
        }
        let key = known.unwrap_or_else(|| self.indexer.ledger.new_key());
        self.encountered.insert(key);
        let file = LedgerFile { outcome: FileOutcome::Left, ..file };
        self.indexer.ledger.files.insert(key, Arc::new(file));
        self.indexer.touch();
        true
    }

    /// The reading of a file begins. Returns the path that it was moved from, if it was.
    pub fn file_started(&mut self, file: LedgerFile) -> Option<FilePath> {
        let again = self.again.get(&(file.root.clone(), file.path.clone())).copied();
        let known = again.or_else(|| self.state.key(&file.root, &file.path));
        let moved =
            if known.is_none() { self.state.moved_to(&file.root, &file.path) } else { None };
        let is_moved = moved.is_some() && !self.is_settled;
        let from = moved.filter(|_| is_moved).map(|(_, before)| before.path.clone());
        self.moved += u64::from(is_moved);
        let key =
            known.or(moved.map(|(key, _)| key)).unwrap_or_else(|| self.indexer.ledger.new_key());
        self.encountered.insert(key);
        let before = self.indexer.ledger.files.get(&key).cloned();
        let known = before.as_deref();
        let file = LedgerFile {
            outcome: FileOutcome::Partial,
            digest: None,
            context: known.and_then(|known| known.context),
            accepted: known.and_then(|known| known.accepted.clone()),
            is_converted: known.is_some_and(|known| known.is_converted),
            withdrawn: known.map(|known| known.withdrawn.clone()).unwrap_or_default(),
            ..file
        };
        self.open = Some(OpenFile {
            key,
            root: file.root.clone(),
            path: file.path.clone(),
            records: self.state.take_records(key).unwrap_or_default(),
            taken: self.of_fate(key, Fate::Replaced).collect(),
            repeats: HashMap::new(),
            // Records that are known are not looked at again.
            ids_follow_path: known.is_some_and(|known| known.ids_follow_path),
            withdrawn: BTreeSet::new(),
            is_moved,
            added_before: self.indexer.summary.added,
            renamed: HashMap::new(),
            before,
        });
        self.indexer.ledger.files.insert(key, Arc::new(file));
        self.indexer.touch();
        from
    }

    /// The records of the open file are read with something else than before: those that the
    /// index has just so are written again.
    pub fn read_anew(&mut self) {
        self.indexer.read_anew = self.open.as_ref().map(|open| open.key);
    }

    /// The id that a record of the open file has in the index, if it is there just so.
    pub fn known_id(&self, digest: u64) -> Option<ArticleId> {
        let number = self.open.as_ref()?.records.of(digest).first()?;
        self.indexer.view.committed().id(*number)
    }

    /// What the article is worth that the index has of a record of the open file.
    ///
    /// # Errors
    /// [`IndexerError::Schema`] where the index is damaged.
    pub fn known_standing(&self, digest: u64) -> Result<Option<Standing>, IndexerError> {
        let known = self.open.as_ref().and_then(|open| open.records.of(digest).first());
        let Some(number) = known else { return Ok(None) };
        Ok(Some(Standing::of(&self.indexer.view.committed().article(*number)?)))
    }

    /// A record of the open file is in the index already, just so.
    ///
    /// # Errors
    /// [`IndexerError::Schema`] where the index is damaged.
    pub fn record_unchanged(&mut self, digest: u64) -> Result<(), IndexerError> {
        let Some(open) = &mut self.open else { return Ok(()) };
        let number = match open.records.of(digest) {
            [] => return Ok(()),
            [only] => *only,
            // Equal records are told apart by how many stand before them.
            [first, ..] => {
                let repeat = open.repeats.entry(digest).or_default();
                let identity = Identity::Content { path: &open.path, digest, repeat: *repeat };
                *repeat += 1;
                let found = self.indexer.view.committed().find(&ArticleId::of(&identity))?;
                found.map_or(*first, |found| found.number)
            }
        };
        open.taken.remove(&number);
        if matches!(self.indexer.view.fate(number), Fate::Replaced | Fate::Removed) {
            self.contested.insert(open.key);
        }
        self.indexer.keep(number);
        Ok(())
    }

    /// A record of the open file takes back what is known under its id.
    ///
    /// # Errors
    /// [`IndexerError::Schema`] where the index is damaged.
    pub fn withdraw(&mut self, withdrawal: Withdrawal) -> Result<(), IndexerError> {
        if let Some(open) = &mut self.open {
            open.withdrawn.insert(withdrawal);
        }
        self.indexer.withdraw(withdrawal)
    }

    /// Adds articles of the open file, each with the digest of its record. Returns those of which
    /// another with the same id was met: one of the two was left out.
    ///
    /// # Errors
    /// [`IndexerError::Write`].
    pub fn add(&mut self, articles: Vec<(Article, u64)>) -> Result<Vec<Duplicate>, IndexerError> {
        let mut file = FileKey::NONE;
        if let Some(open) = &mut self.open {
            file = open.key;
            for (_, digest) in articles.iter().filter(|(article, _)| article.id_follows_path()) {
                open.ids_follow_path = true;
                if open.is_moved {
                    *open.renamed.entry(*digest).or_default() += 1;
                }
            }
            for (article, _) in &articles {
                if open.taken.is_empty() {
                    break;
                }
                if let Some(old) = self.indexer.view.committed().find(&article.id)? {
                    open.taken.remove(&old.number);
                }
            }
        }
        let entries = articles.into_iter();
        let entries = entries.map(|(article, digest)| (article, LedgerEntry { file, digest }));
        let (mut fresh, mut duplicates) = (0, Vec::new());
        for added in self.indexer.add_batch(&entries.collect::<Vec<_>>())? {
            fresh += u64::from(matches!(added, Added::New | Added::Duplicate(_)));
            if let Added::Duplicate(duplicate) = added {
                duplicates.push(duplicate);
            }
        }
        if fresh > 0 && !self.is_settled {
            *self.fresh.entry(file).or_default() += fresh;
        }
        Ok(duplicates)
    }

    /// The reading of the open file has ended. What was in it and is no longer is lost, unless it
    /// could not be read to its end. `context` is the digest of what its records were read with
    /// besides their own bytes, `is_converted` whether a program of the user made text of it, and
    /// `remark` what there is to say of an end that is none.
    pub fn file_finished(
        &mut self,
        end: ReadingEnd,
        digest: Option<String>,
        context: Option<u64>,
        is_converted: bool,
        remark: Option<String>,
    ) -> Option<FileEnd> {
        let mut open = self.open.take()?;
        self.indexer.read_anew = None;
        let is_accepted = self.is_accepted(&open, digest.as_deref());
        let was_cut = open.was_cut(digest.as_deref());
        let outcome = self.outcome(&open, end, is_accepted, was_cut);
        let is_known = outcome.is_whole();
        if !is_known {
            self.keep_parts(&open.root, &open.path);
        }
        let mut lost = Vec::new();
        if !self.is_settled {
            self.rename(&mut open);
            if is_known {
                lost.extend(self.unmet(open.key));
            }
        }
        // A rebuild that is gone on with removes nothing that it has taken over.
        let is_left = self.indexer.is_rebuild() && !lost.is_empty();
        if is_left {
            lost.clear();
        }
        for number in &lost {
            self.indexer.view.decide(*number, Fate::Lost);
        }
        // What a moved file has not given again keeps the ids of its old path, until a run reads
        // all of it anew because of another context.
        let has_old_ids =
            open.is_moved && open.ids_follow_path && !is_known && !self.unmet(open.key).is_empty();
        let is_unseen = end == ReadingEnd::Unreadable && open.before.is_none();
        if is_unseen && !self.indexer.gained.contains_key(&open.key) {
            // Once it can be read, it may turn out to have moved.
            self.indexer.ledger.files.remove(&open.key);
        }
        let before = self.state.of_file(open.key).len() as u64;
        let fresh = self.fresh.get(&open.key).copied().unwrap_or_default();
        let now = before - lost.len() as u64 + fresh;
        let is_shrunk = outcome == FileOutcome::Read && !lost.is_empty() && now * 2 < before;
        if let Some(file) = self.indexer.ledger.files.get_mut(&open.key) {
            let file = Arc::make_mut(file);
            let is_cut =
                matches!(end, ReadingEnd::Cut { .. } | ReadingEnd::Damage | ReadingEnd::Nothing);
            if is_accepted && is_cut {
                self.taken_whole.insert(open.key);
            }
            if end == ReadingEnd::Unreadable {
                // It is what it was as far as anybody can see.
                if let Some(before) = &open.before {
                    file.size = before.size;
                    file.digest.clone_from(&before.digest);
                }
            } else {
                file.accepted = digest.clone().filter(|_| is_accepted && is_cut);
                file.digest = digest;
            }
            // What was not read is what it was.
            let was_converted = open.before.as_ref().is_some_and(|before| before.is_converted);
            let is_read = !matches!(end, ReadingEnd::Unreadable | ReadingEnd::Unsupported);
            file.is_converted = is_converted || was_converted && !is_read;
            file.context = if has_old_ids { Some(0) } else { context.or(file.context) };
            file.ids_follow_path = open.ids_follow_path;
            let taken_back = std::mem::take(&mut file.withdrawn);
            if is_known {
                let is_back = |known| !open.withdrawn.contains(known);
                self.has_given_back |= taken_back.iter().any(is_back);
            } else {
                open.withdrawn.extend(taken_back);
            }
            file.withdrawn = open.withdrawn.into_iter().collect();
            file.remark = remark.filter(|_| !is_known && outcome != FileOutcome::Partial);
            if is_left {
                file.read_again();
            } else if lost.is_empty() {
                let first = open.before.filter(|_| self.is_settled);
                file.outcome = first.map_or(outcome, |first| first.outcome);
            } else {
                self.unsettled.push((open.key, outcome));
            }
        }
        let gone = if self.removal == crate::Removal::Never { 0 } else { lost.len() as u64 };
        Some(FileEnd { outcome, shrunk: is_shrunk.then_some((before, now)), gone })
    }
}
