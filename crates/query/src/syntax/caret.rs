//! Draws a remark under the part of the query that it speaks of.

use std::fmt::Write as _;
use std::ops::Range;

use super::diagnostic::{Diagnostic, Severity};

/// How many columns of a long query are shown before and behind the start of
/// a remark.
const BEFORE: usize = 30;
const BEHIND: usize = 60;

impl Diagnostic {
    /// The remark as a few lines of plain text for a terminal: the message,
    /// the query (or the part around the remark) and a line of carets under
    /// it, and the reading. Control characters in the query are shown
    /// escaped. `query` is the text that was parsed.
    pub fn render(&self, query: &str) -> String {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Repair => "repair",
            Severity::Note => "note",
        };
        let mut text = format!("{severity}: {}\n", self.message);
        let start = query.floor_char_boundary(self.span.start);
        let end = query.floor_char_boundary(self.span.end.max(self.span.start));
        let window = window(query, start);
        if !query.is_empty() && !self.code.is_of_answer() {
            let before = shown(&query[window.start..start]);
            let within = shown(&query[start..end.min(window.end)]);
            let behind = shown(&query[end.min(window.end)..window.end]);
            let leading = if window.start > 0 { "…" } else { "" };
            let trailing = if window.end < query.len() { "…" } else { "" };
            let indent = " ".repeat(width(leading) + width(&before));
            let carets = "^".repeat(width(&within).max(1));
            let _ = writeln!(text, "  {leading}{before}{within}{behind}{trailing}");
            let _ = writeln!(text, "  {indent}{carets}");
        }
        if let Some(read_as) = &self.read_as {
            let label = if self.severity == Severity::Error { "perhaps" } else { "read as" };
            let _ = writeln!(text, "  {label}: {}", shown(read_as));
        }
        text
    }
}

fn window(query: &str, start: usize) -> Range<usize> {
    let first = query[..start].char_indices().rev().take(BEFORE).last().map_or(start, |(at, _)| at);
    let last = query[start..].char_indices().nth(BEHIND).map_or(query.len(), |(at, _)| start + at);
    first..last
}

/// A text that a terminal can show: nothing that moves the cursor or turns
/// the direction of writing.
pub(crate) fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => shown.push_str("\\n"),
            '\t' => shown.push_str("\\t"),
            '\r' => shown.push_str("\\r"),
            _ if c.is_control() || is_direction(c) => shown.extend(c.escape_unicode()),
            _ => shown.push(c),
        }
    }
    shown
}

fn is_direction(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
    )
}

/// Columns on a terminal: none for combining marks, two for the wide scripts
/// of East Asia (Unicode Annex 11, coarsely), one for the rest.
fn width(text: &str) -> usize {
    text.chars()
        .map(|c| match c {
            '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{fe00}'..='\u{fe0f}' => 0,
            '\u{1100}'..='\u{115f}'
            | '\u{2e80}'..='\u{a4cf}'
            | '\u{ac00}'..='\u{d7a3}'
            | '\u{f900}'..='\u{faff}'
            | '\u{fe30}'..='\u{fe6f}'
            | '\u{ff00}'..='\u{ff60}'
            | '\u{1f300}'..='\u{1faff}'
            | '\u{20000}'..='\u{3fffd}' => 2,
            _ => 1,
        })
        .sum()
}
