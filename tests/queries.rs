//! Holds `corpus/queries.toml` to its word: every row, through the library and through the program.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use backfile::files::Update;
use backfile::{SearchRequest, Searcher, contract};
use query::syntax::{Diagnostic, Severity};
use query::{Match, Plan, PlanError, QueryError, Sort, Spans, Target, Variants, Word};
use schema::Settings;
use serde::Deserialize;
use serde_json::Value;

use crate::samples::{Sample, ids, program};

/// The file as it stands.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    /// The sets of the index that some rows are asked of.
    synonyms: Vec<Vec<String>>,
    query: Vec<Row>,
}

/// One claim; `corpus/README.md` explains the keys.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    q: String,
    #[serde(default)]
    finds: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
    total: Option<usize>,
    first: Option<String>,
    #[serde(rename = "match", default = "auto")]
    matching: String,
    #[serde(default = "off")]
    variants: String,
    #[serde(default = "relevance")]
    sort: String,
    now: Option<String>,
    #[serde(default)]
    synonyms: bool,
    needs: Option<String>,
    times: Option<usize>,
    says: Option<Vec<String>>,
    #[serde(default)]
    refused: bool,
    note: Option<String>,
}

fn auto() -> String {
    "auto".to_owned()
}

fn off() -> String {
    "off".to_owned()
}

fn relevance() -> String {
    "relevance".to_owned()
}

impl Row {
    fn typed(&self) -> String {
        self.q.repeat(self.times.unwrap_or(1))
    }

    fn request(&self) -> SearchRequest {
        let mut request = SearchRequest::new(self.typed());
        request.limit = Some(1_000);
        request.matching = match self.matching.as_str() {
            "auto" => Match::Auto,
            "all" => Match::All,
            "any" => Match::Any,
            other => panic!("no such match: `{other}`"),
        };
        request.variants = match self.variants.as_str() {
            "off" => Variants::Off,
            "auto" => Variants::Auto,
            "on" => Variants::On,
            other => panic!("no such variants: `{other}`"),
        };
        request.sort = Some(match self.sort.as_str() {
            "relevance" => Sort::Relevance,
            "newest" => Sort::Newest,
            "oldest" => Sort::Oldest,
            other => panic!("no such sort: `{other}`"),
        });
        request.today = self.now.as_ref().map(|now| now.parse().expect("`now` is a day"));
        request
    }

    /// What is wrong with the remarks on it, if anything is.
    fn judge_remarks(&self, diagnostics: &[Diagnostic]) -> Option<String> {
        let claimed = self.says.as_ref()?;
        let said: Vec<&String> = diagnostics.iter().map(|one| &one.message).collect();
        let is_right = claimed.len() == said.len()
            && said.iter().zip(claimed).all(|(said, claimed)| said.starts_with(&**claimed));
        let is_placed = diagnostics.iter().all(|one| self.typed().get(one.span.clone()).is_some());
        (!is_right || !is_placed).then(|| format!("{}\n    said: {said:#?}", self.q))
    }

    /// What is wrong with an answer, if anything is.
    fn judge(&self, found: &[String]) -> Option<String> {
        let missing: Vec<_> = self.finds.iter().filter(|key| !found.contains(key)).collect();
        let wrong: Vec<_> = self.not.iter().filter(|key| found.contains(key)).collect();
        let total = self.total.filter(|total| *total != found.len());
        let first = self.first.as_ref().filter(|first| found.first() != Some(first));
        if missing.is_empty() && wrong.is_empty() && total.is_none() && first.is_none() {
            return None;
        }
        let mut text = self.q.clone();
        let mut say = |what: &str, value: &dyn std::fmt::Debug| {
            let _ = write!(text, "\n    {what}: {value:?}");
        };
        if !missing.is_empty() {
            say("missing", &missing);
        }
        if !wrong.is_empty() {
            say("wrong", &wrong);
        }
        if let Some(total) = total {
            say("total claimed", &total);
            let unnamed: Vec<_> = found.iter().filter(|key| !self.finds.contains(key)).collect();
            say("found beside", &unnamed);
        }
        if let Some(first) = first {
            say("first claimed", &first);
        }
        say("found", &found);
        for (what, value) in [("needs", &self.needs), ("note", &self.note)] {
            if let Some(value) = value {
                say(what, value);
            }
        }
        Some(text)
    }
}

/// The corpus, indexed, and the name that `queries.toml` calls each article by.
struct Corpus {
    sample: Sample,
    searcher: Searcher,
    names: BTreeMap<backfile::ArticleId, String>,
}

impl Corpus {
    /// Indexed without synonyms, and with them.
    fn both() -> [Self; 2] {
        [Vec::new(), table().synonyms].map(Self::index)
    }

