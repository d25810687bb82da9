//! A request made ready to be looked up: parsed, resolved, compiled, and cut to its days.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use tantivy::query::Query;

use super::request::{Match, SearchRequest};
use super::state::State;
use crate::QueryError;
use crate::budget::{Budget, Reached};
use crate::compile::Compiler;
use crate::engine::{Days, Pattern, WordSource};
use crate::page::Count;
use crate::plan::{Plan, Target};
use crate::resolve::Resolver;
use crate::spelling::Spellings;
use crate::synonyms::Synonyms;
use crate::syntax::{
    Diagnostic, DiagnosticCode, Expr, ExprKind, Interval, ParseOptions, Parsed, Severity, parse,
};

/// A question that was understood.
pub(crate) struct Question {
    pub(crate) expr: Expr,
    pub(crate) diagnostics: Vec<Diagnostic>,
    given: Given,
    /// What its words are looked up with.
    pub(crate) source: WordSource,
    /// Whether it costs work that is counted. Its matches are then gone through one by one, so
    /// that it ends where the work does.
    pub(crate) is_counted: bool,
    /// Everything that is asked.
    pub(crate) plan: Plan,
    /// What is asked apart from the outermost days, as a query of the engine.
    pub(crate) query: Box<dyn Query>,
    /// Whether that is everything, so that the engine need not be asked.
    pub(crate) is_everything: bool,
    /// The outermost days.
    pub(crate) days: Option<Interval>,
    /// Whether any of the words will do.
    pub(crate) is_any: bool,
    /// The other spellings of its names.
    pub(crate) spellings: Spellings,
    /// The synonyms of its words.
    pub(crate) synonyms: Synonyms,
}

/// What a question is asked with: the day that relative dates count from, and what may be done.
#[derive(Debug, Clone)]
struct Given {
    today: Date,
    budget: Arc<Budget>,
}

impl Question {
    /// Understands a request.
    ///
    /// # Errors
    /// [`QueryError::Refused`] where the query cannot be answered as typed.
    pub(crate) fn understand(state: &State, request: &SearchRequest) -> Result<Self, QueryError> {
        Self::understand_within(state, request, request.budget())
    }

    /// The same, where a question before has perhaps done something of what may be done.
    pub(crate) fn understand_within(
        state: &State,
        request: &SearchRequest,
        budget: Arc<Budget>,
    ) -> Result<Self, QueryError> {
        let options = ParseOptions { max_nodes: request.limits.nodes, ..ParseOptions::default() };
        let Parsed { expr, mut diagnostics } = parse(&request.query, &options);
        if !state.is_current_analysis {
            diagnostics.push(stale_analysis());
        }
        diagnostics.extend(too_many_words(state, request, &expr));
        let refused = |diagnostic: &Diagnostic| {
            let limit = if request.strict { Severity::Repair } else { Severity::Error };
            diagnostic.severity >= limit
        };
        if diagnostics.iter().any(refused) {
            return Err(QueryError::Refused { query: request.query.clone(), diagnostics });
        }
        let given = Given { today: request.today.unwrap_or_else(|| today(state)), budget };
        let is_any = request.matching == Match::Any;
        Self::ask(state, request, expr, diagnostics, given, is_any)
    }

    /// The same question for any of its words, where it is plain words and all were asked for.
    pub(crate) fn loosened(
        &self,
        state: &State,
        request: &SearchRequest,
    ) -> Result<Option<Self>, QueryError> {
        if self.is_any || request.matching != Match::Auto || !is_plain_words(&self.expr) {
            return Ok(None);
        }
        let (expr, diagnostics) = (self.expr.clone(), self.diagnostics.clone());
        Self::ask(state, request, expr, diagnostics, self.given.clone(), true).map(Some)
    }

    /// The same question about another tree.
    pub(crate) fn about(
        &self,
        state: &State,
        request: &SearchRequest,
        expr: Expr,
    ) -> Result<Self, QueryError> {
        Self::ask(state, request, expr, Vec::new(), self.given.clone(), self.is_any)
    }

    fn ask(
        state: &State,
        request: &SearchRequest,
        expr: Expr,
        diagnostics: Vec<Diagnostic>,
        given: Given,
        is_any: bool,
    ) -> Result<Self, QueryError> {
        let languages = state.languages(request.language.as_ref());
        let spellings = Spellings::find(state, &expr, request.variants, languages, &given.budget);
        let spellings = spellings.map_err(|error| state.failed(error))?;
        let analyzer = &state.source.analyzer;
        let most = request.limits.expansions;
        let synonyms = Synonyms::find(state.synonyms(), analyzer, languages, &expr, most);
        let resolver = Resolver {
            analyzer,
            languages,
            today: given.today,
            match_any: is_any,
            spellings: &spellings,
            synonyms: &synonyms,
        };
        let plan = resolver.resolve(&expr);
        let days = plan.outermost_days();
        let rest =
            if days.is_some() { plan.clone().without_outermost_days() } else { plan.clone() };
        if synonyms.is_cut {
            given.budget.reach(Reached::Terms);
        }
        let (expansions, budget) = (request.limits.expansions, Arc::clone(&given.budget));
        let source = WordSource { expansions, budget, ..state.source.clone() };
        let compiler = Compiler::new(&state.engine, &source);
        let query = compiler.compile(&rest).map_err(|error| match error {
            QueryError::Pattern { .. } => unusable_pattern(&resolver, &expr, &request.query, error),
            error => state.located(error),
        })?;
        let is_counted = compiler.is_counted();
        let is_everything = rest == Plan::Everything;
        Ok(Self {
            expr,
            diagnostics,
            given,
            source,
            is_counted,
            plan,
            query,
            is_everything,
            days,
            is_any,
            spellings,
            synonyms,
        })
    }

