//! Finds out what a tree means for an archive: fields, days, words.

mod expression;
mod patterns;
mod values;
mod words;

use std::cell::RefCell;

use article::FieldName;
use jiff::civil::Date;
use schema::{Keyword, Zone};
use text::{Analyzer, Language};

use self::values::{language, values};
use self::words::{any, exactness_in, sequence};
use super::archive::Archive;
use super::plan::{Plan, Target, ValueRange};
use super::rewrite::simplify;
use super::sought::Sought;
use super::spans::{Spans, Word};
use super::spelling::Spellings;
use super::synonyms::Synonyms;
use crate::QueryError;
use crate::syntax::{
    DistanceKind, Exactness, Expr, ExprKind, OwnRange, PhrasePart, PhrasePartKind, Scope,
};

/// What a tree is resolved against.
pub(super) struct Resolver<'a> {
    pub(super) archive: &'a dyn Archive,
    /// The analyser that the index was written with.
    pub(super) analyzer: &'a Analyzer,
    /// The language of the query's words, where it is known.
    pub(super) language: Option<Language>,
    /// The day that relative dates count from.
    pub(super) today: Date,
    /// Whether words that merely stand side by side need not all be there.
    pub(super) match_any: bool,
    /// The other spellings of names.
    pub(super) spellings: &'a Spellings,
    /// The synonyms of words.
    pub(super) synonyms: &'a Synonyms,
    /// What the archive could not tell.
    pub(super) failure: RefCell<Option<QueryError>>,
}

