//! The one who answers from the newest commit.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::{Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use article::{Article, ArticleId};
use schema::{CommitId, Facet, Layout, Location, Settings};

use super::cursor::Cursor;
use super::envelope::Answer;
use super::explanation::Explanation;
use super::hit::Hit;
use super::marks::Marks;
use super::overview::{Breakdown, Overview};
use super::result::{Count, Facets, MissingWord, Ranking, ResultPage, Timeline};
use super::snapshot::Snapshot;
use crate::QueryError;
use crate::search::{IndexStats, TimelineBy};
use crate::syntax::Diagnostic;
use crate::understand::{Plan, SearchRequest};

/// Answers questions from the newest commit of an index that it was asked to [`Self::reload`]. It is
/// `Send` and `Sync`: one serves any number of threads. It writes nothing and takes no lock.
///
/// Each answer is of one commit. What belongs together, as the facets of a page, is asked of one
/// [`Self::snapshot`].
#[derive(Debug)]
pub struct Searcher {
    layout: Layout,
    newest: RwLock<Snapshot>,
    /// Held by the one who goes over to another commit.
    reloading: Mutex<()>,
    /// Commits of which cursors by relevance were handed out, the one that was last used last.
    paged: Mutex<VecDeque<(Snapshot, Instant)>>,
}

impl Searcher {
    /// So many commits are kept open for cursors by relevance that were handed out, those that were
    /// used last. Of others a next page is [`QueryError::CommitGone`]. What is kept holds its files on
    /// the disk, and up to some 16 MB of memory.
    pub const KEPT_COMMITS: usize = 8;

    /// One that is not used for so long is let go, with the next page that is asked for.
    pub const KEPT_FOR: Duration = Duration::from_mins(15);

    /// Opens the index at this place.
    ///
    /// # Errors
    /// [`QueryError::Schema`] where there is no index or it cannot be opened.
    pub fn open(path: impl Into<Location>) -> Result<Self, QueryError> {
        let layout = Layout::new(path);
        let newest = RwLock::new(Snapshot::open(&layout)?);
        Ok(Self { layout, newest, reloading: Mutex::default(), paged: Mutex::default() })
    }

    /// Goes over to the newest commit, and says whether that is another one. Where it is not, it
    /// costs the reading of two small files.
    ///
    /// # Errors
    /// Those of [`Self::open`]; the old commit then goes on answering.
    pub fn reload(&self) -> Result<bool, QueryError> {
        // Of several who ask, one opens it, and the others wait for what it opens.
        let _alone = self.reloading.lock().unwrap_or_else(PoisonError::into_inner);
        if self.snapshot().is_newest(&self.layout) {
            return Ok(false);
        }
        let fresh = Snapshot::open(&self.layout)?;
        let is_other = fresh.commit() != self.snapshot().commit();
        *self.newest.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(is_other)
    }

