//! How many articles answer: in all, by the values of fields, and over time.

use query::Answer;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::JSON_VERSION;
use crate::page::Match;
use crate::remarks::{Diagnostic, diagnostics};

/// The number of articles that answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Count {
    /// The number; the least that there are, where the answer is partial.
    pub total: u64,
    /// Whether a limit cut the count short.
    pub partial: bool,
    /// The commit of the index that it is an answer of.
    pub commit: String,
    /// What there is to say about the query and its answer.
    pub diagnostics: Vec<Diagnostic>,
    /// The query in its canonical form.
    pub query: String,
    /// Whether all words had to be there, or any.
    #[serde(rename = "match")]
    pub matching: Match,
}

/// How many articles answer under one value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Bucket {
    /// The field, or the unit of time.
    pub by: String,
    /// The value. Of time the beginning of a date: `2019`, `2019-05`, `2019-05-30`.
    pub key: String,
    /// How many articles have it.
    pub count: u64,
}

/// The articles that answer, by the values of some fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Facets {
    /// The values of each field, the most frequent first, then by name.
    pub buckets: Vec<Bucket>,
    /// What there is to say of them all.
    #[serde(flatten)]
    pub summary: FacetsSummary,
}

/// What closes the lines of facets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FacetsSummary {
    /// The version of the JSON.
    pub format_version: u32,
    /// All articles that answer; the least that there are, where the answer is partial.
    pub total: u64,
    /// Whether a limit cut the count short.
    pub partial: bool,
    /// The commit of the index that it is an answer of.
    pub commit: String,
    /// What there is to say about the query and its answer.
    pub diagnostics: Vec<Diagnostic>,
}

/// The articles that answer, over time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Timeline {
    /// The units that have any, oldest first. An article whose date is wider than the unit stands
    /// under its date as it is known.
    pub buckets: Vec<Bucket>,
    /// What there is to say of them all.
    #[serde(flatten)]
    pub summary: TimelineSummary,
}

/// What closes the lines of a timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TimelineSummary {
    /// The version of the JSON.
    pub format_version: u32,
    /// All articles that answer; the least that there are, where the answer is partial.
    pub total: u64,
    /// Those without a date.
    pub undated: u64,
    /// Whether a limit cut the count short.
    pub partial: bool,
    /// The commit of the index that it is an answer of.
    pub commit: String,
    /// What there is to say about the query and its answer.
    pub diagnostics: Vec<Diagnostic>,
}

/// What closes the lines of an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ExportSummary {
    /// The version of the JSON.
    pub format_version: u32,
    /// The query in its canonical form.
    pub query: String,
    /// How many articles were handed out.
    pub total: u64,
    /// Whether a limit cut the export short.
    pub partial: bool,
    /// The commit of the index that it is an answer of.
    pub commit: String,
    /// What there is to say about the query and its answer.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether all words had to be there, or any.
    #[serde(rename = "match")]
    pub matching: Match,
}

impl From<Answer<query::Count>> for Count {
    fn from(answer: Answer<query::Count>) -> Self {
        Self {
            total: answer.value.total,
            partial: answer.partial,
            commit: answer.commit.to_string(),
            diagnostics: diagnostics(answer.diagnostics),
            query: answer.value.query,
            matching: answer.value.matching.into(),
        }
    }
}

impl From<Answer<query::Count>> for ExportSummary {
    fn from(answer: Answer<query::Count>) -> Self {
        Self {
            format_version: JSON_VERSION,
            query: answer.value.query,
            total: answer.value.total,
            partial: answer.partial,
            commit: answer.commit.to_string(),
            diagnostics: diagnostics(answer.diagnostics),
            matching: answer.value.matching.into(),
        }
    }
}

impl From<query::Bucket> for Bucket {
    fn from(bucket: query::Bucket) -> Self {
        Self { by: bucket.by, key: bucket.key, count: bucket.count }
    }
}

impl From<Answer<query::Facets>> for Facets {
    fn from(answer: Answer<query::Facets>) -> Self {
        Self {
            buckets: answer.value.buckets.into_iter().map(Bucket::from).collect(),
            summary: FacetsSummary {
                format_version: JSON_VERSION,
                total: answer.value.total,
                partial: answer.partial,
                commit: answer.commit.to_string(),
                diagnostics: diagnostics(answer.diagnostics),
            },
        }
    }
}

impl From<Answer<query::Timeline>> for Timeline {
    fn from(answer: Answer<query::Timeline>) -> Self {
        Self {
            buckets: answer.value.buckets.into_iter().map(Bucket::from).collect(),
            summary: TimelineSummary {
                format_version: JSON_VERSION,
                total: answer.value.total,
                undated: answer.value.undated,
                partial: answer.partial,
                commit: answer.commit.to_string(),
                diagnostics: diagnostics(answer.diagnostics),
            },
        }
    }
}
