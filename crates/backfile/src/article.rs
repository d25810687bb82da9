//! What is known of an article besides its text: where it was read, what says when it was
//! published, which state of itself it is.

pub use ::article::{
    ArticleFields, Boilerplate, DateEvidence, DateOrder, EvidenceKind, FilePath, Identity,
    Precision, Provenance, SourceBoilerplate, Version,
};
pub use text::Script;
