//! Writes articles into an index, and publishes it whole or not at all.
//!
//! [`Indexer`] adds, replaces and removes articles by id; nothing is visible to a search before
//! [`Indexer::commit`], and everything is after it. [`BatchRun`] brings an index up to date with
//! source files, by its ledger. [`verify()`] says whether every byte of an index is sound,
//! [`IndexerOptions::repair`] makes it so, and [`IndexerOptions::optimize`] merges its segments.
//!
//! There is one writer at a time: the second is refused with the process id of the first.

mod added;
mod batch;
mod checksums;
mod committed;
mod decide;
mod digest;
mod error;
mod forget;
mod generation;
mod indexer;
mod keyed;
mod learn;
mod lock;
mod merging;
mod options;
mod outdated;
mod predecessor;
mod rebuild;
mod removal;
mod repair;
mod rollback;
mod scope;
mod segments;
mod sources;
mod space;
mod standing;
mod summary;
mod verify;
mod view;
mod withdrawn;

pub use added::{Added, Duplicate, Stays};
pub use batch::{BatchOutcome, BatchRun, FileEnd, ReadingEnd, Remark, SecondLook, UnchangedFile};
pub use error::IndexerError;
pub use indexer::Indexer;
pub use merging::Optimized;
pub use options::IndexerOptions;
pub use rebuild::{CarriedOver, Rebuilt};
pub use removal::{Refusal, Removal};
pub use repair::Repair;
pub use schema::CancelToken;
pub use scope::{AcceptedFile, Scope, Sources};
pub use sources::{FileReader, Moved, Readers, SourceState};
pub use space::DiskNeed;
pub use standing::Standing;
pub use summary::IndexSummary;
pub use verify::{Finding, Verification, verify};
