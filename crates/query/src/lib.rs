//! Understands a question and answers it with a page.
//!
//! A query is parsed ([`syntax`]), resolved against the index into a plan, compiled for the
//! engine, and answered with plain values: [`ResultPage`], [`Hit`], [`Snippet`], [`Timeline`],
//! [`Facets`]. [`Searcher`] is the only reader of an index: it writes nothing, takes no lock, and
//! serves any number of threads.

mod budget;
mod cancel;
mod compile;
mod engine;
mod error;
mod explain;
mod highlight;
mod page;
mod plan;
mod resolve;
mod rewrite;
mod search;
mod spelling;
mod synonyms;
pub mod syntax;

pub use cancel::CancelToken;
pub use error::QueryError;
pub use explain::{Explanation, Part};
pub use highlight::Marks;
pub use page::{
    Blame, Bucket, Count, DateMatch, Expanded, Facets, Hit, IndexStats, LanguageShare, MissingWord,
    Ranked, Ranking, ResultPage, Snippet, SnippetField, Timeline, TimelineBy, TotalIs,
    UnfinishedRebuild, Variant, VariantText,
};
pub use plan::{Plan, Spans, Target, Word};
pub use resolve::Resolver;
pub use search::{Limits, Match, SearchRequest, Searcher, Sort, TotalWanted};
pub use spelling::Variants;
