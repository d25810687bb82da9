//! Remembers what the publishers of a run's files have taken back.
//!
//! An agency takes an item back by a record that says so, often in a file of its own. The ledger
//! has it with that file: so it holds while the file is there, however often the others are read,
//! and what it had kept out comes back when the file goes.

use std::collections::HashMap;

use article::{Article, ArticleId, Version, Withdrawal};
use schema::{FileKey, Ledger};

/// By id, the last version that was taken back.
#[derive(Debug, Default)]
pub(crate) struct Withdrawn(HashMap<ArticleId, Option<Version>>);

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
        let known = self.0.entry(id).or_insert(version);
        *known = (*known).max(version);
    }

    /// Whether this state of an article was taken back.
    pub(crate) fn has(&self, article: &Article) -> bool {
        self.0.get(&article.id).is_some_and(|until| *until >= article.version)
    }
}
