//! One commit of an index, that answers.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use article::{Article, ArticleId};
use schema::{CommitId, Facet, Layout, Settings};

use super::envelope::Answer;
use super::explanation::{self, Explanation, blame_of};
use super::export::Export;
use super::facets::facets;
use super::hit::Hit;
use super::loosened::or_loosened;
use super::marks::{Marks, marks};
use super::overview::{Breakdown, Overview, overview};
use super::page::{Page, counted};
use super::remarks::of_limit;
use super::result::{Count, Facets, MissingWord, Ranking, ResultPage, Timeline};
use super::timeline::timeline;
use crate::QueryError;
use crate::engine::{Budget, Reached};
use crate::search::{Found, IndexStats, Lookup, Opened, State, TimelineBy, find, passed, stats};
use crate::syntax::{Diagnostic, Severity};
use crate::understand::{Limits, Plan, Question, SearchRequest, stale_analysis};

/// One commit of an index, which answers as it was when it was opened however the index goes on:
/// pages, facets and timelines of one view come from one snapshot. It is `Send`, `Sync` and cheap to
/// clone. Files of it stay on the disk for as long as it is held.
#[derive(Debug, Clone)]
pub struct Snapshot {
    state: Arc<State>,
}

impl Snapshot {
    /// The newest commit of an index.
    pub(super) fn open(layout: &Layout) -> Result<Self, QueryError> {
        let state = guarded(layout.root(), || State::open(layout))?;
        Ok(Self { state: Arc::new(state) })
    }

    /// The name of the commit.
    pub fn commit(&self) -> CommitId {
        self.state.commit
    }

    /// Whether the index has had no other commit since.
    pub(super) fn is_newest(&self, layout: &Layout) -> bool {
        self.state.is_newest(layout)
    }

