//! Reads words and phrases with the signs attached to them.

use std::ops::Range;

use super::backslash::{self, unescaped, unescaped_pattern};
use super::diagnostic::DiagnosticCode;
use super::dialect;
use super::expr::{Exactness, ExprKind, PhrasePart, PhrasePartKind};
use super::field;
use super::lexer::{Lexer, Token, shorten};
use super::word;

/// What stands behind the last `~` of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tilde {
    Fuzzy(Option<u8>),
    Name,
}

/// Words in any order are sought by trying their places out.
const MOST_IN_WINDOW: usize = 100;

/// What stands before a value that is meant letter for letter.
const IS: &str = "is(";

/// Above this a weight is read as this.
const MOST_WEIGHT: f32 = 1000.0;

impl<'a> Lexer<'a> {
    /// Reads a run of characters, which began at `start`, as a word.
    pub(super) fn word(&mut self, run: &str, start: usize, exactness: Exactness) -> Option<Token> {
        let span = start..start + run.len();
        let mut text = word::without_tail(run);
        let mut weight = None;
        let mut tilde = None;
        while let Some(at) = backslash::last_sign(text, &['^', '~']).filter(|at| *at > 0) {
            let (head, tail) = (&text[..at], &text[at + 1..]);
            let tail_span = start + at..start + text.len();
            if text[at..].starts_with('^') {
                let Some(read) = self.weight(tail, tail_span.clone()) else { break };
                self.keep_first(&mut weight, read, tail_span);
            } else {
                let Some(read) = self.tilde(tail, tail_span.clone()) else { break };
                self.keep_first(&mut tilde, read, tail_span);
            }
            text = word::without_tail(head);
        }
        let (weight, tilde) = (weight.flatten(), tilde.flatten());
        if !word::has_letters(text) {
            if word::has_star(text) && exactness == Exactness::Inflected && !text.contains('?') {
                let is_value = self.text[..start].ends_with(':');
                let is_excluded = self.text[..start].ends_with(['-', '!'])
                    || self.text[..start].trim_end().ends_with("NOT");
                if !is_value && !is_excluded {
                    self.lone_wildcard(span);
                }
                return Some(Token::Operand { kind: ExprKind::All, weight: None });
            }
            self.no_word(span);
            return None;
        }
        if exactness == Exactness::Inflected
            && tilde.is_none()
            && let Some(stem) = self.truncated(text, &run[text.len()..], span.clone())
        {
            let kind = ExprKind::Wildcard { pattern: format!("{stem}*"), exactness };
            return Some(Token::Operand { kind, weight });
        }
        let kind = self.leaf(text, exactness, tilde, span);
        Some(Token::Operand { kind, weight })
    }

    fn leaf(
        &mut self,
        text: &str,
        exactness: Exactness,
        tilde: Option<Tilde>,
        span: Range<usize>,
    ) -> ExprKind {
        let is_bare = exactness == Exactness::Inflected;
        if !is_bare && tilde.is_some() {
            self.misplaced("`~` does not go with `=`; left out", span.clone());
        }
        let tilde = tilde.filter(|_| is_bare);
        let is_pattern = word::has_wildcard(text);
        let unasked = word::without_question(text);
        let is_question = word::has_letters(unasked)
            && !word::has_wildcard(unasked)
            && !unasked.contains(['^', '~']);
        if is_pattern && is_question {
            self.note_question(span.clone());
            return self.leaf(unasked, exactness, tilde, span);
        }
        if is_pattern || tilde.is_some() {
            let trimmed = if is_pattern {
                word::without_borders(text)
            } else {
                word::without_all_borders(text)
            };
            let keeps_its_sense = word::has_wildcard(trimmed) == is_pattern;
            let pattern = if keeps_its_sense { trimmed } else { text };
            if is_pattern {
                if tilde.is_some() {
                    self.misplaced("`~` does not go with `*` and `?`; left out", span.clone());
                }
                return ExprKind::Wildcard { pattern: unescaped_pattern(pattern), exactness };
            }
            let word = unescaped(pattern);
            return match tilde {
                Some(Tilde::Fuzzy(distance)) => ExprKind::Fuzzy { word, distance },
                _ => ExprKind::Name { word },
            };
        }
        if is_bare && !self.is_misread(text) {
            return ExprKind::Word { text: unescaped(text), exactness };
        }
        let exactness = exactness.max(Exactness::Folded);
        let text = unescaped(word::without_phrase_tail(text));
        ExprKind::Word { text, exactness }
    }

