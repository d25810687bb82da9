//! Reads saved web pages: the article without the page around it.

use std::collections::BTreeMap;

use ego_tree::iter::Edge;
use scraper::{Html as Page, Node, Selector};
use trafilatura::{ExtractResult, ExtractionFocus, Options};

use super::{Context, Cutter, Draft, DraftKind, Format, page_date};
use crate::SkipReason;
use crate::clean;

/// A saved web page.
pub(crate) struct Html;

/// Elements nested deeper than this make no page, and parsers go as deep as they are nested.
const DEPTH_LIMIT: usize = 400;
/// The same by the tags alone, which are not all closed and stand in scripts as well.
const DEPTH_BY_TAGS_LIMIT: usize = 4_000;
/// The longest page: building its tree takes many times its length.
const PAGE_LIMIT_BYTES: usize = 8 << 20;
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

    fn cutter(&self, _head: &[u8]) -> Option<Box<dyn Cutter>> {
        None
    }

    fn read(&self, record: &[u8], _context: &Context<'_>) -> Result<Draft, SkipReason> {
        if record.len() > PAGE_LIMIT_BYTES {
            return Err(SkipReason::TooLong { limit_bytes: PAGE_LIMIT_BYTES as u64 });
        }
        let html = clean::encoding::decode(record, declared_encoding(record).as_deref());
        if depth_by_tags(&html) > DEPTH_BY_TAGS_LIMIT {
            return Err(SkipReason::NoArticle);
        }
        let page = Page::parse_document(&html);
        if depth(&page) > DEPTH_LIMIT {
            return Err(SkipReason::NoArticle);
        }
        let extracted = extract(&html).ok_or(SkipReason::NoArticle)?;
        let body = rendered(&extracted.content_html);
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
            date_evidence: page_date::evidence(&page, &html, address.as_deref()),
            url: address,
            section: metadata.categories.first().and_then(filled),
            tags: metadata.tags.iter().filter_map(filled).collect(),
            body,
            extra,
            ..Draft::default()
        })
    }
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

/// The text of a fragment, a line for each block and an empty line around paragraphs.
fn rendered(html: &str) -> String {
    let fragment = Page::parse_fragment(html);
    let mut text = String::with_capacity(html.len());
    for edge in fragment.tree.root().traverse() {
        let (node, is_open) = match edge {
            Edge::Open(node) => (node, true),
            Edge::Close(node) => (node, false),
        };
        match node.value() {
            Node::Text(piece) if is_open => push_collapsed(&mut text, piece),
            Node::Element(element) => match element.name() {
                "br" if is_open => end_line(&mut text, 1),
                "li" | "tr" | "dt" | "dd" | "figcaption" => end_line(&mut text, 1),
                "td" | "th" if !is_open => text.push(' '),
                "p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "ul"
                | "ol" | "table" | "pre" | "section" | "figure" | "article" | "dl" | "hr"
                | "head" => end_line(&mut text, 2),
                _ => {}
            },
            _ => {}
        }
    }
    text.trim().to_owned()
}

/// Appends a text with its white space collapsed.
fn push_collapsed(text: &mut String, piece: &str) {
    if piece.starts_with(char::is_whitespace) && !text.ends_with([' ', '\n']) && !text.is_empty() {
        text.push(' ');
    }
    let mut words = piece.split_whitespace().peekable();
    while let Some(word) = words.next() {
        text.push_str(word);
        if words.peek().is_some() || piece.ends_with(char::is_whitespace) {
            text.push(' ');
        }
    }
}

/// Ends the line; `breaks` of 2 leave an empty one.
fn end_line(text: &mut String, breaks: usize) {
    text.truncate(text.trim_end_matches(' ').len());
    if text.is_empty() {
        return;
    }
    let present = text.bytes().rev().take_while(|byte| *byte == b'\n').count();
    for _ in present..breaks {
        text.push('\n');
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

/// How deep elements may be nested, judged by the tags alone: no less than they are. The time that
/// building a tree takes grows with it.
fn depth_by_tags(html: &str) -> usize {
    const FLAT: [&str; 14] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
        "track", "wbr", "p",
    ];
    let (mut depth, mut deepest) = (0_usize, 0_usize);
    for (at, _) in html.match_indices('<') {
        let rest = &html[at + 1..];
        let name = rest.strip_prefix('/').unwrap_or(rest);
        let end = name.bytes().take(12).position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(0);
        if end == 0 || FLAT.iter().any(|flat| flat.eq_ignore_ascii_case(&name[..end])) {
            continue;
        }
        if rest.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    deepest
}

/// How deep the elements of a tree are nested.
fn depth(page: &Page) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0_usize);
    for edge in page.tree.root().traverse() {
        match edge {
            Edge::Open(_) => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            Edge::Close(_) => depth -= 1,
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_become_lines() {
        let html = "<p>One <b>two</b>\n three</p><ul><li>a</li><li>b</li></ul><p>end</p>";
        assert_eq!(rendered(html), "One two three\n\na\nb\n\nend");
    }

    #[test]
    fn depth_counts_open_elements() {
        assert_eq!(depth_by_tags("<div><div><br><p><p></div></div><div>"), 2);
        assert!(depth_by_tags(&"<div>".repeat(10_000)) > DEPTH_BY_TAGS_LIMIT);
        let shallow = depth(&Page::parse_document("<p>x"));
        assert_eq!(depth(&Page::parse_document("<div><p>x")), shallow + 1);
    }

    #[test]
    fn the_declared_encoding_is_read_from_the_head() {
        let declared = |page: &[u8]| declared_encoding(page);
        assert_eq!(declared(b"<meta charset=\"windows-1250\">").as_deref(), Some("windows-1250"));
        assert_eq!(declared(b"<?xml version='1.0' encoding='koi8-r'?>").as_deref(), Some("koi8-r"));
        assert_eq!(declared(b"<p>none</p>"), None);
    }
}
