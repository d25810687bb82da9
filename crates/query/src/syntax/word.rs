//! Tells what one run of characters without a space is.

use super::backslash::{self, is_combining, signs, trim_end};
use super::expr::DistanceKind;

/// Larger distances and counts are read as this.
pub(super) const MOST_WORDS: u32 = 10_000;

/// Longer expressions between slashes are refused, in bytes.
pub(super) const LONGEST_REGEX: usize = 300;

/// No field's name is longer.
const LONGEST_NAME: usize = 64;

/// An address may hold so many bytes in parentheses.
const LONGEST_PARENTHESIS: usize = 300;

/// Punctuation that ends a clause, not a word.
const TAIL: [char; 6] = [',', ';', ':', '!', '…', '\\'];

/// The reserved words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keyword {
    And,
    Or,
    Not,
    Distance(DistanceKind),
}

/// `AND`, `w/5` and their like; what a distance's number really was stands in
/// the second place when it is out of range.
pub(super) fn keyword(run: &str) -> Option<(Keyword, bool)> {
    match run {
        "AND" => return Some((Keyword::And, true)),
        "OR" => return Some((Keyword::Or, true)),
        "NOT" => return Some((Keyword::Not, true)),
        _ => {}
    }
    let (name, number) = run.split_once('/')?;
    let unit = match number {
        "s" | "S" => Some(DistanceKind::Sentence),
        "p" | "P" => Some(DistanceKind::Paragraph),
        _ => None,
    };
    let is_within = name.eq_ignore_ascii_case("w");
    if let Some(unit) = unit {
        return (name.is_empty() || is_within).then_some((Keyword::Distance(unit), true));
    }
    let (words, in_range) = count(number)?;
    if is_within || name.eq_ignore_ascii_case("near") {
        Some((Keyword::Distance(DistanceKind::Near(words)), in_range))
    } else if name.eq_ignore_ascii_case("pre") {
        Some((Keyword::Distance(DistanceKind::Before(words)), in_range))
    } else {
        None
    }
}

/// What stands before a colon, if it could be the name of a field. It is
/// looked for before the rest of the run, which may be long and hold many.
pub(super) fn field_name(text: &str) -> Option<&str> {
    let near = &text[..text.floor_char_boundary(LONGEST_NAME)];
    let end = near.find(|c: char| {
        c == ':' || c == '(' || c == ')' || c == '\\' || c.is_whitespace() || is_quote(c)
    })?;
    (end > 0 && near[end..].starts_with(':')).then(|| &near[..end])
}

/// A number of words from 1 to [`MOST_WORDS`], and whether it was in range.
pub(super) fn count(digits: &str) -> Option<(u32, bool)> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let typed = digits.parse().unwrap_or(u32::MAX);
    let count = typed.clamp(1, MOST_WORDS);
    Some((count, count == typed))
}

