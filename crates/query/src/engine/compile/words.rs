//! Builds the queries of words: one term wherever that can say it, else an arrangement.

use std::sync::Arc;

use schema::Zone;
use tantivy::Term;
use tantivy::query::{
    BooleanQuery, DisjunctionMaxQuery, EmptyQuery, Occur, PhraseQuery, Query, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::bare_word::BareWord;
use super::{Compiled, Compiler, one_or_any, term, without_score_boxed};
use crate::QueryError;
use crate::engine::any_term::AnyTermQuery;
use crate::engine::expansion::Pattern;
use crate::engine::matcher::Matcher;
use crate::engine::merged::MergedTermsQuery;
use crate::engine::spans::{SpanQuery, WordSource};
use crate::engine::verified::VerifiedQuery;
use crate::understand::{Spans, Target, Word};

impl Compiler<'_> {
    pub(super) fn words(&self, target: Target, spans: &Spans, at_least: u32) -> Compiled {
        let found = match spans {
            _ if at_least > 1 || spans.is_cased() => None,
            spans if let Some(word) = BareWord::of(spans) => self.bare(target, &word)?,
            Spans::Word(Word::Folded(forms)) => Some(self.folded(target, forms)?),
            Spans::Word(word) => self.pattern(target, word)?,
            Spans::Sequence(parts) => self.phrase(target, parts)?,
            _ => None,
        };
        if let Some(query) = found {
            return Ok(query);
        }
        spans_are_usable(spans)?;
        let (spans_owned, source) = (spans.clone(), self.counted());
        let query = SpanQuery { target, spans: spans_owned, at_least, source };
        if !spans.is_cased() {
            return Ok(Box::new(query));
        }
        let WordSource { analyzer, budget, .. } = self.source;
        let matcher = Matcher::of_spans(target, spans, analyzer, Arc::clone(budget));
        Ok(Box::new(VerifiedQuery {
            inner: Arc::new(query),
            fields: self.fields().clone(),
            check: Arc::new(move |article| matcher.count(article) >= at_least as usize),
        }))
    }

    /// A bare word: one term of one field wherever that can say it.
    fn bare(
        &self,
        target: Target,
        word: &BareWord<'_>,
    ) -> Result<Option<Box<dyn Query>>, QueryError> {
        let fields = self.fields();
        let stems = |field: Field, target: Target| -> Compiled {
            let phrases = word.phrases.iter().map(|phrase| self.words(target, phrase, 1));
            let phrases = phrases.map(|phrase| phrase.map(Arc::from));
            let phrases = phrases.collect::<Result<_, _>>()?;
            self.any_of(field, word.stems, &word.others, phrases)
        };
        Ok(Some(match target {
            Target::Text => stems(fields.stems, target)?,
            Target::Zone(Zone::Title) => stems(fields.title_stems, target)?,
            Target::Zone(Zone::Rest) => stems(fields.rest_stems, target)?,
            Target::All => one_or_any(vec![
                (Occur::Should, stems(fields.stems, Target::Text)?),
                (Occur::Should, stems(fields.rest_stems, Target::Zone(Zone::Rest))?),
            ]),
            // The stems of the body stand together with the title's: its words must be looked at.
            Target::Zone(Zone::Body) | Target::Keyword(_) => return Ok(None),
        }))
    }

    /// Any of these terms that the index has, as one, or what stands for them.
    fn any_of(
        &self,
        field: Field,
        terms: &[String],
        others: &[&str],
        phrases: Vec<Arc<dyn Query>>,
    ) -> Compiled {
        let mut there = Vec::new();
        for text in terms {
            let term = Term::from_field_text(field, text);
            if terms.len() == 1 || self.has(&term)? {
                there.push(term);
            }
        }
        let mut instead = Vec::new();
        for text in others {
            let term = Term::from_field_text(field, text);
            if self.has(&term)? {
                instead.push(term);
            }
        }
        let is_alone = instead.is_empty() && phrases.is_empty();
        Ok(match there.len() {
            0 if is_alone => Box::new(EmptyQuery),
            1 if is_alone => {
                Box::new(TermQuery::new(there.remove(0), IndexRecordOption::WithFreqs))
            }
            _ => Box::new(MergedTermsQuery { field, terms: there, others: instead, phrases }),
        })
    }

    fn folded(&self, target: Target, forms: &[String]) -> Compiled {
        let mut clauses = Vec::new();
        for (words, also) in self.texts(target) {
            clauses.push((Occur::Should, self.any_of(words, forms, &[], Vec::new())?));
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
        let Some(pattern) = Pattern::of(word)? else { return Ok(None) };
        let texts = self.texts(target).into_iter();
        let fields = texts.flat_map(|(words, also)| std::iter::once(words).chain(also)).collect();
        Ok(Some(Box::new(AnyTermQuery { fields, pattern, source: self.counted() })))
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
                    if rank > 0 && self.has(&Term::from_field_text(words, form))? {
                        return Ok(None);
                    }
                    if let Some(also) = also
                        && self.has(&Term::from_field_text(also, form))?
                    {
                        second_forms.push((Occur::Should, term(also, form)));
                    }
                }
                terms.push(Term::from_field_text(words, forms.first().map_or("", String::as_str)));
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
    fn texts(&self, target: Target) -> Vec<(Field, Option<Field>)> {
        if let Target::Keyword(keyword) = target {
            return vec![(self.fields().keyword(keyword), None)];
        }
        let zone = |zone: &Zone| {
            let zone = self.fields().zone(*zone);
            (zone.words, Some(zone.also))
        };
        target.zones().iter().map(zone).collect()
    }
}

/// Patterns are tried before a search begins, so that a wrong one is an error and not an empty
/// answer.
fn spans_are_usable(spans: &Spans) -> Result<(), QueryError> {
    let mut outcome = Ok(());
    spans.each_word(&mut |word| {
        if outcome.is_ok() {
            outcome = Pattern::of(word).map(|_| ());
        }
    });
    outcome
}
