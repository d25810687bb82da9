//! Turns a plan into a query of the engine: the only place that builds one.

mod bare_word;
mod by_language;
mod words;

use std::cell::Cell;
use std::ops::Bound;
use std::path::PathBuf;

use schema::{Facet, Fields, value_term};
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, Query, RangeQuery,
    TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, TantivyError, Term};

use self::bare_word::BareWord;
use super::any_term::AnyTermQuery;
use super::days::DaysQuery;
use super::disjoint::DisjointQuery;
use super::excluded::ExcludedQuery;
use super::expansion::Pattern;
use super::own_range::OwnRangeQuery;
use super::spans::WordSource;
use super::word_lists::{BareText, WordLists};
use crate::QueryError;
use crate::syntax::NumberRange;
use crate::understand::{Plan, Sought, Target};

/// Builds queries for one state of an index.
pub(crate) struct Compiler<'a> {
    pub(crate) searcher: &'a Searcher,
    pub(crate) source: &'a WordSource,
    /// Whether any part of the query costs work that is counted.
    is_counted: Cell<bool>,
}

type Compiling = Result<Box<dyn Query>, QueryError>;

/// What finds what a plan asks for.
pub(crate) struct Compiled {
    /// All of it.
    pub(crate) whole: Box<dyn Query>,
    /// The same in parts that have no document in common, in each of which documents may be passed
    /// over by themselves; one at least.
    pub(crate) parts: Vec<Box<dyn Query>>,
}

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
    pub(crate) fn compile(&self, plan: &Plan) -> Result<Compiled, QueryError> {
        Ok(match self.by_language(plan)? {
            Some(parts) if parts.len() == 1 => Compiled { whole: parts[0].box_clone(), parts },
            Some(parts) if !parts.is_empty() => {
                let copies = parts.iter().map(|part| part.box_clone()).collect();
                Compiled { whole: Box::new(DisjointQuery(copies)), parts }
            }
            Some(_) => Compiled { whole: Box::new(EmptyQuery), parts: vec![Box::new(EmptyQuery)] },
            None => {
                let whole = self.query(plan)?;
                Compiled { parts: vec![whole.box_clone()], whole }
            }
        })
    }

    fn query(&self, plan: &Plan) -> Compiling {
        Ok(match plan {
            Plan::Everything => without_score(AllQuery),
            Plan::Nothing => Box::new(EmptyQuery),
            Plan::Words { target, spans, at_least } => self.words(*target, spans, *at_least)?,
            Plan::And(parts) => self.conjunction(parts)?,
            Plan::Or(parts) => {
                let mut clauses = Vec::with_capacity(parts.len());
                for part in parts {
                    clauses.push((Occur::Should, self.part(part, scores_several(parts))?));
                }
                Box::new(BooleanQuery::new(clauses))
            }
            Plan::Not(_) => self.conjunction(std::slice::from_ref(plan))?,
            Plan::Boost { factor, inner } => Box::new(BoostQuery::new(self.query(inner)?, *factor)),
            Plan::Published(interval) => {
                without_score(DaysQuery { interval: *interval, fields: self.fields().clone() })
            }
            Plan::Length(range) => without_score(length(self.fields().length, *range)),
            Plan::Has(name) => without_score(term(self.fields().has, name)),
            Plan::Within { field, range } => without_score(OwnRangeQuery::new(*field, *range)),
            Plan::Value { field, value } => self.value(*field, value),
            Plan::Language { codes, script } => self.language(codes, script.as_deref()),
            Plan::Id(prefix) => {
                let words = vec![self.fields().id.into()];
                let pattern = Pattern::Prefix(prefix.clone());
                without_score(AnyTermQuery { words, pattern, source: self.counted() })
            }
        })
    }

    /// A whole value: a term, or in an index that is too old for those one of a column.
    fn value(&self, facet: Facet, value: &str) -> Box<dyn Query> {
        let fields = self.fields();
        let Some(key) = fields.key_of(facet, value) else { return Box::new(EmptyQuery) };
        if let Some(shared) = fields.shared() {
            return without_score_boxed(term(shared.values, &value_term(facet, &key)));
        }
        let Some(column) = fields.facet(facet) else { return Box::new(EmptyQuery) };
        let bound = || Bound::Included(Term::from_field_text(column, &key));
        without_score(RangeQuery::new(bound(), bound()))
    }

    /// One of several parts: a bare word among others that score counts by how rare it is.
    fn part(&self, plan: &Plan, is_among: bool) -> Compiling {
        let (weight, inner) = match plan {
            Plan::Boost { factor, inner } => (*factor, inner.as_ref()),
            plan => (1.0, plan),
        };
        let query = self.query(inner)?;
        let rarity = match inner {
            Plan::Words { target: Target::Text, spans, .. } if is_among => {
                match BareWord::of(spans) {
                    Some(word) => {
                        let text = BareText::title_and_body(self.fields());
                        self.rarity(self.lists(&text, word.sought)?.frequency)
                    }
                    None => 1.0,
                }
            }
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
    fn rarity(&self, frequency: u64) -> f32 {
        const LEAST: f32 = 0.1;
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
        (odds.ln() / odds.ln_1p()).clamp(LEAST, 1.0)
    }

    fn fields(&self) -> &Fields {
        &self.source.fields
    }

    /// What words are looked up with where that is counted.
    fn counted(&self) -> WordSource {
        self.is_counted.set(true);
        self.source.clone()
    }

    /// All parts; exclusions alone are everything but what they exclude. Upstream:
    /// quickwit-oss/tantivy#2317.
    fn conjunction(&self, parts: &[Plan]) -> Compiling {
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::with_capacity(parts.len());
        let mut is_negative = true;
        for part in parts {
            if let Plan::Not(inner) = part {
                let excluded = ExcludedQuery(self.query(inner)?);
                clauses.push((Occur::MustNot, Box::new(excluded)));
            } else {
                is_negative = false;
                clauses.push((Occur::Must, self.part(part, scores_several(parts))?));
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

    fn has(&self, term: &Term) -> Result<bool, QueryError> {
        Ok(self.frequency(term)? > 0)
    }

    fn frequency(&self, term: &Term) -> Result<u64, QueryError> {
        self.searcher.doc_freq(term).map_err(damaged)
    }

    /// The lists that a word is read from.
    fn lists<'s>(
        &self,
        text: &BareText,
        sought: impl IntoIterator<Item = &'s Sought>,
    ) -> Result<WordLists, QueryError> {
        self.source.lists(self.searcher, text, sought).map_err(damaged)
    }
}

/// Whether several of some parts say how good a hit is. What only narrows the answer changes no
/// score.
fn scores_several(parts: &[Plan]) -> bool {
    let scores = |part: &&Plan| {
        matches!(part, Plan::Words { .. } | Plan::And(_) | Plan::Or(_) | Plan::Boost { .. })
    };
    parts.iter().filter(scores).nth(1).is_some()
}

fn damaged(error: TantivyError) -> QueryError {
    // Where the index lies, whoever opened it knows.
    QueryError::Corrupt { path: PathBuf::new(), source: Some(error.into()) }
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
    // The engine reads the field from one of the bounds, so one of them must be there. No upstream
    // issue is known; quickwit-oss/tantivy-py#655 guards against the same.
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