    /// The commit that answers now, to be asked for as long as it is held.
    pub fn snapshot(&self) -> Snapshot {
        self.newest.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Asks for a page of the commit that it is to be of, and keeps that open for the next page.
    fn paged<T>(
        &self,
        request: SearchRequest,
        ask: impl FnOnce(&Snapshot, SearchRequest) -> Result<Answer<T>, QueryError>,
        cursor: impl FnOnce(&T) -> Option<&str>,
    ) -> Result<Answer<T>, QueryError> {
        // By date the newest commit goes on where the page before has ended.
        if !request.is_by_relevance() {
            return ask(&self.snapshot(), request);
        }
        let before = request.cursor.as_deref().and_then(Cursor::decode);
        let snapshot = self.snapshot_of(before.map(|cursor| cursor.commit));
        let answer = ask(&snapshot, request)?;
        if cursor(&answer).is_some() {
            self.keep(&snapshot);
        }
        Ok(answer)
    }

    /// A commit, as long as it is kept; else the newest.
    fn snapshot_of(&self, commit: Option<CommitId>) -> Snapshot {
        let paged = self.paged.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = paged.iter().find(|(kept, _)| Some(kept.commit()) == commit);
        kept.map_or_else(|| self.snapshot(), |(kept, _)| kept.clone())
    }

    /// Keeps a commit open of which a cursor is handed out.
    fn keep(&self, snapshot: &Snapshot) {
        let mut paged = self.paged.lock().unwrap_or_else(PoisonError::into_inner);
        let is_another = |kept: &Snapshot| kept.commit() != snapshot.commit();
        paged.retain(|(kept, used)| is_another(kept) && used.elapsed() < Self::KEPT_FOR);
        paged.push_back((snapshot.clone(), Instant::now()));
        if paged.len() > Self::KEPT_COMMITS {
            paged.pop_front();
        }
    }

    /// A page of hits, as [`Snapshot::search`]. A next page by relevance is of the commit of the
    /// page before.
    ///
    /// # Errors
    /// Those of [`Snapshot::search`].
    pub fn search(
        &self,
        request: impl Into<SearchRequest>,
    ) -> Result<Answer<ResultPage>, QueryError> {
        self.paged(request.into(), Snapshot::search, |page| page.cursor.as_deref())
    }

    /// A page and what all that match divide by, as [`Snapshot::ask`]. A next page by relevance is of
    /// the commit of the page before.
    ///
    /// # Errors
    /// Those of [`Snapshot::ask`].
    pub fn ask(
        &self,
        request: impl Into<SearchRequest>,
        breakdown: &Breakdown,
    ) -> Result<Answer<Overview>, QueryError> {
        self.paged(
            request.into(),
            |one, request| one.ask(request, breakdown),
            |answer| answer.page.cursor.as_deref(),
        )
    }

    /// Ids and scores, as [`Snapshot::rank`]. A next page by relevance is of the commit of the page
    /// before.
    ///
    /// # Errors
    /// Those of [`Snapshot::rank`].
    pub fn rank(&self, request: impl Into<SearchRequest>) -> Result<Answer<Ranking>, QueryError> {
        self.paged(request.into(), Snapshot::rank, |ranking| ranking.cursor.as_deref())
    }

    /// Ids and scores of what a plan asks for, as [`Snapshot::rank_plan`].
    ///
    /// # Errors
    /// Those of [`Snapshot::rank_plan`].
    pub fn rank_plan(
        &self,
        plan: Plan,
        request: impl Into<SearchRequest>,
    ) -> Result<Answer<Ranking>, QueryError> {
        let rank = |one: &Snapshot, request| one.rank_plan(plan, request);
        self.paged(request.into(), rank, |ranking| ranking.cursor.as_deref())
    }
}

/// The other answers, each of the commit that answers now.
macro_rules! of_the_newest {
    ($($name:ident($($given:ident: $kind:ty),*) -> $answer:ty;)*) => {
        impl Searcher {
            $(
                #[doc = concat!("As [`Snapshot::", stringify!($name), "`], of the newest commit.")]
                ///
                /// # Errors
                #[doc = concat!("Those of [`Snapshot::", stringify!($name), "`].")]
                pub fn $name(&self, $($given: $kind),*) -> Result<$answer, QueryError> {
                    self.snapshot().$name($($given),*)
                }
            )*
        }
    };
}

of_the_newest! {
    plan(request: impl Into<SearchRequest>) -> Plan;
    count(request: impl Into<SearchRequest>) -> Answer<Count>;
    timeline(request: impl Into<SearchRequest>, by: TimelineBy) -> Answer<Timeline>;
    facets(request: impl Into<SearchRequest>, by: &[Facet]) -> Answer<Facets>;
    explain(request: impl Into<SearchRequest>) -> Answer<Explanation>;
    missing_words(request: impl Into<SearchRequest>) -> Vec<MissingWord>;
    explain_hit(request: impl Into<SearchRequest>, id: &ArticleId) -> String;
    article(id: &ArticleId) -> Article;
    id_beginning(characters: &str) -> ArticleId;
    marks(article: &Article, request: impl Into<SearchRequest>) -> Answer<Marks>;
    export(
        request: impl Into<SearchRequest>,
        each: &mut dyn FnMut(Hit) -> ControlFlow<()>
    ) -> Answer<Count>;
    stats() -> IndexStats;
}

impl Searcher {
    /// What there is to say about the index itself, as that its words were analysed otherwise.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        self.snapshot().diagnostics()
    }

    /// What its owner has chosen for the archive.
    pub fn settings(&self) -> Settings {
        self.snapshot().settings().clone()
    }
}
