//! Reads front matter that is a JSON object, as Hugo takes it.

use serde_json::{Map, Value as Json};

use super::error::line_of;
use super::{Entries, FrontMatter, FrontMatterError, Notation};
use crate::format::allowance::{DEPTH_LIMIT, VALUES_LIMIT};

/// Finds an object at the very beginning, with nothing else on its last line.
pub(super) fn find(text: &str) -> Option<FrontMatter<'_>> {
    if !opens_object(text) {
        return None;
    }
    let (entries, rest) = text.split_at(scan(text).end?);
    let (line, text) = rest.split_once('\n').unwrap_or((rest, ""));
    // Objects line by line are records, not front matter.
    let is_alone = line.trim().is_empty() && !text.trim_start().starts_with('{');
    is_alone.then_some(FrontMatter { kind: Notation::Json, entries, text })
}

/// Parses the entries of an object.
pub(super) fn entries(text: &str) -> Result<Entries, FrontMatterError> {
    let scan = scan(text);
    if let Some(byte) = scan.too_deep {
        return Err(FrontMatterError::TooDeep { line: line_of(text, byte) });
    }
    if let Some(byte) = scan.too_many {
        return Err(FrontMatterError::TooManyValues { line: line_of(text, byte) });
    }
    let entries: Map<String, Json> =
        serde_json::from_str(text).map_err(|refusal| FrontMatterError::Syntax {
            kind: Notation::Json,
            line: refusal.line(),
            message: refusal.to_string(),
        })?;
    Ok(entries.into_iter().collect())
}

/// Whether a text begins with `{}` or with `{"key":`, as no prose does.
fn opens_object(text: &str) -> bool {
    let Some(inside) = text.strip_prefix('{').map(str::trim_start) else { return false };
    let Some(key) = inside.strip_prefix('"') else { return inside.starts_with('}') };
    let behind = key.split_once('"').map(|(_, behind)| behind.trim_start());
    behind.is_some_and(|behind| behind.starts_with(':'))
}

/// Where an object ends, where it is nested too deep, and where it holds too many values.
#[derive(Default)]
struct Scan {
    end: Option<usize>,
    too_deep: Option<usize>,
    too_many: Option<usize>,
}

fn scan(text: &str) -> Scan {
    let mut scan = Scan::default();
    let mut depth = 0_usize;
    let mut values = 0_usize;
    let mut is_text = false;
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_text => is_escaped = true,
            b'"' => is_text = !is_text,
            b',' if !is_text => {
                values += 1;
                if values > VALUES_LIMIT {
                    scan.too_many.get_or_insert(at);
                }
            }
            b'{' | b'[' if !is_text => {
                depth += 1;
                values += 1;
                if depth > DEPTH_LIMIT {
                    scan.too_deep.get_or_insert(at);
                }
            }
            b'}' | b']' if !is_text => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    scan.end = Some(at + 1);
                    return scan;
                }
            }
            _ => {}
        }
    }
    scan
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_object_ends_where_its_brace_does() {
        let text = "{\n \"a\": \"}\\\"{\",\n \"b\": [{\"c\": 1}]\n} \n\nRest {x}\n";
        let found = find(text).unwrap();
        assert_eq!(found.text, "\nRest {x}\n");
        let entries = entries(found.entries).unwrap();
        assert_eq!(entries, [("a".to_owned(), json!("}\"{")), ("b".to_owned(), json!([{"c": 1}]))]);
        assert_eq!(find("{}").unwrap().entries, "{}");
    }

    #[test]
    fn what_only_begins_like_one_is_none() {
        for text in [
            "{\"a\": 1} and more\n",
            "{\"a\": 1}\n{\"a\": 2}\n",
            "{\"a\": 1",
            "{\"so they say\" she said}\n",
            "{{ page.title }}\n",
            "{% raw %}\n",
            "{: .class}\n",
            " {\"a\": 1}\n",
            "[{\"a\": 1}]\n",
            "{",
            "",
        ] {
            assert!(find(text).is_none(), "{text}");
        }
    }

    #[test]
    fn what_is_refused_names_its_line() {
        assert!(matches!(
            entries("{\n\"a\": 1,\n}"),
            Err(FrontMatterError::Syntax { line: 3, kind: Notation::Json, .. })
        ));
        let nested = |depth| format!("{{\n\"a\": {}{}}}", "[".repeat(depth), "]".repeat(depth));
        assert!(entries(&nested(DEPTH_LIMIT - 1)).is_ok());
        assert!(matches!(
            entries(&nested(DEPTH_LIMIT)),
            Err(FrontMatterError::TooDeep { line: 2 })
        ));
    }

    #[test]
    fn long_texts_are_no_values_but_long_lists_are() {
        let text = format!("{{\"a\": \"{}\"}}", "so, they say ".repeat(100_000));
        assert_eq!(entries(&text).unwrap().len(), 1);
        let text = format!("{{\"a\":\n[{}0]}}", "0,".repeat(VALUES_LIMIT));
        assert!(matches!(entries(&text), Err(FrontMatterError::TooManyValues { line: 2 })));
    }

    #[test]
    fn hostile_objects_take_no_more_than_their_length() {
        let many = 1_000_000;
        for unit in ["{", "{\"a\":", "[", "\"", "\\", "\"\\"] {
            for start in ["", "{\"a\":", "{\"a\":\""] {
                let text = [start, &unit.repeat(many / unit.len())].concat();
                assert!(find(&text).is_none());
                assert!(entries(&text).is_err());
            }
        }
    }
}
