//! The article itself, and the builder that checks it.

use std::collections::BTreeMap;
use std::ops::Deref;

use text::{Language, Script};

use crate::{
    ArticleError, ArticleId, DateEvidence, EvidenceKind, Identity, Provenance, PublishedOn,
    Segment, SegmentKind, Version,
};

/// One article with all that is known of it, which is read through it: `article.title`.
///
/// It has a title or a body, its segments lie in order inside the body, and what is stored of it can
/// be read back. [`ArticleBuilder`] sees to that, and nothing of it is changed later: the builder
/// makes another one of it.
///
/// ```
/// use article::{Article, ArticleBuilder};
///
/// let article = Article::builder().url("https://courier.example/1").title("Ferry").build()?;
/// assert_eq!(article.title.as_deref(), Some("Ferry"));
/// let corrected = ArticleBuilder::from(article).title("The ferry").build()?;
/// # Ok::<(), article::ArticleError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Article(ArticleFields);

/// What is known of an article.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ArticleFields {
    /// Backfile's own id.
    pub id: ArticleId,
    /// The id that the record itself carries.
    pub source_id: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it, each by name.
    pub authors: Vec<String>,
    /// The publication.
    pub source: Option<String>,
    /// The address it was published at.
    pub url: Option<String>,
    /// Its language.
    pub language: Language,
    /// The script it is mostly written in.
    pub script: Option<Script>,
    /// How sure the language is, 0 to 1.
    pub language_confidence: f32,
    /// When it was published.
    pub published_on: Option<PublishedOn>,
    /// What says when it was published, best first.
    pub date_evidence: Vec<DateEvidence>,
    /// The section, category or department it stood in.
    pub section: Option<String>,
    /// Places it is about or was sent from.
    pub places: Vec<String>,
    /// Its tags, topics or keywords.
    pub tags: Vec<String>,
    /// The whole stored text.
    pub body: String,
    /// The labelled parts of the body, in order and without overlap. What lies between them is
    /// white space.
    pub segments: Vec<Segment>,
    /// What else the record said, under its own keys.
    pub extra: BTreeMap<String, serde_json::Value>,
    /// Which state of itself the record says it is.
    pub version: Option<Version>,
    /// Where it was read.
    pub provenance: Provenance,
}

impl Article {
    /// Starts an article. Without [`ArticleBuilder::id`], its identity is made of its source and
    /// source id, else its url, else its path.
    pub fn builder() -> ArticleBuilder {
        ArticleBuilder::default()
    }

    /// Whether its id follows from the path that it was read at, as it does where neither an id
    /// of its own in a named source nor an address tells it from others.
    pub fn id_follows_path(&self) -> bool {
        if self.source_id.as_deref().is_some_and(|key| self.id == ArticleId::of_key(key)) {
            return false;
        }
        match (&self.source_id, &self.url) {
            (Some(_), url) => self.source.is_none() && url.as_deref().and_then(host).is_none(),
            (None, url) => url.is_none(),
        }
    }

    /// The same under another id.
    #[must_use]
    pub fn with_id(self, id: ArticleId) -> Self {
        Self(ArticleFields { id, ..self.0 })
    }

    /// The same, read elsewhere.
    #[must_use]
    pub fn with_provenance(self, provenance: Provenance) -> Self {
        Self(ArticleFields { provenance, ..self.0 })
    }

    /// What is known of it, by itself.
    pub fn into_fields(self) -> ArticleFields {
        self.0
    }

    /// Whether it holds what every article must.
    fn check(&self) -> Result<(), ArticleError> {
        if self.title.as_deref().is_none_or(is_blank) && is_blank(&self.body) {
            return Err(ArticleError::NoText);
        }
        check_segments(&self.body, &self.segments)?;
        let confidences = self.date_evidence.iter().map(|evidence| evidence.confidence);
        for found in confidences.chain([self.language_confidence]) {
            if !(0.0..=1.0).contains(&found) {
                return Err(ArticleError::Confidence { found });
            }
        }
        for (key, value) in &self.extra {
            if is_deeper(value, EXTRA_DEPTH) {
                let (key, limit) = (key.clone(), EXTRA_DEPTH);
                return Err(ArticleError::ExtraTooDeep { key, limit });
            }
        }
        Ok(())
    }

    /// The parts of the body of one kind, as they stand.
    pub fn parts(&self, kind: SegmentKind) -> impl Iterator<Item = &str> {
        self.segments
            .iter()
            .filter(move |segment| segment.kind == kind)
            .filter_map(|segment| self.body.get(segment.span.clone()))
    }
}

impl Deref for Article {
    type Target = ArticleFields;

    fn deref(&self) -> &ArticleFields {
        &self.0
    }
}

