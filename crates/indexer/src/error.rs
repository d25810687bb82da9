//! Says why an index could not be written.

use std::path::PathBuf;

use schema::SchemaError;
use tantivy::TantivyError;

/// Why indexing stopped. What was committed before stays as it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IndexerError {
    /// The index cannot be opened or created.
    #[error(transparent)]
    Schema(#[from] SchemaError),
    /// Another process is writing the index.
    #[error("another process{} is writing this index: `{}`", holder(process.as_deref()), path.display())]
    Locked {
        /// The index folder.
        path: PathBuf,
        /// The other's process id, where it could be read.
        process: Option<String>,
    },
    /// The index was written by another analysis than this program's, and must be rebuilt before
    /// it can be added to.
    #[error("the index was written by another analysis: `{}`", path.display())]
    StaleAnalysis {
        /// The index folder.
        path: PathBuf,
    },
    /// The index has other settings than those asked for.
    #[error("the index has other settings: `{}`", path.display())]
    OtherSettings {
        /// The index folder.
        path: PathBuf,
    },
    /// The engine could not write: a full disk, a missing permission, a failing device.
    #[error("cannot write the index: `{}`", path.display())]
    Write {
        /// The generation's folder.
        path: PathBuf,
        /// What the engine said.
        #[source]
        source: TantivyError,
    },
    /// The work was asked to end before it was done. The index is as its last commit left it.
    #[error("the work was broken off before it was done")]
    Cancelled,
    /// The worker threads could not be started.
    #[error("cannot start {threads} threads")]
    Threads {
        /// How many were asked for.
        threads: usize,
        /// What the system said.
        #[source]
        source: rayon::ThreadPoolBuildError,
    },
}

fn holder(process: Option<&str>) -> String {
    process.map(|process| format!(" ({process})")).unwrap_or_default()
}

impl IndexerError {
    /// What to do about it, in one sentence.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Schema(error) => error.hint(),
            Self::Locked { .. } => "wait until it has ended; no file needs to be removed by hand",
            Self::StaleAnalysis { .. } | Self::OtherSettings { .. } => {
                "run `backfile index --rebuild`"
            }
            Self::Cancelled => "run the same command again; a rebuild goes on where it was",
            Self::Write { .. } => "check the space on the disk and the permissions of the folder",
            Self::Threads { .. } => "use fewer with `--threads`",
        }
    }
}
