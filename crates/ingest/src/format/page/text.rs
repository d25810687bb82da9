//! Renders HTML as text: a line for each block, an empty line around paragraphs.

use crate::clean;
use crate::clean::markup::{self, Lines, Token, Tokens, White};

/// What a page says when its tags are dropped one after another.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::format) struct PageText {
    pub(in crate::format) title: Option<String>,
    /// All the text in its order, that of menus included.
    pub(in crate::format) text: String,
}

/// The text of a page of any size and depth, in linear time and without a tree.
pub(in crate::format) fn text_of(html: &str) -> PageText {
    let mut title = None;
    let mut lines = Lines::new(White::OfPage);
    for token in Tokens::of_page(html) {
        lines.pass(&token);
        if let Token::Raw(name, content) = token
            && title.is_none()
            && name.eq_ignore_ascii_case("title")
        {
            title = Some(clean::one_line(&markup::without_entities(content)));
        }
    }
    PageText { title: title.filter(|title| !title.is_empty()), text: lines.finish() }
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
