//! Knows what the index holds as its writer sees it: the commit it began with, and what it has
//! done since.
//!
//! The memory is bounded by what was written since the last commit, and a byte for each article
//! of the commit that the writer began with: what it has committed itself is looked up in the
//! index.

use std::collections::HashMap;
use std::sync::Arc;

use article::ArticleId;
use schema::{FileKey, LedgerEntry, SchemaError};
use tantivy::Index;

use crate::committed::{Committed, CommittedArticle};
use crate::standing::Standing;

/// What a writer has made of an article of the commit that it began with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Nothing yet.
    Untouched,
    /// Its source still has it just so.
    Kept,
    /// Its source has it no longer; it is to be removed at the end.
    Lost,
    /// Another version stands in its place.
    Replaced,
    /// It was removed.
    Removed,
    /// It was removed, for one with another id stands in its place.
    GaveWay,
}

/// What there is under an id.
#[derive(Debug)]
pub(crate) enum Present {
    /// Nothing, and there was nothing when the writer began.
    Absent,
    /// Nothing any more; whether another article stands in its place.
    Removed {
        /// Under another id.
        gave_way: bool,
    },
    /// The article of the commit that the writer began with; its fate is one of the first three.
    Committed(CommittedArticle, Fate),
    /// An article of this writer.
    Written {
        /// Where it came from.
        file: FileKey,
        /// What it is worth beside another one.
        standing: Standing,
        /// The digest of what it was made of.
        digest: u64,
        /// Whether it stands in the place of a committed one.
        was_committed: bool,
    },
}

#[derive(Debug)]
pub(crate) struct View {
    committed: Arc<Committed>,
    /// By the number of the article in `committed`.
    fates: Vec<Fate>,
    /// The last commit of this writer, once it has made one.
    own: Option<Committed>,
    /// What was done since that commit.
    changes: HashMap<ArticleId, Change>,
}

#[derive(Debug, Clone, Copy)]
enum Change {
    Written { ledger: LedgerEntry, standing: Standing },
    Removed,
}

impl View {
    pub(crate) fn new(committed: Committed) -> Self {
        let fates = vec![Fate::Untouched; committed.documents()];
        let committed = Arc::new(committed);
        Self { committed, fates, own: None, changes: HashMap::new() }
    }

    /// The commit that the writer began with.
    pub(crate) fn committed(&self) -> &Arc<Committed> {
        &self.committed
    }

    pub(crate) fn fate(&self, number: u32) -> Fate {
        self.fates.get(number as usize).copied().unwrap_or(Fate::Removed)
    }

    pub(crate) fn decide(&mut self, number: u32, fate: Fate) {
        if let Some(known) = self.fates.get_mut(number as usize) {
            *known = fate;
        }
    }

    /// How many changes are remembered until the next commit.
    pub(crate) fn changes(&self) -> usize {
        self.changes.len()
    }

    /// What there is under an id now.
    pub(crate) fn present(&self, id: &ArticleId) -> Result<Present, SchemaError> {
        let old = self.committed.find(id)?;
        let was_committed = old.is_some();
        match self.changes.get(id) {
            Some(Change::Written { ledger: LedgerEntry { file, digest }, standing }) => {
                let (file, digest, standing) = (*file, *digest, *standing);
                return Ok(Present::Written { file, standing, digest, was_committed });
            }
            Some(Change::Removed) if was_committed => return Ok(self.removed_before(old.as_ref())),
            Some(Change::Removed) => return Ok(Present::Absent),
            None => {}
        }
        if let Some(old) = old {
            match self.fate(old.number) {
                Fate::Removed | Fate::GaveWay => return Ok(self.removed_before(Some(&old))),
                Fate::Replaced => {}
                fate => return Ok(Present::Committed(old, fate)),
            }
        }
        let Some(own) = &self.own else { return Ok(Present::Absent) };
        Ok(match own.find(id)? {
            Some(found) => Present::Written {
                file: found.ledger.file,
                standing: own.standing(&found)?,
                digest: found.ledger.digest,
                was_committed,
            },
            None if was_committed => self.removed_before(old.as_ref()),
            None => Present::Absent,
        })
    }

    /// A committed article that is there no longer.
    fn removed_before(&self, old: Option<&CommittedArticle>) -> Present {
        let fate = old.map(|old| self.fate(old.number));
        Present::Removed { gave_way: fate == Some(Fate::GaveWay) }
    }

    /// Notes that an article was written under this id.
    pub(crate) fn written(&mut self, id: ArticleId, ledger: LedgerEntry, standing: Standing) {
        self.changes.insert(id, Change::Written { ledger, standing });
    }

    /// Notes that what was under this id was removed.
    pub(crate) fn removed(&mut self, id: ArticleId) {
        self.changes.insert(id, Change::Removed);
    }

    /// Goes over to the last commit of this writer, behind which nothing was done but what was found
    /// to be there just so.
    pub(crate) fn settle(&mut self) {
        match self.own.take() {
            Some(own) => *self = Self::new(own),
            None => self.fates.fill(Fate::Untouched),
        }
    }

    /// Goes over to the commit that was just made. In the middle of a run over files, what is
    /// known of the commit that the run began with still counts.
    pub(crate) fn committed_now(&mut self, index: &Index, in_run: bool) -> Result<(), SchemaError> {
        let now = Committed::of(index, self.committed.fields())?;
        self.changes.clear();
        if in_run {
            self.own = Some(now);
        } else {
            *self = Self::new(now);
        }
        Ok(())
    }
}
