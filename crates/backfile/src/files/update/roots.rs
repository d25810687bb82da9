//! Decides what a run reads: of the files and folders that were named, and of those that the
//! index remembers.
//!
//! A file belongs to the innermost root that it lies in. So a root inside another is read as
//! itself, and a path inside a root is a part of it.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use ::article::FilePath;
use indexer::{AcceptedFile, Scope, Sources};
use ingest::{IngestError, SourceTree};

use crate::files::UpdateError;

/// What a run reads.
#[derive(Debug, Default)]
pub(super) struct Roots {
    pub(super) trees: Vec<SourceTree>,
    pub(super) sources: Sources,
    /// Of the roots that are not there, those that were to be read.
    pub(super) told_missing: BTreeSet<FilePath>,
}

/// A file or folder as it lies on the disk.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    path: FilePath,
    is_folder: bool,
}

impl Roots {
    /// The remembered roots, each with whether it was a folder, where that is known, and the paths
    /// that were named: those alone, or, where `with_all` or
    /// none was named, all of them. `is_known` says whether the index has read anything at or
    /// below a path.
    ///
    /// # Errors
    /// [`IngestError::Root`] where a path is not there and nothing is known of it.
    pub(super) fn find(
        named: &[PathBuf],
        remembered: &[(FilePath, Option<bool>)],
        with_all: bool,
        is_known: &dyn Fn(&FilePath) -> bool,
    ) -> Result<Self, UpdateError> {
        let mut roots = Self::default();
        let mut there: Vec<Place> = Vec::new();
        for (root, was_folder) in remembered {
            // A folder in whose place is a file, or the other way round, is not there.
            let is_same = |place: &Place| was_folder.is_none_or(|was| was == place.is_folder);
            match place(&root.to_path()).filter(is_same) {
                Some(place) => there.push(Place { path: root.clone(), ..place }),
                None => roots.sources.missing.push(root.clone()),
            }
        }
        if named.is_empty() || with_all {
            roots.told_missing.extend(roots.sources.missing.iter().cloned());
            for root in &there {
                roots.add(root);
            }
        }
        let mut paths = Vec::new();
        for path in named {
            paths.extend(roots.named(path, &there, is_known)?);
        }
        // A folder comes before what lies in it, in whatever order they were named.
        paths.sort();
        for path in paths {
            let above = there.iter().filter(|root| root.is_folder && path.path.is_in(&root.path));
            let innermost = above.max_by_key(|root| root.path.as_bytes().len());
            if there.iter().any(|root| root.path == path.path) {
                roots.add(&path);
            } else if let Some(root) = innermost.filter(|root| is_reached(&root.path, &path.path)) {
                let below = below(&root.path, &path.path);
                roots.add_part(root.path.clone(), below);
            } else {
                roots.sources.new_roots.push(path.path.clone());
                roots.add(&path);
                there.push(path);
            }
        }
        roots.add_inner(&there);
        Ok(roots)
    }

    /// A path that was named, as it lies on the disk. What is not there is known at least: as a
    /// root that keeps its articles, or as a part of one that has lost it.
    fn named(
        &mut self,
        path: &Path,
        there: &[Place],
        is_known: &dyn Fn(&FilePath) -> bool,
    ) -> Result<Option<Place>, UpdateError> {
        let failed = |source| IngestError::Root { path: path.to_owned(), source };
        let source = match path.canonicalize() {
            Ok(path) => {
                let is_folder = std::fs::metadata(&path).map_err(failed)?.is_dir();
                return Ok(Some(Place { path: FilePath::of(&path), is_folder }));
            }
            Err(source) => source,
        };
        let absolute = absolute(path);
        if self.sources.missing.contains(&absolute) {
            self.told_missing.insert(absolute);
            return Ok(None);
        }
        let is_part = there.iter().any(|root| root.is_folder && absolute.is_in(&root.path));
        if is_part && source.kind() == ErrorKind::NotFound && is_known(&absolute) {
            return Ok(Some(Place { path: absolute, is_folder: false }));
        }
        Err(failed(source).into())
    }

    /// Reads a root whole.
    fn add(&mut self, place: &Place) {
        if place.is_folder {
            self.add_part(place.path.clone(), FilePath::default());
        } else {
            self.add_part(place.path.folder(), place.path.last());
        }
    }

    fn add_part(&mut self, root: FilePath, below: FilePath) {
        let scopes = &mut self.sources.scopes;
        if scopes.iter().any(|scope| scope.root == root && below.is_in(&scope.below)) {
            return;
        }
        self.trees.push(SourceTree { root: root.to_path(), below: below.clone() });
        scopes.push(Scope { root, below });
    }

    /// Reads the roots inside what is read.
    fn add_inner(&mut self, there: &[Place]) {
        let read: Vec<FilePath> =
            self.sources.scopes.iter().map(|scope| scope.root.join(&scope.below)).collect();
        let is_inner =
            |path: &FilePath| read.iter().any(|above| path != above && path.is_in(above));
        for root in there.iter().filter(|root| is_inner(&root.path)) {
            self.add(root);
        }
        let missing = self.sources.missing.iter().filter(|root| is_inner(root));
        self.told_missing.extend(missing.cloned());
    }

