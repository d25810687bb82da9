//! Reads saved web pages: the article without the page around it.

use std::collections::BTreeMap;

use scraper::{Html as Page, Selector};
use text::Language;
use trafilatura::{ExtractionFocus, Options};

use super::page::text::{PageText, text_of};
use super::page::{self, body, cost, date, facts};
use super::{Context, Cutter, Draft, DraftKind, Format, KeyMap};
use crate::clean;
use crate::clean::date::Manner;
use crate::{DateOrder, SkipReason};

/// A saved web page.
pub(crate) struct Html;

/// The head of a page that is too large ends before this, if it is to be found.
const HEAD_BYTES: usize = 64 << 10;
/// Pages inside of pages lie no deeper.
const FRAMES_LIMIT: usize = 3;

/// Whether a text is a whole page, and not only a piece of one.
pub(super) fn is_page(text: &str) -> bool {
    let mut opening: String = text.trim_start().chars().take(1_000).collect();
    opening.make_ascii_lowercase();
    opening.starts_with('<')
        && ["<!doctype html", "<html", "<head", "<body", "<meta", "<title"]
            .iter()
            .any(|tag| opening.contains(tag))
}

impl Format for Html {
    fn extensions(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml", "shtml"]
    }

    fn opens_with(&self, text: &str, _name: &str) -> bool {
        is_page(text)
    }

    fn cutter(&self, _head: &[u8], _keys: &KeyMap) -> Option<Box<dyn Cutter>> {
        None
    }

    fn parsing_bytes(&self, record: &[u8]) -> usize {
        cost::at_a_glance(record, 0)
    }

    fn read(&self, record: &[u8], context: &Context<'_>) -> Result<Draft, SkipReason> {
        read(record, None, context.order)
    }
}

/// Reads a page of which the server may have said the encoding.
pub(super) fn read(
    bytes: &[u8],
    charset: Option<&str>,
    order: Option<DateOrder>,
) -> Result<Draft, SkipReason> {
    let declared = charset.map(ToOwned::to_owned).or_else(|| declared_encoding(bytes));
    let html = clean::encoding::decode(bytes, declared.as_deref());
    read_page(&page::without_inlined(&html), order, FRAMES_LIMIT)
}

/// A record whose text is a whole page, as crawls have them: the article of that page, with what
/// the record says of it before what the page does.
pub(super) fn of_record(mut draft: Draft, order: Option<DateOrder>) -> Draft {
    if !is_page(&draft.body) {
        return draft;
    }
    let html = std::mem::take(&mut draft.body);
    let Ok(page) = read_page(&page::without_inlined(&html), order, FRAMES_LIMIT) else {
        return Draft { body: html, ..draft };
    };
    let says_author = !draft.bylines.is_empty();
    draft.remarks.extend(page.remarks);
    draft.fetched.extend(page.fetched);
    for (key, value) in page.extra {
        draft.extra.entry(key).or_insert(value);
    }
    Draft {
        kind: DraftKind::Page,
        title: draft.title.or(page.title),
        authors: if says_author { Vec::new() } else { page.authors },
        found_source: page.source,
        url: draft.url.or(page.url),
        language: draft.language.or(page.language),
        date_evidence: page.date_evidence,
        section: draft.section.or(page.section),
        tags: if draft.tags.is_empty() { page.tags } else { draft.tags },
        body: page.body,
        captions: page.captions,
        ..draft
    }
}

/// Reads a page, or the page in its frame that holds more.
fn read_page(html: &str, order: Option<DateOrder>, frames: usize) -> Result<Draft, SkipReason> {
    let Some(page) = cost::parse(html) else { return without_tree(html) };
    let own = article(&page, html, order);
    let scriptless = page::scriptless(&page).filter(|_| own.is_none());
    let inner = page::frames(&page).chain(scriptless).filter(|_| frames > 0);
    let inner = inner.filter_map(|inner| read_page(&inner, order, frames - 1).ok());
    let longest = inner.max_by_key(|draft| draft.body.len());
    match (own, longest) {
        (Some(own), Some(inner)) if inner.body.len() <= own.body.len() => Ok(own),
        (own, Some(inner)) => Ok(within(inner, own.as_ref())),
        (own, None) => own.ok_or(SkipReason::NoArticle),
    }
}

/// The page of a frame, with what only the page around it says.
fn within(inner: Draft, outer: Option<&Draft>) -> Draft {
    let Some(outer) = outer else { return inner };
    Draft {
        title: inner.title.or_else(|| outer.title.clone()),
        url: inner.url.or_else(|| outer.url.clone()),
        language: inner.language.or_else(|| outer.language.clone()),
        ..inner
    }
}

