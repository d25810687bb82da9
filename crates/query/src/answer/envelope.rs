//! Puts an answer into the envelope that every answer comes in.

use std::ops::{Deref, DerefMut};

use serde::Serialize;

use super::remarks::remarks;
use crate::search::Found;
use crate::syntax::Diagnostic;

/// An answer, and all there is to say of it.
///
/// It derefs to the value, and serialises as the value with `partial` and `diagnostics` beside it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Answer<T> {
    /// What was asked for.
    #[serde(flatten)]
    pub value: T,
    /// Whether a limit cut it short: what it counts is then the least that there is, and a remark
    /// says which limit. Where the request is strict, that is an error instead.
    pub partial: bool,
    /// What there is to say about the query and its answer.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Answer<T> {
    /// The answer to a question of which this was found. Nothing is looked up for it after that.
    pub(super) fn of(found: &impl Found, value: T) -> Self {
        Self { value, partial: found.budget().is_cut(), diagnostics: remarks(found) }
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
