//! A question being looked up in a commit.

use std::ops::ControlFlow;
use std::sync::Arc;

use tantivy::DocId;
use tantivy::query::{EnableScoring, Query, Scorer, TermQuery, Weight};

use super::members::{Members, Passed};
use super::opened::Opened;
use super::state::State;
use super::walk::{walk, walk_blocks};
use crate::QueryError;
use crate::engine::{Budget, Compiler, Days, Pattern, Reached, WordSource};
use crate::syntax::{Diagnostic, DiagnosticCode, Interval, Severity};
use crate::understand::{Archive, Plan, Question, SearchRequest, Word};

/// A question made ready for a commit: compiled, and cut to its days.
pub(crate) struct Lookup<'a> {
    pub(super) opened: Opened<'a>,
    pub(super) state: &'a State,
    pub(super) question: Question,
    pub(super) request: &'a SearchRequest,
    /// What its words are looked up with.
    pub(super) source: WordSource,
    /// Whether it costs work that is counted. Its matches are then gone through one by one, so
    /// that it ends where the work does.
    pub(super) is_counted: bool,
    /// What is asked apart from the outermost days, as a query of the engine.
    pub(super) query: Box<dyn Query>,
    /// The same in parts that have no document in common.
    pub(super) parts: Vec<Box<dyn Query>>,
    /// Whether that is everything, so that the engine need not be asked.
    pub(super) is_everything: bool,
    /// The outermost days, and those of the filter.
    pub(super) days: Option<Interval>,
    /// Of each segment, what passes the rest of the filter, if there is any.
    pub(super) passed: Arc<[Option<Passed>]>,
}

impl<'a> Lookup<'a> {
    /// Understands a request and makes it ready.
    pub(crate) fn begin(
        opened: Opened<'a>,
        request: &'a SearchRequest,
    ) -> Result<Self, QueryError> {
        let question = Question::understand(&opened, request)?;
        let passed = passed(opened.state, request)?;
        Self::new(opened, request, question, passed)
    }

    /// Makes a question ready.
    ///
    /// # Errors
    /// [`QueryError::Refused`] where a pattern of it cannot be used, or [`QueryError::Pattern`] where
    /// it was no query, and those of a damaged index.
    pub(crate) fn new(
        opened: Opened<'a>,
        request: &'a SearchRequest,
        question: Question,
        passed: Arc<[Option<Passed>]>,
    ) -> Result<Self, QueryError> {
        let state = opened.state;
        let plan = question.plan().clone();
        let days = question.days();
        let rest = plan.without_outermost_days();
        if question.synonyms.is_cut {
            opened.budget.reach(Reached::Terms);
        }
        let (expansions, budget) = (request.limits.expansions, Arc::clone(&opened.budget));
        let patterns = Arc::default();
        let source = WordSource { expansions, budget, patterns, ..state.source.clone() };
        let compiler = Compiler::new(&state.engine, &source);
        let found = compiler.compile(&rest).map_err(|error| match error {
            QueryError::Pattern { .. } => unusable_pattern(&opened, request, &question, error),
            error => state.located(error),
        })?;
        let is_counted = compiler.is_counted();
        let is_everything = rest == Plan::Everything;
        Ok(Self {
            opened,
            state,
            question,
            request,
            source,
            is_counted,
            query: found.whole,
            parts: found.parts,
            is_everything,
            days,
            passed,
        })
    }

    /// What may be done for it, and what was.
    pub(super) fn budget(&self) -> &Arc<Budget> {
        &self.opened.budget
    }

    /// The query, to find matches without scores.
    pub(super) fn unscored(&self) -> tantivy::Result<Box<dyn Weight>> {
        self.query.weight(EnableScoring::disabled_from_searcher(&self.state.engine))
    }

    /// The documents of its days in a segment; `None` where all are asked for.
    pub(super) fn days_in(&self, segment: usize) -> tantivy::Result<Option<Days>> {
        let Some(interval) = self.days else { return Ok(None) };
        let (columns, wide) = (&self.state.columns[segment], &self.state.wide_dates[segment]);
        Days::of(interval, columns, wide).map(Some)
    }

    /// The documents of a segment that the answer may be made of, days apart.
    pub(super) fn members(&self, segment: usize) -> Members<'_> {
        Members {
            alive: self.state.reader(segment).alive_bitset(),
            passed: self.passed.get(segment).and_then(Option::as_ref),
            budget: self.budget(),
        }
    }

    /// Whether the engine may count a segment of it without a stop: where that takes no time worth
    /// the name, or nobody has said how much there is.
    pub(super) fn is_counted_at_once(&self) -> bool {
        !self.is_counted
            && self.passed.is_empty()
            && (!self.budget().has_clock() || self.query.is::<TermQuery>())
    }

    /// Goes through the matches of a segment, many at a time where the work is not counted, and
    /// stops where nobody waits for the answer any more.
    pub(super) fn walk_blocks(
        &self,
        scorer: &mut dyn Scorer,
        segment: usize,
        mut each: impl FnMut(&[DocId]) -> ControlFlow<()>,
    ) -> tantivy::Result<()> {
        let reader = self.state.reader(segment);
        let days = self.days_in(segment)?;
        let budget = self.budget();
        if !self.is_counted {
            walk_blocks(scorer, self.members(segment), days.as_ref(), reader.max_doc(), |docs| {
                if budget.is_waited_for() { each(docs) } else { ControlFlow::Break(()) }
            });
            return Ok(());
        }
        walk(scorer, self.members(segment), days.as_ref(), 0..reader.max_doc(), |doc, _| {
            // What is found where the work ends may be what an exclusion no longer excluded.
            if !budget.goes_on() {
                return ControlFlow::Break(());
            }
            each(&[doc])
        });
        Ok(())
    }
}

/// What passes the filter of a request, days apart, of each segment; nothing where all does.
pub(crate) fn passed(
    state: &State,
    request: &SearchRequest,
) -> Result<Arc<[Option<Passed>]>, QueryError> {
    let readers = state.engine.segment_readers().iter();
    let of_segment = |reader| Passed::of(&request.filter, reader, state.fields());
    if request.filter.is_about_days_only() {
        return Ok(Arc::default());
    }
    readers.map(of_segment).collect::<tantivy::Result<_>>().map_err(|error| state.failed(error))
}

/// The error of a pattern, under the part of the query that has it.
fn unusable_pattern(
    archive: &dyn Archive,
    request: &SearchRequest,
    question: &Question,
    error: QueryError,
) -> QueryError {
    let is_unusable = |word: &Word| Pattern::of(word).is_err();
    let Some(part) = question.part_with(archive, request, &is_unusable) else { return error };
    let diagnostic = Diagnostic {
        severity: Severity::Error,
        code: DiagnosticCode::UnusablePattern,
        span: part.span.clone(),
        message: error.to_string(),
        read_as: None,
    };
    let query = request.query.clone();
    QueryError::Refused { query, diagnostics: vec![diagnostic] }
}
