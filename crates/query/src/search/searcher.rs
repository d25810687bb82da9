//! The one who answers.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Instant;

use article::Article;
use schema::{Facet, Layout};

use super::count::count;
use super::export::Export;
use super::found::Found;
use super::hits;
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

    /// The same for a question, which may have been given up meanwhile.
    fn answer<T>(
        &self,
        request: &SearchRequest,
        work: impl FnOnce(&State) -> Result<T, QueryError>,
    ) -> Result<T, QueryError> {
        let answer = self.ask(work)?;
        if request.cancel.is_cancelled() { Err(QueryError::Cancelled) } else { Ok(answer) }
    }

    /// A page of hits.
    ///
    /// # Errors
    /// [`QueryError::Refused`], [`QueryError::Pattern`], [`QueryError::Cursor`], and
    /// [`QueryError::Corrupt`] where the index turns out to be damaged.
    pub fn search(&self, request: impl Into<SearchRequest>) -> Result<ResultPage, QueryError> {
        let request = request.into();
        self.answer(&request, |state| {
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
        self.answer(&request, |state| Found::find(state, &request)?.ranking(state, &request))
    }

    /// How many articles answer.
    ///
    /// # Errors
    /// Those of [`Self::search`].
    pub fn count(&self, request: impl Into<SearchRequest>) -> Result<Count, QueryError> {
        let request = request.into();
        self.answer(&request, |state| {
            let question = Question::understand(state, &request)?;
            let is_nothing = |total: &u64| *total == 0;
            let (question, total) = loosened_if(state, &request, question, is_nothing, {
                |question| count(state, question, None)
            })?;
            Ok(question.into_count(total))
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
        self.answer(&request, |state| {
            let question = Question::understand(state, &request)?;
            let is_empty = |found: &(Vec<_>, u64)| found.0.is_empty() && found.1 == 0;
            let (question, (buckets, undated)) =
                loosened_if(state, &request, question, is_empty, |question| {
                    timeline::timeline(state, question, by)
                })?;
            let total = buckets.iter().map(|bucket| bucket.count).sum::<u64>() + undated;
            let partial = question.is_cut();
            let diagnostics = question.into_diagnostics();
            Ok(Timeline { buckets, undated, total, partial, diagnostics })
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
        self.answer(&request, |state| {
            let question = Question::understand(state, &request)?;
            let is_nothing = |found: &(Vec<_>, u64)| found.1 == 0;
            let (question, (buckets, total)) =
                loosened_if(state, &request, question, is_nothing, |question| {
                    facets::facets(state, question, by)
                })?;
            let partial = question.is_cut();
            Ok(Facets { buckets, total, partial, diagnostics: question.into_diagnostics() })
        })
    }

    /// How a query was read, part by part, with counts.
    ///
    /// # Errors
    /// Those of [`Self::search`].
    pub fn explain(&self, request: impl Into<SearchRequest>) -> Result<Explanation, QueryError> {
        let request = request.into();
        self.answer(&request, |state| explain::explain(state, &request))
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
        self.answer(&request, |state| {
            let question = Question::understand(state, &request)?;
            explain::missing_words(state, &question, &question.plan)
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
        self.answer(&request, |state| {
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
        self.answer(&request, |state| {
            let question = Question::understand(state, &request)?;
            let (analyzer, budget) = (&state.source.analyzer, Arc::clone(question.budget()));
            let matcher = Matcher::of_plan(&question.plan, analyzer, budget);
            let [title, body] = state.with_lexicon(|lexicon| matcher.marks(article, lexicon));
            Ok(Marks { title: hits::ranges(title), body: hits::ranges(body) })
        })
    }

    /// Every article that answers, newest first, or as many as the request wants in the order that
    /// it wants: `each` is called with one after the other until it breaks. The hits have no
    /// snippets, and a score only in the order of relevance. Without a limit of its own the
    /// question may make any work.
    ///
    /// Newest first, a thousand matches are held at a time; in another order all of them, 16 bytes
    /// each.
    ///
    /// # Errors
    /// Those of [`Self::search`].
    ///
    /// # Panics
    /// Where `each` does.
    pub fn export(
        &self,
        request: impl Into<SearchRequest>,
        each: &mut dyn FnMut(Hit) -> ControlFlow<()>,
    ) -> Result<Count, QueryError> {
        let request = request.into();
        let state = &*self.state();
        // What `each` does is its own affair: only work on the index is guarded.
        let mut export = guarded(&state.path, || Export::begin(state, &request))?;
        loop {
            let next = guarded(&state.path, || export.next())?;
            if request.cancel.is_cancelled() {
                return Err(QueryError::Cancelled);
            }
            let Some(hit) = next else { break };
            if each(hit).is_break() {
                break;
            }
        }
        Ok(export.into_count())
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

/// What is found of a question, or where that is nothing, of it loosened.
fn loosened_if<T>(
    state: &State,
    request: &SearchRequest,
    question: Question,
    is_nothing: impl Fn(&T) -> bool,
    find: impl Fn(&Question) -> tantivy::Result<T>,
) -> Result<(Question, T), QueryError> {
    let found = find(&question).map_err(|error| state.failed(error))?;
    if !is_nothing(&found) {
        return Ok((question, found));
    }
    let Some(loosened) = question.loosened(state, request)? else { return Ok((question, found)) };
    let found = find(&loosened).map_err(|error| state.failed(error))?;
    Ok((loosened, found))
}
