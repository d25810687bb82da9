//! What each query is read as, from the specification's tables to noise.

mod built;
mod dates;
mod limits;
mod mistakes;
mod own_fields;
mod random;
mod specification;
mod structure;

use std::sync::Arc;

use article::{FieldKind, OwnFields};

use super::{DiagnosticCode, ParseOptions, Parsed, Severity, parse};

/// Reads a query as an archive with a field `desk` and others of its own would.
fn read(text: &str) -> Parsed {
    parse(text, &options())
}

fn options() -> ParseOptions {
    let own_fields = [
        ("desk", FieldKind::Keyword),
        ("summary", FieldKind::Text),
        ("pages", FieldKind::Number),
        ("embargo", FieldKind::Date),
    ];
    let own_fields = own_fields
        .into_iter()
        .try_fold(OwnFields::new(), |fields, (name, kind)| fields.with(name, kind));
    ParseOptions { own_fields: Arc::new(own_fields.unwrap()), ..ParseOptions::default() }
}

/// What was said about a query, gravest first.
fn remarks(parsed: &Parsed) -> Vec<(Severity, DiagnosticCode)> {
    let mut remarks: Vec<_> = parsed
        .diagnostics
        .iter()
        .map(|diagnostic| (diagnostic.severity, diagnostic.code))
        .collect();
    remarks.sort_unstable_by(|a, b| b.cmp(a));
    remarks
}
