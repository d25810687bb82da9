//! Reads DOCX (ECMA-376, part 1): the text of its body, with its notes.

use serde_json::Value as Json;

use super::super::xml::{self, Element, Node, Written};
use super::super::{Context, Cutter, Draft, DraftKind, Format, KeyMap};
use super::{facts, package};
use crate::{SkipReason, clean};

/// DOCX.
pub(crate) struct Docx;

/// Where the text stands, unless the relations say another place.
const DOCUMENT: &str = "word/document.xml";
/// A heading further down is that of a section.
const HEADINGS_WITHIN: usize = 5;

impl Format for Docx {
    fn extensions(&self) -> &'static [&'static str] {
        &["docx", "docm", "dotx"]
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
        let related = package.tree("_rels/.rels")?.and_then(|(top, _)| document_of(&top));
        let place = related.unwrap_or_else(|| DOCUMENT.to_owned());
        let found = package.tree(&place)?;
        let found = if found.is_none() { package.tree(DOCUMENT)? } else { found };
        let (top, mut is_whole) = found.ok_or(SkipReason::NoText)?;
        let mut document = Document::default();
        document.inside(&top);
        for notes in ["word/footnotes.xml", "word/endnotes.xml"] {
            if let Some((top, is_all)) = package.tree(notes)? {
                is_whole &= is_all;
                document.written.end_paragraph();
                document.inside(&top);
            }
        }
        let core = package.tree("docProps/core.xml")?.map(|(top, _)| top);
        let core = core.as_ref().and_then(|top| top.elements().next());
        let said = |name: &str| {
            let mut elements = core.into_iter().flat_map(Element::elements);
            elements.find(|element| xml::local(&element.name) == name).and_then(Element::said)
        };
        let created = facts::date(said("created")).map(Json::String);
        let authors = facts::people(document.authors.or_else(|| said("creator")));
        let dates = [("date", document.date.map(Json::String)), ("created", created)];
        let dates = dates.into_iter().filter_map(|(key, date)| Some((key.to_owned(), date?)));
        let remarks = if is_whole { Vec::new() } else { vec![xml::too_much()] };
        let Written { text, captions, .. } = document.written;
        Ok(Draft {
            kind: DraftKind::Page,
            title: document.title.or(document.heading).or_else(|| facts::title(said("title"))),
            authors,
            language: said("language"),
            dates: dates.collect(),
            body: clean::repaired(text),
            captions,
            remarks,
            ..Draft::default()
        })
    }
}

/// The part that the package says is its document.
fn document_of(top: &Element) -> Option<String> {
    let relations = top.elements().next()?;
    let document = relations.elements().find(|relation| {
        relation.attribute("type").is_some_and(|kind| kind.ends_with("/officeDocument"))
    })?;
    Some(document.attribute("target")?.trim_start_matches('/').to_owned())
}

/// The text of a document while it is gone through.
#[derive(Default)]
struct Document {
    written: Written,
    /// What stands in a paragraph of the style for titles.
    title: Option<String>,
    /// The first heading, near the beginning.
    heading: Option<String>,
    /// What stands in paragraphs of the styles for those, as Pandoc writes them.
    authors: Option<String>,
    date: Option<String>,
    paragraphs: usize,
}

impl Document {
    fn inside(&mut self, element: &Element) {
        for node in element.nodes() {
            match node {
                Node::Element(child) => self.element(child),
                // Only what was too much to be kept as a tree stands between elements.
                Node::Text(text) if !text.trim().is_empty() => self.written.words(text),
                Node::Text(_) => {}
            }
        }
    }

    fn element(&mut self, element: &Element) {
        match xml::local(&element.name) {
            // What was taken out, moved away, hidden, or is meant for the program.
            "del" | "movefrom" | "instrtext" | "deltext" | "ppr" | "rpr" | "sectpr" | "tblpr"
            | "sdtpr" | "comment" | "fldchar" | "rt" => {}
            // The same for programs that know more, or less.
            "alternatecontent" => {
                let before = self.written.text.len();
                let mut ways = element.elements();
                while self.written.text.len() == before
                    && let Some(way) = ways.next()
                {
                    self.inside(way);
                }
            }
            "footnote" | "endnote"
                if attribute(element, "type").is_some_and(|kind| kind != "normal") => {}
            "r" if is_hidden(element) => {}
            "p" => self.paragraph(element),
            "tr" => {
                self.written.end_line();
                self.inside(element);
                self.written.end_line();
            }
            "tc" => {
                self.inside(element);
                self.written.words(" ");
            }
            "t" => self.text(element),
            "tab" | "ptab" => self.written.words(" "),
            "br" | "cr" => self.written.end_line(),
            "nobreakhyphen" => self.written.words("-"),
            _ => self.inside(element),
        }
    }

    fn text(&mut self, element: &Element) {
        for node in element.nodes() {
            if let Node::Text(text) = node {
                self.written.words(text);
            }
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
        let style = child(element, "ppr").and_then(|properties| child(properties, "pstyle"));
        let style =
            style.and_then(|style| attribute(style, "val")).unwrap_or_default().to_lowercase();
        let text = || Some(clean::one_line(text));
        let is_heading = style.starts_with("heading")
            || style.contains("berschrift")
            || style.starts_with("titre");
        let found = match style.as_str() {
            "title" | "titel" | "titre" => &mut self.title,
            "author" => &mut self.authors,
            "date" => &mut self.date,
            _ if is_heading && self.paragraphs <= HEADINGS_WITHIN => &mut self.heading,
            _ => return,
        };
        *found = found.take().or_else(text);
    }
}

fn child<'e>(element: &'e Element, name: &str) -> Option<&'e Element> {
    element.elements().find(|child| xml::local(&child.name) == name)
}

/// The value of an attribute, whatever its name space is called.
fn attribute<'e>(element: &'e Element, name: &str) -> Option<&'e str> {
    element.attribute(name).or_else(|| element.attribute(&format!("w:{name}"))).or_else(|| {
        let (prefix, _) = element.name.split_once(':')?;
        element.attribute(&format!("{prefix}:{name}"))
    })
}

fn is_hidden(run: &Element) -> bool {
    let hidden = child(run, "rpr").and_then(|properties| child(properties, "vanish"));
    hidden.is_some_and(|hidden| !["0", "false"].contains(&attribute(hidden, "val").unwrap_or("1")))
}
