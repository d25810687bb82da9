//! Repairs, dates and labels what a format found, and makes an article of it.
//!
//! Everything here is a pure function of the text. Nothing is cut from a body: line ends and
//! damaged characters are repaired, and what only stands around the article is labelled.

pub(crate) mod byline;
mod characters;
pub(crate) mod date;
pub(crate) mod encoding;
pub(crate) mod fold;
mod label;
pub(crate) mod markup;
mod own;
mod phrases;
mod telltale;
mod title;

use std::borrow::Cow;
use std::collections::BTreeMap;

use article::{
    Article, ArticleBuilder, ArticleError, ArticleId, Boilerplate, DateEvidence, Identity,
    OwnFields, Precision, Provenance,
};
use jiff::ToSpan;
use serde_json::Value;
use text::{Detector, Language, Script};

use self::date::Manner;
use self::label::{Frame, Labelled, Learned};
use crate::findings::RecordFindings;
use crate::format::{Draft, DraftKind};
use crate::{DateOrder, Explanation, SkipReason};

pub(crate) use self::characters::repaired;

/// An article, and whether nothing but its content identifies it.
pub(crate) struct Cleaned {
    pub(crate) article: Article,
    pub(crate) is_by_content: bool,
    /// Why it is no article but takes one back, if it does.
    pub(crate) withdrawn: Option<&'static str>,
    /// What of the record is not in the article, and why.
    pub(crate) remarks: Vec<SkipReason>,
    /// What is to be counted of it.
    pub(crate) findings: RecordFindings,
    /// What decided how it is labelled.
    pub(crate) explanation: Explanation,
}

/// An article may be dated so many days after it was fetched: some are dated ahead.
const FETCHED_LATEST_DAYS: i64 = 31;

/// A shorter text is no day.
const SHORTEST_DATE_BYTES: usize = 6;
/// So many values of a record are looked at for a date.
const WEIGHED_VALUES: usize = 50;

/// How much of a text tells its script.
const SCRIPT_SAMPLE_BYTES: usize = 300;

/// Shorter texts are taken for what their source usually prints, where they leave it open.
const SHORT_TEXT_BYTES: usize = 300;

/// What a source usually does, for what a record of it leaves open.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Usual<'a> {
    /// The language that it prints; unknown if there is none.
    pub(crate) language: Language,
    /// In which order it writes day and month.
    pub(crate) order: Option<DateOrder>,
    /// What stands around the articles of each source.
    pub(crate) boilerplate: &'a Boilerplate,
    /// The fields that the archive has of its own.
    pub(crate) own: &'a OwnFields,
}

