//! Notes that the last record of a file is broken, or the only one was not read: the file was cut
//! or is damaged, though it could be read.

use crate::{Event, FileOutcome, SkipReason};

/// How a file ends that ends with the record before.
#[derive(Default)]
pub(super) struct LastRecord(Option<FileOutcome>);

impl LastRecord {
    /// The event as it is told. `may_grow` is about the end of a file: whether records are added
    /// there.
    pub(super) fn settle(&mut self, mut event: Event, may_grow: bool) -> Event {
        let before = self.0.take();
        match &mut event {
            Event::Skipped(skipped) => self.0 = ends(&skipped.reason),
            Event::FileFinished { outcome: outcome @ FileOutcome::Read, .. } => {
                *outcome = match before {
                    Some(FileOutcome::Cut { .. }) => FileOutcome::Cut { may_grow },
                    before => before.unwrap_or(FileOutcome::Read),
                };
            }
            _ => {}
        }
        event
    }
}

/// How a file ends whose last record was left out for a reason, where that says something of it.
fn ends(reason: &SkipReason) -> Option<FileOutcome> {
    Some(match reason {
        SkipReason::CutShort { .. } => FileOutcome::Cut { may_grow: false },
        SkipReason::NotConverted { failure, .. } if failure.is_passing() => FileOutcome::Unreadable,
        // What is packed in a file of one article.
        SkipReason::DamagedContainer { .. } | SkipReason::NotConverted { .. } => {
            FileOutcome::Damaged
        }
        SkipReason::NothingConverted => FileOutcome::Empty,
        _ => return None,
    })
}
