//! Says which part of the sources a run is about.

use article::FilePath;
use schema::{Ledger, LedgerFile};

/// A part of a root. What lies in the part that a run reads, and is not met, is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The root, absolute.
    pub root: FilePath,
    /// The file or folder below it; all of it where it is empty.
    pub below: FilePath,
}

/// What a run over source files is about.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// The parts that are read.
    pub scopes: Vec<Scope>,
    /// Files and folders that the index is to remember from now on.
    pub new_roots: Vec<FilePath>,
    /// Remembered files and folders that are not there. What came from them stays, where it has
    /// not moved to a part that is read.
    pub missing: Vec<FilePath>,
    /// Files that count as whole however they end.
    pub accepted: Vec<AcceptedFile>,
    /// How databases are to be read from now on: a query by the path, absolute, of a file or folder.
    pub queries: Vec<(FilePath, String)>,
}

/// A file that counts as whole however it ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptedFile {
    /// The root that it lies in.
    pub root: FilePath,
    /// Its path below it.
    pub path: FilePath,
    /// Whether that goes for what the file will be too, and not only for what it is now.
    pub always: bool,
}

impl Scope {
    /// Whether a file lies in it.
    pub(crate) fn covers(&self, file: &LedgerFile) -> bool {
        self.root == file.root && file.path.is_in(&self.below)
    }

    /// The part that a remembered root stands for: a folder, or the one file that is read of the
    /// folder it lies in.
    pub(crate) fn of_root(root: &FilePath, ledger: &Ledger) -> Self {
        let (folder, name) = (root.folder(), root.last());
        let is_file = ledger.files.values().any(|file| file.root == folder && file.path == name)
            && !ledger.files.values().any(|file| file.root == *root);
        if is_file {
            Self { root: folder, below: name }
        } else {
            Self { root: root.clone(), below: FilePath::default() }
        }
    }
}
