//! Makes lines of text of elements.

use std::ops::Range;

use super::{Element, Node};

/// A text, and where in it captions stand.
#[derive(Debug, Default)]
pub(in crate::format) struct Written {
    pub(in crate::format) text: String,
    pub(in crate::format) captions: Vec<Range<usize>>,
    gap: Gap,
    /// Whether space stands before what comes next.
    is_apart: bool,
}

/// What stands between two pieces of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
enum Gap {
    #[default]
    None,
    Line,
    Paragraph,
}

/// Elements that are paragraphs, in XHTML and NITF.
const PARAGRAPHS: &[&str] = &[
    "p",
    "div",
    "hl1",
    "hl2",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "ul",
    "ol",
    "dl",
    "block",
    "blockquote",
    "bq",
    "pre",
    "note",
    "media",
    "section",
    "article",
    "fn",
    "hedline",
    "abstract",
    "nitf-table",
    "tagline",
    "bibliography",
    "figure",
    "figcaption",
    "media-caption",
];
/// Elements that are lines.
const LINES: &[&str] = &["tr", "li", "dt", "dd", "br", "nitf-row", "caption", "hr", "body.content"];
/// Elements with text between which space stands.
const CELLS: &[&str] = &["td", "th", "nitf-col"];
/// Elements that stand under a picture.
const CAPTIONS: &[&str] = &["media-caption", "figcaption", "media-producer"];
/// Elements whose text is none of an article.
const OTHERS: &[&str] =
    &["script", "style", "media-object", "media-metadata", "del", "nitf-table-metadata"];

impl Written {
    /// The text of an element.
    pub(in crate::format) fn of(element: &Element) -> Self {
        let mut written = Self::default();
        written.inside(element);
        written
    }

    /// Adds what is in an element.
    pub(in crate::format) fn inside(&mut self, element: &Element) {
        for node in element.nodes() {
            match node {
                Node::Text(text) => self.words(text),
                Node::Element(element) => self.element(element),
            }
        }
    }

    fn element(&mut self, element: &Element) {
        let name = element.name.rsplit(':').next().unwrap_or_default();
        if OTHERS.contains(&name) {
            return;
        }
        let gap = match name {
            _ if PARAGRAPHS.contains(&name) => Gap::Paragraph,
            _ if LINES.contains(&name) => Gap::Line,
            _ => Gap::None,
        };
        self.gap = self.gap.max(gap);
        self.is_apart |= CELLS.contains(&name);
        let start = self.text.len();
        self.inside(element);
        if CAPTIONS.contains(&name) && self.text.len() > start {
            let gap = self.text[start..].len() - self.text[start..].trim_start().len();
            self.captions.push(start + gap..self.text.len());
        }
        self.gap = self.gap.max(gap);
        self.is_apart |= CELLS.contains(&name);
    }

    /// Adds a paragraph.
    pub(in crate::format) fn paragraph(&mut self, text: &str) {
        self.gap = Gap::Paragraph;
        self.words(text);
        self.gap = Gap::Paragraph;
    }

    /// Ends the paragraph.
    pub(in crate::format) fn end_paragraph(&mut self) {
        self.gap = Gap::Paragraph;
    }

    /// Ends the line.
    pub(in crate::format) fn end_line(&mut self) {
        self.gap = self.gap.max(Gap::Line);
    }

    /// Adds words with one space between them.
    pub(in crate::format) fn words(&mut self, text: &str) {
        self.is_apart |= text.starts_with(char::is_whitespace);
        for word in text.split_whitespace() {
            self.text.push_str(match self.gap {
                _ if self.text.is_empty() => "",
                Gap::Paragraph => "\n\n",
                Gap::Line => "\n",
                Gap::None if self.is_apart => " ",
                Gap::None => "",
            });
            self.gap = Gap::None;
            self.text.push_str(word);
            self.is_apart = true;
        }
        self.is_apart = self.is_apart && (text.ends_with(char::is_whitespace) || text.is_empty());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_paragraphs_and_captions_are_known() {
        let document = "<body><p>One <b>bo</b>ld\n word.</p><media><media-caption><p>A <i>ferry</i>.</p>\
                        </media-caption></media><table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>\
                        two<br/>three</body>";
        let written = Written::of(&super::super::read(document, "").0);
        assert_eq!(written.text, "One bold word.\n\nA ferry.\n\na b\nc\n\ntwo\nthree");
        assert_eq!(&written.text[written.captions[0].clone()], "A ferry.");
    }
}
