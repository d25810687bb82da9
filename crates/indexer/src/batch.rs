//! Brings an index up to date with source files, by its ledger.

mod guard;

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use article::{Article, ArticleId, Identity};
use schema::{FileKey, FileOutcome, LedgerEntry, LedgerFile};

use crate::removal::Removal;
use crate::sources::{FileRecords, Scope, SourceState};
use crate::view::Fate;
use crate::{Added, Duplicate, Indexer, IndexerError};

/// One run over source files. Call [`Self::file_unchanged`], or [`Self::file_started`], the
/// records and [`Self::file_finished`], for every file. Then [`Self::settle`] says which files
/// must be read once more, and [`Self::finish`] removes what is gone.
#[derive(Debug)]
pub struct BatchRun<'a> {
    indexer: &'a mut Indexer,
    scopes: Vec<Scope>,
    state: Arc<SourceState>,
    removal: Removal,
    encountered: BTreeSet<FileKey>,
    open: Option<OpenFile>,
    /// Files that articles were lost from: the ledger says that they were read once these are
    /// removed, so that a run that is killed before finds them again.
    unsettled: Vec<(FileKey, FileOutcome)>,
    /// Files that are gone.
    gone: Vec<FileKey>,
    /// Files with two records of one id of which the shorter may have taken the place.
    contested: BTreeSet<FileKey>,
    refused: Vec<(String, u64)>,
    duplicates: Vec<Duplicate>,
    moved: u64,
    /// Whether it was found out what is gone: what is read now is read once more.
    is_settled: bool,
}

#[derive(Debug)]
struct OpenFile {
    key: FileKey,
    path: Arc<str>,
    /// What the index has from it.
    records: Arc<FileRecords>,
    /// How often each record that the index has several times was met.
    repeats: HashMap<u64, u64>,
    ids_follow_path: bool,
    is_moved: bool,
    /// The count of new articles when its reading began.
    added_before: u64,
    /// How its first reading ended, when it is read once more.
    first_outcome: Option<FileOutcome>,
}

impl<'a> BatchRun<'a> {
    /// Begins a run over these parts of the sources, and tells what is known of their files.
    pub fn begin(
        indexer: &'a mut Indexer,
        scopes: Vec<Scope>,
        removal: Removal,
    ) -> (Self, Arc<SourceState>) {
        for scope in &scopes {
            let path = scope.path();
            if !indexer.ledger.roots.contains(&path) {
                indexer.ledger.roots.push(path);
                indexer.touch();
            }
        }
        indexer.ledger.roots.sort();
        indexer.scopes.clone_from(&scopes);
        let committed = Arc::clone(indexer.view.committed());
        let state = Arc::new(SourceState::new(committed, &indexer.ledger, &scopes));
        let run = Self {
            indexer,
            scopes,
            state: Arc::clone(&state),
            removal,
            encountered: BTreeSet::new(),
            open: None,
            unsettled: Vec::new(),
            gone: Vec::new(),
            contested: BTreeSet::new(),
            refused: Vec::new(),
            duplicates: Vec::new(),
            moved: 0,
            is_settled: false,
        };
        (run, state)
    }

    /// A file is as it was: all that came from it stays. Returns the path that it was moved from,
    /// if it was.
    pub fn file_unchanged(&mut self, file: &LedgerFile) -> Option<Arc<str>> {
        let mut from = None;
        let key = if let Some(key) = self.state.key(&file.root, &file.path) {
            key
        } else {
            let (key, before) = self.state.moved_to(&file.root, &file.path)?;
            let moved = LedgerFile {
                root: Arc::clone(&file.root),
                path: Arc::clone(&file.path),
                modified_ns: file.modified_ns,
                read_ns: file.read_ns,
                ..before.clone()
            };
            from = Some(Arc::clone(&before.path));
            self.indexer.ledger.files.insert(key, Arc::new(moved));
            self.indexer.touch();
            self.moved += 1;
            key
        };
        self.encountered.insert(key);
        for number in self.state.of_file(key) {
            // A file read earlier in this run may have found that this one is gone.
            if from.is_some() && self.indexer.view.fate(*number) == Fate::Replaced {
                self.contested.insert(key);
            }
            self.indexer.keep(*number);
        }
        from
    }

