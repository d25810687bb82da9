//! Lists the names at the front door: what is added, goes or is renamed is seen here.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Every name at the root, in the order of the alphabet.
const NAMES: [&str; 68] = [
    "Added",
    "Advice",
    "Answer",
    "Article",
    "ArticleBuilder",
    "ArticleError",
    "ArticleId",
    "Breakdown",
    "Bucket",
    "CancelToken",
    "CommitId",
    "Count",
    "Date",
    "DateMatch",
    "Diagnostic",
    "DiagnosticCode",
    "Direction",
    "DistanceKind",
    "Explanation",
    "Facet",
    "Facets",
    "Field",
    "Filter",
    "Hit",
    "IndexStats",
    "IndexSummary",
    "Indexer",
    "IndexerError",
    "IndexerOptions",
    "Language",
    "Limits",
    "Location",
    "Marks",
    "Match",
    "NotWords",
    "Overview",
    "PublishedOn",
    "Query",
    "QueryError",
    "Rebuilt",
    "ResultPage",
    "SchemaError",
    "Scope",
    "SearchRequest",
    "Searcher",
    "Segment",
    "SegmentKind",
    "Settings",
    "Severity",
    "Snapshot",
    "Snippet",
    "SnippetField",
    "Sort",
    "Timeline",
    "TimelineBy",
    "TotalIs",
    "TotalWanted",
    "Variants",
    "Verification",
    "analysis",
    "answer",
    "article",
    "contract",
    "escape",
    "fields",
    "files",
    "plan",
    "verify",
];

/// The items that a module hands on, and the modules that it has.
fn handed_on(source: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    for statement in code.collect::<Vec<_>>().join(" ").split(';') {
        if let Some((_, used)) = statement.split_once("pub use ") {
            let list = used.rsplit_once('{').map_or(used, |(_, list)| list);
            let items = list.trim_end_matches(['}', ' ']).split(',').map(str::trim);
            let name = |item: &str| item.rsplit("::").next().unwrap_or_default().to_owned();
            names.extend(items.filter(|item| !item.is_empty()).map(name));
        }
        if let Some((_, module)) = statement.split_once("pub mod ") {
            names.insert(module.trim().to_owned());
        }
    }
    names
}

fn read(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(root.join(path)).expect("a file of this package")
}

#[test]
fn the_names_at_the_front_door_are_these() {
    let found = handed_on(&read("src/lib.rs"));
    assert_eq!(found, NAMES.iter().map(|name| (*name).to_owned()).collect());
}

#[test]
fn every_name_stands_in_a_tested_example() {
    let readme = read("README.md");
    let code: String =
        readme.split("```").skip(1).step_by(2).chain([]).collect::<Vec<_>>().join("\n");
    let examples = ["examples/archive.rs", "examples/served.rs"].map(read).join("\n");
    let shown = format!("{code}\n{examples}\n{readme}");
    let missing: Vec<_> = NAMES
        .iter()
        .filter(|name| {
            let mut places = shown.match_indices(**name);
            !places.any(|(at, name)| {
                let is_of_word = |c: char| c.is_alphanumeric() || c == '_';
                !shown[..at].ends_with(is_of_word)
                    && !shown[at + name.len()..].starts_with(is_of_word)
            })
        })
        .collect();
    assert!(missing.is_empty(), "no page leads to {missing:?}");
}
