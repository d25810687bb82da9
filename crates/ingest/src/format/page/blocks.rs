//! Cuts the tree of a page into blocks of text, and knows of each where it stands.

use ego_tree::iter::Edge;
use scraper::node::Element as Node;
use scraper::{Html as Page, Node as Kind};

use super::regions::{self, Around, DateMarkKind, Region};

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BlockKind {
    Paragraph,
    Heading,
    /// One of a list.
    Item,
    /// Of a table.
    Row,
    /// Below a picture.
    Caption,
    /// With lines of its own.
    Preformatted,
    /// Text that stands in no paragraph.
    Loose,
}

/// A run of text between two borders of blocks.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) kind: BlockKind,
    /// Its words with one space between them; its lines where it has some.
    pub(super) text: String,
    /// The element that it stands in, by its number among [`Blocks::elements`].
    pub(super) element: usize,
    /// How many signs it has, and how many of them are links. Those of scripts that part no words
    /// count twice.
    pub(super) signs: usize,
    pub(super) linked: usize,
}

impl Block {
    /// Whether most of it is links.
    pub(super) fn is_links(&self) -> bool {
        self.linked * 2 > self.signs
    }
}

/// An element of the page.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) parent: Option<usize>,
    /// Whether it looks like something that stands around an article.
    pub(super) around: Around,
    /// Whether it is, or is inside of, an element that says so.
    pub(super) in_caption: bool,
    /// Whether it is, or is inside of, one that says when something takes place.
    pub(super) in_event: bool,
    /// Whether it is an article or the main part of a page, or lies in one.
    pub(super) in_article: bool,
}

/// An element that may say when the article was published.
#[derive(Debug)]
pub(super) struct DateMark {
    pub(super) kind: DateMarkKind,
    /// The block that it stands in, or before.
    pub(super) block: usize,
    /// The element around it.
    pub(super) element: Option<usize>,
    /// The date as programs read it.
    pub(super) attribute: Option<String>,
    /// What stands in it, and before it, if it stands in a line.
    pub(super) text: String,
    pub(super) before: String,
    /// Whether its name says that it is the date of a change.
    pub(super) is_change: bool,
}

/// All blocks of a page in their order.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    pub(super) all: Vec<Block>,
    pub(super) elements: Vec<Element>,
    pub(super) marks: Vec<DateMark>,
}

/// More marks of dates are those of a list.
const MARKS_LIMIT: usize = 2_000;
/// A longer text is no date.
const MARK_BYTES: usize = 120;

/// Elements whose text is none of the page's.
const SILENT: &[&str] = &[
    "script", "style", "template", "svg", "math", "canvas", "object", "embed", "audio", "video",
    "iframe", "select", "button", "textarea", "head", "noscript", "noframes", "datalist",
];
/// Elements that stand in a line.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "img", "ins", "kbd", "label", "mark", "nobr", "picture", "q", "rp", "rt", "ruby",
    "s", "samp", "small", "source", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr", "td", "th", "br", "amp-img", "meta", "link", "input",
];

impl Blocks {
    /// The blocks of a page, in one walk.
    pub(super) fn of(page: &Page) -> Self {
        let mut walk = Walk::default();
        for edge in page.tree.root().traverse() {
            match edge {
                Edge::Open(node) => match node.value() {
                    Kind::Element(element) => walk.open(element),
                    Kind::Text(text) => walk.text(text),
                    _ => {}
                },
                Edge::Close(node) => {
                    if let Kind::Element(element) = node.value() {
                        walk.close(element);
                    }
                }
            }
        }
        walk.end_block();
        walk.found
    }

    /// The numbers of an element and of those around it, from the inside out.
    pub(super) fn around(&self, element: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(element), |element| self.elements[*element].parent)
    }

    /// For each element, the sum of `signs` over the blocks in it.
    pub(super) fn sums(&self, signs: impl Fn(usize, &Block) -> usize) -> Vec<usize> {
        let mut sums = vec![0; self.elements.len()];
        for (at, block) in self.all.iter().enumerate() {
            sums[block.element] += signs(at, block);
        }
        // Elements stand behind those that they are in.
        for element in (0..sums.len()).rev() {
            if let Some(parent) = self.elements[element].parent {
                sums[parent] += sums[element];
            }
        }
        sums
    }
}

