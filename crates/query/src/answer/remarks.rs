//! Gathers what there is to say about a question, now that it is answered.

use std::borrow::Cow;
use std::ops::Range;

use super::result::Blame;
use crate::QueryError;
use crate::engine::{Budget, Reached};
use crate::search::Found;
use crate::syntax::{Diagnostic, DiagnosticCode, Severity, shown};
use crate::understand::{Match, SearchRequest, TotalWanted};

/// What was said when it was read, and of a limit that was reached.
pub(super) fn of_reading(found: &impl Found) -> Vec<Diagnostic> {
    let question = found.question();
    let limit = of_limit(found.budget(), Severity::Note, &question.expr.span);
    question.diagnostics.iter().cloned().chain(limit).collect()
}

/// What there is to say of its matches: that they have not all of the words, that some may be of
/// other days, or why there are none.
pub(super) fn of_matches(
    found: &impl Found,
    request: &SearchRequest,
    blame: &[Blame],
) -> Result<Vec<Diagnostic>, QueryError> {
    let question = found.question();
    let note = |code, message| {
        let (severity, span) = (Severity::Note, question.expr.span.clone());
        Diagnostic { severity, code, span, message, read_as: None }
    };
    let mut said = Vec::new();
    // Of a part it is not known what all of it would say.
    if found.budget().is_cut() {
        return Ok(said);
    }
    let without: Vec<String> = blame.iter().map(without).collect();
    let without = without.join(", ");
    if question.is_any && request.matching == Match::Auto {
        let lead = "no article has all the words: any of them was looked for";
        let because = if without.is_empty() { "" } else { "; " };
        said.push(note(DiagnosticCode::AnyWord, format!("{lead}{because}{without}")));
    } else if !without.is_empty() {
        let message = format!("no article has all of it; {without}");
        said.push(note(DiagnosticCode::NothingFound, message));
    }
    // Who wants no total does not wait for this one.
    let is_counted = request.total != TotalWanted::Unknown;
    let possible = if is_counted { found.count_possible()? } else { 0 };
    if possible > 0 {
        let message = format!(
            "{possible} of all that match {} by a month or a year that lies only partly in the \
             days asked for",
            if possible == 1 { "is dated" } else { "are dated" }
        );
        said.push(note(DiagnosticCode::PossibleDates, message));
    }
    Ok(said)
}

/// A part without which something would be found, as a line can show it.
fn without(blame: &Blame) -> String {
    let there = if blame.total == 1 { "is" } else { "are" };
    format!("without `{}` there {there} {}", shown(&blame.without), blame.total)
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
