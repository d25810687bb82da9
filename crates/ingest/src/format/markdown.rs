//! Reads Markdown: front matter, then the text, its marks taken out.

use std::borrow::Cow;

use super::record::Record;
use super::value::Value;
use super::{Context, Cutter, Draft, DraftKind, Format, allowance};
use crate::SkipReason;
use crate::clean;

/// Markdown with or without front matter.
pub(crate) struct Markdown;

impl Format for Markdown {
    fn extensions(&self) -> &'static [&'static str] {
        &["md", "markdown", "mdown"]
    }

    fn opens_with(&self, text: &str, _name: &str) -> bool {
        front_matter(text).is_some_and(|(entries, _)| {
            entries.lines().next().is_some_and(|line| key_and_value(line).is_some())
        })
    }

    fn cutter(&self, _head: &[u8]) -> Option<Box<dyn Cutter>> {
        None
    }

    fn parsing_bytes(&self, record: &[u8]) -> usize {
        allowance::at_a_glance(record)
    }

    fn read(&self, record: &[u8], context: &Context<'_>) -> Result<Draft, SkipReason> {
        let text = clean::repaired(clean::encoding::decode(record, None));
        let (entries, rest) = front_matter(&text).unwrap_or(("", &text));
        let mut fields = Record::new(context.keys);
        read_entries(entries, &mut fields);
        let mut draft = fields.into_draft()?;
        draft.body = plain(rest);
        if draft.title.is_none() {
            draft.title = first_heading(rest);
        }
        // Without a title of its own the text is read as plain text is.
        draft.kind = if draft.title.is_some() { DraftKind::Record } else { DraftKind::Text };
        Ok(draft)
    }
}

/// The front matter and what follows it: between two lines of `---`, or of `+++`.
fn front_matter(text: &str) -> Option<(&str, &str)> {
    let fence = ["---", "+++"].into_iter().find(|fence| text.starts_with(fence))?;
    let first_end = text.find('\n')?;
    if text[..first_end].trim_end() != fence {
        return None;
    }
    let inside = &text[first_end + 1..];
    let mut start = 0;
    for line in inside.split_inclusive('\n') {
        if line.trim_end() == fence || fence == "---" && line.trim_end() == "..." {
            return Some((&inside[..start], &inside[start + line.len()..]));
        }
        start += line.len();
    }
    None
}

/// Reads the part of YAML and TOML that front matter is written in: `key: value` and `key = value`
/// with texts, quoted texts, lists in brackets, lists of lines with dashes, and folded texts.
fn read_entries<'a>(entries: &'a str, fields: &mut Record<'a, '_>) {
    let mut rest = entries;
    while let Some(line) = next_line(&mut rest) {
        let is_top_level = !line.starts_with([' ', '\t', '-', '#', '[']);
        let Some((key, value)) = key_and_value(line).filter(|_| is_top_level) else { continue };
        let (key, value) = (Cow::Borrowed(key), value.trim());
        let is_nested = value.is_empty() || matches!(value, "|" | ">" | "|-" | ">-" | "|+" | ">+");
        if !is_nested {
            insert_scalar_or_list(fields, key, value);
            continue;
        }
        let start = rest;
        while rest.starts_with([' ', '\t', '-', '\n', '\r']) {
            next_line(&mut rest);
        }
        let nested = start[..start.len() - rest.len()].lines().map(str::trim);
        let is_list = nested.clone().all(|line| line.is_empty() || line.starts_with('-'));
        if value.is_empty() && is_list {
            let items = nested.filter_map(|line| line.strip_prefix('-'));
            fields.insert_list(key, items.map(|item| unquoted(item.trim())));
        } else {
            let separator = if value.starts_with('|') { "\n" } else { " " };
            let mut text = String::new();
            for line in nested {
                text.push_str(line);
                text.push_str(separator);
            }
            fields.insert(key, Value::Text(Cow::Owned(text.trim().to_owned())));
        }
    }
}

/// Takes the next line off a text.
fn next_line<'a>(rest: &mut &'a str) -> Option<&'a str> {
    let line = rest.lines().next()?;
    let end = rest.find('\n').map_or(rest.len(), |at| at + 1);
    *rest = &rest[end..];
    Some(line)
}

fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let at = line.find([':', '='])?;
    let key = line[..at].trim().trim_matches(['"', '\'']);
    let is_key = !key.is_empty()
        && key.len() <= 60
        && key.chars().all(|c| c.is_alphanumeric() || "_-. ".contains(c));
    is_key.then(|| (key, &line[at + 1..]))
}

fn insert_scalar_or_list<'a>(fields: &mut Record<'a, '_>, key: Cow<'a, str>, value: &str) {
    match value.strip_prefix('[').and_then(|value| value.strip_suffix(']')) {
        Some(items) => {
            let items = items.split(',').map(|item| unquoted(item.trim()));
            fields.insert_list(key, items.filter(|item| !item.is_empty()));
        }
        None => fields.insert(key, Value::Text(Cow::Owned(unquoted(value)))),
    }
}

