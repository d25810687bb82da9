//! Reads XML as it is found, well-formed or not, into a tree of bounded size.
//!
//! Entities of HTML are resolved, those that a document defines itself are not: they stay as they
//! are written, so that no text grows.

mod text;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::clean::markup::without_entities;
use crate::{SkipReason, clean};

pub(super) use self::text::Written;

/// Elements that lie deeper are left out, their text is kept.
const DEPTH_LIMIT: usize = 128;
/// So many elements and attributes of a record are kept.
const NODES_LIMIT: usize = 500_000;
/// What one of them takes, with its names.
const NODE_COST: usize = 200;

/// So many times a document may be looked through, and so much more of a short one.
const RETRIES: usize = 16;
const RETRIED_BYTES: usize = 4 << 20;

/// What a name space is called here, whatever a document calls it.
const NAME_SPACES: &[(&str, &str)] = &[
    ("http://purl.org/rss/1.0/", ""),
    ("http://my.netscape.com/rdf/simple/0.9/", ""),
    ("http://channel.netscape.com/rdf/simple/0.9/", ""),
    ("http://backend.userland.com/rss2", ""),
    ("http://backend.userland.com/rss", ""),
    ("http://www.w3.org/2005/atom", ""),
    ("http://purl.org/atom/ns#", ""),
    ("http://www.w3.org/1999/xhtml", ""),
    ("http://iptc.org/std/nar/2006-10-01/", ""),
    ("http://iptc.org/std/nitf/2006-10-18/", ""),
    ("http://purl.org/rss/1.0/modules/content/", "content"),
    ("http://purl.org/dc/elements/1.0/", "dc"),
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://purl.org/dc/terms/", "dcterms"),
    ("http://search.yahoo.com/mrss", "media"),
    ("http://search.yahoo.com/mrss/", "media"),
    ("http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"),
    ("urn:oasis:names:tc:opendocument:xmlns:office:1.0", "office"),
    ("urn:oasis:names:tc:opendocument:xmlns:text:1.0", "text"),
    ("urn:oasis:names:tc:opendocument:xmlns:table:1.0", "table"),
    ("urn:oasis:names:tc:opendocument:xmlns:meta:1.0", "meta"),
    ("http://rssnamespace.org/feedburner/ext/1.0", "feedburner"),
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf"),
];

/// An element with what is in it. Names are in lower case, those of known name spaces with the
/// usual prefix.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    inside: Vec<Node>,
}

#[derive(Debug)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// The elements directly in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.inside.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    pub(super) fn nodes(&self) -> &[Node] {
        &self.inside
    }

    /// Those of this name.
    pub(super) fn all<'e>(&'e self, name: &str) -> impl Iterator<Item = &'e Self> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The first of this name.
    pub(super) fn first(&self, name: &str) -> Option<&Self> {
        self.all(name).next()
    }

    /// The element at the end of a way of first ones.
    pub(super) fn at(&self, way: &[&str]) -> Option<&Self> {
        way.iter().try_fold(self, |element, name| element.first(name))
    }

    /// All elements of this name at any depth, but not those inside of one another.
    pub(super) fn everywhere<'e>(&'e self, name: &str) -> Vec<&'e Self> {
        let mut found = Vec::new();
        for element in self.elements() {
            if element.name == name {
                found.push(element);
            } else {
                found.append(&mut element.everywhere(name));
            }
        }
        found
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|attribute| attribute.0 == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// All the text in it, as it stands.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        self.add_text(&mut text);
        text
    }

    /// The same without the space around it; `None` if there is none.
    pub(super) fn said(&self) -> Option<String> {
        Some(self.text().trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// What the first element of this name says.
    pub(super) fn said_in(&self, name: &str) -> Option<String> {
        self.all(name).find_map(Self::said)
    }

    fn add_text(&self, text: &mut String) {
        for node in &self.inside {
            match node {
                Node::Text(own) => text.push_str(own),
                Node::Element(element) => element.add_text(text),
            }
        }
    }

    /// What is in it as HTML, its elements without their attributes.
    pub(super) fn html(&self) -> String {
        let mut html = String::new();
        self.add_html(&mut html);
        html
    }

    fn add_html(&self, html: &mut String) {
        for node in &self.inside {
            match node {
                Node::Text(text) => html.push_str(&escaped(text)),
                Node::Element(element) => {
                    let name = element.name.rsplit(':').next().unwrap_or_default();
                    html.extend(["<", name, ">"]);
                    element.add_html(html);
                    html.extend(["</", name, ">"]);
                }
            }
        }
    }
}

/// A text as HTML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The name of the outermost element, behind declarations and comments.
pub(super) fn root(text: &str) -> Option<&str> {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = &comment[comment.find("-->")? + 3..];
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            rest = &rest[end_of_declaration(rest)?..];
        } else {
            break;
        }
        rest = rest.trim_start();
    }
    let name = rest.strip_prefix('<')?;
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && !":-_.".contains(c))?;
    Some(&name[..end]).filter(|name| !name.is_empty())
}