/// Where a walk through the tree stands.
#[derive(Default)]
struct Walk {
    found: Blocks,
    /// The open elements.
    open: Vec<usize>,
    text: String,
    linked: usize,
    kind: Option<BlockKind>,
    silent: usize,
    links: usize,
    is_behind_link: bool,
    preformatted: usize,
    /// The marks of dates that are open: their numbers, and where they start. Those beyond the
    /// limit have none.
    open_marks: Vec<Option<(usize, usize, usize)>>,
}

impl Walk {
    fn open(&mut self, element: &Node) {
        let name = element.name();
        if self.silent > 0 || SILENT.contains(&name) {
            self.silent += 1;
            return;
        }
        match name {
            "a" => {
                // Links one behind the other are drawn apart.
                if std::mem::take(&mut self.is_behind_link) {
                    self.push_space();
                }
                self.links += 1;
            }
            "br" => self.end_line(),
            "td" | "th" if !self.text.is_empty() => self.push_space(),
            _ => {}
        }
        if INLINE.contains(&name) {
            if regions::date_mark(element).is_some() {
                let mark = self.mark(element);
                let here = |mark| (mark, self.found.all.len(), self.text.len());
                self.open_marks.push(mark.map(here));
            }
            return;
        }
        self.end_block();
        let parent = self.open.last().copied();
        let above = parent.map(|parent| &self.found.elements[parent]);
        let in_article = above.is_some_and(|above| above.in_article);
        let region = Region::of(element, in_article);
        self.found.elements.push(Element {
            parent,
            around: region.around,
            in_caption: region.is_caption || above.is_some_and(|above| above.in_caption),
            in_event: region.is_event || above.is_some_and(|above| above.in_event),
            in_article: in_article || matches!(name, "article" | "main"),
        });
        self.open.push(self.found.elements.len() - 1);
        let _ = self.mark(element);
        self.preformatted += usize::from(name == "pre");
        self.kind = kind_of(name).or(self.kind.filter(|_| !is_container(name)));
    }

    /// Notes an element that may say when the article was published, and returns its number.
    fn mark(&mut self, element: &Node) -> Option<usize> {
        if self.found.marks.len() == MARKS_LIMIT {
            return None;
        }
        let (kind, is_change) = regions::date_mark(element)?;
        let attribute = ["datetime", "content", "title"].iter().find_map(|key| element.attr(key));
        self.found.marks.push(DateMark {
            kind,
            block: self.found.all.len(),
            element: self.open.last().copied(),
            attribute: attribute.map(ToOwned::to_owned),
            text: String::new(),
            before: String::new(),
            is_change,
        });
        Some(self.found.marks.len() - 1)
    }

    /// Notes what stands in the mark that is closed, unless a block ended in it.
    fn close_mark(&mut self, element: &Node) {
        if self.open_marks.is_empty() || regions::date_mark(element).is_none() {
            return;
        }
        if let Some(Some((mark, block, start))) = self.open_marks.pop()
            && block == self.found.all.len()
            && let Some(text) = self.text.get(start..).filter(|text| text.len() <= MARK_BYTES)
        {
            let before = &self.text[self.text.floor_char_boundary(start.saturating_sub(40))..start];
            before.clone_into(&mut self.found.marks[mark].before);
            text.trim().clone_into(&mut self.found.marks[mark].text);
        }
    }

    fn close(&mut self, element: &Node) {
        let name = element.name();
        if self.silent > 0 {
            self.silent -= 1;
            return;
        }
        if name == "a" {
            self.links = self.links.saturating_sub(1);
            self.is_behind_link = true;
        }
        if INLINE.contains(&name) {
            self.close_mark(element);
            return;
        }
        self.end_block();
        self.open.pop();
        self.preformatted -= usize::from(name == "pre" && self.preformatted > 0);
        self.kind = None;
    }

    fn text(&mut self, text: &str) {
        if self.silent > 0 || self.open.is_empty() {
            return;
        }
        self.is_behind_link = false;
        if self.preformatted > 0 {
            self.text.push_str(text);
            return;
        }
        if text.starts_with(char::is_whitespace) {
            self.push_space();
        }
        let mut words = text.split_whitespace().peekable();
        while let Some(word) = words.next() {
            self.text.push_str(word);
            if self.links > 0 {
                self.linked += signs(word);
            }
            if words.peek().is_some() || text.ends_with(char::is_whitespace) {
                self.text.push(' ');
            }
        }
    }

