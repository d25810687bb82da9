//! Settles what becomes of roots that are not there.

use article::FilePath;
use schema::FileKey;

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
            if articles > 0 || self.state.articles_in(&scope) == 0 {
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
