//! A whole article.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::hit::{Span, span, spans};

/// An article with all that is known of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Article {
    /// The path below the root that was read; null for an article handed over by a program.
    pub path: Option<String>,
    /// The bytes of the path in base64, where it is not valid Unicode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path_bytes: Option<String>,
    /// Its number in the file, from 1; null where the file is the article.
    pub record: Option<u64>,
    /// Backfile's id.
    pub id: String,
    /// The id that the record itself carries.
    pub source_id: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it.
    pub author: Vec<String>,
    /// The publication.
    pub source: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// The language's BCP 47 code.
    pub lang: String,
    /// The script's ISO 15924 code.
    pub script: Option<String>,
    /// How surely it is that language, from 0 to 1.
    pub lang_confidence: f32,
    /// The publication date, as precisely as it is known.
    pub date: Option<String>,
    /// `year`, `month`, `day` or `time`.
    pub date_precision: Option<String>,
    /// What says so, the strongest first.
    pub date_evidence: Vec<Evidence>,
    /// The text.
    pub body: String,
    /// What its parts are, in order, without overlap.
    pub segments: Vec<Part>,
    /// What decided what each part is, where that was asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub why: Vec<Reasoned>,
    /// What the record said besides, under its own keys; `section`, `places` and `tags` stand here.
    pub extra: BTreeMap<String, Value>,
}

/// What says when an article was published.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// Where it stands: `json-ld`, `byline`.
    pub kind: String,
    /// As it stands there.
    pub text: String,
    /// Its place in the body, if it stands there.
    pub span: Option<Span>,
    /// The date that it says.
    pub date: String,
    /// How surely, from 0 to 1.
    pub confidence: f32,
}

/// A part of the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Part {
    /// What it is: `body`, `boilerplate`.
    pub kind: String,
    /// Where it stands.
    pub span: Span,
}

/// A part of the body, and what decided what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reasoned {
    /// What it is.
    pub kind: String,
    /// Where it stands.
    pub span: Span,
    /// What decided it.
    pub reason: String,
}

/// What a query matches in an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Marks {
    /// In the title: spans of it, in order, without overlap.
    pub title: Vec<Span>,
    /// In the body.
    pub body: Vec<Span>,
}

impl Article {
    /// With what decided how the text is labelled.
    #[cfg(feature = "ingest")]
    #[must_use]
    pub fn explained(mut self, explanation: &ingest::Explanation) -> Self {
        let reasoned = |(part, reason): &(article::Segment, ingest::Reason)| Reasoned {
            kind: part.kind.name().to_owned(),
            span: span(&part.span),
            reason: reason.name().to_owned(),
        };
        self.why = explanation.parts.iter().map(reasoned).collect();
        self
    }
}

impl From<&article::Article> for Article {
    fn from(article: &article::Article) -> Self {
        let path = article.provenance.path.as_str();
        Self {
            path: (!path.is_empty()).then(|| path.to_owned()),
            path_bytes: article.provenance.path.bytes_in_base64(),
            record: article.provenance.record,
            id: article.id.to_string(),
            source_id: article.source_id.clone(),
            title: article.title.clone(),
            author: article.authors.clone(),
            source: article.source.clone(),
            url: article.url.clone(),
            lang: article.language.code().to_owned(),
            script: article.script.map(|script| script.code().to_owned()),
            lang_confidence: article.language_confidence,
            date: article.published_on.map(|date| date.to_string()),
            date_precision: article.published_on.map(|date| date.precision().name().to_owned()),
            date_evidence: article.date_evidence.iter().map(Evidence::from).collect(),
            body: article.body.clone(),
            segments: article.segments.iter().map(Part::from).collect(),
            why: Vec::new(),
            extra: extra(article),
        }
    }
}

/// What the record said beyond the names of the contract. Section, places and tags have no name
/// there, so they stand here, under the keys by which they are read back.
fn extra(article: &article::Article) -> BTreeMap<String, Value> {
    let mut extra: BTreeMap<String, Value> =
        article.extra.iter().map(|(key, value)| (key.clone(), value.clone())).collect();
    if let Some(section) = &article.section {
        extra.entry("section".to_owned()).or_insert_with(|| section.as_str().into());
    }
    for (key, values) in [("places", &article.places), ("tags", &article.tags)] {
        if !values.is_empty() {
            extra.entry(key.to_owned()).or_insert_with(|| values.as_slice().into());
        }
    }
    extra
}

impl From<&article::DateEvidence> for Evidence {
    fn from(evidence: &article::DateEvidence) -> Self {
        Self {
            kind: evidence.kind.name().to_owned(),
            text: evidence.text.clone(),
            span: evidence.span.as_ref().map(span),
            date: evidence.date.to_string(),
            confidence: evidence.confidence,
        }
    }
}

impl From<&article::Segment> for Part {
    fn from(segment: &article::Segment) -> Self {
        Self { kind: segment.kind.name().to_owned(), span: span(&segment.span) }
    }
}

impl From<query::Marks> for Marks {
    fn from(marks: query::Marks) -> Self {
        Self { title: spans(&marks.title), body: spans(&marks.body) }
    }
}
