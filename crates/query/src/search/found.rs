//! What was found of a question, as far as an answer needs it.

mod here;

use std::collections::BTreeMap;
use std::sync::Arc;

use article::Article;
use jiff::civil::Date;
use schema::{CommitId, Facet};
use text::Lexicon;

use super::place::Place;
use super::scored::{Candidate, Scored};
use super::units::TimelineBy;
use crate::QueryError;
use crate::engine::Budget;
use crate::understand::{Archive, Question, Sort, Target, Word};

/// A question that was looked up in an archive: all that an answer is made of. Whoever answers
/// questions from an engine implements it there.
pub(crate) trait Found: Sized {
    /// The commit that it was looked up in.
    fn commit(&self) -> CommitId;

    /// What was asked.
    fn question(&self) -> &Question;

    /// What the archive is known for.
    fn archive(&self) -> &dyn Archive;

    /// What may be done for the question, and what was.
    fn budget(&self) -> &Arc<Budget>;

    /// Another question to the same archive, within what is left of the work.
    fn ask(&self, question: Question) -> Result<Self, QueryError>;

    /// The same within a budget of its own.
    fn ask_within(&self, question: Question, budget: &Arc<Budget>) -> Result<Self, QueryError>;

    /// The first `limit` matches after a place.
    fn first(&self, sort: Sort, limit: usize, after: Option<After>) -> Result<First, QueryError>;

    /// All matches in an order.
    fn all(&self, sort: Sort) -> Result<Vec<Scored>, QueryError>;

    /// A match with its place in the order.
    fn placed(&self, one: &Scored) -> Candidate;

    /// How many there are. Beyond `limit`, if one is given, they need not be counted.
    fn count(&self, limit: Option<u64>) -> Result<u64, QueryError>;

    /// How many of them are dated by a month or a year that lies only partly in the days asked for.
    fn count_possible(&self) -> Result<u64, QueryError>;

    /// How many there are, how many have each value of some facets, and how many there are in each
    /// unit of time.
    fn tally(&self, facets: &[Facet], unit: Option<TimelineBy>) -> Result<Tally, QueryError>;

    /// The score of an article; `None` where it is no match.
    fn score(&self, of: &Candidate) -> Result<Option<f32>, QueryError>;

    /// What is stored of a match.
    fn article(&self, of: &Candidate) -> Result<Article, QueryError>;

    /// Lends a lexicon, which remembers the words of the articles that were shown before.
    fn with_lexicon<T>(&self, work: impl FnOnce(&mut Lexicon) -> T) -> T;

    /// The words of the archive that a word of the question stands for, at most so many and the
    /// most frequent first, each with the articles that have it.
    fn words(
        &self,
        target: Target,
        word: &Word,
        most: usize,
    ) -> Result<Vec<(String, u64)>, QueryError>;

    /// The words of a target that are nearest to a folded one: the fewest edits away, then the most
    /// frequent, at most so many, each with the articles that have it.
    fn nearest_words(
        &self,
        target: Target,
        folded: &str,
        most: usize,
    ) -> Result<Vec<(String, u64)>, QueryError>;

    /// Whether any article has a word, in any of its forms.
    fn has_word(&self, target: Target, word: &Word) -> Result<bool, QueryError>;

    /// How many articles have a synonym.
    fn articles_with_synonym(&self, synonym: &str) -> Result<u64, QueryError>;
}

/// What matches divide by.
pub(crate) struct Tally {
    /// How many there are of each value of some facets, in the order of these.
    pub(crate) of_facets: Vec<BTreeMap<String, u64>>,
    pub(crate) times: TimeCounts,
    /// How many there are.
    pub(crate) total: u64,
}

/// How many matches there are in each unit of time.
#[derive(Default)]
pub(crate) struct TimeCounts {
    /// By the first day of the unit, and by what the date is known to: a year is no month.
    pub(crate) units: BTreeMap<(Date, TimelineBy), u64>,
    pub(crate) undated: u64,
}

/// Where the matches before have ended.
#[derive(Debug, Clone, Copy)]
pub(crate) struct After {
    pub(crate) place: Place,
    /// Whether that was among the best, which are re-ordered.
    pub(crate) among_best: bool,
}

/// The first matches in an order.
pub(crate) struct First {
    pub(crate) candidates: Vec<Candidate>,
    /// Whether the last of them is among the best, which are re-ordered.
    pub(crate) last_among_best: bool,
}
