//! Defines what an article is, and nothing that touches a disk.
//!
//! An [`Article`] is built through [`Article::builder`], which checks that it has text, that its
//! segments lie inside that text and that its identity can be told:
//!
//! ```
//! use article::{Article, PublishedOn};
//!
//! let article = Article::builder()
//!     .source("Danube Courier")
//!     .source_id("2025-0042")
//!     .title("Working group meets in Belgrade")
//!     .body("The working group met on Friday.")
//!     .published_on("2025-05-30".parse::<PublishedOn>()?)
//!     .build()?;
//! assert_eq!(article.id.to_string().len(), 16);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod article;
mod boilerplate;
mod date;
mod date_order;
mod error;
mod evidence;
mod file_path;
mod id;
mod own;
mod provenance;
mod segment;
mod version;

pub use article::{Article, ArticleBuilder, ArticleFields};
pub use boilerplate::{Boilerplate, SourceBoilerplate};
pub use date::{Precision, PublishedOn};
pub use date_order::DateOrder;
pub use error::ArticleError;
pub use evidence::{DateEvidence, EvidenceKind};
pub use file_path::FilePath;
pub use id::{ArticleId, Identity};
pub use own::{FieldKind, FieldName, OwnField, OwnFields, OwnValue, OwnValues, value_key};
pub use provenance::Provenance;
pub use segment::{Segment, SegmentKind};
pub use version::{Version, Withdrawal};
