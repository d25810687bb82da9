//! Reads archives of news from disk and yields articles; one bad article never stops the run.
//!
//! [`Ingest`] walks files and folders in a fixed order, tells what each file is by its content,
//! unpacks, reads and cleans it on several threads, and hands the articles over in order:
//!
//! ```
//! use ingest::Ingest;
//!
//! let folder = tempfile::tempdir()?;
//! std::fs::write(folder.path().join("a.txt"), "Ferry returns\n\nThe ferry runs again.\n")?;
//! for article in Ingest::new().path(folder.path()).articles()? {
//!     assert_eq!(article?.title.as_deref(), Some("Ferry returns"));
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What cannot be read is left out, counted and told with its place: see [`Skipped`]. The text of
//! an article is never cut; what only stands around it is labelled.

mod articles;
mod baseline;
mod clean;
mod compression;
mod container;
mod convert;
mod damage;
mod detect;
mod discover;
mod document;
mod error;
mod event;
mod findings;
mod format;
mod ingest;
mod pipeline;
mod queries;
mod reason;
mod report;
mod skipped;
mod source_file;
mod source_tree;

pub use article::DateOrder;
pub use articles::Articles;
pub use baseline::{Baseline, KnownRecords, NoBaseline};
pub use convert::{ConversionFailure, Converters};
pub use document::Document;
pub use error::IngestError;
pub use event::{Event, FileKind, FileOutcome};
pub use findings::Findings;
pub use format::{FrontMatterError, Notation};
pub use ingest::Ingest;
pub use queries::Queries;
pub use reason::{Explanation, Reason};
pub use report::IngestReport;
pub use skipped::{Cut, SkipReason, Skipped};
pub use source_file::SourceFile;
pub use source_tree::SourceTree;

/// Changes whenever the same bytes would give another article. It is part of every record's
/// digest, so that records read by an older version count as changed.
pub const INGEST_VERSION: u32 = 5;
