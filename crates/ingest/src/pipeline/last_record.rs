//! Notes that the last record of a file is broken: the file was cut, though it could be read.

use crate::{Event, FileOutcome, SkipReason};

/// What is known of the record before.
#[derive(Default)]
pub(super) struct LastRecord {
    is_cut: bool,
}

impl LastRecord {
    /// The event as it is told. `may_grow` is about the end of a file: whether records are added
    /// there.
    pub(super) fn settle(&mut self, mut event: Event, may_grow: bool) -> Event {
        let was_cut = std::mem::take(&mut self.is_cut);
        match &mut event {
            Event::Skipped(skipped) => {
                self.is_cut = matches!(skipped.reason, SkipReason::CutShort { .. });
            }
            Event::FileFinished { outcome: outcome @ FileOutcome::Read, .. } if was_cut => {
                *outcome = FileOutcome::Cut { may_grow };
            }
            _ => {}
        }
        event
    }
}
