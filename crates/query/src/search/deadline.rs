//! Ends a search that takes too long.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// When a search must come to its end; it notes when it did so early.
#[derive(Debug)]
pub(crate) struct Deadline {
    at: Option<Instant>,
    asked: Cell<u32>,
    passed: Cell<bool>,
    is_cut: Arc<AtomicBool>,
}

impl Deadline {
    /// The clock is read once in so many times that it is asked.
    const EVERY: u32 = 256;

    /// A deadline, if there is one; `is_cut` is set once it has passed.
    pub(crate) fn at(at: Option<Instant>, is_cut: Arc<AtomicBool>) -> Self {
        Self { at, asked: Cell::new(0), passed: Cell::new(false), is_cut }
    }

    /// Whether the time is over.
    pub(crate) fn has_passed(&self) -> bool {
        let Some(at) = self.at else { return false };
        self.asked.set(self.asked.get().wrapping_add(1));
        if !self.passed.get() && self.asked.get().is_multiple_of(Self::EVERY) {
            self.passed.set(Instant::now() >= at);
            self.is_cut.fetch_or(self.passed.get(), Ordering::Relaxed);
        }
        self.passed.get()
    }

    /// Whether there is one.
    pub(crate) fn is_set(&self) -> bool {
        self.at.is_some()
    }
}
