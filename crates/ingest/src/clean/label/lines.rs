//! The lines of a body.

use std::ops::Range;

use article::SegmentKind;

use crate::Reason;

/// A line that holds more than white space.
#[derive(Debug)]
pub(super) struct Line<'a> {
    /// The line without the white space around it.
    pub(super) text: &'a str,
    /// Where that stands in the body.
    pub(super) start: usize,
    /// Whether it is the first or stands below an empty line.
    pub(super) is_after_blank: bool,
    /// What it is; nothing known makes it the article's own.
    pub(super) kind: Option<SegmentKind>,
    /// What said so.
    pub(super) reason: Reason,
}

impl Line<'_> {
    pub(super) fn label(&mut self, kind: SegmentKind, reason: Reason) {
        (self.kind, self.reason) = (Some(kind), reason);
    }

    pub(super) fn span(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// Whether the line, which is the one at `at`, goes on with the sentence of the line above.
    pub(super) fn is_continued(&self, lines: &[Self], at: usize) -> bool {
        !self.is_after_blank && at > 0 && super::is_open(lines[at - 1].text)
    }
}

/// Longer texts are lists of something: behind so many lines all is one, the text's own.
const LINES_LIMIT: usize = 500_000;

pub(super) fn lines(body: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut is_after_blank = true;
    let mut start = 0;
    for line in body.split('\n') {
        let is_last = lines.len() == LINES_LIMIT;
        let line = if is_last { &body[start..] } else { line };
        let text = line.trim();
        if text.is_empty() {
            is_after_blank = true;
        } else {
            let reason = Reason::Nothing;
            let indent = line.len() - line.trim_start().len();
            lines.push(Line { text, start: start + indent, is_after_blank, kind: None, reason });
            is_after_blank = false;
        }
        if is_last {
            break;
        }
        start += line.len() + 1;
    }
    lines
}
