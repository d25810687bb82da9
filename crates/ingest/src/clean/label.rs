//! Labels the lines of a body: what is the article, and what only stands around it.
//!
//! A line is labelled only where it is certain. One pass over the lines applies the phrases and
//! looks for repetitions; the top of the text is read for title, byline and date, its bottom for
//! lists of tags and dates.

mod bottom;
mod learned;
mod lines;
mod top;

use std::collections::HashSet;
use std::ops::Range;

use article::{DateEvidence, Segment, SegmentKind};

pub(crate) use self::learned::Learned;
use self::lines::{Line, lines};
use super::date::Manner;
use super::phrases::{Meaning, meaning};
use super::{byline, telltale, title};
use crate::Reason;
use crate::format::DraftKind;

/// The labels of a body, and what was found while labelling.
#[derive(Debug, Default)]
pub(crate) struct Labelled {
    /// The parts of the body, and what decided what each is.
    pub(crate) parts: Vec<(Segment, Reason)>,
    /// Where the title stands, if none was given.
    pub(crate) found_title: Option<Range<usize>>,
    pub(crate) header: Header,
}

/// What the top of a text says of the article.
#[derive(Debug, Default)]
pub(crate) struct Header {
    /// When the article was published, and behind it what else the same line may mean.
    pub(crate) dates: Vec<DateEvidence>,
    pub(crate) bylines: Vec<String>,
    pub(crate) source: Option<String>,
}

impl Header {
    /// Takes a name found on a header line: that of a paper, else, if it looks like one, that of a
    /// person.
    fn note_name(&mut self, name: String) {
        let is_person = byline::is_byline(&name) || byline::is_person(&name);
        if is_person && !byline::is_publication(&name) {
            self.bylines.push(name);
        } else if self.source.is_none() {
            self.source = Some(name);
        }
    }
}

/// Shorter lines may be repeated by right: refrains, table cells, questions.
const REPEATED_BYTES: usize = 40;
/// The same for records, in whose text little stands that is not the article.
const REPEATED_IN_RECORD_BYTES: usize = 60;
/// A line that is wrapped is at least this long.
const WRAPPED_BYTES: usize = 50;
/// The longest line that can be a link to another article.
const LINK_BYTES: usize = 160;
/// The longest caption.
const CAPTION_BYTES: usize = 300;

/// What is known of a body before it is labelled.
#[derive(Debug)]
pub(crate) struct Frame<'a> {
    /// The title that stands outside of it.
    pub(crate) title: Option<&'a str>,
    pub(crate) kind: DraftKind,
    /// Where captions stand.
    pub(crate) captions: &'a [Range<usize>],
    /// Where stands what is quoted of others.
    pub(crate) quotes: &'a [Range<usize>],
    /// Whether the date of publication is to be looked for.
    pub(crate) wants_date: bool,
    /// What stands around other articles of its source.
    pub(crate) learned: Learned<'a>,
}

/// Labels a body.
pub(crate) fn label(body: &str, frame: &Frame<'_>, manner: Manner) -> Labelled {
    let mut lines = lines(body);
    label_spans(&mut lines, frame.captions, SegmentKind::Caption, Reason::Caption);
    label_spans(&mut lines, frame.quotes, SegmentKind::Boilerplate, Reason::Quoted);
    apply_phrases(&mut lines);
    label_telltales(body, &mut lines);
    let mut labelled = Labelled::default();
    top::read(&mut lines, frame, manner, &mut labelled);
    let is_text = frame.kind == DraftKind::Text;
    let shortest = if is_text { REPEATED_BYTES } else { REPEATED_IN_RECORD_BYTES };
    label_repetitions(&mut lines, shortest);
    if is_text {
        bottom::label_lists(&mut lines, manner);
    }
    labelled.parts = parts(&lines);
    labelled
}