/// A document type may have declarations of its own between brackets.
fn end_of_declaration(text: &str) -> Option<usize> {
    let end = text.find('>')?;
    match text.find('[').filter(|bracket| *bracket < end && text.starts_with("<!")) {
        Some(_) => {
            let close = text.find(']')?;
            Some(close + text[close..].find('>')? + 1)
        }
        None => Some(end + 1),
    }
}

/// A name without the prefix of its name space.
pub(super) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The encoding that an XML declaration names. What was UTF-16 is none any more.
pub(super) fn declared_encoding(head: &[u8]) -> Option<String> {
    let opening = &head[..head.len().min(500)];
    let opening = String::from_utf8_lossy(opening);
    let declaration = opening.find("<?xml").map(|at| &opening[at..])?;
    let declaration = &declaration[..declaration.find("?>")?];
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|sign| ['"', '\''].contains(sign))?;
    let name = value[1..].split(quote).next()?.trim();
    let is_wide = name.to_ascii_lowercase().starts_with("utf-");
    (!name.is_empty() && !is_wide).then(|| name.to_owned())
}

/// Whether a document ends as it must, or nearly.
pub(super) fn is_closed(document: &[u8], root: &str) -> bool {
    let end = format!("</{root}");
    let tail = &document[document.len().saturating_sub(TAIL_BYTES)..];
    let tail = String::from_utf8_lossy(tail).to_ascii_lowercase();
    tail.contains(&end) || tail.contains(&format!(":{root}>"))
}

/// How much may stand behind the end of a document.
const TAIL_BYTES: usize = 1 << 20;

/// What a whole document, or one record of several, has at its top, and whether all was read.
pub(super) fn document(bytes: &[u8]) -> (Element, bool) {
    let text = clean::encoding::decode(bytes, declared_encoding(bytes).as_deref());
    read(&clean::repaired(text), "")
}

/// What reading a document takes, judged at a glance.
pub(super) fn cost(document: &[u8]) -> usize {
    let tags = document.iter().filter(|byte| matches!(**byte, b'<' | b'=')).count();
    document.len() + tags.min(NODES_LIMIT) * NODE_COST
}

/// What is said of a document that has more than is kept.
pub(super) fn too_much() -> SkipReason {
    SkipReason::FurtherValues { kept: NODES_LIMIT, depth: DEPTH_LIMIT }
}

