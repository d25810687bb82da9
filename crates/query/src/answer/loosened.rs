//! Looks for any of the words where all of them are nowhere.

use crate::QueryError;
use crate::search::Found;
use crate::understand::SearchRequest;

/// What is found of a question, or where that is nothing, of it loosened.
pub(super) fn or_loosened<F: Found, T>(
    found: F,
    request: &SearchRequest,
    find: impl Fn(&F) -> Result<T, QueryError>,
    is_nothing: impl Fn(&T) -> bool,
) -> Result<(F, T), QueryError> {
    let answer = find(&found)?;
    if !is_nothing(&answer) {
        return Ok((found, answer));
    }
    let Some(loosened) = loosened(&found, request)? else { return Ok((found, answer)) };
    let answer = find(&loosened)?;
    Ok((loosened, answer))
}

/// The question for any of its words, if it may be loosened so.
pub(super) fn loosened<F: Found>(
    found: &F,
    request: &SearchRequest,
) -> Result<Option<F>, QueryError> {
    let loosened = found.question().loosened(found.archive(), request)?;
    loosened.map(|question| found.ask(question)).transpose()
}
