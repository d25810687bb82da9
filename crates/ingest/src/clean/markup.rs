//! Takes HTML out of text fields that should hold none, and makes lines of what a page says.

mod entities;
mod lines;
mod names;
mod tokens;

use std::borrow::Cow;

pub(crate) use self::entities::without_entities;
pub(crate) use self::lines::{Lines, White};
pub(crate) use self::tokens::{Tag, Token, Tokens};

/// The text without tags and with entities resolved, where it clearly is HTML; else as it is.
///
/// Tags are known by name and by what stands in them, so that `a < b` and `<unknown>` stay. Where
/// there are none, but entities that hide some (`&lt;b&gt;`), the text was escaped once too often.
pub(crate) fn plain(text: String) -> String {
    if let Some(plain) = without_tags(&text) {
        return plain;
    }
    match without_entities(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(resolved) => without_tags(&resolved).unwrap_or(resolved),
    }
}

/// Whether the text has tags, as HTML has them. One that opens an element, has no attributes and
/// is never closed may be a sign of the text: `<DD>` is a share.
pub(crate) fn has_tags(text: &str) -> bool {
    let is_sure = |token: Token<'_>| {
        matches!(token, Token::Tag(tag) if tag.is_closing
            || tag.is_any(&["p", "br", "hr", "div", "img", "li", ""])
            || tag.source.contains('='))
    };
    text.contains('<') && Tokens::of_field(text).any(is_sure)
}

/// The text without its tags; `None` if it has none.
fn without_tags(text: &str) -> Option<String> {
    if !has_tags(text) {
        return None;
    }
    let is_block =
        |token: Token<'_>| matches!(token, Token::Tag(tag) if lines::ends_lines(tag.name));
    let white = if Tokens::of_field(text).any(is_block) { White::OfField } else { White::Kept };
    let mut lines = Lines::new(white);
    for token in Tokens::of_field(text) {
        lines.pass(&token);
    }
    Some(lines.finish())
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
            "One & two\n\nthree\nfour"
        );
        assert_eq!(of("<script>var a = 1 < 2;</script>text"), "text");
        assert_eq!(
            of("R&amp;D, caf&eacute;, Dvo&rcaron;&aacute;k &#150; twice"),
            "R&D, café, Dvořák – twice"
        );
        assert_eq!(
            of("<o:p></o:p>The <time datetime=x>day</time><svg><path d=\"M0\"/></svg>."),
            "The day."
        );
    }

    #[test]
    fn long_tags_go_and_what_only_looks_like_one_stays() {
        let address = "x".repeat(5_000);
        assert_eq!(of(&format!("<p>a<img src=\"data:{address}\" alt='>'>b</p>")), "ab");
        assert_eq!(of("one <b and two> three <i>four</i>"), "one <b and two> three four");
        assert_eq!(of("<p>If a &lt;b and c&gt; d</p>"), "If a <b and c> d");
    }

    #[test]
    fn blocks_are_paragraphs_and_cells_are_apart() {
        let table = "<p>Turnout:</p><table><tr><th>Village<th>Voters</tr><tr><td>Ruma</td><td>873</td></tr></table>";
        assert_eq!(of(table), "Turnout:\n\nVillage Voters\nRuma 873");
        assert_eq!(
            of("<dl><dt>Quorum</dt><dd>Half</dd></dl><ul><li>a<li>b</ul>"),
            "Quorum\nHalf\n\na\nb"
        );
        assert_eq!(of("Title\n\n<p>wrapped\nline</p>\n<p>two</p>"), "Title\n\nwrapped line\n\ntwo");
        assert_eq!(of("one <b>bold</b>\ntwo\n\nthree"), "one bold\ntwo\n\nthree");
        assert_eq!(of("<p>x</p><pre>12 eggs\n 6 buns</pre>"), "x\n\n12 eggs\n 6 buns");
    }

    #[test]
    fn other_text_is_left_alone() {
        for text in [
            "a < b and c > d",
            "AT&T; R&D",
            "<unknown>",
            "x <y z",
            "1 & 2",
            "&unknown;",
            "x<y\n\nz ",
        ] {
            assert_eq!(of(text), text);
        }
    }
}
