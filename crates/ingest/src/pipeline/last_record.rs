//! Tells a last record that is broken from others: a file that ends with one was cut.

use crate::{Event, FileOutcome, Skipped};

/// Holds a broken record back until it is known whether another follows it in its file.
#[derive(Default)]
pub(super) struct LastRecord {
    broken: Option<Skipped>,
}

impl LastRecord {
    /// Passes an event on, with the one that was held back. `may_grow` is about the end of a
    /// file: whether records are added there.
    pub(super) fn pass(&mut self, event: Event, may_grow: bool, events: &mut Vec<Event>) {
        let broken = self.broken.take();
        match event {
            Event::Skipped(skipped) if skipped.reason.is_broken_record() => {
                events.extend(broken.map(Event::Skipped));
                self.broken = Some(skipped);
            }
            Event::FileFinished { file, digest, context, outcome: FileOutcome::Read }
                if let Some(Skipped { root, provenance, reason }) = broken =>
            {
                let reason = reason.of_last_record();
                events.push(Event::Skipped(Skipped { root, provenance, reason }));
                let outcome = FileOutcome::Cut { may_grow };
                events.push(Event::FileFinished { file, digest, context, outcome });
            }
            event => {
                events.extend(broken.map(Event::Skipped));
                events.push(event);
            }
        }
    }
}
