//! How a query was read, and why an article has its score.

use query::Answer;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::remarks::{Diagnostic, diagnostics};

/// How a query was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Explanation {
    /// The query in its canonical form.
    pub query: String,
    /// What it asks for, in words.
    pub words: String,
    /// Its parts, in the order in which they were typed.
    pub parts: Vec<QueryPart>,
    /// The articles that answer it; the least that there are, where the answer is partial.
    pub total: u64,
    /// Whether a limit cut the counts short.
    pub partial: bool,
    /// The commit of the index that it is an answer of.
    pub commit: String,
    /// Where nothing was found: the parts without which something would be.
    pub blame: Vec<Blame>,
    /// What there is to say about the query and its answer.
    pub diagnostics: Vec<Diagnostic>,
}

/// A part of a query that can be looked up by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct QueryPart {
    /// As typed.
    pub text: String,
    /// What it means, in words.
    pub meaning: String,
    /// The articles that it alone finds.
    pub articles: u64,
    /// The words of the index that it stands for, the most frequent first.
    pub expansions: Vec<Word>,
    /// Those of its words that occur nowhere in the index.
    pub missing: Vec<MissingWord>,
}

/// A part of a query without which something would be found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Blame {
    /// The part as typed.
    pub without: String,
    /// How many articles answer without it.
    pub total: u64,
}

/// A word, and how many articles have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Word {
    /// A word of the index, folded; a spelling as it stands, or a synonym as the settings have it.
    pub text: String,
    /// How many articles have it.
    pub articles: u64,
}

/// A word of a query that occurs nowhere in the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MissingWord {
    /// The word as typed, in lower case.
    pub word: String,
    /// The words of the index that may have been meant, the nearest first.
    pub nearest: Vec<Word>,
}

/// Why an article has its score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Score {
    /// The article's id, as it was asked for.
    pub id: String,
    /// Line by line, in words.
    pub text: String,
}

impl From<Answer<query::Explanation>> for Explanation {
    fn from(answer: Answer<query::Explanation>) -> Self {
        let explanation = answer.value;
        Self {
            query: explanation.query,
            words: explanation.words,
            parts: explanation.parts.into_iter().map(QueryPart::from).collect(),
            total: explanation.total,
            partial: answer.partial,
            commit: answer.commit.to_string(),
            blame: explanation.blame.into_iter().map(Blame::from).collect(),
            diagnostics: diagnostics(answer.diagnostics),
        }
    }
}

impl From<query::Part> for QueryPart {
    fn from(part: query::Part) -> Self {
        Self {
            text: part.text,
            meaning: part.meaning,
            articles: part.articles,
            expansions: part.expansions.into_iter().map(Word::from).collect(),
            missing: part.missing.into_iter().map(MissingWord::from).collect(),
        }
    }
}

impl From<query::Blame> for Blame {
    fn from(blame: query::Blame) -> Self {
        Self { without: blame.without, total: blame.total }
    }
}

impl From<query::Expanded> for Word {
    fn from(word: query::Expanded) -> Self {
        Self { text: word.text, articles: word.articles }
    }
}

impl From<query::MissingWord> for MissingWord {
    fn from(missing: query::MissingWord) -> Self {
        Self { word: missing.word, nearest: missing.nearest.into_iter().map(Word::from).collect() }
    }
}
