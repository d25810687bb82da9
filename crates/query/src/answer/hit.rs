//! One hit of a page.

use std::collections::BTreeMap;
use std::ops::Range;

use article::{ArticleId, FieldName, FilePath, OwnValue, PublishedOn};
use text::Language;

/// An article that answers the question.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Hit {
    /// Its place in the whole answer, from 1.
    pub rank: u64,
    /// Backfile's id.
    pub id: ArticleId,
    /// The id that the record itself carries, or the key that a program knows it by.
    pub source_id: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The publication date, as precisely as it is known.
    pub date: Option<PublishedOn>,
    /// How surely the date is in the range asked for; `None` where none was.
    pub date_match: Option<DateMatch>,
    /// The publication.
    pub source: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The language.
    pub language: Language,
    /// The address.
    pub url: Option<String>,
    /// Path below the root that was indexed; `None` for an article handed over by a program.
    pub path: Option<FilePath>,
    /// What it has in the fields of the archive's own, of those in which it has anything; of a long
    /// text the beginning with `…`, of a long list the first values: [`article::OwnFields::shown`].
    pub fields: BTreeMap<FieldName, Vec<OwnValue>>,
    /// The score: higher is better, comparable within one answer only.
    pub score: f32,
    /// The best places of the text.
    pub snippets: Vec<Snippet>,
}

/// How surely a hit's date is in the range asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateMatch {
    /// All of it is.
    Certain,
    /// It is wider than the range, and a part of it is.
    Possible,
}

/// A piece of an article's text with what matched in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// The text it is from.
    pub field: SnippetField,
    /// The piece, exactly as it stands there.
    pub text: String,
    /// Where it begins: bytes of that text.
    pub start: usize,
    /// What matched: byte ranges of the piece, in order, without overlap.
    pub highlights: Vec<Range<usize>>,
}

/// The text that a snippet is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SnippetField {
    /// The headline.
    Title,
    /// The stored text.
    Body,
}
