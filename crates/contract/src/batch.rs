//! The answers to the queries of a file.

use query::QueryError;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::JSON_VERSION;
use crate::hit::Hit;
use crate::page::PageFacts;
use crate::remarks::{Diagnostic, diagnostics};

/// A hit of one query.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BatchHit {
    /// The query's id, or its line in the file.
    pub qid: String,
    /// The hit.
    #[serde(flatten)]
    pub hit: Hit,
}

/// What closes the hits of one query.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BatchAnswer {
    /// The query's id, or its line in the file.
    pub qid: String,
    /// What there is to say of the page besides its hits.
    #[serde(flatten)]
    pub facts: PageFacts,
}

/// What stands in place of an answer that could not be given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BatchFailure {
    /// The query's id, or its line in the file.
    pub qid: String,
    /// The query as typed.
    pub query: String,
    /// What is wrong with the query.
    pub message: String,
    /// Where in the query, and what may have been meant.
    pub diagnostics: Vec<Diagnostic>,
}

/// What closes a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BatchSummary {
    /// The version of the JSON.
    pub format_version: u32,
    /// How many queries the file has.
    pub queries: u64,
    /// How many of them could not be answered.
    pub failed: u64,
    /// Whether a limit cut any answer short.
    pub partial: bool,
    /// The articles that answer, of all queries together.
    pub total: u64,
    /// What there is to say of all of them: nothing so far, for each answer has its own.
    pub diagnostics: Vec<Diagnostic>,
}

/// Before the first query.
impl Default for BatchSummary {
    fn default() -> Self {
        Self {
            format_version: JSON_VERSION,
            queries: 0,
            failed: 0,
            partial: false,
            total: 0,
            diagnostics: Vec::new(),
        }
    }
}

impl BatchFailure {
    /// Why this query has no answer.
    pub fn new(qid: &str, query: &str, error: &QueryError) -> Self {
        Self {
            qid: qid.to_owned(),
            query: query.to_owned(),
            message: error.to_string(),
            diagnostics: diagnostics(error.diagnostics().to_vec()),
        }
    }
}
