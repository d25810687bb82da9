//! Takes HTML out of text fields that should hold none.

use std::borrow::Cow;

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

enum Tag<'a> {
    Block,
    Inline,
    Silent(&'a str),
}

/// Reads the tag at the start of `text`, which begins with `<`: what it is and how long.
fn tag(text: &str) -> Option<(Tag<'_>, usize)> {
    // Attributes of one tag are not longer in any text field worth reading, and an unclosed one
    // must not be looked at again and again.
    let window = super::beginning(text, 500);
    if let Some(comment) = window.strip_prefix("<!--") {
        return comment.find("-->").map(|end| (Tag::Inline, end + 7));
    }
    let inside = window.get(1..)?;
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    let name_end = inside.find(|c: char| !c.is_ascii_alphanumeric())?;
    let name = &inside[..name_end];
    if name.is_empty()
        || name.len() > 10
        || !matches!(inside.as_bytes()[name_end], b'>' | b'/' | b' ' | b'\n' | b'\t' | b'\r')
    {
        return None;
    }
    let is = |names: &[&'static str]| {
        names.iter().copied().find(|known| known.eq_ignore_ascii_case(name))
    };
    let kind = if is(&BLOCKS).is_some() {
        Tag::Block
    } else if is(&INLINES).is_some() {
        Tag::Inline
    } else {
        Tag::Silent(is(&SILENT)?)
    };
    let end = window.find('>')?;
    Some((kind, end + 1))
}

fn has_tag(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| tag(&text[at..]).is_some())
}

fn without_tags(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        match tag(rest) {
            Some((Tag::Block, length)) => {
                if !plain.ends_with('\n') && !plain.is_empty() {
                    plain.push('\n');
                }
                rest = &rest[length..];
            }
            Some((Tag::Inline, length)) => rest = &rest[length..],
            Some((Tag::Silent(name), length)) => {
                let is_closing = rest.starts_with("</");
                rest = &rest[length..];
                if !is_closing {
                    let close = rest.match_indices("</").find(|(at, _)| {
                        rest.get(at + 2..at + 2 + name.len())
                            .is_some_and(|found| found.eq_ignore_ascii_case(name))
                    });
                    // What is never closed is no script but text that quotes a tag.
                    let Some((at, _)) = close else { break };
                    rest = &rest[at..];
                }
            }
            None => {
                plain.push('<');
                rest = &rest[1..];
            }
        }
    }
    plain.push_str(rest);
    plain.truncate(plain.trim_end().len());
    plain
}

/// The text with entities resolved once; borrowed if there is none.
pub(crate) fn without_entities(text: &str) -> Cow<'_, str> {
    let mut plain = String::new();
    let mut copied = 0;
    for (at, _) in text.match_indices('&') {
        if at < copied {
            continue;
        }
        if let Some((character, length)) = entity(&text[at..]) {
            plain.push_str(&text[copied..at]);
            plain.push_str(character.as_str());
            copied = at + length;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    plain.push_str(&text[copied..]);
    Cow::Owned(plain)
}

/// What an entity stands for.
enum Meant {
    Named(&'static str),
    Character([u8; 4], usize),
}

impl Meant {
    fn as_str(&self) -> &str {
        match self {
            Self::Named(text) => text,
            Self::Character(bytes, length) => {
                std::str::from_utf8(&bytes[..*length]).unwrap_or_default()
            }
        }
    }
}

/// Reads the entity at the start of `text`: what it stands for and how long it is.
fn entity(text: &str) -> Option<(Meant, usize)> {
    let window = super::beginning(text, 12);
    let end = window.find(';')?;
    let name = &window[1..end];
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
            None => number.parse().ok()?,
        };
        // Control characters among the numbers mean Windows-1252, which is repaired elsewhere.
        let character = char::from_u32(code).filter(|c| *c != '\0')?;
        let mut bytes = [0; 4];
        let length = character.encode_utf8(&mut bytes).len();
        return Some((Meant::Character(bytes, length), end + 1));
    }
    let found = ENTITIES.iter().find(|(known, _)| *known == name)?;
    Some((Meant::Named(found.1), end + 1))
}

/// The entities that occur in news text (HTML, named character references).
const ENTITIES: &[(&str, &str)] = &[
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{a0}"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("sbquo", "‚"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("bdquo", "„"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("hellip", "…"),
    ("bull", "•"),
    ("middot", "·"),
    ("euro", "€"),
    ("pound", "£"),
    ("cent", "¢"),
    ("yen", "¥"),
    ("copy", "©"),
    ("reg", "®"),
    ("trade", "™"),
    ("deg", "°"),
    ("sect", "§"),
    ("para", "¶"),
    ("frac12", "½"),
    ("frac14", "¼"),
    ("frac34", "¾"),
    ("times", "×"),
    ("divide", "÷"),
    ("plusmn", "±"),
    ("shy", "\u{ad}"),
    ("zwnj", "\u{200c}"),
    ("zwj", "\u{200d}"),
    ("ensp", " "),
    ("emsp", " "),
    ("thinsp", " "),
    ("agrave", "à"),
    ("aacute", "á"),
    ("acirc", "â"),
    ("atilde", "ã"),
    ("auml", "ä"),
    ("aring", "å"),
    ("aelig", "æ"),
    ("ccedil", "ç"),
    ("egrave", "è"),
    ("eacute", "é"),
    ("ecirc", "ê"),
    ("euml", "ë"),
    ("igrave", "ì"),
    ("iacute", "í"),
    ("icirc", "î"),
    ("iuml", "ï"),
    ("ntilde", "ñ"),
    ("ograve", "ò"),
    ("oacute", "ó"),
    ("ocirc", "ô"),
    ("otilde", "õ"),
    ("ouml", "ö"),
    ("oslash", "ø"),
    ("ugrave", "ù"),
    ("uacute", "ú"),
    ("ucirc", "û"),
    ("uuml", "ü"),
    ("yacute", "ý"),
    ("szlig", "ß"),
    ("Agrave", "À"),
    ("Aacute", "Á"),
    ("Acirc", "Â"),
    ("Atilde", "Ã"),
    ("Auml", "Ä"),
    ("Aring", "Å"),
    ("AElig", "Æ"),
    ("Ccedil", "Ç"),
    ("Egrave", "È"),
    ("Eacute", "É"),
    ("Ecirc", "Ê"),
    ("Iacute", "Í"),
    ("Ntilde", "Ñ"),
    ("Oacute", "Ó"),
    ("Ouml", "Ö"),
    ("Oslash", "Ø"),
    ("Uacute", "Ú"),
    ("Uuml", "Ü"),
    ("scaron", "š"),
    ("Scaron", "Š"),
    ("zcaron", "ž"),
    ("Zcaron", "Ž"),
    ("ccaron", "č"),
    ("Ccaron", "Č"),
    ("cacute", "ć"),
    ("Cacute", "Ć"),
    ("dstrok", "đ"),
    ("Dstrok", "Đ"),
    ("oelig", "œ"),
    ("OElig", "Œ"),
    ("ordm", "º"),
    ("ordf", "ª"),
    ("iexcl", "¡"),
    ("iquest", "¿"),
    ("prime", "′"),
    ("minus", "−"),
    ("lsaquo", "‹"),
    ("rsaquo", "›"),
];

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
