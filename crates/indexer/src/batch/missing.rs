//! Settles what becomes of roots that are not there.

use article::FilePath;
use schema::{FileKey, FileOutcome, LedgerFile};

use super::BatchRun;
use crate::view::Fate;

impl BatchRun<'_> {
    /// Forgets the missing roots of which everything has moved away, and returns the others with
    /// how many articles they keep.
    pub(super) fn settle_missing(&mut self) -> Vec<(FilePath, u64)> {
        let mut missing = Vec::new();
        for (root, scope) in std::mem::take(&mut self.missing) {
            let files = &self.indexer.ledger.files;
            let left: Vec<FileKey> =
                files.iter().filter(|(_, file)| scope.covers(file)).map(|(key, _)| *key).collect();
            let numbers = left.iter().flat_map(|key| self.state.of_file(*key));
            let articles = numbers.filter(|number| {
                !matches!(
                    self.indexer.view.fate(**number),
                    Fate::Replaced | Fate::Removed | Fate::GaveWay
                )
            });
            let articles = articles.count() as u64;
            // Others may have taken over what it gave while the index was rebuilt; a rebuild itself
            // does not know yet what it has.
            let had_articles = self.state.articles_in(&scope) > 0
                || left.iter().filter_map(|key| files.get(key)).any(|file| may_have_given(file));
            if articles > 0 || !had_articles || self.indexer.is_rebuild() {
                missing.push((root, articles));
                continue;
            }
            for key in left {
                self.indexer.ledger.files.remove(&key);
            }
            self.indexer.ledger.forget_root(&root);
            self.indexer.touch();
        }
        missing
    }
}

/// Whether articles may have come from a file.
fn may_have_given(file: &LedgerFile) -> bool {
    file.size > 0 && file.outcome != FileOutcome::Left
}
