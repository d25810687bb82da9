//! Tells the date of publication from the other dates of a text.

use article::{DateEvidence, EvidenceKind, Precision};

use super::finder::{Found, find, find_all};
use super::frame::{is_change, is_frame, is_publication};
use super::{Manner, Reading, record};
use crate::clean::byline;
use crate::clean::fold::fold;

/// How much may stand on a header line besides its date.
const REST_LIMIT_BYTES: usize = 60;
/// A longer line says more than that.
const LONGEST_LINE_BYTES: usize = 160;
/// A longer sentence tells a story.
const LONGEST_SENTENCE_BYTES: usize = 200;
/// A line of more dates is a list.
const DATES_LIMIT: usize = 3;
/// A line of more names tells something else.
const NAMES_LIMIT: usize = 3;
/// How far the date of a change can be trusted to be that of publication.
const CHANGED: f32 = 0.4;
/// Marks between the parts of a header line.
const SEPARATORS: &str = "|•·,;/()[]–—";
/// How far into a line a dateline may reach.
const DATELINE_BYTES: usize = 100;

/// What a header line says.
pub(crate) struct HeaderLine {
    /// The date, and behind it what else it may be.
    pub(crate) evidence: Vec<DateEvidence>,
    /// What else stands on it, from left to right: authors, papers, places.
    pub(crate) names: Vec<String>,
}

/// Reads a line of nothing but a date, its frame and perhaps a name. `start` is where the line
/// stands in the body.
pub(crate) fn header_line(line: &str, start: usize, manner: Manner) -> Option<HeaderLine> {
    if line.len() > LONGEST_LINE_BYTES {
        return None;
    }
    let dates = find_all(line, manner, DATES_LIMIT);
    let first = dates.first()?;
    // What stands before each date says which it is; the last piece stands behind them all.
    let starts = std::iter::once(0).chain(dates.iter().map(|date| date.span.end));
    let ends = dates.iter().map(|date| date.span.start).chain([line.len()]);
    let pieces: Vec<&str> = starts.zip(ends).map(|(start, end)| &line[start..end]).collect();
    if pieces.iter().map(|piece| piece.len()).sum::<usize>() >= REST_LIMIT_BYTES {
        return None;
    }
    let mut names: Vec<&str> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let mut parts: Vec<&str> = piece.split(|c: char| SEPARATORS.contains(c)).collect();
        // Dates are touched from both sides but at the ends of the line.
        let touches_before = at > 0;
        let touches_after = at < dates.len();
        let count = parts.len();
        for (place, part) in parts.drain(..).enumerate() {
            let touches = touches_before && place == 0 || touches_after && place + 1 == count;
            let Some(name) = without_frame(part) else { continue };
            if !touches && is_count(part) {
                continue;
            }
            // What touches a date must be a name in every word; what is set off, or said to be the
            // source, may be looser.
            let is_set_off = !touches || opens_with_source(part);
            let is_one = if is_set_off { is_set_off_name(name) } else { is_short_name(name) };
            if !is_one {
                return None;
            }
            names.push(name);
        }
    }
    if names.len() > NAMES_LIMIT {
        return None;
    }
    let published = dates.iter().zip(&pieces).find(|(_, before)| is_publication(before));
    let unchanged = dates.iter().zip(&pieces).find(|(_, before)| !is_change(before));
    let (found, is_changed) = match published.or(unchanged) {
        Some((found, _)) => (found, false),
        None => (first, true),
    };
    let is_frame_only = names.is_empty();
    let confidence = match (is_changed, found.date.precision(), is_frame_only) {
        (true, ..) => CHANGED,
        (_, Precision::Month | Precision::Year, _) => 0.5,
        (.., true) => 0.9,
        (.., false) => 0.8,
    };
    let evidence = evidence(EvidenceKind::HeaderLine, line, start, found, confidence);
    Some(HeaderLine { evidence, names: names.into_iter().map(str::to_owned).collect() })
}

