//! Gathers what there is to say about a question, now that it is answered.

use std::borrow::Cow;
use std::ops::Range;

use crate::engine::{Budget, Reached};
use crate::search::Found;
use crate::syntax::{Diagnostic, DiagnosticCode, Severity};

/// What was said when it was read, and of a limit that was reached.
pub(super) fn remarks(found: &impl Found) -> Vec<Diagnostic> {
    let question = found.question();
    let limit = of_limit(found.budget(), Severity::Note, &question.expr.span);
    question.diagnostics.iter().cloned().chain(limit).collect()
}

/// The remark that a limit was reached, if one was; nothing is said to those who gave the question
/// up.
pub(super) fn of_limit(
    budget: &Budget,
    severity: Severity,
    query: &Range<usize>,
) -> Option<Diagnostic> {
    let why = why(budget)?;
    Some(Diagnostic {
        severity,
        code: DiagnosticCode::LimitReached,
        span: query.clone(),
        message: format!("only a part was searched: {why}"),
        read_as: None,
    })
}

/// Why something was left out, and how much where that is known.
fn why(budget: &Budget) -> Option<Cow<'static, str>> {
    Some(Cow::Borrowed(match (budget.reached()?, budget.left_out()) {
        (Reached::Work, _) => {
            "the query makes more work than it may; fewer wildcards or shorter distances make less"
        }
        (Reached::Time, _) => "the time it was given is over",
        (Reached::Text, _) => "some articles have too many ways to match",
        (Reached::Terms, 0) => "its patterns or synonyms stand for more words than are looked up",
        (Reached::Terms, words) => {
            return Some(Cow::Owned(format!(
                "its patterns stand for at least {words} more words than are looked up; longer \
                 ones stand for fewer"
            )));
        }
        (Reached::Cancelled, _) => return None,
    }))
}
