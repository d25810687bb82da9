//! Lays out a text of which some parts matched: safe to show, wrapped, with those parts coloured.

use std::fmt::Write as _;
use std::ops::Range;

use anstyle::Style;
use unicode_width::UnicodeWidthChar as _;

use crate::terminal;

/// A text fit for one line, with marks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Marked {
    text: String,
    marks: Vec<Range<usize>>,
}

impl Marked {
    /// The text with these parts marked: byte ranges in order, without overlap. One that does not
    /// fit the text is left out.
    pub(crate) fn new(raw: &str, marks: &[Range<usize>]) -> Self {
        let mut marked = Self::default();
        let mut done = 0;
        for mark in marks {
            let (Some(before), Some(within)) = (raw.get(done..mark.start), raw.get(mark.clone()))
            else {
                continue;
            };
            marked.push(before);
            let start = marked.text.len();
            marked.push(within);
            marked.marks.push(start..marked.text.len());
            done = mark.end;
        }
        marked.push(&raw[done..]);
        marked
    }

    fn push(&mut self, raw: &str) {
        self.text.push_str(&terminal::line(raw));
    }

    /// Whether there is nothing to show.
    pub(crate) fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The text as lines of at most `width` columns, each after `indent`, the marks in one style
    /// and the rest in another; as one line without a width.
    pub(crate) fn lines(
        &self,
        width: Option<usize>,
        indent: &str,
        rest: Style,
        mark: Style,
    ) -> String {
        let room = width.map(|width| width.saturating_sub(indent.len()).max(1));
        let mut output = String::new();
        for line in broken(&self.text, room) {
            output.push_str(indent);
            self.write_line(&mut output, line, rest, mark);
            output.push('\n');
        }
        output
    }

    fn write_line(&self, output: &mut String, line: Range<usize>, rest: Style, mark: Style) {
        let mut done = line.start;
        // Writing into a string does not fail.
        let mut put = |range: Range<usize>, style: Style| {
            if !range.is_empty() {
                let _ = write!(output, "{style}{}{style:#}", &self.text[range]);
            }
        };
        let first = self.marks.partition_point(|one| one.end <= line.start);
        for one in self.marks[first..].iter().take_while(|one| one.start < line.end) {
            let (start, end) = (one.start.max(line.start), one.end.min(line.end));
            put(done..start, rest);
            put(start..end, mark);
            done = end;
        }
        put(done..line.end, rest);
    }
}

/// The lines of a text, as byte ranges without the spaces at which they are broken. A word longer
/// than a line is broken inside.
fn broken(text: &str, room: Option<usize>) -> Vec<Range<usize>> {
    let Some(room) = room else { return Vec::from([Range { start: 0, end: text.len() }]) };
    let mut lines = Vec::new();
    let mut start = 0;
    // Where the line could be broken: the end of the line, and the start of the next.
    let mut gap: Option<(usize, usize)> = None;
    let mut used = 0;
    let mut used_behind_gap = 0;
    for (at, c) in text.char_indices() {
        let columns = c.width().unwrap_or(0);
        if c == ' ' {
            gap = Some((at, at + 1));
            used += 1;
            used_behind_gap = 0;
            continue;
        }
        if used + columns > room && at > start {
            let (end, next) = gap.take().unwrap_or((at, at));
            lines.push(start..end);
            used = if next == at { 0 } else { used_behind_gap };
            start = next;
            used_behind_gap = used;
        }
        used += columns;
        used_behind_gap += columns;
    }
    lines.push(start..text.len());
    for line in &mut lines {
        let kept = text[line.clone()].trim_end_matches(' ').len();
        line.end = line.start + kept;
    }
    lines
}

#[cfg(test)]
mod tests {
    use anstyle::AnsiColor;
    use unicode_width::UnicodeWidthStr as _;

    use super::*;

    fn wrapped(text: &str, width: usize) -> String {
        Marked::new(text, &[]).lines(Some(width), "", Style::new(), Style::new())
    }

    #[test]
    fn lines_break_at_spaces_and_long_words_inside() {
        assert_eq!(wrapped("one two three", 8), "one two\nthree\n");
        assert_eq!(wrapped("abcdefghij kl", 4), "abcd\nefgh\nij\nkl\n");
        assert_eq!(wrapped("東京都庁前", 4), "東京\n都庁\n前\n");
        assert_eq!(wrapped("", 4), "\n");
        assert_eq!(wrapped("a b  c", 3), "a b\nc\n");
    }

    #[test]
    fn no_line_is_wider_than_the_room() {
        let text = "Ana i Đorđe voze   velikibrodpreko reke 東京 do luke.";
        for width in 1..30 {
            for line in wrapped(text, width).lines() {
                let columns = line.width();
                assert!(columns <= width.max(2), "{width}: {line:?}");
            }
        }
    }

    #[test]
    fn marks_follow_the_text_through_cleaning_and_wrapping() {
        let red = Style::new().fg_color(Some(AnsiColor::Red.into()));
        let marked = Marked::new("a\u{202e}b word\r\nend", &[6..10, 12..15, 90..99]);
        let lines = marked.lines(Some(7), "> ", Style::new(), red);
        let plain = anstream::adapter::strip_str(&lines).to_string();
        assert_eq!(plain, "> ab\n> word\n> end\n");
        assert_eq!(lines.matches("\u{1b}[31m").count(), 2);
    }
}
