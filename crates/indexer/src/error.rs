//! Says why an index could not be written.

use std::error::Error;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use article::{ArticleError, ArticleId};
use schema::{Advice, SchemaError};
use tantivy::TantivyError;

/// Why indexing stopped. What was committed before stays as it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IndexerError {
    /// The index cannot be opened or created.
    #[error(transparent)]
    Schema(SchemaError),
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
    /// There is an index already where a new one was to be created.
    #[error("there is an index already: `{}`", path.display())]
    Exists {
        /// The index folder.
        path: PathBuf,
    },
    /// The disk, or what may be used of it, is full. The index is as its last commit left it, and
    /// so is its writer, but in a run over files and while rebuilding: what was done since must be
    /// repeated.
    #[error("the disk is full: `{}`", path.display())]
    DiskFull {
        /// The generation's folder.
        path: PathBuf,
        /// What the engine said.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// The engine could not write: a missing permission, a failing device. The index is as its last
    /// commit left it, and so is its writer, but in a run over files and while rebuilding: what was
    /// done since must be repeated.
    #[error("cannot write the index: `{}`", path.display())]
    Write {
        /// The generation's folder.
        path: PathBuf,
        /// What the engine said.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// Something failed in a run over files or a rebuild, and what was done since the last commit is
    /// lost: the index must be opened anew.
    #[error("writing failed before, so the index must be opened anew: `{}`", path.display())]
    Broken {
        /// The generation's folder.
        path: PathBuf,
    },
    /// What was put under a key, or is labelled anew, is no article.
    #[error("the article {id} cannot be built")]
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

impl From<SchemaError> for IndexerError {
    fn from(error: SchemaError) -> Self {
        match error {
            SchemaError::Io { path, source, .. } if is_full(source.kind()) => {
                Self::DiskFull { path, source: source.into() }
            }
            error => Self::Schema(error),
        }
    }
}

fn is_full(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::StorageFull | ErrorKind::QuotaExceeded)
}

impl IndexerError {
    /// What to do about it.
    pub fn advice(&self) -> Advice {
        match self {
            Self::Schema(error) => error.advice(),
            Self::Article { .. } => Advice::BuildArticle,
            Self::Locked { is_own: true, .. } => Advice::KeepOneWriter,
            Self::Locked { .. } => Advice::AwaitWriter,
            Self::OldFormat { .. } | Self::StaleAnalysis { .. } | Self::OtherSettings { .. } => {
                Advice::Rebuild
            }
            Self::Exists { .. } => Advice::ChooseFolder,
            Self::NoDictionary { .. } => Advice::UseDictionaries,
            Self::Cancelled => Advice::Resume,
            Self::Broken { .. } => Advice::OpenAnew,
            Self::DiskFull { .. } => Advice::FreeSpace,
            Self::Write { .. } => Advice::CheckDisk,
            Self::Threads { .. } => Advice::UseFewerThreads,
        }
    }

    /// What an error of the engine means that came while it wrote.
    pub(crate) fn writing(path: &Path, source: TantivyError) -> Self {
        let path = path.to_owned();
        let is_full = kind(&source).is_some_and(is_full);
        let source = source.into();
        if is_full { Self::DiskFull { path, source } } else { Self::Write { path, source } }
    }
}

/// What the system said, if it was the system.
fn kind(error: &TantivyError) -> Option<ErrorKind> {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = cause {
        // The engine shares its errors of the system.
        let shared = error.downcast_ref::<Arc<io::Error>>().map(AsRef::as_ref);
        if let Some(error) = error.downcast_ref::<io::Error>().or(shared) {
            return Some(error.kind());
        }
        cause = error.source();
    }
    match error {
        TantivyError::IoError(error) => Some(error.kind()),
        _ => None,
    }
}