    /// What there is to say about the index itself, as that its words were analysed otherwise.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        if self.state.is_current_analysis { Vec::new() } else { vec![stale_analysis()] }
    }

    /// Runs a piece of work on the open commit.
    fn work<T>(&self, work: impl FnOnce(&State) -> Result<T, QueryError>) -> Result<T, QueryError> {
        guarded(self.state.folder.path(), || work(&self.state))
    }

    /// The same for a request, which may have been given up meanwhile.
    fn within<T>(
        &self,
        request: &SearchRequest,
        work: impl FnOnce(Opened<'_>) -> Result<T, QueryError>,
    ) -> Result<T, QueryError> {
        let answer = self.work(|state| {
            let opened = Opened::new(state, Budget::of(request, Limits::WORK));
            let budget = Arc::clone(&opened.budget);
            let answer = work(opened)?;
            if request.strict { whole(&budget, request).map(|()| answer) } else { Ok(answer) }
        })?;
        if request.cancel.is_cancelled() { Err(QueryError::Cancelled) } else { Ok(answer) }
    }

    /// The same for a request that was looked up.
    fn answer<T>(
        &self,
        request: &SearchRequest,
        work: impl FnOnce(Lookup<'_>) -> Result<T, QueryError>,
    ) -> Result<T, QueryError> {
        self.within(request, |opened| work(Lookup::begin(opened, request)?))
    }

    /// A page of hits.
    ///
    /// # Errors
    /// [`QueryError::Refused`], [`QueryError::Pattern`], [`QueryError::Cursor`], and
    /// [`QueryError::Corrupt`] where the index turns out to be damaged.
    pub fn search(
        &self,
        request: impl Into<SearchRequest>,
    ) -> Result<Answer<ResultPage>, QueryError> {
        let request = &request.into();
        let started = Instant::now();
        self.answer(request, |found| Page::of(found, request)?.hits(request, started))
    }

    /// A page of hits, and what all that match divide by: understood once, counted in one walk.
    ///
    /// # Errors
    /// Those of [`Self::search`].
    pub fn ask(
        &self,
        request: impl Into<SearchRequest>,
        breakdown: &Breakdown,
    ) -> Result<Answer<Overview>, QueryError> {
        let request = &request.into();
        let started = Instant::now();
        self.answer(request, |found| overview(found, request, breakdown, started))
    }

    /// The ids and scores of a page, without reading what is stored of the articles.
    ///
    /// # Errors
    /// Those of [`Self::search`].
    pub fn rank(&self, request: impl Into<SearchRequest>) -> Result<Answer<Ranking>, QueryError> {
        let request = &request.into();
        self.answer(request, |found| Page::of(found, request)?.ranking(request))
    }

    /// What a query asks of this index: its words analysed, its names and synonyms looked up, its
    /// days counted. A plan can be kept as JSON and be asked with [`Self::rank_plan`].
    ///
    /// # Errors
    /// Those of [`Self::search`]; [`QueryError::Refused`] too where a limit is reached, for a plan
    /// is whole or none.
    pub fn plan(&self, request: impl Into<SearchRequest>) -> Result<Plan, QueryError> {
        let request = &request.into();
        self.within(request, |opened| {
            let question = Question::understand(&opened, request)?;
            if question.synonyms.is_cut {
                opened.budget.reach(Reached::Terms);
            }
            whole(&opened.budget, request).map(|()| question.into_plan())
        })
    }

    /// The ids and scores of a page of what a plan asks for. Of the request counts how the page is
    /// cut and ordered and what may be done for it, not its query or how that is read. A plan that
    /// was made for an archive of another analysis finds what it happens to find.
    ///
    /// # Errors
    /// Those of [`Self::search`]; [`QueryError::Plan`].
    pub fn rank_plan(
        &self,
        plan: Plan,
        request: impl Into<SearchRequest>,
    ) -> Result<Answer<Ranking>, QueryError> {
        let request = &request.into();
        self.within(request, |opened| {
            let question = Question::of_plan(&opened, plan, request)?;
            let passed = passed(opened.state, request)?;
            Page::of(Lookup::new(opened, request, question, passed)?, request)?.ranking(request)
        })
    }

    /// How many articles answer.
    ///
    /// # Errors
    /// Those of [`Self::search`].
    pub fn count(&self, request: impl Into<SearchRequest>) -> Result<Answer<Count>, QueryError> {
        let request = &request.into();
        self.answer(request, |found| {
            let (found, total) =
                or_loosened(found, request, |found| found.count(None), |total| *total == 0)?;
            let blame = blame_of(&found, request, total)?;
            counted(&found, request, &blame, total)
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
    ) -> Result<Answer<Timeline>, QueryError> {
        let request = &request.into();
        self.answer(request, |found| timeline(found, request, by))
    }

    /// The articles that answer, by the values of some fields.
    ///
    /// # Errors
    /// Those of [`Self::search`].
    pub fn facets(
        &self,
        request: impl Into<SearchRequest>,
        by: &[Facet],
    ) -> Result<Answer<Facets>, QueryError> {
        let request = &request.into();
        self.answer(request, |found| facets(found, request, by))
    }

    /// How a query was read, part by part, with counts.
    ///
    /// # Errors
    /// Those of [`Self::search`].
    pub fn explain(
        &self,
        request: impl Into<SearchRequest>,
    ) -> Result<Answer<Explanation>, QueryError> {
        let request = &request.into();
        self.answer(request, |found| explanation::explain(&found, request))
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
        let request = &request.into();
        self.answer(request, |found| explanation::missing_words(&found, found.question().plan()))
    }

    /// Why an article has the score it has, in plain words, a line for each reason.
    ///
    /// # Errors
    /// Those of [`Self::search`] and of [`Self::article`]; [`QueryError::NoMatch`].
    pub fn explain_hit(
        &self,
        request: impl Into<SearchRequest>,
        id: &ArticleId,
    ) -> Result<String, QueryError> {
        let request = &request.into();
        self.within(request, |opened| {
            let hit = find(opened.state, &id.to_string())?;
            explanation::explain_hit(&Lookup::begin(opened, request)?, request, &hit)
        })
    }

    /// The article with this id.
    ///
    /// # Errors
    /// [`QueryError::NoArticle`].
    pub fn article(&self, id: &ArticleId) -> Result<Article, QueryError> {
        self.work(|state| {
            let hit = find(state, &id.to_string())?;
            state.article(hit.segment, hit.doc)
        })
    }

    /// The id that begins with these characters, as a person types it.
    ///
    /// # Errors
    /// [`QueryError::NoArticle`], [`QueryError::AmbiguousId`].
    pub fn id_beginning(&self, characters: &str) -> Result<ArticleId, QueryError> {
        self.work(|state| find(state, characters).map(|hit| hit.place.id))
    }

    /// What a query matches in an article.
    ///
    /// # Errors
    /// Those of [`Self::search`].
    pub fn marks(
        &self,
        article: &Article,
        request: impl Into<SearchRequest>,
    ) -> Result<Answer<Marks>, QueryError> {
        let request = &request.into();
        self.answer(request, |found| {
            let marks = marks(&found, article);
            Ok(Answer::of(&found, marks))
        })
    }

    /// Every article that answers, newest first, or as many as the request wants in the order that
    /// it wants: `each` is called with one after the other until it breaks. The hits have no
    /// snippets, and a score only in the order of relevance. Without a limit of its own the
    /// question may make any work.
    ///
    /// Newest first, a thousand matches are held at a time; in another order all of them, 16 bytes
    /// each. What was found before a limit was reached has been handed over then: the count says
    /// that it is partial, also for a strict request.
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
    ) -> Result<Answer<Count>, QueryError> {
        let request = &request.into();
        let state = &*self.state;
        let opened = Opened::new(state, Budget::of(request, u64::MAX));
        // What `each` does is its own affair: only work on the index is guarded.
        let mut export = guarded(state.folder.path(), || {
            Export::begin(Lookup::begin(opened, request)?, request)
        })?;
        loop {
            let next = guarded(state.folder.path(), || export.next())?;
            if request.cancel.is_cancelled() {
                return Err(QueryError::Cancelled);
            }
            let Some(hit) = next else { break };
            if each(hit).is_break() {
                break;
            }
        }
        guarded(state.folder.path(), || export.into_count(request))
    }

    /// What its owner has chosen for the archive.
    pub fn settings(&self) -> &Settings {
        &self.state.manifest.settings
    }

    /// What is in the index.
    ///
    /// # Errors
    /// [`QueryError::Corrupt`].
    pub fn stats(&self) -> Result<IndexStats, QueryError> {
        self.work(stats)
    }
}

/// An error where a limit was reached, for what is to be whole or nothing.
fn whole(budget: &Budget, request: &SearchRequest) -> Result<(), QueryError> {
    let query = &request.query;
    match of_limit(budget, Severity::Error, &(0..query.len())) {
        Some(remark) => {
            Err(QueryError::Refused { query: query.clone(), diagnostics: vec![remark] })
        }
        None => Ok(()),
    }
}

/// The one place where a panic of the engine over damaged bytes is caught: the index is then
/// called corrupt, and the program goes on. Upstream has had issues about single cases, and has none
/// about all of them.
fn guarded<T>(path: &Path, work: impl FnOnce() -> Result<T, QueryError>) -> Result<T, QueryError> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(QueryError::Corrupt { path: path.to_owned(), source: None }))
}
