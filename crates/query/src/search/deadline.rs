//! Ends a search that takes too long.

use std::cell::Cell;
use std::time::{Duration, Instant};

/// When a search must come to its end; it notes when it did so early.
#[derive(Debug)]
pub(crate) struct Deadline {
    at: Option<Instant>,
    asked: Cell<u32>,
    passed: Cell<bool>,
}

impl Deadline {
    /// The clock is read once in so many times that it is asked.
    const EVERY: u32 = 256;

    /// A deadline so long after now, or none.
    pub(crate) fn after(time: Option<Duration>) -> Self {
        Self::at(time.and_then(|time| Instant::now().checked_add(time)))
    }

    pub(crate) fn at(at: Option<Instant>) -> Self {
        Self { at, asked: Cell::new(0), passed: Cell::new(false) }
    }

    /// Whether the time is over.
    pub(crate) fn has_passed(&self) -> bool {
        let Some(at) = self.at else { return false };
        self.asked.set(self.asked.get().wrapping_add(1));
        if !self.passed.get() && self.asked.get().is_multiple_of(Self::EVERY) {
            self.passed.set(Instant::now() >= at);
        }
        self.passed.get()
    }

    /// Whether it was noticed that the time is over.
    pub(crate) fn was_passed(&self) -> bool {
        self.passed.get()
    }

    /// Whether there is one.
    pub(crate) fn is_set(&self) -> bool {
        self.at.is_some()
    }
}
