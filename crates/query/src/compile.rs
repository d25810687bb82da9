//! Turns a plan into a query of the engine: the only place that builds one.

mod bare_word;

use std::cell::Cell;
use std::ops::Bound;
use std::sync::Arc;

use schema::{Fields, Zone};
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur,
    PhraseQuery, Query, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

use self::bare_word::BareWord;
use crate::QueryError;
use crate::engine::{
    AnyTermQuery, DaysQuery, ExcludedQuery, MergedTermsQuery, Pattern, SpanQuery, VerifiedQuery,
    WordSource,
};
use crate::highlight::Matcher;
use crate::plan::{Plan, Spans, Target, Word};
use crate::syntax::NumberRange;

/// Builds queries for one state of an index.
pub(crate) struct Compiler<'a> {
    pub(crate) searcher: &'a Searcher,
    pub(crate) source: &'a WordSource,
    /// Whether any part of the query costs work that is counted.
    is_counted: Cell<bool>,
}

type Compiled = Result<Box<dyn Query>, QueryError>;

impl<'a> Compiler<'a> {
    /// A compiler for a state of the index.
    pub(crate) fn new(searcher: &'a Searcher, source: &'a WordSource) -> Self {
        Self { searcher, source, is_counted: Cell::new(false) }
    }

    /// Whether a query that it has made costs work that is counted: others need no limits.
    pub(crate) fn is_counted(&self) -> bool {
        self.is_counted.get()
    }

    /// The query that finds what the plan asks for.
    ///
    /// # Errors
    /// [`QueryError::Pattern`], and what the engine says of a damaged index.
    pub(crate) fn compile(&self, plan: &Plan) -> Compiled {
        Ok(match plan {
            Plan::Everything => without_score(AllQuery),
            Plan::Nothing => Box::new(EmptyQuery),
            Plan::Words { target, spans, at_least } => self.words(*target, spans, *at_least)?,
            Plan::And(parts) => self.conjunction(parts)?,
            Plan::Or(parts) => {
                let mut clauses = Vec::with_capacity(parts.len());
                for part in parts {
                    clauses.push((Occur::Should, self.part(part)?));
                }
                Box::new(BooleanQuery::new(clauses))
            }
            Plan::Not(_) => self.conjunction(std::slice::from_ref(plan))?,
            Plan::Boost { factor, inner } => {
                Box::new(BoostQuery::new(self.compile(inner)?, *factor))
            }
            Plan::Published(interval) => {
                without_score(DaysQuery { interval: *interval, fields: self.fields().clone() })
            }
            Plan::Length(range) => without_score(length(self.fields().length, *range)),
            Plan::Has(name) => without_score(term(self.fields().has, name)),
            Plan::Language { codes, script } => self.language(codes, script.as_deref()),
            Plan::Id(prefix) => {
                let (fields, pattern) = (vec![self.fields().id], Pattern::Prefix(prefix.clone()));
                without_score(AnyTermQuery { fields, pattern, source: self.counted() })
            }
        })
    }

    /// One of several parts: a bare word counts by how rare it is.
    fn part(&self, plan: &Plan) -> Compiled {
        let (weight, inner) = match plan {
            Plan::Boost { factor, inner } => (*factor, inner.as_ref()),
            plan => (1.0, plan),
        };
        let query = self.compile(inner)?;
        let rarity = match inner {
            Plan::Words { target: Target::Text, spans, .. } => match BareWord::of(spans) {
                Some(word) => self.rarity(word.stems)?,
                None => 1.0,
            },
            _ => 1.0,
        };
        let weight = weight * rarity;
        Ok(if (weight - 1.0).abs() < 0.01 {
            query
        } else {
            Box::new(BoostQuery::new(query, weight))
        })
    }

