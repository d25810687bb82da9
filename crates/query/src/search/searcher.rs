//! The one who answers.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Instant;

use article::Article;
use schema::{Facet, Layout};

use super::by_date::newest;
use super::count::count;
use super::found::{Found, matching};
use super::hits::{self, HitMaker};
use super::question::{Question, stale_analysis};
use super::request::SearchRequest;
use super::state::State;
use super::{facets, stats, timeline};
use crate::QueryError;
use crate::explain::{self, Explanation};
use crate::highlight::{Marks, Matcher};
use crate::page::{
    Count, Facets, Hit, IndexStats, MissingWord, Ranking, ResultPage, Timeline, TimelineBy,
};
use crate::syntax::Diagnostic;

/// Answers questions from one commit of an index, until it is asked to [`Self::reload`]. It is
/// `Send` and `Sync`: one serves any number of threads. It writes nothing and takes no lock.
#[derive(Debug)]
pub struct Searcher {
    layout: Layout,
    state: RwLock<Arc<State>>,
}

impl Searcher {
    /// Opens the index in this folder.
    ///
    /// # Errors
    /// [`QueryError::Schema`] where there is no index or it cannot be opened.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, QueryError> {
        let layout = Layout::new(path.as_ref());
        let state = guarded(layout.root(), || State::open(&layout))?;
        Ok(Self { layout, state: RwLock::new(Arc::new(state)) })
    }

    /// Goes over to the newest commit, and says whether that is another one.
    ///
    /// # Errors
    /// Those of [`Self::open`]; the old commit then goes on answering.
    pub fn reload(&self) -> Result<bool, QueryError> {
        let fresh = guarded(self.layout.root(), || State::open(&self.layout))?;
        let old = self.state();
        let is_other = fresh.name != old.name || fresh.note != old.note;
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(fresh);
        Ok(is_other)
    }

    /// What there is to say about the index itself, as that its words were analysed otherwise.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        if self.state().is_current_analysis { Vec::new() } else { vec![stale_analysis()] }
    }

    fn state(&self) -> Arc<State> {
        Arc::clone(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Runs a piece of work on the open commit.
    fn ask<T>(&self, work: impl FnOnce(&State) -> Result<T, QueryError>) -> Result<T, QueryError> {
        let state = self.state();
        guarded(&state.path, || work(&state))
    }

    /// A page of hits.
    ///
    /// # Errors
    /// [`QueryError::Refused`], [`QueryError::Pattern`], [`QueryError::Cursor`], and
    /// [`QueryError::Corrupt`] where the index turns out to be damaged.
    pub fn search(&self, request: impl Into<SearchRequest>) -> Result<ResultPage, QueryError> {
        let request = request.into();
        self.ask(|state| {
            let started = Instant::now();
            let found = Found::find(state, &request)?;
            found.page(state, &request, started)
        })
    }

    /// The ids and scores of a page, without reading what is stored of the articles.
    ///
    /// # Errors
    /// Those of [`Self::search`].
    pub fn rank(&self, request: impl Into<SearchRequest>) -> Result<Ranking, QueryError> {
        let request = request.into();
        self.ask(|state| Found::find(state, &request)?.ranking(state, &request))
    }

    /// How many articles answer.
    ///
    /// # Errors
    /// Those of [`Self::search`].
    pub fn count(&self, request: impl Into<SearchRequest>) -> Result<Count, QueryError> {
        let request = request.into();
        self.ask(|state| {
            let (question, total) = counted(state, &request)?;
            Ok(Count {
                total,
                query: question.expr.to_string(),
                matching: matching(&question),
                partial: question.is_cut(),
                diagnostics: question.diagnostics,
            })
        })
    }

    /// The articles that answer, over time.
    ///
    /// # Errors
    /// Those of [`Self::search`].
    pub fn timeline(
        &self,
        request: impl Into<SearchRequest>,
        by: TimelineBy,
    ) -> Result<Timeline, QueryError> {
        let request = request.into();
        self.ask(|state| {
            let failed = |error| state.failed(error);
            let mut question = Question::understand(state, &request)?;
            let mut found = timeline::timeline(state, &question, by).map_err(failed)?;
            if found.0.is_empty()
                && found.1 == 0
                && let Some(loosened) = question.loosened(state, &request)?
            {
                found = timeline::timeline(state, &loosened, by).map_err(failed)?;
                question = loosened;
            }
            let (buckets, undated) = found;
            let total = buckets.iter().map(|bucket| bucket.count).sum::<u64>() + undated;
            let partial = question.is_cut();
            Ok(Timeline { buckets, undated, total, partial, diagnostics: question.diagnostics })
        })
    }

    /// The articles that answer, by the values of some fields.
    ///
    /// # Errors
    /// Those of [`Self::search`].
    pub fn facets(
        &self,
        request: impl Into<SearchRequest>,
        by: &[Facet],
    ) -> Result<Facets, QueryError> {
        let request = request.into();
        self.ask(|state| {
            let (question, total) = counted(state, &request)?;
            let mut buckets = Vec::new();
            for facet in by {
                let found = facets::facet(state, &question, *facet);
                buckets.extend(found.map_err(|error| state.failed(error))?);
            }
            let partial = question.is_cut();
            Ok(Facets { buckets, total, partial, diagnostics: question.diagnostics })
        })
    }

    /// How a query was read, part by part, with counts.
    ///
    /// # Errors
    /// Those of [`Self::search`].
    pub fn explain(&self, request: impl Into<SearchRequest>) -> Result<Explanation, QueryError> {
        let request = request.into();
        self.ask(|state| explain::explain(state, &request))
    }

    /// The words of a query that occur nowhere in the index, with those that may have been meant:
    /// what to tell a person whose search found nothing.
    ///
    /// # Errors
    /// Those of [`Self::search`].
    pub fn missing_words(
        &self,
        request: impl Into<SearchRequest>,
    ) -> Result<Vec<MissingWord>, QueryError> {
        let request = request.into();
        self.ask(|state| {
            let question = Question::understand(state, &request)?;
            explain::missing_words(state, &question.plan)
        })
    }

    /// Why an article has the score it has, in plain words, a line for each reason.
    ///
    /// # Errors
    /// Those of [`Self::search`] and of [`Self::article`]; [`QueryError::NoMatch`].
    pub fn explain_hit(
        &self,
        request: impl Into<SearchRequest>,
        id: &str,
    ) -> Result<String, QueryError> {
        let request = request.into();
        self.ask(|state| {
            let (segment, doc) = explain::find(state, id)?;
            explain::explain_hit(state, &request, segment, doc)
        })
    }

    /// The article with this id, or whose id begins so.
    ///
    /// # Errors
    /// [`QueryError::NoArticle`], [`QueryError::AmbiguousId`].
    pub fn article(&self, id: &str) -> Result<Article, QueryError> {
        self.ask(|state| {
            let (segment, doc) = explain::find(state, id)?;
            hits::article(state, segment, doc)
        })
    }

    /// What a query matches in an article.
    ///
    /// # Errors
    /// Those of [`Self::search`].
    pub fn marks(
        &self,
        article: &Article,
        request: impl Into<SearchRequest>,
    ) -> Result<Marks, QueryError> {
        let request = request.into();
        self.ask(|state| {
            let question = Question::understand(state, &request)?;
            let matcher = Matcher::of_plan(&question.plan, &state.source.analyzer);
            let [title, body] = state.with_lexicon(|lexicon| matcher.marks(article, lexicon));
            Ok(Marks { title: hits::ranges(title), body: hits::ranges(body) })
        })
    }

    /// Every article that answers, newest first, without a limit: `each` is called with one after
    /// the other until it breaks. The hits have no snippets and no score.
    ///
    /// # Errors
    /// Those of [`Self::search`].
    pub fn export(
        &self,
        request: impl Into<SearchRequest>,
        each: &mut dyn FnMut(Hit) -> ControlFlow<()>,
    ) -> Result<Count, QueryError> {
        /// Matches that are held at a time.
        const CHUNK: usize = 1_000;
        let request = request.into();
        self.ask(|state| {
            let (question, _) = counted(state, &request)?;
            let matcher = Matcher::of_plan(&question.plan, &state.source.analyzer);
            let maker = HitMaker { state, matcher: &matcher, days: question.days, snippets: 0 };
            let deadline = question.deadline();
            let mut after = None;
            let mut total = 0;
            'chunks: loop {
                let found = newest(state, &question, CHUNK, after, &deadline);
                let found = found.map_err(|error| state.failed(error))?;
                after = found.last().map(|last| last.place);
                for candidate in &found {
                    total += 1;
                    if each(maker.hit(candidate, total)?).is_break() {
                        break 'chunks;
                    }
                }
                if found.len() < CHUNK {
                    break;
                }
            }
            Ok(Count {
                total,
                query: question.expr.to_string(),
                matching: matching(&question),
                partial: question.is_cut(),
                diagnostics: question.diagnostics,
            })
        })
    }

    /// What is in the index.
    ///
    /// # Errors
    /// [`QueryError::Corrupt`].
    pub fn stats(&self) -> Result<IndexStats, QueryError> {
        self.ask(stats::stats)
    }
}

/// The one place where a panic of the engine over damaged bytes is caught: the index is then
/// called corrupt, and the program goes on.
fn guarded<T>(path: &Path, work: impl FnOnce() -> Result<T, QueryError>) -> Result<T, QueryError> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(QueryError::Corrupt { path: path.to_owned(), source: None }))
}

/// The question, loosened where it finds nothing else, and its exact total.
fn counted(state: &State, request: &SearchRequest) -> Result<(Question, u64), QueryError> {
    let question = Question::understand(state, request)?;
    let failed = |error| state.failed(error);
    let total = count(state, &question, None).map_err(failed)?;
    if total > 0 {
        return Ok((question, total));
    }
    let Some(loosened) = question.loosened(state, request)? else { return Ok((question, 0)) };
    let total = count(state, &loosened, None).map_err(failed)?;
    Ok((loosened, total))
}
