//! The values that an answer is made of: plain, serialisable, and free of the engine.

mod cursor;
mod hit;
mod result;

pub(crate) use cursor::{Cursor, Place};
pub use hit::{DateMatch, Hit, Snippet, SnippetField};
pub use result::{
    Blame, Bucket, Count, Expanded, Facets, IndexStats, LanguageShare, MissingWord, Ranked,
    Ranking, ResultPage, Timeline, TimelineBy, TotalIs, UnfinishedRebuild, Variant, VariantText,
};
