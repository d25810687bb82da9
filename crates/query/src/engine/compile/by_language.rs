//! Takes a query of bare words apart into one for each language.
//!
//! An article is of one language, so that what is found in two of them has no article in common.
//! Inside one language a bare word is one plain term, and of such terms alone the engine passes over
//! documents that cannot reach the page. So each language is asked for itself, with the scores that
//! the words have in the whole index. No upstream issue is known.

use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query};

use super::bare_word::BareWord;
use super::{Compiler, scores_several};
use crate::QueryError;
use crate::engine::merged::AnyWordQuery;
use crate::engine::spans::{LanguageSet, only};
use crate::engine::word_lists::{BareText, WordLists};
use crate::understand::{Plan, Target};

/// What a plan is if it is a bare word with nothing beside it that stands for it: its weight, where
/// it is sought, and the word.
fn bare_word(plan: &Plan) -> Option<(f32, Target, BareWord<'_>)> {
    let (factor, inner) = match plan {
        Plan::Boost { factor, inner } => (*factor, inner.as_ref()),
        plan => (1.0, plan),
    };
    let Plan::Words { target, spans, at_least: 1 } = inner else { return None };
    Some((factor, *target, BareWord::of(spans).filter(BareWord::is_alone)?))
}

/// A bare word of the query.
struct Part {
    text: BareText,
    found: WordLists,
    /// What its score is multiplied by.
    weight: f32,
}

impl Compiler<'_> {
    /// Queries that have no document in common and together find what the plan asks for; `None`
    /// where it is not such that anything is won by taking it apart.
    pub(super) fn by_language(
        &self,
        plan: &Plan,
    ) -> Result<Option<Vec<Box<dyn Query>>>, QueryError> {
        if !self.source.keeps_languages {
            return Ok(None);
        }
        let (plans, occur) = match plan {
            Plan::And(plans) => (plans.as_slice(), Occur::Must),
            Plan::Or(plans) => (plans.as_slice(), Occur::Should),
            Plan::Words { .. } => (std::slice::from_ref(plan), Occur::Must),
            _ => return Ok(None),
        };
        // Told by its shape, before anything is looked up.
        let is_narrowing = |plan: &Plan| matches!(plan, Plan::Language { script: None, .. });
        if !plans.iter().all(|plan| is_narrowing(plan) || bare_word(plan).is_some()) {
            return Ok(None);
        }
        let mut parts = Vec::with_capacity(plans.len());
        let mut asked = LanguageSet::MAX;
        for plan in plans {
            if let Plan::Language { codes, script: None } = plan
                && occur == Occur::Must
                && let Some(languages) = self.languages_of(codes)
            {
                asked &= languages;
                continue;
            }
            let Some(part) = self.bare_part(plan, scores_several(plans))? else { return Ok(None) };
            parts.push(part);
        }
        if parts.is_empty() {
            return Ok(None);
        }
        // The languages in which each word is one plain term or none, and all others together.
        let mut queries: Vec<Box<dyn Query>> = Vec::new();
        let mut others: LanguageSet = 0;
        for language in self.source.languages.iter() {
            let language = only(&self.source.languages, *language) & asked;
            let in_language = |part: &'_ Part| {
                let lists = part.found.lists.iter().filter(|list| list.languages & language != 0);
                lists.fold((0, true), |(count, whole), list| (count + 1, whole && list.is_whole))
            };
            let mut counts = parts.iter().map(|part| in_language(part).0);
            let is_there = |count: usize| count > 0;
            let is_needed =
                if occur == Occur::Must { counts.all(is_there) } else { counts.any(is_there) };
            if language == 0 || !is_needed {
                continue;
            }
            let is_plain = |(count, is_whole): (usize, bool)| count <= 1 && is_whole;
            if parts.iter().all(|part| is_plain(in_language(part))) {
                queries.push(self.of_languages(&parts, occur, language));
            } else {
                others |= language;
            }
        }
        if others != 0 {
            queries.push(self.of_languages(&parts, occur, others));
        }
        Ok(Some(queries))
    }

    /// What is asked for, in documents of some languages.
    fn of_languages(&self, parts: &[Part], occur: Occur, languages: LanguageSet) -> Box<dyn Query> {
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::with_capacity(parts.len());
        let mut words = Vec::with_capacity(parts.len());
        for Part { text, found, weight } in parts {
            let lists = found.within(languages);
            if lists.is_empty() && occur == Occur::Should {
                continue;
            }
            let is_weighed = (weight - 1.0).abs() >= 0.01;
            let boost = if is_weighed { *weight } else { 1.0 };
            words.push((self.merged(text, lists.clone(), found.frequency), boost));
            let query = self.one_word(text, lists, found.frequency);
            let query = if is_weighed { Box::new(BoostQuery::new(query, boost)) } else { query };
            clauses.push((occur, query));
        }
        match clauses.len() {
            1 => clauses.remove(0).1,
            _ if occur == Occur::Should => {
                Box::new(AnyWordQuery::new(words, BooleanQuery::new(clauses)))
            }
            _ => Box::new(BooleanQuery::new(clauses)),
        }
    }

    /// A part that is a bare word; among several it counts by how rare it is.
    fn bare_part(&self, plan: &Plan, is_among: bool) -> Result<Option<Part>, QueryError> {
        let Some((factor, target, word)) = bare_word(plan) else { return Ok(None) };
        let Some(text) = self.bare_text(target) else { return Ok(None) };
        let found = self.lists(&text, word.sought)?;
        let rarity = match target {
            Target::Text if is_among => self.rarity(found.frequency),
            _ => 1.0,
        };
        Ok(Some(Part { text, weight: factor * rarity, found }))
    }

    /// The analyses of some languages, where the index has no other language of theirs: then what
    /// is asked of the analyses need not be looked at document by document.
    fn languages_of(&self, codes: &[String]) -> Option<LanguageSet> {
        let mut languages = 0;
        for code in self.source.codes.iter() {
            let analysis = only(&self.source.languages, code.1);
            if codes.contains(&code.0) {
                languages |= analysis;
            } else if self.source.codes.iter().any(|other| {
                codes.contains(&other.0) && only(&self.source.languages, other.1) == analysis
            }) {
                return None;
            }
        }
        Some(languages)
    }
}
