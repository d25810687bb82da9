//! Reads the top of a text: title, byline, date.

use article::{Precision, SegmentKind};

use super::lines::Line;
use super::{Frame, Header, Labelled, byline, title};
use crate::Reason;
use crate::clean::date::{self, Manner};
use crate::format::DraftKind;

/// How many lines may stand above the article.
const TOP_LINES: usize = 12;
/// A title and its copy stand on the first lines.
const TITLE_LINES: usize = 3;
/// A line that is longer, or a sentence of half that length, is the article itself.
const PROSE_BYTES: usize = 160;
/// So many lines of the article itself end the top.
const PROSE_LINES: usize = 2;

/// Labels what stands above the article, and notes what it says.
pub(super) fn read(
    lines: &mut [Line<'_>],
    frame: &Frame<'_>,
    manner: Manner,
    labelled: &mut Labelled,
) {
    let end = top_end(lines);
    let wants_date = frame.wants_date;
    read_header(&mut lines[..end], frame.kind, manner, wants_date, labelled);
    read_names(&mut lines[..end], &mut labelled.header);
    if wants_date && labelled.header.dates.is_empty() {
        read_dateline(&lines[..end], manner, labelled);
    }
    if let Some(given) = frame.title {
        label_copies(lines, end, given, 0);
    }
    // What is learned decides nothing of what is said above: by that it is known whose article
    // this is. But the name of a site is not the title of all its articles.
    let named = labelled.header.source.as_deref().filter(|_| frame.kind != DraftKind::Page);
    frame.learned.label(lines, named);
    if frame.title.is_none() && frame.kind == DraftKind::Text {
        find_title(lines, end, labelled);
    }
}

/// How many lines belong to the top.
fn top_end(lines: &[Line<'_>]) -> usize {
    let mut prose = 0;
    for (at, line) in lines.iter().enumerate().take(TOP_LINES) {
        prose += usize::from(is_prose(line.text));
        if prose == PROSE_LINES {
            return at + 1;
        }
    }
    lines.len().min(TOP_LINES)
}

fn is_prose(text: &str) -> bool {
    let is_sentence = text.ends_with(['.', '!', '?', '”', '"']);
    text.len() >= PROSE_BYTES || is_sentence && text.len() * 2 >= PROSE_BYTES
}

fn read_header(
    lines: &mut [Line<'_>],
    kind: DraftKind,
    manner: Manner,
    wants_date: bool,
    labelled: &mut Labelled,
) {
    let header = &mut labelled.header;
    let mut is_below_prose = false;
    for at in 0..lines.len() {
        // The line below a long title looks like the second half of a wrapped sentence.
        let may_follow_title = kind == DraftKind::Text && at < TITLE_LINES;
        let is_continued = lines[at].is_continued(lines, at) && !may_follow_title;
        // A line that names its source may have a date as well.
        let is_read = lines[at].kind.is_some_and(|kind| kind != SegmentKind::Byline);
        if is_read || is_continued {
            continue;
        }
        let line = &mut lines[at];
        is_below_prose |= is_prose(line.text);
        if byline::is_byline(line.text) {
            line.label(SegmentKind::Byline, Reason::Byline);
            header.bylines.push(line.text.to_owned());
            continue;
        }
        let Some(found) = date::header_line(line.text, line.start, manner) else {
            continue;
        };
        // A month alone may belong to anything, to a list of other articles above all.
        if found.evidence[0].date.precision() < Precision::Day
            && (is_below_prose || !header.dates.is_empty())
        {
            continue;
        }
        line.label(SegmentKind::Byline, Reason::DateLine);
        for name in found.names {
            header.note_name(name);
        }
        let is_better =
            header.dates.first().is_none_or(|best| best.confidence < found.evidence[0].confidence);
        if wants_date && is_better {
            header.dates = found.evidence;
        }
    }
}

/// Labels the name of a person or a paper that stands right above or below a header line, if it
/// cannot be the title: a title stands above it, or it is a paper's name.
fn read_names(lines: &mut [Line<'_>], header: &mut Header) {
    for at in 0..lines.len() {
        let is_header = |line: Option<&Line<'_>>| {
            line.is_some_and(|line| line.kind == Some(SegmentKind::Byline))
        };
        let touches = !lines[at].is_after_blank
            && is_header(at.checked_sub(1).and_then(|above| lines.get(above)))
            || lines
                .get(at + 1)
                .is_some_and(|below| !below.is_after_blank && is_header(Some(below)));
        let text = lines[at].text;
        let is_short = text.len() <= 60
            && text.split_whitespace().count() <= 4
            && title::is_headline_like(text);
        if lines[at].kind.is_some() || !touches || !is_short {
            continue;
        }
        let has_title_above = lines[..at].iter().any(|line| line.kind.is_none());
        if has_title_above || byline::is_publication(text) {
            lines[at].label(SegmentKind::Byline, Reason::Name);
            header.note_name(text.to_owned());
        }
    }
}

fn read_dateline(lines: &[Line<'_>], manner: Manner, labelled: &mut Labelled) {
    let mut own = lines.iter().filter(|line| line.kind.is_none());
    labelled.header.dates =
        own.find_map(|line| date::dateline(line.text, line.start, manner)).into_iter().collect();
}

/// The title is the first line that is neither header nor boilerplate, if it reads like a
/// headline; a cut or breadcrumbed copy yields to the fuller one below it.
fn find_title(lines: &mut [Line<'_>], end: usize, labelled: &mut Labelled) {
    let Some(first) = (0..end).find(|at| lines[*at].kind.is_none()) else { return };
    let fuller = (first + 1..end).take(3).find(|at| {
        let (line, below) = (lines[first].text, lines[*at].text);
        title::is_headline_like(below) && line != below && title::is_lesser_copy(line, below)
    });
    let at = match fuller {
        Some(fuller) => {
            lines[first].label(SegmentKind::Boilerplate, Reason::HeadlineAgain);
            fuller
        }
        None if title::is_headline_like(lines[first].text) && !is_wrapped_prose(lines, first) => {
            first
        }
        None => return,
    };
    let found = lines[at].text;
    lines[at].label(SegmentKind::Title, Reason::Headline);
    labelled.found_title = Some(lines[at].span());
    label_copies(lines, end, found, at + 1);
}

/// Whether the line is the first of a paragraph that was wrapped: it goes on right below, at a like
/// length and in lower case.
fn is_wrapped_prose(lines: &[Line<'_>], at: usize) -> bool {
    let Some(below) = lines.get(at + 1).filter(|below| !below.is_after_blank) else { return false };
    let goes_on = below.text.chars().next().is_some_and(char::is_lowercase);
    goes_on && lines[at].text.len() >= super::WRAPPED_BYTES
}

/// Labels the copies of a title from line `from` on: the first of all is the title standing in the
/// text, the others say nothing new.
fn label_copies(lines: &mut [Line<'_>], end: usize, title: &str, from: usize) {
    let mut is_labelled = lines[..from].iter().any(|line| line.kind == Some(SegmentKind::Title));
    for (at, line) in lines.iter_mut().enumerate().skip(from) {
        if line.kind.is_some() {
            continue;
        }
        let is_copy = title::is_same(line.text, title);
        if is_copy && !is_labelled && at < end {
            line.label(SegmentKind::Title, Reason::Headline);
            is_labelled = true;
        } else if is_copy
            || at < end
                && title::is_headline_like(line.text)
                && title::is_lesser_copy(line.text, title)
        {
            line.label(SegmentKind::Boilerplate, Reason::HeadlineAgain);
        }
    }
}