    /// How many articles have a synonym: counted once for all questions.
    pub(crate) fn articles_with(&self, state: &State, synonym: &str) -> Result<u64, QueryError> {
        if let Some(known) = state.with_synonym().get(synonym) {
            return Ok(*known);
        }
        let resolver = Resolver {
            analyzer: &state.source.analyzer,
            languages: state.languages(None),
            today: self.given.today,
            match_any: false,
            spellings: &Spellings::default(),
            synonyms: &Synonyms::default(),
        };
        let target = Target::Text;
        let Some(spans) = resolver.member(synonym, target) else { return Ok(0) };
        // It is remembered for other questions, and so has as much as any may have to itself.
        let budget = Arc::new(self.budget().again());
        let source = WordSource { budget, ..self.source.clone() };
        let compiler = Compiler::new(&state.engine, &source);
        let query = compiler.compile(&Plan::Words { target, spans, at_least: 1 });
        let query = query.map_err(|error| state.located(error))?;
        let articles = query.count(&state.engine).map_err(|error| state.failed(error))? as u64;
        if !source.budget.is_cut() {
            state.with_synonym().insert(synonym.to_owned(), articles);
        }
        Ok(articles)
    }

    /// The documents of its days in a segment; `None` where all are asked for.
    pub(crate) fn days_in(&self, state: &State, segment: usize) -> tantivy::Result<Option<Days>> {
        let Some(interval) = self.days else { return Ok(None) };
        Days::of(interval, &state.columns[segment], &state.wide_dates[segment]).map(Some)
    }

    /// What may be done for it, and what was.
    pub(crate) fn budget(&self) -> &Arc<Budget> {
        &self.given.budget
    }

    /// Whether its matches must be gone through one by one, since it may have to end early.
    pub(crate) fn may_end_early(&self) -> bool {
        self.is_counted || self.budget().has_clock()
    }

    /// Whether a limit was reached.
    pub(crate) fn is_cut(&self) -> bool {
        self.budget().is_cut()
    }

    /// The answer where that is a number.
    pub(crate) fn into_count(self, total: u64) -> Count {
        let (query, partial) = (self.expr.to_string(), self.is_cut());
        let matching = if self.is_any { Match::Any } else { Match::All };
        Count { total, query, matching, partial, diagnostics: self.into_diagnostics() }
    }

    /// What there is to say about it, now that it is answered.
    pub(crate) fn into_diagnostics(self) -> Vec<Diagnostic> {
        let remark = self.budget().remark(self.expr.span.clone());
        self.diagnostics.into_iter().chain(remark).collect()
    }

    /// A digest of what is asked, by which a cursor knows its question.
    pub(crate) fn digest(&self, request: &SearchRequest) -> u32 {
        // FNV-1a, 32 bits: a mistake is to be noticed, not an attack.
        let SearchRequest { language, variants, .. } = request;
        let sort = request.sort.unwrap_or_default();
        let text = format!("{} {sort:?} {language:?} {variants:?}", self.expr);
        text.bytes()
            .fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    }
}

/// The error of a pattern, under the part of the query that has it.
fn unusable_pattern(
    resolver: &Resolver<'_>,
    expr: &Expr,
    query: &str,
    error: QueryError,
) -> QueryError {
    let is_usable = |leaf: &Expr| {
        let mut is_usable = true;
        resolver.resolve(leaf).each_word(&mut |word| is_usable &= Pattern::of(word).is_ok());
        is_usable
    };
    let leaves = crate::explain::leaves(expr);
    let Some(leaf) = leaves.into_iter().find(|leaf| !is_usable(leaf)) else { return error };
    let diagnostic = Diagnostic {
        severity: Severity::Error,
        code: DiagnosticCode::UnusablePattern,
        span: leaf.span.clone(),
        message: error.to_string(),
        read_as: None,
    };
    QueryError::Refused { query: query.to_owned(), diagnostics: vec![diagnostic] }
}

/// The remark on a query whose words, as analysis finds them, are more than allowed. Of what is
/// shorter than the limit this need not be asked.
fn too_many_words(state: &State, request: &SearchRequest, expr: &Expr) -> Option<Diagnostic> {
    let most = request.limits.nodes;
    if request.query.len() <= most {
        return None;
    }
    let mut words = 0;
    expr.each_text(&mut |text| {
        let left = most.saturating_sub(words) + 1;
        words += state.source.analyzer.segments(text).take(left).count();
    });
    (words > most).then(|| Diagnostic {
        severity: Severity::Error,
        code: DiagnosticCode::TooManyNodes,
        span: expr.span.clone(),
        message: format!("a query has at most {most} words"),
        read_as: None,
    })
}

/// Today in the archive's zone.
fn today(state: &State) -> Date {
    let zone = &state.manifest.settings.zone;
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
        message: "the index was written by another analysis, so some words may not be found; \
                  rebuild it with `backfile index --rebuild`"
            .to_owned(),
        read_as: None,
    }
}
