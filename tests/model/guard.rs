//! The model of what a run asks about: roots and folders of which too much would go.

use std::collections::BTreeMap;

use super::expected::{Disk, Place, is_in};

/// So many may go with their sources where others stay.
const FEW: u64 = 20;

/// How many articles each file had, and what becomes of them.
#[derive(Debug, Default)]
pub(super) struct Tallies {
    /// What the index had from it.
    pub(super) had: BTreeMap<Place, u64>,
    /// What it has no longer, and nobody else has.
    pub(super) lost: BTreeMap<Place, u64>,
    /// What it has, if it is there, that the index did not have from it.
    pub(super) fresh: BTreeMap<Place, u64>,
    /// What the index would have from it if all that is lost went.
    pub(super) left: BTreeMap<Place, u64>,
}

/// A root or folder that keeps what it would have lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refused {
    pub(super) root: String,
    pub(super) folder: String,
    pub(super) articles: u64,
}

impl Refused {
    pub(super) fn keeps(&self, place: &Place) -> bool {
        place.root == self.root && is_in(&place.on_disk(), &self.folder)
    }
}

impl Tallies {
    /// The root, or the folders in it, of which too much would go.
    pub(super) fn refused(&self, root: &str, disk: &Disk) -> Vec<Refused> {
        let whole = self.folder(root, root);
        if whole.asks(true) {
            return vec![self.kept(root, root)];
        }
        let places = self.lost.keys().filter(|place| place.root == root);
        let mut folders: Vec<String> = places.flat_map(folders_of).collect();
        folders.sort();
        folders.dedup();
        let mut refused: Vec<Refused> = Vec::new();
        for folder in folders {
            let is_inside = refused.iter().any(|above| is_in(&folder, &above.folder));
            let tally = self.folder(root, &folder);
            let asks = tally.is_emptied() && (disk.folders.contains(&folder) || tally.lost >= FEW);
            if asks && !is_inside {
                refused.push(self.kept(root, &folder));
            }
        }
        refused
    }

    fn kept(&self, root: &str, folder: &str) -> Refused {
        let articles = sum(&self.lost, root, folder);
        Refused { root: root.to_owned(), folder: folder.to_owned(), articles }
    }

    /// What becomes of a folder. Of a file that is there what it has instead makes good for what
    /// it lost.
    fn folder(&self, root: &str, folder: &str) -> Tally {
        let of_file = |(place, lost): (&Place, &u64)| {
            lost.saturating_sub(self.fresh.get(place).copied().unwrap_or_default())
        };
        let inside = |place: &Place| place.root == root && is_in(&place.on_disk(), folder);
        Tally {
            before: sum(&self.had, root, folder),
            lost: self.lost.iter().filter(|(place, _)| inside(place)).map(of_file).sum(),
            left: sum(&self.left, root, folder),
        }
    }
}

/// What becomes of the articles of a folder.
#[derive(Debug, Clone, Copy)]
struct Tally {
    before: u64,
    lost: u64,
    left: u64,
}

impl Tally {
    fn is_emptied(self) -> bool {
        self.lost > 0 && self.left == 0
    }

    fn asks(self, is_root: bool) -> bool {
        let is_most = self.lost > FEW && self.lost * 2 > self.before;
        self.is_emptied() || (is_root && is_most)
    }
}

fn sum(counts: &BTreeMap<Place, u64>, root: &str, folder: &str) -> u64 {
    let inside = counts.iter().filter(|(place, _)| place.root == root);
    inside.filter(|(place, _)| is_in(&place.on_disk(), folder)).map(|(_, count)| count).sum()
}

/// The folders between a root and a file in it.
fn folders_of(place: &Place) -> Vec<String> {
    let below = place.path.match_indices('/');
    below.map(|(at, _)| format!("{}/{}", place.root, &place.path[..at])).collect()
}
