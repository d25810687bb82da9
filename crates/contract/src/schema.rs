//! The JSON Schema of all of it.

use schemars::{JsonSchema, schema_for};
use serde_json::Value;

use crate::{
    AnalyzeLine, BatchLine, Count, CountLine, ExplainLine, Explanation, ExportLine, ExtractLine,
    Facets, FacetsLine, IndexLine, OptimizeLine, Page, Ranking, SearchLine, ShowLine, StatsLine,
    Timeline, TimelineLine, VerifyLine,
};

/// The JSON Schema (draft 2020-12) of every object: under `lines` what each command prints, under
/// `answers` whole answers.
pub fn schema() -> Value {
    schema_for!(Contract).to_value()
}

/// The JSON that Backfile speaks.
#[derive(JsonSchema)]
#[schemars(title = "Backfile")]
#[expect(dead_code, reason = "it is there for its schema alone")]
struct Contract {
    /// What each command prints with `--json`, or as JSON Lines: one of these a line.
    lines: Lines,
    /// Whole answers, as a program has them that asks the library.
    answers: Answers,
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "it is there for its schema alone")]
struct Lines {
    analyze: AnalyzeLine,
    batch: BatchLine,
    count: CountLine,
    explain: ExplainLine,
    export: ExportLine,
    extract: ExtractLine,
    facets: FacetsLine,
    index: IndexLine,
    optimize: OptimizeLine,
    search: SearchLine,
    show: ShowLine,
    stats: StatsLine,
    timeline: TimelineLine,
    verify: VerifyLine,
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "it is there for its schema alone")]
struct Answers {
    count: Count,
    explanation: Explanation,
    facets: Facets,
    page: Page,
    ranking: Ranking,
    timeline: Timeline,
}
