//! Finds the language that a source usually prints, for its texts that are too short to tell.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use text::Language;

use super::Rules;
use crate::clean;
use crate::format::{Context, Draft, Format, Heading};

/// So many records of a file are looked at.
const RECORDS: usize = 200;
/// Fewer records of a source show no habit.
const FEWEST: u32 = 3;

/// The usual languages of the sources in a file.
#[derive(Debug, Default)]
pub(super) struct Habits(BTreeMap<String, Language>);

impl Habits {
    /// Looks at the first records in the beginning of a file. A source has a habit if more than
    /// half of its records there are in one language, by their own words or by what they are in.
    ///
    /// It depends on the bytes of the file alone, so it is the same whichever record asks first
    /// and whether the records before it are read again or known.
    pub(super) fn of(format: &dyn Format, heading: &Heading, head: &[u8], rules: &Rules) -> Self {
        let Some(mut cutter) = format.cutter(head) else { return Self::default() };
        let context = Context { keys: &rules.keys, heading };
        let mut votes: BTreeMap<String, BTreeMap<Language, u32>> = BTreeMap::new();
        let (mut start, mut at, mut heading_left, mut seen) = (0, 0, heading.records, 0);
        while let Some(length) = cutter.end(&head[at..])
            && seen < RECORDS
        {
            at += length;
            let record = cutter.trim(&head[std::mem::replace(&mut start, at)..at]);
            if record.is_empty() {
                continue;
            }
            if heading_left > 0 {
                heading_left -= 1;
                continue;
            }
            seen += 1;
            let read = || format.read(record, &context);
            if let Ok(Ok(draft)) = catch_unwind(AssertUnwindSafe(read)) {
                let of_source = votes.entry(source(&draft).to_owned()).or_default();
                *of_source.entry(clean::language_of(&draft, &rules.detector)).or_default() += 1;
            }
        }
        let usual = votes.into_iter().filter_map(|(source, votes)| {
            let all: u32 = votes.values().sum();
            let mut most = votes.into_iter().filter(|(_, count)| all >= FEWEST && count * 2 > all);
            Some((source, most.next()?.0))
        });
        Self(usual.collect())
    }

    /// Each source that has a habit, in order, and the language.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, Language)> {
        self.0.iter().map(|(source, usual)| (source.as_str(), *usual))
    }

    /// The language that the source of a record usually prints; unknown if there is none.
    pub(super) fn of_source(&self, draft: &Draft) -> Language {
        self.0.get(source(draft)).copied().unwrap_or_default()
    }
}

/// The name of a record's source, else the host of its address.
fn source(draft: &Draft) -> &str {
    let host = || draft.url.as_deref().and_then(|url| url.split('/').nth(2));
    draft.source.as_deref().or_else(host).unwrap_or_default()
}
