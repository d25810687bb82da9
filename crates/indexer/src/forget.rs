//! Drops a root for good, with all that came from it.

use std::collections::BTreeSet;
use std::sync::Arc;

use article::{ArticleId, FilePath};
use schema::FileKey;

use crate::scope::Scope;
use crate::{Indexer, IndexerError};

impl Indexer {
    /// Forgets a file or folder that the index remembers, and removes what came from it. Returns
    /// how many articles; `None` where the index does not remember it. Roots inside it stay.
    ///
    /// # Errors
    /// [`IndexerError::Write`], and [`IndexerError::Schema`] where the index is damaged.
    pub fn forget(&mut self, root: &FilePath) -> Result<Option<u64>, IndexerError> {
        self.recover()?;
        if !self.ledger.roots.contains(root) {
            return Ok(None);
        }
        let scope = Scope::of_root(root, &self.ledger);
        let files = self.ledger.files.iter();
        let keys: BTreeSet<FileKey> =
            files.filter(|(_, file)| scope.covers(file)).map(|(key, _)| *key).collect();
        let committed = Arc::clone(self.view.committed());
        let of_root = committed.files().filter(|(_, key)| keys.contains(key));
        let ids: Vec<ArticleId> = of_root.filter_map(|(number, _)| committed.id(number)).collect();
        let mut articles = 0;
        for id in &ids {
            articles += u64::from(self.remove(id)?);
        }
        self.ledger.files.retain(|key, _| !keys.contains(key));
        self.ledger.forget_root(root);
        for file in self.ledger.files.values_mut().filter(|file| file.has_rivals) {
            // What gave way to an article of this root has its place now: the next run reads it.
            Arc::make_mut(file).read_again();
        }
        self.touch();
        Ok(Some(articles))
    }
}
