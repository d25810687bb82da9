//! Builds the queries of words: one term wherever that can say it, else an arrangement.

use std::sync::Arc;

use schema::{WordField, Zone};
use tantivy::Term;
use tantivy::query::{BooleanQuery, DisjunctionMaxQuery, EmptyQuery, Occur, PhraseQuery, Query};
use tantivy::schema::Field;

use super::bare_word::BareWord;
use super::{Compiler, Compiling, one_or_any, term, without_score_boxed};
use crate::QueryError;
use crate::engine::any_term::AnyTermQuery;
use crate::engine::matcher::Matcher;
use crate::engine::merged::{MergedTermsQuery, TermOfWordQuery};
use crate::engine::spans::{LanguageSet, SpanQuery, WordSource};
use crate::engine::verified::VerifiedQuery;
use crate::engine::word_lists::{BareText, List};
use crate::understand::{Spans, Target, Word};

impl Compiler<'_> {
    pub(super) fn words(&self, target: Target, spans: &Spans, at_least: u32) -> Compiling {
        // A field of values has its words as folded: their letters only what is stored can tell.
        let is_verified = match target {
            Target::Keyword(_) => spans.is_lettered(),
            _ => spans.is_cased(),
        };
        let found = match spans {
            _ if at_least > 1 || is_verified => None,
            spans if let Some(word) = BareWord::of(spans) => self.bare(target, &word)?,
            Spans::Word(Word::Folded(forms)) => Some(self.folded(target, forms)?),
            Spans::Word(word) => self.pattern(target, word)?,
            Spans::Sequence(parts) => self.phrase(target, parts)?,
            _ => None,
        };
        if let Some(query) = found {
            return Ok(query);
        }
        self.are_usable(spans)?;
        let (spans_owned, source) = (spans.clone(), self.counted());
        let query = SpanQuery { target, spans: spans_owned, at_least, source };
        if !is_verified {
            return Ok(Box::new(query));
        }
        let WordSource { analyzer, budget, .. } = self.source;
        let matcher = Matcher::of_spans(target, spans, analyzer, Arc::clone(budget));
        Ok(Box::new(VerifiedQuery {
            inner: Arc::new(query),
            fields: self.fields().clone(),
            check: Arc::new(move |article, fields| {
                matcher.count(article, fields) >= at_least as usize
            }),
        }))
    }

    /// A bare word: one term of one field wherever that can say it.
    fn bare(
        &self,
        target: Target,
        word: &BareWord<'_>,
    ) -> Result<Option<Box<dyn Query>>, QueryError> {
        if target == Target::All {
            let zones = [Target::Text, Target::Zone(Zone::Rest)].into_iter();
            let zones = zones.map(|zone| self.bare(zone, word));
            let mut clauses = Vec::new();
            for query in zones {
                clauses.extend(query?.map(|query| (Occur::Should, query)));
            }
            return Ok(Some(one_or_any(clauses)));
        }
        let Some(text) = self.bare_text(target) else { return Ok(None) };
        let own = self.lists(&text, word.sought)?;
        if word.is_alone() {
            return Ok(Some(self.one_word(&text, own.lists, own.frequency)));
        }
        let mut others = self.lists(&text, word.others.iter().copied())?;
        // What is the word itself in some languages counts once.
        for other in &mut others.lists {
            for list in own.lists.iter().filter(|list| list.term == other.term) {
                other.languages &= !list.languages;
            }
        }
        others.lists.retain(|other| other.languages != 0);
        let phrases = word.phrases.iter().map(|phrase| self.words(target, phrase, 1));
        let phrases = phrases.map(|phrase| phrase.map(Arc::from)).collect::<Result<_, _>>()?;
        Ok(Some(Box::new(MergedTermsQuery {
            field: text.stems,
            frequency: if own.lists.is_empty() { others.frequency } else { own.frequency },
            lists: own.lists,
            others: others.lists,
            phrases,
            languages: Arc::clone(&self.source.languages),
        })))
    }

    /// The text of a target whose bare words have lists. The stems of the body stand together with
    /// the title's: there its words must be looked at.
    pub(super) fn bare_text(&self, target: Target) -> Option<BareText> {
        let fields = self.fields();
        match target {
            Target::Text => Some(BareText::title_and_body(fields)),
            Target::Zone(Zone::Title) => Some(BareText::title(fields)),
            Target::Zone(Zone::Rest) => Some(BareText::rest(fields)),
            Target::All | Target::Zone(Zone::Body) | Target::Keyword(_) => None,
        }
    }

    /// Lists as one word of so many articles.
    pub(super) fn one_word(
        &self,
        text: &BareText,
        mut lists: Vec<List>,
        frequency: u64,
    ) -> Box<dyn Query> {
        match lists.len() {
            0 => Box::new(EmptyQuery),
            1 if lists[0].is_whole => {
                Box::new(TermOfWordQuery { term: lists.remove(0).term, frequency })
            }
            _ => Box::new(self.merged(text, lists, frequency)),
        }
    }

    /// Lists as one word, with nothing that stands for it.
    pub(super) fn merged(
        &self,
        text: &BareText,
        lists: Vec<List>,
        frequency: u64,
    ) -> MergedTermsQuery {
        MergedTermsQuery {
            field: text.stems,
            lists,
            others: Vec::new(),
            phrases: Vec::new(),
            frequency,
            languages: Arc::clone(&self.source.languages),
        }
    }

    /// Any of these terms that the index has, as one.
    fn any_of(&self, of: WordField, terms: &[String]) -> Compiling {
        let mut lists = Vec::new();
        let mut most = 0;
        for text in terms {
            let term = of.term(text);
            let frequency = self.frequency(&term)?;
            if frequency > 0 {
                most = most.max(frequency);
                let languages = LanguageSet::MAX;
                lists.push(List { term, weight: 1, languages, is_whole: true });
            }
        }
        let text = BareText::of_words(of.field);
        Ok(self.one_word(&text, lists, most))
    }

    fn folded(&self, target: Target, forms: &[String]) -> Compiling {
        let mut clauses = Vec::new();
        for (words, also) in self.texts(target) {
            clauses.push((Occur::Should, self.any_of(words, forms)?));
            if let Some(also) = also {
                for form in forms {
                    let second = Term::from_field_text(also, form);
                    if self.has(&second)? {
                        clauses.push((Occur::Should, term(also, form)));
                    }
                }
            }
        }
        Ok(one_or_any(clauses))
    }

    fn pattern(&self, target: Target, word: &Word) -> Result<Option<Box<dyn Query>>, QueryError> {
        let Some(pattern) = self.source.pattern(word)? else { return Ok(None) };
        let texts = self.texts(target).into_iter();
        let both = |(words, also): (WordField, Option<Field>)| {
            std::iter::once(words).chain(also.map(WordField::from))
        };
        let words = texts.flat_map(both).collect();
        Ok(Some(Box::new(AnyTermQuery { words, pattern, source: self.counted() })))
    }

    /// A phrase that the engine knows: of plain words that are typed in one form only. Where the
    /// index has one of them as a second accepted form, the few articles with such forms are
    /// looked at apart.
    fn phrase(
        &self,
        target: Target,
        parts: &[Spans],
    ) -> Result<Option<Box<dyn Query>>, QueryError> {
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        let mut second_forms: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for (words, also) in self.texts(target) {
            let mut terms = Vec::with_capacity(parts.len());
            for part in parts {
                let Spans::Word(Word::Folded(forms)) = part else { return Ok(None) };
                for (rank, form) in forms.iter().enumerate() {
                    if rank > 0 && self.has(&words.term(form))? {
                        return Ok(None);
                    }
                    if let Some(also) = also
                        && self.has(&Term::from_field_text(also, form))?
                    {
                        second_forms.push((Occur::Should, term(also, form)));
                    }
                }
                terms.push(words.term(forms.first().map_or("", String::as_str)));
            }
            clauses.push((Occur::Should, Box::new(PhraseQuery::new(terms))));
        }
        let phrase = one_or_any(clauses);
        if second_forms.is_empty() {
            return Ok(Some(phrase));
        }
        let (spans, source) = (Spans::Sequence(parts.to_vec()), self.counted());
        let with_second_forms = BooleanQuery::new(vec![
            (Occur::Must, without_score_boxed(one_or_any(second_forms))),
            (Occur::Must, Box::new(SpanQuery { target, spans, at_least: 1, source })),
        ]);
        let either = vec![phrase, Box::new(with_second_forms) as Box<dyn Query>];
        Ok(Some(Box::new(DisjunctionMaxQuery::new(either))))
    }

    /// The words, and the second forms where there are any, of each text of a target.
    fn texts(&self, target: Target) -> Vec<(WordField, Option<Field>)> {
        if let Target::Keyword(keyword) = target {
            return self.fields().keyword(keyword).map(|words| (words, None)).into_iter().collect();
        }
        let zone = |zone: &Zone| {
            let zone = self.fields().zone(*zone);
            (zone.words.into(), Some(zone.also))
        };
        target.zones().iter().map(zone).collect()
    }

    /// Patterns are tried before a search begins, so that a wrong one is an error and not an empty
    /// answer.
    fn are_usable(&self, spans: &Spans) -> Result<(), QueryError> {
        let mut outcome = Ok(());
        spans.each_word(&mut |word| {
            if outcome.is_ok() {
                outcome = self.source.pattern(word).map(|_| ());
            }
        });
        outcome
    }
}
