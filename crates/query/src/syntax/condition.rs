//! Reads the values behind `date:`, `since:`, `words:`, `has:`, `in:`, and behind numbers and dates
//! of an archive's own.

use std::ops::Range;

use article::{FieldName, OwnFields};

use super::date::{Bound, DateCondition, Period};
use super::date_text::{self, DateFault, ReadDate};
use super::decimal::DecimalRange;
use super::diagnostic::{DiagnosticCode, Diagnostics};
use super::expr::{Expr, ExprKind, NumberRange, OwnRange, Scope};
use super::field::{self, DateRole, FieldKind};
use super::lexer::{Lexer, Token, shorten};
use super::range_text::{self, RangeText, Side};
use super::word;

/// What a value came to.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// A leaf of the tree.
    Leaf(ExprKind),
    /// What the query searches.
    Scope(Scope),
}

/// A date without quotes spans at most so many words.
const MOST_DATE_WORDS: usize = 4;

/// And so many bytes, as does a range in brackets.
const LONGEST_VALUE: usize = 100;

impl Lexer<'_> {
    /// Cuts `name:value` from here; the name is known to be a condition.
    pub(super) fn condition(&mut self, kind: FieldKind, name: &str) -> Option<Token> {
        let start = self.position;
        let text = self.text;
        self.position += name.len() + 1;
        let first = self.rest().chars().next();
        if first == Some('(') {
            return Some(Token::Field(kind));
        }
        if first.is_some_and(word::is_quote) {
            return self.quoted_value(&kind, name, start);
        }
        let value_start = self.position;
        let gap = self.rest().len() - self.rest().trim_start().len();
        let value_span = self.value_extent(&kind, value_start + gap);
        if value_span.is_empty() {
            return Some(self.without_value(name, start));
        }
        let (value_end, weight) = self.value_weight(value_span.clone());
        let value_span = value_span.start..value_end.0;
        let value = &text[value_span.clone()];
        if value.is_empty() {
            return Some(self.without_value(name, start));
        }
        let own_fields = &self.options.own_fields;
        let is_date = matches!(kind, FieldKind::Date(_) | FieldKind::DateOf(_));
        let can_be_read = is_readable(&kind, value, own_fields);
        if !can_be_read
            && is_date
            && let Some(end) = self.longer_date(&kind, value_span.start)
        {
            return self.unquoted_date(&kind, name, value_span.start..end);
        }
        if gap > 0 {
            if !can_be_read {
                self.position = value_start;
                return Some(self.without_value(name, start));
            }
            self.diagnostics.repair(DiagnosticCode::EmptyField, start..value_span.end, || {
                let read_as = format!("{name}:{}", shorten(value));
                (format!("no space belongs behind `{name}:`; read as `{read_as}`"), Some(read_as))
            });
        }
        if can_be_read || is_date {
            self.position = value_end.1;
            return read(&kind, value, value_span, own_fields, &mut self.diagnostics)
                .map(|value| value.into_token(weight));
        }
        self.unknown_value(&kind, name, value, start..value_span.end);
        self.position = start;
        let run = &text[start..start + word::run_len(&text[start..])];
        self.position += run.len();
        self.word(run, start, super::expr::Exactness::Inflected)
    }

    /// `date:last week`: the quotes are missing.
    fn unquoted_date(&mut self, kind: &FieldKind, name: &str, span: Range<usize>) -> Option<Token> {
        let value = &self.text[span.clone()];
        self.position = span.end;
        self.diagnostics.repair(DiagnosticCode::DoubtfulDate, span.clone(), || {
            let quoted = format!("{name}:\"{}\"", shorten(value));
            let message = format!("a date of several words stands in quotes; read as `{quoted}`");
            (message, Some(quoted))
        });
        let own_fields = &self.options.own_fields;
        let value = read(kind, value, span, own_fields, &mut self.diagnostics)?;
        Some(value.into_token(None))
    }

    fn quoted_value(&mut self, kind: &FieldKind, name: &str, start: usize) -> Option<Token> {
        let value_start = self.position;
        let (content_start, content) = self.quote_content()?;
        let span = content_start..content_start + content.len();
        let own_fields = &self.options.own_fields;
        if matches!(kind, FieldKind::Date(_) | FieldKind::DateOf(_))
            || is_readable(kind, content, own_fields)
        {
            let value = read(kind, content, span, own_fields, &mut self.diagnostics)?;
            let weight = self.group_suffixes();
            return Some(value.into_token(weight));
        }
        self.unknown_value(kind, name, content.trim(), start..self.position);
        self.position = value_start;
        Some(Token::Field(FieldKind::Unknown(name.to_owned())))
    }

    /// Where a value without quotes stands.
    fn value_extent(&self, kind: &FieldKind, start: usize) -> Range<usize> {
        let rest = &self.text[start..];
        if rest.starts_with(['[', '{']) {
            let near = &rest[..rest.floor_char_boundary(LONGEST_VALUE)];
            if let Some(closer) = near.find([']', '}']) {
                return start..start + closer + 1 + weight_len(&rest[closer + 1..]);
            }
        }
        let run = word::run_len(rest);
        // A space behind the sign of a comparison parts no number from it.
        let is_number = matches!(kind, FieldKind::Words | FieldKind::NumberOf(_));
        if is_number && [">", "<", ">=", "<=", "≥", "≤"].contains(&&rest[..run]) {
            let behind = &rest[run..];
            let gap = behind.len() - behind.trim_start().len();
            return start..start + run + gap + word::run_len(&behind[gap..]);
        }
        start..start + run
    }

    /// Where the value ends without and with its weight, and the weight.
    fn value_weight(&mut self, span: Range<usize>) -> ((usize, usize), Option<f32>) {
        let run = &self.text[span.clone()];
        let value = word::without_tail(run);
        if let Some((head, tail)) = value.rsplit_once('^') {
            let tail_span = span.start + head.len()..span.start + value.len();
            if let Some(weight) = self.weight(tail, tail_span) {
                let head = word::without_tail(head);
                return ((span.start + head.len(), span.end), weight);
            }
        }
        ((span.start + value.len(), span.end), None)
    }

    /// The end of the longest readable date of several words from here.
    fn longer_date(&self, kind: &FieldKind, start: usize) -> Option<usize> {
        let near = self.text[start..].floor_char_boundary(LONGEST_VALUE);
        let near = &self.text[start..start + near];
        let mut ends = Vec::new();
        let mut position = word::run_len(near);
        for _ in 1..MOST_DATE_WORDS {
            let rest = &near[position..];
            position += rest.len() - rest.trim_start().len();
            let len = word::run_len(&near[position..]);
            if len == 0 {
                break;
            }
            position += len;
            ends.push(position);
        }
        ends.into_iter()
            .rev()
            .map(|end| start + word::without_tail(&near[..end]).len())
            .find(|end| is_readable(kind, &self.text[start..*end], &self.options.own_fields))
    }

    /// `date:` with nothing that could be its value is the word `date`.
    fn without_value(&mut self, name: &str, start: usize) -> Token {
        self.position = start + name.len() + 1;
        empty_field(&mut self.diagnostics, name, start..self.position);
        Token::Operand { kind: name_as_word(name), weight: None }
    }

    fn unknown_value(&mut self, kind: &FieldKind, name: &str, value: &str, span: Range<usize>) {
        let own_fields = &self.options.own_fields;
        self.diagnostics.repair(DiagnosticCode::UnknownValue, span, || {
            let expected = match kind {
                FieldKind::Words | FieldKind::NumberOf(_) => {
                    format!("a number or a range of numbers, as in `{name}:>500`")
                }
                FieldKind::Has => field::nearest(value, own_fields).map_or_else(
                    || "the name of a field, as in `has:date`".to_owned(),
                    |nearest| format!("the name of a field; did you mean `has:{nearest}`?"),
                ),
                _ => "`title`, `body` or `all`".to_owned(),
            };
            let read_as = format!("\"{name} {}\"", shorten(value));
            (format!("read as words, because `{name}:` takes {expected}"), Some(read_as))
        });
    }
}

