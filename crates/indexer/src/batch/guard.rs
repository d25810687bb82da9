//! Keeps a run from removing most of an archive that is only away.

use std::collections::{BTreeMap, BTreeSet};

use article::FilePath;
use schema::FileKey;

use super::BatchRun;
use crate::removal::Refusal;
use crate::scope::Scope;
use crate::view::Fate;

/// So many articles may always go with their sources, where others stay.
const GUARDED_ARTICLES: u64 = 20;

/// The articles of a folder and all below it.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    before: u64,
    /// Those that go, apart from those in whose place their file has others.
    lost: u64,
    /// Those that are there after the run.
    left: u64,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.before += other.before;
        self.lost += other.lost;
        self.left += other.left;
    }

    fn is_large(self) -> bool {
        self.lost > GUARDED_ARTICLES && self.lost * 2 > self.before
    }

    /// Whether nothing is left, as of a disk that is not mounted.
    fn is_emptied(self) -> bool {
        self.lost > 0 && self.left == 0
    }
}

/// The folder or the container that something lies in.
fn above(path: &FilePath) -> FilePath {
    let folder = path.folder();
    match path.container() {
        Some(container) if folder.as_bytes().len() == container.as_bytes().len() + 1 => container,
        _ => folder,
    }
}

impl BatchRun<'_> {
    /// Finds the roots, and the folders in them, of which too much would go, and lets them keep
    /// it.
    pub(super) fn guard(&mut self) {
        let mut scopes = self.scopes.clone();
        scopes.sort_by(|one, other| (&one.root, &one.below).cmp(&(&other.root, &other.below)));
        for scope in scopes {
            let folders = self.tallies(&scope);
            let whole = folders.get(&scope.below).copied().unwrap_or_default();
            if whole.is_large() || whole.is_emptied() {
                self.refuse(&scope, &scope.below, whole);
                continue;
            }
            let mut refused: Vec<FilePath> = Vec::new();
            for (folder, tally) in folders {
                let is_inside = refused.iter().any(|above| folder.is_in(above));
                if is_inside || !tally.is_emptied() {
                    continue;
                }
                // A folder that somebody took away is no disk that is not mounted, but it may be
                // on one.
                let is_there = scope.root.join(&folder).to_path().is_dir();
                if is_there || tally.lost >= GUARDED_ARTICLES {
                    self.refuse(&scope, &folder, tally);
                    refused.push(folder);
                }
            }
        }
    }

    /// Keeps all that would go.
    pub(super) fn keep_all(&mut self) {
        for (key, _) in self.state.files() {
            for number in self.state.of_file(key) {
                if self.indexer.view.fate(*number) == Fate::Lost {
                    self.indexer.view.decide(*number, Fate::Untouched);
                }
            }
        }
        self.gone.clear();
        self.unsettled.clear();
    }

    /// What there was and is in each folder of a part of the sources.
    fn tallies(&self, scope: &Scope) -> BTreeMap<FilePath, Tally> {
        let mut folders: BTreeMap<FilePath, Tally> = BTreeMap::new();
        let gone: BTreeSet<FileKey> = self.gone.iter().copied().collect();
        let mut add = |path: &FilePath, tally: Tally| {
            let mut folder = path.clone();
            loop {
                if folder == scope.below || folder.is_empty() {
                    break;
                }
                folder = above(&folder);
                if folder != scope.below {
                    folders.entry(folder.clone()).or_default().add(tally);
                }
            }
            folders.entry(scope.below.clone()).or_default().add(tally);
        };
        let ledger = &self.indexer.ledger.files;
        for (key, before) in self.state.files() {
            if !scope.covers(before) || self.is_read_elsewhere(before) {
                continue;
            }
            let numbers = self.state.of_file(key);
            let lost = numbers.iter().filter(|at| self.indexer.view.fate(**at) == Fate::Lost);
            let (lost, all) = (lost.count() as u64, numbers.len() as u64);
            let is_there = ledger.contains_key(&key) && !gone.contains(&key);
            let fresh = self.fresh.get(&key).copied().unwrap_or_default();
            // Items that others of the same file stand in for have rolled out of it. What goes from
            // a file that is taken as it is was asked for.
            let lost = if is_there { lost.saturating_sub(fresh) } else { lost };
            let lost = if self.taken_whole.contains(&key) { 0 } else { lost };
            add(&before.path, Tally { before: all, lost, left: 0 });
        }
        for (key, now) in ledger.iter().filter(|(_, now)| scope.covers(now)) {
            add(&now.path, Tally { left: self.left(*key), ..Tally::default() });
        }
        folders
    }

    /// How many articles a file has after the run, if what is lost goes.
    fn left(&self, key: FileKey) -> u64 {
        let stays = |number: &&u32| {
            matches!(self.indexer.view.fate(**number), Fate::Untouched | Fate::Kept)
        };
        let kept = self.state.of_file(key).iter().filter(stays).count() as u64;
        let gained = self.indexer.gained.get(&key).copied().unwrap_or_default();
        kept.saturating_add_signed(gained)
    }

    /// Whether a file lies in a root of its own, so that what was read of it through another is
    /// there twice.
    fn is_read_elsewhere(&self, file: &schema::LedgerFile) -> bool {
        let place = file.root.join(&file.path);
        self.scopes.iter().any(|scope| {
            scope.root != file.root && scope.root.is_in(&file.root) && place.is_in(&scope.root)
        })
    }

    /// Keeps what would go of a folder.
    fn refuse(&mut self, scope: &Scope, folder: &FilePath, tally: Tally) {
        let mut keys = BTreeSet::new();
        let mut kept = 0;
        for (key, file) in self.state.files() {
            if file.root != scope.root || !file.path.is_in(folder) || self.is_read_elsewhere(file) {
                continue;
            }
            if self.taken_whole.contains(&key) {
                continue;
            }
            keys.insert(key);
            for number in self.state.of_file(key) {
                if self.indexer.view.fate(*number) == Fate::Lost {
                    self.indexer.view.decide(*number, Fate::Untouched);
                    kept += 1;
                }
            }
        }
        let place = scope.root.join(folder);
        let place = if folder.is_empty() { scope.root.clone() } else { place };
        self.refused.push(Refusal { place, articles: kept, is_emptied: tally.left == 0 });
        self.gone.retain(|key| !keys.contains(key));
        self.unsettled.retain(|(key, _)| !keys.contains(key));
    }
}
