//! Says why an index could not be brought up to date.

use std::path::PathBuf;

use indexer::IndexerError;
use ingest::IngestError;
use schema::SchemaError;

/// Why a run failed as a whole. What was committed before stays as it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UpdateError {
    /// The sources could not be read at all.
    #[error(transparent)]
    Ingest(#[from] IngestError),
    /// The index could not be written.
    #[error(transparent)]
    Indexer(#[from] IndexerError),
    /// No path was named, and the index remembers none.
    #[error("no file or folder to read was named, and the index remembers none: `{}`", index.display())]
    NoSources {
        /// The index folder.
        index: PathBuf,
    },
}

impl From<SchemaError> for UpdateError {
    fn from(error: SchemaError) -> Self {
        Self::Indexer(error.into())
    }
}

impl UpdateError {
    /// What to do about it, in one sentence.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Ingest(IngestError::Root { .. }) => "check the path; a disk may not be mounted",
            Self::Ingest(_) => "check the options",
            Self::Indexer(error) => error.hint(),
            Self::NoSources { .. } => "name one: `backfile index PATH`",
        }
    }
}
