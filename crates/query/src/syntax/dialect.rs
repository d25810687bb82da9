//! Reads what people type who are used to another program, and says how it was read.
//!
//! | dialect | typed | read as |
//! |---|---|---|
//! | Nexis | `serb!` | `serb*` |
//! | Factiva, `ProQuest` | `serb$` | `serb*` |
//! | Factiva | `a near3 b` | `a w/3 b` |
//! | Factiva | `a adj3 b` | `a pre/3 b` |
//! | Factiva | `a SAME b` | the word, with what to write: `a /p b` |
//! | Nexis | `a NOT w/5 b` | `a AND NOT (a w/5 b)` |
//! | Factiva, Nexis | `atl3(a)` | `atleast3(a)` |
//! | Nexis | `hlead(a)` | `title:(a)`: the lead is no field |
//! | Factiva | `hd=a`, `by=a`, `sn=a`, `la=en` | `title:a`, `author:a`, `source:a`, `lang:en` |
//! | `ProQuest` | `TI(a)`, `AU(a)`, `PUB(a)` | `title:(a)`, `author:(a)`, `source:(a)` |
//! | Google | `intitle:a`, `inurl:a`, `site:host.eu` | `title:a`, `url:a`, `url:host.eu` |
//! | Nexis | `date aft 2025-05-01`, `date bef …` | `date:>2025-05-01`, `date:<…` |
//! | Factiva | `date>=2025-05-01` | `date:>=2025-05-01` |
//!
//! A sign at the end of a word cuts it where the word has three letters or more and the query is
//! no sentence.

use std::ops::Range;

use article::OwnFields;

use super::condition;
use super::diagnostic::DiagnosticCode;
use super::expr::DistanceKind;
use super::field::{self, FieldKind};
use super::lexer::{Lexer, Opener, Token};
use super::word;

/// Names before `=`, and the fields that they mean.
const FACTIVA_FIELDS: &[(&str, &str)] =
    &[("hd", "title"), ("by", "author"), ("sn", "source"), ("la", "lang")];

/// Names before `(`, in capitals.
const PROQUEST_FIELDS: &[(&str, &str)] = &[("TI", "title"), ("AU", "author"), ("PUB", "source")];

/// Words between `date` and a day, and the signs that they mean.
const DATE_WORDS: &[(&str, &str)] =
    &[("aft", ">"), ("bef", "<"), ("=", ""), (">", ">"), ("<", "<"), (">=", ">="), ("<=", "<=")];

/// No name is longer than this, with its sign.
const LONGEST_NAME: usize = 16;

/// No host has a longer name, in bytes.
const LONGEST_HOST: usize = 253;

/// A truncated word has so many letters at least: `oh!` is none.
const SHORTEST_STEM: usize = 3;

/// A text of more words than this that has no operator is prose, and its `!` ends a sentence.
const MOST_WORDS_OF_SEARCH: usize = 4;

/// The distance that `near3` and `adj3` are.
pub(super) fn distance(run: &str) -> Option<DistanceKind> {
    let (name, digits) = run.split_at(run.find(|c: char| c.is_ascii_digit())?);
    let (words, _) = word::count(digits)?;
    if name.eq_ignore_ascii_case("near") {
        Some(DistanceKind::Near(words))
    } else if name.eq_ignore_ascii_case("adj") {
        Some(DistanceKind::Before(words))
    } else {
        None
    }
}

/// Whether a word by itself would be read as something else.
pub(super) fn is_foreign(text: &str) -> bool {
    distance(text).is_some() || foreign_name(text).is_some() || date_with_sign(text).is_some()
}

/// The length of a name with its sign, and the field that it means: `hd=`, `intitle:`.
fn foreign_name(text: &str) -> Option<(usize, &'static str)> {
    let near = &text[..text.floor_char_boundary(LONGEST_NAME)];
    let at = near.find([':', '='])?;
    let (name, behind) = (&near[..at], &text[at + 1..]);
    let is = |known: &str| name.eq_ignore_ascii_case(known);
    // Of what may be very long only the beginning is looked at.
    let is_host = || {
        let host = &behind[..behind.floor_char_boundary(LONGEST_HOST)];
        let host = &host
            [..host.find(|c: char| c.is_whitespace() || "/(\"".contains(c)).unwrap_or(host.len())];
        host.trim_matches('.').contains('.')
    };
    let field = if near[at..].starts_with('=') {
        FACTIVA_FIELDS.iter().find(|(known, _)| is(known)).map(|(_, field)| *field)?
    } else if is("intitle") {
        "title"
    } else if is("inurl") || is("site") && is_host() {
        "url"
    } else {
        return None;
    };
    let has_value =
        behind.starts_with(|c: char| c.is_alphanumeric() || c == '(' || word::is_quote(c));
    has_value.then_some((at + 1, field))
}

