#![doc = include_str!("../README.md")]

mod analysis;
mod article;
mod batch;
mod counts;
mod explanation;
mod hit;
mod indexing;
mod lines;
mod overview;
mod page;
mod remarks;
mod schema;
mod stats;
mod verification;

pub use analysis::{Layers, Sought, SoughtBy, Token};
pub use article::{Article, Evidence, Marks, Part, Reasoned};
pub use batch::{BatchAnswer, BatchFailure, BatchHit, BatchSummary};
pub use counts::{Bucket, Count, ExportSummary, Facets, FacetsSummary, Timeline, TimelineSummary};
pub use explanation::{Blame, Explanation, MissingWord, QueryPart, Score, Word};
pub use hit::{DateMatch, Hit, Snippet, SnippetField, Span};
pub use indexing::{IndexSummary, MissingRoot, OptimizeSummary, Skipped};
pub use lines::{
    AnalyzeLine, BatchLine, CountLine, ExplainLine, ExportLine, ExtractLine, FacetsLine, IndexLine,
    OptimizeLine, SearchLine, ShowLine, StatsLine, TimelineLine, VerifyLine,
};
pub use overview::Overview;
pub use page::{
    Direction, FieldSort, Match, Page, PageFacts, PageSummary, Ranked, Ranking, Sort, TotalIs,
    Variant,
};
pub use remarks::{Diagnostic, RemarksSummary, Severity};
pub use schema::schema;
pub use stats::{Field, LanguageShare, LearnedLines, LinesOfSource, Settings, Stats};
pub use verification::{Finding, Unfinished, VerifySummary};

/// The version of the JSON. It rises when a key goes or changes its meaning; keys are added without
/// a new one. It is no version of the index.
pub const JSON_VERSION: u32 = 1;