    fn index(synonyms: Vec<Vec<String>>) -> Self {
        let sample = Sample::new();
        let settings = Settings { synonyms, ..Settings::default() };
        let update = Update::new(sample.index()).path(testkit::corpus_path()).settings(settings);
        update.run(&mut |_| {}).unwrap();
        let searcher = sample.searcher();
        let mut request = SearchRequest::new("");
        request.limit = Some(1_000);
        let name = |id: backfile::ArticleId| {
            let article = searcher.article(&id).unwrap();
            (id, article.source_id.clone().unwrap_or_else(|| article.provenance.to_string()))
        };
        let names = ids(&searcher, request).into_iter().map(name).collect();
        Self { sample, searcher, names }
    }

    fn names_of(&self, ids: impl IntoIterator<Item = backfile::ArticleId>) -> Vec<String> {
        ids.into_iter().map(|id| self.names[&id].clone()).collect()
    }
}

fn table() -> Table {
    let text = std::fs::read_to_string(testkit::corpus_path().join("queries.toml")).unwrap();
    toml::from_str(&text).unwrap()
}

#[test]
fn every_claim_about_the_corpus_holds() {
    let corpora = Corpus::both();
    let rows = table().query;
    let mut failures: Vec<String> = Vec::new();
    let known: BTreeSet<&String> = corpora[0].names.values().collect();
    for row in &rows {
        let corpus = &corpora[usize::from(row.synonyms)];
        for name in row.finds.iter().chain(&row.not).chain(&row.first) {
            if !known.contains(name) {
                failures.push(format!("{}\n    no article has this name: {name}", row.q));
            }
        }
        let answer = match corpus.searcher.search(row.request()) {
            Ok(page) => {
                failures.extend(row.judge_remarks(&page.diagnostics));
                failures.extend(strictness(&corpus.searcher, row, &page.diagnostics));
                corpus.names_of(page.value.hits.into_iter().map(|hit| hit.id))
            }
            Err(error) if row.refused => {
                failures.extend(row.judge_remarks(error.diagnostics()));
                continue;
            }
            Err(error) => {
                failures.push(format!("{}\n    {error}: {:?}", row.q, error.diagnostics()));
                continue;
            }
        };
        failures.extend(row.judge(&answer));
        if row.refused {
            failures.push(format!("{}\n    it is answered", row.q));
        }
    }
    let (failed, all) = (failures.len(), rows.len());
    assert!(failures.is_empty(), "{failed} failures in {all} rows:\n\n{}\n", failures.join("\n\n"));
}

/// Asked strictly, what was mended is refused, and nothing else is.
fn strictness(searcher: &Searcher, row: &Row, remarks: &[Diagnostic]) -> Option<String> {
    let mut request = row.request();
    request.strict = true;
    let was_mended = remarks.iter().any(|one| one.severity >= Severity::Repair);
    let is_refused = searcher.search(request).is_err();
    (was_mended != is_refused).then(|| format!("{}\n    strictly refused: {is_refused}", row.q))
}

#[test]
fn the_program_answers_as_the_library_does() {
    let corpora = Corpus::both();
    // An empty line of a batch is no query.
    let rows: Vec<Row> = table().query.into_iter().filter(|row| !row.q.is_empty()).collect();
    let mut groups: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (number, row) in rows.iter().enumerate() {
        let options = (row.synonyms, &row.matching, &row.variants, &row.sort, &row.now);
        groups.entry(options).or_default().push(number);
    }
    let mut differing = Vec::new();
    for ((synonyms, matching, variants, sort, now), numbers) in groups {
        let corpus = &corpora[usize::from(synonyms)];
        let line = |number: &usize| format!("{number}\t{}\n", rows[*number].typed());
        let file = corpus.sample.write("queries", numbers.iter().map(line).collect::<String>());
        let arguments =
            ["batch", "--format", "jsonl", "-n", "1000", "--match", matching, "--sort", sort];
        let mut command = program(&corpus.sample.index(), &arguments);
        command.args(["--variants", variants]);
        if let Some(now) = now {
            command.args(["--now", now]);
        }
        let output = command.arg(file).output().unwrap();
        let mut answers: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        let mut remarks: BTreeMap<usize, Value> = BTreeMap::new();
        for line in String::from_utf8(output.stdout).unwrap().lines() {
            crate::contract::holds("batch", line);
            let mut object: Value = serde_json::from_str(line).unwrap();
            let Some(number) = object["qid"].as_str() else { continue };
            let number: usize = number.parse().unwrap();
            let answer = answers.entry(number).or_default();
            if object["type"] == "hit" {
                answer.push(object["id"].as_str().unwrap().to_owned());
            } else {
                remarks.insert(number, object["diagnostics"].take());
            }
        }
        for number in numbers {
            let (expected, said) = match corpus.searcher.search(rows[number].request()) {
                Ok(page) => {
                    let ids = page.value.hits.iter().map(|hit| hit.id.to_string()).collect();
                    (ids, page.diagnostics)
                }
                Err(error) => (Vec::new(), error.diagnostics().to_vec()),
            };
            let said: Vec<contract::Diagnostic> = said.into_iter().map(Into::into).collect();
            let said = serde_json::to_value(said).unwrap();
            if answers.get(&number) != Some(&expected) || remarks.get(&number) != Some(&said) {
                differing.push(&rows[number].q);
            }
        }
    }
    assert!(differing.is_empty(), "the program answers otherwise: {differing:#?}");
}