    fn push_space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
    }

    /// Ends a line; an empty one ends the block.
    fn end_line(&mut self) {
        let end = self.text.trim_end_matches(' ').len();
        self.text.truncate(end);
        if self.text.ends_with('\n') && self.preformatted == 0 {
            let kind = self.kind;
            self.end_block();
            self.kind = kind;
        } else if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn end_block(&mut self) {
        let linked = std::mem::take(&mut self.linked);
        let text = std::mem::take(&mut self.text);
        let Some(element) = self.open.last().copied() else { return };
        let kind = match self.kind {
            _ if self.preformatted > 0 => BlockKind::Preformatted,
            _ if self.found.elements[element].in_caption => BlockKind::Caption,
            kind => kind.unwrap_or(BlockKind::Loose),
        };
        let parts: Vec<&str> = match kind {
            BlockKind::Preformatted => parts_of(&text),
            _ => vec![text.trim()],
        };
        let all: usize = parts.iter().map(|part| signs(part)).sum();
        let linked_of = |signs: usize| if signs == all { linked } else { linked * signs / all };
        for part in parts {
            let signs = signs(part);
            if signs > 0 {
                // Where the links of a preformatted text stand is not known.
                let (text, linked) = (part.to_owned(), linked_of(signs));
                self.found.all.push(Block { kind, text, element, signs, linked });
            }
        }
    }
}

/// The paragraphs of a preformatted text.
fn parts_of(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut end) = (0, 0);
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            parts.push(text[start..end].trim_end().trim_matches('\n'));
            start = end + line.len();
        }
        end += line.len();
    }
    parts.push(text[start.min(end)..].trim_end().trim_matches('\n'));
    parts.retain(|part| !part.is_empty());
    parts
}

fn kind_of(name: &str) -> Option<BlockKind> {
    Some(match name {
        "p" => BlockKind::Paragraph,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => BlockKind::Heading,
        "li" | "dt" | "dd" => BlockKind::Item,
        "tr" => BlockKind::Row,
        "figcaption" | "caption" => BlockKind::Caption,
        _ => return None,
    })
}

/// Whether an element divides a page rather than a list or a table.
fn is_container(name: &str) -> bool {
    matches!(
        name,
        "div" | "section" | "article" | "main" | "body" | "aside" | "table" | "ul" | "ol"
    )
}

/// How many signs that say something a text has.
pub(super) fn signs(text: &str) -> usize {
    text.chars()
        .map(|c| match c {
            '\u{2e80}'..'\u{a4d0}' | '\u{ac00}'..='\u{d7a3}' => 2,
            c => usize::from(c.is_alphanumeric()),
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::BlockKind::{Caption, Heading, Item, Loose, Paragraph, Preformatted, Row};
    use super::*;

    fn of(html: &str) -> Vec<(BlockKind, String)> {
        let blocks = Blocks::of(&Page::parse_document(html)).all;
        blocks.into_iter().map(|block| (block.kind, block.text)).collect()
    }

    #[test]
    fn a_page_falls_into_its_blocks() {
        let html = "<title>no</title><h1>Ferry <i>returns</i></h1><p><b></b>It <a href=x>runs</a>\n\
            again &lt;b&gt;.<ul><li>one<li>two</ul><table><tr><td>Ruma<td>873</table>loose<br>line\
            <br><br>end<figure><img><figcaption>A boat.</figcaption></figure>\
            <pre>\na\n b\n\nc</pre><script>no</script>";
        let expected = [
            (Heading, "Ferry returns"),
            (Paragraph, "It runs again <b>."),
            (Item, "one"),
            (Item, "two"),
            (Row, "Ruma 873"),
            (Loose, "loose\nline"),
            (Loose, "end"),
            (Caption, "A boat."),
            (Preformatted, "a\n b"),
            (Preformatted, "c"),
        ];
        assert_eq!(of(html), expected.map(|(kind, text)| (kind, text.to_owned())));
    }

    #[test]
    fn links_are_counted() {
        let page = Page::parse_document("<p>go <a href=x>there now</a></p><p>日本 <a>語</a></p>");
        let counts: Vec<(usize, usize)> =
            Blocks::of(&page).all.iter().map(|block| (block.signs, block.linked)).collect();
        assert_eq!(counts, [(10, 8), (6, 2)]);
    }
}
