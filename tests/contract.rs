//! The JSON contract: its schema is the committed one, whatever is printed holds to it and reads
//! back as it was, and an answer that is serialised loses nothing.

use std::cell::RefCell;
use std::fmt::Debug;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use backfile::contract::{
    self, AnalyzeLine, BatchLine, CountLine, ExplainLine, ExportLine, ExtractLine, FacetsLine,
    IndexLine, OptimizeLine, SearchLine, ShowLine, StatsLine, TimelineLine, VerifyLine,
};
use backfile::{SearchRequest, Searcher};
use boon::{Compiler, Schemas};
use query::TimelineBy;
use schema::Facet;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::samples::{Sample, program};

/// Whether a line is one of its command's, by its type and by the schema.
#[track_caller]
pub(crate) fn holds(command: &str, line: &str) {
    match command {
        "analyze" => reads_back::<AnalyzeLine>(line),
        "batch" => reads_back::<BatchLine>(line),
        "count" => reads_back::<CountLine>(line),
        "explain" => reads_back::<ExplainLine>(line),
        "export" => reads_back::<ExportLine>(line),
        "extract" => reads_back::<ExtractLine>(line),
        "facets" => reads_back::<FacetsLine>(line),
        "index" => reads_back::<IndexLine>(line),
        "optimize" => reads_back::<OptimizeLine>(line),
        "search" => reads_back::<SearchLine>(line),
        "show" => reads_back::<ShowLine>(line),
        "stats" => reads_back::<StatsLine>(line),
        "timeline" => reads_back::<TimelineLine>(line),
        "verify" => reads_back::<VerifyLine>(line),
        _ => panic!("`{command}` prints no JSON"),
    }
    fits(&format!("#/$defs/Lines/properties/{command}"), line);
}

/// What is read of it says the same, key by key in their order: nothing is lost.
#[track_caller]
fn reads_back<T: Serialize + DeserializeOwned>(text: &str) {
    let read: T = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    let written = serde_json::to_string(&read).unwrap();
    // The program escapes more than JSON asks for.
    let plain: Value = serde_json::from_str(text).unwrap();
    let again: Value = serde_json::from_str(&written).unwrap();
    assert_eq!(plain.to_string(), again.to_string());
}

/// It is valid by that part of the schema.
#[track_caller]
fn fits(part: &str, text: &str) {
    thread_local! {
        // To compile it takes longer than to check a line.
        static COMPILED: RefCell<(Compiler, Schemas)> = {
            let mut compiler = Compiler::new();
            compiler.add_resource("schema.json", committed().clone()).unwrap();
            RefCell::new((compiler, Schemas::new()))
        };
    }
    let value: Value = serde_json::from_str(text).unwrap();
    COMPILED.with_borrow_mut(|(compiler, schemas)| {
        let part = compiler.compile(&format!("schema.json{part}"), schemas).unwrap();
        if let Err(error) = schemas.validate(&value, part) {
            panic!("{error:#}\n{text}");
        }
    });
}

fn committed() -> &'static Value {
    static SCHEMA: OnceLock<Value> = OnceLock::new();
    SCHEMA.get_or_init(|| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/contract/schema.json");
        serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
    })
}

#[test]
fn the_committed_schema_is_that_of_the_types() {
    let advice = "cargo run -p backfile-contract --example schema > crates/contract/schema.json";
    assert!(*committed() == contract::schema(), "the contract has changed: {advice}");
}

