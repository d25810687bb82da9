//! Puts an answer into the envelope that every answer comes in.

use std::ops::{Deref, DerefMut};

use schema::CommitId;

use super::remarks::{of_matches, of_reading};
use super::result::Blame;
use crate::QueryError;
use crate::search::Found;
use crate::syntax::Diagnostic;
use crate::understand::SearchRequest;

/// An answer, and all there is to say of it.
///
/// It derefs to the value.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Answer<T> {
    /// What was asked for.
    pub value: T,
    /// The commit of the index that it is an answer of. Asked again of the same one, a question has
    /// the same answer, so that it can be kept under this name; but for one whose days are counted
    /// from today, or whose time was limited.
    pub commit: CommitId,
    /// Whether a limit cut it short: what it counts is then the least that there is, and a remark
    /// says which limit. Where the request is strict, that is an error instead.
    pub partial: bool,
    /// What there is to say about the query and its answer.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Answer<T> {
    /// The same envelope around something that was made of the value.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Answer<U> {
        let Self { value, commit, partial, diagnostics } = self;
        Answer { value: make(value), commit, partial, diagnostics }
    }

    /// The answer to a question, whatever it finds. Nothing is looked up for it after that.
    pub(super) fn of(found: &impl Found, value: T) -> Self {
        Self {
            value,
            commit: found.commit(),
            partial: found.budget().is_cut(),
            diagnostics: of_reading(found),
        }
    }

    /// The answer to a question that finds something, or else fails by these parts of it. Nothing
    /// is looked up for it after that.
    pub(super) fn of_matches(
        found: &impl Found,
        request: &SearchRequest,
        blame: &[Blame],
        value: T,
    ) -> Result<Self, QueryError> {
        let said = of_matches(found, request, blame)?;
        let mut answer = Self::of(found, value);
        answer.diagnostics.extend(said);
        Ok(answer)
    }
}

impl<T> Deref for Answer<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Answer<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}
