//! Bounds the bytes that are on their way from the reader to the receiver.

use std::ops::ControlFlow;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// A number of bytes of which parts are taken and given back.
pub(super) struct Budget {
    limit_bytes: usize,
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    taken_bytes: usize,
    is_closed: bool,
}

impl Budget {
    pub(super) fn new(limit_bytes: usize) -> Self {
        let state = Mutex::new(State { taken_bytes: 0, is_closed: false });
        Self { limit_bytes: limit_bytes.max(1), state, changed: Condvar::new() }
    }

    /// Waits until that many bytes are free, and takes them. What exceeds the whole budget takes
    /// all of it. Breaks off when the budget is closed.
    pub(super) fn take(&self, bytes: usize) -> ControlFlow<(), usize> {
        let bytes = bytes.min(self.limit_bytes);
        let mut state = self.state();
        while state.taken_bytes + bytes > self.limit_bytes && !state.is_closed {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.is_closed {
            return ControlFlow::Break(());
        }
        state.taken_bytes += bytes;
        ControlFlow::Continue(bytes)
    }

    /// Gives back what was taken.
    pub(super) fn give_back(&self, bytes: usize) {
        self.state().taken_bytes -= bytes;
        self.changed.notify_all();
    }

    /// Ends all waiting, now and later.
    pub(super) fn close(&self) {
        self.state().is_closed = true;
        self.changed.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // No code that could panic runs while the lock is held.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
