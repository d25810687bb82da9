//! Knows the paths inside an index folder, and which generation is current.
//!
//! ```text
//! index/
//!   CURRENT            one line: the name of the generation that answers
//!   writer.lock        held by the one writer, with its process id
//!   gen-000001/        one whole index; a rebuild fills another and switches CURRENT
//! ```

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::SchemaError;

/// The paths of one index folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    root: PathBuf,
}

/// The name of a generation: `gen-` and six or more digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GenerationName(u32);

impl GenerationName {
    /// The first generation of an index.
    pub const FIRST: Self = Self(1);

    /// Its number.
    pub fn number(self) -> u32 {
        self.0
    }

    /// The generation after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix("gen-")?;
        let valid = digits.len() >= 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
        valid.then(|| digits.parse().ok().map(Self))?
    }
}

impl std::fmt::Display for GenerationName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "gen-{:06}", self.0)
    }
}

/// What a rebuild that did not come to its end has left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfinished {
    /// The folder of its generation.
    pub path: PathBuf,
    /// What it takes on the disk.
    pub bytes: u64,
}

/// The engine's list of the segments of a generation.
pub const SEGMENTS_FILE: &str = "meta.json";

impl Layout {
    /// The layout of the index folder at this path, whether or not it is there.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        let root = root.into();
        // To the system an empty path is no folder, but what is joined to it lies in this one.
        let is_here = root.as_os_str().is_empty();
        Self { root: if is_here { PathBuf::from(".") } else { root } }
    }

    /// The index folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The file that names the current generation. A folder that has it is an index.
    pub const CURRENT: &'static str = "CURRENT";

    /// The file that the one writer holds locked.
    pub fn writer_lock(&self) -> PathBuf {
        self.root.join("writer.lock")
    }

    /// The folder of a generation.
    pub fn generation(&self, name: GenerationName) -> PathBuf {
        self.root.join(name.to_string())
    }

    /// The current generation.
    ///
    /// # Errors
    /// [`SchemaError::NoIndex`], [`SchemaError::NotAnIndex`], [`SchemaError::Corrupt`] where the
    /// name cannot be read, [`SchemaError::Io`].
    pub fn current(&self) -> Result<GenerationName, SchemaError> {
        let path = self.root.join(Self::CURRENT);
        match fs::read_to_string(&path) {
            // Without its line end the file was cut short.
            Ok(text) => text.strip_suffix('\n').and_then(GenerationName::parse).ok_or(
                SchemaError::Corrupt { path, expected: "the name of a generation", source: None },
            ),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(self.missing()),
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                Err(SchemaError::NotAnIndex { path: self.root.clone() })
            }
            Err(error) if error.kind() == io::ErrorKind::InvalidData => Err(SchemaError::Corrupt {
                path,
                expected: "the name of a generation",
                source: Some(Box::new(error)),
            }),
            Err(error) => Err(SchemaError::io("read", path)(error)),
        }
    }

    /// What it means that there is no `CURRENT`.
    fn missing(&self) -> SchemaError {
        let path = self.root.clone();
        match fs::read_dir(&self.root) {
            Err(_) => SchemaError::NoIndex { path },
            Ok(mut entries) => {
                let stranger = entries.any(|entry| {
                    entry.is_ok_and(|entry| {
                        let name = entry.file_name();
                        let name = name.to_string_lossy();
                        !Self::is_own_name(&name)
                    })
                });
                if stranger {
                    SchemaError::NotAnIndex { path }
                } else {
                    SchemaError::NoIndex { path }
                }
            }
        }
    }

    /// Whether an entry of this name may stand in a folder that is to become an index: what a
    /// killed creation leaves, and the note that an empty index folder is checked in with.
    fn is_own_name(name: &str) -> bool {
        name == "README.md"
            || name == "writer.lock"
            || name.starts_with('.')
            || name.starts_with(Self::CURRENT)
            || GenerationName::parse(name).is_some()
    }

    /// Makes a generation current: by one rename, after all it names is on the disk.
    ///
    /// # Errors
    /// [`SchemaError::Io`].
    pub fn switch_to(&self, name: GenerationName) -> Result<(), SchemaError> {
        let path = self.root.join(Self::CURRENT);
        replace_file(&path, format!("{name}\n").as_bytes()).map_err(SchemaError::io("write", path))
    }

    /// What is left of rebuilds that did not come to their end: the generations behind the current
    /// one.
    ///
    /// # Errors
    /// Those of [`Self::current`].
    pub fn unfinished(&self) -> Result<Vec<Unfinished>, SchemaError> {
        let current = self.current()?;
        let later = self.generations()?.into_iter().filter(|name| *name > current);
        Ok(later.map(|name| self.unfinished_at(name)).collect())
    }

    fn unfinished_at(&self, name: GenerationName) -> Unfinished {
        Unfinished { path: self.generation(name), bytes: self.bytes(name) }
    }

    /// What a generation takes on the disk. A file that goes away while it is counted counts
    /// nothing.
    pub fn bytes(&self, name: GenerationName) -> u64 {
        let entries = fs::read_dir(self.generation(name)).into_iter().flatten().flatten();
        entries.filter_map(|entry| entry.metadata().ok()).map(|data| data.len()).sum()
    }

    /// The generations that have a folder, in the order of their numbers.
    ///
    /// # Errors
    /// [`SchemaError::Io`].
    pub fn generations(&self) -> Result<Vec<GenerationName>, SchemaError> {
        let mut names = Vec::new();
        let refused = || SchemaError::io("list", self.root.clone());
        for entry in fs::read_dir(&self.root).map_err(refused())? {
            let entry = entry.map_err(refused())?;
            names.extend(entry.file_name().to_str().and_then(GenerationName::parse));
        }
        names.sort_unstable();
        Ok(names)
    }
}

/// Puts these bytes in the place of a file in one step: whoever reads sees the old bytes or the
/// new, after a loss of power as well. The file is as readable as the process's other files.
pub(crate) fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let temporary = folder.join(name);
    let mut file = fs::File::create(&temporary)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&temporary, path)?;
    sync_folder(folder)
}

/// Makes sure that the names in a folder survive a loss of power.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    // Elsewhere a folder cannot be opened as a file, and the system sees to it by itself.
    if cfg!(unix) { fs::File::open(folder)?.sync_all() } else { Ok(()) }
}