impl Value {
    pub(super) fn into_token(self, weight: Option<f32>) -> Token {
        match self {
            Self::Leaf(kind) => Token::Operand { kind, weight },
            Self::Scope(scope) => Token::Scope(scope),
        }
    }
}

/// A field's name that has no value to it.
pub(super) fn name_as_word(name: &str) -> ExprKind {
    ExprKind::Word { text: name.to_owned(), exactness: super::expr::Exactness::Inflected }
}

/// Remarks that a field has no value.
pub(super) fn empty_field(diagnostics: &mut Diagnostics, name: &str, span: Range<usize>) {
    diagnostics.repair(DiagnosticCode::EmptyField, span, || {
        (format!("nothing stands behind `{name}:`, so it is read as a word"), Some(name.to_owned()))
    });
}

/// Turns the words of a group behind `date:` and its like into conditions.
/// What cannot be read stays a word. The depth is that of the tree.
pub(super) fn distribute(
    kind: &FieldKind,
    expr: &mut Expr,
    own_fields: &OwnFields,
    diagnostics: &mut Diagnostics,
) {
    match &mut expr.kind {
        ExprKind::And { children, .. } | ExprKind::Or { children } => {
            for child in children {
                distribute(kind, child, own_fields, diagnostics);
            }
        }
        ExprKind::Not { inner } | ExprKind::Required { inner } | ExprKind::Boost { inner, .. } => {
            distribute(kind, inner, own_fields, diagnostics);
        }
        _ => {
            let text = match &expr.kind {
                ExprKind::Word { text, .. } => text.clone(),
                _ => expr.to_string().trim_matches('"').to_owned(),
            };
            match read(kind, &text, expr.span.clone(), own_fields, diagnostics) {
                Some(Value::Leaf(leaf)) => expr.kind = leaf,
                _ => diagnostics.repair(DiagnosticCode::UnknownValue, expr.span.clone(), || {
                    (format!("`{}` means nothing there; read as a word", shorten(&text)), None)
                }),
            }
        }
    }
}

