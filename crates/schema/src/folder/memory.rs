//! Folders in memory, over the engine's own files there.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use tantivy::directory::error::{DeleteError, OpenReadError, OpenWriteError};
use tantivy::directory::{Directory, FileHandle, RamDirectory, WritePtr};

/// The folders of an index, by their paths.
#[derive(Debug, Clone, Default)]
pub(super) struct Memory {
    folders: Arc<Mutex<BTreeMap<PathBuf, MemoryFiles>>>,
    /// Held by the one who writes.
    claimed: Arc<Mutex<Weak<()>>>,
}

impl Memory {
    pub(super) fn claim(&self) -> Option<Arc<()>> {
        let mut claimed = lock(&self.claimed);
        if claimed.strong_count() > 0 {
            return None;
        }
        let claim = Arc::new(());
        *claimed = Arc::downgrade(&claim);
        Some(claim)
    }

    pub(super) fn create(&self, path: &Path) {
        lock(&self.folders).entry(path.to_owned()).or_default();
    }

    pub(super) fn remove(&self, path: &Path) -> io::Result<()> {
        lock(&self.folders).remove(path).map(|_| ()).ok_or_else(not_found)
    }

    pub(super) fn files(&self, path: &Path) -> io::Result<MemoryFiles> {
        lock(&self.folders).get(path).cloned().ok_or_else(not_found)
    }

    pub(super) fn names(&self, path: &Path) -> io::Result<Vec<OsString>> {
        let files = self.files(path)?;
        let mut names: Vec<_> = lock(&files.names).iter().map(OsString::from).collect();
        let folders = lock(&self.folders);
        let below = folders.keys().filter(|folder| folder.parent() == Some(path));
        names.extend(below.filter_map(|folder| folder.file_name()).map(OsString::from));
        Ok(names)
    }
}

/// The files of one folder. The engine does not list its own.
#[derive(Debug, Clone, Default)]
pub(crate) struct MemoryFiles {
    engine: RamDirectory,
    names: Arc<Mutex<BTreeSet<PathBuf>>>,
}

impl MemoryFiles {
    pub(crate) fn handle(&self, name: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.engine.get_file_handle(name)
    }

    pub(crate) fn open_write(&self, name: &Path) -> Result<WritePtr, OpenWriteError> {
        let file = self.engine.open_write(name)?;
        lock(&self.names).insert(name.to_owned());
        Ok(file)
    }

    pub(crate) fn atomic_read(&self, name: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.engine.atomic_read(name)
    }

    pub(crate) fn replace(&self, name: &Path, bytes: &[u8]) -> io::Result<()> {
        self.engine.atomic_write(name, bytes)?;
        lock(&self.names).insert(name.to_owned());
        Ok(())
    }

    pub(crate) fn delete(&self, name: &Path) -> Result<(), DeleteError> {
        lock(&self.names).remove(name);
        self.engine.delete(name)
    }

    pub(crate) fn has(&self, name: &Path) -> bool {
        lock(&self.names).contains(name)
    }

    pub(super) fn read(&self, name: &Path) -> io::Result<Vec<u8>> {
        self.engine.atomic_read(name).map_err(|error| match error {
            OpenReadError::FileDoesNotExist(_) => not_found(),
            error => io::Error::other(error),
        })
    }

    pub(super) fn remove(&self, name: &Path) -> io::Result<()> {
        self.delete(name).map_err(|error| match error {
            DeleteError::FileDoesNotExist(_) => not_found(),
            error @ DeleteError::IoError { .. } => io::Error::other(error),
        })
    }

    pub(super) fn bytes(&self) -> u64 {
        let names = lock(&self.names);
        let files = names.iter().filter_map(|name| self.engine.get_file_handle(name).ok());
        files.map(|file| file.len() as u64).sum()
    }
}

fn not_found() -> io::Error {
    io::ErrorKind::NotFound.into()
}

/// Nothing is left half done where a thread panics.
fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