/// Makes an article of what a format found.
pub(crate) fn article(
    mut draft: Draft,
    provenance: Provenance,
    digest: u64,
    detector: &Detector,
    usual: Usual<'_>,
) -> Result<Cleaned, SkipReason> {
    let mut body = std::mem::take(&mut draft.body);
    let mut title = draft.title.take().map(repaired);
    // What a page says is repaired where it is taken out, so that its captions stay where they are.
    if draft.kind != DraftKind::Page {
        body = markup::plain(repaired(body));
    }
    if draft.kind != DraftKind::Text {
        title = title.map(markup::plain);
    }
    let mut title = title.map(|title| one_line(&title)).filter(|title| !title.is_empty());
    if draft.withdrawn.is_some() {
        // All that counts of it is its id, and what is taken back often has no text.
        title = title.or_else(|| draft.source_id.clone());
    }
    let sample = if body.trim().is_empty() { title.as_deref().unwrap_or_default() } else { &body };
    let (language, script, confidence) =
        language(draft.language.as_deref(), sample, detector, usual.language);
    let manner = Manner::of(language, draft.language.as_deref(), usual.order);
    let mut unread = None;
    let mut evidence = dates(&mut draft, manner, &mut unread);
    draft.remarks.extend(own::read(&mut draft.extra, usual.own, manner));

    let unique_id = unique_id(&draft);
    let source = draft.source.map(|source| one_line(&source)).filter(|source| !source.is_empty());
    let found_source = draft.found_source.map(|source| one_line(&source));
    let found_source = found_source.filter(|source| !source.is_empty());
    let learned = Learned {
        boilerplate: usual.boilerplate,
        outlet: source.as_deref().or(found_source.as_deref()),
        url: draft.url.as_deref(),
        provenance: &provenance,
    };
    let frame = Frame {
        title: title.as_deref(),
        kind: draft.kind,
        captions: &draft.captions,
        quotes: &draft.quotes,
        wants_date: evidence.is_empty(),
        learned,
    };
    let labelled = label::label(&body, &frame, manner);
    let segments = labelled.segments();
    let Labelled { parts, found_title, header } = labelled;
    if title.is_none() {
        title = found_title.map(|span| one_line(&body[span]));
    }
    evidence.extend(header.dates);
    let mut authors = std::mem::take(&mut draft.authors);
    if authors.is_empty() {
        authors = byline::authors(&draft.bylines);
    }
    if authors.is_empty() && draft.kind != DraftKind::Page {
        authors = byline::authors(&header.bylines);
    }

    // A page was asked for its outlet.
    let header_source = header.source.filter(|_| draft.kind != DraftKind::Page);
    let found_source = found_source.or(header_source).map(|source| one_line(&source));

    let unused = || unread.or_else(|| unused_date(&draft.extra, usual.own, manner));
    let unused_date = if evidence.is_empty() { unused() } else { None };
    let findings = RecordFindings { fields: std::mem::take(&mut draft.keys), unused_date };
    let is_by_content =
        draft.source_id.is_none() && draft.url.is_none() && provenance.record.is_some();
    let by_content = Identity::Content { path: &provenance.path, digest, repeat: 0 };
    let content_id = if is_by_content { Some(ArticleId::of(&by_content)) } else { unique_id };
    let mut builder = Article::builder()
        .source_id(draft.source_id.unwrap_or_default())
        .title(title.unwrap_or_default())
        .authors(authors)
        .source(source.unwrap_or_default())
        .url(draft.url.unwrap_or_default())
        .language(language, script, confidence)
        .section(draft.section.map(|section| one_line(&section)).unwrap_or_default())
        .places(draft.places)
        .tags(draft.tags)
        .segments(segments)
        .extra(draft.extra)
        .version(draft.version)
        .provenance(provenance)
        .body(body);
    if let Some(id) = content_id {
        builder = builder.id(id);
    }
    if let Some(best) = evidence.first() {
        builder = builder.published_on(best.date);
    }
    let (remarks, withdrawn) = (draft.remarks, draft.withdrawn);
    let built = builder.date_evidence(evidence).build();
    match built.and_then(|article| with_source(article, found_source)) {
        Ok(article) => Ok(Cleaned {
            article,
            is_by_content,
            withdrawn,
            remarks,
            findings,
            explanation: Explanation { parts },
        }),
        Err(ArticleError::NoText) => Err(SkipReason::NoText),
        Err(source) => Err(SkipReason::Refused { source }),
    }
}

