//! Knows the paths inside an index folder, and which generation is current.
//!
//! ```text
//! index/
//!   CURRENT            one line: the name of the generation that answers
//!   writer.lock        held by the one writer, with its process id
//!   gen-000001/        one whole index; a rebuild fills another and switches CURRENT
//! ```

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::{Folder, Location, SchemaError};

/// The paths of one index folder.
#[derive(Debug, Clone)]
pub struct Layout {
    root: Folder,
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
    /// The layout of the index at this place, whether or not it is there.
    pub fn new(root: impl Into<Location>) -> Self {
        Self { root: root.into().into_folder() }
    }

    /// The index folder.
    pub fn root(&self) -> &Path {
        self.root.path()
    }

    /// The same with its files.
    pub fn folder(&self) -> &Folder {
        &self.root
    }

    /// The file that names the current generation. A folder that has it is an index.
    pub const CURRENT: &'static str = "CURRENT";

    /// The file that the one writer holds locked.
    pub fn writer_lock(&self) -> PathBuf {
        self.root.file("writer.lock")
    }

    /// In memory, claims the right to write for as long as what it gives is held: nothing while
    /// another one has it. On a disk there is [`Self::writer_lock`] instead.
    pub fn claim(&self) -> Option<Arc<()>> {
        self.root.claim()
    }

    /// The folder of a generation.
    pub fn generation(&self, name: GenerationName) -> Folder {
        self.root.below(name.to_string())
    }

    /// The current generation.
    ///
    /// # Errors
    /// [`SchemaError::NoIndex`], [`SchemaError::NotAnIndex`], [`SchemaError::Corrupt`] where the
    /// name cannot be read, [`SchemaError::Io`].
    pub fn current(&self) -> Result<GenerationName, SchemaError> {
        let path = self.root.file(Self::CURRENT);
        match self.root.read(Self::CURRENT) {
            // Without its line end the file was cut short.
            Ok(bytes) => std::str::from_utf8(&bytes)
                .ok()
                .and_then(|text| text.strip_suffix('\n'))
                .and_then(GenerationName::parse)
                .ok_or(SchemaError::Corrupt {
                    path,
                    expected: "the name of a generation",
                    source: None,
                }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(self.missing()),
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                Err(SchemaError::NotAnIndex { path: self.root().to_owned() })
            }
            Err(error) => Err(SchemaError::io("read", path)(error)),
        }
    }

    /// What it means that there is no `CURRENT`.
    fn missing(&self) -> SchemaError {
        let path = self.root().to_owned();
        let is_stranger = |name: &OsString| !Self::is_own_name(&name.to_string_lossy());
        match self.root.names() {
            Ok(names) if names.iter().any(is_stranger) => SchemaError::NotAnIndex { path },
            _ => SchemaError::NoIndex { path },
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
        let line = format!("{name}\n");
        let failed = || SchemaError::io("write", self.root.file(Self::CURRENT));
        self.root.replace(Self::CURRENT, line.as_bytes()).map_err(failed())
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
        let folder = self.generation(name);
        Unfinished { bytes: folder.bytes(), path: folder.path().to_owned() }
    }

    /// The generations that have a folder, in the order of their numbers.
    ///
    /// # Errors
    /// [`SchemaError::Io`].
    pub fn generations(&self) -> Result<Vec<GenerationName>, SchemaError> {
        let names = self.root.names().map_err(SchemaError::io("list", self.root()))?;
        let mut names: Vec<_> =
            names.iter().filter_map(|name| name.to_str().and_then(GenerationName::parse)).collect();
        names.sort_unstable();
        Ok(names)
    }
}