    /// Whether a word, once the signs around it are gone, reads as something
    /// else.
    fn is_misread(&self, text: &str) -> bool {
        let is_field = |name: &str| field::find(name, &self.options.own_fields).is_some();
        word::keyword(text).is_some()
            || dialect::is_foreign(text)
            || word::regex_len(text).is_some()
            || word::field_name(text).is_some_and(is_field)
    }

    /// A phrase in quotes of any shape; the opening one stands here.
    pub(super) fn quoted(&mut self, exactness: Exactness) -> Option<Token> {
        let start = self.position;
        let (content_start, content) = self.quote_content()?;
        let span = start..self.position;
        let suffix = self.suffixes();
        let parts = self.phrase_parts(content, content_start);
        let mut slop = None;
        if let Some((tail, tail_span)) = suffix.tilde {
            match tail.parse::<u32>() {
                Ok(words) if words <= word::MOST_WORDS => slop = Some(words),
                _ if !tail.is_empty() && tail.bytes().all(|byte| byte.is_ascii_digit()) => {
                    self.out_of_range(tail_span, format!("~{}", word::MOST_WORDS));
                    slop = Some(word::MOST_WORDS);
                }
                _ => self
                    .misplaced("behind a phrase `~` needs a number of words; left out", tail_span),
            }
        }
        if slop.is_some() && parts.len() > MOST_IN_WINDOW {
            self.diagnostics.error(DiagnosticCode::TooManyNodes, span.clone(), || {
                (format!("a phrase with `~` has at most {MOST_IN_WINDOW} words"), None)
            });
        }
        let weight = suffix.weight;
        match parts.as_slice() {
            [] => {
                self.diagnostics.repair(DiagnosticCode::EmptyGroup, span, || {
                    ("there is no word between these quotes; left out".to_owned(), None)
                });
                None
            }
            [PhrasePart { kind: PhrasePartKind::Word(text), .. }] => {
                let kind = ExprKind::Word { text: text.clone(), exactness };
                Some(Token::Operand { kind, weight })
            }
            _ => Some(Token::Operand { kind: ExprKind::Phrase { parts, exactness, slop }, weight }),
        }
    }

    /// `is("Le Monde")` behind the colon of a field of values.
    pub(super) fn exact_value(&mut self, name: &str) -> Option<Token> {
        let typed = self.rest().get(..IS.len()).filter(|typed| typed.eq_ignore_ascii_case(IS))?;
        let start = self.position;
        let Some((value, end)) = self.value_until_closed(start + typed.len()) else {
            self.diagnostics.repair(DiagnosticCode::UnknownValue, start..start + IS.len(), || {
                let message = "read as words, because `is(…)` takes one value, in quotes";
                (message.to_owned(), None)
            });
            return None;
        };
        if !field::has_values(name, &self.options.own_fields) {
            self.diagnostics.repair(DiagnosticCode::UnknownValue, start..end, || {
                (format!("read as words, because `{name}` has no values to be asked for"), None)
            });
            return None;
        }
        let value = unescaped(value);
        if !field::may_have_value(name, &value, &self.options.own_fields) {
            self.diagnostics.repair(DiagnosticCode::UnknownValue, start..end, || {
                (format!("read as words, because `{name}` has no such values"), None)
            });
            return None;
        }
        self.position = end;
        let kind = ExprKind::Is { field: name.to_owned(), value };
        Some(Token::Operand { kind, weight: self.group_suffixes() })
    }

