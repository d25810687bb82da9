//! Cuts patterns, misspellings and expressions into words, as the scanner has cut the texts in which
//! they are sought: `T100*` is a `t` before a word that begins with `100`.

use std::ops::Range;

use text::{Analyzer, Language};

use super::super::spans::{Spans, Word};
use super::super::stems::usual_distance;
use super::Resolver;
use super::expression;
use super::words::{any, sequence};
use crate::syntax::{Exactness, is_address};

impl Resolver<'_> {
    /// A pattern of `*`, any letters, and `?`, one.
    pub(super) fn pattern(&self, pattern: &str, exactness: Exactness) -> Option<Spans> {
        // What is escaped is a sign that no word has.
        let plain = pattern.contains('\\').then(|| without_escaped(pattern));
        let pattern = plain.as_deref().unwrap_or(pattern);
        // Of an address only `*` is open.
        let address = is_address(pattern).then(|| pattern.replace('?', " "));
        let pattern = address.as_deref().unwrap_or(pattern);
        let mut readings: Vec<Spans> = Vec::new();
        let mut add = |reading: Option<Spans>| {
            let reading = reading.filter(|reading| !readings.contains(reading));
            readings.extend(reading);
        };
        for Cut { words, compound } in cut(pattern, self.analyzer) {
            let part = |range: Range<usize>| self.fitting(&pattern[range], exactness);
            let is_open = words.iter().any(|word| is_any(&pattern[word.clone()]));
            // What is any word stands between others, or says nothing.
            let rows = words.split(|word| is_any(&pattern[word.clone()]));
            let rows = rows.filter_map(|row| {
                let row = row.iter().cloned().filter_map(&part);
                sequence(row.map(Spans::Word).collect())
            });
            add(rows.reduce(|left, right| Spans::Near {
                left: left.into(),
                right: right.into(),
                within: MOST_BETWEEN + 1,
                ordered: true,
            }));
            if let Some(compound) = compound.filter(|_| !is_open) {
                add(part(compound).map(Spans::Word));
            }
        }
        any(readings)
    }

    /// A word that fits a pattern which is one; nothing where it would be any word.
    fn fitting(&self, pattern: &str, exactness: Exactness) -> Option<Word> {
        if !pattern.contains(['*', '?']) {
            let exactness = match exactness {
                Exactness::Inflected => Exactness::Folded,
                other => other,
            };
            return Some(self.form(pattern, exactness));
        }
        let folded = pieces(pattern, |piece| {
            self.analyzer.forms(piece, Language::UNKNOWN).folded.into_string()
        });
        let head = folded.trim_end_matches('*');
        if head.is_empty() {
            return None;
        }
        if matches!(exactness, Exactness::Letters | Exactness::LettersAndCase) {
            let letters = pieces(pattern, |piece| {
                self.analyzer.forms(piece, Language::UNKNOWN).exact.into_string()
            });
            let cased = (exactness == Exactness::LettersAndCase).then(|| pattern.to_owned());
            return Some(Word::Written { folded, letters, cased });
        }
        let is_prefix = head.len() < folded.len() && !head.contains(['*', '?']);
        Some(if is_prefix { Word::Prefix(head.to_owned()) } else { Word::Glob(folded) })
    }

    /// A word with perhaps a mistake in it; of several that analysis makes of it, in any one.
    pub(super) fn fuzzy(&self, word: &str, distance: Option<u8>) -> Option<Spans> {
        let forms = |word: &str| self.analyzer.forms(word, Language::UNKNOWN).folded.into_string();
        let fuzzy = |folded: String| {
            let distance = distance.unwrap_or(usual_distance(&folded)).clamp(1, 2);
            Spans::Word(Word::Fuzzy { word: folded, distance })
        };
        let words: Vec<_> = self.analyzer.segments(word).collect();
        match words.as_slice() {
            [] => None,
            [only] => Some(fuzzy(forms(only.text))),
            [first, ..] => {
                let reading = |mistaken: usize| {
                    let part = |(at, word): (usize, &text::Segment<'_>)| {
                        if at == mistaken {
                            fuzzy(forms(word.text))
                        } else {
                            Spans::Word(self.form(word.text, Exactness::Folded))
                        }
                    };
                    Spans::Sequence(words.iter().enumerate().map(part).collect())
                };
                let joined = first.compound.map(|compound| fuzzy(forms(compound)));
                any((0..words.len()).map(reading).chain(joined).collect())
            }
        }
    }

    /// A regular expression.
    pub(super) fn expression(&self, expression: &str) -> Option<Spans> {
        let folded = expression::fold(expression, self.analyzer);
        let word = |part: &str| Spans::Word(Word::Regex(part.to_owned()));
        let readings = expression::cut(&folded).into_iter();
        let readings: Vec<_> =
            readings.filter_map(|parts| sequence(parts.into_iter().map(word).collect())).collect();
        // One of signs alone fits no word, which is not the same as any.
        any(readings).or_else(|| Some(word(&folded)))
    }
}

