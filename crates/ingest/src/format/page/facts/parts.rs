//! Walks a page once and keeps what may tell its title, its outlet and its authors.

use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{Html as Page, Node};

use super::address::{self, is_home};
use super::gathered::{Gathered, Joint, gather};
use super::opener::opens_byline;
use super::place::{FrameKind, Frames, Place, Role, is_block};
use crate::clean;

/// A page has no more of each kind of part than this that are worth a look.
const MOST_PARTS: usize = 300;
/// Structured data is read up to so many bytes.
const MOST_SCRIPT_BYTES: usize = 4 << 20;
/// So many elements are looked into.
const MOST_GATHERED: usize = 2_000;
const LONGEST_CONTENT: usize = 4_000;
const LONGEST_HEADING: usize = 600;
const LONGEST_BYLINE: usize = 400;
const LONGEST_LINE: usize = 160;
const LONGEST_NAME: usize = 60;
/// A logo with more text around it is no logo.
const LONGEST_LOGO: usize = 200;
/// The name of an outlet has no more words.
const MOST_WORDS: usize = 5;
/// A line is looked for so many elements above its first word.
const LINE_DEPTH: usize = 3;

/// A heading, or another element that is marked as one.
#[derive(Debug)]
pub(super) struct Heading {
    pub(super) text: String,
    /// 1 to 3; 4 for other elements.
    pub(super) level: u8,
    /// How much text stands before it.
    pub(super) at: usize,
    pub(super) is_marked: bool,
    pub(super) place: Place,
}

/// Why a text is held for a byline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BylineKind {
    /// `rel="author"` or `itemprop="author"`.
    Marked,
    /// By the class of the element.
    Classed,
    /// By the word that opens it.
    Opened,
}

/// What may be a byline.
#[derive(Debug)]
pub(super) struct Byline {
    pub(super) kind: BylineKind,
    pub(super) gathered: Gathered,
    pub(super) at: usize,
    place: Place,
}

/// What may be the name of the outlet: the logo, or the link to the first page.
#[derive(Debug)]
struct Brand {
    text: String,
    place: Place,
    /// Where the link goes.
    href: Option<String>,
}

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// The `<meta>` elements: names in lower case with dots for colons.
    pub(super) metas: Vec<(String, String)>,
    pub(super) canonical: Option<String>,
    pub(super) title: Option<String>,
    pub(super) headings: Vec<Heading>,
    pub(super) bylines: Vec<Byline>,
    brands: Vec<Brand>,
    /// The links of menus.
    pub(super) menu: Vec<String>,
    /// The texts of scripts with structured data.
    pub(super) scripts: Vec<String>,
    script_bytes: usize,
    /// How many elements were gathered.
    gathered: usize,
    frames: Frames,
    /// How much text was passed.
    at: usize,
}

impl Parts {
    pub(super) fn of(page: &Page) -> Self {
        let mut parts = Self::default();
        let mut places = vec![Place::default()];
        for edge in page.tree.root().traverse() {
            match edge {
                Edge::Open(node) => {
                    let place = places.last().copied().unwrap_or_default();
                    match node.value() {
                        Node::Element(element) => {
                            let role = Role::of(element);
                            let inside = place.inside(element, role, parts.at, &mut parts.frames);
                            parts.take_element(node, element, role, inside);
                            places.push(inside);
                        }
                        Node::Text(text) if !place.is_silent => {
                            if opens_byline(text) {
                                parts.take_line(node, place);
                            }
                            parts.at += text.trim().len();
                        }
                        _ => {}
                    }
                }
                Edge::Close(node) if node.value().is_element() => {
                    let inside = places.pop().unwrap_or_default();
                    let outside = places.last().copied().unwrap_or_default();
                    if inside.frame != outside.frame
                        && let Some(number) = inside.frame
                    {
                        parts.frames.close(number, parts.at);
                    }
                }
                Edge::Close(_) => {}
            }
        }
        let Self { headings, bylines, frames, at, .. } = &mut parts;
        headings.retain(|heading| frames.is_content(heading.place, *at));
        // Some set the line under the headline as a menu.
        bylines.retain(|byline| {
            frames.is_content(byline.place, *at)
                || byline.kind == BylineKind::Marked
                    && (frames.kind(byline.place) == Some(FrameKind::Menu)
                        || byline.place.in_article)
        });
        parts
    }

