//! The model: what lies on the disk, what a run is asked and says, and what an index holds.

use std::collections::{BTreeMap, BTreeSet};

use super::guard::Refused;
use super::reading::{self, Key, Text};

/// What lies on the disk, by paths below one folder.
#[derive(Debug, Clone, Default)]
pub(super) struct Disk {
    pub(super) files: BTreeMap<String, Vec<u8>>,
    /// Every folder that is there.
    pub(super) folders: BTreeSet<String>,
    /// Files and folders that may not be read.
    pub(super) locked: BTreeSet<String>,
}

impl Disk {
    /// Whether nothing is at a path.
    pub(super) fn is_bare(&self, path: &str) -> bool {
        !self.files.contains_key(path) && !self.folders.contains(path) && !self.is_locked(path)
    }

    /// Whether a path may not be read, or what lies above it.
    pub(super) fn is_locked(&self, path: &str) -> bool {
        self.locked.iter().any(|folder| is_in(path, folder))
    }
}

/// A file: its root, and its path below it. Files are read in this order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) root: String,
    pub(super) path: String,
}

impl Place {
    pub(super) fn on_disk(&self) -> String {
        format!("{}/{}", self.root, self.path)
    }
}

/// What becomes of articles whose source is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Removal {
    Guarded,
    Allowed,
    Never,
}

/// What a run is asked to do.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    /// Roots to read; all that are remembered where there are none.
    pub(super) roots: Vec<String>,
    pub(super) removal: Removal,
    /// Files to take as they are, and whether always.
    pub(super) accepted: Vec<(String, bool)>,
    /// Whether the bytes of files count that look unchanged.
    pub(super) checks_content: bool,
}

/// What a run says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) exit: i32,
    /// Files that were not read to their end, by their paths below their roots.
    pub(super) not_whole: Vec<String>,
    /// How many of them do not only grow.
    pub(super) cut: u64,
    pub(super) moved: u64,
    /// Whether something could not be read.
    pub(super) is_refused: bool,
    /// Roots that are not there, with what they keep.
    pub(super) missing: Vec<(String, u64)>,
    /// Roots and folders of which too much would have gone, and how much.
    pub(super) refused: Vec<Refused>,
    pub(super) added: u64,
    pub(super) removed: u64,
    /// Whether articles have other ids because their files have other paths.
    pub(super) are_renamed: bool,
}

/// An article in the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Held {
    pub(super) text: Text,
    pub(super) place: Place,
}

/// What the index remembers of a file.
#[derive(Debug, Clone)]
pub(super) struct Known {
    /// Since which file, so that older ones come first.
    pub(super) since: usize,
    pub(super) bytes: Vec<u8>,
    /// Whether it was cut, and does not only grow.
    pub(super) is_cut: bool,
    /// Its bytes when they were taken as whole.
    pub(super) accepted: Option<Vec<u8>>,
}

/// What an index should be.
#[derive(Debug, Clone, Default)]
pub(super) struct Model {
    pub(super) roots: BTreeSet<String>,
    pub(super) held: BTreeMap<Key, Held>,
    pub(super) known: BTreeMap<Place, Known>,
    pub(super) always: BTreeSet<Place>,
    pub(super) files: usize,
}

impl Model {
    /// The innermost root that a path lies in.
    pub(super) fn place(&self, path: &str) -> Option<Place> {
        let roots = self.roots.iter().filter(|root| path.starts_with(&format!("{root}/")));
        let root = roots.max_by_key(|root| root.len())?.clone();
        let path = path[root.len() + 1..].to_owned();
        Some(Place { root, path })
    }

    /// What the index has from a file.
    pub(super) fn of_file(&self, place: &Place) -> BTreeMap<Key, Held> {
        let of_file = self.held.iter().filter(|(_, held)| held.place == *place);
        of_file.map(|(key, held)| (key.clone(), held.clone())).collect()
    }

    pub(super) fn of_root(&self, root: &str) -> u64 {
        self.held.values().filter(|held| held.place.root == root).count() as u64
    }

    /// Whether all that the index has from a file is in it.
    pub(super) fn is_up_to_date(&self, place: &Place, bytes: &[u8]) -> bool {
        let reading = reading::read(&place.path, bytes);
        self.of_file(place).keys().all(|key| reading.articles.contains_key(key))
    }

    /// Whether every article has a source that is read and has it.
    pub(super) fn is_covered(&self, disk: &Disk) -> bool {
        let mut places: BTreeSet<Place> =
            self.held.values().map(|held| held.place.clone()).collect();
        places.retain(|place| {
            let path = place.on_disk();
            let bytes = disk.files.get(&path).filter(|_| !disk.is_locked(&path));
            !bytes.is_some_and(|bytes| self.is_up_to_date(place, bytes))
        });
        places.is_empty()
    }

    /// Whether a file is taken as whole though it is not.
    pub(super) fn has_accepted(&self) -> bool {
        !self.always.is_empty() || self.known.values().any(|known| known.accepted.is_some())
    }

    /// Drops a root with all that came from it, and says how much that was.
    pub(super) fn forget(&mut self, root: &str) -> u64 {
        let before = self.held.len();
        self.held.retain(|_, held| held.place.root != root);
        self.drop_root(root);
        (before - self.held.len()) as u64
    }

    pub(super) fn drop_root(&mut self, root: &str) {
        self.known.retain(|place, _| place.root != root);
        self.always.retain(|place| place.root != root);
        self.roots.remove(root);
    }
}

/// Whether a path is this folder or lies in it.
pub(super) fn is_in(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
