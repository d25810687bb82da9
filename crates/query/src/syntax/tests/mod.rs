//! What each query is read as, from the specification's tables to noise.

mod built;
mod dates;
mod limits;
mod mistakes;
mod random;
mod specification;
mod structure;

use super::{DiagnosticCode, ParseOptions, Parsed, Severity, parse};

/// Reads a query as an archive with an extra field `desk` would.
fn read(text: &str) -> Parsed {
    parse(text, &options())
}

fn options() -> ParseOptions {
    ParseOptions { extra_fields: vec!["desk".to_owned()], ..ParseOptions::default() }
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