/// Reads a sentence that stands apart from a text and says when it was published: `This entry was
/// posted on Saturday, December 3rd, 2011 and is filed under Lake.`
pub(crate) fn published_line(line: &str, manner: Manner) -> Option<DateEvidence> {
    if line.len() > LONGEST_SENTENCE_BYTES || !is_publication(line) || is_change(line) {
        return None;
    }
    let dates = find_all(line, manner, DATES_LIMIT);
    let [found] = dates.as_slice() else { return None };
    evidence(EvidenceKind::HeaderLine, line, 0, found, 0.5).into_iter().next()
}

/// Whether a part of the line counts something: `3 comments`, `5 min`.
fn is_count(part: &str) -> bool {
    let mut words = part.split_whitespace();
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    words.next().is_some_and(is_number) && words.next().is_some() && words.next().is_none()
}

/// Whether a part of the line says that it names a source: `Izvor: Savapres`.
fn opens_with_source(part: &str) -> bool {
    const OPENERS: [&str; 10] = [
        "izvor",
        "source",
        "quelle",
        "fonte",
        "fuente",
        "kaynak",
        "istochnik",
        "dzherelo",
        "iztochnik",
        "zrodlo",
    ];
    let opening = part.trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    OPENERS.contains(&fold(opening).as_str())
}

/// A part of the line without the words that frame a date; `None` if nothing else is left.
fn without_frame(part: &str) -> Option<&str> {
    let mut kept: Option<(usize, usize)> = None;
    for word in part.split(|c: char| c.is_whitespace() || c == ':').filter(|word| !word.is_empty())
    {
        let folded = fold(word);
        let plain = folded.trim_matches(|c: char| !c.is_alphanumeric());
        let is_frame =
            plain.is_empty() || plain.bytes().all(|byte| byte.is_ascii_digit()) || is_frame(plain);
        if !is_frame {
            let at = word.as_ptr().addr() - part.as_ptr().addr();
            kept = Some((kept.map_or(at, |(from, _)| from), at + word.len()));
        }
    }
    kept.map(|(from, to)| part[from..to].trim_end_matches(['-', '–']).trim_end())
}

/// Whether words that a mark sets off from the date are a name: few, the first with a capital.
fn is_set_off_name(name: &str) -> bool {
    let starts_high = name.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    starts_high && name.split_whitespace().count() <= 4 && !name.ends_with(['.', '?', '!'])
}

fn is_short_name(name: &str) -> bool {
    name.split_whitespace().count() <= 5
        && !name.ends_with(['.', '?', '!'])
        && byline::is_name(name)
}

/// Reads the dateline with which a text begins: `BELGRADE, May 30, 2025 (Agency) –`. `start` is
/// where the line stands in the body.
pub(crate) fn dateline(line: &str, start: usize, manner: Manner) -> Option<DateEvidence> {
    let beginning = super::super::beginning(line, DATELINE_BYTES);
    let found = find(beginning, manner)?;
    let place = beginning[..found.span.start].trim_end_matches([' ', ',', '(', '.', '/']);
    let is_place = place.len() <= 50 && byline::is_name(place);
    if !(place.is_empty() || is_place) {
        return None;
    }
    let after = line[found.span.end..].trim_start_matches([' ', '.', ',']);
    let goes_on = after.starts_with(['-', '–', '—', '(', ')', '/'])
        && found.date.precision() >= Precision::Day;
    if !goes_on {
        return None;
    }
    let text = &line[..found.span.end];
    evidence(EvidenceKind::Dateline, text, start, &found, 0.85).into_iter().next()
}

fn evidence(
    kind: EvidenceKind,
    text: &str,
    start: usize,
    found: &Found,
    confidence: f32,
) -> Vec<DateEvidence> {
    let reading = Reading { date: found.date, readings: found.readings, confidence };
    let mut evidence = record::evidence(kind, text, &reading);
    for piece in &mut evidence {
        piece.span = Some(start..start + text.len());
    }
    evidence
}
