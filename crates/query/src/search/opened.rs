//! A commit as an archive to ask questions of, with what may be done for one of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use article::OwnFields;
use schema::{Keyword, NAME_SEPARATOR, Zone, ZoneFields, stem_term};
use tantivy::postings::SegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{SegmentReader, Term};
use text::{Analyzer, Language, Name};

use super::state::State;
use crate::QueryError;
use crate::engine::{Budget, InEither, Pattern, Reached, Terms, alive, only};
use crate::understand::{Archive, SynonymSets, WordMemory, Written};

/// A commit, and what may be done for a question.
#[derive(Clone)]
pub(crate) struct Opened<'a> {
    pub(crate) state: &'a State,
    pub(crate) budget: Arc<Budget>,
}

impl<'a> Opened<'a> {
    pub(crate) fn new(state: &'a State, budget: Budget) -> Self {
        Self { state, budget: Arc::new(budget) }
    }

    /// The letters of every spelling that stands under a key of one of these names, with the
    /// articles that write it with a capital.
    fn spellings_of(&self, names: &[Name]) -> tantivy::Result<BTreeMap<String, u64>> {
        let mut by_key: BTreeMap<String, Vec<Name>> = BTreeMap::new();
        for name in names {
            for key in name.keys() {
                by_key.entry(key).or_default().push(*name);
            }
        }
        let sought: Vec<_> =
            by_key.into_iter().map(|(key, names)| Pattern::spelling(&key, names)).collect();
        let mut found: BTreeMap<String, u64> = BTreeMap::new();
        for reader in self.state.engine.segment_readers() {
            let terms = Terms::open(reader, self.state.fields().names)?;
            // A spelling may stand under several keys.
            let mut here: BTreeMap<String, u64> = BTreeMap::new();
            for spelling in &sought {
                spelling.each(&terms, &self.budget, &mut |term, info| {
                    let Some((_, letters)) = term.split_once(NAME_SEPARATOR) else { return };
                    here.insert(letters.to_owned(), u64::from(info.doc_freq));
                })?;
            }
            for (letters, articles) in here {
                *found.entry(letters).or_default() += articles;
            }
        }
        Ok(found)
    }

    /// Of the words of a field of values each is compared: most have few.
    fn values(&self, field: Keyword, names: &[Name]) -> tantivy::Result<BTreeMap<String, u64>> {
        let mut found: BTreeMap<String, u64> = BTreeMap::new();
        for reader in self.state.engine.segment_readers() {
            let Some(words) = self.state.fields().keyword(field) else { continue };
            let terms = Terms::open(reader, words)?;
            Pattern::Prefix(String::new()).each(&terms, &self.budget, &mut |term, info| {
                if names.iter().any(|name| name.has_spelling(term)) {
                    *found.entry(term.to_owned()).or_default() += u64::from(info.doc_freq);
                }
            })?;
        }
        Ok(found)
    }

    fn alive_with_stem(&self, stem: &str, language: Language) -> tantivy::Result<u64> {
        let field = self.state.fields().stems;
        let term = Term::from_field_text(field, &stem_term(stem, language));
        let mut articles = 0;
        for reader in self.state.engine.segment_readers() {
            let inverted = reader.inverted_index(field)?;
            if let Some(list) = inverted.read_postings(&term, IndexRecordOption::Basic)? {
                articles += alive(reader, &list);
            }
        }
        Ok(articles)
    }

    fn with_stem(&self, stems: &[String], language: Language) -> tantivy::Result<Vec<String>> {
        let State { source, engine, .. } = self.state;
        let languages = only(&source.languages, language);
        let mut found = BTreeSet::new();
        for reader in engine.segment_readers() {
            for zone in [Zone::Title, Zone::Body] {
                let ZoneFields { words, letters, .. } = self.state.fields().zone(zone);
                for field in [words, letters] {
                    // It is remembered with the word, and so no work of one question.
                    let forms = source.forms(reader, field, stems, languages, &self.budget)?;
                    found.extend(forms.into_iter().map(|(folded, _, _)| folded));
                }
            }
        }
        Ok(found.into_iter().collect())
    }

    fn in_title_or_body(&self, folded: &str) -> tantivy::Result<u64> {
        let mut articles = 0;
        for reader in self.state.engine.segment_readers() {
            let [title, body] =
                [Zone::Title, Zone::Body].map(|zone| self.list(reader, zone, folded));
            articles += match (title?, body?) {
                (Some(title), Some(body)) => InEither(vec![title, body]).count() as u64,
                (Some(only), None) | (None, Some(only)) => u64::from(only.doc_freq()),
                (None, None) => 0,
            };
        }
        Ok(articles)
    }

    fn list(
        &self,
        reader: &SegmentReader,
        zone: Zone,
        folded: &str,
    ) -> tantivy::Result<Option<SegmentPostings>> {
        let field = self.state.fields().zone(zone).words;
        let term = Term::from_field_text(field, folded);
        Ok(reader.inverted_index(field)?.read_postings(&term, IndexRecordOption::Basic)?)
    }
}

impl Archive for Opened<'_> {
    fn analyzer(&self) -> &Analyzer {
        &self.state.source.analyzer
    }

    fn is_current_analysis(&self) -> bool {
        self.state.is_current_analysis
    }

    fn languages(&self) -> &[Language] {
        &self.state.source.languages
    }

    fn keeps_languages(&self) -> bool {
        self.state.source.keeps_languages
    }

    fn written(&self, folded: &str) -> Result<Arc<Written>, QueryError> {
        if !self.goes_on() {
            return Ok(Arc::default());
        }
        let State { source, engine, .. } = self.state;
        source.written(engine, folded).map_err(|error| self.state.failed(error))
    }

    /// What is looked up of words is remembered and so no work that is counted; but it ends with
    /// the time, or when nobody waits for the answer.
    fn goes_on(&self) -> bool {
        self.budget.look();
        !matches!(self.budget.reached(), Some(Reached::Time | Reached::Cancelled))
    }

    fn articles_with_stem(&self, stems: &[String], language: Language) -> Result<u64, QueryError> {
        let most = stems.iter().map(|stem| self.alive_with_stem(stem, language));
        let most = most.collect::<tantivy::Result<Vec<_>>>();
        let most = most.map_err(|error| self.state.failed(error))?;
        Ok(most.into_iter().max().unwrap_or(0))
    }

    fn forms_of(&self, stems: &[String], language: Language) -> Result<Vec<String>, QueryError> {
        self.with_stem(stems, language).map_err(|error| self.state.failed(error))
    }

    fn memory(&self) -> &WordMemory {
        &self.state.words
    }

    fn zone(&self) -> &str {
        &self.state.manifest.settings.zone
    }

    fn synonyms(&self) -> &SynonymSets {
        self.state.synonyms()
    }

    fn spellings(&self, names: &[Name]) -> Result<BTreeMap<String, u64>, QueryError> {
        self.spellings_of(names).map_err(|error| self.state.failed(error))
    }

    fn spellings_in(
        &self,
        field: Keyword,
        names: &[Name],
    ) -> Result<BTreeMap<String, u64>, QueryError> {
        self.values(field, names).map_err(|error| self.state.failed(error))
    }

    fn own_fields(&self) -> &Arc<OwnFields> {
        &self.state.fields().own
    }

    fn articles_with(&self, folded: &str) -> Result<u64, QueryError> {
        self.in_title_or_body(folded).map_err(|error| self.state.failed(error))
    }
}