/// A tree while it is read.
struct Builder {
    /// The elements that are open, below one that holds all.
    open: Vec<Element>,
    /// Elements that lie too deep, and are open.
    deeper: usize,
    nodes_left: usize,
    /// Where an element whose text is none of its readers' is open among those that lie too deep.
    muted_at: Option<usize>,
    /// Whether anything was left out.
    is_cut: bool,
    /// What the document calls the known name spaces.
    prefixes: Vec<(String, &'static str)>,
}

/// The element that holds what a document, or a piece of one, has at its top, and whether all of it
/// was read. `before` is what stands before the piece, for the names of its name spaces.
pub(super) fn read(document: &str, before: &str) -> (Element, bool) {
    let mut builder = Builder {
        open: vec![Element::default()],
        deeper: 0,
        nodes_left: NODES_LIMIT,
        muted_at: None,
        is_cut: false,
        prefixes: prefixes(before),
    };
    builder.prefixes.append(&mut prefixes(document));
    let mut rest = document;
    // What is no XML is looked through to its end before that is known.
    let mut looked_through = 0;
    while let Some(read) = builder.events(rest) {
        looked_through += rest.len();
        if looked_through > document.len() * RETRIES + RETRIED_BYTES {
            builder.text(rest.get(read..).unwrap_or_default());
            break;
        }
        rest = rest.get(read..).unwrap_or_default();
    }
    while builder.open.len() > 1 {
        builder.close();
    }
    (builder.open.pop().unwrap_or_default(), !builder.is_cut)
}

impl Builder {
    /// Takes in what can be read. Where that ends at what is no XML, it is text up to there, and
    /// the answer is where to go on.
    fn events(&mut self, document: &str) -> Option<usize> {
        let mut reader = Reader::from_str(document);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        loop {
            let start = reader.buffer_position();
            match reader.read_event() {
                Ok(Event::Start(tag) | Event::Empty(tag)) if !is_name(tag.name().as_ref()) => {
                    self.text("<");
                    return usize::try_from(start).ok().map(|at| at + 1);
                }
                Ok(Event::Start(tag)) => self.start(&tag, false),
                Ok(Event::Empty(tag)) => self.start(&tag, true),
                Ok(Event::End(tag)) => self.end(tag.name().as_ref()),
                Ok(Event::Text(text)) => self.text(&text),
                Ok(Event::CData(text)) => self.text(&text),
                Ok(Event::GeneralRef(name)) => {
                    let entity = format!("&{};", &*name);
                    self.text(&harmless(&without_entities(&entity)));
                }
                Ok(Event::Eof) => return None,
                Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
                Err(_) => {
                    // The sign that opens what is never closed is a sign of the text.
                    let at = usize::try_from(start).unwrap_or(document.len());
                    let bad = document.get(at..).filter(|bad| !bad.is_empty())?;
                    let end = bad[1..].find('<').map_or(bad.len(), |next| next + 1);
                    // What begins as a comment or CDATA and has no end is left out.
                    if !bad.starts_with("<!") && !bad.starts_with("<?") {
                        self.text(&bad[..end]);
                    }
                    return Some(at + end);
                }
            }
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, is_empty: bool) {
        let is_too_deep = self.open.len() > DEPTH_LIMIT || self.deeper > 0;
        if is_too_deep || self.nodes_left == 0 {
            self.is_cut = true;
            self.deeper += usize::from(!is_empty);
            let is_silent = ["script", "style"].contains(&local(tag.name().as_ref()));
            if is_silent && !is_empty {
                self.muted_at.get_or_insert(self.deeper);
            }
            return;
        }
        self.nodes_left -= 1;
        let mut element = Element { name: self.name(tag.name().as_ref()), ..Element::default() };
        for attribute in tag.html_attributes().with_checks(false).flatten() {
            let name = attribute.key.as_ref();
            if name.starts_with("xmlns") || self.nodes_left == 0 {
                continue;
            }
            self.nodes_left -= 1;
            let value = harmless(&without_entities(&attribute.value));
            element.attributes.push((self.name(name), value));
        }
        self.open.push(element);
        if is_empty {
            self.close();
        }
    }

    /// Closes the innermost element of this name, and what is open in it.
    fn end(&mut self, name: &str) {
        if self.deeper > 0 {
            self.deeper -= 1;
            self.muted_at = self.muted_at.filter(|at| *at <= self.deeper);
            return;
        }
        let name = self.name(name);
        if let Some(at) = self.open.iter().skip(1).rposition(|element| element.name == name) {
            while self.open.len() > at + 1 {
                self.close();
            }
        }
    }

    fn close(&mut self) {
        if self.open.len() > 1
            && let Some(element) = self.open.pop()
            && let Some(outer) = self.open.last_mut()
        {
            outer.inside.push(Node::Element(element));
        }
    }

    fn text(&mut self, text: &str) {
        if self.muted_at.is_some() {
            return;
        }
        let Some(element) = self.open.last_mut() else { return };
        match element.inside.last_mut() {
            Some(Node::Text(before)) => before.push_str(text),
            _ if text.is_empty() => {}
            _ => element.inside.push(Node::Text(text.to_owned())),
        }
    }

    fn name(&self, name: &str) -> String {
        let name = name.to_ascii_lowercase();
        let Some((prefix, local)) = name.split_once(':') else { return name };
        match self.prefixes.iter().find(|(known, _)| known == prefix) {
            Some((_, "")) => local.to_owned(),
            Some((_, usual)) => format!("{usual}:{local}"),
            None => name,
        }
    }
}

/// What a document calls the known name spaces. Their addresses are written in any case, with and
/// without a stroke at the end.
fn prefixes(document: &str) -> Vec<(String, &'static str)> {
    const MOST: usize = 100;
    let mut found = Vec::new();
    for (at, mark) in document.match_indices("xmlns:").take(MOST) {
        let rest = &document[at + mark.len()..];
        let rest = &rest[..rest.floor_char_boundary(rest.len().min(300))];
        let Some((prefix, value)) = rest.split_once('=') else { continue };
        let value = value.trim_start();
        let Some(quote) = value.chars().next().filter(|sign| ['"', '\''].contains(sign)) else {
            continue;
        };
        let Some((address, _)) = value[1..].split_once(quote) else { continue };
        let address = address.trim().to_ascii_lowercase();
        let is_known =
            |known: &&(&str, &str)| known.0.trim_end_matches('/') == address.trim_end_matches('/');
        if let Some((_, usual)) = NAME_SPACES.iter().find(is_known) {
            found.push((prefix.trim().to_ascii_lowercase(), *usual));
        }
    }
    found
}

/// The text of entities without the signs that command a terminal.
fn harmless(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_control() || sign.is_whitespace()).collect()
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || ":-_.".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(document: &str) -> Element {
        read(document, "").0
    }

