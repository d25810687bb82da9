//! Says why an index cannot be opened, and what to do.

use std::io;
use std::path::PathBuf;

use crate::Advice;

/// Why an index folder cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SchemaError {
    /// There is nothing at this path.
    #[error("there is no index at `{}`", path.display())]
    NoIndex {
        /// The folder that was asked for.
        path: PathBuf,
    },
    /// The path is a file, or a folder that holds something else.
    #[error("this is not an index folder: `{}`", path.display())]
    NotAnIndex {
        /// The path that was asked for.
        path: PathBuf,
    },
    /// The index was written by a newer program.
    #[error("the index has format {found}, this program reads up to {newest}: `{}`", path.display())]
    TooNew {
        /// The index folder.
        path: PathBuf,
        /// The format version found.
        found: u32,
        /// The newest format version this program reads.
        newest: u32,
    },
    /// The index was written by a program too old to be read.
    #[error("the index has format {found}, this program reads from {oldest} on: `{}`", path.display())]
    TooOld {
        /// The index folder.
        path: PathBuf,
        /// The format version found.
        found: u32,
        /// The oldest format version this program reads.
        oldest: u32,
    },
    /// A file of the index is missing, cut short or not what it should be.
    #[error("the index is damaged, {expected} was expected: `{}`", path.display())]
    Corrupt {
        /// The file or folder.
        path: PathBuf,
        /// What should have been there.
        expected: &'static str,
        /// What the engine said, where it said something.
        #[source]
        source: Option<Box<dyn std::error::Error + Send + Sync>>,
    },
    /// The operating system refused.
    #[error("cannot {action} `{}`", path.display())]
    Io {
        /// What was being done, as a verb.
        action: &'static str,
        /// To what.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// A setting has a value that means nothing, or is too much.
    #[error("the setting `{key}` cannot be `{value}`")]
    Setting {
        /// The setting.
        key: &'static str,
        /// Its value, or the part of it that is refused.
        value: String,
        /// What a value must be.
        rule: &'static str,
    },
    /// A stored article is newer than this program or cannot be read.
    #[error("a stored article cannot be read: {reason}")]
    StoredArticle {
        /// What is wrong with it.
        reason: String,
    },
}

impl SchemaError {
    /// For `map_err`: the system refused to do this to that.
    pub fn io(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { action, path, source }
    }

    /// What to do about it.
    pub fn advice(&self) -> Advice {
        match self {
            Self::NoIndex { .. } => Advice::CreateIndex,
            Self::NotAnIndex { .. } => Advice::ChooseFolder,
            Self::TooNew { .. } => Advice::Upgrade,
            Self::TooOld { .. } => Advice::Rebuild,
            Self::Corrupt { .. } | Self::StoredArticle { .. } => Advice::VerifyAndRebuild,
            Self::Setting { rule, .. } => Advice::ChangeSetting(rule),
            Self::Io { source, .. }
                if matches!(
                    source.kind(),
                    io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
                ) =>
            {
                Advice::FreeSpace
            }
            Self::Io { .. } => Advice::CheckDisk,
        }
    }
}
