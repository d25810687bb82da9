#![doc = include_str!("../README.md")]

pub mod analysis;
pub mod answer;
pub mod article;
pub mod fields;
#[cfg(feature = "ingest")]
pub mod files;
pub mod plan;

pub use contract;

// An article.
pub use ::article::{
    Article, ArticleBuilder, ArticleError, ArticleId, PublishedOn, Segment, SegmentKind,
};
pub use jiff::civil::Date;
pub use text::Language;

// Writing an index.
pub use indexer::{
    Added, IndexSummary, Indexer, IndexerError, IndexerOptions, Rebuilt, Verification, verify,
};
pub use schema::{Advice, CancelToken, CommitId, Location, SchemaError, Settings};

// Asking it.
pub use query::syntax::{DistanceKind, Field, NotWords, Query, Scope, escape};
pub use query::{
    Breakdown, Direction, Filter, Limits, Match, QueryError, SearchRequest, Searcher, Snapshot,
    Sort, TimelineBy, TotalWanted, Variants,
};
pub use schema::Facet;

// What it answers.
pub use query::syntax::{Diagnostic, DiagnosticCode, Severity};
pub use query::{
    Answer, Bucket, Count, DateMatch, Explanation, Facets, Hit, IndexStats, Marks, Overview,
    ResultPage, Snippet, SnippetField, Timeline, TotalIs,
};
