//! Says why an index could not be brought up to date.

use std::path::PathBuf;

use ::article::FilePath;
use indexer::IndexerError;
use ingest::IngestError;
use schema::{Advice, SchemaError};

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
    /// A file that is to count as whole is not among those that the run reads.
    #[error("this run does not read `{}`", path.display())]
    NotRead {
        /// The file as it was named.
        path: PathBuf,
    },
    /// A query was given, and no file or folder whose databases it is to read.
    #[error("a query reads the databases at the paths that are named, and none is named")]
    QueryOfNothing,
    /// A file or folder that is to be forgotten is not remembered.
    #[error("the index does not remember `{}`, but {}", path.display(), listed(known))]
    UnknownRoot {
        /// The path as it was named.
        path: PathBuf,
        /// What it remembers.
        known: Vec<FilePath>,
    },
}

fn listed(known: &[FilePath]) -> String {
    let known: Vec<String> = known.iter().map(|root| format!("`{root}`")).collect();
    if known.is_empty() { "nothing".to_owned() } else { known.join(", ") }
}

impl From<SchemaError> for UpdateError {
    fn from(error: SchemaError) -> Self {
        Self::Indexer(error.into())
    }
}

impl UpdateError {
    /// What to do about it.
    pub fn advice(&self) -> Advice {
        match self {
            Self::Ingest(IngestError::Root { .. }) => Advice::CheckPath,
            Self::Ingest(_) => Advice::CheckOptions,
            Self::Indexer(error) => error.advice(),
            Self::QueryOfNothing => Advice::NameDatabase,
            Self::NotRead { .. } => Advice::NameFileWithin,
            Self::UnknownRoot { .. } => Advice::NameKnown,
            Self::NoSources { .. } => Advice::NameSources,
        }
    }
}
