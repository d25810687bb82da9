//! Says where an article was read.

use crate::FilePath;

/// The place an article came from: a file below an indexed root, and the record inside it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Provenance {
    /// Path relative to the root that was indexed, with `/` between its parts; empty for an
    /// article that was handed over by a program.
    pub path: FilePath,
    /// Number of the record inside the file, counted from 1; `None` for a file of one article.
    pub record: Option<u64>,
}

impl Provenance {
    /// The place of a whole file.
    pub fn file(path: impl Into<FilePath>) -> Self {
        Self { path: path.into(), record: None }
    }

    /// The place of one record, counted from 1, of a file of many.
    pub fn record(path: impl Into<FilePath>, record: u64) -> Self {
        Self { path: path.into(), record: Some(record) }
    }
}

impl std::fmt::Display for Provenance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.record {
            Some(record) => write!(f, "{}#{record}", self.path),
            None => f.write_str(self.path.as_str()),
        }
    }
}
