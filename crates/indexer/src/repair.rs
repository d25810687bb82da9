//! Makes a damaged index sound again, without what of it cannot be read.

use schema::{Layout, Location};

use crate::predecessor::Predecessor;
use crate::verify::{Finding, verify_files};
use crate::{IndexerError, IndexerOptions};

/// What a repair did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Repair {
    /// What was found wrong.
    pub findings: Vec<Finding>,
    /// What could not be read and was dropped. The next run reads its sources again.
    pub dropped: Vec<Finding>,
    /// Articles in the index now.
    pub articles: u64,
}

impl IndexerOptions {
    /// Checks the index at this place as [`crate::verify()`] does; where something is wrong,
    /// fills a new generation with all articles that can be read, and switches to it. What is
    /// sound is left as it is.
    ///
    /// # Errors
    /// Those of [`Self::open_or_create`]; [`IndexerError::Schema`] where so little can be read
    /// that only a rebuild from the sources helps; [`IndexerError::Cancelled`].
    pub fn repair(self, path: impl Into<Location>) -> Result<Repair, IndexerError> {
        let path = path.into();
        let layout = Layout::new(&path);
        let (verification, damaged) = verify_files(&layout)?;
        let articles = verification.articles;
        if verification.is_sound() {
            return Ok(Repair { articles, ..Repair::default() });
        }
        // What cannot be listed cannot be taken over.
        Predecessor::open(&layout, layout.current()?)?;
        let mut indexer = self.rebuild(true).open_or_create(path)?;
        indexer.doubtful = damaged;
        let dropped = indexer.carry_over(&mut |_| ())?.damage;
        let summary = indexer.publish()?;
        Ok(Repair { findings: verification.findings, dropped, articles: summary.articles })
    }
}
