//! Bounds what a page may cost. Its tree, and finding the article in it, take many times its bytes,
//! and for some shapes of pages more than that times them.
//!
//! Only the page itself decides, never the time that it takes or the memory of the run: the same
//! page gives the same article everywhere.

use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use html5ever::driver::{self, ParseOpts};
use html5ever::tendril::{StrTendril, TendrilSink};
use scraper::{Html as Page, HtmlTreeSink, Node};

use crate::clean::markup::{Tag, Token, Tokens};

/// The memory that a page may take, by what was measured of each of its parts.
const LIMIT_BYTES: usize = 100 << 20;
/// What each byte of it takes.
const BYTE_COST: usize = 12;
/// What each byte takes besides that is read as text.
const TEXT_BYTE_COST: usize = 14;
/// What each node of its tree takes.
const NODE_COST: usize = 1_800;
/// What each attribute takes.
const ATTRIBUTE_COST: usize = 600;
/// What each value in structured data takes.
const VALUE_COST: usize = 450;
/// What each sign takes that parsers stop at.
const SIGN_COST: usize = 50;
/// What each `<` takes that opens nothing, for parsers note it as an error.
const STRAY_COST: usize = 600;

/// Elements nested deeper than this make no page, and parsers go as deep as they are nested.
const DEPTH_LIMIT: usize = 400;
/// The depths of all nodes together: text is asked for once for each element around it.
const DEPTHS_LIMIT: usize = 1_500_000;
/// How many open elements are looked through, for all tags together.
const LOOKED_THROUGH_LIMIT: usize = 8_000_000;
/// Elements of one line, each counted for each node in it: where blocks come between, they are
/// opened once more for every one of those.
const REOPENED_LIMIT: usize = 100_000;
/// The bytes of text, each counted once for each element around it.
const NESTED_BYTES_LIMIT: usize = 400_000_000;
/// How many signs parsers may stop at.
const SIGNS_LIMIT: usize = 500_000;
/// How many pairs of attributes of one tag are compared, for all tags together.
const ATTRIBUTE_PAIRS_LIMIT: usize = 50_000_000;

/// After so many bytes the tree is looked at.
const STEP_BYTES: usize = 256;

/// Elements of one line that go on in the next block unless they are closed.
const FORMATTING: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// The tree of a page; `None` where it would cost too much.
pub(in crate::format) fn parse(html: &str) -> Option<Page> {
    let nodes_limit = Parts::of(html).nodes_limit()?;
    let sink = HtmlTreeSink::new(Page::new_document());
    let mut parser = driver::parse_document(sink, ParseOpts::default());
    let (mut rest, mut looked_through) = (html, 0);
    while !rest.is_empty() {
        let (step, after) = rest.split_at(rest.ceil_char_boundary(STEP_BYTES));
        parser.process(StrTendril::from(step));
        // Tags that are not closed are opened again in every block, and elements end without tags:
        // what a page is made of is known by its tree alone.
        let tree = &parser.tokenizer.sink.sink.0.borrow().tree;
        let depth = tree.nodes().next_back().map_or(0, |node| node.ancestors().count());
        looked_through += depth * count(step, |byte| byte == b'<');
        if tree.nodes().len() > nodes_limit
            || depth > DEPTH_LIMIT
            || looked_through > LOOKED_THROUGH_LIMIT
        {
            return None;
        }
        rest = after;
    }
    let page = parser.finish();
    is_shallow(&page).then_some(page)
}

/// What parsing takes at most, judged at a glance. In records further tags may be escaped.
pub(in crate::format) fn at_a_glance(record: &[u8], escaped_tags: usize) -> usize {
    let tags = record.iter().filter(|byte| matches!(byte, b'<')).count() + escaped_tags;
    (record.len() * (BYTE_COST + TEXT_BYTE_COST) + tags * 2 * NODE_COST).min(LIMIT_BYTES)
}

/// What a page is made of.
#[derive(Debug, Default)]
struct Parts {
    bytes: usize,
    text_bytes: usize,
    signs: usize,
    strays: usize,
    values: usize,
    attributes: usize,
    attribute_pairs: usize,
}

impl Parts {
    fn of(html: &str) -> Self {
        let mut parts = Self { bytes: html.len(), ..Self::default() };
        let mut is_structured = false;
        for token in Tokens::of_page(html) {
            match token {
                Token::Text(text) => {
                    parts.text_bytes += text.len();
                    parts.signs += count(text, |byte| matches!(byte, b'&' | b'\n' | b'\r'));
                    parts.strays += count(text, |byte| byte == b'<');
                }
                Token::Tag(tag) => {
                    parts.count_tag(&tag);
                    is_structured = tag.source.contains("ld+json");
                }
                Token::Raw(name, content) => {
                    parts.strays += count(content, |byte| byte == b'<');
                    if name.eq_ignore_ascii_case("title") {
                        parts.signs += content.len();
                    } else if is_structured {
                        parts.text_bytes += content.len();
                        parts.values += count(content, |byte| matches!(byte, b'[' | b'{' | b','));
                    }
                }
            }
        }
        parts
    }

