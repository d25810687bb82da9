//! What each command prints as JSON Lines: one of these objects a line, told apart by `type`.

#![expect(clippy::large_enum_variant, reason = "a line is made to be written, one at a time")]

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Article, BatchAnswer, BatchFailure, BatchHit, BatchSummary, Bucket, Count, Explanation,
    ExportSummary, Facets, FacetsSummary, Finding, Hit, IndexSummary, Marks, OptimizeSummary, Page,
    PageSummary, RemarksSummary, Score, Skipped, Stats, Timeline, TimelineSummary, Token,
    VerifySummary,
};

/// A line of `search`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum SearchLine {
    /// A hit.
    Hit(Hit),
    /// The last line.
    Summary(PageSummary),
}

/// The line of `count`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum CountLine {
    /// The number.
    Count(Count),
}

/// A line of `facets`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum FacetsLine {
    /// One value.
    Bucket(Bucket),
    /// The last line.
    Summary(FacetsSummary),
}

/// A line of `timeline`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum TimelineLine {
    /// One unit of time.
    Bucket(Bucket),
    /// The last line.
    Summary(TimelineSummary),
}

/// A line of `export`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum ExportLine {
    /// A hit.
    Hit(Hit),
    /// The last line.
    Summary(ExportSummary),
}

/// A line of `explain`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum ExplainLine {
    /// How the query was read.
    Explanation(Explanation),
    /// Why an article has its score, where that was asked for.
    Score(Score),
    /// The last line, where that was asked for.
    Summary(RemarksSummary),
}

/// A line of `batch`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum BatchLine {
    /// A hit of one query.
    Hit(BatchHit),
    /// What closes the hits of one query.
    Answer(BatchAnswer),
    /// A query that could not be answered.
    Failure(BatchFailure),
    /// The last line.
    Summary(BatchSummary),
}

/// A line of `show`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum ShowLine {
    /// The article.
    Article(Article),
    /// What a query matches in it, where one was given.
    Marks(Marks),
    /// The last line, where a query was given.
    Summary(RemarksSummary),
}

/// A line of `extract`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum ExtractLine {
    /// An article.
    Article(Article),
}

/// The line of `stats`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum StatsLine {
    /// What is in the index.
    Stats(Stats),
}

/// A line of `index`, and of its report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum IndexLine {
    /// Something that was left out.
    Skipped(Skipped),
    /// The last line.
    Summary(IndexSummary),
}

/// A line of `verify`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum VerifyLine {
    /// Something that is wrong.
    Finding(Finding),
    /// Something that a repair has dropped.
    Dropped(Finding),
    /// The last line.
    Summary(VerifySummary),
}

/// The line of `optimize`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum OptimizeLine {
    /// What was merged.
    Summary(OptimizeSummary),
}

/// A line of `analyze`: a word. It has no `type`.
pub type AnalyzeLine = Token;

impl Page {
    /// The lines of it: every hit, then what closes them.
    pub fn into_lines(self) -> impl Iterator<Item = SearchLine> {
        let Self { format_version, hits, facts } = self;
        let summary = SearchLine::Summary(PageSummary { format_version, facts });
        hits.into_iter().map(SearchLine::Hit).chain([summary])
    }
}

impl Facets {
    /// The lines of them: of each field as many buckets as are wanted, then what closes them.
    pub fn into_lines(self, most_of_a_field: usize) -> impl Iterator<Item = FacetsLine> {
        let mut of_field = (String::new(), 0);
        let buckets = self.buckets.into_iter().filter(move |bucket| {
            if of_field.0 != bucket.by {
                of_field = (bucket.by.clone(), 0);
            }
            of_field.1 += 1;
            of_field.1 <= most_of_a_field
        });
        buckets.map(FacetsLine::Bucket).chain([FacetsLine::Summary(self.summary)])
    }
}

impl Timeline {
    /// The lines of it: every bucket, then what closes them.
    pub fn into_lines(self) -> impl Iterator<Item = TimelineLine> {
        let summary = TimelineLine::Summary(self.summary);
        self.buckets.into_iter().map(TimelineLine::Bucket).chain([summary])
    }
}
