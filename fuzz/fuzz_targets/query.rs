//! Whatever is typed: reading it ends, its remarks have a place, its tree prints as a query that
//! reads the same, and understanding it ends in a plan that is the same again from JSON.

#![no_main]

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use article::{FieldKind, OwnFields};
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use query::syntax::{ParseOptions, parse};
use query::{Archive, Match, Plan, QueryError, Question, SearchRequest, SynonymSets, Variants};
use schema::{Keyword, Settings};
use text::{Analyzer, Language, Name};

/// An archive of a few words.
struct Shelf {
    analyzer: Analyzer,
    languages: Vec<Language>,
    synonyms: SynonymSets,
    words: query::WordMemory,
    own_fields: Arc<OwnFields>,
}

static SHELF: LazyLock<Shelf> = LazyLock::new(|| {
    let sets = [["car", "automobile"], ["premier", "prime minister"], ["long-range", "far"]];
    let synonyms = sets.map(|set| set.map(str::to_owned).to_vec()).to_vec();
    let analyzer = Settings { synonyms, ..Settings::default() }.analyzer();
    let languages: Vec<Language> =
        ["en", "sr"].into_iter().filter_map(Language::from_code).collect();
    let synonyms = SynonymSets::new(&analyzer, &languages);
    let kinds = [FieldKind::Keyword, FieldKind::Text, FieldKind::Number, FieldKind::Date];
    let names = ["desk", "summary", "pages", "embargo"];
    let own_fields = names
        .into_iter()
        .zip(kinds)
        .fold(OwnFields::new(), |all, (name, kind)| all.clone().with(name, kind).unwrap_or(all));
    let (words, own_fields) = (query::WordMemory::default(), Arc::new(own_fields));
    Shelf { analyzer, languages, synonyms, words, own_fields }
});

impl Archive for Shelf {
    fn analyzer(&self) -> &Analyzer {
        &self.analyzer
    }

    fn is_current_analysis(&self) -> bool {
        true
    }

    fn languages(&self) -> &[Language] {
        &self.languages
    }

    fn keeps_languages(&self) -> bool {
        true
    }

    fn own_fields(&self) -> &Arc<OwnFields> {
        &self.own_fields
    }

    fn written(&self, _: &str) -> Result<std::sync::Arc<query::Written>, query::QueryError> {
        Ok(std::sync::Arc::default())
    }

    fn goes_on(&self) -> bool {
        true
    }

    fn articles_with_stem(
        &self,
        _: &[String],
        _: text::Language,
    ) -> Result<u64, query::QueryError> {
        Ok(0)
    }

    fn forms_of(&self, _: &[String], _: text::Language) -> Result<Vec<String>, query::QueryError> {
        Ok(Vec::new())
    }

    fn memory(&self) -> &query::WordMemory {
        &self.words
    }

    fn zone(&self) -> &str {
        "UTC"
    }

    fn synonyms(&self) -> &SynonymSets {
        &self.synonyms
    }

    fn spellings(&self, names: &[Name]) -> Result<BTreeMap<String, u64>, QueryError> {
        let words = ["vučić", "vucich", "вучић", "kyiv", "kiev", "paris"].into_iter();
        let spellings = words.filter(|word| names.iter().any(|name| name.has_spelling(word)));
        Ok(spellings.map(|word| (word.to_owned(), 2)).collect())
    }

    fn spellings_in(
        &self,
        _field: Keyword,
        names: &[Name],
    ) -> Result<BTreeMap<String, u64>, QueryError> {
        self.spellings(names)
    }

    fn articles_with(&self, _folded: &str) -> Result<u64, QueryError> {
        Ok(2)
    }
}

fuzz_target!(|bytes: &[u8]| {
    let typed = String::from_utf8_lossy(bytes);
    let own_fields = Arc::clone(&SHELF.own_fields);
    let options = ParseOptions { own_fields, ..ParseOptions::default() };
    let parsed = parse(&typed, &options);
    for remark in &parsed.diagnostics {
        assert!(typed.get(remark.span.clone()).is_some(), "{remark:?}");
        remark.render(&typed);
    }
    let printed = parsed.expr.to_string();
    assert_eq!(parse(&printed, &options).expr, parsed.expr, "printed as {printed}");
    for (matching, variants) in
        [(Match::All, Variants::Off), (Match::Any, Variants::On), (Match::Auto, Variants::Auto)]
    {
        let mut request = SearchRequest::new(&*typed);
        (request.matching, request.variants) = (matching, variants);
        request.today = Some(date(2025, 5, 30));
        if let Ok(question) = Question::understand(&*SHELF, &request) {
            let plan = question.into_plan();
            assert_eq!(Plan::from_json(&plan.to_json()).expect("a plan"), plan);
        }
    }
});
