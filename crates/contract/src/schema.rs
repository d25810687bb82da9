//! The JSON Schema of all of it.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use crate::{
    AnalyzeLine, BatchLine, Count, CountLine, ExplainLine, Explanation, ExportLine, ExtractLine,
    Facets, FacetsLine, IndexLine, OptimizeLine, Overview, Page, Ranking, SearchLine, ShowLine,
    StatsLine, Timeline, TimelineLine, VerifyLine,
};

/// The JSON Schema (draft 2020-12) of every object as it is written: a line of a command is valid by
/// `#/$defs/Lines/properties/<command>`, a whole answer by `#/$defs/Answers/properties/<name>`.
pub fn schema() -> Value {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    generator.into_root_schema_for::<Contract>().to_value()
}

/// The JSON that Backfile speaks. What is printed is a line of a command, valid by
/// `#/$defs/Lines/properties/<command>`, or a whole answer, valid by
/// `#/$defs/Answers/properties/<name>`; this object itself only holds them together.
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
    overview: Overview,
    page: Page,
    ranking: Ranking,
    timeline: Timeline,
}