    fn count_tag(&mut self, tag: &Tag<'_>) {
        // Names are read by letters, and what says something of the page is read as text is.
        self.signs += 1 + tag.name.len() / 8;
        if tag.is_any(&["meta", "link", "a"]) {
            self.text_bytes += tag.source.len();
        }
        if tag.name.is_empty() {
            self.strays += count(tag.source, |byte| byte == b'<');
        }
        self.attributes += tag.attributes;
        self.attribute_pairs += tag.attributes * tag.attributes;
    }

    /// How many nodes the page may have; `None` if it costs too much whatever they are.
    fn nodes_limit(&self) -> Option<usize> {
        let is_too_much =
            self.signs + self.strays > SIGNS_LIMIT || self.attribute_pairs > ATTRIBUTE_PAIRS_LIMIT;
        let cost = self.bytes * BYTE_COST
            + self.text_bytes * TEXT_BYTE_COST
            + self.signs * SIGN_COST
            + self.strays * STRAY_COST
            + self.values * VALUE_COST
            + self.attributes * ATTRIBUTE_COST;
        let left = LIMIT_BYTES.checked_sub(cost)?;
        (!is_too_much).then_some(left / NODE_COST)
    }
}

fn count(text: &str, is_counted: impl Fn(u8) -> bool) -> usize {
    text.bytes().filter(|byte| is_counted(*byte)).count()
}

/// Whether the elements of a tree are nested no deeper than can be gone through.
fn is_shallow(page: &Page) -> bool {
    let (mut depth, mut deepest, mut depths) = (0, 0, 0);
    let (mut formatting, mut reopened, mut nested_bytes) = (0, 0, 0);
    let is_formatting = |node: NodeRef<'_, Node>| {
        node.value().as_element().is_some_and(|element| FORMATTING.contains(&element.name()))
    };
    for edge in page.tree.root().traverse() {
        match edge {
            Edge::Open(node) => {
                depth += 1;
                deepest = deepest.max(depth);
                depths += depth;
                formatting += usize::from(is_formatting(node));
                reopened += formatting;
                nested_bytes += node.value().as_text().map_or(0, |text| text.len() * depth);
            }
            Edge::Close(node) => {
                depth -= 1;
                formatting -= usize::from(is_formatting(node));
            }
        }
    }
    deepest <= DEPTH_LIMIT
        && depths <= DEPTHS_LIMIT
        && reopened <= REOPENED_LIMIT
        && nested_bytes <= NESTED_BYTES_LIMIT
}

#[cfg(test)]
mod tests {
    use testkit::Random;

    use super::*;

    const NODES_LIMIT: usize = LIMIT_BYTES / NODE_COST;

    /// What parsers make more of than stands there, or look through again and again.
    const PIECES: [&str; 31] = [
        "<div>",
        "</div>",
        "<p>",
        "</p>",
        "<b>",
        "<i a=#>",
        "<a href=#>",
        "</a>",
        "<font size=#>",
        "<table>",
        "<tr>",
        "<td>",
        "<ul>",
        "<li>",
        "<span>",
        "x ",
        "<br>",
        "<svg>",
        "<math>",
        "<template>",
        "<select>",
        "<option>",
        "<object>",
        "<nobr>",
        "<form>",
        "</b>",
        "<rt>",
        "</zz>",
        "<!--x-->",
        "&amp;",
        "\n",
    ];

    fn pieces(random: &mut Random) -> String {
        (0..=random.below(5)).map(|_| *random.one_of(&PIECES)).collect()
    }

    fn repeated(piece: &str, count: usize) -> String {
        (0..count).map(|n| piece.replace('#', &n.to_string())).collect()
    }

    #[test]
    fn no_tree_is_larger_or_deeper_than_it_may_be() {
        let seed = testkit::seed();
        println!("seed {seed}");
        let mut random = Random::new(seed);
        for _ in 0..20 {
            let before = repeated(&pieces(&mut random), *random.one_of(&[0, 1, 20, 380]));
            let piece = pieces(&mut random);
            let html = format!("{before}{}", repeated(&piece, random.below(30_000)));
            let Some(page) = parse(&html) else { continue };
            // What one step adds is only known behind it.
            let nodes = page.tree.nodes().len();
            assert!(nodes < NODES_LIMIT + 100 * STEP_BYTES, "seed {seed}: {nodes} of {piece}");
            let depths = page.tree.nodes().map(|node| node.ancestors().count()).max();
            assert!(depths < Some(DEPTH_LIMIT), "seed {seed}: {depths:?} of {piece}");
        }
    }

    #[test]
    fn usual_pages_are_far_from_every_limit() {
        let paragraph =
            "<p class=\"text\">The <b>ferry</b> runs <a href=\"/again\">again</a>.</p>\n";
        let page = format!("<html><body><div><div>{}", paragraph.repeat(2_000));
        assert!(parse(&page).is_some());
        assert!(parse(&page.repeat(10)).is_none(), "it is the number that is too much");
        let script =
            format!("<script>{}</script>{page}", "var a = {\"b\": [1, 2]};".repeat(100_000));
        assert!(parse(&script).is_some());
    }

    #[test]
    fn the_tree_is_that_of_a_page_parsed_at_once() {
        let page =
            "<p>Ž &eacute;&#x41; <b>ö\r\n<i title='\u{1f600}'>x</b>y<table>z<tr><td>ć</table></i>";
        let page = page.repeat(200);
        let parsed = parse(&page).unwrap();
        assert!(parsed.html() == Page::parse_document(&page).html());
    }
}
