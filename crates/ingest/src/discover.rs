//! Walks the named files and folders in a fixed order and yields the files to read.

use std::ffi::OsString;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use article::Provenance;

use crate::{IngestError, SkipReason, Skipped, SourceFile};

/// The file by which an index folder is known.
const INDEX_MARKER: &str = "CURRENT";

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

/// The walk over all roots: roots as they were named, names inside a folder in the order of their
/// bytes. A folder's names are held in memory, nothing else.
///
/// Symbolic links are never followed: what lies inside the root is read where it lies, and what
/// lies outside is not read, so that a loop cannot arise.
#[derive(Debug)]
pub(crate) struct Walk {
    roots: std::vec::IntoIter<Root>,
    excluded: Vec<PathBuf>,
    /// The root that is being walked.
    root: PathBuf,
    /// Whether that root is a single file, which is read even if its name is that of a hidden one.
    root_is_file: bool,
    /// The folders that are being listed, each with the names still to come in reverse order.
    folders: Vec<Folder>,
}

#[derive(Debug)]
struct Root {
    folder: PathBuf,
    /// The name of the file, for a root that is one.
    file: Option<OsString>,
}

#[derive(Debug)]
struct Folder {
    /// Path below the root, empty or closed by `/`.
    path: String,
    names: Vec<OsString>,
}

impl Walk {
    /// A walk over these paths. A path that lies inside another is walked once.
    pub(crate) fn new(paths: &[PathBuf], excluded: &[PathBuf]) -> Result<Self, IngestError> {
        let mut canonical: Vec<(PathBuf, bool)> = Vec::new();
        for path in paths {
            let failed = |source| IngestError::Root { path: path.clone(), source };
            let place = path.canonicalize().map_err(failed)?;
            let is_folder = fs::metadata(&place).map_err(failed)?.is_dir();
            canonical.push((place, is_folder));
        }
        let mut roots: Vec<Root> = Vec::new();
        for (at, (place, is_folder)) in canonical.iter().enumerate() {
            let inside_another =
                canonical.iter().enumerate().any(|(other_at, (other, other_is_folder))| {
                    let same = other == place && other_at < at;
                    same || (*other_is_folder && other != place && place.starts_with(other))
                });
            if inside_another {
                continue;
            }
            roots.push(if *is_folder {
                Root { folder: place.clone(), file: None }
            } else {
                let folder = place.parent().unwrap_or(place).to_path_buf();
                Root { folder, file: place.file_name().map(ToOwned::to_owned) }
            });
        }
        // An index that is still to be made cannot be resolved, and holds nothing to read.
        let excluded = excluded.iter().filter_map(|folder| folder.canonicalize().ok()).collect();
        Ok(Self {
            roots: roots.into_iter(),
            excluded,
            root: PathBuf::new(),
            root_is_file: false,
            folders: Vec::new(),
        })
    }

    fn enter_root(&mut self) -> Option<Result<(), Found>> {
        let root = self.roots.next()?;
        self.root = root.folder;
        self.root_is_file = root.file.is_some();
        Some(match root.file {
            None => self.enter_folder(String::new()),
            Some(name) => {
                self.folders.push(Folder { path: String::new(), names: vec![name] });
                Ok(())
            }
        })
    }

    /// Starts to list a folder, given by its path below the root.
    fn enter_folder(&mut self, path: String) -> Result<(), Found> {
        let place = self.root.join(&path);
        if self.excluded.contains(&place) || is_index(&place) {
            return Err(Found::IndexFolder);
        }
        let listed = fs::read_dir(&place).and_then(|entries| {
            entries.map(|entry| Ok(entry?.file_name())).collect::<io::Result<Vec<_>>>()
        });
        match listed {
            Ok(mut names) => {
                names.sort_unstable_by(|a, b| b.cmp(a));
                self.folders.push(Folder { path, names });
                Ok(())
            }
            Err(source) => {
                let path = path.trim_end_matches('/').to_owned();
                Err(self.skipped(path, SkipReason::UnreadableFolder { source }))
            }
        }
    }

    /// Looks at one name inside the folder with this path; `None` for a folder that was entered.
    fn look_at(&mut self, parent: &str, name: &OsString) -> Option<Found> {
        let Some(plain) = name.to_str() else {
            let path = format!("{parent}{}", name.to_string_lossy());
            return Some(self.skipped(path, SkipReason::UnreadableName));
        };
        let path = format!("{parent}{plain}");
        if plain.starts_with('.') && !self.root_is_file {
            return Some(Found::Hidden);
        }
        let place = self.root.join(&path);
        let metadata = match fs::symlink_metadata(&place) {
            Ok(metadata) => metadata,
            Err(source) => return Some(self.skipped(path, SkipReason::UnreadableFile { source })),
        };
        if metadata.is_symlink() {
            let inside = place.canonicalize().is_ok_and(|target| target.starts_with(&self.root));
            return Some(if inside {
                Found::Link
            } else {
                self.skipped(path, SkipReason::OutsideLink)
            });
        }
        if metadata.is_dir() {
            return self.enter_folder(format!("{path}/")).err();
        }
        if !metadata.is_file() {
            return Some(self.skipped(path, SkipReason::SpecialFile));
        }
        Some(Found::File(SourceFile {
            root: self.root.clone(),
            path,
            size: metadata.len(),
            modified_ns: modified_ns(&metadata),
        }))
    }

    fn skipped(&self, path: String, reason: SkipReason) -> Found {
        let root = self.root.clone();
        Found::Skipped(Skipped { root, provenance: Provenance::file(path), reason })
    }
}

impl Iterator for Walk {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let Some(folder) = self.folders.last_mut() else {
                if let Err(found) = self.enter_root()? {
                    return Some(found);
                }
                continue;
            };
            let Some(name) = folder.names.pop() else {
                self.folders.pop();
                continue;
            };
            let parent = folder.path.clone();
            if let Some(found) = self.look_at(&parent, &name) {
                return Some(found);
            }
        }
    }
}

fn is_index(folder: &Path) -> bool {
    fs::symlink_metadata(folder.join(INDEX_MARKER)).is_ok_and(|metadata| metadata.is_file())
}

fn modified_ns(metadata: &Metadata) -> i64 {
    let Ok(modified) = metadata.modified() else { return 0 };
    match modified.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |ns| -ns),
    }
}
