//! Gathers what there is to say about a question, now that it is answered.

use std::ops::Range;

use crate::engine::Reached;
use crate::search::Found;
use crate::syntax::{Diagnostic, DiagnosticCode, Severity};

/// What was said when it was read, and of a limit that was reached.
pub(super) fn remarks(found: &impl Found) -> Vec<Diagnostic> {
    let question = found.question();
    let limit = found.budget().reached();
    let limit = limit.and_then(|limit| of_limit(limit, Severity::Note, &question.expr.span));
    question.diagnostics.iter().cloned().chain(limit).collect()
}

/// The remark that a limit was reached; nothing is said to those who gave the question up.
pub(super) fn of_limit(
    limit: Reached,
    severity: Severity,
    query: &Range<usize>,
) -> Option<Diagnostic> {
    let why = why(limit)?;
    Some(Diagnostic {
        severity,
        code: DiagnosticCode::LimitReached,
        span: query.clone(),
        message: format!("only a part was searched: {why}"),
        read_as: None,
    })
}

/// Why something was left out.
fn why(limit: Reached) -> Option<&'static str> {
    Some(match limit {
        Reached::Work => {
            "the query makes more work than it may; fewer wildcards or shorter distances make less"
        }
        Reached::Time => "the time it was given is over",
        Reached::Text => "some articles have too many ways to match",
        Reached::Terms => "its patterns or synonyms stand for more words than are looked up",
        Reached::Cancelled => return None,
    })
}
