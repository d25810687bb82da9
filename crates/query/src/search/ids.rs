//! Finds an article by its id.

use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED};

use super::scored::{Candidate, Scored};
use super::state::State;
use crate::QueryError;
use crate::engine::{Pattern, Terms};

/// The document of an id, or of the only id that begins so.
pub(crate) fn find(state: &State, id: &str) -> Result<Candidate, QueryError> {
    /// Of more, the number is not told exactly.
    const COUNTED: usize = 1_000;
    let prefix = id.trim().to_lowercase();
    let mut found = Vec::new();
    for (segment, reader) in state.engine.segment_readers().iter().enumerate() {
        let failed = |error| state.failed(error);
        let terms = Terms::open(reader, state.fields().id).map_err(failed)?;
        let expansion =
            Pattern::Prefix(prefix.clone()).expand(&terms, COUNTED, &state.source.budget);
        let expansion = expansion.map_err(failed)?;
        for info in expansion.terms {
            let option = IndexRecordOption::Basic;
            let postings = terms.inverted.read_postings_from_terminfo(&info, option);
            let mut postings = postings.map_err(|error| state.failed(error.into()))?;
            while postings.doc() != TERMINATED {
                if !reader.is_deleted(postings.doc()) {
                    found.push((segment, postings.doc()));
                }
                postings.advance();
            }
        }
    }
    match found.as_slice() {
        _ if prefix.is_empty() => Err(QueryError::NoArticle { id: prefix }),
        [] => Err(QueryError::NoArticle { id: prefix }),
        [(segment, doc)] => {
            Ok(Scored { score: 0.0, segment: *segment, doc: *doc }.candidate(state))
        }
        several => Err(QueryError::AmbiguousId { prefix, articles: several.len() }),
    }
}
