//! What is inside of answers, for those who name it.

pub use indexer::Finding;
pub use query::{
    Blame, Expanded, LanguageShare, MissingWord, Part, UnfinishedRebuild, Variant, VariantText,
};
pub use schema::Unfinished;
