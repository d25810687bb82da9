//! Reads saved web pages: the article without the page around it.

use std::collections::BTreeMap;

use scraper::{Html as Page, Selector};
use trafilatura::{ExtractResult, ExtractionFocus, Options};

use super::page::text::{PageText, text_of};
use super::page::{cost, date};
use super::{Context, Cutter, Draft, DraftKind, Format, KeyMap};
use crate::SkipReason;
use crate::clean;

/// A saved web page.
pub(crate) struct Html;

/// The head of a page that is too large ends before this, if it is to be found.
const HEAD_BYTES: usize = 64 << 10;
/// An article that is shorter is asked for once more, with less rigour.
const SHORT_BYTES: usize = 200;

impl Format for Html {
    fn extensions(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml", "shtml"]
    }

    fn opens_with(&self, text: &str, _name: &str) -> bool {
        let mut opening: String = text.chars().take(1_000).collect();
        opening.make_ascii_lowercase();
        opening.starts_with('<')
            && ["<!doctype html", "<html", "<head", "<body", "<meta", "<title"]
                .iter()
                .any(|tag| opening.contains(tag))
    }

    fn cutter(&self, _head: &[u8], _keys: &KeyMap) -> Option<Box<dyn Cutter>> {
        None
    }

    fn parsing_bytes(&self, record: &[u8]) -> usize {
        cost::at_a_glance(record)
    }

    fn read(&self, record: &[u8], _context: &Context<'_>) -> Result<Draft, SkipReason> {
        let html = clean::encoding::decode(record, declared_encoding(record).as_deref());
        let Some(page) = cost::parse(&html) else { return without_tree(&html) };
        let extracted = extract(&html).ok_or(SkipReason::NoArticle)?;
        let body = text_of(&extracted.content_html).text;
        let metadata = extracted.metadata;
        let title = filled(&metadata.title).or_else(|| first_text(&page, "title"));
        if body.is_empty() {
            return Err(SkipReason::NoArticle);
        }
        let address = filled(&metadata.url).filter(|url| url.contains("://"));
        let mut extra = BTreeMap::new();
        if let Some(description) = filled(&metadata.description) {
            extra.insert("description".to_owned(), description.into());
        }
        Ok(Draft {
            kind: DraftKind::Record,
            title,
            bylines: metadata.author.split(';').filter_map(filled).collect(),
            source: filled(&metadata.sitename).or_else(|| filled(&metadata.hostname)),
            language: declared_language(&page),
            date_evidence: date::evidence(&page, &html, address.as_deref()),
            url: address,
            section: metadata.categories.first().and_then(filled),
            tags: metadata.tags.iter().filter_map(filled).collect(),
            body,
            extra,
            ..Draft::default()
        })
    }
}

/// A page whose tree would cost too much: all its text, and what its beginning says of it.
fn without_tree(html: &str) -> Result<Draft, SkipReason> {
    let PageText { title, text } = text_of(html);
    if text.is_empty() {
        return Err(SkipReason::NoArticle);
    }
    let head = &html[..html.floor_char_boundary(HEAD_BYTES)];
    let head = cost::parse(head.split("<body").next().unwrap_or(head));
    let date_evidence = head.as_ref().map(|page| date::evidence(page, html, None));
    Ok(Draft {
        kind: DraftKind::Record,
        title,
        language: head.as_ref().and_then(declared_language),
        date_evidence: date_evidence.unwrap_or_default(),
        body: text,
        remarks: vec![SkipReason::TextAlone],
        ..Draft::default()
    })
}

fn filled(text: impl AsRef<str>) -> Option<String> {
    let text = clean::one_line(text.as_ref());
    (!text.is_empty()).then_some(text)
}

/// The article's content: with precision first; where that leaves next to nothing, in balance.
fn extract(html: &str) -> Option<ExtractResult> {
    let options = Options::default().with_fallback(true).with_exclude_comments(true);
    let precise =
        trafilatura::extract(html, &options.clone().with_focus(ExtractionFocus::FavorPrecision))
            .ok();
    match precise {
        Some(found) if found.content_text.len() >= SHORT_BYTES => Some(found),
        precise => {
            let balanced = trafilatura::extract(html, &options).ok();
            match (precise, balanced) {
                (Some(precise), Some(balanced))
                    if precise.content_text.len() >= balanced.content_text.len() =>
                {
                    Some(precise)
                }
                (precise, balanced) => balanced.or(precise),
            }
        }
    }
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
    filled(page.select(&selector).next()?.text().collect::<String>())
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
}
