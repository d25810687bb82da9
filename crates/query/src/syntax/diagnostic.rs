//! What there is to say about a query besides its tree.

use std::fmt;
use std::ops::Range;

/// One remark about a part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How grave it is.
    pub severity: Severity,
    /// What kind of remark it is, for programs.
    pub code: DiagnosticCode,
    /// The bytes of the typed text it speaks of, on character boundaries.
    pub span: Range<usize>,
    /// In plain words, without control characters.
    pub message: String,
    /// What that part was read as, or for an error what may have been meant.
    pub read_as: Option<String>,
}

/// The message.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// How grave a remark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Good to know; nothing was changed.
    Note,
    /// Something was mended. An error in strict mode.
    Repair,
    /// The query cannot be answered as typed.
    Error,
}

/// The kinds of remark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DiagnosticCode {
    /// `foo:bar` with no such field.
    UnknownField,
    /// `title:` with nothing after it.
    EmptyField,
    /// `has:`, `in:` or `words:` with a value that means nothing there.
    UnknownValue,
    /// A quote that never closes.
    UnclosedQuote,
    /// A parenthesis that never closes.
    UnclosedGroup,
    /// A closing parenthesis too many.
    UnopenedGroup,
    /// `()` or `""`.
    EmptyGroup,
    /// An operator with nothing on one side.
    MissingOperand,
    /// `AND AND`, `NOT NOT`, `title:body:x`: two where one can stand.
    RepeatedOperator,
    /// A sign in a place where it cannot act, as `"…"~x` or `title:-x`.
    MisplacedOperator,
    /// `AND` or plain juxtaposition mixed with `OR` without parentheses.
    MixedOperators,
    /// A distance or a count over something that is not made of words.
    UnsuitedOperand,
    /// `*` alone.
    LoneWildcard,
    /// A word that ends in `?`, which ends a question.
    QuestionMark,
    /// What another program's language says, and how it was read.
    OtherDialect,
    /// Signs that are no word.
    NoWord,
    /// Control and direction characters.
    InvisibleCharacters,
    /// A number outside its range.
    NumberOutOfRange,
    /// A date that does not exist or cannot be read.
    ImpossibleDate,
    /// A date whose reading was guessed.
    DoubtfulDate,
    /// A range that ends before it begins.
    EmptyRange,
    /// A wildcard word or a regular expression that cannot be used.
    UnusablePattern,
    /// More parts than allowed.
    TooManyNodes,
    /// Nested more deeply than allowed.
    TooDeep,
    /// The index itself was written by another analysis.
    StaleAnalysis,
    /// A limit was reached, so that only a part was searched.
    LimitReached,
    /// No article has all the words, so that any of them was looked for.
    AnyWord,
    /// Some of the articles that match are dated too widely to tell whether they are of the days
    /// asked for. Not said of questions whose work is counted, such as distances and patterns:
    /// there [`crate::DateMatch`] says so of each hit.
    PossibleDates,
    /// Nothing was found; without these parts something would be.
    NothingFound,
}

impl DiagnosticCode {
    /// Whether it speaks of the answer, so that no part of the query is marked.
    pub(super) fn is_of_answer(self) -> bool {
        let of_answer =
            [Self::LimitReached, Self::AnyWord, Self::PossibleDates, Self::NothingFound];
        of_answer.contains(&self)
    }

    /// Its name in the JSON contract.
    pub fn name(self) -> &'static str {
        match self {
            Self::UnknownField => "unknown_field",
            Self::EmptyField => "empty_field",
            Self::UnknownValue => "unknown_value",
            Self::UnclosedQuote => "unclosed_quote",
            Self::UnclosedGroup => "unclosed_group",
            Self::UnopenedGroup => "unopened_group",
            Self::EmptyGroup => "empty_group",
            Self::MissingOperand => "missing_operand",
            Self::RepeatedOperator => "repeated_operator",
            Self::MisplacedOperator => "misplaced_operator",
            Self::MixedOperators => "mixed_operators",
            Self::UnsuitedOperand => "unsuited_operand",
            Self::LoneWildcard => "lone_wildcard",
            Self::QuestionMark => "question_mark",
            Self::OtherDialect => "other_dialect",
            Self::NoWord => "no_word",
            Self::InvisibleCharacters => "invisible_characters",
            Self::NumberOutOfRange => "number_out_of_range",
            Self::ImpossibleDate => "impossible_date",
            Self::DoubtfulDate => "doubtful_date",
            Self::EmptyRange => "empty_range",
            Self::UnusablePattern => "unusable_pattern",
            Self::TooManyNodes => "too_many_nodes",
            Self::TooDeep => "too_deep",
            Self::StaleAnalysis => "stale_analysis",
            Self::LimitReached => "limit_reached",
            Self::AnyWord => "any_word",
            Self::PossibleDates => "possible_dates",
            Self::NothingFound => "nothing_found",
        }
    }
}

/// The remarks on one query as they gather, bounded in number.
#[derive(Debug, Default)]
pub(super) struct Diagnostics {
    list: Vec<Diagnostic>,
    has_error: bool,
    is_closed: bool,
}

impl Diagnostics {
    /// Beyond this many, only the first error is still taken in.
    const MOST: usize = 100;

    /// Adds a remark. Its text is only made where there is room for it, so
    /// that a query of nothing but mistakes stays linear.
    pub(super) fn push(
        &mut self,
        severity: Severity,
        code: DiagnosticCode,
        span: Range<usize>,
        text: impl FnOnce() -> (String, Option<String>),
    ) {
        let is_first_error = severity == Severity::Error && !self.has_error;
        let has_room = self.list.len() < Self::MOST || is_first_error;
        if has_room && !self.is_closed {
            let (message, read_as) = text();
            self.list.push(Diagnostic { severity, code, span, message, read_as });
            self.has_error |= severity == Severity::Error;
        }
    }

    pub(super) fn repair(
        &mut self,
        code: DiagnosticCode,
        span: Range<usize>,
        text: impl FnOnce() -> (String, Option<String>),
    ) {
        self.push(Severity::Repair, code, span, text);
    }

    pub(super) fn note(
        &mut self,
        code: DiagnosticCode,
        span: Range<usize>,
        text: impl FnOnce() -> (String, Option<String>),
    ) {
        self.push(Severity::Note, code, span, text);
    }

    pub(super) fn error(
        &mut self,
        code: DiagnosticCode,
        span: Range<usize>,
        text: impl FnOnce() -> (String, Option<String>),
    ) {
        self.push(Severity::Error, code, span, text);
    }

    /// Adds the error that ends the reading; what comes after it would only
    /// speak of what was not read.
    pub(super) fn end(
        &mut self,
        code: DiagnosticCode,
        span: Range<usize>,
        text: impl FnOnce() -> (String, Option<String>),
    ) {
        self.error(code, span, text);
        self.is_closed = true;
    }

    /// Whether anything was mended.
    pub(super) fn has_repairs(&self) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.severity == Severity::Repair)
    }

    /// All of them, in the order of their spans.
    pub(super) fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.list.sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.span.end));
        self.list
    }
}
