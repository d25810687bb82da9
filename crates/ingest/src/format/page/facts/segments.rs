//! Cuts titles at the signs that may stand between a headline and the name of the outlet.

use super::key::key_of;

/// A title with more parts is a list.
const MOST_SEGMENTS: usize = 16;

/// A part of a title, with the key by which it is compared.
#[derive(Debug, Clone)]
pub(super) struct Segment<'t> {
    text: &'t str,
    start: usize,
    end: usize,
    pub(super) key: String,
}

impl<'t> Segment<'t> {
    pub(super) fn text(&self) -> &'t str {
        self.text
    }
}

/// A title in parts.
#[derive(Debug)]
pub(super) struct Segments<'t> {
    title: &'t str,
    pub(super) parts: Vec<Segment<'t>>,
}

impl<'t> Segments<'t> {
    pub(super) fn of(title: &'t str) -> Self {
        let mut parts = Vec::new();
        let mut start = 0;
        for (at, length) in separators(title) {
            push(&mut parts, title, start, at);
            start = at + length;
        }
        push(&mut parts, title, start, title.len());
        if parts.len() > MOST_SEGMENTS {
            parts.clear();
            push(&mut parts, title, 0, title.len());
        }
        Self { title, parts }
    }

    /// The text of these parts and of what stands between them.
    pub(super) fn text(&self, range: std::ops::Range<usize>) -> &'t str {
        let parts = &self.parts[range];
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return "" };
        with_bracket(self.title, first.start, last.end)
    }

    /// The parts that together have this key.
    pub(super) fn find(&self, key: &str) -> Option<std::ops::Range<usize>> {
        for first in 0..self.parts.len() {
            let mut rest = key;
            for (at, part) in self.parts.iter().enumerate().skip(first) {
                let Some(after) = rest.strip_prefix(part.key.as_str()) else { break };
                rest = after;
                if rest.is_empty() {
                    return Some(first..at + 1);
                }
            }
        }
        None
    }
}

fn push<'t>(parts: &mut Vec<Segment<'t>>, title: &'t str, start: usize, end: usize) {
    let text = &title[start..end];
    let start = start + (text.len() - text.trim_start().len());
    let text = text.trim();
    let key = key_of(text);
    if !key.is_empty() {
        parts.push(Segment { text, start, end: start + text.len(), key });
    }
}

/// Takes the bracket back that closes one within the text.
fn with_bracket(title: &str, start: usize, end: usize) -> &str {
    let text = &title[start..end];
    for (open, close) in [('(', ')'), ('[', ']'), ('（', '）'), ('【', '】'), ('「', '」')] {
        if title[end..].starts_with(close)
            && text.matches(open).count() > text.matches(close).count()
        {
            return &title[start..end + close.len_utf8()];
        }
    }
    text
}

/// Where the signs stand that may end a part, and how long they are.
fn separators(title: &str) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut before = ' ';
    let mut characters = title.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let after = characters.peek().map_or(' ', |(_, next)| *next);
        let is_apart = before.is_whitespace() && after.is_whitespace();
        let is_beside_ideograph = is_ideograph(before) || is_ideograph(after);
        let separates = match character {
            '|' | '｜' | '»' | '«' | '¦' | '：' | '│' | '›' | '‹' => true,
            '-' | '–' | '—' | '−' | '‒' | '―' | '_' => {
                is_apart
                    || is_beside_ideograph
                    || before == character
                    || character != '-' && (before.is_whitespace() || after.is_whitespace())
                    // `headline -Outlet`, but not `-5`.
                    || before.is_whitespace() && after.is_uppercase()
            }
            '•' | '·' | '/' | '~' | '@' | '<' | '>' | '←' | '→' | '*' | '+' | '\\' | '＠' | '◆'
            | '※' => is_apart,
            ':' => {
                after.is_whitespace()
                    || is_ideograph(after)
                    || after == ':'
                    || before == ':'
                    || is_ideograph(before)
            }
            // The outlet may stand in brackets at the end.
            '(' | '[' => before.is_whitespace() && title.ends_with([')', ']']),
            '（' | '【' => title.ends_with(['）', '】']),
            ')' | ']' | '）' | '】' => characters.peek().is_none(),
            _ => false,
        };
        if separates {
            found.push((at, character.len_utf8()));
        }
        before = character;
    }
    found
}

/// Whether a character is of a script that puts no spaces between words.
pub(super) fn is_ideograph(character: char) -> bool {
    matches!(u32::from(character), 0x3000..=0x30ff | 0x3400..=0x9fff | 0xac00..=0xd7af | 0xff01..=0xff5e)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(title: &str) -> Vec<&str> {
        Segments::of(title).parts.iter().map(Segment::text).collect()
    }

    #[test]
    fn titles_are_cut_where_signs_stand_apart() {
        assert_eq!(parts("Ferry returns - Lake Post"), ["Ferry returns", "Lake Post"]);
        assert_eq!(
            parts("Ferry returns | Region » Seebote"),
            ["Ferry returns", "Region", "Seebote"]
        );
        assert_eq!(parts("Seebote: Ferry returns"), ["Seebote", "Ferry returns"]);
        assert_eq!(parts("湖のフェリー_社会_湖畔網"), ["湖のフェリー", "社会", "湖畔網"]);
        assert_eq!(parts("Ferry returns [lake.example]"), ["Ferry returns", "lake.example"]);
        assert_eq!(parts("A well-known ferry at 10:30"), ["A well-known ferry at 10:30"]);
    }

    #[test]
    fn several_parts_together_are_found() {
        let segments = Segments::of("Lake: ferry – returns | Seebote");
        let found = segments.find("lakeferryreturns").map(|range| segments.text(range));
        assert_eq!(found, Some("Lake: ferry – returns"));
        assert_eq!(segments.find("ferryret"), None);
        let segments = Segments::of("Ferry (old) returns (again)");
        assert_eq!(segments.text(0..segments.parts.len()), "Ferry (old) returns (again)");
    }
}
