//! A page of hits, and the other answers.

use super::hit::Hit;
use crate::understand::{Match, Sort};

/// The answer to a search.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ResultPage {
    /// The hits, best or first ones first.
    pub hits: Vec<Hit>,
    /// The query in its canonical form.
    pub query: String,
    /// How many articles answer.
    pub total: Option<u64>,
    /// What the total is worth.
    pub total_is: TotalIs,
    /// How long it took, in milliseconds.
    pub took_ms: f64,
    /// The order of the hits.
    pub sort: Sort,
    /// Whether all words had to be there, or any: never [`Match::Auto`].
    pub matching: Match,
    /// Where the next page begins; `None` after the last.
    pub cursor: Option<String>,
    /// Other spellings and synonyms that were matched too.
    pub variants: Vec<Variant>,
    /// Where nothing was found: the words without which something would be.
    pub blame: Vec<Blame>,
}

/// The answer to a search without anything that is stored of the articles: for programs that keep
/// the articles themselves.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Ranking {
    /// The best or first articles, in order.
    pub ranked: Vec<Ranked>,
    /// How many articles answer.
    pub total: Option<u64>,
    /// What the total is worth.
    pub total_is: TotalIs,
    /// Whether all words had to be there, or any: never [`Match::Auto`].
    pub matching: Match,
    /// Where the next part begins; `None` after the last.
    pub cursor: Option<String>,
}

/// One article of a [`Ranking`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked {
    /// Its id.
    pub id: article::ArticleId,
    /// Its score; 0 where articles are ordered by date.
    pub score: f32,
}

/// What a total is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TotalIs {
    /// It is the number.
    Exact,
    /// There are at least so many.
    AtLeast,
    /// It was not counted.
    Unknown,
}

/// The other spellings of one typed word, and its synonyms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// The word as typed, or the words side by side that have synonyms together.
    pub typed: String,
    /// What the archive has of them, the most frequent first.
    pub also: Vec<VariantText>,
}

/// A spelling or a synonym in the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariantText {
    /// The spelling, or the synonym as the settings have it.
    pub text: String,
    /// The articles that have it.
    pub articles: u64,
}

/// A part of a query without which something would be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blame {
    /// The part as typed.
    pub without: String,
    /// How many articles answer without it.
    pub total: u64,
}

/// A word of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expanded {
    /// The word, folded.
    pub text: String,
    /// The articles that have it.
    pub articles: u64,
}

/// A word of a query that occurs nowhere in the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingWord {
    /// The word as typed, in lower case.
    pub word: String,
    /// The words of the index that may have been meant, the nearest first.
    pub nearest: Vec<Expanded>,
}

/// The number of articles that answer.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Count {
    /// The number.
    pub total: u64,
    /// The query in its canonical form.
    pub query: String,
    /// Whether all words had to be there, or any.
    pub matching: Match,
}

/// How many articles answer under one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bucket {
    /// The field, or the unit of time.
    pub by: String,
    /// The value.
    pub key: String,
    /// The articles.
    pub count: u64,
}

/// The articles that answer, over time.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Timeline {
    /// The units that have any, oldest first. An article whose date is wider than the unit stands
    /// under its date as it is known (`2019`).
    pub buckets: Vec<Bucket>,
    /// Those without a date.
    pub undated: u64,
    /// All.
    pub total: u64,
}

/// The articles that answer, by the values of some fields.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Facets {
    /// The values of each field, the most frequent first, then by name.
    pub buckets: Vec<Bucket>,
    /// All.
    pub total: u64,
}