/// One way to cut a pattern: byte ranges of it.
#[derive(Debug, PartialEq, Eq)]
struct Cut {
    words: Vec<Range<usize>>,
    /// Where the first of them begins one word that they make together.
    compound: Option<Range<usize>>,
}

/// So many words may stand where a pattern has any between two signs.
const MOST_BETWEEN: u32 = 2;

/// The most signs of a pattern that are tried both as letters and as digits.
const MOST_DOUBTFUL: usize = 3;

/// The ways to cut a pattern. Its open signs are cut as what they stand beside; one between a
/// letter and a digit, where a word ends, may belong to either.
fn cut(pattern: &str, analyzer: &Analyzer) -> Vec<Cut> {
    let is_open = |byte: u8| matches!(byte, b'*' | b'?');
    let mut stood_in = pattern.as_bytes().to_vec();
    let mut doubtful: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < stood_in.len() {
        if !is_open(pattern.as_bytes()[at]) {
            at += 1;
            continue;
        }
        let run = pattern.as_bytes()[at..].iter().take_while(|byte| is_open(**byte)).count();
        let (before, after) = (&pattern[..at], &pattern[at + run..]);
        let before = before.chars().next_back().filter(|c| c.is_alphanumeric());
        let after = after.chars().next().filter(|c| c.is_alphanumeric());
        let is_digit = before.or(after).is_some_and(char::is_numeric);
        if let (Some(before), Some(after)) = (before, after)
            && before.is_numeric() != after.is_numeric()
            && doubtful.len() < MOST_DOUBTFUL
        {
            doubtful.push(at..at + run);
        }
        stood_in[at..at + run].fill(if is_digit { b'0' } else { b'x' });
        at += run;
    }
    let readings = (0..1_usize << doubtful.len()).map(|choice| {
        let mut stood_in = stood_in.clone();
        for (number, run) in doubtful.iter().enumerate() {
            if choice & (1 << number) != 0 {
                let other = if stood_in[run.start] == b'0' { b'x' } else { b'0' };
                stood_in[run.clone()].fill(other);
            }
        }
        // What stands in is as long as what it stands for.
        let stood_in = String::from_utf8(stood_in).unwrap_or_default();
        let words: Vec<_> = analyzer.segments(&stood_in).collect();
        let compound = words.first().and_then(|first| {
            first.compound.map(|compound| first.start..first.start + compound.len())
        });
        Cut { words: words.iter().map(|word| word.start..word.end).collect(), compound }
    });
    readings.collect()
}

fn without_escaped(pattern: &str) -> String {
    let mut rest = pattern.chars();
    let mut plain = String::with_capacity(pattern.len());
    while let Some(c) = rest.next() {
        let escaped = (c == '\\').then(|| rest.next());
        plain.push(if escaped.is_some() { ' ' } else { c });
    }
    plain
}

fn is_any(pattern: &str) -> bool {
    pattern.chars().all(|c| c == '*')
}

/// A pattern whose pieces between open signs are brought into a form.
fn pieces(pattern: &str, form: impl Fn(&str) -> String) -> String {
    let mut formed = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some(at) = rest.find(['*', '?']) {
        if at > 0 {
            formed.push_str(&form(&rest[..at]));
        }
        formed.push_str(&rest[at..=at]);
        rest = &rest[at + 1..];
    }
    if !rest.is_empty() {
        formed.push_str(&form(rest));
    }
    formed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_cut_as_texts_are() {
        let analyzer = Analyzer::default();
        for (pattern, words) in [
            ("vuc*", &[&["vuc*"][..]][..]),
            ("T100*", &[&["T", "100*"]]),
            ("S-300*", &[&["S", "300*"]]),
            ("O'Br*", &[&["O", "Br*"]]),
            ("п'ят*", &[&["п'ят*"]]),
            ("mig?29", &[&["mig?", "29"], &["mig", "?29"]]),
            ("user@ho*", &[&["user", "ho*"]]),
            ("https://host.eu/wat*", &[&["https", "host", "eu", "wat*"]]),
            ("budget_2025*", &[&["budget", "2025*"]]),
            ("*300", &[&["*300"]]),
            ("crno-bel*", &[&["crno", "bel*"]]),
        ] {
            let cuts = cut(pattern, &analyzer).into_iter();
            let cuts: Vec<Vec<&str>> = cuts
                .map(|cut| cut.words.into_iter().map(|word| &pattern[word]).collect())
                .collect();
            assert_eq!(cuts, words, "{pattern}");
        }
        assert_eq!(cut("crno-bel*", &analyzer)[0].compound, Some(0..9));
    }
}
