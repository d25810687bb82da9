//! Reads a request, and understands it for an archive.

use std::cell::RefCell;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use text::Language;

use super::archive::Archive;
use super::own::{check_plan, check_request, own_ranges};
use super::plan::{Plan, Target, intersect};
use super::request::{Match, SearchRequest};
use super::resolve::Resolver;
use super::spans::Word;
use super::spelling::Spellings;
use super::synonyms::Synonyms;
use crate::syntax::{
    Diagnostic, DiagnosticCode, Expr, ExprKind, Interval, ParseOptions, Parsed, Severity, parse,
    shorten,
};
use crate::{PlanError, QueryError};

/// A request that was understood: what it asks for, and what there is to say about it.
#[derive(Debug)]
pub struct Question {
    pub(crate) expr: Expr,
    pub(crate) diagnostics: Vec<Diagnostic>,
    plan: Plan,
    /// Whether any of the words will do.
    pub(crate) is_any: bool,
    /// The other spellings of its names.
    pub(crate) spellings: Spellings,
    /// The synonyms of its words.
    pub(crate) synonyms: Synonyms,
    /// The day that relative dates count from.
    today: Date,
    /// The days that the filter of the request asks for.
    days: Option<Interval>,
    /// Whether it was never a query: the tree then says nothing.
    is_bare_plan: bool,
}

impl Question {
    /// Understands a request.
    ///
    /// # Errors
    /// [`QueryError::Refused`] where the query cannot be answered as typed, and what the archive
    /// says where it cannot be read.
    pub fn understand(archive: &dyn Archive, request: &SearchRequest) -> Result<Self, QueryError> {
        let options = ParseOptions {
            max_nodes: request.limits.nodes,
            own_fields: Arc::clone(archive.own_fields()),
            ..ParseOptions::default()
        };
        let Parsed { expr, mut diagnostics } = parse(&request.query, &options);
        if !archive.is_current_analysis() {
            diagnostics.push(stale_analysis());
        }
        diagnostics.extend(too_many_words(archive, request, &expr));
        let refused = |diagnostic: &Diagnostic| {
            let limit = if request.strict { Severity::Repair } else { Severity::Error };
            diagnostic.severity >= limit
        };
        if diagnostics.iter().any(refused) {
            return Err(QueryError::Refused { query: request.query.clone(), diagnostics });
        }
        check_request(archive, request)?;
        let today = request.today.unwrap_or_else(|| today(archive.zone()));
        let is_any = request.matching == Match::Any;
        Self::of_tree(archive, request, expr, diagnostics, today, is_any)
    }

    /// A plan that was made before, from whatever query.
    ///
    /// # Errors
    /// [`QueryError::Plan`] where it is not such as queries have.
    pub(crate) fn of_plan(
        archive: &dyn Archive,
        plan: Plan,
        request: &SearchRequest,
    ) -> Result<Self, QueryError> {
        plan.check()?;
        check_plan(archive, &plan)?;
        check_request(archive, request)?;
        let mut is_alike = true;
        plan.each_word(&mut |word| {
            if let Word::Inflected { sought, spellings, .. } = word {
                let mut all = sought.iter().chain(spellings);
                is_alike &= all.all(|one| one.languages.is_empty() != archive.keeps_languages());
            }
        });
        if !is_alike {
            let rule = "a word is sought in languages where the stems of an index belong to them, \
                        and in none where they do not";
            let part = shorten(&plan.to_json());
            return Err(PlanError::Meaningless { rule, part }.into());
        }
        let stale = (!archive.is_current_analysis()).then(stale_analysis);
        Ok(Self {
            expr: Expr { kind: ExprKind::All, span: 0..0 },
            diagnostics: stale.into_iter().collect(),
            plan,
            is_any: false,
            spellings: Spellings::default(),
            synonyms: Synonyms::default(),
            today: Date::MIN,
            days: request.filter.days(),
            is_bare_plan: true,
        })
    }

    /// What is asked for.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The days that are asked for, by the outermost conditions on the date or by the filter.
    pub(crate) fn days(&self) -> Option<Interval> {
        match (self.plan.outermost_days(), self.days) {
            (Some(one), Some(other)) => Some(intersect(one, other)),
            (one, other) => one.or(other),
        }
    }

    /// The same, by itself.
    pub fn into_plan(self) -> Plan {
        self.plan
    }

    /// The same question for any of its words, where it is plain words and all were asked for.
    pub(crate) fn loosened(
        &self,
        archive: &dyn Archive,
        request: &SearchRequest,
    ) -> Result<Option<Self>, QueryError> {
        if self.is_any || request.matching != Match::Auto || !is_plain_words(&self.expr) {
            return Ok(None);
        }
        let (expr, diagnostics) = (self.expr.clone(), self.diagnostics.clone());
        Self::of_tree(archive, request, expr, diagnostics, self.today, true).map(Some)
    }

    /// The same question about another tree.
    pub(crate) fn about(
        &self,
        archive: &dyn Archive,
        request: &SearchRequest,
        expr: Expr,
    ) -> Result<Self, QueryError> {
        Self::of_tree(archive, request, expr, Vec::new(), self.today, self.is_any)
    }

