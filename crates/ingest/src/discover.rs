//! Walks the named files and folders in a fixed order and yields the files to read.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use article::{FilePath, Provenance};

use crate::{IngestError, SkipReason, Skipped, SourceFile, SourceTree};

/// The file by which an index folder is known.
const INDEX_MARKER: &str = "CURRENT";
/// The name of a generation is shorter.
const GENERATION_BYTES: u64 = 64;

/// What the walk comes upon.
#[derive(Debug)]
pub(crate) enum Found {
    /// A file to read.
    File(SourceFile),
    /// Something that cannot be read, or is not.
    Skipped(Skipped),
    /// A hidden file or folder, passed over.
    Hidden,
    /// A link to a place inside the root, which is read under its own name.
    Link,
    /// An index folder, passed over.
    IndexFolder,
}

/// The walk over all trees: trees as they were named, names inside a folder in the order of their
/// bytes. A folder's names are held in memory, nothing else.
///
/// Symbolic links are never followed: what lies inside the root is read where it lies, and what
/// lies outside is not read, so that a loop cannot arise.
#[derive(Debug)]
pub(crate) struct Walk {
    trees: std::vec::IntoIter<SourceTree>,
    excluded: Vec<PathBuf>,
    /// Files and folders that are trees of their own.
    apart: BTreeSet<PathBuf>,
    /// The tree that is being walked.
    tree: SourceTree,
    /// The folders that are being listed, each with the names still to come in reverse order.
    folders: Vec<Folder>,
}

#[derive(Debug)]
struct Folder {
    /// Path below the root.
    path: FilePath,
    names: Vec<OsString>,
    /// Whether it holds mail, a message a file (Maildir).
    is_maildir: bool,
}

impl Walk {
    /// A walk over these trees. What is a tree of its own is passed over by the others.
    pub(crate) fn new(trees: Vec<SourceTree>, excluded: &[PathBuf]) -> Self {
        // An index that is still to be made cannot be resolved, and holds nothing to read.
        let excluded = excluded.iter().filter_map(|folder| folder.canonicalize().ok()).collect();
        Self {
            apart: trees.iter().map(SourceTree::place).collect(),
            trees: trees.into_iter(),
            excluded,
            tree: SourceTree::default(),
            folders: Vec::new(),
        }
    }

    /// Begins with the next tree; `None` where there is something in it to be met.
    fn enter_tree(&mut self, tree: SourceTree) -> Option<Found> {
        self.tree = tree;
        let path = self.tree.below.clone();
        if path.is_empty() {
            return self.enter_folder(path);
        }
        // What was named and is no longer there holds nothing.
        let is_gone = self.tree.place().symlink_metadata();
        if is_gone.is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
            return None;
        }
        self.look_at(path)
    }

    /// Starts to list a folder, given by its path below the root; says why where it does not.
    fn enter_folder(&mut self, path: FilePath) -> Option<Found> {
        let place = self.tree.root.join(path.to_path());
        if self.excluded.contains(&place) || is_index(&place) {
            return Some(Found::IndexFolder);
        }
        let listed = fs::read_dir(&place).and_then(|entries| {
            entries.map(|entry| Ok(entry?.file_name())).collect::<io::Result<Vec<_>>>()
        });
        match listed {
            Ok(mut names) => {
                names.sort_unstable_by(|a, b| b.cmp(a));
                let is_maildir = is_maildir(&place, &names);
                self.folders.push(Folder { path, names, is_maildir });
                None
            }
            Err(source) => Some(self.skipped(path, SkipReason::UnreadableFolder { source })),
        }
    }

    /// Looks at a name inside a folder.
    fn look_at_name(
        &mut self,
        folder: &FilePath,
        name: &OsString,
        is_maildir: bool,
    ) -> Option<Found> {
        let place = || self.tree.root.join(folder.to_path()).join(name);
        let is_hidden = if is_maildir {
            // Its folders have a dot before their names. What is not delivered yet is half
            // written, and the files are those of the server.
            name == "tmp" || is_of_server(name) || is_dotted(name) && !place().join("cur").is_dir()
        } else {
            is_dotted(name)
        };
        if is_hidden {
            // One that is a tree of its own is not hidden, and is met as such.
            return Some(Found::Hidden);
        }
        let path = folder.join(&FilePath::of(Path::new(name)));
        if cfg!(not(unix)) && name.to_str().is_none() {
            return Some(self.skipped(path, SkipReason::UnreadableName));
        }
        if self.apart.contains(&self.tree.root.join(path.to_path())) {
            return None;
        }
        self.look_at(path)
    }

    /// Looks at a path below the root; `None` for a folder that was entered.
    fn look_at(&mut self, path: FilePath) -> Option<Found> {
        let place = self.tree.root.join(path.to_path());
        let metadata = match fs::symlink_metadata(&place) {
            Ok(metadata) => metadata,
            Err(source) => return Some(self.skipped(path, SkipReason::UnreadableFile { source })),
        };
        if metadata.is_symlink() {
            let target = place.canonicalize();
            let is_inside = target.is_ok_and(|target| target.starts_with(&self.tree.root));
            return Some(if is_inside {
                Found::Link
            } else {
                self.skipped(path, SkipReason::OutsideLink)
            });
        }
        if metadata.is_dir() {
            return self.enter_folder(path);
        }
        if !metadata.is_file() {
            return Some(self.skipped(path, SkipReason::SpecialFile));
        }
        Some(Found::File(SourceFile {
            root: self.tree.root.clone(),
            path,
            size: metadata.len(),
            modified_ns: modified_ns(&metadata),
            content: None,
        }))
    }

    fn skipped(&self, path: FilePath, reason: SkipReason) -> Found {
        let root = self.tree.root.clone();
        Found::Skipped(Skipped { root, provenance: Provenance::file(path), reason })
    }
}

