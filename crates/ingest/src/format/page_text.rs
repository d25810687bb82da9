//! Renders HTML as text: a line for each block, an empty line around paragraphs.

use crate::clean;
use crate::clean::markup::{self, Token, Tokens};

/// What a page says when its tags are dropped one after another.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct PageText {
    pub(super) title: Option<String>,
    /// All the text in its order, that of menus included.
    pub(super) text: String,
}

/// The text of a page of any size and depth, in linear time and without a tree.
pub(super) fn text_of(html: &str) -> PageText {
    let mut title = None;
    let mut text = String::new();
    for token in Tokens::of_page(html) {
        match token {
            Token::Text(piece) => push_collapsed(&mut text, &markup::without_entities(piece)),
            Token::Tag(tag) => {
                pass_tag(&mut text, &tag.name.to_ascii_lowercase(), !tag.is_closing);
            }
            Token::Raw(name, content) => {
                if title.is_none() && name.eq_ignore_ascii_case("title") {
                    title = Some(clean::one_line(&markup::without_entities(content)));
                }
            }
        }
    }
    text.truncate(text.trim_end().len());
    PageText { title: title.filter(|title| !title.is_empty()), text }
}

/// Ends the line where a tag of this name does, which is in lower case.
fn pass_tag(text: &mut String, name: &str, is_open: bool) {
    match name {
        "br" if is_open => end_line(text, 1),
        "li" | "tr" | "dt" | "dd" | "figcaption" => end_line(text, 1),
        "td" | "th" if !is_open => text.push(' '),
        "p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "ul" | "ol"
        | "table" | "pre" | "section" | "figure" | "article" | "dl" | "hr" | "head" => {
            end_line(text, 2);
        }
        _ => {}
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_become_lines() {
        let html = "<p>One <b>two</b>\n three</p><ul><li>a</li><li>b</li></ul><p>end</p>";
        assert_eq!(text_of(html).text, "One two three\n\na\nb\n\nend");
    }

    #[test]
    fn all_the_text_comes_in_its_order() {
        let page = "<!DOCTYPE html><HTML><head><title>A &amp; B</title><style>p { x }</style>\
            <!-- <p>no --></head><body data-x='<p>no'><NAV>Menu</NAV><p title=\"a > b\">One<br/>two \
            <x-y>three</x-y> a < b &copy;<script>if (a < b) { '</p>' }</script><p>end";
        let PageText { title, text } = text_of(page);
        assert_eq!(title.as_deref(), Some("A & B"));
        assert_eq!(text, "Menu\n\nOne\ntwo three a < b ©\n\nend");
    }

    #[test]
    fn what_is_never_closed_swallows_no_text() {
        for page in ["<p>One <b>two", "<p>One <script>two", "<p>One <!--two", "<p>One <a x=\">two"]
        {
            let PageText { text, .. } = text_of(page);
            assert!(text.starts_with("One") && text.ends_with("two"), "{page}: {text}");
        }
        assert_eq!(text_of("<p>One <b two").text, "One <b two");
        assert_eq!(text_of("<p>One <!two").text, "One <!two");
    }
}
