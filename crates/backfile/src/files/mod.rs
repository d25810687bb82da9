//! Brings an index up to date with files and folders, and reads them alone.
//!
//! ```
//! use backfile::files::{Document, Ingest, Update};
//!
//! # let folder = tempfile::tempdir()?;
//! # let (news, index) = (folder.path().join("news"), folder.path().join("index"));
//! # std::fs::create_dir(&news)?;
//! # std::fs::write(news.join("a.txt"), "Ferry returns\n\nThe ferry runs again.\n")?;
//! // What is new is added, what has changed replaced, what is gone removed.
//! let report = Update::new(&index).path(&news).run(&mut |_| {})?;
//! assert_eq!(report.added, 1);
//! // A page that a program holds.
//! let page = Document::new(&b"<article><h1>Ferry</h1><p>It runs again.</p></article>"[..]);
//! let read = Ingest::new().document(page.at("https://courier.example/ferry"))?;
//! assert!(read[0].is_ok());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod error;
mod update;

pub use ::article::DateOrder;
pub use indexer::{DiskNeed, Duplicate, Refusal};
pub use ingest::{
    Articles, Baseline, Converters, Cut, Document, Event, FileKind, FileOutcome, Findings, Ingest,
    IngestError, IngestReport, NoBaseline, SkipReason, Skipped, SourceFile,
};

pub use self::error::UpdateError;
pub use self::update::{Progress, Update, UpdateEvent, UpdateReport};