/// The id of a record whose own id is its own in the world: its source is no part of it.
fn unique_id(draft: &Draft) -> Option<ArticleId> {
    /// Where such ids are (RFC 8141, RFC 4151).
    const NAMESPACE: &str = "urn:";
    let source_id = draft.source_id.as_deref().filter(|_| draft.is_id_unique)?;
    let is_name = ["urn:", "tag:"].iter().any(|scheme| {
        source_id.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    is_name.then(|| ArticleId::of(&Identity::Record { namespace: NAMESPACE, source_id }))
}

/// An article with the outlet that was found in its text or page, unless it has one. Only the
/// outlet that a record states is part of its id: one item in two feeds is one article.
fn with_source(article: Article, found: Option<String>) -> Result<Article, ArticleError> {
    match found.filter(|_| article.source.is_none()) {
        Some(found) => ArticleBuilder::from(article).source(found).build(),
        None => Ok(article),
    }
}

/// The dates of an article with what says them, those of its own keys first. What is no date is
/// kept among the extras under its key, and so is one that lies long after the article was
/// fetched; the first such key is `unread`.
fn dates(draft: &mut Draft, manner: Manner, unread: &mut Option<String>) -> Vec<DateEvidence> {
    let fetched = draft.fetched.iter().flat_map(|value| date::of_record(value, manner));
    let fetched = fetched.map(|fetched| fetched.date.last_day()).max();
    let latest = fetched.and_then(|day| day.checked_add(FETCHED_LATEST_DAYS.days()).ok());
    let is_possible =
        |found: &DateEvidence| latest.is_none_or(|latest| found.date.first_day() <= latest);
    let mut evidence = Vec::new();
    for (key, value) in std::mem::take(&mut draft.dates) {
        let found = date::of_record(&value, manner);
        if found.first().is_some_and(is_possible) {
            evidence.extend(found);
        } else {
            unread.get_or_insert_with(|| key.clone());
            draft.extra.insert(key, value);
        }
    }
    prefer_exact(&mut evidence);
    evidence.extend(std::mem::take(&mut draft.date_evidence).into_iter().filter(is_possible));
    evidence
}

/// Moves to the front the first day within the year or month that the best evidence tells.
fn prefer_exact(evidence: &mut [DateEvidence]) {
    let Some(best) = evidence.first().map(|best| best.date) else { return };
    if best.precision() >= Precision::Day {
        return;
    }
    let days = best.first_day()..=best.last_day();
    // Two ways to read one date are no days.
    let is_day = |other: &DateEvidence| {
        other.date.precision() >= Precision::Day
            && days.contains(&other.date.first_day())
            && other.confidence > 0.5
    };
    if let Some(exact) = evidence.iter().position(is_day) {
        evidence[..=exact].rotate_right(1);
    }
}

/// A key that holds something like a date, in a record that has none.
fn unused_date(extra: &BTreeMap<String, Value>, own: &OwnFields, manner: Manner) -> Option<String> {
    let is_day = |value: &Value| {
        let text = value.as_str().filter(|text| text.len() >= SHORTEST_DATE_BYTES);
        text.and_then(|text| date::parse(text, manner))
            .is_some_and(|reading| reading.date.precision() >= Precision::Day)
    };
    let values = extra.iter().filter(|(key, _)| own.of_key(key).next().is_none());
    let values = values.take(WEIGHED_VALUES);
    values.into_iter().find(|(_, value)| is_day(value)).map(|(key, _)| key.clone())
}

/// The language that is declared, where its script fits the text, else the one the text is in, or
/// where that is too short to tell, the usual one.
fn language(
    declared: Option<&str>,
    text: &str,
    detector: &Detector,
    usual: Language,
) -> (Language, Option<Script>, f32) {
    let script = Script::of(beginning(text, SCRIPT_SAMPLE_BYTES));
    if let Some(language) = declared.and_then(|code| Language::from_code(code.trim())) {
        let fits = script.is_none_or(|script| language.is_written_in(script));
        if language != Language::UNKNOWN && fits {
            return (language, script, 1.0);
        }
    }
    let usual = if text.len() < SHORT_TEXT_BYTES { usual } else { Language::UNKNOWN };
    let found = detector.detect_from(text, usual);
    (found.language, found.script, found.confidence)
}

/// The language of a record for itself, by its own words or by what it is in.
pub(crate) fn language_of(draft: &Draft, detector: &Detector) -> Language {
    let title = draft.title.as_deref().unwrap_or_default();
    let sample = if draft.body.trim().is_empty() { title } else { &draft.body };
    language(draft.language.as_deref(), sample, detector, Language::UNKNOWN).0
}

/// Whether a text is this title, or it and the name of the site.
pub(crate) fn is_same_title(text: &str, title: &str) -> bool {
    title::is_same(text, title) || title::is_lesser_copy(text, title)
}

/// Whether a line is one of those that stand around articles.
pub(crate) fn is_known_phrase(line: &str) -> bool {
    phrases::meaning(line).is_some()
}

/// The beginning of a text, cut at a character.
fn beginning(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes.min(text.len()))]
}

/// The text with each run of white space as one space.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// The text of a JSON value that is text or a number.
pub(crate) fn text_of(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        _ => None,
    }
}
