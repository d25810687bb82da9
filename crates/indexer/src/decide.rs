//! Decides whether an article is new, and of two with one id, which of them stays.

use std::cmp::Ordering;
use std::sync::Arc;

use article::{Article, Withdrawal};
use schema::{FileKey, LedgerEntry, LedgerFile};

use crate::added::{Added, Duplicate, Stays};
use crate::committed::CommittedArticle;
use crate::removal::Removal;
use crate::sources::is_gone;
use crate::standing::Standing;
use crate::view::{Fate, Present};
use crate::withdrawn::takes_back;
use crate::{Indexer, IndexerError};

/// The article that another with its id is compared with.
struct Rival {
    file: FileKey,
    standing: Standing,
    /// Whether it was met in this run.
    is_met: bool,
    /// Its number, while it is as it was committed.
    committed: Option<u32>,
}

impl Indexer {
    /// Whether an article is new, and if not, which of the two stays.
    ///
    /// For a program the later call wins. In a run over files it is the one of the greater
    /// [`Standing`], and of two that are equal in it the first in the order of their files: so the
    /// outcome does not depend on history.
    pub(crate) fn decide(
        &mut self,
        article: &Article,
        entry: LedgerEntry,
    ) -> Result<Added, IndexerError> {
        if self.is_in_run {
            self.decide_in_run(article, entry)
        } else {
            self.decide_by_call(article, entry)
        }
    }

    /// Takes an article in the place of whatever has its id.
    fn decide_by_call(
        &mut self,
        article: &Article,
        entry: LedgerEntry,
    ) -> Result<Added, IndexerError> {
        let id = article.id;
        let added = match self.view.present(&id)? {
            Present::Absent => {
                self.summary.added += 1;
                Added::New
            }
            Present::Removed { .. } => self.come_back(false),
            Present::Committed(old, _) if old.ledger == entry => {
                self.keep(old.number);
                return Ok(Added::Unchanged);
            }
            Present::Committed(old, fate) => {
                if fate == Fate::Kept {
                    self.summary.unchanged -= 1;
                }
                self.summary.replaced += 1;
                self.view.decide(old.number, Fate::Replaced);
                Added::Replaced
            }
            Present::Written { file, digest, .. } if LedgerEntry { file, digest } == entry => {
                return Ok(Added::Unchanged);
            }
            // It is counted already.
            Present::Written { .. } => Added::Replaced,
        };
        self.view.written(id, entry, Standing::of(article));
        Ok(added)
    }

    fn decide_in_run(
        &mut self,
        article: &Article,
        entry: LedgerEntry,
    ) -> Result<Added, IndexerError> {
        let (id, standing) = (article.id, Standing::of(article));
        let later = || article.provenance.clone();
        if self.withdrawn.has(article) {
            self.note_rival(entry.file);
            let stays = Stays::Withdrawal;
            return Ok(Added::Duplicate(Duplicate {
                id,
                later: later(),
                later_stays: false,
                stays,
            }));
        }
        let rival = match self.view.present(&id)? {
            Present::Absent => {
                self.summary.added += 1;
                self.take(article, entry, None);
                return Ok(Added::New);
            }
            Present::Removed { gave_way } => {
                let added = self.come_back(gave_way);
                self.take(article, entry, None);
                return Ok(added);
            }
            Present::Committed(old, _)
                if old.ledger == entry && self.read_anew != Some(entry.file) =>
            {
                self.keep(old.number);
                return Ok(Added::Unchanged);
            }
            Present::Committed(old, Fate::Untouched | Fate::Lost)
                if !self.is_rival(&old, entry) && !self.is_kept_as_later(&old, entry, article) =>
            {
                self.summary.replaced += 1;
                self.view.decide(old.number, Fate::Replaced);
                if old.ledger.is_from_another_file(entry) {
                    // Should the other file come back, it is looked at again.
                    self.note_rival(old.ledger.file);
                }
                self.take(article, entry, None);
                return Ok(Added::Replaced);
            }
            Present::Committed(old, fate) => Rival {
                file: old.ledger.file,
                standing: self.view.committed().standing(&old)?,
                is_met: fate == Fate::Kept,
                committed: Some(old.number),
            },
            Present::Written { file, standing, .. } => {
                Rival { file, standing, is_met: true, committed: None }
            }
        };
        let stays = match standing.cmp(&rival.standing) {
            Ordering::Equal => Stays::Earlier,
            _ if standing.version == rival.standing.version => Stays::Longer,
            _ => Stays::Newer,
        };
        let later_stays = self.goes_before((entry.file, standing), (rival.file, rival.standing));
        if entry.file != rival.file {
            self.note_rival(if later_stays { rival.file } else { entry.file });
        }
        if later_stays {
            if let Some(number) = rival.committed {
                self.view.decide(number, Fate::Replaced);
            }
            let from = rival.committed.is_none().then_some(rival.file);
            self.take(article, entry, from);
        }
        if later_stays && rival.committed.is_some() && !rival.is_met {
            self.summary.replaced += 1;
            return Ok(Added::Replaced);
        }
        Ok(Added::Duplicate(Duplicate { id, later: later(), later_stays, stays }))
    }