pub(super) fn is_readable(kind: &FieldKind, value: &str, own_fields: &OwnFields) -> bool {
    match kind {
        FieldKind::Date(DateRole::On) | FieldKind::DateOf(_) => date_text::read(value).is_ok(),
        FieldKind::Date(_) => date_text::read_period(value).is_ok(),
        _ => read(kind, value, 0..0, own_fields, &mut Diagnostics::default()).is_some(),
    }
}

/// Reads a value; for anything but dates, `None` is a value that means
/// nothing there. A date that cannot be read is an error and the nearest one.
pub(super) fn read(
    kind: &FieldKind,
    value: &str,
    span: Range<usize>,
    own_fields: &OwnFields,
    diagnostics: &mut Diagnostics,
) -> Option<Value> {
    let value = value.trim();
    match kind {
        FieldKind::Date(role) => {
            Some(Value::Leaf(read_date(*role, None, value, span, diagnostics)))
        }
        FieldKind::DateOf(field) => {
            Some(Value::Leaf(read_date(DateRole::On, Some(*field), value, span, diagnostics)))
        }
        FieldKind::NumberOf(field) if value == "*" => {
            Some(Value::Leaf(ExprKind::Has { field: (*field).into() }))
        }
        FieldKind::NumberOf(field) => {
            let (field, range) = ((*field).into(), OwnRange::Numbers(DecimalRange::read(value)?));
            Some(Value::Leaf(ExprKind::Within { field, range }))
        }
        FieldKind::Words => {
            let range = number_range(value)?;
            Some(Value::Leaf(ExprKind::Number { field: "words".to_owned(), range }))
        }
        FieldKind::Has => {
            let field = field::find_stored(value, own_fields)?;
            Some(Value::Leaf(ExprKind::Has { field }))
        }
        FieldKind::In => match value.to_ascii_lowercase().as_str() {
            "title" => Some(Value::Scope(Scope::Title)),
            "body" => Some(Value::Scope(Scope::Body)),
            "all" => Some(Value::Scope(Scope::All)),
            _ => None,
        },
        FieldKind::Text(_) | FieldKind::Literal(_) | FieldKind::Unknown(_) => None,
    }
}

