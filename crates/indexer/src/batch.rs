//! Brings an index up to date with source files, by its ledger.

mod beginning;
mod ending;
mod file;
mod guard;
mod missing;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use article::FilePath;
use schema::{FileKey, FileOutcome, Ledger, LedgerFile};

use self::file::OpenFile;
use crate::removal::{Refusal, Removal};
use crate::scope::{AcceptedFile, Scope, Sources};
use crate::sources::SourceState;
use crate::view::Fate;
use crate::withdrawn::Withdrawn;
use crate::{Indexer, IndexerError};

pub use self::file::{FileEnd, ReadingEnd, Remark, UnchangedFile};

/// One run over source files. Call [`Self::file_unchanged`], or [`Self::file_started`], the
/// records and [`Self::file_finished`], for every file. Then [`Self::settle`] says which files
/// must be read once more, and [`Self::finish`] removes what is gone.
#[derive(Debug)]
pub struct BatchRun<'a> {
    indexer: &'a mut Indexer,
    scopes: Vec<Scope>,
    /// Remembered roots that are not there, each with the part that it stands for.
    missing: Vec<(FilePath, Scope)>,
    accepted: Vec<AcceptedFile>,
    state: Arc<SourceState>,
    removal: Removal,
    encountered: BTreeSet<FileKey>,
    /// Those of them that could not be read.
    unreadable: BTreeSet<FileKey>,
    open: Option<OpenFile>,
    /// Files that were taken as whole though they do not end as they must.
    taken_whole: BTreeSet<FileKey>,
    /// How many articles a file has that the index did not have from it.
    fresh: BTreeMap<FileKey, u64>,
    /// Files that articles were lost from: the ledger says that they were read once these are
    /// removed, so that a run that is killed before finds them again.
    unsettled: Vec<(FileKey, FileOutcome)>,
    /// Files that are gone.
    gone: Vec<FileKey>,
    /// Whether a file no longer takes back what it had taken back.
    has_given_back: bool,
    /// Files with two records of one id of which the lesser may have taken the place.
    contested: BTreeSet<FileKey>,
    refused: Vec<Refusal>,
    moved: u64,
    /// The keys of files that are read once more, by root and path: the ledger has given new files
    /// theirs in this run.
    again: BTreeMap<(FilePath, FilePath), FileKey>,
    /// Whether it was found out what is gone: what is read now is read once more.
    is_settled: bool,
}

impl<'a> BatchRun<'a> {
    /// Begins a run over these sources, and tells what is known of their files.
    pub fn begin(
        indexer: &'a mut Indexer,
        sources: Sources,
        removal: Removal,
    ) -> (Self, Arc<SourceState>) {
        let Sources { scopes, new_roots, missing, accepted, queries } = sources;
        // Where it cannot go back to its last commit, whatever is to be written says so.
        let _ = indexer.recover();
        let ledger = &mut indexer.ledger;
        let mut is_changed = false;
        for root in new_roots {
            if !ledger.roots.contains(&root) {
                ledger.roots.push(root);
                is_changed = true;
            }
        }
        ledger.roots.sort();
        for file in accepted.iter().filter(|file| file.always) {
            is_changed |= ledger.always_whole.insert((file.root.clone(), file.path.clone()));
        }
        for (path, query) in queries {
            is_changed |= choose_query(ledger, path, query);
        }
        if is_changed {
            indexer.touch();
        }
        let scope = |root: FilePath| {
            let scope = Scope::of_root(&root, &indexer.ledger);
            (root, scope)
        };
        let missing: Vec<_> = missing.into_iter().map(scope).collect();
        let lost_from: Vec<Scope> =
            scopes.iter().chain(missing.iter().map(|(_, scope)| scope)).cloned().collect();
        indexer.removal = removal;
        indexer.begin_run(&scopes, missing.iter().map(|(_, scope)| scope.clone()).collect());
        let committed = Arc::clone(indexer.view.committed());
        let always = indexer.ledger.always_whole.iter().cloned();
        let always = always.map(|(root, path)| AcceptedFile { root, path, always: true });
        let taken: Vec<AcceptedFile> = accepted.iter().cloned().chain(always).collect();
        let state = SourceState::new(committed, &indexer.ledger, &lost_from, &taken);
        let state = Arc::new(state);
        let run = Self {
            indexer,
            scopes,
            missing,
            accepted,
            state: Arc::clone(&state),
            removal,
            encountered: BTreeSet::new(),
            unreadable: BTreeSet::new(),
            open: None,
            taken_whole: BTreeSet::new(),
            fresh: BTreeMap::new(),
            unsettled: Vec::new(),
            gone: Vec::new(),
            has_given_back: false,
            contested: BTreeSet::new(),
            refused: Vec::new(),
            moved: 0,
            again: BTreeMap::new(),
            is_settled: false,
        };
        (run, state)
    }

    /// A folder could not be listed: all that came from below it stays.
    pub fn folder_unreadable(&mut self, root: &FilePath, path: &FilePath) {
        for key in self.state.below(root, path) {
            self.encountered.insert(key);
            self.unreadable.insert(key);
        }
    }