    /// What a word among others counts, as a share of what the engine gives it.
    ///
    /// The engine's inverse document frequency, ln(1 + (N - n + ½) / (n + ½)), never falls to
    /// nothing, so that in a long question the words of every article add up. This brings it to
    /// Robertson and Spärck Jones' ln((N - n + ½) / (n + ½)) (1976), which does at half of the
    /// articles. It does the work of a list of stop words, in any language, and leaves a tenth so
    /// that a small archive still has an order.
    fn rarity(&self, stems: &[String]) -> Result<f32, QueryError> {
        const LEAST: f32 = 0.1;
        let mut frequency = 0;
        for stem in stems {
            let term = Term::from_field_text(self.fields().stems, stem);
            frequency = frequency.max(self.frequency(&term)?);
        }
        let articles: u64 = self
            .searcher
            .segment_readers()
            .iter()
            .map(|segment| u64::from(segment.max_doc()))
            .sum();
        #[expect(clippy::cast_precision_loss, reason = "a weight needs no more digits")]
        let odds = {
            let (with, all) = (frequency.min(articles) as f32, articles as f32);
            (all - with + 0.5) / (with + 0.5)
        };
        Ok((odds.ln() / odds.ln_1p()).clamp(LEAST, 1.0))
    }

    fn fields(&self) -> &Fields {
        &self.source.fields
    }

    /// What words are looked up with where that is counted.
    fn counted(&self) -> WordSource {
        self.is_counted.set(true);
        self.source.clone()
    }

    /// All parts; exclusions alone are everything but what they exclude.
    fn conjunction(&self, parts: &[Plan]) -> Compiled {
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::with_capacity(parts.len());
        let mut is_negative = true;
        for part in parts {
            if let Plan::Not(inner) = part {
                let excluded = ExcludedQuery(self.compile(inner)?);
                clauses.push((Occur::MustNot, Box::new(excluded)));
            } else {
                is_negative = false;
                clauses.push((Occur::Must, self.part(part)?));
            }
        }
        if is_negative {
            clauses.push((Occur::Must, without_score(AllQuery)));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    fn language(&self, codes: &[String], script: Option<&str>) -> Box<dyn Query> {
        let fields = self.fields();
        let code = |code: &String| (Occur::Should, term(fields.language, code));
        let codes: Box<dyn Query> = Box::new(BooleanQuery::new(codes.iter().map(code).collect()));
        let Some(script) = script else { return without_score_boxed(codes) };
        let clauses = vec![(Occur::Must, codes), (Occur::Must, term(fields.script, script))];
        without_score(BooleanQuery::new(clauses))
    }

    fn words(&self, target: Target, spans: &Spans, at_least: u32) -> Compiled {
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

    fn has(&self, term: &Term) -> Result<bool, QueryError> {
        Ok(self.frequency(term)? > 0)
    }

    fn frequency(&self, term: &Term) -> Result<u64, QueryError> {
        self.searcher.doc_freq(term).map_err(|error| QueryError::Corrupt {
            path: std::path::PathBuf::new(),
            source: Some(error),
        })
    }
}

fn term(field: Field, text: &str) -> Box<dyn Query> {
    let term = Term::from_field_text(field, text);
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

fn length(field: Field, range: NumberRange) -> RangeQuery {
    let bound = |value: Option<u64>| match value {
        Some(value) => Bound::Included(Term::from_field_u64(field, value)),
        None => Bound::Unbounded,
    };
    // The engine reads the field from one of the bounds, so one of them must be there.
    let min = range.min.or_else(|| range.max.is_none().then_some(0));
    RangeQuery::new(bound(min), bound(range.max))
}

fn without_score(query: impl Query) -> Box<dyn Query> {
    without_score_boxed(Box::new(query))
}

/// What only narrows the answer says nothing about how good a hit is.
fn without_score_boxed(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

fn one_or_any(mut clauses: Vec<(Occur, Box<dyn Query>)>) -> Box<dyn Query> {
    match clauses.len() {
        0 => Box::new(EmptyQuery),
        1 => clauses.remove(0).1,
        _ => Box::new(BooleanQuery::new(clauses)),
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