impl Iterator for Walk {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let Some(folder) = self.folders.last_mut() else {
                let tree = self.trees.next()?;
                if let Some(found) = self.enter_tree(tree) {
                    return Some(found);
                }
                continue;
            };
            let Some(name) = folder.names.pop() else {
                self.folders.pop();
                continue;
            };
            let (parent, is_maildir) = (folder.path.clone(), folder.is_maildir);
            if let Some(found) = self.look_at_name(&parent, &name, is_maildir) {
                return Some(found);
            }
        }
    }
}

/// The trees of paths as a person names them: a folder whole, a file as the one that is read of
/// its folder. A path that lies inside another is part of it.
pub(crate) fn named(paths: &[PathBuf]) -> Result<Vec<SourceTree>, IngestError> {
    let mut places: Vec<(PathBuf, bool)> = Vec::new();
    for path in paths {
        let failed = |source| IngestError::Root { path: path.clone(), source };
        let place = path.canonicalize().map_err(failed)?;
        let is_folder = fs::metadata(&place).map_err(failed)?.is_dir();
        places.push((place, is_folder));
    }
    let is_first = |at: usize, place: &Path| {
        !places.iter().enumerate().any(|(other_at, (other, is_folder))| {
            let is_same = other == place && other_at < at;
            is_same || (*is_folder && other != place && place.starts_with(other))
        })
    };
    let first = places.iter().enumerate().filter(|(at, (place, _))| is_first(*at, place));
    Ok(first.map(|(_, (place, is_folder))| SourceTree::of(place, *is_folder)).collect())
}

fn is_dotted(name: &OsString) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// Whether a mail server keeps its own notes in a file of this name.
fn is_of_server(name: &OsString) -> bool {
    const OPENINGS: [&[u8]; 4] = [b"dovecot", b"courier", b"maildir", b"subscriptions"];
    let name = name.as_encoded_bytes();
    OPENINGS.iter().any(|opening| name.starts_with(opening))
}

/// Whether a folder of these names is a Maildir: new messages lie apart from those that were seen.
fn is_maildir(folder: &Path, names: &[OsString]) -> bool {
    ["cur", "new", "tmp"]
        .iter()
        .all(|name| names.iter().any(|known| known == name) && folder.join(name).is_dir())
}

/// Whether a folder is an index: its marker names a generation, or one lies beside it, should the
/// marker be damaged. Other programs have files of that name too.
fn is_index(folder: &Path) -> bool {
    let marker = folder.join(INDEX_MARKER);
    if !fs::symlink_metadata(&marker).is_ok_and(|metadata| metadata.is_file()) {
        return false;
    }
    let mut named = Vec::new();
    let read = fs::File::open(&marker)
        .and_then(|file| file.take(GENERATION_BYTES).read_to_end(&mut named));
    let is_named = read.is_ok() && is_generation(&named);
    is_named
        || fs::read_dir(folder).into_iter().flatten().flatten().any(|entry| {
            is_generation(entry.file_name().as_encoded_bytes()) && entry.path().is_dir()
        })
}

/// Whether this is the name of a generation, such as `gen-000001`.
fn is_generation(name: &[u8]) -> bool {
    let number = name.trim_ascii().strip_prefix(b"gen-");
    number.is_some_and(|number| number.len() >= 6 && number.iter().all(u8::is_ascii_digit))
}

pub(crate) fn modified_ns(metadata: &Metadata) -> i64 {
    let Ok(modified) = metadata.modified() else { return 0 };
    match modified.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |ns| -ns),
    }
}