    /// A file could not be looked at: all that came from it stays.
    pub fn file_unreadable(&mut self, root: &FilePath, path: &FilePath) {
        let key = self.state.key(root, path);
        self.encountered.extend(key);
        self.unreadable.extend(key);
        self.keep_parts(root, path);
    }

    /// The files that were known in a container that is as it was.
    pub fn parts_of_unchanged(&self, file: &LedgerFile) -> Vec<LedgerFile> {
        self.state.parts(&file.root, &file.path)
    }

    /// Whether a file is one of those that [`Self::settle`] said must be read once more.
    pub fn is_read_again(&self, root: &FilePath, path: &FilePath) -> bool {
        self.again.contains_key(&(root.clone(), path.clone()))
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
            if !self.indexer.is_rebuild() {
                self.find_gone();
            }
            let gone: &[FileKey] = if self.removal == Removal::Never { &[] } else { &self.gone };
            self.indexer.withdrawn = Withdrawn::of(&self.indexer.ledger, gone);
            let has_lost =
                !self.unsettled.is_empty() || !self.gone.is_empty() || self.has_given_back;
            is_stirred = has_lost
                || self.moved > 0
                || self.indexer.summary.replaced > 0
                || !self.missing.is_empty();
            self.is_settled = true;
        }
        let contested = std::mem::take(&mut self.contested);
        let (mut again, mut later) = (Vec::new(), Vec::new());
        for (key, file) in &self.indexer.ledger.files {
            let is_contested = contested.contains(key);
            let is_wanted = is_contested || (is_stirred && file.has_rivals);
            if !is_wanted {
                continue;
            }
            if self.encountered.contains(key) && !self.unreadable.contains(key) {
                let location = file.root.join(&file.path).to_path();
                again.push(SecondLook { location, is_whole: is_contested });
                self.again.insert((file.root.clone(), file.path.clone()), *key);
            } else {
                later.push(*key);
            }
        }
        for key in later {
            self.read_next_time(key);
        }
        again
    }

    /// Has the next run that comes to a file read it, for it may have what another has lost.
    fn read_next_time(&mut self, key: FileKey) {
        if let Some(file) = self.indexer.ledger.files.get_mut(&key)
            && file.outcome != FileOutcome::Partial
        {
            Arc::make_mut(file).read_again();
            self.indexer.touch();
        }
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

    /// Whether every source that the index remembers was read to its end, so that it is known of
    /// every article whether any of them has it.
    fn has_read_all(&self) -> bool {
        let ledger = &self.indexer.ledger;
        let is_whole = |root: &FilePath| {
            let part = Scope::of_root(root, ledger);
            self.scopes
                .iter()
                .any(|scope| scope.root == part.root && part.below.is_in(&scope.below))
        };
        let outcome = |key: &FileKey, file: &schema::LedgerFile| {
            let unsettled = self.unsettled.iter().find(|(other, _)| other == key);
            unsettled.map_or(file.outcome, |(_, outcome)| *outcome)
        };
        self.removal != Removal::Never
            && !self.indexer.is_rebuild()
            && self.refused.is_empty()
            && ledger.roots.iter().all(is_whole)
            && ledger.files.iter().filter(|(key, _)| !self.gone.contains(key)).all(|(key, file)| {
                let outcome = outcome(key, file);
                outcome.is_whole() || outcome == FileOutcome::Growing
            })
    }

    /// Ends the run: removes what is gone, and says of which roots too much would have gone, or
    /// which are not there: nothing of them was removed.
    pub fn finish(mut self) -> BatchOutcome {
        match self.removal {
            Removal::Guarded => self.guard(),
            Removal::Allowed => {}
            Removal::Never => self.keep_all(),
        }
        if self.has_read_all() {
            for number in self.state.of_unknown_source() {
                if self.indexer.view.fate(number) == Fate::Untouched {
                    self.indexer.view.decide(number, Fate::Lost);
                }
            }
        }
        let missing = self.settle_missing();
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
        indexer.end_run();
        BatchOutcome { refused, missing, moved }
    }

    /// Ends a run that was broken off: removes nothing, for what was not met may be there.
    pub fn break_off(self) -> BatchOutcome {
        self.indexer.end_run();
        BatchOutcome { moved: self.moved, ..BatchOutcome::default() }
    }
}

/// Has the databases at a path read by a query from now on; says whether that is another one than
/// before. What holds other files may be one, and what was left out.
fn choose_query(ledger: &mut Ledger, path: FilePath, query: String) -> bool {
    if ledger.queries.get(&path) == Some(&query) {
        return false;
    }
    let place = |file: &LedgerFile| file.root.join(&file.path);
    let parts = ledger.files.values().filter_map(|file| place(file).container());
    let containers: BTreeSet<FilePath> = parts.filter(|at| at.is_in(&path)).collect();
    for file in ledger.files.values_mut() {
        let at = place(file);
        let is_left = file.outcome == FileOutcome::Left && at.is_in(&path);
        if is_left || containers.contains(&at) {
            Arc::make_mut(file).read_again();
        }
    }
    ledger.queries.insert(path, query);
    true
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
    /// Where too much would have gone.
    pub refused: Vec<Refusal>,
    /// Remembered roots that are not there, with how many articles they keep.
    pub missing: Vec<(FilePath, u64)>,
    /// Files that were moved.
    pub moved: u64,
}
