//! The engine's access to a generation's files: reading writes nothing and takes no lock, and
//! what is written can be read by others.

use std::fmt;
use std::io;
use std::path::Path;
use std::sync::Arc;

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};

use crate::Folder;
use crate::folder::MemoryFiles;

/// What a generation is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FolderAccess {
    /// Searching: no file is written, created or locked.
    Read,
    /// Indexing.
    Write,
}

/// A generation's folder as the engine sees it: mapped files, or files in memory, with two
/// differences.
///
/// The engine's own reader takes a lock file, which fails on a read-only mount; here no lock is
/// taken, for a writer is alone by [`crate::Layout::writer_lock`] and a reader starts over when a
/// file has gone. And the engine writes its small files readable by their owner alone; here they
/// are like any other file of the process. Upstream: quickwit-oss/tantivy#557 for the lock; of the
/// rights no tantivy issue is known (quickwit-oss/quickwit#5864 has them).
#[derive(Clone)]
pub struct GenerationFolder {
    folder: Folder,
    access: FolderAccess,
    files: Files,
}

#[derive(Clone)]
enum Files {
    Mapped(MmapDirectory),
    InMemory(MemoryFiles),
}

impl GenerationFolder {
    /// The engine's view of this folder.
    ///
    /// # Errors
    /// The engine's, where it is no folder.
    pub fn open(folder: &Folder, access: FolderAccess) -> tantivy::Result<Self> {
        let files = match folder.memory_files() {
            Some(files) => Files::InMemory(files?),
            None => Files::Mapped(MmapDirectory::open(folder.path())?),
        };
        Ok(Self { folder: folder.clone(), access, files })
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
            .field("path", &self.folder.path())
            .field("access", &self.access)
            .finish_non_exhaustive()
    }
}

impl Directory for GenerationFolder {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        match &self.files {
            Files::Mapped(files) => files.get_file_handle(path),
            Files::InMemory(files) => files.handle(path),
        }
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.refuse_unless_writable().map_err(|error| DeleteError::IoError {
            io_error: Arc::new(error),
            filepath: path.to_owned(),
        })?;
        match &self.files {
            Files::Mapped(files) => files.delete(path),
            Files::InMemory(files) => files.delete(path),
        }
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        match &self.files {
            Files::Mapped(files) => files.exists(path),
            Files::InMemory(files) => Ok(files.has(path)),
        }
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.refuse_unless_writable().map_err(|error| OpenWriteError::IoError {
            io_error: Arc::new(error),
            filepath: path.to_owned(),
        })?;
        match &self.files {
            Files::Mapped(files) => files.open_write(path),
            Files::InMemory(files) => files.open_write(path),
        }
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        match &self.files {
            Files::Mapped(files) => files.atomic_read(path),
            Files::InMemory(files) => files.atomic_read(path),
        }
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.refuse_unless_writable()?;
        self.folder.replace(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        match (&self.files, self.access) {
            (Files::Mapped(files), FolderAccess::Write) => files.sync_directory(),
            _ => Ok(()),
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