impl Resolver<'_> {
    /// What the tree asks for.
    ///
    /// # Errors
    /// Those of reading the archive.
    pub(super) fn resolve(&self, expr: &Expr) -> Result<Plan, QueryError> {
        let target = match scope(expr) {
            Some(Scope::All) => Target::All,
            Some(Scope::Title) => Target::Zone(Zone::Title),
            Some(Scope::Body) => Target::Zone(Zone::Body),
            None => Target::Text,
        };
        let plan = simplify(self.node(expr, target));
        self.failure.take().map_or(Ok(plan), Err)
    }

    /// Notes what the archive could not tell, which ends the question.
    fn fail(&self, error: QueryError) -> Vec<Sought> {
        self.failure.replace(Some(error));
        Vec::new()
    }

    fn node(&self, expr: &Expr, target: Target) -> Plan {
        match &expr.kind {
            ExprKind::All | ExprKind::Scope(_) => Plan::Everything,
            ExprKind::And { children, explicit } => self.conjunction(children, *explicit, target),
            ExprKind::Or { children } => {
                Plan::Or(children.iter().map(|child| self.node(child, target)).collect())
            }
            ExprKind::Not { inner } => Plan::Not(Box::new(self.node(inner, target))),
            ExprKind::Required { inner } => self.node(inner, target),
            ExprKind::Boost { factor, inner } => {
                Plan::Boost { factor: *factor, inner: Box::new(self.node(inner, target)) }
            }
            ExprKind::Field { name, inner } => self.field(name, inner, target),
            ExprKind::Date(condition) => Plan::Published(condition.resolve(self.today)),
            ExprKind::Number { range, .. } => Plan::Length(*range),
            ExprKind::Within { field, range } => match FieldName::new(field) {
                Ok(field) => Plan::Within { field, range: self.own_range(*range) },
                Err(_) => Plan::Nothing,
            },
            ExprKind::Is { field, value } => match self.archive.facet(field) {
                Some(field) => Plan::Value { field, value: value.clone() },
                None => Plan::Nothing,
            },
            ExprKind::Has { field } => Plan::Has(field.clone()),
            ExprKind::AtLeast { count, inner } => self.words(inner, target, *count),
            _ => self.words(expr, target, 1),
        }
    }

    fn own_range(&self, range: OwnRange) -> ValueRange {
        match range {
            OwnRange::Numbers(numbers) => ValueRange::Numbers(numbers),
            OwnRange::Days(condition) => ValueRange::Days(condition.resolve(self.today)),
        }
    }

    /// All parts; where any would do, those that are merely side by side are alternatives, but
    /// for what is needed or excluded.
    fn conjunction(&self, children: &[Expr], explicit: bool, target: Target) -> Plan {
        if !self.match_any || explicit {
            return Plan::And(children.iter().map(|child| self.node(child, target)).collect());
        }
        let mut needed = Vec::new();
        let mut optional = Vec::new();
        for child in children {
            let plan = self.node(child, target);
            let is_optional = !matches!(
                child.kind,
                ExprKind::Required { .. }
                    | ExprKind::Not { .. }
                    | ExprKind::Scope(_)
                    | ExprKind::Field { .. }
            ) && !child.kind.is_condition();
            match (is_optional, self.compound(child, target)) {
                (true, Some(parts)) => optional.extend(parts),
                (true, None) => optional.push(plan),
                (false, _) => needed.push(plan),
            }
        }
        if !optional.is_empty() {
            needed.push(Plan::Or(optional));
        }
        Plan::And(needed)
    }

    /// Where any word will do, a bare compound is its parts and, for articles that write it as one
    /// word, the word that they make together: as a phrase it would find less than the same words
    /// with a space between. The one word counts little, for most articles that have it have
    /// counted for the parts already.
    fn compound(&self, expr: &Expr, target: Target) -> Option<Vec<Plan>> {
        let ExprKind::Word { text, exactness: Exactness::Inflected } = &expr.kind else {
            return None;
        };
        let words: Vec<_> = self.analyzer.segments(text).collect();
        if words.len() < 2 || matches!(target, Target::Keyword(_)) {
            return None;
        }
        let plan = |text| {
            let typed = Spans::Word(self.form(text, Exactness::Inflected));
            let spans = self.or_synonyms(typed, expr, target);
            Plan::Words { target, spans, at_least: 1 }
        };
        let joined = words.iter().filter_map(|word| word.compound);
        let joined = joined.map(|text| Plan::Boost { factor: 0.2, inner: Box::new(plan(text)) });
        Some(words.iter().map(|word| plan(word.text)).chain(joined).collect())
    }

    fn field(&self, name: &str, inner: &Expr, outer: Target) -> Plan {
        match (name, self.archive.keyword(name)) {
            ("title", _) => self.node(inner, Target::Zone(Zone::Title)),
            ("body", _) => self.node(inner, Target::Zone(Zone::Body)),
            (_, Some(keyword)) => self.node(inner, Target::Keyword(keyword)),
            ("lang", _) => values(inner, &language),
            ("id", _) => values(inner, &|value| Plan::Id(value.to_lowercase())),
            _ => self.node(inner, outer),
        }
    }

    /// An arrangement of words. One without any letter or digit asks for nothing and is left out.
    fn words(&self, expr: &Expr, target: Target, at_least: u32) -> Plan {
        match self.spans(expr, target) {
            Some(spans) => Plan::Words { target, spans, at_least },
            None => Plan::Everything,
        }
    }

    fn spans(&self, expr: &Expr, target: Target) -> Option<Spans> {
        match &expr.kind {
            ExprKind::Word { text, exactness } => {
                let typed = self.word(text, *exactness, target)?;
                Some(self.or_synonyms(typed, expr, target))
            }
            ExprKind::Wildcard { pattern, exactness } => {
                self.pattern(pattern, exactness_in(target, *exactness))
            }
            ExprKind::Fuzzy { word, distance } => self.fuzzy(word, *distance),
            ExprKind::Name { word } => {
                let typed = self.word(word, Exactness::Inflected, target)?;
                Some(match target {
                    Target::Keyword(field) => self.or_spellings(typed, word, field),
                    target => self.or_synonyms(typed, expr, target),
                })
            }
            ExprKind::Regex { pattern } => self.expression(pattern),
            ExprKind::Phrase { parts, exactness, slop } => {
                let part = |part: &PhrasePart| match &part.kind {
                    PhrasePartKind::Word(text) => self.word(text, *exactness, target),
                    PhrasePartKind::Wildcard(pattern) => {
                        self.pattern(pattern, exactness_in(target, *exactness))
                    }
                    PhrasePartKind::Fuzzy { word, distance } => self.fuzzy(word, *distance),
                };
                let parts: Vec<_> = parts.iter().filter_map(part).collect();
                match slop {
                    // In a window each word stands for itself, the parts of a compound too.
                    Some(slop) if parts.len() > 1 => Some(Spans::Window { parts, slop: *slop }),
                    _ => sequence(parts),
                }
            }
            ExprKind::Or { children } | ExprKind::And { children, .. } => {
                any(children.iter().filter_map(|child| self.spans(child, target)).collect())
            }
            ExprKind::Boost { inner, .. } | ExprKind::Required { inner } => {
                self.spans(inner, target)
            }
            ExprKind::Distance { left, right, kind } => {
                let sides = (self.spans(left, target), self.spans(right, target));
                let (Some(left), Some(right)) = sides else { return sides.0.or(sides.1) };
                let (left, right) = (Box::new(left), Box::new(right));
                Some(match *kind {
                    DistanceKind::Near(within) => {
                        Spans::Near { left, right, within, ordered: false }
                    }
                    DistanceKind::Before(within) => {
                        Spans::Near { left, right, within, ordered: true }
                    }
                    DistanceKind::Sentence => Spans::Together { left, right, paragraph: false },
                    DistanceKind::Paragraph => Spans::Together { left, right, paragraph: true },
                })
            }
            _ => None,
        }
    }

    /// A bare word, or one of its synonyms. Each of several words that have synonyms together is
    /// found by those, which comes to the same as all the words or a synonym of theirs.
    fn or_synonyms(&self, typed: Spans, expr: &Expr, target: Target) -> Spans {
        let others = self.synonyms.of_word(&expr.span);
        let others: Vec<_> = others.filter_map(|other| self.member(other, target)).collect();
        if others.is_empty() { typed } else { Spans::Synonyms { typed: typed.into(), others } }
    }

    /// A name in a field of values, or one of the spellings that the field has of it.
    fn or_spellings(&self, typed: Spans, word: &str, field: Keyword) -> Spans {
        let letters = self.analyzer.segments(word).next();
        let letters = letters.map(|only| self.analyzer.forms(only.text, Language::UNKNOWN).exact);
        let spellings = self.spellings.values_of(&letters.unwrap_or_default(), field);
        let others: Vec<_> =
            spellings.into_iter().map(|folded| Spans::Word(Word::Folded(vec![folded]))).collect();
        if others.is_empty() { typed } else { Spans::Synonyms { typed: typed.into(), others } }
    }

    /// A synonym: what its words mean as bare words, one after the other.
    pub(super) fn member(&self, text: &str, target: Target) -> Option<Spans> {
        let words = text.split_whitespace();
        let words = words.filter_map(|word| self.word(word, Exactness::Inflected, target));
        sequence(words.collect())
    }
}

/// `in:…`, which stands alone or among the outermost parts.
fn scope(expr: &Expr) -> Option<Scope> {
    match &expr.kind {
        ExprKind::Scope(scope) => Some(*scope),
        ExprKind::And { children, .. } => children.iter().find_map(|child| match child.kind {
            ExprKind::Scope(scope) => Some(scope),
            _ => None,
        }),
        _ => None,
    }
}
