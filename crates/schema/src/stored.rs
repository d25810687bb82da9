//! What is stored of an article, and the article made of it again.
//!
//! The text is one stored field; all the rest is one JSON value beside it, in which absent values
//! are left out. The store alone is enough to build the index again.

use std::collections::BTreeMap;

use article::{
    Article, ArticleId, DateEvidence, EvidenceKind, FilePath, Provenance, PublishedOn, Segment,
    SegmentKind, Version,
};
use serde::{Deserialize, Serialize};
use tantivy::DocId;
use tantivy::store::StoreReader;
use text::{Language, Script};

use crate::stored_values::Values;
use crate::{Fields, SchemaError};

/// An article as it is stored, apart from its text. New keys are optional; a change of meaning is
/// a new `version`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StoredArticle {
    #[serde(rename = "v")]
    version: u32,
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    lang: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    script: Option<String>,
    lang_confidence: f32,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<StoredEvidence>,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    places: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    /// Kind (by its number in [`SegmentKind::ALL`]), start, end.
    segments: Vec<(u8, usize, usize)>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    extra: BTreeMap<String, serde_json::Value>,
    /// The number and the moment.
    #[serde(rename = "version", skip_serializing_if = "Option::is_none")]
    stated: Option<(u64, i64)>,
    path: String,
    /// In base64, where the path is no text.
    #[serde(skip_serializing_if = "Option::is_none")]
    path_bytes: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<u64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct StoredEvidence {
    /// The number in [`EvidenceKind::ALL`].
    kind: u8,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<(usize, usize)>,
    date: String,
    confidence: f32,
}

impl StoredArticle {
    /// The version written now.
    const VERSION: u32 = 1;

    /// What is stored of an article, apart from its text.
    pub fn of(article: &Article) -> Self {
        let number =
            |at: Option<usize>| at.and_then(|at| u8::try_from(at).ok()).unwrap_or_default();
        let evidence = |evidence: &DateEvidence| StoredEvidence {
            kind: number(EvidenceKind::ALL.iter().position(|kind| *kind == evidence.kind)),
            text: evidence.text.clone(),
            span: evidence.span.as_ref().map(|span| (span.start, span.end)),
            date: evidence.date.to_string(),
            confidence: evidence.confidence,
        };
        let segment = |segment: &Segment| {
            let kind = SegmentKind::ALL.iter().position(|kind| *kind == segment.kind);
            (number(kind), segment.span.start, segment.span.end)
        };
        Self {
            version: Self::VERSION,
            id: article.id.to_string(),
            source_id: article.source_id.clone(),
            title: article.title.clone(),
            authors: article.authors.clone(),
            source: article.source.clone(),
            url: article.url.clone(),
            lang: article.language.code().to_owned(),
            script: article.script.map(|script| script.code().to_owned()),
            lang_confidence: article.language_confidence,
            date: article.published_on.map(|date| date.to_string()),
            evidence: article.date_evidence.iter().map(evidence).collect(),
            section: article.section.clone(),
            places: article.places.clone(),
            tags: article.tags.clone(),
            segments: article.segments.iter().map(segment).collect(),
            extra: article.extra.clone(),
            stated: article.version.map(|version| (version.number, version.moment)),
            path: article.provenance.path.to_string(),
            path_bytes: article.provenance.path.bytes_in_base64(),
            record: article.provenance.record,
        }
    }

    /// The bytes of it.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// The whole document, with the article's text.
    pub fn to_document(&self, body: &str, fields: &Fields) -> Vec<u8> {
        Values { record: Some(&self.to_bytes()), body: Some(body) }.to_bytes(fields)
    }

    /// The article of a document, from the store.
    ///
    /// The engine's own reading of a damaged document may ask for any amount of memory. No upstream
    /// issue is known.
    ///
    /// # Errors
    /// [`SchemaError::StoredArticle`] where it is damaged or newer than this program.
    pub fn read(store: &StoreReader, doc: DocId, fields: &Fields) -> Result<Article, SchemaError> {
        let damaged = |reason: String| SchemaError::StoredArticle { reason };
        let bytes = store.get_document_bytes(doc).map_err(|error| damaged(error.to_string()))?;
        let values = Values::of(&bytes, fields);
        let Values { record, body } =
            values.ok_or_else(|| damaged("its values are not as they were written".to_owned()))?;
        let record = record.ok_or_else(|| damaged("it has no record".to_owned()))?;
        let stored: Self =
            serde_json::from_slice(record).map_err(|error| damaged(error.to_string()))?;
        if stored.version != Self::VERSION {
            return Err(damaged(format!("its version is {}", stored.version)));
        }
        stored.into_article(body.unwrap_or_default()).map_err(|error| damaged(error.to_string()))
    }

    fn into_article(self, body: &str) -> Result<Article, article::ArticleError> {
        let language = Language::from_code(&self.lang).unwrap_or(Language::UNKNOWN);
        let script = self.script.as_deref().and_then(Script::from_code);
        let mut builder = Article::builder()
            .id(self.id.parse::<ArticleId>()?)
            .language(language, script, self.lang_confidence)
            .authors(self.authors)
            .places(self.places)
            .tags(self.tags)
            .body(body)
            .extra(self.extra)
            .version(self.stated.map(|(number, moment)| Version { number, moment }))
            .provenance(Provenance {
                path: FilePath::from_shown(&self.path, self.path_bytes.as_deref()),
                record: self.record,
            });
        let segment = |(kind, start, end): (u8, usize, usize)| {
            let kind = SegmentKind::ALL.get(usize::from(kind)).copied();
            Segment::new(kind.unwrap_or(SegmentKind::Boilerplate), start..end)
        };
        builder = builder.segments(self.segments.into_iter().map(segment).collect());
        if let Some(date) = self.date {
            builder = builder.published_on(date.parse::<PublishedOn>()?);
        }
        let mut evidence = Vec::new();
        for stored in self.evidence {
            evidence.push(DateEvidence {
                kind: EvidenceKind::ALL
                    .get(usize::from(stored.kind))
                    .copied()
                    .unwrap_or(EvidenceKind::Given),
                text: stored.text,
                span: stored.span.map(|(start, end)| start..end),
                date: stored.date.parse()?,
                confidence: stored.confidence,
            });
        }
        builder = builder.date_evidence(evidence);
        if let Some(source_id) = self.source_id {
            builder = builder.source_id(source_id);
        }
        if let Some(title) = self.title {
            builder = builder.title(title);
        }
        if let Some(source) = self.source {
            builder = builder.source(source);
        }
        if let Some(url) = self.url {
            builder = builder.url(url);
        }
        if let Some(section) = self.section {
            builder = builder.section(section);
        }
        builder.build()
    }
}