fn article(page: &Page, html: &str, order: Option<DateOrder>) -> Option<Draft> {
    let facts = facts::facts(page);
    let extracted = extract(html).unwrap_or_default();
    let (found, place) =
        body::body(page, &extracted, facts.title.as_deref(), facts.text.as_deref());
    // A page that a script fills shows no text, but may say what it is about.
    let mut remarks = Vec::new();
    let found = found.or_else(|| {
        remarks.push(SkipReason::DescriptionAlone);
        let text = facts.description.clone().filter(|_| facts.title.is_some())?;
        Some(body::Body { text, ..body::Body::default() })
    })?;
    let saved = page::saved(html);
    let declared = declared_language(page);
    let language = declared.as_deref().and_then(Language::from_code).unwrap_or_default();
    let manner = Manner::of(language, declared.as_deref(), order);
    let date_evidence = date::evidence(page, html, &facts, &place, manner);
    let mut extra = BTreeMap::new();
    if let Some(description) = facts.description {
        extra.insert("description".to_owned(), description.into());
    }
    Some(Draft {
        kind: DraftKind::Page,
        title: facts.title.or_else(|| first_text(page, "title")),
        authors: facts.authors,
        source: facts.outlet,
        language: declared,
        date_evidence,
        url: facts.address.or(saved.address),
        fetched: saved.day.map(Into::into).into_iter().collect(),
        section: facts.section,
        tags: facts.tags,
        body: found.text,
        captions: found.captions,
        remarks,
        extra,
        ..Draft::default()
    })
}

/// A page whose tree would cost too much: all its text, and what its beginning says of it.
fn without_tree(html: &str) -> Result<Draft, SkipReason> {
    let PageText { title, text } = text_of(html);
    if text.is_empty() {
        return Err(SkipReason::NoArticle);
    }
    let head = &html[..html.floor_char_boundary(HEAD_BYTES)];
    let head = cost::parse(head.split("<body").next().unwrap_or(head));
    let facts = head.as_ref().map(facts::facts).unwrap_or_default();
    let date_evidence = head
        .as_ref()
        .map(|page| date::evidence(page, html, &facts, &body::Place::default(), Manner::default()));
    Ok(Draft {
        kind: DraftKind::Page,
        title: facts.title.or(title),
        authors: facts.authors,
        source: facts.outlet,
        url: facts.address,
        language: head.as_ref().and_then(declared_language),
        date_evidence: date_evidence.unwrap_or_default(),
        body: text,
        remarks: vec![SkipReason::TextAlone],
        ..Draft::default()
    })
}

/// What a general extractor takes for the article.
fn extract(html: &str) -> Option<String> {
    let options = Options::default()
        .with_fallback(true)
        .with_exclude_comments(true)
        .with_focus(ExtractionFocus::FavorPrecision);
    trafilatura::extract(html, &options).ok().map(|found| found.content_text)
}

/// The encoding that the head of a page declares.
fn declared_encoding(page: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&page[..page.len().min(4_096)]).to_ascii_lowercase();
    let xml = head.starts_with("<?xml").then(|| head.find("encoding=").map(|at| at + 9)).flatten();
    let start = xml.or_else(|| head.find("charset=").map(|at| at + 8))?;
    let value = head[start..].trim_start_matches(['"', '\'', ' ']);
    let end = value
        .find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c))
        .unwrap_or(value.len());
    Some(value[..end].to_owned())
}

fn declared_language(page: &Page) -> Option<String> {
    let root = page.root_element().value();
    let declared = root.attr("lang").or_else(|| root.attr("xml:lang"));
    declared.map(str::trim).filter(|code| !code.is_empty()).map(ToOwned::to_owned)
}

fn first_text(page: &Page, selector: &str) -> Option<String> {
    let selector = Selector::parse(selector).ok()?;
    let text = clean::one_line(&page.select(&selector).next()?.text().collect::<String>());
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_declared_encoding_is_read_from_the_head() {
        let declared = |page: &[u8]| declared_encoding(page);
        assert_eq!(declared(b"<meta charset=\"windows-1250\">").as_deref(), Some("windows-1250"));
        assert_eq!(declared(b"<?xml version='1.0' encoding='koi8-r'?>").as_deref(), Some("koi8-r"));
        assert_eq!(declared(b"<p>none</p>"), None);
    }

    #[test]
    fn the_page_in_a_frame_is_read() {
        let text = "<h1>Ferry</h1><p>The night ferry will run again, the harbour office said.</p>";
        let framed = format!(
            "<title>Reader</title><body><a href=/>Library</a><iframe srcdoc=\"{}\"></iframe>",
            text.replace('<', "&lt;")
        );
        let old = format!("<title>Ferry</title><frameset><noframes><body>{text}</body></noframes>");
        for page in [framed, old] {
            let draft = read_page(&page, None, FRAMES_LIMIT).unwrap();
            assert!(draft.body.contains("run again"), "{page}: {}", draft.body);
            assert!(!draft.body.contains('<'), "{}", draft.body);
        }
    }
}
