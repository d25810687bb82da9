//! Reads the headers of a message as they are found.
//!
//! Words in other alphabets are often cut in the middle of a character, or stand there as bytes of
//! whatever encoding: so they are put together as bytes first, and decoded then.

use mail_parser::decoders::base64::base64_decode;

use crate::clean;

/// The headers of a message, in their order.
pub(super) struct Headers {
    /// Names in lower case, and values with their folded lines joined.
    fields: Vec<(String, Vec<u8>)>,
}

/// An encoded word is much shorter (RFC 2047 allows 75), and so is any value that says something.
const WORD_BYTES: usize = 2_000;
const VALUE_BYTES: usize = 100_000;
/// More are not looked at.
const FIELDS_LIMIT: usize = 100_000;

impl Headers {
    pub(super) fn of(message: &[u8]) -> Self {
        let mut fields: Vec<(String, Vec<u8>)> = Vec::new();
        for line in message.split(|byte| *byte == b'\n') {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if line.is_empty() || fields.len() > FIELDS_LIMIT {
                break;
            }
            if line.starts_with(b" ") || line.starts_with(b"\t") {
                if let Some((_, value)) = fields.last_mut() {
                    value.push(b' ');
                    value.extend_from_slice(line.trim_ascii());
                }
                continue;
            }
            let Some(colon) = line.iter().position(|byte| *byte == b':') else { continue };
            let name = String::from_utf8_lossy(&line[..colon]).trim().to_ascii_lowercase();
            fields.push((name, line[colon + 1..].trim_ascii().to_vec()));
        }
        Self { fields }
    }

    /// The first of this name.
    pub(super) fn first(&self, name: &str) -> Option<&[u8]> {
        let found = self.fields.iter().find(|field| field.0 == name);
        let value = found.map(|(_, value)| &value[..value.len().min(VALUE_BYTES)]);
        value.filter(|value| !value.is_empty())
    }

    /// The same as text.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        let text = words(self.first(name)?);
        Some(clean::repaired(clean::one_line(&text))).filter(|text| !text.is_empty())
    }

    /// The people in the first of this name: what they are called, and their address.
    pub(super) fn people(&self, name: &str) -> Vec<(Option<String>, Option<String>)> {
        const MOST: usize = 20;
        let Some(value) = self.first(name) else { return Vec::new() };
        addresses(value).into_iter().take(MOST).map(person).collect()
    }
}

/// A list of people taken apart at its commas, those between quotes aside.
fn addresses(value: &[u8]) -> Vec<&[u8]> {
    let (mut is_quoted, mut depth) = (false, 0_usize);
    value
        .split(|byte| {
            match byte {
                b'"' => is_quoted = !is_quoted,
                b'(' | b'<' if !is_quoted => depth += 1,
                b')' | b'>' if !is_quoted => depth = depth.saturating_sub(1),
                _ => {}
            }
            *byte == b',' && !is_quoted && depth == 0
        })
        .filter(|one| !one.trim_ascii().is_empty())
        .collect()
}

/// `Ana Ilić <ana@example.org>`, `ana@example.org (Ana Ilić)` or `ana at example.org (Ana Ilić)`.
fn person(one: &[u8]) -> (Option<String>, Option<String>) {
    let named = |name: &[u8]| {
        let name = clean::repaired(clean::one_line(&words(name)));
        let name = name.trim_matches(['"', '\'', ' ']).to_owned();
        Some(name).filter(|name| !name.is_empty() && !name.contains('@'))
    };
    let address = |address: &[u8]| {
        let address = String::from_utf8_lossy(address).trim().to_owned();
        Some(address).filter(|address| address.contains('@'))
    };
    let at = |sign: u8| one.iter().position(|byte| *byte == sign);
    if let Some(open) = one.iter().rposition(|byte| *byte == b'<') {
        let end = one.iter().rposition(|byte| *byte == b'>').filter(|end| *end > open);
        return (named(&one[..open]), address(&one[open + 1..end.unwrap_or(one.len())]));
    }
    if let Some(open) = at(b'(') {
        let end = one.iter().rposition(|byte| *byte == b')').filter(|end| *end > open);
        return (named(&one[open + 1..end.unwrap_or(one.len())]), address(&one[..open]));
    }
    let address = address(one);
    (if address.is_some() { None } else { named(one) }, address)
}