/// What stands between `date` and a day where that is a sign, and where the day begins.
fn date_with_sign(text: &str) -> Option<(&'static str, usize)> {
    let name = text.get(.."date".len()).filter(|name| name.eq_ignore_ascii_case("date"))?;
    let behind = &text[name.len()..];
    let is_sign = |(typed, _): &&(&str, &str)| {
        !typed.starts_with(char::is_alphabetic) && behind.starts_with(typed)
    };
    let signs = DATE_WORDS.iter().filter(is_sign);
    let (typed, sign) = signs.max_by_key(|(typed, _)| typed.len())?;
    Some((sign, name.len() + typed.len()))
}

/// The same where that is a word: both stand apart.
fn date_with_word(text: &str) -> Option<(&'static str, usize)> {
    let name = text.get(.."date".len()).filter(|name| name.eq_ignore_ascii_case("date"))?;
    let behind = text[name.len()..].trim_start();
    let gap = text.len() - name.len() - behind.len();
    let is_it = |(typed, _): &&(&str, &str)| {
        let found = behind.get(..typed.len()).is_some_and(|word| word.eq_ignore_ascii_case(typed));
        found && behind[typed.len()..].starts_with(char::is_whitespace)
    };
    let mut words = DATE_WORDS.iter().filter(|(typed, _)| typed.starts_with(char::is_alphabetic));
    let (typed, sign) = words.find(is_it).filter(|_| gap > 0)?;
    Some((sign, name.len() + gap + typed.len()))
}

/// Whether two words beside each other would be read as the beginning of a date condition.
pub(super) fn begins_date(first: &str, second: &str) -> bool {
    let is_date_word = |(typed, _): &(&str, &str)| {
        if typed.starts_with(char::is_alphabetic) {
            typed.eq_ignore_ascii_case(second)
        } else {
            second.starts_with(typed)
        }
    };
    first.eq_ignore_ascii_case("date") && DATE_WORDS.iter().any(is_date_word)
}

/// Whether a word may be read as part of an operator together with the one beside it.
pub(super) fn bears_on_neighbours(word: &str) -> bool {
    ["date", "not"].iter().any(|known| word.eq_ignore_ascii_case(known))
}

