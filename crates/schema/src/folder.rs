//! The engine's access to a generation's files: reading writes nothing and takes no lock, and
//! what is written can be read by others.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};

use crate::layout::replace_file;

/// What a generation is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FolderAccess {
    /// Searching: no file is written, created or locked.
    Read,
    /// Indexing.
    Write,
}

/// A generation's folder as the engine sees it: mapped files, with two differences.
///
/// The engine's own reader takes a lock file, which fails on a read-only mount; here no lock is
/// taken, for a writer is alone by [`crate::Layout::writer_lock`] and a reader starts over when a
/// file has gone. And the engine writes its small files readable by their owner alone; here they
/// are like any other file of the process. Upstream: quickwit-oss/tantivy#557 for the lock; of the
/// rights no tantivy issue is known (quickwit-oss/quickwit#5864 has them).
#[derive(Clone)]
pub struct GenerationFolder {
    path: PathBuf,
    access: FolderAccess,
    mapped: MmapDirectory,
}

impl GenerationFolder {
    /// The folder at this path.
    ///
    /// # Errors
    /// The engine's, where the path is no folder.
    pub fn open(path: &Path, access: FolderAccess) -> tantivy::Result<Self> {
        Ok(Self { path: path.to_owned(), access, mapped: MmapDirectory::open(path)? })
    }

    fn refuse_unless_writable(&self) -> io::Result<()> {
        match self.access {
            FolderAccess::Write => Ok(()),
            FolderAccess::Read => Err(io::Error::from(io::ErrorKind::ReadOnlyFilesystem)),
        }
    }
}

impl fmt::Debug for GenerationFolder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GenerationFolder")
            .field("path", &self.path)
            .field("access", &self.access)
            .finish_non_exhaustive()
    }
}

impl Directory for GenerationFolder {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.mapped.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.refuse_unless_writable().map_err(|error| DeleteError::IoError {
            io_error: Arc::new(error),
            filepath: path.to_owned(),
        })?;
        self.mapped.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.mapped.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.refuse_unless_writable().map_err(|error| OpenWriteError::IoError {
            io_error: Arc::new(error),
            filepath: path.to_owned(),
        })?;
        self.mapped.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.mapped.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.refuse_unless_writable()?;
        replace_file(&self.path.join(path), data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        match self.access {
            FolderAccess::Write => self.mapped.sync_directory(),
            FolderAccess::Read => Ok(()),
        }
    }

    fn acquire_lock(&self, _lock: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, _callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        // Reloading is manual, so nobody waits for a change.
        Ok(WatchHandle::empty())
    }
}