    /// A value, in quotes or not, with the parenthesis behind it, and where that ends.
    fn value_until_closed(&self, start: usize) -> Option<(&'a str, usize)> {
        let behind = &self.text[start..];
        let quote = behind.len() - behind.trim_start().len();
        let opener = behind[quote..].chars().next().filter(|c| word::is_quote(*c));
        let (value, end) = if let Some(opener) = opener {
            let content = &behind[quote + opener.len_utf8()..];
            let (at, closer) = backslash::signs(content).find(|(_, c)| word::closes(opener, *c))?;
            let rest = &content[at + closer.len_utf8()..];
            let close = rest.trim_start().strip_prefix(')')?;
            (&content[..at], self.text.len() - close.len())
        } else {
            let (at, _) = backslash::signs(behind).find(|(_, c)| *c == ')')?;
            (behind[..at].trim(), start + at + 1)
        };
        (!value.is_empty()).then_some((value, end))
    }

    /// What stands between this quote and its partner, or the end of the
    /// text, with its position.
    pub(super) fn quote_content(&mut self) -> Option<(usize, &'a str)> {
        let text = self.text;
        let start = self.position;
        let opener = text[start..].chars().next()?;
        let content_start = start + opener.len_utf8();
        let behind = &text[content_start..];
        let mut closer = backslash::signs(behind).find(|(_, c)| word::closes(opener, *c));
        if closer.is_none() && opener == '"' {
            closer = backslash::signs(behind).find(|(_, c)| matches!(c, '”' | '“'));
        }
        let content_end = if let Some((at, c)) = closer {
            self.position = content_start + at + c.len_utf8();
            content_start + at
        } else {
            self.position = text.len();
            self.diagnostics.repair(DiagnosticCode::UnclosedQuote, start..text.len(), || {
                let content = shorten(text[content_start..].trim());
                let message = "this quote never closes, so it is closed at the end".to_owned();
                (message, (!content.is_empty()).then(|| format!("\"{content}\"")))
            });
            text.len()
        };
        Some((content_start, &text[content_start..content_end]))
    }

    fn phrase_parts(&mut self, content: &str, start: usize) -> Vec<PhrasePart> {
        let mut parts = Vec::new();
        let is_gap = |c: char| c.is_whitespace() || word::is_quote(c);
        let mut position = 0;
        while position < content.len() {
            let rest = &content[position..];
            let gap = backslash::signs(rest).find(|(_, c)| is_gap(*c));
            let (run, at) = (&rest[..gap.map_or(rest.len(), |(at, _)| at)], start + position);
            position += run.len() + gap.map_or(0, |(_, c)| c.len_utf8());
            let text = word::without_phrase_tail(run);
            let span = at..at + text.len();
            if !word::has_letters(text) {
                if word::has_star(text) {
                    self.lone_wildcard(span);
                }
                continue;
            }
            parts.push(PhrasePart { kind: part_kind(text), span });
            if parts.len() > self.options.max_nodes {
                break;
            }
        }
        parts
    }

    /// `^3` and `~` behind a parenthesis or a regular expression: only the
    /// weight can act there.
    pub(super) fn group_suffixes(&mut self) -> Option<f32> {
        let suffix = self.suffixes();
        if let Some((_, span)) = suffix.tilde {
            self.misplaced("`~` stands behind a word or a phrase; left out", span);
        }
        suffix.weight
    }

    /// `~5` and `^3` that follow right here, in any order.
    pub(super) fn suffixes(&mut self) -> Suffixes {
        let mut tilde = None;
        let mut weight = None;
        while self.rest().starts_with(['^', '~']) {
            let start = self.position;
            let tail = &self.rest()[1..];
            let len =
                tail.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(tail.len());
            let tail = &tail[..len];
            self.position += 1 + len;
            let span = start..self.position;
            if self.text[start..].starts_with('^') {
                match self.weight(tail, span.clone()) {
                    Some(read) if weight.replace(read).is_some() => self.repeated_sign(span),
                    Some(_) => {}
                    None => self.misplaced("`^` needs a number; left out", span),
                }
            } else if tilde.replace((tail.to_owned(), span.clone())).is_some() {
                self.repeated_sign(span);
            }
        }
        Suffixes { tilde, weight: weight.flatten() }
    }