fn unquoted(value: &str) -> String {
    for quote in ['"', '\''] {
        let inside =
            value.strip_prefix(quote).and_then(|inside| Some(&inside[..inside.rfind(quote)?]));
        match inside {
            Some(inside) if quote == '"' => return inside.replace("\\\"", "\""),
            Some(inside) => return inside.replace("''", "'"),
            None => {}
        }
    }
    // A remark may follow a bare value.
    value.split(" #").next().unwrap_or(value).trim().to_owned()
}

fn first_heading(text: &str) -> Option<String> {
    let line = text.lines().find(|line| !line.trim().is_empty())?;
    let heading = line.trim().strip_prefix("# ")?;
    Some(inline(heading.trim_end_matches('#')))
}

/// The text without the marks of headings, emphasis, quotes, links and pictures.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for line in text.lines() {
        let bare = line.trim_start();
        let is_rule = bare.len() >= 3
            && (bare.bytes().all(|b| b == b'=')
                || bare.bytes().all(|b| b == b'-')
                || bare.starts_with("```"));
        if is_rule {
            plain.push('\n');
            continue;
        }
        let hashes = bare.bytes().take_while(|byte| *byte == b'#').count();
        let bare = match &bare[hashes..] {
            heading if (1..=6).contains(&hashes) && heading.starts_with(' ') => {
                heading.trim_matches([' ', '#'])
            }
            _ => bare.trim_start_matches("> ").trim_start_matches('>'),
        };
        plain.push_str(&inline(bare));
        plain.push('\n');
    }
    plain.trim().to_owned()
}

/// One line without its marks.
fn inline(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    // Links are only looked for as far as there are any.
    let links_end = line.rfind("](").unwrap_or(0);
    while let Some(at) = rest.find(['[', '*', '_', '`', '!']) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let is_picture = rest.starts_with("![");
        let may_be_link = line.len() - rest.len() < links_end;
        if may_be_link && let Some((label, length)) = link(&rest[usize::from(is_picture)..]) {
            plain.push_str(label);
            rest = &rest[usize::from(is_picture) + length..];
        } else if rest.starts_with("**") || rest.starts_with("__") {
            rest = &rest[2..];
        } else if rest.starts_with('`') || rest.starts_with('*') && !stands_alone(&plain, rest) {
            rest = &rest[1..];
        } else if let Some(mark) = rest.chars().next() {
            plain.push(mark);
            rest = &rest[mark.len_utf8()..];
        }
    }
    plain.push_str(rest);
    plain
}

/// Whether the sign that comes next has space on both sides, as signs for themselves do.
fn stands_alone(before: &str, rest: &str) -> bool {
    let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    is_space(before.chars().next_back()) && is_space(rest.chars().nth(1))
}

/// Reads `[label](address)` at the start of `text`: the label and the length of all. Labels and
/// addresses are looked for no further than a line can sensibly hold them.
fn link(text: &str) -> Option<(&str, usize)> {
    let window = &text[..text.floor_char_boundary(text.len().min(2_000))];
    let inside = window.strip_prefix('[')?;
    let label_end = inside.find(']')?;
    let address = inside[label_end + 1..].strip_prefix('(')?;
    let address_end = address.find(')')?;
    Some((&inside[..label_end], label_end + address_end + 4))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::KeyMap;

    #[test]
    fn marks_go_and_words_stay() {
        let text = "# Ferry *returns*\n\n> The [ferry](https://example.org/a) runs **again**.\n\n![map](m.png)\n* one\n---\n";
        assert_eq!(plain(text), "Ferry returns\n\nThe ferry runs again.\n\nmap\n* one");
        assert_eq!(inline("snake_case [not a link] 5 * 3 !"), "snake_case [not a link] 5 * 3 !");
    }

    #[test]
    fn front_matter_is_read_as_people_write_it() {
        let entries = "title: \"A: b\"\ntags: [x, 'y z']\nplaces:\n  - Novi Sad\n  - Ruse\nsummary: >\n  one\n  two\ndraft: false # no\n";
        let keys = KeyMap::new(&[]).unwrap();
        let mut fields = Record::new(&keys);
        read_entries(entries, &mut fields);
        let draft = fields.into_draft().unwrap();
        assert_eq!(draft.title.as_deref(), Some("A: b"));
        assert_eq!(draft.tags, ["x", "y z"]);
        assert_eq!(draft.places, ["Novi Sad", "Ruse"]);
        assert_eq!(draft.extra["summary"], "one two");
        assert_eq!(draft.extra["draft"], "false");
        assert!(front_matter("---\nno end").is_none());
    }
}
