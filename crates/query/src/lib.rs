//! Understands a question and answers it with a page.
//!
//! A question goes through five floors, each of which sees only those before it:
//!
//! - [`syntax`] reads the typed text into a tree;
//! - `understand` makes a [`Plan`] of the tree: fields, days, analysed words, asking what it must
//!   know of the [`Archive`];
//! - `engine` makes a query of the plan;
//! - `search` finds the documents;
//! - `answer` makes plain values of them: [`ResultPage`], [`Hit`], [`Snippet`], [`Timeline`],
//!   [`Facets`].
//!
//! [`Searcher`] is the only reader of an index: it writes nothing, takes no lock, and serves any
//! number of threads. A [`Snapshot`] is one commit of it.

mod answer;
mod engine;
mod error;
mod search;
pub mod syntax;
mod understand;

pub use answer::{
    Answer, Blame, Breakdown, Bucket, Count, DateMatch, Expanded, Explanation, Facets, Hit, Marks,
    MissingWord, Overview, Part, Ranked, Ranking, ResultPage, Searcher, Snapshot, Snippet,
    SnippetField, Timeline, TotalIs, Variant, VariantText,
};
pub use error::{PlanError, QueryError};
pub use search::{IndexStats, LanguageShare, TimelineBy, UnfinishedRebuild};
pub use understand::{
    Archive, Articles, Direction, Filter, Limits, Match, Plan, Question, SearchRequest, Sort,
    Sought, SoughtBy, Spans, SynonymSets, Target, TotalWanted, ValueRange, Variants, Word,
    WordMemory, Written,
};
