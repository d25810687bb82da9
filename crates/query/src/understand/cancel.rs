//! Asks a question under way to be given up.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Asks for the end of a question whose answer nobody waits for any more. Clones are one token:
/// whoever has one may cancel, from any thread.
#[derive(Debug, Clone, Default)]
pub struct CancelToken(Arc<AtomicBool>);

impl CancelToken {
    /// A token that nobody has cancelled yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks for the end.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether the end was asked for.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
