//! A page of hits, and the same without what is stored of them.

use query::{Answer, ResultPage};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::JSON_VERSION;
use crate::explanation::{Blame, Word};
use crate::hit::Hit;
use crate::remarks::{Diagnostic, diagnostics};

/// A whole answer to a search.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Page {
    /// The version of the JSON.
    pub format_version: u32,
    /// The hits, best or first ones first.
    pub hits: Vec<Hit>,
    /// What else there is to say of it.
    #[serde(flatten)]
    pub facts: PageFacts,
}

/// What closes the lines of a search.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PageSummary {
    /// The version of the JSON.
    pub format_version: u32,
    /// What there is to say of the page besides its hits.
    #[serde(flatten)]
    pub facts: PageFacts,
}

/// What there is to say of a page besides its hits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PageFacts {
    /// The query in its canonical form.
    pub query: String,
    /// How many articles answer; null where that was not counted.
    pub total: Option<u64>,
    /// What the total is worth.
    pub total_is: TotalIs,
    /// How long it took, in milliseconds.
    pub took_ms: f64,
    /// The order of the hits.
    pub sort: Sort,
    /// Whether all words had to be there, or any.
    #[serde(rename = "match")]
    pub matching: Match,
    /// Whether a limit cut the search short: there may be more hits, and other ones.
    pub partial: bool,
    /// The commit of the index that it is an answer of.
    pub commit: String,
    /// Where the next page begins; null after the last.
    pub cursor: Option<String>,
    /// Other spellings and synonyms that were matched too.
    pub variants: Vec<Variant>,
    /// Where no article has all that was asked for: the parts without which some have.
    pub blame: Vec<Blame>,
    /// What there is to say about the query and its answer.
    pub diagnostics: Vec<Diagnostic>,
}

/// What a total is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TotalIs {
    /// It is the number.
    Exact,
    /// There are at least so many.
    AtLeast,
    /// It was not counted.
    Unknown,
}

/// The order of hits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// The best first.
    Relevance,
    /// The last published first.
    Newest,
    /// The first published first.
    Oldest,
    /// By the values of a field of the archive's own.
    #[serde(untagged)]
    Field(FieldSort),
}

/// The order by the values of a field of the archive's own, articles without one last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FieldSort {
    /// The name of the field.
    pub field: String,
    /// Which values come first.
    pub direction: Direction,
}

/// Which values come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// The least.
    Ascending,
    /// The most.
    Descending,
}

/// Whether all words had to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Match {
    /// All.
    All,
    /// Any.
    Any,
}

/// The other spellings of one typed word, and its synonyms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Variant {
    /// The word as typed, or the words side by side that have synonyms together.
    pub typed: String,
    /// What the archive has of them, the most frequent first.
    pub also: Vec<Word>,
}

/// An answer to a search without anything that is stored of the articles.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Ranking {
    /// The version of the JSON.
    pub format_version: u32,
    /// The best or first articles, in order.
    pub ranked: Vec<Ranked>,
    /// How many articles answer; null where that was not counted.
    pub total: Option<u64>,
    /// What the total is worth.
    pub total_is: TotalIs,
    /// Whether all words had to be there, or any.
    #[serde(rename = "match")]
    pub matching: Match,
    /// Whether a limit cut the search short.
    pub partial: bool,
    /// The commit of the index that it is an answer of.
    pub commit: String,
    /// Where the next part begins; null after the last.
    pub cursor: Option<String>,
    /// What there is to say about the query and its answer.
    pub diagnostics: Vec<Diagnostic>,
}

/// One article of a ranking.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Ranked {
    /// Backfile's id.
    pub id: String,
    /// Its score; 0 where articles are ordered by date.
    pub score: f32,
}

impl From<Answer<ResultPage>> for Page {
    fn from(answer: Answer<ResultPage>) -> Self {
        let page = answer.value;
        Self {
            format_version: JSON_VERSION,
            hits: page.hits.into_iter().map(Hit::from).collect(),
            facts: PageFacts {
                query: page.query,
                total: page.total,
                total_is: page.total_is.into(),
                took_ms: page.took_ms,
                sort: page.sort.into(),
                matching: page.matching.into(),
                partial: answer.partial,
                commit: answer.commit.to_string(),
                cursor: page.cursor,
                variants: page.variants.into_iter().map(Variant::from).collect(),
                blame: page.blame.into_iter().map(Blame::from).collect(),
                diagnostics: diagnostics(answer.diagnostics),
            },
        }
    }
}

impl From<Answer<query::Ranking>> for Ranking {
    fn from(answer: Answer<query::Ranking>) -> Self {
        let ranking = answer.value;
        let ranked = |one: query::Ranked| Ranked { id: one.id.to_string(), score: one.score };
        Self {
            format_version: JSON_VERSION,
            ranked: ranking.ranked.into_iter().map(ranked).collect(),
            total: ranking.total,
            total_is: ranking.total_is.into(),
            matching: ranking.matching.into(),
            partial: answer.partial,
            commit: answer.commit.to_string(),
            cursor: ranking.cursor,
            diagnostics: diagnostics(answer.diagnostics),
        }
    }
}

impl From<query::TotalIs> for TotalIs {
    fn from(total_is: query::TotalIs) -> Self {
        match total_is {
            query::TotalIs::Exact => Self::Exact,
            query::TotalIs::AtLeast => Self::AtLeast,
            query::TotalIs::Unknown => Self::Unknown,
        }
    }
}

impl From<query::Sort> for Sort {
    fn from(sort: query::Sort) -> Self {
        match sort {
            query::Sort::Relevance => Self::Relevance,
            query::Sort::Newest => Self::Newest,
            query::Sort::Oldest => Self::Oldest,
            query::Sort::Field(field, direction) => Self::Field(FieldSort {
                field: field.into(),
                direction: match direction {
                    query::Direction::Ascending => Direction::Ascending,
                    query::Direction::Descending => Direction::Descending,
                },
            }),
        }
    }
}

impl From<query::Match> for Match {
    fn from(matching: query::Match) -> Self {
        match matching {
            // An answer says which of the two it came to.
            query::Match::Auto | query::Match::All => Self::All,
            query::Match::Any => Self::Any,
        }
    }
}

impl From<query::Variant> for Variant {
    fn from(variant: query::Variant) -> Self {
        let word = |other: query::VariantText| Word { text: other.text, articles: other.articles };
        Self { typed: variant.typed, also: variant.also.into_iter().map(word).collect() }
    }
}
