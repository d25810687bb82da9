//! Bounds the documents on their way to the engine.
//!
//! The engine's own queue is bounded by their number alone, and ten thousand long articles are
//! more than the memory of a run.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use schema::EngineDocument;
use tantivy::schema::document::Document;

/// The bytes of the documents that were handed to the engine and are not yet written down.
#[derive(Debug)]
pub(crate) struct InFlight {
    limit_bytes: usize,
    bytes: Arc<Bytes>,
}

#[derive(Debug, Default)]
struct Bytes {
    taken: Mutex<usize>,
    changed: Condvar,
}

impl Bytes {
    fn taken(&self) -> MutexGuard<'_, usize> {
        // No code that could panic runs while the lock is held.
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl InFlight {
    /// Nothing under way yet, and no more than so many bytes at a time.
    pub(crate) fn new(limit_bytes: usize) -> Self {
        Self { limit_bytes, bytes: Arc::default() }
    }

    /// Waits until the document has room. One that is larger than the limit goes alone.
    pub(crate) fn admit(&self, document: EngineDocument) -> Admitted {
        /// An engine that has stopped takes no documents any more, and says so when it is handed
        /// one: so nobody waits for it for ever.
        const PATIENCE: Duration = Duration::from_secs(10);
        let size_bytes = document.size_bytes();
        let mut taken = self.bytes.taken();
        while *taken > 0 && *taken + size_bytes > self.limit_bytes {
            let waited = self.bytes.changed.wait_timeout(taken, PATIENCE);
            let (guard, outcome) = waited.unwrap_or_else(PoisonError::into_inner);
            taken = guard;
            if outcome.timed_out() {
                break;
            }
        }
        *taken += size_bytes;
        drop(taken);
        Admitted { document, size_bytes, bytes: Arc::clone(&self.bytes) }
    }
}

/// A document that holds its room until the engine lets go of it.
#[derive(Debug)]
pub(crate) struct Admitted {
    document: EngineDocument,
    size_bytes: usize,
    bytes: Arc<Bytes>,
}

impl Drop for Admitted {
    fn drop(&mut self) {
        *self.bytes.taken() -= self.size_bytes;
        self.bytes.changed.notify_one();
    }
}

impl Document for Admitted {
    type Value<'a> = <EngineDocument as Document>::Value<'a>;
    type FieldsValuesIter<'a> = <EngineDocument as Document>::FieldsValuesIter<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.document.iter_fields_and_values()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_is_under_way_than_the_limit() {
        let (fields, _) = schema::Fields::new();
        let analyzer = schema::Settings::default().analyzer();
        let article = testkit::article("1", "Ferry", "The ferry runs.").build().unwrap();
        let document = || {
            let mut builder = schema::DocumentBuilder::new(fields.clone(), analyzer.clone());
            builder.document(&article, schema::LedgerEntry::NONE)
        };
        let size_bytes = document().size_bytes();
        assert!(size_bytes > article.body.len());
        let in_flight = InFlight::new(2 * size_bytes);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..50 {
                        let admitted = in_flight.admit(document());
                        assert!(*in_flight.bytes.taken() <= in_flight.limit_bytes);
                        drop(admitted);
                    }
                });
            }
        });
        assert_eq!(*in_flight.bytes.taken(), 0);
        // One that is larger than everything goes alone.
        drop(InFlight::new(1).admit(document()));
    }
}
