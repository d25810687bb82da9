//! Bounds how many records of a file are reported one by one, so that a file of broken lines does
//! not fill memory and reports with them.

use std::collections::BTreeMap;

use article::Provenance;

use crate::{Event, SkipReason, Skipped, SourceFile};

/// So many of a kind are told one by one in a file; of the others, how many there are.
const TOLD_LIMIT: u64 = 1_000;

/// So many articles can a file take back: all of them are remembered.
const WITHDRAWN_LIMIT: u64 = 100_000;
const TOO_MANY_WITHDRAWN: &str = "withdrawal beyond the first 100,000 of a file";

/// What was left out of the file that is being read.
#[derive(Default)]
pub(super) struct Reports {
    /// How many of each kind; `None` between files.
    counts: Option<BTreeMap<&'static str, (u64, bool)>>,
    /// How many articles are taken back.
    withdrawn: u64,
    /// How many records of each kind are no articles.
    others: BTreeMap<&'static str, u64>,
}

impl Reports {
    /// Hands an event on, unless it is one too many of its kind; those are told at the end of the
    /// file.
    pub(super) fn pass(&mut self, event: Event, events: &mut Vec<Event>) {
        match &event {
            Event::FileStarted(_) => self.counts = Some(BTreeMap::new()),
            Event::Withdrawn(_) => {
                self.withdrawn += 1;
                if self.withdrawn > WITHDRAWN_LIMIT {
                    return;
                }
            }
            Event::Skipped(Skipped { reason: SkipReason::OtherRecord { kind }, .. }) => {
                *self.others.entry(kind).or_default() += 1;
                return;
            }
            Event::Skipped(skipped) => {
                if let Some(counts) = &mut self.counts {
                    let is_remark = skipped.reason.is_remark();
                    let (count, _) = counts.entry(skipped.reason.name()).or_insert((0, is_remark));
                    *count += 1;
                    if *count > TOLD_LIMIT {
                        return;
                    }
                }
            }
            Event::FileFinished { file, .. } => {
                let withdrawn = std::mem::take(&mut self.withdrawn);
                if withdrawn > WITHDRAWN_LIMIT {
                    let (kind, count) = (TOO_MANY_WITHDRAWN, withdrawn - WITHDRAWN_LIMIT);
                    events.push(of_file(file, SkipReason::NoArticles { kind, count }));
                }
                for (kind, count) in std::mem::take(&mut self.others) {
                    events.push(of_file(file, SkipReason::NoArticles { kind, count }));
                }
                for (kind, (count, is_remark)) in self.counts.take().into_iter().flatten() {
                    if count > TOLD_LIMIT {
                        events.push(further(file, kind, count - TOLD_LIMIT, is_remark));
                    }
                }
            }
            _ => {}
        }
        events.push(event);
    }
}

fn further(file: &SourceFile, kind: &'static str, count: u64, is_remark: bool) -> Event {
    of_file(file, SkipReason::Further { kind, count, is_remark })
}

fn of_file(file: &SourceFile, reason: SkipReason) -> Event {
    let provenance = Provenance { path: file.path.clone(), record: None };
    Event::Skipped(Skipped { root: file.root.clone(), provenance, reason })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FileKind, FileOutcome};

    fn skipped(reason: SkipReason) -> Event {
        let provenance = Provenance { path: "a".into(), record: Some(1) };
        Event::Skipped(Skipped { root: "".into(), provenance, reason })
    }

    #[test]
    fn what_is_one_too_many_of_its_kind_is_counted_and_told_at_the_end_of_its_file() {
        let (mut reports, mut events) = (Reports::default(), Vec::new());
        let finished = || Event::FileFinished {
            file: SourceFile::default(),
            digest: None,
            context: None,
            outcome: FileOutcome::Read,
            kind: FileKind::Plain,
        };
        for _ in 0..TOLD_LIMIT + 5 {
            reports.pass(skipped(SkipReason::UnreadableName), &mut events);
        }
        assert_eq!(events.len() as u64, TOLD_LIMIT + 5, "no file is open");
        events.clear();
        for _ in 0..2 {
            reports.pass(Event::FileStarted(SourceFile::default()), &mut events);
            for _ in 0..TOLD_LIMIT + 5 {
                reports.pass(skipped(SkipReason::NoText), &mut events);
                reports.pass(Event::RecordUnchanged { digest: 1 }, &mut events);
            }
            reports.pass(skipped(SkipReason::Defect), &mut events);
            reports.pass(finished(), &mut events);
        }
        let counts = events.iter().filter_map(|event| match event {
            Event::Skipped(skipped) => Some(skipped.count()),
            _ => None,
        });
        assert_eq!(counts.clone().count() as u64, 2 * (TOLD_LIMIT + 2));
        assert_eq!(counts.sum::<u64>(), 2 * (TOLD_LIMIT + 6));
        assert!(matches!(events.last(), Some(Event::FileFinished { .. })));
    }
}