    #[test]
    fn what_is_no_xml_is_text() {
        let item =
            tree("<item><title>R&D &eacute;t&eacute; &unknown; a < b & c</title><x>1</item>");
        let title = item.at(&["item", "title"]).unwrap();
        assert_eq!(title.text(), "R&D été &unknown; a < b & c");
        assert_eq!(item.at(&["item", "x"]).unwrap().text(), "1");
        assert_eq!(tree("<a>one < two</a> three <b>four").text(), "one < two three four");
        assert_eq!(tree("<a><![CDATA[<b>]]]]><![CDATA[>]]></a>").text(), "<b>]]>");
        assert_eq!(tree("<a>one<!-- two</a>").text(), "one");
    }

    #[test]
    fn name_spaces_have_their_usual_prefix() {
        let head = "<feed xmlns:a='http://www.w3.org/2005/Atom' xmlns:c='http://purl.org/dc/elements/1.1'>";
        let (item, _) = read("<a:entry><c:Creator>x</c:Creator><z:y/></a:entry>", head);
        let entry = item.first("entry").unwrap();
        assert_eq!(entry.said_in("dc:creator").as_deref(), Some("x"));
        assert!(entry.first("z:y").is_some());
    }

    #[test]
    fn the_tree_is_bounded() {
        let deep = "<a>".repeat(100_000) + "text" + &"</a>".repeat(100_000) + "<b>end</b>";
        let deep = tree(&deep);
        assert_eq!(deep.first("b").unwrap().text(), "end");
        assert!(deep.text().starts_with("text"));
        let (_, is_whole) = read(&"<a/>".repeat(NODES_LIMIT + 1), "");
        assert!(!is_whole);
    }
}