    /// What stands in the logo of this host, and in links to its first page.
    pub(super) fn brands(&self, hosts: &[String]) -> impl Iterator<Item = &str> {
        let is_own = |brand: &&Brand| match &brand.href {
            Some(href) => {
                !href.contains("://")
                    || address::host(href).is_some_and(|host| hosts.contains(&host))
            }
            None => self.frames.len(brand.place) <= LONGEST_LOGO,
        };
        self.brands.iter().filter(is_own).map(|brand| brand.text.as_str())
    }

    /// The first content that a `<meta>` of one of these names has, the first name first.
    pub(super) fn meta(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| {
            self.metas.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str())
        })
    }

    /// The contents of all `<meta>` of this name.
    pub(super) fn all_metas<'p>(&'p self, name: &'p str) -> impl Iterator<Item = &'p str> {
        self.metas.iter().filter(move |(known, _)| known == name).map(|(_, text)| text.as_str())
    }

    fn take_element(
        &mut self,
        node: NodeRef<'_, Node>,
        element: &Element,
        role: Role,
        place: Place,
    ) {
        match element.name() {
            "meta" => self.take_meta(element),
            "link" => self.take_link(element),
            "title" if self.title.is_none() && !place.is_silent => {
                self.title =
                    self.gather(node, LONGEST_HEADING * 2, Joint::Tight).map(|found| found.text());
            }
            "script" => self.take_script(node, element),
            "img" if self.frames.kind(place) == Some(FrameKind::Logo) => {
                let text = element.attr("alt").map(ToOwned::to_owned);
                self.take_brand(text, place, None);
            }
            "a" if self.frames.kind(place) == Some(FrameKind::Menu)
                && self.menu.len() < MOST_PARTS =>
            {
                let text = self.gather(node, LONGEST_NAME, Joint::Tight);
                self.menu.extend(text.map(|found| found.text()));
            }
            "a" => {
                if let Some(href) = element.attr("href").filter(|href| is_home(href)) {
                    let text = self.gather(node, LONGEST_NAME, Joint::Tight);
                    self.take_brand(text.map(|found| found.text()), place, Some(href));
                    self.take_brand(
                        element.attr("title").map(ToOwned::to_owned),
                        place,
                        Some(href),
                    );
                }
            }
            _ if role.frame == Some(FrameKind::Logo) => {
                let text = self.gather(node, LONGEST_NAME, Joint::Tight);
                self.take_brand(text.map(|found| found.text()), place, None);
            }
            _ => {}
        }
        if !place.is_silent {
            self.take_heading(node, element, role, place);
            self.take_byline(node, element, role, place);
        }
    }

    /// The text of an element. Those that are asked for may stand in one another, so that they are
    /// counted.
    fn gather(&mut self, node: NodeRef<'_, Node>, limit: usize, joint: Joint) -> Option<Gathered> {
        self.gathered += 1;
        (self.gathered <= MOST_GATHERED).then(|| gather(node, limit, joint)).flatten()
    }

    fn take_meta(&mut self, element: &Element) {
        // Some write `value` for `content`.
        let content = element.attr("content").or_else(|| element.attr("value"));
        let content = content.unwrap_or_default().trim();
        if content.is_empty() || content.len() > LONGEST_CONTENT || self.metas.len() >= MOST_PARTS {
            return;
        }
        for key in ["property", "name", "itemprop"] {
            // Some name several properties at once.
            for name in element.attr(key).into_iter().flat_map(str::split_whitespace).take(4) {
                let name = name.to_ascii_lowercase().replace(':', ".");
                self.metas.push((name, content.to_owned()));
            }
        }
    }

    fn take_link(&mut self, element: &Element) {
        let is_canonical =
            element.attr("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"));
        if is_canonical && self.canonical.is_none() {
            self.canonical = element.attr("href").map(|href| href.trim().to_owned());
        }
    }

    fn take_script(&mut self, node: NodeRef<'_, Node>, element: &Element) {
        let is_structured = element
            .attr("type")
            .is_some_and(|kind| kind.to_ascii_lowercase().contains("application/ld+json"));
        if !is_structured {
            return;
        }
        let text: String = node
            .children()
            .filter_map(|child| Some(child.value().as_text()?.to_string()))
            .collect();
        self.script_bytes += text.len();
        if self.script_bytes <= MOST_SCRIPT_BYTES {
            self.scripts.push(text);
        }
    }

    fn take_brand(&mut self, text: Option<String>, place: Place, href: Option<&str>) {
        let Some(text) = text.map(|text| clean::one_line(&text)) else { return };
        let is_name = !text.is_empty()
            && text.len() <= LONGEST_NAME
            && text.split_whitespace().count() <= MOST_WORDS;
        if is_name && self.brands.len() < MOST_PARTS {
            self.brands.push(Brand { text, place, href: href.map(ToOwned::to_owned) });
        }
    }

    fn take_heading(
        &mut self,
        node: NodeRef<'_, Node>,
        element: &Element,
        role: Role,
        place: Place,
    ) {
        let is_property = has_word(element, "itemprop", &["headline"]);
        let level = match element.name() {
            "h1" => 1,
            "h2" => 2,
            "h3" => 3,
            _ if is_property || role.is_headline => 4,
            _ => return,
        };
        if self.headings.len() >= MOST_PARTS {
            return;
        }
        let Some(found) = self.gather(node, LONGEST_HEADING, Joint::Tight) else { return };
        let text = found.text();
        if text.is_empty() || found.is_logo {
            return;
        }
        if level == 1 {
            self.frames.note_heading(place);
        }
        self.headings.push(Heading {
            text,
            level,
            at: self.at,
            is_marked: is_property || role.is_headline,
            place,
        });
    }

    fn take_byline(
        &mut self,
        node: NodeRef<'_, Node>,
        element: &Element,
        role: Role,
        place: Place,
    ) {
        let is_marked = has_word(element, "rel", &["author"])
            || has_word(element, "itemprop", &["author", "creator"]);
        if !(is_marked || role.is_byline) || element.name() == "body" {
            return;
        }
        if self.bylines.len() >= MOST_PARTS {
            return;
        }
        let gathered = match element.attr("content") {
            Some(content) => Some(Gathered::of_line(content)),
            None => self.gather(node, LONGEST_BYLINE, Joint::Spaced),
        };
        let Some(gathered) = gathered.filter(|gathered| !gathered.is_empty()) else { return };
        let kind = if is_marked { BylineKind::Marked } else { BylineKind::Classed };
        self.bylines.push(Byline { kind, gathered, at: self.at, place });
    }

    /// Takes the line that this text opens.
    fn take_line(&mut self, text: NodeRef<'_, Node>, place: Place) {
        if self.bylines.len() >= MOST_PARTS {
            return;
        }
        let block = text
            .ancestors()
            .take(LINE_DEPTH)
            .find(|node| node.value().as_element().is_some_and(|element| is_block(element.name())));
        let Some(gathered) =
            block.and_then(|block| self.gather(block, LONGEST_LINE, Joint::Spaced))
        else {
            return;
        };
        self.bylines.push(Byline { kind: BylineKind::Opened, gathered, at: self.at, place });
    }
}