#[test]
fn the_plan_of_every_question_survives_json_and_finds_the_same() {
    let corpora = Corpus::both();
    let mut asked = 0;
    for row in table().query.iter().filter(|row| !row.refused) {
        let searcher = &corpora[usize::from(row.synonyms)].searcher;
        let mut request = row.request();
        let ranking = searcher.rank(request.clone()).unwrap();
        // A plan says what is asked; that any of the words will do was found out by asking.
        request.matching = ranking.matching;
        let plan = searcher.plan(request.clone()).unwrap();
        let read = Plan::from_json(&plan.to_json()).unwrap();
        assert_eq!(read, plan, "{}", row.q);
        request.query = String::new();
        let again = searcher.rank_plan(read, request).unwrap();
        assert_eq!(again.ranked, ranking.ranked, "{}", row.q);
        assert_eq!((again.total, again.partial), (ranking.total, ranking.partial), "{}", row.q);
        asked += 1;
    }
    assert!(asked > 300, "{asked}");
}

#[test]
fn a_plan_has_pages_of_its_own() {
    let [Corpus { searcher, .. }, _] = Corpus::both();
    let [plan, other] = ["vucic", "krusik"].map(|word| searcher.plan(word).unwrap());
    let mut request = SearchRequest::new("");
    request.limit = Some(1_000);
    let all = searcher.rank_plan(plan.clone(), request.clone()).unwrap().value.ranked;
    request.limit = Some(3);
    let mut paged = Vec::new();
    loop {
        let page = searcher.rank_plan(plan.clone(), request.clone()).unwrap();
        paged.extend(page.value.ranked);
        request.cursor = page.value.cursor;
        if request.cursor.is_none() {
            break;
        }
        let refused = searcher.rank_plan(other.clone(), request.clone());
        assert!(matches!(refused, Err(QueryError::Cursor { .. })));
    }
    assert!(all.len() > 6);
    assert_eq!(paged, all);
    // However deep a plan of a stranger is, it is answered.
    let deep = (0..164).fold(plan, |plan, _| Plan::Not(Plan::And(vec![plan]).into()));
    let deep = Plan::from_json(&deep.to_json()).unwrap();
    assert!(searcher.rank_plan(deep, "").is_ok());
    let word = |word: &str| Box::new(Spans::Word(Word::Folded(vec![word.to_owned()])));
    let near = (0..327).fold(*word("working"), |spans, _| Spans::Near {
        left: spans.into(),
        right: word("group"),
        within: 2,
        ordered: false,
    });
    let near = Plan::Words { target: Target::Text, spans: near, at_least: 1 };
    let near = Plan::from_json(&near.to_json()).unwrap();
    assert!(searcher.rank_plan(near.clone(), "").is_ok());
    let too_deep = Plan::Not(Plan::Not(near.into()).into());
    let too_deep = searcher.rank_plan(too_deep, "");
    assert!(matches!(too_deep, Err(QueryError::Plan(PlanError::Deep))));
}

#[test]
fn the_deepest_query_has_a_plan_in_json() {
    let [_, Corpus { searcher, .. }] = Corpus::both();
    let both = |number: usize| if number.is_multiple_of(2) { " OR " } else { " AND " };
    let shapes: [&dyn Fn(String, usize) -> String; 4] = [
        &|inner, number| format!("({inner}{}ferry)", both(number)),
        &|inner, _| format!("({inner} w/2 ferry)"),
        &|inner, number| format!("-({inner}{}ferry)^2", both(number)),
        &|inner, _| format!("(+{inner} boat ferry)^2"),
    ];
    for shape in shapes {
        let query = |depth| (0..depth).fold("long-range".to_owned(), shape);
        for matching in [Match::All, Match::Any] {
            let plan = |depth| {
                let mut request = SearchRequest::new(query(depth));
                request.matching = matching;
                searcher.plan(request).ok()
            };
            let plan = (1..=200).rev().find_map(plan).unwrap();
            let json = plan.to_json();
            assert!(json.matches('{').count() > 100, "{json}");
            assert_eq!(Plan::from_json(&json).unwrap(), plan);
            assert!(searcher.rank_plan(plan, "").is_ok());
        }
    }
}

#[test]
fn a_plan_is_whole_or_none() {
    let [Corpus { searcher, .. }, _] = Corpus::both();
    let mut request = SearchRequest::new("vucic~name");
    request.limits.work = Some(10);
    let refused = searcher.plan(request.clone()).unwrap_err();
    assert!(refused.diagnostics()[0].message.contains("more work than it may"), "{refused:?}");
    request.limits.work = None;
    request.cancel.cancel();
    assert!(matches!(searcher.plan(request), Err(QueryError::Cancelled)));
}
