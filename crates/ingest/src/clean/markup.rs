//! Takes HTML out of text fields that should hold none.

mod entities;
mod tokens;

use std::borrow::Cow;

pub(crate) use self::entities::without_entities;
pub(crate) use self::tokens::{Tag, Token, Tokens};

/// The text without tags and with entities resolved, where it clearly is HTML; else as it is.
///
/// Tags are known by name, so that `a < b` and `<unknown>` stay. Entities that hide tags are
/// resolved first, as in `&lt;b&gt;`.
pub(crate) fn plain(text: String) -> String {
    let mut text = text;
    if text.contains('<') && has_tag(&text) {
        text = without_tags(&text);
    }
    if let Cow::Owned(resolved) = without_entities(&text) {
        let hides_tags = resolved.contains('<') && has_tag(&resolved);
        text = if hides_tags { without_tags(&resolved) } else { resolved };
    }
    text
}

/// Tags that end a line.
const BLOCKS: [&str; 22] = [
    "p",
    "br",
    "div",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "tr",
    "table",
    "blockquote",
    "section",
    "article",
    "figure",
    "figcaption",
    "hr",
    "header",
    "footer",
];
/// Tags inside lines.
const INLINES: [&str; 24] = [
    "a", "b", "i", "em", "strong", "span", "u", "s", "small", "sub", "sup", "font", "img", "td",
    "th", "tbody", "thead", "strike", "abbr", "cite", "code", "iframe", "center", "mark",
];
/// Elements whose content is no text.
const SILENT: [&str; 2] = ["script", "style"];
/// The tags that are looked for in a field.
const KNOWN: [&[&str]; 3] = [&BLOCKS, &INLINES, &SILENT];

fn has_tag(text: &str) -> bool {
    Tokens::of_field(text, &KNOWN).any(|token| matches!(token, Token::Tag(_)))
}

fn without_tags(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for token in Tokens::of_field(text, &KNOWN) {
        match token {
            Token::Text(text) => plain.push_str(text),
            Token::Tag(tag) if tag.is_any(&BLOCKS) => {
                if !plain.ends_with('\n') && !plain.is_empty() {
                    plain.push('\n');
                }
            }
            Token::Tag(_) | Token::Raw(..) => {}
        }
    }
    plain.truncate(plain.trim_end().len());
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        plain(text.to_owned())
    }

    #[test]
    fn tags_and_entities_go_where_they_clearly_are_such() {
        assert_eq!(of("&lt;b&gt;The Post&lt;/b&gt; says &#36;5"), "The Post says $5");
        assert_eq!(
            of("<p>One &amp; two</p><p class=\"x\">three<br/>four</p>"),
            "One & two\nthree\nfour"
        );
        assert_eq!(of("<script>var a = 1 < 2;</script>text"), "text");
        assert_eq!(of("R&amp;D, caf&eacute;"), "R&D, café");
    }

    #[test]
    fn other_text_is_left_alone() {
        for text in ["a < b and c > d", "AT&T; R&D", "<unknown>", "x <y z", "1 & 2", "&unknown;"] {
            assert_eq!(of(text), text);
        }
    }
}