#[test]
fn what_is_not_of_the_contract_does_not_pass() {
    let line = r#"{"type":"bucket","by":"source","key":"Wire","count":-1}"#;
    let is_refused = |line: &'static str| std::panic::catch_unwind(|| holds("facets", line));
    assert!(is_refused(line).is_err());
    assert!(is_refused(r#"{"type":"bucket","by":"source","key":"Wire"}"#).is_err());
    // A reader passes over what it does not know, but nothing of the kind is printed.
    assert!(is_refused(r#"{"type":"bucket","by":"source","key":"Wire","count":1,"x":2}"#).is_err());
    holds("facets", r#"{"type":"bucket","by":"source","key":"Wire","count":1}"#);
}

/// The answer is the same after it was written and read, and valid by the schema.
#[track_caller]
fn survives<T>(name: &str, answer: &T)
where
    T: Serialize + DeserializeOwned + PartialEq + Debug,
{
    let text = serde_json::to_string(answer).unwrap();
    assert_eq!(serde_json::from_str::<T>(&text).unwrap(), *answer);
    fits(&format!("#/$defs/Answers/properties/{name}"), &text);
}

#[test]
fn an_answer_that_is_serialised_loses_nothing() {
    let sample = Sample::generated(31, 400);
    let searcher = sample.searcher();
    let questions = ["the", "river OR bridge", "rivr", "date:2019..2021", "\"the", "*", "a* (b"];
    let mut diagnostics = 0;
    for question in questions {
        let mut request = SearchRequest::new(question);
        request.limit = Some(3);
        diagnostics += answers_survive(&searcher, &request);
    }
    assert!(diagnostics > 0, "no answer had a remark");
}

/// The number of remarks on the pages.
fn answers_survive(searcher: &Searcher, request: &SearchRequest) -> usize {
    let Ok(answer) = searcher.search(request.clone()) else { return 0 };
    let (hits, cursor) = (answer.hits.len(), answer.cursor.clone());
    let remarks = answer.diagnostics.len();
    let page = contract::Page::from(answer);
    assert_eq!((page.hits.len(), page.facts.diagnostics.len()), (hits, remarks));
    assert_eq!(page.facts.cursor, cursor);
    survives("page", &page);
    survives("ranking", &contract::Ranking::from(searcher.rank(request.clone()).unwrap()));
    survives("count", &contract::Count::from(searcher.count(request.clone()).unwrap()));
    survives(
        "explanation",
        &contract::Explanation::from(searcher.explain(request.clone()).unwrap()),
    );
    let facets = searcher.facets(request.clone(), &[Facet::Source, Facet::Language]).unwrap();
    survives("facets", &contract::Facets::from(facets));
    let timeline = searcher.timeline(request.clone(), TimelineBy::Month).unwrap();
    survives("timeline", &contract::Timeline::from(timeline));
    remarks
}

#[test]
fn numbers_read_back_as_they_were_written() {
    let seed = testkit::seed();
    println!("BACKFILE_TEST_SEED={seed}");
    let mut random = testkit::Random::new(seed);
    for _ in 0..2_000 {
        let nanoseconds = u64::try_from(random.below(1 << 40)).unwrap();
        let seconds = std::time::Duration::from_nanos(nanoseconds).as_secs_f64();
        let text = serde_json::to_string(&seconds).unwrap();
        assert_eq!(serde_json::from_str::<f64>(&text).unwrap().to_bits(), seconds.to_bits());
    }
}

#[test]
fn the_json_of_the_readme_is_what_is_printed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let (command, rest) = readme.split_once("prints\n\n```json\n").expect("an example of JSON");
    let promised: Vec<&str> = rest.split_once("```").unwrap().0.lines().collect();
    let command = command.rsplit_once('`').unwrap().0.rsplit_once('`').unwrap().1;
    let arguments: Vec<&str> = command.split(' ').skip(1).collect();

    let sample = Sample::new();
    let index = sample.index();
    let made = program(&index, &["index", root.join("corpus").to_str().unwrap()]).output().unwrap();
    assert!(made.status.success(), "{made:?}");
    let printed = program(&index, &arguments).output().unwrap().stdout;
    let printed = String::from_utf8(printed).unwrap();
    let timeless = |line: &str| {
        let mut object: Value = serde_json::from_str(line).unwrap();
        for key in ["took_ms", "commit", "cursor"] {
            if let Some(value) = object.get_mut(key) {
                *value = Value::Null;
            }
        }
        object.to_string()
    };
    let printed: Vec<String> = printed.lines().map(timeless).collect();
    assert_eq!(promised.iter().map(|line| timeless(line)).collect::<Vec<_>>(), printed);
    for line in promised {
        holds("search", line);
    }
}