impl Lexer<'_> {
    /// `near3`, `adj3`.
    pub(super) fn foreign_distance(&mut self, run: &str, span: Range<usize>) -> Option<Token> {
        if run == "SAME" {
            self.diagnostics.note(DiagnosticCode::OtherDialect, span, || {
                let message = "`SAME` is read as a word; `/p` is for what stands in one paragraph";
                (message.to_owned(), None)
            });
            return None;
        }
        let kind = distance(run)?;
        self.position = span.end;
        Some(Token::Distance(kind))
    }

    /// `NOT w/5`, which keeps what is not near.
    pub(super) fn foreign_exclusion(&mut self, run: &str, start: usize) -> Option<Token> {
        if !run.eq_ignore_ascii_case("not") {
            return None;
        }
        let behind = self.text[start + run.len()..].trim_start();
        let next = &behind[..word::run_len(behind)];
        let Some((word::Keyword::Distance(kind), _)) = word::keyword(next) else { return None };
        let end = self.text.len() - behind.len() + next.len();
        self.position = end;
        self.read_as(start..end, &format!("a AND NOT (a {kind} b)"));
        Some(Token::Apart(kind))
    }

    /// `atl3(`, `hlead(`, `TI(`.
    pub(super) fn foreign_function(&mut self, run: &str, span: Range<usize>) -> Option<Opener> {
        if run.eq_ignore_ascii_case("hlead") {
            self.diagnostics.note(DiagnosticCode::OtherDialect, span, || {
                let message = "`hlead(…)` is read as `title:(…)`; the lead is no field of its own";
                (message.to_owned(), Some("title:(…)".to_owned()))
            });
            return Some(Opener::Field("title"));
        }
        if let Some((_, field)) = PROQUEST_FIELDS.iter().find(|(name, _)| *name == run) {
            self.read_as(span, &format!("{field}:(…)"));
            return Some(Opener::Field(field));
        }
        let (name, digits) = run.split_at_checked("atl".len())?;
        let (count, in_range) = word::count(digits)?;
        if !name.eq_ignore_ascii_case("atl") || !in_range {
            return None;
        }
        self.read_as(span, &format!("atleast{count}(…)"));
        Some(Opener::AtLeast(count))
    }

    /// `hd=`, `intitle:`, `site:host.eu`.
    pub(super) fn foreign_field(&mut self) -> Option<Token> {
        let start = self.position;
        let (length, field) = foreign_name(self.rest())?;
        let kind = field::find(field, &OwnFields::new())?;
        let name = &self.rest()[..length - 1];
        self.read_as(start..start + length, &format!("{field}:"));
        if let FieldKind::Literal(_) = kind {
            // What is behind it is read as an address.
            return self.field(kind, name);
        }
        self.position += length;
        Some(Token::Field(kind))
    }

    /// `date aft 2025-05-01`, `date>=2025-05-01`.
    pub(super) fn foreign_date(&mut self) -> Option<Token> {
        let start = self.position;
        let rest = self.rest();
        let (sign, begin) = date_with_sign(rest).or_else(|| date_with_word(rest))?;
        let behind = &rest[begin..];
        let value = behind.trim_start();
        let value_start = start + begin + behind.len() - value.len();
        // What hangs on the value hangs on a word too, so that both are read alike.
        let value = &value[..word::run_len(value)];
        let value = word::without_phrase_tail(value.split(['^', '~']).next().unwrap_or_default());
        let condition = format!("{sign}{value}");
        let kind = FieldKind::Date(field::DateRole::On);
        if !condition::is_readable(&kind, &condition, &OwnFields::new()) {
            if date_with_word(rest).is_some() {
                let span = start..value_start + value.len();
                self.diagnostics.note(DiagnosticCode::OtherDialect, span, || {
                    let message = "read as words: a day stands here in one piece, as `2025-05-01`";
                    (message.to_owned(), None)
                });
            }
            return None;
        }
        let span = start..value_start + value.len();
        self.position = span.end;
        self.read_as(span.clone(), &format!("date:{condition}"));
        let value =
            condition::read(&kind, &condition, span, &OwnFields::new(), &mut self.diagnostics)?;
        let weight = self.group_suffixes();
        Some(value.into_token(weight))
    }

    /// The stem of `serb!` and `serb$`, given without the signs that end a clause.
    pub(super) fn truncated<'t>(
        &mut self,
        text: &'t str,
        behind: &str,
        span: Range<usize>,
    ) -> Option<&'t str> {
        let stem = match text.strip_suffix('$') {
            Some(stem) => stem,
            None if behind.starts_with('!') && !self.is_prose() => text,
            None => return None,
        };
        let is_word =
            stem.chars().count() >= SHORTEST_STEM && stem.chars().all(char::is_alphabetic);
        if !is_word {
            return None;
        }
        self.read_as(span, &format!("{stem}*"));
        Some(stem)
    }

    /// Whether the query looks like a sentence that was pasted.
    fn is_prose(&self) -> bool {
        let mut words = 0;
        for run in self.text.split_whitespace().take(2 * MOST_WORDS_OF_SEARCH) {
            if run.ends_with([',', ';', '.']) {
                return true;
            }
            if word::keyword(run).is_some() || run.starts_with('(') || run.contains(':') {
                return false;
            }
            words += 1;
        }
        words > MOST_WORDS_OF_SEARCH
    }

    pub(super) fn read_as(&mut self, span: Range<usize>, read_as: &str) {
        self.diagnostics.note(DiagnosticCode::OtherDialect, span, || {
            (format!("read as `{read_as}`"), Some(read_as.to_owned()))
        });
    }
}
