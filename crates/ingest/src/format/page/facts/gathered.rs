//! Gathers the text of a small element, in lines, with the names that stand out in it.

use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use scraper::Node;

use super::address::is_home;
use super::place::{FrameKind, Role, is_block, is_silent};
use crate::clean;

/// An element with more nodes is none that holds one line or two.
const MOST_NODES: usize = 200;

/// The text of a small element.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) lines: Vec<String>,
    /// The texts of its links.
    pub(super) links: Vec<String>,
    /// What is marked as a name in it.
    pub(super) names: Vec<String>,
    /// How much text it holds.
    pub(super) bytes: usize,
    /// Whether it is the logo or holds it, or leads home.
    pub(super) is_logo: bool,
}

impl Gathered {
    pub(super) fn of_line(line: &str) -> Self {
        Self { lines: vec![clean::one_line(line)], bytes: 0, ..Self::default() }
    }

    pub(super) fn text(&self) -> String {
        self.lines.join(" ")
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.names.is_empty()
    }
}

/// How the texts of elements within a line are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// As they stand: a word may have a letter of its own colour.
    Tight,
    /// With a space, for names and dates often stand apart by style alone.
    Spaced,
}

/// The text of an element; `None` where it is longer than `limit` bytes.
pub(super) fn gather(node: NodeRef<'_, Node>, limit: usize, joint: Joint) -> Option<Gathered> {
    let mut gathered = Gathered::default();
    let mut line = String::new();
    // Where the link or the name began that is open now.
    let mut link_start = None;
    let mut name = None;
    let mut silent = 0_usize;
    let end_line = |line: &mut String, lines: &mut Vec<String>| {
        let ended = clean::one_line(line);
        line.clear();
        if !ended.is_empty() {
            lines.push(ended);
        }
    };
    for (count, edge) in node.traverse().enumerate() {
        if count > MOST_NODES * 2 {
            return None;
        }
        match edge {
            Edge::Open(inner) => match inner.value() {
                Node::Text(text) if silent == 0 => {
                    gathered.bytes += text.trim().len();
                    if gathered.bytes > limit {
                        return None;
                    }
                    line.push_str(text);
                }
                Node::Element(element) => {
                    if is_silent(element.name()) {
                        silent += 1;
                    }
                    if is_block(element.name()) {
                        end_line(&mut line, &mut gathered.lines);
                    } else if joint == Joint::Spaced {
                        line.push(' ');
                    }
                    if element.name() == "a" {
                        gathered.is_logo |= element.attr("href").is_some_and(is_home);
                        link_start = Some(line.len());
                    }
                    let is_name = element.attr("itemprop") == Some("name")
                        || element.has_class("fn", scraper::CaseSensitivity::CaseSensitive);
                    if is_name {
                        match element.attr("content") {
                            Some(content) => gathered.names.push(clean::one_line(content)),
                            None => name = Some((inner.id(), line.len())),
                        }
                    }
                    gathered.is_logo |=
                        inner != node && Role::of(element).frame == Some(FrameKind::Logo);
                }
                _ => {}
            },
            Edge::Close(inner) => {
                let Node::Element(element) = inner.value() else { continue };
                if is_silent(element.name()) {
                    silent = silent.saturating_sub(1);
                }
                let since = |start: usize| clean::one_line(line.get(start..).unwrap_or_default());
                if element.name() == "a"
                    && let Some(text) = link_start.take().map(since).filter(|text| !text.is_empty())
                {
                    gathered.links.push(text);
                }
                if let Some((id, start)) = name
                    && id == inner.id()
                {
                    name = None;
                    let text = since(start);
                    if !text.is_empty() {
                        gathered.names.push(text);
                    }
                }
                if is_block(element.name()) {
                    end_line(&mut line, &mut gathered.lines);
                } else if joint == Joint::Spaced {
                    line.push(' ');
                }
            }
        }
    }
    end_line(&mut line, &mut gathered.lines);
    Some(gathered)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(html: &str, joint: Joint) -> Option<Gathered> {
        let page = scraper::Html::parse_fragment(html);
        gather(*page.root_element(), 60, joint)
    }

    #[test]
    fn blocks_end_lines_and_marks_give_names() {
        let html =
            "<p>By <a href='/jane'>Jane Doe</a><span>30 May</span></p><p itemprop='name'>Jane</p>
            <script>no</script>";
        let gathered = of(html, Joint::Spaced).unwrap_or_default();
        assert_eq!(gathered.lines, ["By Jane Doe 30 May", "Jane"]);
        assert_eq!(gathered.links, ["Jane Doe"]);
        assert_eq!(gathered.names, ["Jane"]);
        assert!(!gathered.is_logo);
        let gathered = of("<span>F</span>erry <a href='/'>home</a>", Joint::Tight);
        let gathered = gathered.unwrap_or_default();
        assert_eq!(gathered.text(), "Ferry home");
        assert!(gathered.is_logo);
    }

    #[test]
    fn long_elements_are_given_up() {
        assert!(of(&"ferry ".repeat(20), Joint::Tight).is_none());
        assert!(of(&"<i></i>".repeat(1_000), Joint::Tight).is_none());
    }
}
