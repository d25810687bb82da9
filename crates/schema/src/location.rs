//! Where an index lies.

use std::path::{Path, PathBuf};

use crate::Folder;

/// Where an index lies: in a folder, named by its path, or in memory.
#[derive(Debug, Clone)]
pub struct Location(Folder);

impl Location {
    /// A place in memory, which is empty. An index there is written, rebuilt and searched like one
    /// on a disk, by all who have this location or a clone of it, and is gone with the last of them:
    /// for tests, and for what need not outlast the process.
    pub fn in_memory() -> Self {
        Self(Folder::in_memory())
    }

    /// The path of the folder; `None` in memory.
    pub fn path(&self) -> Option<&Path> {
        (!self.0.is_in_memory()).then(|| self.0.path())
    }

    /// The folder as whoever reads and writes it sees it.
    pub(crate) fn into_folder(self) -> Folder {
        self.0
    }
}

impl From<PathBuf> for Location {
    fn from(path: PathBuf) -> Self {
        // To the system an empty path is no folder, but what is joined to it lies in this one.
        let is_here = path.as_os_str().is_empty();
        Self(Folder::on_disk(if is_here { PathBuf::from(".") } else { path }))
    }
}

impl From<&Path> for Location {
    fn from(path: &Path) -> Self {
        Self::from(path.to_owned())
    }
}

impl From<&PathBuf> for Location {
    fn from(path: &PathBuf) -> Self {
        Self::from(path.clone())
    }
}

impl From<String> for Location {
    fn from(path: String) -> Self {
        Self::from(PathBuf::from(path))
    }
}

impl From<&String> for Location {
    fn from(path: &String) -> Self {
        Self::from(PathBuf::from(path))
    }
}

impl From<&str> for Location {
    fn from(path: &str) -> Self {
        Self::from(PathBuf::from(path))
    }
}

impl From<&Self> for Location {
    fn from(location: &Self) -> Self {
        location.clone()
    }
}
