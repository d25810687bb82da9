//! Writes a whole article as one JSON object.

use std::collections::BTreeMap;

use backfile::article::{Article, Segment};
use backfile::ingest::{Explanation, Reason};
use serde::Serialize;
use serde_json::Value;

/// An article with all that is known of it, under the names of the JSON contract.
#[derive(Debug, Serialize)]
pub(crate) struct ArticleObject<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    path: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path_bytes: Option<String>,
    record: Option<u64>,
    id: String,
    source_id: Option<&'a str>,
    title: Option<&'a str>,
    author: &'a [String],
    source: Option<&'a str>,
    url: Option<&'a str>,
    lang: &'static str,
    script: Option<&'static str>,
    lang_confidence: f32,
    date: Option<String>,
    date_precision: Option<&'static str>,
    date_evidence: Vec<EvidenceObject<'a>>,
    body: &'a str,
    segments: Vec<SegmentObject>,
    /// What decided what each part of the body is, where that was asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    why: Vec<PartObject>,
    extra: BTreeMap<&'a str, Value>,
}

/// A part of the body, and what decided what it is.
#[derive(Debug, Serialize)]
struct PartObject {
    kind: &'static str,
    span: [usize; 2],
    reason: &'static str,
}

impl ArticleObject<'_> {
    /// With what decided how the text is labelled.
    pub(crate) fn explained(mut self, explanation: Option<&Explanation>) -> Self {
        let parts = explanation.into_iter().flat_map(|explanation| &explanation.parts);
        let object = |(part, reason): &(Segment, Reason)| PartObject {
            kind: part.kind.name(),
            span: [part.span.start, part.span.end],
            reason: reason.name(),
        };
        self.why = parts.map(object).collect();
        self
    }
}

#[derive(Debug, Serialize)]
struct EvidenceObject<'a> {
    kind: &'static str,
    text: &'a str,
    span: Option<[usize; 2]>,
    date: String,
    confidence: f32,
}

#[derive(Debug, Serialize)]
struct SegmentObject {
    kind: &'static str,
    span: [usize; 2],
}

impl<'a> From<&'a Article> for ArticleObject<'a> {
    fn from(article: &'a Article) -> Self {
        let path = article.provenance.path.as_str();
        Self {
            kind: "article",
            path: (!path.is_empty()).then_some(path),
            path_bytes: article.provenance.path.bytes_in_base64(),
            record: article.provenance.record,
            id: article.id.to_string(),
            source_id: article.source_id.as_deref(),
            title: article.title.as_deref(),
            author: &article.authors,
            source: article.source.as_deref(),
            url: article.url.as_deref(),
            lang: article.language.code(),
            script: article.script.map(backfile::text::Script::code),
            lang_confidence: article.language_confidence,
            date: article.published_on.map(|date| date.to_string()),
            date_precision: article.published_on.map(|date| date.precision().name()),
            date_evidence: evidence(article),
            body: &article.body,
            segments: segments(article),
            why: Vec::new(),
            extra: extra(article),
        }
    }
}

fn evidence(article: &Article) -> Vec<EvidenceObject<'_>> {
    let all = article.date_evidence.iter().map(|evidence| EvidenceObject {
        kind: evidence.kind.name(),
        text: &evidence.text,
        span: evidence.span.as_ref().map(|span| [span.start, span.end]),
        date: evidence.date.to_string(),
        confidence: evidence.confidence,
    });
    all.collect()
}

fn segments(article: &Article) -> Vec<SegmentObject> {
    let all = article.segments.iter().map(|segment| SegmentObject {
        kind: segment.kind.name(),
        span: [segment.span.start, segment.span.end],
    });
    all.collect()
}

/// What the record said beyond the names of the contract. Section, places and tags have no name
/// there, so they stand here, under the keys by which they are read back.
fn extra(article: &Article) -> BTreeMap<&str, Value> {
    let mut extra: BTreeMap<&str, Value> =
        article.extra.iter().map(|(key, value)| (key.as_str(), value.clone())).collect();
    if let Some(section) = &article.section {
        extra.entry("section").or_insert_with(|| section.as_str().into());
    }
    for (key, values) in [("places", &article.places), ("tags", &article.tags)] {
        if !values.is_empty() {
            extra.entry(key).or_insert_with(|| values.as_slice().into());
        }
    }
    extra
}
