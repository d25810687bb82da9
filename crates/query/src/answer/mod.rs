//! Makes the answer of what was found: pages, snippets, remarks, counts, explanations.
//!
//! What was found is asked through [`Found`](crate::search::Found). Only the
//! [`Snapshot`] knows whose it is.

mod cursor;
mod envelope;
mod explanation;
mod export;
mod facets;
mod hit;
mod hit_maker;
mod loosened;
mod marks;
mod overview;
mod page;
mod remarks;
mod result;
mod searcher;
mod snapshot;
mod snippet;
mod timeline;
mod variants;

pub use self::envelope::Answer;
pub use self::explanation::{Explanation, Part};
pub use self::hit::{DateMatch, Hit, Snippet, SnippetField};
pub use self::marks::Marks;
pub use self::overview::{Breakdown, Overview};
pub use self::result::{
    Blame, Bucket, Count, Expanded, Facets, MissingWord, Ranked, Ranking, ResultPage, Timeline,
    TotalIs, Variant, VariantText,
};
pub use self::searcher::Searcher;
pub use self::snapshot::Snapshot;
