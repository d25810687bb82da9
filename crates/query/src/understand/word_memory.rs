//! Remembers what was found out of words.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use text::Language;

use super::sought::Sought;

/// A word in its exact letters, and its language where that is known.
type Typed = (String, Option<Language>);

/// What was found out of words before, for the next question with one of them.
#[derive(Debug, Default)]
pub struct WordMemory {
    known: Mutex<HashMap<Typed, Arc<Vec<Sought>>>>,
}

impl WordMemory {
    /// Words remembered.
    const LIMIT: usize = 4_096;

    pub(super) fn get(&self, key: &Typed) -> Option<Arc<Vec<Sought>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).get(key).map(Arc::clone)
    }

    pub(super) fn keep(&self, key: Typed, found: &Arc<Vec<Sought>>) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= Self::LIMIT {
            known.clear();
        }
        known.insert(key, Arc::clone(found));
    }
}
