//! Takes the characters out of a query that nobody meant to type.
//!
//! Control characters (NUL, bells, escapes) and the replacement character
//! that stands for bytes or surrogates that could not be decoded become
//! spaces, and so does a zero-width space between two words. Direction marks, other such spaces, soft hyphens and byte order
//! marks vanish: they come along when text is pasted, and would hide the sign
//! or the word that they stand at. Joiners stay, as some scripts spell with
//! them.

use std::borrow::Cow;
use std::ops::Range;

use super::expr::{Expr, ExprKind};

/// A query without invisible characters, and the way back to what was typed.
#[derive(Debug)]
pub(super) struct Cleaned<'a> {
    /// The text to read.
    pub(super) text: Cow<'a, str>,
    /// The first character that was taken out, in typed bytes.
    pub(super) first: Option<Range<usize>>,
    /// How many were taken out.
    pub(super) count: usize,
    /// From which place on how many bytes were lost, ascending. Places are
    /// counted in half bytes of the clean text: a character that became a
    /// shorter space was lost within that space.
    losses: Vec<(usize, usize)>,
    typed_len: usize,
}

/// Cleans a query.
pub(super) fn clean(typed: &str) -> Cleaned<'_> {
    let mut cleaned = Cleaned {
        text: Cow::Borrowed(typed),
        first: None,
        count: 0,
        losses: Vec::new(),
        typed_len: typed.len(),
    };
    if !typed.chars().any(|c| is_void(c) || is_mark(c)) {
        return cleaned;
    }
    let mut text = String::with_capacity(typed.len());
    for (at, c) in typed.char_indices() {
        let is_void = is_void(c) || parts_words(typed, at, c);
        if !is_void && !is_mark(c) {
            text.push(c);
            continue;
        }
        if is_void {
            text.push(' ');
        }
        cleaned.count += 1;
        cleaned.first.get_or_insert(at..at + c.len_utf8());
        let lost = at + c.len_utf8() - text.len();
        if lost > 0 {
            cleaned.losses.push((2 * text.len() - usize::from(is_void), lost));
        }
    }
    cleaned.text = Cow::Owned(text);
    cleaned
}

/// Whether it is a space without width between two words, as texts are cut at it.
fn parts_words(typed: &str, at: usize, c: char) -> bool {
    let is_of_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    c == '\u{200b}'
        && is_of_word(typed[..at].chars().next_back())
        && is_of_word(typed[at + c.len_utf8()..].chars().next())
}

impl Cleaned<'_> {
    /// Where a range of the clean text stands in what was typed.
    pub(super) fn typed_span(&self, span: &Range<usize>) -> Range<usize> {
        if self.losses.is_empty() {
            return span.clone();
        }
        let start = self.typed_position(span.start, true);
        let end = self.typed_position(span.end, span.is_empty());
        start..end.max(start)
    }

    /// Characters lost right at a position belong before a start, and after
    /// an end.
    fn typed_position(&self, position: usize, is_start: bool) -> usize {
        let place = 2 * position;
        let before = self
            .losses
            .partition_point(|(at, _)| if is_start { *at <= place } else { *at < place });
        let lost = before.checked_sub(1).map_or(0, |last| self.losses[last].1);
        (position + lost).min(self.typed_len)
    }
}

/// Moves the spans of a tree back to what was typed. The depth is that of
/// the tree.
pub(super) fn respan(expr: &mut Expr, cleaned: &Cleaned<'_>) {
    expr.span = cleaned.typed_span(&expr.span);
    match &mut expr.kind {
        ExprKind::And { children, .. } | ExprKind::Or { children } => {
            for child in children {
                respan(child, cleaned);
            }
        }
        ExprKind::Not { inner } => {
            respan(inner, cleaned);
            // What is excluded may be nothing at all, at the end of what was lost.
            let Range { start, end } = expr.span;
            inner.span = inner.span.start.clamp(start, end)..inner.span.end.clamp(start, end);
        }
        ExprKind::Required { inner }
        | ExprKind::Field { inner, .. }
        | ExprKind::AtLeast { inner, .. }
        | ExprKind::Boost { inner, .. } => respan(inner, cleaned),
        ExprKind::Distance { left, right, .. } => {
            respan(left, cleaned);
            respan(right, cleaned);
        }
        ExprKind::Phrase { parts, .. } => {
            for part in parts {
                part.span = cleaned.typed_span(&part.span);
            }
        }
        _ => {}
    }
}

/// Read as a space.
fn is_void(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || c == '\u{fffd}'
}

/// Read as nothing.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
    )
}
