//! Gathers what there is to say about a question, now that it is answered.

use crate::engine::Reached;
use crate::search::Found;
use crate::syntax::{Diagnostic, DiagnosticCode, Severity};

/// What was said when it was read, and of a limit that was reached.
pub(super) fn remarks(found: &impl Found) -> Vec<Diagnostic> {
    let question = found.question();
    let limit = found.budget().reached().and_then(why);
    let limit = limit.map(|why| Diagnostic {
        severity: Severity::Note,
        code: DiagnosticCode::LimitReached,
        span: question.expr.span.clone(),
        message: format!("only a part was searched: {why}"),
        read_as: None,
    });
    question.diagnostics.iter().cloned().chain(limit).collect()
}

/// Why something was left out; nothing is said to those who gave the question up.
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
