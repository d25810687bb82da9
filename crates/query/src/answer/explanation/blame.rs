//! Finds the parts of a query that it fails by.

use std::sync::Arc;

use super::typed;
use crate::QueryError;
use crate::answer::result::Blame;
use crate::search::Found;
use crate::syntax::{Expr, ExprKind};
use crate::understand::{Match, Question, SearchRequest};

/// The most parts that are tried without each other.
const BLAME_LIMIT: usize = 8;

/// Where nothing is found, the parts without which something would be.
pub(crate) fn blame_of(
    found: &impl Found,
    request: &SearchRequest,
    total: u64,
) -> Result<Vec<Blame>, QueryError> {
    if total == 0 { blame(found, request) } else { Ok(Vec::new()) }
}

/// The parts of a conjunction without which something would be found. Where the answer was cut
/// short, or the search for them is, the others are not known.
pub(crate) fn blame(found: &impl Found, request: &SearchRequest) -> Result<Vec<Blame>, QueryError> {
    let whole = &found.question().expr;
    let ExprKind::And { children, explicit } = &whole.kind else { return Ok(Vec::new()) };
    let is_cut = found.budget().is_cut();
    if is_cut || children.len() > BLAME_LIMIT || request.matching == Match::Any {
        return Ok(Vec::new());
    }
    let budget = Arc::new(found.budget().for_remarks());
    let mut blame = Vec::new();
    for left_out in 0..children.len() {
        if matches!(children[left_out].kind, ExprKind::Scope(_)) {
            continue;
        }
        let mut rest = children.clone();
        let without = rest.remove(left_out);
        let kind = if rest.len() == 1 {
            rest.remove(0).kind
        } else {
            ExprKind::And { children: rest, explicit: *explicit }
        };
        let expr = Expr { kind, span: whole.span.clone() };
        let (query, matching) = (expr.to_string(), Match::All);
        let request_without = SearchRequest { query, matching, ..request.clone() };
        let question = Question::understand(found.archive(), &request_without);
        // A part that means nothing by itself is not to blame.
        let asked = question.and_then(|question| found.ask_within(question, &budget));
        let Ok(found) = asked else { continue };
        let total = found.count(None)?;
        if budget.is_cut() {
            break;
        }
        if total > 0 {
            let without = typed(&request.query, &without.span, &without);
            blame.push(Blame { without, total });
        }
    }
    Ok(blame)
}