/// A value with its encoded words (RFC 2047) as text. Neighbours of one encoding are decoded
/// together.
fn words(value: &[u8]) -> String {
    let mut text = String::new();
    let mut rest = value;
    let mut open: Option<(String, Vec<u8>)> = None;
    let close = |open: &mut Option<(String, Vec<u8>)>, text: &mut String| {
        if let Some((charset, bytes)) = open.take() {
            text.push_str(&clean::encoding::decode(&bytes, Some(&charset)));
        }
    };
    while let Some(start) = rest.windows(2).position(|two| two == b"=?") {
        let Some((charset, bytes, length)) = word(&rest[start..]) else {
            close(&mut open, &mut text);
            text.push_str(&clean::encoding::decode(&rest[..start + 2], None));
            rest = &rest[start + 2..];
            continue;
        };
        let between = &rest[..start];
        match &mut open {
            Some((known, before)) if *known == charset && between.trim_ascii().is_empty() => {
                before.extend_from_slice(&bytes);
            }
            _ => {
                let is_apart = open.is_none() || !between.trim_ascii().is_empty();
                close(&mut open, &mut text);
                if is_apart {
                    text.push_str(&clean::encoding::decode(between, None));
                }
                open = Some((charset, bytes));
            }
        }
        rest = &rest[start + length..];
    }
    close(&mut open, &mut text);
    text.push_str(&clean::encoding::decode(rest, None));
    text
}

/// The encoded word at the start of a value: its encoding, its bytes, and how long it is.
fn word(value: &[u8]) -> Option<(String, Vec<u8>, usize)> {
    let mut parts = value[2..value.len().min(WORD_BYTES * 2)].splitn(3, |byte| *byte == b'?');
    let (charset, kind, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let within = &rest[..rest.len().min(WORD_BYTES)];
    let end = within.windows(2).position(|two| two == b"?=")?;
    let bytes = match kind {
        b"B" | b"b" => {
            base64_decode(&rest[..end]).unwrap_or_else(|| super::body::any_base64(&rest[..end]))
        }
        b"Q" | b"q" => {
            let spaced: Vec<u8> =
                rest[..end].iter().map(|byte| if *byte == b'_' { b' ' } else { *byte }).collect();
            super::body::any_quoted_printable(&spaced)
        }
        _ => return None,
    };
    // A language may stand behind the encoding (RFC 2231).
    let charset = String::from_utf8_lossy(charset);
    let charset = charset.split('*').next().unwrap_or_default().to_ascii_lowercase();
    let length = 2 + charset_length(value) + 1 + kind.len() + 1 + end + 2;
    Some((charset, bytes, length))
}

fn charset_length(value: &[u8]) -> usize {
    value[2..].iter().position(|byte| *byte == b'?').unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_cut_inside_characters_are_whole() {
        assert_eq!(
            words(b"Re: =?utf-8?Q?mes=D1?= =?utf-8?q?=82u_a?= b"),
            "Re: местu a b".replace("мест", "mesт")
        );
        assert_eq!(words(b"=?utf-8?B?w6k=?= =?iso-8859-1?Q?=E9_x?="), "éé x");
        assert_eq!(words(b"=?x =?utf-8?Q?a"), "=?x =?utf-8?Q?a");
        assert_eq!(words("Прага".as_bytes()), "Прага");
    }

    #[test]
    fn people_are_told_apart() {
        let headers = Headers::of(
            b"From: \"Ili\xc4\x87, Ana\" <ana@example.org>, b@example.org (Boris),\r\n c at example.org (Cveta)\r\n\r\nx: y",
        );
        let people = headers.people("from");
        let names: Vec<_> = people.iter().filter_map(|person| person.0.as_deref()).collect();
        assert_eq!(names, ["Ilić, Ana", "Boris", "Cveta"]);
        assert_eq!(people[1].1.as_deref(), Some("b@example.org"));
        assert!(headers.first("x").is_none());
    }
}
