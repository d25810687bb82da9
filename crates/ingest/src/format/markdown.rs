//! Reads Markdown: front matter, then the text, its marks taken out.

use std::borrow::Cow;

use super::record::Record;
use super::value::Value;
use super::{Context, Cutter, Draft, DraftKind, Format, KeyMap, allowance, front_matter};
use crate::SkipReason;
use crate::clean;

/// Markdown with or without front matter.
pub(crate) struct Markdown;

impl Format for Markdown {
    fn extensions(&self) -> &'static [&'static str] {
        &["md", "markdown", "mdown"]
    }

    fn opens_with(&self, text: &str, name: &str) -> bool {
        let is_named = || self.extensions().iter().any(|extension| name.ends_with(extension));
        let is_fenced = text.starts_with("---") || text.starts_with("+++");
        // An object before the text, and a block of `%`, are something else under other names.
        (is_fenced || text.starts_with(['{', '%']) && is_named())
            && front_matter::read(text, &|_| true).is_some_and(|found| !found.entries.is_empty())
    }

    fn cutter(&self, _head: &[u8], _keys: &KeyMap) -> Option<Box<dyn Cutter>> {
        None
    }

    fn parsing_bytes(&self, record: &[u8]) -> usize {
        allowance::at_a_glance(record)
    }

    fn read(&self, record: &[u8], context: &Context<'_>) -> Result<Draft, SkipReason> {
        let text = clean::repaired(clean::encoding::decode(record, None));
        let mut fields = Record::new(context);
        let rest = match front_matter::read(&text, &|key| context.keys.field(key).is_some()) {
            Some(found) => {
                for (key, value) in found.entries {
                    fields.insert(Cow::Owned(key), Value::from(value));
                }
                if let Some(source) = found.refusal {
                    fields.remark(SkipReason::FrontMatter { source });
                }
                found.text
            }
            None => &text,
        };
        fields.is_note();
        let mut draft = fields.into_draft();
        draft.body = plain(rest);
        if draft.title.is_none() {
            draft.title = first_heading(rest);
        }
        // Without a title of its own the text is read as plain text is.
        draft.kind = if draft.title.is_some() { DraftKind::Record } else { DraftKind::Text };
        Ok(draft)
    }
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

    #[test]
    fn marks_go_and_words_stay() {
        let text = "# Ferry *returns*\n\n> The [ferry](https://example.org/a) runs **again**.\n\n![map](m.png)\n* one\n---\n";
        assert_eq!(plain(text), "Ferry returns\n\nThe ferry runs again.\n\nmap\n* one");
        assert_eq!(inline("snake_case [not a link] 5 * 3 !"), "snake_case [not a link] 5 * 3 !");
    }
}