    /// The weight behind a `^`. `None` means that it was none, so that the
    /// sign belongs to the word; `Some(None)` that it is to be left out.
    #[expect(clippy::option_option, reason = "no weight and no sign at all are two things")]
    pub(super) fn weight(&mut self, tail: &str, span: Range<usize>) -> Option<Option<f32>> {
        if tail.is_empty() {
            self.misplaced("`^` needs a number; left out", span);
            return Some(None);
        }
        if !tail.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
            return None;
        }
        let typed: f32 = tail.parse().ok()?;
        if typed > MOST_WEIGHT {
            self.out_of_range(span, format!("^{MOST_WEIGHT}"));
        }
        Some(Some(typed.min(MOST_WEIGHT)))
    }

    #[expect(clippy::option_option, reason = "as with the weight")]
    fn tilde(&mut self, tail: &str, span: Range<usize>) -> Option<Option<Tilde>> {
        if tail.is_empty() {
            return Some(Some(Tilde::Fuzzy(None)));
        }
        if tail.eq_ignore_ascii_case("name") {
            return Some(Some(Tilde::Name));
        }
        if tail.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(match tail {
                "1" => Some(Tilde::Fuzzy(Some(1))),
                "2" => Some(Tilde::Fuzzy(Some(2))),
                _ if tail.bytes().all(|byte| byte == b'0') => {
                    self.misplaced("an edit distance of 0 is the word itself; left out", span);
                    None
                }
                _ => {
                    self.out_of_range(span, "~2".to_owned());
                    Some(Tilde::Fuzzy(Some(2)))
                }
            });
        }
        if tail.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
            self.misplaced("an edit distance is 1 or 2; read as `~`", span);
            return Some(Some(Tilde::Fuzzy(None)));
        }
        None
    }

    /// Of two signs of a kind the last one typed holds; a word is peeled from
    /// its end, so there it is the first one met.
    #[expect(clippy::option_option, reason = "as with the weight")]
    fn keep_first<T>(&mut self, kept: &mut Option<Option<T>>, read: Option<T>, span: Range<usize>) {
        if kept.is_some() {
            self.repeated_sign(span);
        } else {
            *kept = Some(read);
        }
    }

    fn repeated_sign(&mut self, span: Range<usize>) {
        self.diagnostics.repair(DiagnosticCode::RepeatedOperator, span, || {
            ("this sign stands here more than once; the last one holds".to_owned(), None)
        });
    }

    fn lone_wildcard(&mut self, span: Range<usize>) {
        self.diagnostics.note(DiagnosticCode::LoneWildcard, span, || {
            ("`*` alone stands for every article and narrows nothing".to_owned(), None)
        });
    }

    /// People ask questions: at the end of a word, the sign is theirs.
    fn note_question(&mut self, span: Range<usize>) {
        self.diagnostics.note(DiagnosticCode::QuestionMark, span, || {
            ("`?` ends a question here; inside a word it stands for one letter".to_owned(), None)
        });
    }

    pub(super) fn misplaced(&mut self, message: &str, span: Range<usize>) {
        self.diagnostics
            .repair(DiagnosticCode::MisplacedOperator, span, || (message.to_owned(), None));
    }
}

/// What hangs on a closing quote or parenthesis.
#[derive(Debug)]
pub(super) struct Suffixes {
    pub(super) tilde: Option<(String, Range<usize>)>,
    pub(super) weight: Option<f32>,
}

/// Inside quotes only `*`, `?` and `~`, `~1`, `~2` keep their meaning.
fn part_kind(text: &str) -> PhrasePartKind {
    if word::has_wildcard(text) {
        return PhrasePartKind::Wildcard(unescaped_pattern(text));
    }
    if let Some(at) = backslash::last_sign(text, &['~'])
        && word::has_letters(&text[..at])
        && backslash::last_sign(&text[..at], &['~']).is_none()
    {
        let distance = match &text[at + 1..] {
            "" => Some(None),
            "1" => Some(Some(1)),
            "2" => Some(Some(2)),
            _ => None,
        };
        if let Some(distance) = distance {
            return PhrasePartKind::Fuzzy { word: unescaped(&text[..at]), distance };
        }
    }
    PhrasePartKind::Word(unescaped(text))
}
