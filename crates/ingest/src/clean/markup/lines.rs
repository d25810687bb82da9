//! Makes text of HTML: a line for each block, an empty line around paragraphs.

use super::{Tag, Token, without_entities};

/// What white space between words means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum White {
    /// Nothing: tags alone end lines.
    OfPage,
    /// In the field of a record that has tags which end lines: an empty line ends a paragraph as
    /// well, for content systems write them so.
    OfField,
    /// In one that has none: line ends are line ends.
    Kept,
}

/// The lines of a page or a field, which is passed through piece by piece.
#[derive(Debug)]
pub(crate) struct Lines {
    white: White,
    text: String,
    /// How many `pre` are open.
    preformatted: usize,
}

/// Elements that are paragraphs, and those that hold some.
const PARAGRAPHS: &[&str] = &[
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "ul",
    "ol",
    "table",
    "pre",
    "section",
    "figure",
    "article",
    "dl",
    "hr",
    "head",
    "main",
    "aside",
    "header",
    "footer",
    "nav",
    "address",
    "details",
    "form",
    "fieldset",
    "body",
    "html",
    "center",
    "dir",
    "menu",
    "hgroup",
    "noframes",
    "iframe",
    "listing",
    "xmp",
];
/// Elements that are lines.
const LINES: &[&str] = &[
    "li",
    "tr",
    "dt",
    "dd",
    "figcaption",
    "caption",
    "summary",
    "option",
    "select",
    "legend",
    "button",
    "textarea",
    "thead",
    "tbody",
    "tfoot",
];
/// Elements that stand apart in their line.
const CELLS: &[&str] = &["td", "th", "label", "input", "rt"];

/// Whether a tag of this name ends a line.
pub(super) fn ends_lines(name: &str) -> bool {
    let is_any = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    is_any(&["br"]) || is_any(PARAGRAPHS) || is_any(LINES)
}

impl Lines {
    pub(crate) fn new(white: White) -> Self {
        Self { white, text: String::new(), preformatted: 0 }
    }

    /// Takes the next piece.
    pub(crate) fn pass(&mut self, token: &Token<'_>) {
        match token {
            // What a section of characters ends with is no text.
            Token::Text(piece) => self.text(&without_entities(piece.trim_end_matches("]]>"))),
            Token::Tag(tag) => self.tag(tag),
            Token::Raw(..) => {}
        }
    }

    /// All of it.
    pub(crate) fn finish(mut self) -> String {
        self.text.truncate(self.text.trim_end().len());
        self.text
    }

    fn tag(&mut self, tag: &Tag<'_>) {
        if tag.is_closing {
            self.close(&tag.name.to_ascii_lowercase());
        } else {
            self.open(&tag.name.to_ascii_lowercase());
        }
    }

    /// Enters the element of this name, which is in lower case.
    pub(crate) fn open(&mut self, name: &str) {
        if name == "br" {
            self.end_line(1);
        } else {
            self.border(name);
        }
        self.preformatted += usize::from(name == "pre");
    }

    /// Leaves the element of this name, which is in lower case.
    pub(crate) fn close(&mut self, name: &str) {
        self.preformatted -= usize::from(name == "pre" && self.preformatted > 0);
        self.border(name);
    }

    fn border(&mut self, name: &str) {
        if PARAGRAPHS.contains(&name) {
            self.end_line(2);
        } else if LINES.contains(&name) {
            self.end_line(1);
        } else if CELLS.contains(&name)
            && !self.text.is_empty()
            && !self.text.ends_with([' ', '\n'])
        {
            self.text.push(' ');
        }
    }

    /// Takes a text in, its entities resolved.
    pub(crate) fn text(&mut self, piece: &str) {
        if self.preformatted > 0 || self.white == White::Kept {
            self.push_kept(piece);
            return;
        }
        if self.white == White::OfPage {
            self.push_collapsed(piece);
            return;
        }
        let mut rest = piece;
        while let Some((end, start)) = empty_line(rest) {
            self.push_collapsed(&rest[..end]);
            self.end_line(2);
            rest = &rest[start..];
        }
        self.push_collapsed(rest);
    }

    /// Appends a text with its lines. The first line end behind a tag that ended a line is none.
    fn push_kept(&mut self, piece: &str) {
        let is_at_start = self.text.is_empty() || self.text.ends_with("\n\n");
        let piece = if is_at_start && self.preformatted > 0 {
            piece.strip_prefix('\n').unwrap_or(piece)
        } else {
            piece
        };
        self.text.push_str(piece);
    }

    /// Appends a text with its white space collapsed.
    fn push_collapsed(&mut self, piece: &str) {
        let text = &mut self.text;
        let is_apart = piece.starts_with(char::is_whitespace);
        if is_apart && !text.ends_with([' ', '\n']) && !text.is_empty() {
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
    fn end_line(&mut self, breaks: usize) {
        let text = &mut self.text;
        text.truncate(text.trim_end_matches([' ', '\t']).len());
        if text.is_empty() {
            return;
        }
        let present = text.bytes().rev().take(breaks).take_while(|byte| *byte == b'\n').count();
        for _ in present..breaks {
            text.push('\n');
        }
    }
}

/// Where white space that holds an empty line begins, and where it ends.
fn empty_line(text: &str) -> Option<(usize, usize)> {
    let mut searched = 0;
    while let Some(at) = text[searched..].find('\n') {
        let end = searched + at;
        let rest = &text[end + 1..];
        let behind = rest.trim_start();
        let start = text.len() - behind.len();
        if rest[..rest.len() - behind.len()].contains('\n') {
            return Some((end, start));
        }
        searched = start.max(end + 1);
    }
    None
}