    /// A folder could not be listed: all that came from below it stays.
    pub fn folder_unreadable(&mut self, root: &str, path: &str) {
        self.encountered.extend(self.state.below(root, path));
    }

    /// A file could not be looked at: all that came from it stays.
    pub fn file_unreadable(&mut self, root: &str, path: &str) {
        self.encountered.extend(self.state.key(root, path));
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
    pub fn file_started(&mut self, file: LedgerFile) -> Option<Arc<str>> {
        let known = self.state.key(&file.root, &file.path);
        let moved =
            if known.is_none() { self.state.moved_to(&file.root, &file.path) } else { None };
        let is_moved = moved.is_some() && !self.is_settled;
        let from = moved.filter(|_| is_moved).map(|(_, before)| Arc::clone(&before.path));
        self.moved += u64::from(is_moved);
        let key =
            known.or(moved.map(|(key, _)| key)).unwrap_or_else(|| self.indexer.ledger.new_key());
        self.encountered.insert(key);
        let before = self.indexer.ledger.files.get(&key);
        self.open = Some(OpenFile {
            key,
            path: Arc::clone(&file.path),
            records: self.state.take_records(key).unwrap_or_default(),
            repeats: HashMap::new(),
            // Records that are known are not looked at again.
            ids_follow_path: before.is_some_and(|before| before.ids_follow_path),
            is_moved,
            added_before: self.indexer.summary.added,
            first_outcome: before.filter(|_| self.is_settled).map(|before| before.outcome),
        });
        let context = before.and_then(|before| before.context);
        let file = LedgerFile { outcome: FileOutcome::Partial, digest: None, context, ..file };
        self.indexer.ledger.files.insert(key, Arc::new(file));
        self.indexer.touch();
        from
    }

    /// The records of the open file are read with something else than before: those that the
    /// index has just so are written again.
    pub fn read_anew(&mut self) {
        self.indexer.read_anew = self.open.as_ref().map(|open| open.key);
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
        if matches!(self.indexer.view.fate(number), Fate::Replaced | Fate::Removed) {
            self.contested.insert(open.key);
        }
        self.indexer.keep(number);
        Ok(())
    }

    /// Adds articles of the open file, each with the digest of its record.
    ///
    /// # Errors
    /// [`IndexerError::Write`].
    pub fn add(&mut self, articles: Vec<(Article, u64)>) -> Result<(), IndexerError> {
        let mut file = FileKey::NONE;
        if let Some(open) = &mut self.open {
            file = open.key;
            open.ids_follow_path |= articles.iter().any(|(article, _)| article.id_follows_path());
        }
        let entries = articles.into_iter();
        let entries = entries.map(|(article, digest)| (article, LedgerEntry { file, digest }));
        for added in self.indexer.add_batch(&entries.collect::<Vec<_>>())? {
            if let Added::Duplicate(duplicate) = added {
                self.duplicates.push(duplicate);
            }
        }
        Ok(())
    }

    /// The articles left out since the last call because another with their id has the longer
    /// body.
    pub fn take_duplicates(&mut self) -> Vec<Duplicate> {
        std::mem::take(&mut self.duplicates)
    }

    /// The reading of the open file has ended. What was in it and is no longer is lost, unless it
    /// could not be read to its end. `context` is the digest of what its records were read with
    /// besides their own bytes.
    pub fn file_finished(
        &mut self,
        outcome: FileOutcome,
        digest: Option<String>,
        context: Option<u64>,
    ) {
        let Some(open) = self.open.take() else { return };
        self.indexer.read_anew = None;
        let is_known = matches!(outcome, FileOutcome::Read | FileOutcome::Left);
        let mut lost = Vec::new();
        if is_known && self.removal != Removal::Never && !self.is_settled {
            let of_file = self.state.of_file(open.key).iter().copied();
            lost.extend(of_file.filter(|at| self.indexer.view.fate(*at) == Fate::Untouched));
        }
        if open.is_moved {
            // What has a new id because its file has a new path takes the place of the old.
            let renamed = self.indexer.summary.added - open.added_before;
            let renamed = lost.len().min(usize::try_from(renamed).unwrap_or(usize::MAX));
            for number in lost.drain(..renamed) {
                self.indexer.give_way(number);
            }
        }
        for number in &lost {
            self.indexer.view.decide(*number, Fate::Lost);
        }
        if let Some(file) = self.indexer.ledger.files.get_mut(&open.key) {
            let file = Arc::make_mut(file);
            file.digest = digest;
            file.context = context.or(file.context);
            file.ids_follow_path = open.ids_follow_path;
            if lost.is_empty() {
                file.outcome = open.first_outcome.unwrap_or(outcome);
            } else {
                self.unsettled.push((open.key, outcome));
            }
        }
    }

    /// Makes what was done so far permanent, in the middle of the run, if it is time to.
    ///
    /// # Errors
    /// Those of [`Indexer::commit`].
    pub fn commit_if_due(&mut self) -> Result<(), IndexerError> {
        if self.indexer.is_commit_due() {
            self.indexer.commit()?;
        }
        Ok(())
    }

    /// After every file was met: finds what is gone with its files, and how much of each root.
    ///
    /// Returns the files that must be read once more: an article that gave way to another may be
    /// needed now that the other is gone, shorter, or further back. When they were read, this is
    /// asked again, until there are none.
    pub fn settle(&mut self) -> Vec<SecondLook> {
        let mut is_stirred = false;
        if !self.is_settled {
            // A rebuild takes the articles of files that are gone from the generation before it.
            if self.removal != Removal::Never && !self.indexer.is_rebuild() {
                self.find_gone();
            }
            if self.removal == Removal::Guarded {
                self.guard();
            }
            let has_lost = !self.unsettled.is_empty() || !self.gone.is_empty();
            is_stirred = has_lost || self.moved > 0 || self.indexer.summary.replaced > 0;
            self.is_settled = true;
        }
        let contested = std::mem::take(&mut self.contested);
        let files = self.indexer.ledger.files.iter();
        let again = files.filter_map(|(key, file)| {
            let is_contested = contested.contains(key);
            let is_covered = self.scopes.iter().any(|scope| scope.covers(file));
            let is_wanted = is_contested || (is_stirred && file.has_rivals);
            let location = || Path::new(&*file.root).join(&*file.path);
            (is_wanted && is_covered && !self.gone.contains(key))
                .then(|| SecondLook { location: location(), is_whole: is_contested })
        });
        again.collect()
    }

    fn find_gone(&mut self) {
        for (key, file) in self.state.files() {
            let is_covered = self.scopes.iter().any(|scope| scope.covers(file));
            if !is_covered || self.encountered.contains(&key) {
                continue;
            }
            self.gone.push(key);
            for number in self.state.of_file(key) {
                if self.indexer.view.fate(*number) == Fate::Untouched {
                    self.indexer.view.decide(*number, Fate::Lost);
                }
            }
        }
    }

    /// Ends the run: removes what is gone. Returns the roots of which too much would have gone,
    /// with how many articles: nothing of them was removed.
    pub fn finish(self) -> BatchOutcome {
        let Self { indexer, gone, unsettled, refused, moved, .. } = self;
        indexer.remove_lost();
        for key in gone {
            indexer.ledger.files.remove(&key);
            indexer.touch();
        }
        for (key, outcome) in unsettled {
            if let Some(file) = indexer.ledger.files.get_mut(&key) {
                Arc::make_mut(file).outcome = outcome;
            }
        }
        BatchOutcome { refused, moved }
    }

    /// Ends a run that was broken off: removes nothing, for what was not met may be there.
    pub fn break_off(self) -> BatchOutcome {
        BatchOutcome { refused: Vec::new(), moved: self.moved }
    }
}

/// A file that must be read once more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecondLook {
    /// Where it lies.
    pub location: PathBuf,
    /// Whether also the records must be that the index has.
    pub is_whole: bool,
}

/// What a run over source files found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BatchOutcome {
    /// The roots of which too much would have gone, with how many articles.
    pub refused: Vec<(String, u64)>,
    /// Files that were moved.
    pub moved: u64,
}
