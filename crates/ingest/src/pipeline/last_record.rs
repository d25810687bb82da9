//! Notes that the last record of a file is broken, or the only one was not read: the file was cut
//! or is damaged, though it could be read.

use crate::{Event, FileOutcome, SkipReason};

/// What is known of the record before.
#[derive(Default)]
pub(super) struct LastRecord {
    is_cut: bool,
    is_damaged: bool,
    /// Whether it may be read another time.
    is_unread: bool,
}

impl LastRecord {
    /// The event as it is told. `may_grow` is about the end of a file: whether records are added
    /// there.
    pub(super) fn settle(&mut self, mut event: Event, may_grow: bool) -> Event {
        let before = std::mem::take(self);
        match &mut event {
            Event::Skipped(skipped) => {
                self.is_cut = matches!(skipped.reason, SkipReason::CutShort { .. });
                // What is packed in a file of one article.
                self.is_damaged = matches!(skipped.reason, SkipReason::DamagedContainer { .. });
                if let SkipReason::NotConverted { failure, .. } = &skipped.reason {
                    self.is_unread = failure.is_passing();
                    self.is_damaged = !self.is_unread;
                }
            }
            Event::FileFinished { outcome: outcome @ FileOutcome::Read, .. }
                if before.is_damaged =>
            {
                *outcome = FileOutcome::Damaged;
            }
            Event::FileFinished { outcome: outcome @ FileOutcome::Read, .. }
                if before.is_unread =>
            {
                *outcome = FileOutcome::Unreadable;
            }
            Event::FileFinished { outcome: outcome @ FileOutcome::Read, .. } if before.is_cut => {
                *outcome = FileOutcome::Cut { may_grow };
            }
            _ => {}
        }
        event
    }
}
