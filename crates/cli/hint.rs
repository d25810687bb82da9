//! Finds the advice that belongs to an error.

use backfile::UpdateError;
use backfile::indexer::IndexerError;
use backfile::query::QueryError;
use backfile::schema::SchemaError;

/// What to do about an error, in one sentence, where there is something.
pub(crate) fn of(error: &anyhow::Error) -> Option<&'static str> {
    error.chain().find_map(|cause| {
        if let Some(error) = cause.downcast_ref::<QueryError>() {
            return Some(error.hint());
        }
        if let Some(error) = cause.downcast_ref::<UpdateError>() {
            return Some(error.hint());
        }
        if let Some(error) = cause.downcast_ref::<IndexerError>() {
            return Some(error.hint());
        }
        cause.downcast_ref::<SchemaError>().map(SchemaError::hint)
    })
}
