//! One hit of a page.

use std::collections::BTreeMap;
use std::ops::Range;

use article::{FilePath, OwnValue};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Where a part of a text begins and ends, in bytes of its UTF-8, at character boundaries.
pub type Span = [usize; 2];

pub(crate) fn span(range: &Range<usize>) -> Span {
    [range.start, range.end]
}

pub(crate) fn spans(ranges: &[Range<usize>]) -> Vec<Span> {
    ranges.iter().map(span).collect()
}

/// An article that answers the question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Hit {
    /// Its place in the whole answer, from 1.
    pub rank: u64,
    /// Backfile's id.
    pub id: String,
    /// The id that the record itself carries.
    pub source_id: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The publication date, as precisely as it is known: `2019`, `2019-05`, `2019-05-30`, or with
    /// a time after RFC 3339.
    pub date: Option<String>,
    /// `year`, `month`, `day` or `time`.
    pub date_precision: Option<String>,
    /// How surely the date is in the range asked for; null where none was.
    pub date_match: Option<DateMatch>,
    /// The publication.
    pub source: Option<String>,
    /// Who wrote it.
    pub author: Vec<String>,
    /// The language's BCP 47 code.
    pub lang: String,
    /// The address.
    pub url: Option<String>,
    /// The path below the root that was indexed; null for an article handed over by a program.
    pub path: Option<String>,
    /// The bytes of the path in base64, where it is not valid Unicode; `path` then shows them as
    /// `\xF6`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path_bytes: Option<String>,
    /// What it has in the fields of the archive's own, by their names: texts, dates as texts, and
    /// numbers. Of a text longer than 300 characters it is the beginning with `…`, of more than 50
    /// values the first.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, Vec<Value>>,
    /// Higher is better; comparable within one answer only.
    pub score: f32,
    /// The best places of the text.
    pub snippets: Vec<Snippet>,
}

/// How surely a hit's date is in the range asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DateMatch {
    /// All of it is.
    Certain,
    /// It is wider than the range, and a part of it is.
    Possible,
}

/// A piece of an article's text with what matched in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Snippet {
    /// The text it is from.
    pub field: SnippetField,
    /// The piece, exactly as it stands there.
    pub text: String,
    /// Where it begins, in bytes of that text.
    pub start: usize,
    /// What matched: spans of the piece, in order, without overlap.
    pub highlights: Vec<Span>,
}

/// The text that a snippet is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SnippetField {
    /// The headline.
    Title,
    /// The stored text.
    Body,
}

impl From<query::Hit> for Hit {
    fn from(hit: query::Hit) -> Self {
        Self {
            rank: hit.rank,
            id: hit.id.to_string(),
            source_id: hit.source_id,
            title: hit.title,
            date: hit.date.map(|date| date.to_string()),
            date_precision: hit.date.map(|date| date.precision().name().to_owned()),
            date_match: hit.date_match.map(DateMatch::from),
            source: hit.source,
            author: hit.authors,
            lang: hit.language.code().to_owned(),
            url: hit.url,
            path_bytes: hit.path.as_ref().and_then(FilePath::bytes_in_base64),
            path: hit.path.map(|path| path.to_string()),
            fields: hit
                .fields
                .into_iter()
                .map(|(name, values)| (name.into(), values.iter().map(value).collect()))
                .collect(),
            score: hit.score,
            snippets: hit.snippets.into_iter().map(Snippet::from).collect(),
        }
    }
}

/// A value as JSON has it. A whole number up to 2⁵³ is written without a point.
fn value(of: &OwnValue) -> Value {
    /// Beyond it not every whole number is told from the next.
    const WHOLE: f64 = 9_007_199_254_740_992.0;
    match of {
        OwnValue::Number(number) if number.fract() == 0.0 && number.abs() <= WHOLE => {
            #[expect(clippy::cast_possible_truncation, reason = "it is whole, and small enough")]
            let whole = *number as i64;
            Value::from(whole)
        }
        OwnValue::Number(number) => Value::from(*number),
        other => Value::from(other.to_string()),
    }
}

impl From<query::DateMatch> for DateMatch {
    fn from(date_match: query::DateMatch) -> Self {
        match date_match {
            query::DateMatch::Certain => Self::Certain,
            query::DateMatch::Possible => Self::Possible,
        }
    }
}

impl From<query::Snippet> for Snippet {
    fn from(snippet: query::Snippet) -> Self {
        let field = match snippet.field {
            query::SnippetField::Title => SnippetField::Title,
            query::SnippetField::Body => SnippetField::Body,
        };
        let highlights = spans(&snippet.highlights);
        Self { field, text: snippet.text, start: snippet.start, highlights }
    }
}