    /// Takes a file as whole however it ends.
    ///
    /// # Errors
    /// [`UpdateError::NotRead`] where the file is not among those that are read.
    pub(super) fn accept(&mut self, path: &Path, always: bool) -> Result<(), UpdateError> {
        // The name by which a file is told is that below its root.
        let named = || {
            let mut below = self.sources.scopes.iter().map(|scope| scope.root.to_path().join(path));
            below.find_map(|place| place.canonicalize().ok())
        };
        let place = path.canonicalize().ok().or_else(named).map(|place| FilePath::of(&place));
        let place = place.or_else(|| self.part(path));
        let place = place.ok_or_else(|| UpdateError::NotRead { path: path.to_owned() })?;
        let covers = |scope: &&Scope| place.is_in(&scope.root.join(&scope.below));
        let scopes = self.sources.scopes.iter().filter(covers);
        let innermost = scopes.max_by_key(|scope| scope.root.as_bytes().len());
        let root = &innermost.ok_or(UpdateError::NotRead { path: path.to_owned() })?.root;
        let path = below(root, &place);
        self.sources.accepted.push(AcceptedFile { root: root.clone(), path, always });
        Ok(())
    }

    /// A file in a container, by the path that it is told by.
    fn part(&self, path: &Path) -> Option<FilePath> {
        let (container, name) = path.to_str()?.split_once("!/")?;
        let below = self.sources.scopes.iter().map(|scope| scope.root.to_path());
        let mut places = std::iter::once(PathBuf::new()).chain(below);
        let place = places.find_map(|folder| folder.join(container).canonicalize().ok())?;
        Some(FilePath::of(&place).part(&name.into()))
    }
}

/// The file or folder at a path; `None` where nothing is.
fn place(path: &Path) -> Option<Place> {
    let is_folder = match std::fs::metadata(path) {
        Ok(data) => data.is_dir(),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return None;
        }
        // What cannot be looked at is there: reading it will say why not.
        Err(_) => true,
    };
    Some(Place { path: FilePath::of(path), is_folder })
}

/// The absolute path of something that need not be there.
pub(super) fn absolute(path: &Path) -> FilePath {
    let resolved = path.parent().zip(path.file_name()).and_then(|(parent, name)| {
        let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
        Some(parent.canonicalize().ok()?.join(name))
    });
    let absolute = resolved.or_else(|| std::path::absolute(path).ok());
    FilePath::of(&absolute.unwrap_or_else(|| path.to_owned()))
}

/// The path below a root that it lies in.
fn below(root: &FilePath, path: &FilePath) -> FilePath {
    let rest = path.as_bytes().get(root.as_bytes().len()..).unwrap_or_default();
    FilePath::from_bytes(rest.strip_prefix(b"/").unwrap_or(rest))
}

/// Whether a walk from the root comes to a path: hidden folders are passed over.
fn is_reached(root: &FilePath, path: &FilePath) -> bool {
    let below = below(root, path);
    !below.as_bytes().split(|byte| *byte == b'/').any(|part| part.starts_with(b"."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(named: &[&Path], remembered: &[&Path]) -> Vec<String> {
        let named: Vec<PathBuf> = named.iter().map(|path| path.to_path_buf()).collect();
        let remembered = remembered.iter().map(|path| (FilePath::of(path), Some(path.is_dir())));
        let remembered: Vec<_> = remembered.collect();
        let roots = Roots::find(&named, &remembered, false, &|_| true).unwrap();
        let parts = roots.sources.scopes.iter();
        let mut parts: Vec<String> = parts
            .map(|scope| {
                let root = Path::new(scope.root.as_str()).file_name().unwrap();
                format!("{}:{}", root.to_string_lossy(), scope.below)
            })
            .collect();
        parts.sort();
        parts
    }

    #[test]
    fn a_path_belongs_to_the_innermost_root() {
        let folder = tempfile::tempdir().unwrap();
        let outer = folder.path().canonicalize().unwrap().join("outer");
        let (inner, hidden) = (outer.join("inner"), outer.join(".hidden"));
        for path in [&inner, &hidden] {
            std::fs::create_dir_all(path).unwrap();
            std::fs::write(path.join("a.txt"), "a").unwrap();
        }
        let file = inner.join("a.txt");
        assert_eq!(read(&[&outer], &[]), ["outer:"]);
        assert_eq!(read(&[&inner, &outer], &[]), ["outer:"]);
        assert_eq!(read(&[&file], &[]), ["inner:a.txt"]);
        assert_eq!(read(&[&inner], &[&outer]), ["outer:inner"]);
        assert_eq!(read(&[&file], &[&outer]), ["outer:inner/a.txt"]);
        assert_eq!(read(&[&file], &[&outer, &inner]), ["inner:a.txt"]);
        assert_eq!(read(&[&outer], &[&inner]), ["inner:", "outer:"]);
        assert_eq!(read(&[&outer], &[&file]), ["inner:a.txt", "outer:"]);
        assert_eq!(read(&[], &[&inner, &outer]), ["inner:", "outer:"]);
        assert_eq!(read(&[&outer], &[&hidden]), [".hidden:", "outer:"]);
        assert_eq!(read(&[&hidden], &[&outer]), [".hidden:"]);
        assert_eq!(read(&[&outer.join("gone.txt")], &[&outer]), ["outer:gone.txt"]);
        assert!(Roots::find(&[outer.join("gone")], &[], false, &|_| true).is_err());
    }
}