/// A condition on the date of articles, or on that of a field of the archive's own.
fn read_date(
    role: DateRole,
    own: Option<FieldName>,
    value: &str,
    span: Range<usize>,
    diagnostics: &mut Diagnostics,
) -> ExprKind {
    let name = own.map_or_else(|| "date".to_owned(), String::from);
    if role == DateRole::On && value == "*" {
        return ExprKind::Has { field: name };
    }
    let condition = |condition| match own {
        None => ExprKind::Date(condition),
        Some(field) => ExprKind::Within { field: field.into(), range: OwnRange::Days(condition) },
    };
    let read = match role {
        DateRole::On => date_text::read(value),
        _ => date_text::read_period(value)
            .and_then(|(period, is_doubtful)| {
                let condition = date_text::checked(one_sided(role, period))?;
                Ok(ReadDate { condition, is_doubtful })
            })
            .map_err(|fault| match fault {
                DateFault::Impossible(Some(DateCondition { from: Some(bound), .. })) => {
                    DateFault::Impossible(Some(date_text::nearest(one_sided(role, bound.period))))
                }
                other => other,
            }),
    };
    let fault = match read {
        Ok(read) => {
            if read.is_doubtful {
                diagnostics.repair(DiagnosticCode::DoubtfulDate, span, || {
                    let read_as = format!("{name}:{}", read.condition);
                    (
                        format!("this date can be read in two ways; read as `{read_as}`"),
                        Some(read_as),
                    )
                });
            }
            return condition(read.condition);
        }
        Err(fault) => fault,
    };
    let shown = shorten(value);
    let (code, message, nearest) = match fault {
        DateFault::Unreadable => {
            (DiagnosticCode::ImpossibleDate, format!("`{shown}` is no date"), None)
        }
        DateFault::Impossible(nearest) => (
            DiagnosticCode::ImpossibleDate,
            format!("`{shown}` is a date that does not exist"),
            nearest,
        ),
        DateFault::Empty(nearest) => {
            (DiagnosticCode::EmptyRange, format!("no day lies in `{shown}`"), Some(nearest))
        }
    };
    let read_as = nearest.map(|nearest| format!("{name}:{nearest}"));
    diagnostics.error(code, span.clone(), || match read_as {
        Some(read_as) => (format!("{message}; did you mean `{read_as}`?"), Some(read_as)),
        None => (message, None),
    });
    match nearest {
        Some(nearest) => condition(nearest),
        None => ExprKind::Not { inner: Box::new(Expr { kind: ExprKind::All, span }) },
    }
}

fn one_sided(role: DateRole, period: Period) -> DateCondition {
    let bound = |inclusive| Some(Bound { period, inclusive });
    match role {
        DateRole::On => DateCondition::within(period),
        DateRole::Since => DateCondition { from: bound(true), to: None },
        DateRole::After => DateCondition { from: bound(false), to: None },
        DateRole::Until => DateCondition { from: None, to: bound(true) },
        DateRole::Before => DateCondition { from: None, to: bound(false) },
    }
}

/// `500`, `>500`, `100..500`, `[100 TO 500}`; empty ranges are none.
fn number_range(value: &str) -> Option<NumberRange> {
    let (from, to) = match range_text::split(value) {
        RangeText::One(one) => {
            let side = Some(Side { text: one, inclusive: true });
            (side, side)
        }
        RangeText::Between { from, to } => (from, to),
    };
    let min = match from {
        Some(side) => Some(number(side.text)?.checked_add(u64::from(!side.inclusive))?),
        None => None,
    };
    let max = match to {
        Some(side) => Some(number(side.text)?.checked_sub(u64::from(!side.inclusive))?),
        None => None,
    };
    match (min, max) {
        (None, None) => None,
        (Some(min), Some(max)) if max < min => None,
        _ => Some(NumberRange { min, max }),
    }
}

fn number(text: &str) -> Option<u64> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

/// The length of a `^3` that a text begins with.
fn weight_len(text: &str) -> usize {
    let Some(tail) = text.strip_prefix('^') else { return 0 };
    1 + tail.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(tail.len())
}
