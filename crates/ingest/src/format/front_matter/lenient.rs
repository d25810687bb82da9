//! Reads front matter line by line, for what no parser takes.

use serde_json::{Map, Value as Json};

use super::Entries;
use super::yaml::is_null;
use crate::format::allowance::VALUES_LIMIT;

/// Reads the part of YAML and TOML that front matter is written in: `key: value` and `key = value`
/// with texts, quoted texts, lists in brackets, lists of lines with dashes, folded texts, and
/// entries below the header of a table. Of front matter with more values than are kept, which was
/// refused as a whole, the keys of fields are taken wherever they stand.
pub(super) fn entries(text: &str, is_field: &dyn Fn(&str) -> bool) -> Entries {
    let mut entries = Map::new();
    // The table that entries belong to, if a header was read.
    let mut table: Option<String> = None;
    let mut values_left = VALUES_LIMIT;
    let mut rest = text;
    while let Some(line) = next_line(&mut rest) {
        if let Some(name) = table_name(line) {
            table = Some(name.to_owned());
        }
        let is_top_level = !line.starts_with([' ', '\t', '-', '#', '[']);
        let Some((key, value)) = key_and_value(line).filter(|_| is_top_level) else { continue };
        let value = value.trim();
        let is_nested = value.is_empty() || is_block(value);
        let value = if is_nested {
            nested(value, &mut rest, values_left)
        } else {
            scalar_or_list(value, values_left)
        };
        let values = 1 + value.as_array().map_or(0, Vec::len);
        values_left = values_left.saturating_sub(values);
        if values_left == 0 && !is_field(key) {
            continue;
        }
        let target = match &table {
            None => Some(&mut entries),
            Some(name) => entries
                .entry(name.as_str())
                .or_insert_with(|| Json::Object(Map::new()))
                .as_object_mut(),
        };
        // Of two entries with one key the first one counts.
        if let Some(target) = target {
            target.entry(key).or_insert(value);
        }
    }
    entries.into_iter().collect()
}

/// The key and the value of a line, if it has both.
pub(super) fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let at = line.find([':', '='])?;
    let key = line[..at].trim().trim_matches(['"', '\'']);
    let is_key = !key.is_empty()
        && key.len() <= 60
        && key.chars().all(|c| c.is_alphanumeric() || "_-. ".contains(c));
    is_key.then(|| (key, &line[at + 1..]))
}

/// The name in a header of TOML, `[name]` or `[[name]]`.
fn table_name(line: &str) -> Option<&str> {
    let name = line.trim_end().strip_prefix('[')?.strip_suffix(']')?;
    let name = name.trim_matches(['[', ']', ' ', '"', '\'']);
    let is_name = !name.is_empty() && !name.contains([',', '[', ']']);
    is_name.then_some(name)
}

/// Whether a value is the header of a block of text, such as `>-`.
fn is_block(value: &str) -> bool {
    let signs = value.strip_prefix(['|', '>']);
    signs.is_some_and(|signs| {
        signs.len() <= 2 && signs.trim_matches(['+', '-', '1', '2', '3', '4']).is_empty()
    })
}

/// Reads the lines that belong to a key: a list, or a text.
fn nested(header: &str, rest: &mut &str, limit: usize) -> Json {
    let start = *rest;
    while rest.starts_with([' ', '\t', '-', '\n', '\r']) {
        next_line(rest);
    }
    let lines = start[..start.len() - rest.len()].lines().map(str::trim);
    let is_list = lines.clone().all(|line| line.is_empty() || line.starts_with('-'));
    if header.is_empty() && is_list {
        let items = lines.filter_map(|line| line.strip_prefix('-')).take(limit);
        let items: Vec<Json> = items.map(|item| scalar(item.trim())).collect();
        return if items.is_empty() { Json::Null } else { items.into() };
    }
    let separator = if header.starts_with('|') { "\n" } else { " " };
    let mut text = String::new();
    for line in lines {
        text.push_str(line);
        text.push_str(separator);
    }
    text.trim().into()
}

