//! Repairs JSON that programs write against its rules, so that one odd value costs no article.

use std::fmt::Write;

/// The text with what JSON has no way to say put in its ways: `NaN`, `Infinity` and `undefined` are
/// null, half of a surrogate pair is U+FFFD, line ends and other controls inside of strings are
/// escaped, a backslash that escapes nothing is one, and a comma before a closing bracket goes
/// (RFC 8259, sections 3 to 8). Everything else stays as it is.
pub(super) fn repaired(text: &str) -> String {
    let mut repaired = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(at) = rest.find(['"', 'N', 'I', '-', 'u', ',']) {
        repaired.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(inside) = rest.strip_prefix('"') {
            repaired.push('"');
            rest = pass_string(inside, &mut repaired);
            continue;
        }
        if let Some(word) = NO_VALUES.iter().find(|word| rest.starts_with(**word)) {
            repaired.push_str("null");
            rest = &rest[word.len()..];
            continue;
        }
        let is_needless = rest.starts_with(',') && rest[1..].trim_start().starts_with(['}', ']']);
        if !is_needless {
            repaired.push_str(&rest[..1]);
        }
        rest = &rest[1..];
    }
    repaired.push_str(rest);
    repaired
}

/// What stands for no value in the languages of the programs that write it.
const NO_VALUES: [&str; 4] = ["NaN", "Infinity", "-Infinity", "undefined"];

/// Copies a string behind its opening mark, and returns what follows it.
fn pass_string<'t>(text: &'t str, repaired: &mut String) -> &'t str {
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c == '"' || c == '\\' || c.is_ascii_control()) {
        repaired.push_str(&rest[..at]);
        rest = &rest[at..];
        match rest.as_bytes()[0] {
            b'"' => {
                repaired.push('"');
                return &rest[1..];
            }
            b'\\' => rest = pass_escape(rest, repaired),
            control => {
                // A string takes all that is written to it.
                let _ = write!(repaired, "\\u{control:04x}");
                rest = &rest[1..];
            }
        }
    }
    repaired.push_str(rest);
    ""
}

/// Copies an escape, and returns what follows it.
fn pass_escape<'t>(text: &'t str, repaired: &mut String) -> &'t str {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        let are_digits = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        are_digits.then(|| u32::from_str_radix(digits, 16).ok()).flatten()
    };
    let length = match text.as_bytes().get(1) {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => 2,
        Some(b'u') => match (unit(0), unit(6)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => 12,
            (Some(0xd800..=0xdfff), _) => {
                repaired.push_str("\\ufffd");
                return &text[6..];
            }
            (Some(_), _) => 6,
            (None, _) => 0,
        },
        _ => 0,
    };
    if length == 0 {
        // It escapes nothing that there is.
        repaired.push_str("\\\\");
        return &text[1..];
    }
    repaired.push_str(&text[..length]);
    &text[length..]
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn read(text: &str) -> Value {
        serde_json::from_str(&repaired(text)).unwrap()
    }

    #[test]
    fn what_other_programs_write_is_read() {
        for (text, value) in [
            (
                r#"{"a": NaN, "b": -Infinity, "c": [Infinity, undefined]}"#,
                json!({"a": null, "b": null, "c": [null, null]}),
            ),
            (
                r#"{"a": "late \ud83d\u2026", "b": "\ud83d\ude00", "c": "\udc00"}"#,
                json!({"a": "late \u{fffd}…", "b": "😀", "c": "\u{fffd}"}),
            ),
            ("{\"a\": \"one\n\ttwo\"}", json!({"a": "one\n\ttwo"})),
            (
                r#"{"a": "C:\news\archive", "b": "\u12"}"#,
                json!({"a": "C:\news\\archive", "b": "\\u12"}),
            ),
            ("[1, 2, ]", json!([1, 2])),
            ("{\"a\": [1,],\n}", json!({"a": [1]})),
        ] {
            assert_eq!(read(text), value, "{text}");
        }
    }

    #[test]
    fn what_is_right_stays() {
        for text in [
            r#"{"a": "NaN, \"Infinity\" and ,]", "b": -1.5e3, "c": null, "d": "\\"}"#,
            "[]",
            "",
            "nonsense \"",
        ] {
            assert_eq!(repaired(text), text);
        }
        repaired("\"\\");
        repaired("\"\\u");
    }
}
