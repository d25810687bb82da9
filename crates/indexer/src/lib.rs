//! Writes articles into an index, and publishes it whole or not at all.
//!
//! [`Indexer`] adds, replaces and removes articles by id; nothing is visible to a search before
//! [`Indexer::commit`], and everything is after it. [`BatchRun`] brings an index up to date with
//! source files, by its ledger. [`verify()`] says whether every byte of an index is sound.
//!
//! There is one writer at a time: the second is refused with the process id of the first.

mod added;
mod batch;
mod committed;
mod digest;
mod error;
mod generation;
mod in_flight;
mod indexer;
mod lock;
mod options;
mod summary;
mod verify;

pub use added::{Added, Duplicate};
pub use batch::{BatchRun, Removal, Scope, SourceState};
pub use committed::Committed;
pub use error::IndexerError;
pub use indexer::Indexer;
pub use options::IndexerOptions;
pub use summary::IndexSummary;
pub use verify::{Finding, Verification, verify};