    fn of_tree(
        archive: &dyn Archive,
        request: &SearchRequest,
        expr: Expr,
        diagnostics: Vec<Diagnostic>,
        today: Date,
        is_any: bool,
    ) -> Result<Self, QueryError> {
        let language = request.language.map(Language::analysis);
        let spellings = Spellings::find(archive, &expr, request.variants, language)?;
        let known = language.as_ref().map_or_else(|| archive.languages(), std::slice::from_ref);
        let synonyms = Synonyms::find(archive, known, &expr, request.limits.expansions);
        let resolver = Resolver {
            archive,
            analyzer: archive.analyzer(),
            language,
            today,
            match_any: is_any,
            spellings: &spellings,
            synonyms: &synonyms,
            failure: RefCell::default(),
        };
        let plan = resolver.resolve(&expr)?;
        Ok(Self {
            expr,
            diagnostics,
            plan,
            is_any,
            spellings,
            synonyms,
            today,
            days: request.filter.days(),
            is_bare_plan: false,
        })
    }

    /// The first part of the query with a word that is meant here.
    pub(crate) fn part_with(
        &self,
        archive: &dyn Archive,
        request: &SearchRequest,
        is_meant: &dyn Fn(&Word) -> bool,
    ) -> Option<&Expr> {
        let resolver = Resolver {
            archive,
            analyzer: archive.analyzer(),
            language: request.language.map(Language::analysis),
            today: self.today,
            match_any: self.is_any,
            spellings: &self.spellings,
            synonyms: &self.synonyms,
            failure: RefCell::default(),
        };
        let has_it = |leaf: &&Expr| {
            let mut has_it = false;
            if let Ok(plan) = resolver.resolve(leaf) {
                plan.each_word(&mut |word| has_it |= is_meant(word));
            }
            has_it
        };
        self.expr.leaves().into_iter().find(has_it)
    }

    /// A digest of what is asked, by which a cursor knows its question.
    pub(crate) fn digest(&self, request: &SearchRequest) -> u32 {
        let SearchRequest { language, variants, filter, matching, .. } = request;
        // Days that are counted from today are others tomorrow.
        let days = (self.days(), own_ranges(&self.plan));
        let sort = request.sort.unwrap_or_default();
        let text = if self.is_bare_plan {
            format!("{} {sort:?} {filter:?}", self.plan.to_json())
        } else {
            format!(
                "{} {sort:?} {matching:?} {language:?} {variants:?} {filter:?} {days:?}",
                self.expr
            )
        };
        short_digest(&text)
    }
}

/// A digest by which a mistake is noticed, not an attack: FNV-1a, 32 bits.
pub(crate) fn short_digest(text: &str) -> u32 {
    text.bytes()
        .fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// What articles with a synonym have, in title or body; nothing where it has no letters.
///
/// # Errors
/// Those of reading the archive.
pub(crate) fn plan_of_synonym(
    archive: &dyn Archive,
    synonym: &str,
) -> Result<Option<Plan>, QueryError> {
    let resolver = Resolver {
        archive,
        analyzer: archive.analyzer(),
        language: None,
        today: Date::MIN,
        match_any: false,
        spellings: &Spellings::default(),
        synonyms: &Synonyms::default(),
        failure: RefCell::default(),
    };
    let target = Target::Text;
    let spans = resolver.member(synonym, target);
    match resolver.failure.take() {
        Some(error) => Err(error),
        None => Ok(spans.map(|spans| Plan::Words { target, spans, at_least: 1 })),
    }
}

/// The remark on a query whose words, as analysis finds them, are more than allowed. Of what is
/// shorter than the limit this need not be asked.
fn too_many_words(
    archive: &dyn Archive,
    request: &SearchRequest,
    expr: &Expr,
) -> Option<Diagnostic> {
    let most = request.limits.nodes;
    if request.query.len() <= most {
        return None;
    }
    let mut words = 0;
    expr.each_text(&mut |text| {
        let left = most.saturating_sub(words) + 1;
        words += archive.analyzer().segments(text).take(left).count();
    });
    (words > most).then(|| Diagnostic {
        severity: Severity::Error,
        code: DiagnosticCode::TooManyNodes,
        span: expr.span.clone(),
        message: format!("a query has at most {most} words"),
        read_as: None,
    })
}

/// Today in a zone.
fn today(zone: &str) -> Date {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    Timestamp::now().to_zoned(zone).date()
}

/// Whether a query is words side by side, which may be loosened to any of them.
fn is_plain_words(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::And { children, explicit: false } => children.iter().all(|child| {
            matches!(
                child.kind,
                ExprKind::Word { .. } | ExprKind::Name { .. } | ExprKind::Phrase { .. }
            )
        }),
        _ => false,
    }
}

/// The remark that an index was written by another analysis.
pub(crate) fn stale_analysis() -> Diagnostic {
    Diagnostic {
        severity: Severity::Repair,
        code: DiagnosticCode::StaleAnalysis,
        span: 0..0,
        message: "the index was written by another version of the analysis, so some words may not \
                  be found, or found that should not be, until it is rebuilt"
            .to_owned(),
        read_as: None,
    }
}
