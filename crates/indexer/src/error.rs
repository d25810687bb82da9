//! Says why an index could not be written.

use std::path::PathBuf;

use article::{ArticleError, ArticleId};
use schema::SchemaError;
use tantivy::TantivyError;

/// Why indexing stopped. What was committed before stays as it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IndexerError {
    /// The index cannot be opened or created.
    #[error(transparent)]
    Schema(#[from] SchemaError),
    /// Another writer has the index open.
    #[error("{} is writing this index: `{}`", holder(process.as_deref(), *is_own), path.display())]
    Locked {
        /// The index folder.
        path: PathBuf,
        /// The id of the process that has it open, where it could be read.
        process: Option<String>,
        /// Whether that is this process, which has opened it twice.
        is_own: bool,
    },
    /// The index was written by another analysis than this program's, and must be rebuilt before
    /// it can be added to.
    #[error("the index was written by another analysis: `{}`", path.display())]
    StaleAnalysis {
        /// The index folder.
        path: PathBuf,
    },
    /// The index was written with dictionaries that this program was built without.
    #[error("this program has no dictionary for {}, with which the index was written: `{}`", languages.join(", "), path.display())]
    NoDictionary {
        /// The index folder.
        path: PathBuf,
        /// The codes of the languages.
        languages: Vec<String>,
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
    /// An article could be written, but not read back: its fields were changed after it was built.
    #[error("the article {id} cannot be written")]
    Article {
        /// Its id.
        id: ArticleId,
        /// What is wrong with it.
        #[source]
        source: ArticleError,
    },
    /// The index has an older format. It can be searched, and must be rebuilt before it can be
    /// added to.
    #[error("the index has format {found}, an older one: `{}`", path.display())]
    OldFormat {
        /// The index folder.
        path: PathBuf,
        /// The format version found.
        found: u32,
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

fn holder(process: Option<&str>, is_own: bool) -> String {
    if is_own {
        return "another writer of this process".to_owned();
    }
    let process = process.map(|process| format!(" ({process})")).unwrap_or_default();
    format!("another process{process}")
}

impl IndexerError {
    /// What to do about it, in one sentence.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Schema(error) => error.hint(),
            Self::Article { .. } => "build it anew with `Article::builder`, which checks it",
            Self::Locked { is_own: true, .. } => {
                "use one writer for an index, and drop it at the end"
            }
            Self::Locked { .. } => "wait until it has ended; no file needs to be removed by hand",
            Self::OldFormat { .. } | Self::StaleAnalysis { .. } | Self::OtherSettings { .. } => {
                "run `backfile index --rebuild`"
            }
            Self::NoDictionary { .. } => "write it with a program that has them",
            Self::Cancelled => "run the same command again; a rebuild goes on where it was",
            Self::Write { .. } => "check the space on the disk and the permissions of the folder",
            Self::Threads { .. } => "use fewer with `--threads`",
        }
    }
}