/// Whether there is anything in it that could be a word.
pub(super) fn has_letters(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// Whether a `*` or `?` in it stands for letters: one behind a backslash
/// does not, nor does the question mark of an address.
pub(super) fn has_wildcard(text: &str) -> bool {
    if is_address(text) { has_star(text) } else { has_unescaped(text, &['*', '?']) }
}

/// Whether it is an address of the web: with its scheme, or with a path behind its host.
pub(crate) fn is_address(text: &str) -> bool {
    let is_host = |host: &str| {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
        host.trim_matches('.').contains('.') && host.chars().all(is_part)
    };
    text.contains("://") || text.split_once('/').is_some_and(|(host, _)| is_host(host))
}

/// The same for an address, which may well have a question mark of its own.
pub(super) fn has_star(text: &str) -> bool {
    has_unescaped(text, &['*'])
}

fn has_unescaped(text: &str, wanted: &[char]) -> bool {
    signs(text).any(|(_, c)| wanted.contains(&c))
}

/// Without the punctuation that ends a clause, not a word.
pub(super) fn without_tail(run: &str) -> &str {
    trim_end(run, |c| TAIL.contains(&c))
}

/// A phrase's word without that and without a question mark.
pub(super) fn without_phrase_tail(run: &str) -> &str {
    trim_end(run, |c| c == '?' || TAIL.contains(&c))
}

/// A pattern without the punctuation around it, of which words have none.
pub(super) fn without_borders(pattern: &str) -> &str {
    without_signs(pattern, |c| !matches!(c, '*' | '?'))
}

/// The same of a word, in which `*` and `?` are punctuation too, as in an address.
pub(super) fn without_all_borders(word: &str) -> &str {
    without_signs(word, |_| true)
}

fn without_signs(pattern: &str, may_go: impl Fn(char) -> bool) -> &str {
    let is_border = |c: char| !c.is_alphanumeric() && !is_combining(c) && may_go(c);
    let mut kept = pattern;
    while let Some(first) = kept.chars().next().filter(|first| is_border(*first)) {
        let next = kept[first.len_utf8()..].chars().next().filter(|_| first == '\\');
        if next.is_some_and(char::is_alphanumeric) {
            break;
        }
        kept = &kept[first.len_utf8() + next.map_or(0, char::len_utf8)..];
    }
    loop {
        kept = trim_end(kept, is_border);
        let Some(last) = kept.chars().next_back() else { return kept };
        let at = kept.len() - last.len_utf8();
        if last.is_alphanumeric() || is_combining(last) || !backslash::is_escaped(kept, at) {
            return kept;
        }
        kept = &kept[..at - 1];
    }
}

/// A pattern without the question mark, and what else ends a sentence, behind it.
pub(super) fn without_question(pattern: &str) -> &str {
    let is_sign = |c: char| !c.is_alphanumeric() && c != '*' && !is_combining(c);
    trim_end(without_borders(pattern), is_sign)
}

/// Whether a word can follow `=` without quotes.
pub(super) fn is_plain(text: &str) -> bool {
    let is_inner = |c: char| c.is_alphanumeric() || is_combining(c) || "-'’ʼ./".contains(c);
    text.starts_with(char::is_alphanumeric)
        && text.ends_with(|c: char| c.is_alphanumeric() || is_combining(c))
        && text.chars().all(is_inner)
}

/// How much of a text an address takes: up to a space, a quote or a
/// parenthesis without its partner. One that begins with a parenthesis is a
/// group instead.
pub(super) fn literal_len(text: &str) -> usize {
    if text.starts_with('(') {
        return 0;
    }
    let mut depth = 0_usize;
    let mut outermost = 0;
    for (at, c) in signs(text) {
        match c {
            '(' if depth > 0 && at - outermost > LONGEST_PARENTHESIS => return outermost,
            '(' => {
                if depth == 0 {
                    outermost = at;
                }
                depth += 1;
            }
            ')' if depth == 0 => return at,
            ')' => depth -= 1,
            _ if depth > 0 && at - outermost > LONGEST_PARENTHESIS => return outermost,
            _ if c.is_whitespace() || is_quote(c) => {
                return if depth == 0 { at } else { outermost };
            }
            _ => {}
        }
    }
    if depth == 0 { text.len() } else { outermost }
}

/// The length of a regular expression with its slashes, if a text begins
/// with one: no spaces in it, and nothing behind it that belongs to a word.
pub(super) fn regex_len(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('/')?;
    let mut escaped = false;
    for (at, c) in inner.char_indices() {
        match c {
            _ if c.is_whitespace() => return None,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '/' if at == 0 => return None,
            '/' => {
                let ends = ends_a_run(&inner[at + 1..]);
                return ends.then_some(at + 2);
            }
            _ => {}
        }
    }
    None
}

/// Whether nothing but punctuation stands before the end of a run.
fn ends_a_run(text: &str) -> bool {
    let rest = text.trim_start_matches(TAIL);
    let two = rest.char_indices().nth(2).map_or(rest.len(), |(at, _)| at);
    rest.starts_with(['^', '~']) || run_len(&rest[..two]) == 0
}

/// The length of a run: up to a space, a parenthesis, a double quote, `&&` or
/// `||`. A backslash keeps them in, of spaces the plain one.
pub(super) fn run_len(text: &str) -> usize {
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        if c.is_whitespace() || is_quote(c) || c == '(' || c == ')' {
            return at;
        }
        let next = rest.peek().map(|(_, next)| *next);
        match c {
            '&' | '|' if next == Some(c) => return at,
            '\\' if next.is_some_and(|next| !next.is_whitespace() || next == ' ') => {
                rest.next();
            }
            _ => {}
        }
    }
    text.len()
}

/// A double quote of any shape; single ones are apostrophes.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

/// Which of these close a quote that a character opens.
pub(super) fn closes(opener: char, c: char) -> bool {
    match opener {
        '"' => c == '"',
        '“' => matches!(c, '”' | '"'),
        '„' | '‟' => matches!(c, '“' | '”' | '"'),
        '«' => c == '»',
        '»' => matches!(c, '«' | '»'),
        other => c == other,
    }
}
