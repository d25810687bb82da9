//! Resolves the named and numbered characters of HTML.

use std::borrow::Cow;

use html5ever::data::NAMED_ENTITIES;

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
            plain.extend(character.iter());
            copied = at + length;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    plain.push_str(&text[copied..]);
    Cow::Owned(plain)
}

/// Reads the entity at the start of `text`: what it stands for and how long it is.
fn entity(text: &str) -> Option<(Meant, usize)> {
    let window = super::super::beginning(text, LONGEST_BYTES);
    let end = window.find(';')?;
    let name = &window[1..end];
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
            None => number.parse().ok()?,
        };
        let character = char::from_u32(code).filter(|c| *c != '\0')?;
        // Numbers of control characters mean those of Windows-1252.
        let meant = super::super::characters::of_windows_1252(character).unwrap_or(character);
        return Some((Meant([Some(meant), None]), end + 1));
    }
    let (first, second) = *NAMED_ENTITIES.get(&window[1..=end])?;
    let first = char::from_u32(first).filter(|c| *c != '\0')?;
    let second = char::from_u32(second).filter(|c| *c != '\0');
    Some((Meant([Some(first), second]), end + 1))
}

/// What an entity stands for: one character or two.
struct Meant([Option<char>; 2]);

impl Meant {
    fn iter(&self) -> impl Iterator<Item = char> + '_ {
        self.0.iter().flatten().copied()
    }
}

/// The longest name (`&CounterClockwiseContourIntegral;`) is as long.
const LONGEST_BYTES: usize = 34;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_are_resolved_once() {
        let text = "Ji&rcaron;&iacute; &Ccaron;ern&yacute;, &Lstrok;&oacute;d&zacute; &#150; &#x2014; &amp;amp; &NotEqualTilde;";
        assert_eq!(without_entities(text), "Jiří Černý, Łódź – — &amp; ≂\u{338}");
        for text in ["AT&T; R&D", "&unknown;", "&#0;", "&", "a & b"] {
            assert_eq!(without_entities(text), text);
        }
    }
}
