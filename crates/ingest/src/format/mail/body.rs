//! Takes the text out of a message.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessagePart, MimeHeaders, PartType};

use crate::clean;

/// A text that is shorter than this share of its HTML, two of three, only says that there is more.
const LEAST_SHARE: (usize, usize) = (2, 3);

/// What a message says, whose parts are counted in the bytes `raw`: of alternatives the plain one, unless that only says that there is another.
pub(super) fn text(message: &Message<'_>, raw: &[u8]) -> Option<String> {
    let join = |parts: Vec<String>| {
        let parts =
            parts.into_iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join("\n\n")
    };
    let plain = join(message.text_bodies().filter_map(|part| plain_part(raw, part)).collect());
    let html = join(message.html_bodies().filter_map(|part| html_part(raw, part)).collect());
    let text = if plain.len() * LEAST_SHARE.1 < html.len() * LEAST_SHARE.0 { html } else { plain };
    (!text.is_empty()).then_some(text)
}

/// The text of one part.
pub(super) fn part(raw: &[u8], part: &MessagePart<'_>) -> Option<String> {
    plain_part(raw, part)
}

fn plain_part(raw: &[u8], part: &MessagePart<'_>) -> Option<String> {
    match &part.body {
        PartType::Text(known) => {
            let text = clean::repaired(decoded(raw, part, known));
            if opens_as_html(&text) {
                return Some(clean::markup::plain(text));
            }
            let flows = part.content_type().is_some_and(|kind| {
                kind.attribute("format").is_some_and(|format| format.eq_ignore_ascii_case("flowed"))
            });
            let deletes = part.content_type().is_some_and(|kind| {
                kind.attribute("delsp").is_some_and(|delsp| delsp.eq_ignore_ascii_case("yes"))
            });
            Some(if flows { unfolded(&text, deletes) } else { text })
        }
        PartType::Html(_) => html_part(raw, part),
        _ => None,
    }
}

/// The HTML of a part, as it stands.
pub(super) fn html(raw: &[u8], part: &MessagePart<'_>) -> Option<String> {
    match &part.body {
        PartType::Html(known) => Some(decoded(raw, part, known)),
        _ => None,
    }
}

fn html_part(raw: &[u8], part: &MessagePart<'_>) -> Option<String> {
    match &part.body {
        PartType::Html(_) => {
            html(raw, part).map(|html| clean::markup::plain(clean::repaired(html)))
        }
        PartType::Text(_) => plain_part(raw, part),
        _ => None,
    }
}

fn opens_as_html(text: &str) -> bool {
    let opening: String = text.trim_start().chars().take(200).collect();
    let opening = opening.to_ascii_lowercase();
    opening.starts_with("<html") || opening.starts_with("<!doctype html")
}

/// The text of a part in whatever encoding it is, which is often none or another than it says.
fn decoded(raw: &[u8], part: &MessagePart<'_>, known: &str) -> String {
    let declared = part.content_type().and_then(|kind| kind.attribute("charset"));
    let is_known =
        declared.is_some_and(|label| encoding_rs::Encoding::for_label(label.as_bytes()).is_some());
    // Of other encodings the parser knows more, if it knows them.
    if declared.is_some() && !is_known && !known.contains('\u{fffd}') {
        return known.to_owned();
    }
    let span = part.offset_body as usize..part.offset_end as usize;
    let Some(raw) = raw.get(span) else { return known.to_owned() };
    let coding = part.content_transfer_encoding().unwrap_or_default();
    let is_base64 = coding.trim().eq_ignore_ascii_case("base64");
    let is_printable = coding.trim().eq_ignore_ascii_case("quoted-printable");
    let bytes = match part.encoding {
        Encoding::Base64 => base64_decode(raw),
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
        Encoding::None => None,
    };
    let bytes = match bytes {
        Some(bytes) => Cow::Owned(bytes),
        None if is_base64 => Cow::Owned(any_base64(raw)),
        None if is_printable => Cow::Owned(any_quoted_printable(raw)),
        None => Cow::Borrowed(raw),
    };
    clean::encoding::decode(&bytes, declared)
}

/// The bytes of damaged base64: what is no sign of it is passed over, and lines of other text, as
/// lists add them below, stay as they are.
pub(super) fn any_base64(text: &[u8]) -> Vec<u8> {
    let is_sign = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/".contains(byte);
    let mut signs: Vec<u8> = Vec::with_capacity(text.len());
    let mut after: Vec<u8> = Vec::new();
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        let is_words = line.trim_ascii().contains(&b' ') || line.starts_with(b"__");
        if is_words || !after.is_empty() {
            after.extend_from_slice(line);
        } else {
            signs.extend(line.iter().filter(|byte| is_sign(byte)));
        }
    }
    signs.truncate(signs.len() - usize::from(signs.len() % 4 == 1));
    signs.resize(signs.len().next_multiple_of(4), b'=');
    let mut bytes = base64_decode(&signs).unwrap_or_default();
    if !after.is_empty() {
        bytes.push(b'\n');
        bytes.append(&mut after);
    }
    bytes
}

/// The bytes of quoted-printable text; what is no escape stays as it is.
pub(super) fn any_quoted_printable(text: &[u8]) -> Vec<u8> {
    let digit =
        |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        if *byte != b'=' {
            bytes.push(*byte);
            continue;
        }
        let spaces = after.iter().take_while(|byte| b" \t\r".contains(byte)).count();
        if after.get(spaces) == Some(&b'\n') {
            rest = &after[spaces + 1..];
        } else if let Some([high, low]) = after.first_chunk::<2>()
            && let (Some(high), Some(low)) = (digit(high), digit(low))
        {
            bytes.push(high << 4 | low);
            rest = &after[2..];
        } else {
            bytes.push(b'=');
        }
    }
    bytes
}

/// The lines that were folded for sending as they were (RFC 3676).
fn unfolded(text: &str, deletes_space: bool) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut depth_before = None;
    for line in text.lines() {
        let depth = line.bytes().take_while(|byte| *byte == b'>').count();
        let words = &line[depth..];
        let words = words.strip_prefix(' ').unwrap_or(words);
        let is_signature = words == "-- ";
        if depth_before == Some(depth) && !is_signature {
            whole.push_str(words);
        } else {
            if !whole.is_empty() {
                whole.push('\n');
            }
            if depth > 0 {
                whole.push_str(&">".repeat(depth));
                whole.push(' ');
            }
            whole.push_str(words);
        }
        let flows = words.ends_with(' ') && !is_signature;
        if flows && deletes_space {
            whole.pop();
        }
        depth_before = flows.then_some(depth);
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damaged_codings_give_what_is_there() {
        assert_eq!(any_base64(b"w6k!g\nYQ==\n"), "é a".as_bytes());
        assert_eq!(any_base64(b"YWI=\n____\nA list.\n"), b"ab\n____\nA list.\n");
        assert_eq!(any_quoted_printable(b"a=c3=A9 =zz=\r\nb="), "aé =zzb=".as_bytes());
    }

    #[test]
    fn folded_lines_are_one() {
        let text = "One \ntwo \nthree.\n> four \n> five\n-- \nname";
        assert_eq!(unfolded(text, false), "One two three.\n> four five\n-- \nname");
        assert_eq!(unfolded("日本 \n語", true), "日本語");
    }
}
