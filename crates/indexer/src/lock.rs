//! Lets one process at a time write an index.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::sync::Arc;

use schema::{Layout, SchemaError};

use crate::IndexerError;

/// Held while an index is written. The system lets it go when the process ends, however it ends,
/// so a lock is never stale.
#[derive(Debug)]
pub(crate) enum WriterLock {
    File(File),
    /// Of an index in memory.
    Claim {
        _held: Arc<()>,
    },
}

impl WriterLock {
    /// Takes the lock of this index folder, which must be there.
    pub(crate) fn take(layout: &Layout) -> Result<Self, IndexerError> {
        if layout.folder().is_in_memory() {
            let path = layout.root().to_owned();
            let process = Some(Self::process());
            let claim = layout.claim().map(|held| Self::Claim { _held: held });
            return claim.ok_or(IndexerError::Locked { path, process, is_own: true });
        }
        let path = layout.writer_lock();
        let opened =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        let mut file = opened.map_err(SchemaError::io("write", path.clone()))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut process = String::new();
                let read = file.take(64).read_to_string(&mut process);
                let process = read.is_ok().then(|| process.trim().to_owned());
                let process = process.filter(|process| !process.is_empty());
                let path = layout.root().to_owned();
                let is_own = process.as_deref() == Some(Self::process().as_str());
                return Err(IndexerError::Locked { path, process, is_own });
            }
            Err(TryLockError::Error(error)) => {
                return Err(SchemaError::io("lock", path)(error).into());
            }
        }
        let process = Self::process() + "\n";
        file.set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| file.write_all(process.as_bytes()))
            .map_err(SchemaError::io("write", path))?;
        Ok(Self::File(file))
    }

    /// How this process is named in the file.
    fn process() -> String {
        format!("process {}", std::process::id())
    }
}

impl Drop for WriterLock {
    fn drop(&mut self) {
        // Closing the file is not enough: a process that this one is just starting has it open as
        // well until it becomes another program. Where this fails, that will not be long.
        if let Self::File(file) = self {
            let _ = file.unlock();
        }
    }
}
