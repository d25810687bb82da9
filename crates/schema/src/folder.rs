//! The files of one folder of an index, on a disk or in memory.

mod memory;

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::memory::Memory;
pub(crate) use self::memory::MemoryFiles;

/// A folder of an index. Its files are named by their names in it.
#[derive(Debug, Clone)]
pub struct Folder {
    path: PathBuf,
    /// There is one where the index stands in memory.
    memory: Option<Memory>,
}

impl Folder {
    pub(crate) fn on_disk(path: PathBuf) -> Self {
        Self { path, memory: None }
    }

    /// A folder of its own, in memory.
    pub(crate) fn in_memory() -> Self {
        Self { path: PathBuf::from("(memory)"), memory: Some(Memory::default()) }
    }

    /// A folder in this one.
    #[must_use]
    pub fn below(&self, name: impl AsRef<Path>) -> Self {
        Self { path: self.path.join(name), memory: self.memory.clone() }
    }

    /// The folder that this one is in.
    pub(crate) fn around(&self) -> Option<Self> {
        let path = self.path.parent()?.to_owned();
        Some(Self { path, memory: self.memory.clone() })
    }

    /// Where it is; of one in memory, how it is called in errors.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The path of a file in it, as errors name it. Only on a disk there is something.
    pub fn file(&self, name: impl AsRef<Path>) -> PathBuf {
        self.path.join(name)
    }

    /// Whether it is in memory.
    pub fn is_in_memory(&self) -> bool {
        self.memory.is_some()
    }

    /// The files of one in memory, where it was created.
    pub(crate) fn memory_files(&self) -> Option<io::Result<MemoryFiles>> {
        self.memory.as_ref().map(|memory| memory.files(&self.path))
    }

    /// Makes it, and those around it, unless it is there.
    ///
    /// # Errors
    /// The system's.
    pub fn create(&self) -> io::Result<()> {
        match &self.memory {
            Some(memory) => memory.create(&self.path),
            None => fs::create_dir_all(&self.path)?,
        }
        Ok(())
    }

    /// Removes it with all that is in it.
    ///
    /// # Errors
    /// The system's.
    pub fn remove(&self) -> io::Result<()> {
        match &self.memory {
            Some(memory) => memory.remove(&self.path),
            None => fs::remove_dir_all(&self.path),
        }
    }

    /// The names of all that is in it, in no order.
    ///
    /// # Errors
    /// The system's, where it is not there.
    pub fn names(&self) -> io::Result<Vec<OsString>> {
        match &self.memory {
            Some(memory) => memory.names(&self.path),
            None => fs::read_dir(&self.path)?.map(|entry| Ok(entry?.file_name())).collect(),
        }
    }

    /// What its files take, in bytes. A file that goes away while it is counted counts nothing.
    pub fn bytes(&self) -> u64 {
        if let Some(memory) = &self.memory {
            return memory.files(&self.path).map_or(0, |files| files.bytes());
        }
        let entries = fs::read_dir(&self.path).into_iter().flatten().flatten();
        entries.filter_map(|entry| entry.metadata().ok()).map(|data| data.len()).sum()
    }

    /// Whether a file of this name is in it.
    ///
    /// # Errors
    /// The system's, where it cannot tell.
    pub fn has(&self, name: impl AsRef<Path>) -> io::Result<bool> {
        match &self.memory {
            // As on a disk, what is not there has no files.
            Some(memory) => {
                Ok(memory.files(&self.path).is_ok_and(|files| files.has(name.as_ref())))
            }
            None => self.file(name).try_exists(),
        }
    }

    /// What stands in a file.
    ///
    /// # Errors
    /// The system's.
    pub fn read(&self, name: impl AsRef<Path>) -> io::Result<Vec<u8>> {
        match &self.memory {
            Some(memory) => memory.files(&self.path)?.read(name.as_ref()),
            None => fs::read(self.file(name)),
        }
    }

    /// Puts these bytes in the place of a file in one step: whoever reads sees the old bytes or the
    /// new, after a loss of power as well. The file is as readable as the process's other files.
    ///
    /// # Errors
    /// The system's.
    pub fn replace(&self, name: impl AsRef<Path>, bytes: &[u8]) -> io::Result<()> {
        if let Some(memory) = &self.memory {
            return memory.files(&self.path)?.replace(name.as_ref(), bytes);
        }
        let path = self.file(name);
        let mut new = path.file_name().unwrap_or_default().to_owned();
        new.push(".new");
        let temporary = self.file(new);
        let mut file = fs::File::create(&temporary)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        drop(file);
        fs::rename(&temporary, &path)?;
        self.sync()
    }

    /// Removes a file.
    ///
    /// # Errors
    /// The system's.
    pub fn remove_file(&self, name: impl AsRef<OsStr>) -> io::Result<()> {
        let name = Path::new(name.as_ref());
        match &self.memory {
            Some(memory) => memory.files(&self.path)?.remove(name),
            None => fs::remove_file(self.file(name)),
        }
    }

    /// Makes sure that the names in it survive a loss of power.
    ///
    /// # Errors
    /// The system's.
    pub(crate) fn sync(&self) -> io::Result<()> {
        // Elsewhere a folder cannot be opened as a file, and the system sees to it by itself.
        let can_be_synced = cfg!(unix) && !self.is_in_memory();
        if can_be_synced { fs::File::open(&self.path)?.sync_all() } else { Ok(()) }
    }

    /// In memory, claims the right to write all of the index for as long as what it gives is held:
    /// nothing while another one has it. On a disk there is nothing to be had.
    pub(crate) fn claim(&self) -> Option<Arc<()>> {
        self.memory.as_ref().and_then(Memory::claim)
    }
}
