//! Remembers what the publishers of a run's files have taken back.
//!
//! An agency takes an item back by a record that says so, often in a file of its own. The ledger
//! has it with that file: so it holds while the file is there, however often the others are read,
//! and what it had kept out comes back when the file goes.

use std::collections::HashMap;

use article::{Article, ArticleId, Version, Withdrawal};
use schema::{FileKey, Ledger};

/// By id, the versions that were taken back.
#[derive(Debug, Default)]
pub(crate) struct Withdrawn(HashMap<ArticleId, Vec<Option<Version>>>);

impl Withdrawn {
    /// What the files of a ledger take back, but for those that are gone.
    pub(crate) fn of(ledger: &Ledger, gone: &[FileKey]) -> Self {
        let mut withdrawn = Self::default();
        let files = ledger.files.iter().filter(|(key, _)| !gone.contains(key));
        files.flat_map(|(_, file)| &file.withdrawn).for_each(|one| withdrawn.note(*one));
        withdrawn
    }

    /// Takes one more back.
    pub(crate) fn note(&mut self, Withdrawal { id, version }: Withdrawal) {
        let known = self.0.entry(id).or_default();
        if !known.contains(&version) {
            known.push(version);
        }
    }

    /// Whether this state of an article was taken back.
    pub(crate) fn has(&self, article: &Article) -> bool {
        let known = self.0.get(&article.id).into_iter().flatten();
        known.copied().any(|until| takes_back(until, article.version))
    }
}

/// Whether what takes an article back up to a version takes this one back. Without a version it
/// takes back all. Numbers are compared where both have one, and moments where these are the same
/// or missing.
pub(crate) fn takes_back(until: Option<Version>, version: Option<Version>) -> bool {
    let (Some(until), Some(version)) = (until, version) else {
        return until.is_none() || version.is_none();
    };
    let are_numbered = until.number > 0 && version.number > 0;
    if are_numbered && until.number != version.number {
        return until.number > version.number;
    }
    let are_dated = until.moment != 0 && version.moment != 0;
    if are_dated { until.moment >= version.moment } else { are_numbered || until >= version }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_back_is_so_up_to_a_version_by_number_or_moment() {
        let version = |number, moment| Some(Version { number, moment });
        for (until, taken, left) in [
            (None, version(7, 9), None),
            (version(2, 0), version(2, 500), Some(version(3, 0))),
            (version(0, 50), version(2, 40), Some(version(2, 60))),
            (version(2, 50), version(0, 50), Some(version(0, 51))),
            (version(0, 50), version(0, 50), Some(version(0, 51))),
        ] {
            assert!(takes_back(until, taken) && takes_back(until, None), "{until:?}");
            assert!(left.is_none_or(|left| !takes_back(until, left)), "{until:?}");
        }
    }
}