/// Takes the next line off a text.
fn next_line<'t>(rest: &mut &'t str) -> Option<&'t str> {
    let line = rest.lines().next()?;
    let end = rest.find('\n').map_or(rest.len(), |at| at + 1);
    *rest = &rest[end..];
    Some(line)
}

fn scalar_or_list(value: &str, limit: usize) -> Json {
    // Two brackets are a link to a note.
    let inside = value.strip_prefix('[').filter(|inside| !inside.starts_with('['));
    match inside.and_then(|inside| inside.strip_suffix(']')) {
        Some(items) => {
            let items = items.split(',').map(str::trim).filter(|item| !item.is_empty());
            items.take(limit).map(scalar).collect()
        }
        None => scalar(value),
    }
}

fn scalar(value: &str) -> Json {
    for quote in ['"', '\''] {
        let inside =
            value.strip_prefix(quote).and_then(|inside| Some(&inside[..inside.rfind(quote)?]));
        match inside {
            Some(inside) if quote == '"' => return inside.replace("\\\"", "\"").into(),
            Some(inside) => return inside.replace("''", "'").into(),
            None => {}
        }
    }
    // A remark may follow a bare value.
    let bare = value.split(" #").next().unwrap_or(value).trim();
    if is_null(bare) { Json::Null } else { bare.into() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::limits::Measure;
    use super::*;

    fn read(text: &str) -> Json {
        Json::Object(entries(text, &|_| false).into_iter().collect())
    }

    #[test]
    fn front_matter_is_read_as_people_write_it() {
        let text = "title: \"A: b\"\ntags: [x, 'y z']\nplaces:\n  - Novi Sad\n  - Ruse\nsummary: >\n  one\n  two\n\
            draft: false # no\nnotes: |2-\n  a\n\n  b\nempty:\nnone: ~\ntitle: second\nsaid: 'it''s'\n";
        let expected = json!({"title": "A: b", "tags": ["x", "y z"], "places": ["Novi Sad", "Ruse"],
            "summary": "one two", "draft": "false", "notes": "a\n\nb", "empty": null, "none": null,
            "said": "it's"});
        assert_eq!(read(text), expected);
    }

    #[test]
    fn what_parsers_refuse_is_read() {
        let text = "title: Serbia: the long road\nby: @handle\nauthor: [[Emma]], [[Ivo]]\n\t- x\n";
        let expected = json!({"title": "Serbia: the long road", "by": "@handle",
            "author": "[[Emma]], [[Ivo]]"});
        assert_eq!(read(text), expected);
        let text = "title = Hello there\ntags = [\"a\", \"b\"]\n[author]\nname = Emma\n[[cast]]\ntitle = x\n";
        let expected = json!({"title": "Hello there", "tags": ["a", "b"],
            "author": {"name": "Emma"}, "cast": {"title": "x"}});
        assert_eq!(read(text), expected);
    }

    #[test]
    fn hostile_texts_take_no_more_than_their_length() {
        for unit in
            ["a:\n", "a: b\n", "[a]\nb: c\n", "- \n", "\n", "[", "'", "a: [,", "a:\n -\n", ":", " "]
        {
            for start in ["", "a:\n", "a: |\n", "a: [", "a: '"] {
                entries(&[start, &unit.repeat(1_000_000 / unit.len())].concat(), &|_| false);
            }
        }
        let many: Vec<String> = (0..50_000).map(|number| format!("key{number}: value\n")).collect();
        assert_eq!(entries(&many.concat(), &|_| false).len(), 50_000);
        for text in [
            "a: b\n- c\n".repeat(300_000),
            format!("a:\n{}", "- c\n".repeat(300_000)),
            format!("a: [{}]\n", "c,".repeat(300_000)),
        ] {
            let values = entries(&text, &|_| false)
                .iter()
                .map(|entry| Measure::of(&entry.1).values)
                .sum::<usize>();
            assert!(values <= VALUES_LIMIT + 1, "{values}");
        }
    }
}
