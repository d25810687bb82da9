//! Reads what a person typed into a tree, whatever was typed.
//!
//! [`parse`] never fails: it returns an [`Expr`] whose nodes carry the byte
//! range they were read from, and a list of [`Diagnostic`]s that say what was
//! mended, what was doubtful and what could not be read at all. The tree
//! prints in a canonical form that parses to the same tree. A program that has
//! no text builds a [`Query`], or pastes a text of its users with [`escape`].
//!
//! The module knows nothing of the index: fields are names, words are text as
//! it was typed, dates are [`DateCondition`]s. Time is linear in the length
//! of the query and the stack does not grow with it; the tree is at most
//! [`ParseOptions::max_depth`] deep, so that walking it by recursion is safe.

mod backslash;
mod canonical;
mod caret;
mod clean;
mod condition;
mod date;
mod date_text;
mod decimal;
mod diagnostic;
mod dialect;
mod expr;
mod field;
mod frame;
mod group;
mod leaf;
mod lexer;
mod month_names;
mod parser;
mod query;
mod range_text;
mod shape;
mod word;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use article::OwnFields;

pub(crate) use self::caret::shown;
pub use self::date::{Bound, DateCondition, Interval, Period, Unit};
pub use self::decimal::{Decimal, DecimalRange};
pub use self::diagnostic::{Diagnostic, DiagnosticCode, Severity};
pub use self::expr::{
    DistanceKind, Exactness, Expr, ExprKind, NumberRange, OwnRange, PhrasePart, PhrasePartKind,
    Scope,
};
pub(crate) use self::lexer::shorten;
pub use self::query::{Field, NotWords, Query, escape};
pub(crate) use self::word::is_address;

/// Limits of a parse, and the fields that the archive adds to the known ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseOptions {
    /// The most words, phrase words and operators that a query may have.
    /// More is an error diagnostic and a tree of what came before.
    pub max_nodes: usize,
    /// The deepest that the tree may nest. More is an error diagnostic.
    /// Parentheses around a single thing or within a list of the same kind
    /// nest nothing, but no more than 1000 may be open at once.
    pub max_depth: usize,
    /// The fields that the archive has of its own.
    pub own_fields: Arc<OwnFields>,
}

impl ParseOptions {
    /// The deepest that a tree may nest where no other limit is given.
    pub const MOST_DEEP: usize = 200;
}

impl Default for ParseOptions {
    fn default() -> Self {
        Self { max_nodes: 10_000, max_depth: Self::MOST_DEEP, own_fields: Arc::default() }
    }
}

/// What a query was read as, and what there is to say about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// The tree. Where a diagnostic is an error, it holds the nearest reading.
    pub expr: Expr,
    /// In the order of their spans; at most about a hundred.
    pub diagnostics: Vec<Diagnostic>,
}

impl Parsed {
    /// Whether anything was wrong beyond mending.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

/// Reads a query. See the module's documentation for what is promised.
pub fn parse(text: &str, options: &ParseOptions) -> Parsed {
    parser::parse(text, options)
}
