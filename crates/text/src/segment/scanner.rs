//! Walks a text once and yields its words.

use super::class::{Class, class_at, is_ascii_letter};
use super::number::read_number;
use super::{Segment, SegmentKind, WORD_LIMIT_BYTES};

/// The words of a text, from left to right.
///
/// Offsets rise, lie on character boundaries and never overlap. The iterator
/// looks at each byte a bounded number of times and allocates nothing.
#[derive(Debug, Clone)]
pub struct Segments<'t> {
    text: &'t str,
    /// Where the next look begins; a character boundary.
    at: usize,
    position: u32,
    /// Digits before this offset are numbers of their own.
    chain_end: usize,
    /// Where a word begins that a hyphen ties to the word before it.
    tied_start: usize,
}

/// A run that the scanner found, before it becomes a segment.
#[derive(Debug, Clone, Copy)]
struct Run {
    kind: SegmentKind,
    /// Byte offset after the last character that belongs to the word.
    end: usize,
    /// Byte offset where scanning goes on.
    next: usize,
}

impl<'t> Segments<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, at: 0, position: 0, chain_end: 0, tied_start: usize::MAX }
    }

    /// The segment of the run from `start`, cut where it is too long.
    fn segment(&mut self, start: usize, run: Run) -> Segment<'t> {
        let mut end = run.end;
        let is_cut = end - start > WORD_LIMIT_BYTES;
        if is_cut {
            end = self.text.floor_char_boundary(start + WORD_LIMIT_BYTES);
        }
        let compound = match run.kind {
            SegmentKind::Word if !is_cut && run.end == run.next => self.compound(start, run.end),
            _ => None,
        };
        self.at = self.after_genitive(run.next);
        let position = self.position;
        self.position = position.saturating_add(1);
        Segment {
            start,
            end,
            position,
            text: &self.text[start..end],
            kind: run.kind,
            compound,
            is_cut,
        }
    }

    /// Where to go on after a word: past an apostrophe and a lone `s`.
    #[inline]
    fn after_genitive(&self, next: usize) -> usize {
        let Some((Class::Apostrophe, length)) = class_at(self.text, next) else {
            return next;
        };
        let letter = next + length;
        if !matches!(self.text.as_bytes().get(letter), Some(b's' | b'S')) {
            return next;
        }
        match class_at(self.text, letter + 1) {
            Some((
                Class::Letter | Class::Cyrillic | Class::Mark | Class::Digit | Class::NumberSign,
                _,
            )) => next,
            _ => letter + 1,
        }
    }

    /// The whole hyphenated compound whose first part lies at `start..end`, if
    /// every part is a plain word and it is not too long.
    #[inline]
    fn compound(&mut self, start: usize, end: usize) -> Option<&'t str> {
        let second = part_after_hyphen(self.text, end)?;
        let is_first = start != self.tied_start;
        self.tied_start = second;
        if !is_first {
            return None;
        }
        let mut part = second;
        loop {
            let run = read_letters(self.text, part);
            if run.kind != SegmentKind::Word || run.end - start > WORD_LIMIT_BYTES {
                return None;
            }
            match part_after_hyphen(self.text, run.end) {
                Some(next_part) if run.end == run.next => part = next_part,
                _ => return Some(&self.text[start..run.end]),
            }
        }
    }
}

impl<'t> Iterator for Segments<'t> {
    type Item = Segment<'t>;

    #[inline]
    fn next(&mut self) -> Option<Segment<'t>> {
        loop {
            let start = self.at;
            let (class, length) = class_at(self.text, start)?;
            let run = match class {
                Class::Letter | Class::Cyrillic => read_letters(self.text, start),
                Class::Digit if start < self.chain_end => {
                    let end = digits_end(self.text, start);
                    Run { kind: SegmentKind::Number, end, next: end }
                }
                Class::Digit => {
                    let number = read_number(self.text, start);
                    self.chain_end = number.chain_end;
                    Run { kind: SegmentKind::Number, end: number.end, next: number.end }
                }
                Class::NumberSign => {
                    let end = start + length;
                    Run { kind: SegmentKind::Number, end, next: end }
                }
                Class::Ideograph => {
                    let end = marks_end(self.text, start + length);
                    Run { kind: SegmentKind::Ideograph, end, next: end }
                }
                _ => {
                    self.at = start + length;
                    continue;
                }
            };
            return Some(self.segment(start, run));
        }
    }
}

/// Reads the run of letters at `start`, where a letter stands.
#[inline]
fn read_letters(text: &str, start: usize) -> Run {
    let bytes = text.as_bytes();
    let mut at = start;
    let mut end = start;
    let mut letters = 0_usize;
    let mut is_cyrillic = false;
    loop {
        let ascii_start = at;
        while at < bytes.len() && is_ascii_letter(bytes[at]) {
            at += 1;
        }
        if at > ascii_start {
            letters += at - ascii_start;
            end = at;
            is_cyrillic = false;
        }
        let Some((class, length)) = class_at(text, at) else { break };
        match class {
            Class::Letter => is_cyrillic = false,
            Class::Cyrillic => is_cyrillic = true,
            Class::Mark => {
                at += length;
                end = at;
                continue;
            }
            Class::Ignorable => {
                at += length;
                continue;
            }
            Class::Apostrophe if is_cyrillic && end == at => {
                match class_at(text, at + length) {
                    Some((Class::Cyrillic, letter)) => at += length + letter,
                    _ => break,
                }
                letters += 1;
                end = at;
                continue;
            }
            _ => break,
        }
        letters += 1;
        at += length;
        end = at;
    }
    if letters == 1
        && end == at
        && let Some(acronym_end) = acronym_end(text, at)
    {
        return Run { kind: SegmentKind::Acronym, end: acronym_end, next: acronym_end };
    }
    Run { kind: SegmentKind::Word, end, next: at }
}

/// The end of the acronym whose first letter ends at `letter_end`.
fn acronym_end(text: &str, letter_end: usize) -> Option<usize> {
    let mut end = None;
    let mut stop = letter_end;
    while text.as_bytes().get(stop) == Some(&b'.') {
        if stop > letter_end {
            end = Some(stop + 1);
        }
        match class_at(text, stop + 1) {
            Some((Class::Letter | Class::Cyrillic, length)) => {
                stop = marks_end(text, stop + 1 + length);
            }
            _ => break,
        }
    }
    end
}

/// Where the next part of a compound begins, if a hyphen and a letter follow.
#[inline]
fn part_after_hyphen(text: &str, end: usize) -> Option<usize> {
    let (Class::Hyphen, length) = class_at(text, end)? else { return None };
    let part = end + length;
    matches!(class_at(text, part)?.0, Class::Letter | Class::Cyrillic).then_some(part)
}

fn marks_end(text: &str, start: usize) -> usize {
    let mut end = start;
    while let Some((Class::Mark, length)) = class_at(text, end) {
        end += length;
    }
    end
}

fn digits_end(text: &str, start: usize) -> usize {
    let mut end = start;
    while let Some((Class::Digit, length)) = class_at(text, end) {
        end += length;
    }
    end
}
