//! Goes back to the last commit, because it is wanted or because something failed.

use std::collections::BTreeMap;
use std::time::Duration;

use schema::SEGMENTS_FILE;
use tantivy::TantivyError;
use tantivy::merge_policy::NoMergePolicy;

use crate::committed::{Committed, last_commit};
use crate::generation::open_writer;
use crate::segments::Segments;
use crate::verify::Doubtful;
use crate::view::View;
use crate::withdrawn::Withdrawn;
use crate::{Indexer, IndexerError};

impl Indexer {
    /// Drops everything that was done since the last commit. It waits until the engine has ended
    /// the merging that is under way.
    ///
    /// # Errors
    /// [`IndexerError::Broken`] while rebuilding. [`IndexerError::DiskFull`],
    /// [`IndexerError::Write`], and [`IndexerError::Schema`] where the index is damaged: it is tried
    /// again before anything else is done.
    pub fn rollback(&mut self) -> Result<(), IndexerError> {
        if self.is_rebuild {
            return Err(self.unusable());
        }
        if let Some(writer) = self.writer.take_if(|_| !self.is_broken) {
            writer.set_merge_policy(Box::new(NoMergePolicy));
            // Whether a merge was done or not, the last commit holds.
            let _ = writer.wait_merging_threads();
        }
        self.is_broken = true;
        self.return_to_commit()
    }

    /// Goes back to the last commit if something failed before. In a run over files, and while
    /// rebuilding, more than the commit would have to be known again.
    ///
    /// # Errors
    /// Those of [`Self::rollback`]; [`IndexerError::Broken`].
    pub(crate) fn recover(&mut self) -> Result<(), IndexerError> {
        match (self.is_broken, self.is_lost) {
            (false, _) => Ok(()),
            (true, false) => self.return_to_commit(),
            (true, true) => Err(self.unusable()),
        }
    }

    fn unusable(&self) -> IndexerError {
        IndexerError::Broken { path: self.folder.path().to_owned() }
    }

    /// The error of the engine over which what was being written is lost.
    pub(crate) fn failed(&mut self, source: TantivyError) -> IndexerError {
        let error = IndexerError::writing(self.folder.path(), source);
        self.broken(error)
    }

    /// The same of any error.
    pub(crate) fn broken(&mut self, error: IndexerError) -> IndexerError {
        self.is_broken = true;
        self.is_lost |= self.is_in_run || self.is_rebuild;
        if !self.is_lost {
            // What was begun is cleared away at once, for the disk may be full of it. If that does
            // not go now, the next call does it.
            let _ = self.return_to_commit();
        }
        error
    }

    fn return_to_commit(&mut self) -> Result<(), IndexerError> {
        let failed = |source| IndexerError::writing(self.folder.path(), source);
        if !self.options.dry_run {
            if let Some(writer) = self.writer.take() {
                // Its merges are not heeded any more, though they go on until they end.
                drop(writer);
                self.await_the_last_of_it();
            }
            self.segments.remove_uncommitted(&self.folder, &self.index).map_err(failed)?;
            self.writer = Some(open_writer(&self.index).map_err(failed)?);
        }
        let fields = self.view.committed().fields().clone();
        let committed = Committed::of(&self.index, &fields)?;
        self.segments = Segments::new(&fields, &self.settings, &self.folder, &self.options)?;
        let (ledger, note) = last_commit(&self.folder, &self.index)?;
        (self.ledger, self.note) = (ledger, note);
        self.view = View::new(committed);
        self.end_run();
        self.scopes.clear();
        self.missing.clear();
        (self.gained, self.withdrawn) = (BTreeMap::new(), Withdrawn::default());
        (self.read_anew, self.doubtful) = (None, Doubtful::new());
        self.count_anew();
        (self.is_changed, self.is_broken, self.is_lost) = (false, false, false);
        Ok(())
    }

    /// Waits until the list of segments stays as it is. A writer that was dropped while a merge came
    /// to its end may still be writing it, and nothing of the engine can be waited for then. No
    /// upstream issue is known.
    fn await_the_last_of_it(&self) {
        /// So long it must stay; writing it takes milliseconds.
        const STILL: Duration = Duration::from_millis(60);
        const MOST_TIMES: usize = 50;
        let list = || self.folder.read(SEGMENTS_FILE).ok();
        let mut before = list();
        for _ in 0..MOST_TIMES {
            std::thread::sleep(STILL);
            let now = list();
            if now == before {
                return;
            }
            before = now;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use schema::Location;

    use crate::verify;

    #[test]
    fn what_was_done_since_the_last_commit_is_dropped() {
        let place = Location::in_memory();
        let mut indexer = Indexer::create(&place).unwrap();
        let articles = testkit::random_articles(3, 6);
        for article in &articles[..3] {
            indexer.add(article.clone()).unwrap();
        }
        indexer.commit().unwrap();
        indexer.remove(&articles[0].id).unwrap();
        for article in &articles[3..] {
            indexer.add(article.clone()).unwrap();
        }
        indexer.segments.write(indexer.writer.as_ref().unwrap()).unwrap();
        indexer.rollback().unwrap();
        assert_eq!(indexer.commit().unwrap().articles, 3);
        indexer.add(articles[5].clone()).unwrap();
        let summary = indexer.commit().unwrap();
        assert_eq!((summary.added, summary.articles), (1, 4));
        indexer.publish().unwrap();
        let verification = verify(&place).unwrap();
        assert!(verification.is_sound() && verification.articles == 4, "{verification:?}");
    }

    #[test]
    fn after_a_failure_it_goes_on_from_the_last_commit() {
        let place = Location::in_memory();
        let mut indexer = Indexer::create(&place).unwrap();
        let articles = testkit::random_articles(3, 3);
        indexer.add(articles[0].clone()).unwrap();
        indexer.commit().unwrap();
        indexer.add(articles[1].clone()).unwrap();
        let full = std::io::Error::from(std::io::ErrorKind::StorageFull);
        let error = indexer.failed(full.into());
        assert!(matches!(error, IndexerError::DiskFull { .. }), "{error:?}");
        assert_eq!(indexer.commit().unwrap().articles, 1);
        indexer.add(articles[2].clone()).unwrap();
        assert_eq!(indexer.commit().unwrap().articles, 2);
        drop(indexer);
        let verification = verify(&place).unwrap();
        assert!(verification.is_sound() && verification.articles == 2, "{verification:?}");
    }

    #[test]
    fn in_a_run_over_files_nothing_goes_on_after_a_failure() {
        let place = Location::in_memory();
        let mut indexer = Indexer::create(&place).unwrap();
        let articles = testkit::random_articles(3, 2);
        indexer.add(articles[0].clone()).unwrap();
        indexer.commit().unwrap();
        indexer.begin_run(&[], Vec::new());
        indexer.failed(std::io::Error::other("a failing device").into());
        let refused = |error| matches!(error, IndexerError::Broken { .. });
        assert!(indexer.add(articles[1].clone()).is_err_and(refused));
        assert!(indexer.commit().is_err_and(refused));
        drop(indexer);
        assert_eq!(verify(&place).unwrap().articles, 1);
    }
}
