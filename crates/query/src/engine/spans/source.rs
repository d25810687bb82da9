//! What the words of an arrangement are looked up with.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use schema::{Fields, WordField, Zone, ZoneFields};
use tantivy::index::SegmentId;
use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use text::{Analyzer, Language};

use super::language::{LanguageSet, only, set_of};
use crate::QueryError;
use crate::engine::budget::{Budget, cost};
use crate::engine::expansion::{Expansion, Pattern, Terms};
use crate::understand::{Sought, Target, Word, Written};

/// The fields, the analysis and the limits that words are looked up with, shared by all queries
/// of a searcher.
#[derive(Debug, Clone)]
pub(crate) struct WordSource {
    pub(crate) fields: Fields,
    pub(crate) analyzer: Analyzer,
    /// The languages of the index.
    pub(crate) languages: Arc<Vec<Language>>,
    /// The codes of languages that its articles have, each with its analysis.
    pub(crate) codes: Arc<Vec<(String, Language)>>,
    /// Whether the stems of the index belong to them.
    pub(crate) keeps_languages: bool,
    /// The most terms that a pattern stands for in one field of one segment.
    pub(crate) expansions: usize,
    /// What may be done for the question, and what was.
    pub(crate) budget: Arc<Budget>,
    pub(crate) memory: Arc<FormsMemory>,
    /// The patterns of the question.
    pub(crate) patterns: Arc<Patterns>,
}

impl WordSource {
    /// The terms of a pattern in a text of a segment, within the limits.
    pub(crate) fn expand(&self, pattern: &Pattern, terms: &Terms) -> tantivy::Result<Expansion> {
        if pattern.is_automaton() {
            self.budget.spend(cost::AUTOMATON);
        }
        let expansion = pattern.expand(terms, self.expansions, &self.budget)?;
        if expansion.left_out > 0 {
            self.budget.leave_out(expansion.left_out);
        }
        Ok(expansion)
    }

    /// The pattern of a word that has one, made once for a question: an automaton takes milliseconds.
    ///
    /// # Errors
    /// Those of [`Pattern::of`].
    pub(crate) fn pattern(&self, word: &Word) -> Result<Option<Pattern>, QueryError> {
        let lock = || self.patterns.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(word) {
            return Ok(known.clone());
        }
        let pattern = Pattern::of(word)?;
        lock().insert(word.clone(), pattern.clone());
        Ok(pattern)
    }

    /// The languages that a word is asked for in.
    pub(crate) fn languages_of(&self, sought: &Sought) -> LanguageSet {
        set_of(&self.languages, &sought.languages)
    }

    /// Every language of the index.
    pub(super) fn all_languages(&self) -> LanguageSet {
        self.languages.iter().fold(0, |all, one| all | only(&self.languages, *one))
    }
}

/// The patterns of the words of one question.
#[derive(Debug, Default)]
pub(crate) struct Patterns(Mutex<HashMap<Word, Option<Pattern>>>);

/// The forms that stems were found to have in a segment, for the next query with the same word.
#[derive(Debug, Default)]
pub(crate) struct FormsMemory {
    known: Mutex<HashMap<FormsKey, Arc<Forms>>>,
    written: Mutex<HashMap<String, Arc<Written>>>,
}

/// Whether all was looked at.
pub(super) type Whole = bool;

/// The forms of a word in a segment.
#[derive(Debug)]
pub(crate) struct Forms {
    pub(crate) found: Vec<Form>,
    /// So many terms were looked at to find them.
    pub(crate) looked_at: u64,
}

/// A form of a word in a segment.
#[derive(Debug)]
pub(crate) struct Form {
    /// Where its postings stand.
    pub(crate) info: TermInfo,
    /// The languages whose stemming makes it one.
    pub(crate) languages: LanguageSet,
    /// Those in which its folded form would be one, and it is none for its letters.
    pub(crate) not_in: LanguageSet,
}

/// A segment, a field of it, the stems, and the languages that they are of.
type FormsKey = (SegmentId, Field, Vec<String>, LanguageSet);

impl FormsMemory {
    /// Words remembered, over all segments.
    const LIMIT: usize = 4_096;

    /// How a folded word is written, where that was found out before.
    pub(crate) fn written(&self, folded: &str) -> Option<Arc<Written>> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner).get(folded).map(Arc::clone)
    }

    /// Remembers how a folded word is written.
    pub(crate) fn keep_written(&self, folded: &str, written: &Arc<Written>) {
        let mut known = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= Self::LIMIT {
            known.clear();
        }
        known.insert(folded.to_owned(), Arc::clone(written));
    }

    /// The forms under this key, found out once; what was cut short is no knowledge.
    pub(crate) fn get_or_find(
        &self,
        key: FormsKey,
        find: impl FnOnce() -> tantivy::Result<(Forms, Whole)>,
    ) -> tantivy::Result<Arc<Forms>> {
        let lock = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(&key) {
            return Ok(Arc::clone(known));
        }
        let (found, is_whole) = find()?;
        let found = Arc::new(found);
        if !is_whole {
            return Ok(found);
        }
        let mut known = lock();
        if known.len() >= Self::LIMIT {
            known.clear();
        }
        known.insert(key, Arc::clone(&found));
        Ok(found)
    }
}

/// The fields of one text that positions are counted in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TextFields {
    /// The words.
    pub(crate) words: WordField,
    /// What a zone has beside them.
    pub(crate) zone: Option<(ZoneFields, Field)>,
}

impl TextFields {
    /// The texts of a target. A match lies in one of them.
    pub(crate) fn of(target: Target, fields: &Fields) -> Vec<Self> {
        if let Target::Keyword(keyword) = target {
            let words = fields.keyword(keyword);
            return words.map(|words| Self { words, zone: None }).into_iter().collect();
        }
        target.zones().iter().map(|zone| Self::zone(*zone, fields)).collect()
    }

    fn zone(zone: Zone, fields: &Fields) -> Self {
        let zone_fields = fields.zone(zone);
        let stems = match zone {
            Zone::Title => fields.title_stems,
            Zone::Body => fields.stems,
            Zone::Rest => fields.rest_stems,
        };
        Self { words: zone_fields.words.into(), zone: Some((zone_fields, stems)) }
    }
}
