//! Names a part of an archive that is read as a whole.

use std::path::{Path, PathBuf};

use article::FilePath;

/// A folder, or what lies at one path below it: a file, or a folder with all that is in it. The
/// files that are read carry their paths below `root`, whichever part of it is read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceTree {
    /// The root: canonical and absolute.
    pub root: PathBuf,
    /// What of it is read; all where it is empty.
    pub below: FilePath,
}

impl SourceTree {
    /// The tree of a canonical path. A file is read out of the folder it lies in.
    pub fn of(place: &Path, is_folder: bool) -> Self {
        let parent = place.parent().filter(|_| !is_folder);
        let Some((root, name)) = parent.zip(place.file_name()) else {
            return Self { root: place.to_owned(), below: FilePath::default() };
        };
        Self { root: root.to_owned(), below: FilePath::of(Path::new(name)) }
    }

    /// Where it lies.
    pub fn place(&self) -> PathBuf {
        if self.below.is_empty() { self.root.clone() } else { self.root.join(self.below.to_path()) }
    }
}
