//! A question with everything that bears on its answer.

use std::time::Duration;

use article::FieldName;
use jiff::civil::Date;
use schema::CancelToken;

use super::filter::Filter;
use crate::syntax::Query;

/// What is asked, and how the answer should be cut.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SearchRequest {
    /// The query as typed.
    pub query: String,
    /// Hits on a page, 0 to 10,000, or articles of an export; without it, ten on a page and all of
    /// an export.
    pub limit: Option<usize>,
    /// Where the page begins: what [`crate::ResultPage::cursor`] of the page before says.
    pub cursor: Option<String>,
    /// The order of the hits; without it, a page is by relevance and an export newest first.
    pub sort: Option<Sort>,
    /// What articles must have besides.
    pub filter: Filter,
    /// Whether all words must be there.
    pub matching: Match,
    /// Whether names are also found in their other spellings.
    pub variants: Variants,
    /// How much the total is worth.
    pub total: TotalWanted,
    /// The language of the query's words, where it is known; else all of the index.
    pub language: Option<text::Language>,
    /// The most snippets of a hit.
    pub snippets: usize,
    /// The day that relative dates count from; today in the archive's zone where it is not given.
    pub today: Option<Date>,
    /// Whether what would be mended is an error, and an answer that a limit makes a part.
    pub strict: bool,
    /// How much work the query may make.
    pub limits: Limits,
    /// By which the question can be given up from another thread; it then ends with
    /// [`crate::QueryError::Cancelled`].
    pub cancel: CancelToken,
}

impl SearchRequest {
    /// Hits on a page where no limit is given.
    pub const HITS: usize = 10;

    /// A question with the defaults: all words, an exact total, three snippets.
    pub fn new(query: impl Into<String>) -> Self {
        Self {
            query: query.into(),
            limit: None,
            cursor: None,
            sort: None,
            filter: Filter::new(),
            matching: Match::Auto,
            variants: Variants::default(),
            total: TotalWanted::Exact,
            language: None,
            snippets: 3,
            today: None,
            strict: false,
            limits: Limits::default(),
            cancel: CancelToken::new(),
        }
    }
}

impl SearchRequest {
    /// Whether hits are wanted in the order of their scores.
    pub(crate) fn is_by_relevance(&self) -> bool {
        self.sort.unwrap_or_default() == Sort::Relevance
    }
}

impl From<&str> for SearchRequest {
    fn from(query: &str) -> Self {
        Self::new(query)
    }
}

impl From<String> for SearchRequest {
    fn from(query: String) -> Self {
        Self::new(query)
    }
}

impl From<Query> for SearchRequest {
    fn from(query: Query) -> Self {
        Self::new(query.to_string())
    }
}

/// The order of hits. Ties are settled by date, newest first, then by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// The best first.
    #[default]
    Relevance,
    /// The newest first, undated ones last.
    Newest,
    /// The oldest first, undated ones last.
    Oldest,
    /// By the values of a field of the archive's own, those without one last. An article that has
    /// several stands where the first of them does.
    Field(FieldName, Direction),
}

/// In which direction values are ordered: texts by their letters' code points, numbers by size,
/// dates by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// The least first.
    #[default]
    Ascending,
    /// The most first.
    Descending,
}

/// Whether all words of a query must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Match {
    /// All; where no article has them all and the query is plain words, any of them.
    #[default]
    Auto,
    /// All.
    All,
    /// Any.
    Any,
}

/// Whether names are also found in their other spellings. `word~name` asks for it in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Variants {
    /// Only where `~name` asks for it.
    #[default]
    Off,
    /// For words that the archive writes with a capital at least nine times in ten.
    Auto,
    /// For every bare word.
    On,
}

/// How much the total of a page is worth to the asker. The less is asked, the sooner a search may
/// stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TotalWanted {
    /// The exact number.
    #[default]
    Exact,
    /// Exact up to this number, beyond it only that it is more.
    AtLeast(u64),
    /// None.
    Unknown,
}

/// How much work a query may make. Where a limit is reached, the answer goes as far as it has
/// come, is marked partial, and says which limit it was.
///
/// Work is counted in units, each about what it takes to read one position of a word. They are
/// paid for distances, phrases with patterns, wildcards, edit distances, regular expressions,
/// other spellings and exact case:
///
/// | what is done | units |
/// |---|--:|
/// | a position of a word read, or a document sought in its list | 1 |
/// | the same in one of several lists that are read as one | 5 |
/// | a step of comparing positions, and of marking them in a hit | 1 |
/// | a block of 128 documents of a pattern's term read | 16 |
/// | the list of a term opened | 200 |
/// | a letter of the dictionary looked at by a pattern | 2 |
/// | a term of the dictionary taken | 4 |
/// | an automaton made of a pattern | 20,000 |
/// | four bytes of an article read again, where the case of letters counts | 1 |
///
/// Plain words, phrases of plain words and dates cost none. As nothing is timed, one question has
/// one answer from one commit, on any machine.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Words, phrase words and operators of a query.
    pub nodes: usize,
    /// Terms that one pattern stands for in a segment; beyond it the most frequent are used, and
    /// inside distances at most 50,000 of all patterns together, for the memory that they take. So
    /// many synonyms may the words of a query have together, too.
    pub expansions: usize,
    /// Units of work; without it [`Self::WORK`] for an answer, and no limit for an export.
    /// `u64::MAX` is no limit.
    pub work: Option<u64>,
    /// The time that may be taken, where an answer in time matters more than one that is always
    /// the same; none where it is not given. Once it is over, what was found comes without snippets;
    /// it may take some 10 ms more.
    pub time: Option<Duration>,
}

impl Limits {
    /// The units of work of an answer where no other number is given: a second or two.
    pub const WORK: u64 = 100_000_000;
}

impl Default for Limits {
    fn default() -> Self {
        Self { nodes: 10_000, expansions: 10_000, work: None, time: None }
    }
}
