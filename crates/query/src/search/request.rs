//! A question with everything that bears on its answer.

use std::time::Duration;

use jiff::civil::Date;
use serde::Serialize;

use crate::spelling::Variants;

/// What is asked, and how the answer should be cut.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SearchRequest {
    /// The query as typed.
    pub query: String,
    /// Hits on a page, 0 to 10,000.
    pub limit: usize,
    /// Where the page begins: what [`crate::ResultPage::cursor`] of the page before says.
    pub cursor: Option<String>,
    /// The order of the hits.
    pub sort: Sort,
    /// Whether all words must be there.
    pub matching: Match,
    /// Whether names are also found in their other spellings.
    pub variants: Variants,
    /// How much the total is worth.
    pub total: TotalWanted,
    /// The language of the query's words, where it is known; else all of the index.
    pub language: Option<text::Language>,
    /// The most snippets of a hit.
    pub snippets: usize,
    /// The day that relative dates count from; today in the archive's zone where it is not given.
    pub today: Option<Date>,
    /// Whether what would be mended is an error.
    pub strict: bool,
    /// How much work the query may make.
    pub limits: Limits,
}

impl SearchRequest {
    /// A question with the defaults: ten hits by relevance, an exact total, three snippets.
    pub fn new(query: impl Into<String>) -> Self {
        Self {
            query: query.into(),
            limit: 10,
            cursor: None,
            sort: Sort::Relevance,
            matching: Match::Auto,
            variants: Variants::default(),
            total: TotalWanted::Exact,
            language: None,
            snippets: 3,
            today: None,
            strict: false,
            limits: Limits::default(),
        }
    }
}

impl From<&str> for SearchRequest {
    fn from(query: &str) -> Self {
        Self::new(query)
    }
}

impl From<String> for SearchRequest {
    fn from(query: String) -> Self {
        Self::new(query)
    }
}

/// The order of hits. Ties are settled by date, newest first, then by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// The best first.
    #[default]
    Relevance,
    /// The newest first, undated ones last.
    Newest,
    /// The oldest first, undated ones last.
    Oldest,
}

/// Whether all words of a query must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Match {
    /// All; where no article has them all and the query is plain words, any of them.
    #[default]
    Auto,
    /// All.
    All,
    /// Any.
    Any,
}

/// How much the total of a page is worth to the asker. The less is asked, the sooner a search may
/// stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TotalWanted {
    /// The exact number.
    #[default]
    Exact,
    /// Exact up to this number, beyond it only that it is more.
    AtLeast(u64),
    /// None.
    Unknown,
}

/// How much work a query may make.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Words, phrase words and operators of a query.
    pub nodes: usize,
    /// Terms that one pattern stands for in a segment; beyond it the most frequent are used and
    /// the answer is partial. So many synonyms may the words of a query have together, too.
    pub expansions: usize,
    /// Time after which an answer is returned as far as it has come, marked partial.
    pub time: Option<Duration>,
}

impl Default for Limits {
    fn default() -> Self {
        Self { nodes: 10_000, expansions: 10_000, time: None }
    }
}