fn has_word(element: &Element, key: &str, words: &[&str]) -> bool {
    element.attr(key).is_some_and(|value| {
        value
            .split_whitespace()
            .any(|word| words.iter().any(|known| word.eq_ignore_ascii_case(known)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(html: &str) -> Parts {
        Parts::of(&Page::parse_document(html))
    }

    #[test]
    fn metas_are_named_in_many_ways() {
        let parts =
            of("<meta property='dc:title og:title' content=' Ferry '><meta name='x' value='y'>");
        assert_eq!(parts.meta(&["title", "og.title"]), Some("Ferry"));
        assert_eq!(parts.meta(&["dc.title"]), Some("Ferry"));
        assert_eq!(parts.meta(&["x"]), Some("y"));
    }

    #[test]
    fn what_stands_beside_the_article_is_left_out() {
        let text = "Long text of the article. ".repeat(20);
        let html = format!(
            "<div class='with-sidebar'><h1>Ferry</h1><p class='byline'>By Jane Doe</p><p>{text}</p>
            <div class='sidebar'><h2>Frogs</h2><p class='byline'>By John Roe</p></div></div>
            <a href='https://other.example/'>Other</a><a href='/'>Lake Post</a>"
        );
        let parts = of(&html);
        assert_eq!(parts.headings.len(), 1);
        assert!(parts.bylines.iter().all(|byline| byline.gathered.text() == "By Jane Doe"));
        assert_eq!(parts.brands(&[]).collect::<Vec<_>>(), ["Lake Post"]);
    }

    #[test]
    fn links_home_are_known() {
        assert!(
            is_home("/") && is_home("https://lake.example/") && is_home("https://lake.example")
        );
        assert!(!is_home("/lake") && !is_home("#top"));
    }
}
