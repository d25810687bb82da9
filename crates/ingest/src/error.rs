//! Says why a run could not start or could not go on.

use std::io;
use std::path::PathBuf;

/// Why a run failed as a whole.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IngestError {
    /// A path that was named is not there, or cannot be looked at.
    #[error("cannot read `{}`: {source}", path.display())]
    Root {
        /// The path as it was named.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The worker threads could not be started.
    #[error("cannot start the worker threads: {source}")]
    Threads {
        /// What the system said.
        source: io::Error,
    },
    /// A program cannot be what makes text of files.
    #[error("the program for `{ending}` cannot be used: {problem}")]
    Converter {
        /// The ending of the files.
        ending: String,
        /// What is wrong.
        problem: &'static str,
    },
    /// A query does not say in which order it selects rows.
    #[error("the query states no order; add `ORDER BY` and what tells its rows apart: `{query}`")]
    Query {
        /// The query.
        query: String,
    },
    /// A key was mapped to a field that no article has.
    #[error("no field of an article is called `{field}`; there are {known}")]
    UnknownField {
        /// The field as it was named.
        field: String,
        /// The names there are.
        known: String,
    },
}