/// Builds an [`Article`] step by step.
#[derive(Debug, Clone, Default)]
pub struct ArticleBuilder {
    id: Option<ArticleId>,
    source_id: Option<String>,
    title: Option<String>,
    authors: Vec<String>,
    source: Option<String>,
    url: Option<String>,
    language: Option<(Language, Option<Script>, f32)>,
    published_on: Option<PublishedOn>,
    date_evidence: Vec<DateEvidence>,
    section: Option<String>,
    places: Vec<String>,
    tags: Vec<String>,
    body: String,
    segments: Vec<Segment>,
    extra: BTreeMap<String, serde_json::Value>,
    version: Option<Version>,
    provenance: Provenance,
    /// Whether it was an article before, so that what is set may contradict what is there.
    is_of_article: bool,
    is_of_blank_key: bool,
}

/// One setter: what it takes, and the field it fills.
macro_rules! setters {
    ($($(#[$doc:meta])* $name:ident: $kind:ty => $value:expr;)*) => {
        $($(#[$doc])*
        #[must_use]
        pub fn $name(mut self, $name: $kind) -> Self {
            self.$name = $value;
            self
        })*
    };
}

impl ArticleBuilder {
    setters! {
        /// Sets the identity outright.
        id: ArticleId => Some(id);
        /// The id that the record itself carries.
        source_id: impl Into<String> => filled(source_id.into());
        /// The headline.
        title: impl Into<String> => filled(title.into());
        /// Who wrote it.
        authors: Vec<String> => authors;
        /// The publication.
        source: impl Into<String> => filled(source.into());
        /// The address.
        url: impl Into<String> => filled(url.into());
        /// What says when it was published, best first.
        date_evidence: Vec<DateEvidence> => date_evidence;
        /// The section it stood in.
        section: impl Into<String> => filled(section.into());
        /// Places it is about.
        places: Vec<String> => places;
        /// Its tags.
        tags: Vec<String> => tags;
        /// The labelled parts of the body; without them the whole body is the article's text.
        segments: Vec<Segment> => segments;
        /// What else is known, under keys of your own.
        extra: BTreeMap<String, serde_json::Value> => extra;
        /// Which state of itself the record says it is.
        version: Option<Version> => version;
        /// Where it was read.
        provenance: Provenance => provenance;
    }

    /// The whole text. Of an article that is built anew, the labelled parts of its old body go.
    #[must_use]
    pub fn body(mut self, body: impl Into<String>) -> Self {
        self.body = body.into();
        if self.is_of_article {
            self.segments.clear();
        }
        self
    }

    /// When it was published. Of an article that is built anew, what said its old date goes.
    #[must_use]
    pub fn published_on(mut self, published_on: PublishedOn) -> Self {
        self.published_on = Some(published_on);
        if self.is_of_article {
            self.date_evidence.clear();
        }
        self
    }

    /// One more of what is else known, under a key of your own; where an archive has a field of that
    /// name, it is the value of that field, and a list has several.
    #[must_use]
    pub fn field(mut self, key: impl Into<String>, value: impl Into<serde_json::Value>) -> Self {
        self.extra.insert(key.into(), value.into());
        self
    }

    /// The key that a program knows it by, which alone is its identity: whatever else of it
    /// changes, it is the same article. It is its source id, too.
    #[must_use]
    pub fn key(mut self, key: &str) -> Self {
        (self.id, self.source_id) = (Some(ArticleId::of_key(key)), Some(key.to_owned()));
        self.is_of_blank_key = is_blank(key);
        self
    }

    /// The language, the script and how sure they are (0 to 1). Without it both are found out from
    /// the text.
    #[must_use]
    pub fn language(mut self, language: Language, script: Option<Script>, confidence: f32) -> Self {
        self.language = Some((language, script, confidence));
        self
    }

    /// The article, checked.
    ///
    /// # Errors
    /// [`ArticleError::NoIdentity`], [`ArticleError::BlankKey`], [`ArticleError::NoText`],
    /// [`ArticleError::SegmentOutOfPlace`], [`ArticleError::Confidence`],
    /// [`ArticleError::ExtraTooDeep`].
    pub fn build(self) -> Result<Article, ArticleError> {
        if self.title.is_none() && self.body.trim().is_empty() {
            return Err(ArticleError::NoText);
        }
        if self.is_of_blank_key {
            return Err(ArticleError::BlankKey);
        }
        let id = match self.id {
            Some(id) => id,
            None => ArticleId::of(&self.identity().ok_or(ArticleError::NoIdentity)?),
        };
        let segments = if self.segments.is_empty() && !self.body.trim().is_empty() {
            vec![Segment::new(SegmentKind::Body, 0..self.body.len())]
        } else {
            self.segments
        };
        let (language, script, language_confidence) = self.language.unwrap_or_else(|| {
            let sample = if self.body.trim().is_empty() {
                self.title.as_deref().unwrap_or_default()
            } else {
                &self.body
            };
            let found = text::Detector::default().detect(sample);
            (found.language, found.script, found.confidence)
        });
        let mut date_evidence = self.date_evidence;
        if let (Some(date), true) = (self.published_on, date_evidence.is_empty()) {
            let text = date.to_string();
            let kind = EvidenceKind::Given;
            date_evidence.push(DateEvidence { kind, text, span: None, date, confidence: 1.0 });
        }
        let article = Article(ArticleFields {
            id,
            source_id: self.source_id,
            title: self.title,
            authors: self.authors,
            source: self.source,
            url: self.url,
            language,
            script,
            language_confidence,
            published_on: self.published_on,
            date_evidence,
            section: self.section,
            places: self.places,
            tags: self.tags,
            body: self.body,
            segments,
            extra: self.extra,
            version: self.version,
            provenance: self.provenance,
        });
        article.check()?;
        Ok(article)
    }

    /// The identity by the first of source id, url and path that is there.
    fn identity(&self) -> Option<Identity<'_>> {
        let path = &self.provenance.path;
        let host = self.url.as_deref().and_then(host);
        if let Some(source_id) = &self.source_id {
            let namespace = self.source.as_deref().or(host).unwrap_or(path.as_str());
            return Some(Identity::Record { namespace, source_id });
        }
        if let Some(url) = &self.url {
            return Some(Identity::Url(url));
        }
        (!path.is_empty()).then_some(Identity::File { path })
    }
}

/// All of an article, to change some of it and have it checked again. Its id and its language stay.
impl From<Article> for ArticleBuilder {
    fn from(article: Article) -> Self {
        let Article(article) = article;
        Self {
            id: Some(article.id),
            source_id: article.source_id,
            title: article.title,
            authors: article.authors,
            source: article.source,
            url: article.url,
            language: Some((article.language, article.script, article.language_confidence)),
            published_on: article.published_on,
            date_evidence: article.date_evidence,
            section: article.section,
            places: article.places,
            tags: article.tags,
            body: article.body,
            segments: article.segments,
            extra: article.extra,
            version: article.version,
            provenance: article.provenance,
            is_of_article: true,
            is_of_blank_key: false,
        }
    }
}

/// Lists and objects in each other that an extra may have: what is stored is read back by a parser
/// that goes no deeper than 128, and stands two deep itself.
const EXTRA_DEPTH: usize = 120;

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// Whether lists and objects are in each other deeper than that.
fn is_deeper(value: &serde_json::Value, limit: usize) -> bool {
    match value {
        serde_json::Value::Array(values) => {
            limit == 0 || values.iter().any(|value| is_deeper(value, limit - 1))
        }
        serde_json::Value::Object(entries) => {
            limit == 0 || entries.values().any(|value| is_deeper(value, limit - 1))
        }
        _ => false,
    }
}

fn filled(text: String) -> Option<String> {
    (!text.trim().is_empty()).then_some(text)
}

/// The host of an address, without `www.`.
pub(crate) fn host(url: &str) -> Option<&str> {
    // The id of a message is its own in the world (RFC 2392, RFC 5322).
    if url.starts_with("mid:") {
        return Some("mid");
    }
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then_some(host)
}

fn check_segments(body: &str, segments: &[Segment]) -> Result<(), ArticleError> {
    let mut end = 0;
    for Segment { span, .. } in segments {
        if span.start < end || span.start > span.end || body.get(span.clone()).is_none() {
            let (span, body_bytes) = (span.clone(), body.len());
            return Err(ArticleError::SegmentOutOfPlace { span, body_bytes });
        }
        end = span.end;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article() -> ArticleBuilder {
        let english = Language::from_code("en").unwrap();
        Article::builder().language(english, Some(Script::Latin), 1.0)
    }

    #[test]
    fn an_article_without_text_or_identity_is_refused() {
        let empty = article().source_id("1").source("x").title("  ").build();
        assert_eq!(empty, Err(ArticleError::NoText));
        assert_eq!(article().body("text").build(), Err(ArticleError::NoIdentity));
    }

    #[test]
    fn the_name_space_is_the_source_else_the_host_else_the_path() {
        let id = |builder: ArticleBuilder| builder.body("x").source_id("7").build().unwrap().id;
        let named = id(article().source("Alo").url("https://www.alo.rs/a"));
        let hosted = id(article().url("https://www.alo.rs/a"));
        let other_page = id(article().url("http://alo.rs/b"));
        let filed = id(article().provenance(Provenance::file("a.jsonl")));
        assert_eq!(hosted, other_page);
        assert_ne!(named, hosted);
        assert_ne!(filed, hosted);
    }

    #[test]
    fn segments_stay_inside_the_body_in_order() {
        let build = |segments| article().url("u").body("šok i").segments(segments).build();
        let body = |span| Segment::new(SegmentKind::Body, span);
        assert!(build(vec![body(0..2), body(2..6)]).is_ok());
        assert!(build(vec![body(1..2)]).is_err(), "inside a character");
        assert!(build(vec![body(0..3), body(2..6)]).is_err(), "overlap");
        assert!(build(vec![body(0..99)]).is_err(), "outside");
    }
}
