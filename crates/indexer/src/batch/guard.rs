//! Keeps a run from removing most of an archive that is only away.

use std::collections::BTreeSet;

use schema::FileKey;

use super::BatchRun;
use crate::view::Fate;

/// So many articles may always go with their sources.
const GUARDED_ARTICLES: usize = 20;

impl BatchRun<'_> {
    /// Finds the roots of which too much would go, and lets them keep it.
    pub(super) fn guard(&mut self) {
        let roots: BTreeSet<&str> = self.scopes.iter().map(|scope| scope.root.as_str()).collect();
        for root in roots {
            let covered = self.state.files().filter(|(_, file)| {
                *file.root == *root && self.scopes.iter().any(|scope| scope.covers(file))
            });
            let keys: BTreeSet<FileKey> = covered.map(|(key, _)| key).collect();
            let numbers = || keys.iter().flat_map(|key| self.state.of_file(*key)).copied();
            let lost: Vec<u32> =
                numbers().filter(|at| self.indexer.view.fate(*at) == Fate::Lost).collect();
            if lost.len() <= GUARDED_ARTICLES || lost.len() * 2 <= numbers().count() {
                continue;
            }
            for number in &lost {
                self.indexer.view.decide(*number, Fate::Untouched);
            }
            self.refused.push((root.to_owned(), lost.len() as u64));
            self.gone.retain(|key| !keys.contains(key));
            self.unsettled.retain(|(key, _)| !keys.contains(key));
        }
    }
}
