//! Remembers which source files an index was made of, and in what state each was.
//!
//! The ledger has two parts with one atomic point. Each article carries its file's key and its
//! record's digest as columns. What belongs to a file stands here, in an immutable file of the
//! generation that is synced before the commit which names it.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::SchemaError;
use crate::sealed;

/// The number by which an article's columns name its source file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FileKey(pub u32);

impl FileKey {
    /// The key of an article that was handed over by a program.
    pub const NONE: Self = Self(0);
}

/// How reading a source file ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileOutcome {
    /// It was read to its end.
    Read,
    /// Its reading had not come to an end when the commit was made, or broke off: the next run
    /// reads it again.
    Partial,
    /// It could not be read, or holds nothing that is an article.
    Left,
}

/// A source file as it was when it was last read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerFile {
    /// The root that it was found under, absolute.
    pub root: String,
    /// Its path below the root, with `/` between its parts.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// When it was last modified, in nanoseconds since 1970.
    pub modified_ns: i64,
    /// The digest of its bytes, where it was read to the end.
    pub digest: Option<String>,
    /// How its reading ended.
    pub outcome: FileOutcome,
    /// When it was read, in nanoseconds since 1970.
    pub read_ns: i64,
}

/// The source files of a commit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// The files and folders that were named to be indexed, absolute.
    pub roots: Vec<String>,
    /// The files, by key.
    pub files: BTreeMap<FileKey, LedgerFile>,
}

impl Ledger {
    /// The file's name in its generation, for the commit of this number.
    pub fn file_name(commit: u64) -> String {
        format!("ledger-{commit:06}")
    }

    /// A key that no file has yet.
    pub fn next_key(&self) -> FileKey {
        self.files.last_key_value().map_or(FileKey(1), |(key, _)| FileKey(key.0.saturating_add(1)))
    }

    /// Writes it to a new file and sees it safely on the disk.
    ///
    /// # Errors
    /// [`SchemaError::Io`].
    pub fn write(&self, path: &Path) -> Result<(), SchemaError> {
        sealed::write(path, &serde_json::to_vec(self).unwrap_or_default())
    }

    /// Reads it back.
    ///
    /// # Errors
    /// [`SchemaError::Corrupt`] where it is missing, cut short or altered.
    pub fn read(path: &Path) -> Result<Self, SchemaError> {
        const EXPECTED: &str = "the ledger of source files";
        let body = sealed::read(path, EXPECTED)?;
        serde_json::from_slice(&body).map_err(|error| SchemaError::Corrupt {
            path: path.to_owned(),
            expected: EXPECTED,
            source: Some(Box::new(error)),
        })
    }
}
