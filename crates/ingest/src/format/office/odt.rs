//! Reads ODT (`OpenDocument`, ISO/IEC 26300): the text, with its notes.

use serde_json::Value as Json;

use super::super::xml::{self, Element, Node, Written};
use super::super::{Context, Cutter, Draft, DraftKind, Format, KeyMap};
use super::{facts, package};
use crate::{SkipReason, clean};

/// ODT.
pub(crate) struct Odt;

/// A heading further down is that of a section.
const HEADINGS_WITHIN: usize = 5;

impl Format for Odt {
    fn extensions(&self) -> &'static [&'static str] {
        &["odt", "ott"]
    }

    fn is_known_by_name(&self) -> bool {
        false
    }

    fn opens_with(&self, _text: &str, _name: &str) -> bool {
        false
    }

    fn cutter(&self, _head: &[u8], _keys: &KeyMap) -> Option<Box<dyn Cutter>> {
        None
    }

    fn parsing_bytes(&self, record: &[u8]) -> usize {
        package::cost(record)
    }

    fn read(&self, record: &[u8], _context: &Context<'_>) -> Result<Draft, SkipReason> {
        let mut package = package::Package::open(record)?;
        let manifest = package.part("META-INF/manifest.xml")?.unwrap_or_default();
        if manifest
            .windows(16)
            .any(|window| window == b"encryption-data>" || window == b":encryption-data")
        {
            return Err(SkipReason::Encrypted);
        }
        let content = package.part("content.xml")?.ok_or(SkipReason::NoText)?;
        if !xml::is_closed(&content, "document-content") {
            return Err(SkipReason::CutShort { cut: crate::Cut::OpenRecord });
        }
        let (top, is_whole) = xml::document(&content);
        let mut document = Document::default();
        for text in top.everywhere("office:text") {
            document.inside(text);
        }
        let meta = package.tree("meta.xml")?.map(|(top, _)| top);
        let said = |name: &str| {
            let found = meta.as_ref()?.everywhere(name);
            found.first().and_then(|element| element.said())
        };
        let date = facts::date(said("meta:creation-date")).or_else(|| facts::date(said("dc:date")));
        let authors = facts::people(said("meta:initial-creator").or_else(|| said("dc:creator")));
        let remarks = if is_whole { Vec::new() } else { vec![xml::too_much()] };
        let Written { text, captions, .. } = document.written;
        Ok(Draft {
            kind: DraftKind::Page,
            title: document.title.or(document.heading).or_else(|| facts::title(said("dc:title"))),
            authors,
            language: said("dc:language"),
            dates: date
                .into_iter()
                .map(|date| ("created".to_owned(), Json::String(date)))
                .collect(),
            body: clean::repaired(text),
            captions,
            remarks,
            ..Draft::default()
        })
    }
}

/// The text of a document while it is gone through.
#[derive(Default)]
struct Document {
    written: Written,
    title: Option<String>,
    heading: Option<String>,
    paragraphs: usize,
}

impl Document {
    fn inside(&mut self, element: &Element) {
        for node in element.nodes() {
            match node {
                Node::Text(text) => self.written.words(text),
                Node::Element(child) => self.element(child),
            }
        }
    }

    fn element(&mut self, element: &Element) {
        match element.name.as_str() {
            // What was taken out, is hidden, or is meant for the program.
            "text:tracked-changes"
            | "office:annotation"
            | "text:sequence-decls"
            | "office:forms"
            | "text:variable-decls"
            | "text:hidden-text"
            | "text:hidden-paragraph"
            | "text:table-of-content"
            | "text:alphabetical-index"
            | "svg:title"
            | "svg:desc"
            | "text:note-citation"
            | "text:ruby-text" => {}
            "text:h" | "text:p" => self.paragraph(element),
            "text:s" | "text:tab" => self.written.words(" "),
            "text:line-break" => self.written.end_line(),
            "table:table-row" => {
                self.written.end_line();
                self.inside(element);
                self.written.end_line();
            }
            "table:table-cell" => {
                self.inside(element);
                self.written.words(" ");
            }
            _ => self.inside(element),
        }
    }

    fn paragraph(&mut self, element: &Element) {
        let start = self.written.text.len();
        self.written.end_paragraph();
        self.inside(element);
        self.written.end_paragraph();
        let text = self.written.text[start..].trim();
        if text.is_empty() {
            return;
        }
        self.paragraphs += 1;
        let text = || Some(clean::one_line(text));
        if element
            .attribute("text:style-name")
            .is_some_and(|style| style.eq_ignore_ascii_case("title"))
        {
            self.title = self.title.take().or_else(text);
        } else if element.name == "text:h" && self.paragraphs <= HEADINGS_WITHIN {
            self.heading = self.heading.take().or_else(text);
        }
    }
}