/// Labels the lines of which it is known what they are.
fn label_spans(lines: &mut [Line<'_>], spans: &[Range<usize>], kind: SegmentKind, why: Reason) {
    for span in spans {
        let first = lines.partition_point(|line| line.start < span.start);
        for line in lines[first..].iter_mut().take_while(|line| line.start < span.end) {
            line.label(kind, why);
        }
    }
}

/// Labels the lines that begin with a known phrase, and those that depend on them.
fn apply_phrases(lines: &mut [Line<'_>]) {
    let mut in_links = false;
    let mut after_end = false;
    for at in 0..lines.len() {
        let line = &lines[at];
        if line.kind.is_some() && !after_end {
            continue;
        }
        if after_end {
            lines[at].label(SegmentKind::Boilerplate, Reason::Behind);
            continue;
        }
        if line.is_after_blank {
            in_links = false;
        }
        // The second half of a wrapped sentence may begin with anything.
        let found = if line.is_continued(lines, at) { None } else { meaning(line.text) };
        match found {
            Some(Meaning::End) => {
                after_end = true;
                lines[at].label(SegmentKind::Boilerplate, Reason::Phrase);
            }
            Some(Meaning::Links) => {
                in_links = true;
                lines[at].label(SegmentKind::Boilerplate, Reason::Phrase);
            }
            Some(Meaning::Paragraph | Meaning::Line) => {
                lines[at].label(SegmentKind::Boilerplate, Reason::Phrase);
            }
            Some(Meaning::Credit) => label_caption(lines, at),
            Some(Meaning::Source) => lines[at].label(SegmentKind::Byline, Reason::Source),
            None if in_links && is_link_like(line.text) => {
                lines[at].label(SegmentKind::Boilerplate, Reason::Link);
            }
            None => {
                in_links = false;
                if is_shortcode(line.text) {
                    lines[at].label(SegmentKind::Boilerplate, Reason::Shortcode);
                } else if ends_with_credit(line.text) {
                    label_caption(lines, at);
                }
            }
        }
    }
}

/// Labels the short lines that a phrase inside them gives away.
fn label_telltales(body: &str, lines: &mut [Line<'_>]) {
    // A text of one line is an article, whatever it mentions.
    if lines.len() < 2 {
        return;
    }
    for start in telltale::telltales(body) {
        let after = lines.partition_point(|line| line.start <= start);
        let Some(line) = after.checked_sub(1).and_then(|at| lines.get_mut(at)) else { continue };
        if line.kind.is_none() && line.text.len() <= telltale::LONGEST_LINE_BYTES {
            line.label(SegmentKind::Boilerplate, Reason::Telltale);
        }
    }
}

/// Labels the credit of a picture, and the short line right above that says what it shows.
fn label_caption(lines: &mut [Line<'_>], at: usize) {
    lines[at].label(SegmentKind::Caption, Reason::Credit);
    if at < 2 || lines[at].is_after_blank {
        return;
    }
    let above = &mut lines[at - 1];
    let is_short = above.text.len() <= 80 && above.text.split_whitespace().count() <= 8;
    if above.kind.is_none()
        && above.is_after_blank
        && is_short
        && !above.text.ends_with(['.', '?', '!', ':'])
    {
        above.label(SegmentKind::Caption, Reason::Credit);
    }
}

/// Labels paragraphs that stand in the text already. Parts of wrapped paragraphs are none: they may
/// end alike by chance.
fn label_repetitions(lines: &mut [Line<'_>], shortest: usize) {
    let mut seen: HashSet<&str> = HashSet::new();
    for at in 0..lines.len() {
        let line = &lines[at];
        if line.text.len() < shortest || is_open(line.text) || line.is_continued(lines, at) {
            continue;
        }
        let is_new = seen.insert(line.text);
        if !is_new && line.kind.is_none() {
            lines[at].label(SegmentKind::Boilerplate, Reason::Repeated);
        }
    }
}

/// The labels as runs of lines that are the same for the same reason.
fn parts(lines: &[Line<'_>]) -> Vec<(Segment, Reason)> {
    let mut parts: Vec<(Segment, Reason)> = Vec::new();
    for line in lines {
        let kind = line.kind.unwrap_or(SegmentKind::Body);
        match parts.last_mut() {
            Some((last, reason)) if last.kind == kind && *reason == line.reason => {
                last.span.end = line.span().end;
            }
            _ => parts.push((Segment::new(kind, line.span()), line.reason)),
        }
    }
    parts
}

impl Labelled {
    /// The labels as runs of parts that are the same.
    pub(crate) fn segments(&self) -> Vec<Segment> {
        let mut segments: Vec<Segment> = Vec::new();
        for (part, _) in &self.parts {
            match segments.last_mut() {
                Some(last) if last.kind == part.kind => last.span.end = part.span.end,
                _ => segments.push(part.clone()),
            }
        }
        segments
    }
}

/// Whether a line breaks off in mid-sentence, as wrapped lines do.
fn is_open(text: &str) -> bool {
    text.len() >= WRAPPED_BYTES
        && !text.ends_with(['.', '!', '?', '…', '"', '”', '’', '»', ':', ')', ']'])
}

fn is_link_like(text: &str) -> bool {
    text.len() <= LINK_BYTES && !text.ends_with(['.', ';', ':'])
}

/// Whether a line is a command to a content system, such as `[form id="314"]`.
fn is_shortcode(text: &str) -> bool {
    let Some(inside) = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')) else {
        return false;
    };
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    let name = inside.split([' ', '=']).next().unwrap_or_default();
    let is_name = !name.is_empty()
        && name.bytes().all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-".contains(&byte)
        });
    is_name
        && (inside.contains("=\"")
            || inside.contains("='")
            || inside.len() == name.len() && text.contains(['_', '-', '/']))
}

/// Whether a line closes with a credit in brackets: `… (Photo: Somebody/Agency)`.
fn ends_with_credit(text: &str) -> bool {
    if !text.ends_with([')', ']']) || text.len() > CAPTION_BYTES {
        return false;
    }
    let Some(open) = text.rfind(['(', '[']) else { return false };
    let credit = &text[open + 1..];
    credit.contains(':') && meaning(credit) == Some(Meaning::Credit) || is_named_credit(credit)
}

fn is_named_credit(credit: &str) -> bool {
    credit.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("source:"))
}

#[cfg(test)]
mod tests;