    /// Takes back what a source file gives under an id, up to a version. What a program added
    /// stays: it is for the program to remove.
    pub(crate) fn withdraw(&mut self, withdrawal: Withdrawal) -> Result<(), IndexerError> {
        let Withdrawal { id, version } = withdrawal;
        self.withdrawn.note(withdrawal);
        let (file, Standing { version: present, .. }) = match self.view.present(&id)? {
            Present::Absent | Present::Removed { .. } => return Ok(()),
            Present::Committed(old, fate) => {
                let standing = self.view.committed().standing(&old)?;
                // It was met before, and counted.
                let is_kept = fate == Fate::Kept && takes_back(version, standing.version);
                self.summary.unchanged -= u64::from(is_kept && old.ledger.file != FileKey::NONE);
                (old.ledger.file, standing)
            }
            Present::Written { file, standing, .. } => {
                if takes_back(version, standing.version) {
                    *self.gained.entry(file).or_default() -= 1;
                }
                (file, standing)
            }
        };
        if file != FileKey::NONE && takes_back(version, present) {
            self.note_rival(file);
            self.remove(&id)?;
        }
        Ok(())
    }

    /// Counts an article that comes back after it was taken away, in place of another or not.
    fn come_back(&mut self, gave_way: bool) -> Added {
        if gave_way {
            self.summary.added += 1;
        } else {
            self.summary.removed -= 1;
            self.summary.replaced += 1;
        }
        Added::Replaced
    }

    /// Takes an article in for its file, and from the file that this run had taken it in for.
    fn take(&mut self, article: &Article, entry: LedgerEntry, from: Option<FileKey>) {
        *self.gained.entry(entry.file).or_default() += 1;
        if let Some(from) = from {
            *self.gained.entry(from).or_default() -= 1;
        }
        self.view.written(article.id, entry, Standing::of(article));
    }

    /// Whether a committed article that this run has not met is one that another file still has,
    /// as far as is known.
    fn is_rival(&self, old: &CommittedArticle, entry: LedgerEntry) -> bool {
        if !old.ledger.is_from_another_file(entry) || self.view.fate(old.number) == Fate::Lost {
            return false;
        }
        self.ledger.files.get(&old.ledger.file).is_some_and(|file| {
            // Should it have moved, it is read once more, but what it was not read to may be lost.
            !file.outcome.is_whole() || !self.is_known_gone(file)
        })
    }

    /// Whether what is gone stays in this run, and a committed article of another file says that
    /// it is a later state than this one.
    fn is_kept_as_later(
        &self,
        old: &CommittedArticle,
        entry: LedgerEntry,
        article: &Article,
    ) -> bool {
        let standing = || self.view.committed().standing(old);
        self.removal == Removal::Never
            && old.ledger.is_from_another_file(entry)
            && standing().is_ok_and(|standing| standing.version > article.version)
    }

    /// Whether a file lies in what is read and is not there.
    fn is_known_gone(&self, file: &LedgerFile) -> bool {
        self.scopes.iter().any(|scope| scope.covers(file)) && is_gone(file)
    }

    /// Whether a file lies in a root that is not there.
    fn is_away(&self, key: FileKey) -> bool {
        let file = self.ledger.files.get(&key);
        file.is_some_and(|file| self.missing.iter().any(|scope| scope.covers(file)))
    }

    /// In a rebuild: whether an article that its file did not give again, though it may have it
    /// still, stays against one that another file gave.
    pub(crate) fn stays_against(
        &self,
        (file, standing): (FileKey, Standing),
        (other, other_standing): (FileKey, Standing),
    ) -> bool {
        let Some(known) = self.ledger.files.get(&file) else { return false };
        file != other
            && !known.outcome.is_whole()
            && !self.is_known_gone(known)
            && self.goes_before((file, standing), (other, other_standing))
    }

    /// Whether of two articles with one id that of one file stays, and not the other's: by their
    /// standings, and where these are equal the first in the order in which files are read. What
    /// is only kept because its root is not there comes last then.
    fn goes_before(
        &self,
        (one, standing): (FileKey, Standing),
        (other, other_standing): (FileKey, Standing),
    ) -> bool {
        let place = |key| self.ledger.files.get(&key).map(|file| (&file.root, &file.path));
        let is_before = || self.is_away(other) || place(one) < place(other);
        standing.cmp(&other_standing).is_gt()
            || standing == other_standing && one != other && !self.is_away(one) && is_before()
    }

    /// Notes that an article of this file gave way to one of another.
    pub(crate) fn note_rival(&mut self, key: FileKey) {
        if let Some(file) = self.ledger.files.get_mut(&key)
            && !file.has_rivals
        {
            Arc::make_mut(file).has_rivals = true;
            self.touch();
        }
    }
}
