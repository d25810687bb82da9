//! Brings an index up to date with source files, by its ledger.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

use article::Article;
use schema::{FileKey, FileOutcome, Ledger, LedgerEntry, LedgerFile};

use crate::committed::BySource;
use crate::{Added, IndexSummary, Indexer, IndexerError};

/// What the ledger knew of the source files before this run. Shared with whoever reads them, so
/// that what is unchanged is not read.
#[derive(Debug, Default)]
pub struct SourceState {
    files: HashMap<(String, String), (FileKey, LedgerFile)>,
    by_source: BySource,
    /// The last time anything was read, in nanoseconds since 1970.
    last_run_ns: i64,
}

impl SourceState {
    /// Modification times so close to the last run are not trusted: the file may have been
    /// changed again within the same tick of the clock.
    const TRUST_AFTER_NS: i64 = 2_000_000_000;

    /// Whether a file is as it was when it was last read to the end.
    pub fn is_unchanged(&self, root: &str, path: &str, size: u64, modified_ns: i64) -> bool {
        self.file(root, path).is_some_and(|(_, file)| {
            file.outcome != FileOutcome::Partial
                && file.size == size
                && file.modified_ns == modified_ns
                && modified_ns.saturating_add(Self::TRUST_AFTER_NS)
                    < file.read_ns.min(self.last_run_ns)
        })
    }

    /// The digest of a file's bytes, where it was read to the end.
    pub fn digest(&self, root: &str, path: &str) -> Option<&str> {
        self.file(root, path)?.1.digest.as_deref()
    }

    /// The digests of the records that the index has from a file, each with how often.
    pub fn records(&self, root: &str, path: &str) -> HashMap<u64, u32> {
        self.file(root, path).map(|(key, _)| self.by_source.records(*key)).unwrap_or_default()
    }

    fn keys_of(&self, scope: &Scope) -> impl Iterator<Item = FileKey> {
        let files = self.files.values();
        files.filter(move |(_, file)| scope.covers(file)).map(|(key, _)| *key)
    }

    fn file(&self, root: &str, path: &str) -> Option<&(FileKey, LedgerFile)> {
        // The pair is looked up as owned strings: files are few beside their records.
        self.files.get(&(root.to_owned(), path.to_owned()))
    }
}

/// What a run may remove.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Removal {
    /// Articles whose source is gone, unless they are more than half of their root's and more
    /// than 20.
    #[default]
    Guarded,
    /// Articles whose source is gone, however many.
    Allowed,
    /// None.
    Never,
}

/// A part of the sources that a run covers: what lies in it and is not met is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The root, absolute.
    pub root: String,
    /// The one file below the root that is covered; all where it is `None`.
    pub file: Option<String>,
}

impl Scope {
    /// The path that names it: of the root, or of the one file.
    fn path(&self) -> String {
        match &self.file {
            Some(file) => Path::new(&self.root).join(file).to_string_lossy().into_owned(),
            None => self.root.clone(),
        }
    }

    fn covers(&self, file: &LedgerFile) -> bool {
        self.root == file.root && self.file.as_ref().is_none_or(|only| *only == file.path)
    }
}

/// One run over source files. Call [`Self::file_unchanged`], or [`Self::file_started`], the
/// records and [`Self::file_finished`], for every file, then [`Self::finish`].
#[derive(Debug)]
pub struct BatchRun<'a> {
    indexer: &'a mut Indexer,
    scopes: Vec<Scope>,
    encountered: BTreeSet<FileKey>,
    open: Option<OpenFile>,
    state: Arc<SourceState>,
    duplicates: Vec<crate::Duplicate>,
}

#[derive(Debug)]
struct OpenFile {
    key: FileKey,
    /// Records of the last run that this one has not met yet.
    missing: HashMap<u64, u32>,
}

impl<'a> BatchRun<'a> {
    /// Begins a run over these parts of the sources, and tells what is known of their files.
    pub fn begin(indexer: &'a mut Indexer, scopes: Vec<Scope>) -> (Self, Arc<SourceState>) {
        for scope in &scopes {
            let path = scope.path();
            if !indexer.ledger.roots.contains(&path) {
                indexer.ledger.roots.push(path);
                indexer.touch();
            }
        }
        indexer.ledger.roots.sort();
        let files = &indexer.ledger.files;
        let named = |(key, file): (&FileKey, &LedgerFile)| {
            ((file.root.clone(), file.path.clone()), (*key, file.clone()))
        };
        let state = Arc::new(SourceState {
            last_run_ns: files.values().map(|file| file.read_ns).max().unwrap_or_default(),
            files: files.iter().map(named).collect(),
            by_source: indexer.committed.by_source(),
        });
        let run = Self {
            indexer,
            scopes,
            encountered: BTreeSet::new(),
            open: None,
            state: Arc::clone(&state),
            duplicates: Vec::new(),
        };
        (run, state)
    }

    /// A file is as it was: all that came from it stays.
    pub fn file_unchanged(&mut self, root: &str, path: &str) {
        let Some(key) = self.key_of(root, path) else { return };
        self.encountered.insert(key);
        let articles = self.state.by_source.of_file(key).count();
        self.indexer.count_unchanged(articles as u64);
    }

    /// A folder could not be listed: all that came from below it stays.
    pub fn folder_unreadable(&mut self, root: &str, path: &str) {
        let below = if path.is_empty() { String::new() } else { format!("{path}/") };
        let stays =
            |(file_root, file): &(String, String)| file_root == root && file.starts_with(&below);
        let keys =
            self.state.files.iter().filter(|(place, _)| stays(place)).map(|(_, (key, _))| *key);
        self.encountered.extend(keys);
    }

    /// The reading of a file begins.
    pub fn file_started(&mut self, file: LedgerFile) {
        let key = self.key_of(&file.root, &file.path);
        let key = key.unwrap_or_else(|| self.indexer.ledger.next_key());
        self.encountered.insert(key);
        let missing = self.state.by_source.records(key);
        self.indexer.ledger.files.insert(key, LedgerFile { outcome: FileOutcome::Partial, ..file });
        self.indexer.touch();
        self.open = Some(OpenFile { key, missing });
    }

    /// A record of the open file is in the index already, just so.
    pub fn record_unchanged(&mut self, digest: u64) {
        let Some(open) = &mut self.open else { return };
        if let Some(count) = open.missing.get_mut(&digest) {
            *count = count.saturating_sub(1);
        }
        let key = open.key;
        for id in self.state.by_source.of_record(key, digest) {
            self.indexer.keep(id);
        }
    }

    /// Adds articles of the open file, each with the digest of its record.
    ///
    /// # Errors
    /// [`IndexerError::Write`].
    pub fn add(&mut self, articles: Vec<(Article, u64)>) -> Result<(), IndexerError> {
        let file = self.open.as_ref().map_or(FileKey::NONE, |open| open.key);
        let entries = articles.into_iter();
        let entries = entries.map(|(article, digest)| (article, LedgerEntry { file, digest }));
        for added in self.indexer.add_batch(&entries.collect::<Vec<_>>())? {
            if let Added::Duplicate(duplicate) = added {
                self.duplicates.push(duplicate);
            }
        }
        Ok(())
    }

    /// The articles left out since the last call because another with their id has the longer
    /// body.
    pub fn take_duplicates(&mut self) -> Vec<crate::Duplicate> {
        std::mem::take(&mut self.duplicates)
    }

    /// The reading of the open file has ended. What was in it and is no longer goes, unless it
    /// could not be read to its end.
    ///
    /// # Errors
    /// [`IndexerError::Write`].
    pub fn file_finished(
        &mut self,
        outcome: FileOutcome,
        digest: Option<String>,
        removal: Removal,
    ) -> Result<(), IndexerError> {
        let Some(open) = self.open.take() else { return Ok(()) };
        if let Some(file) = self.indexer.ledger.files.get_mut(&open.key) {
            file.outcome = outcome;
            file.digest = digest;
        }
        if outcome != FileOutcome::Read || removal == Removal::Never {
            return Ok(());
        }
        let gone: Vec<_> = self
            .state
            .by_source
            .of_file(open.key)
            .filter(|(digest, _)| open.missing.get(digest).is_some_and(|left| *left > 0))
            .map(|(_, id)| id)
            .filter(|id| !self.indexer.has_seen(id))
            .collect();
        for id in gone {
            self.indexer.remove(&id)?;
        }
        Ok(())
    }

    /// Makes what was done so far permanent, in the middle of the run.
    ///
    /// # Errors
    /// Those of [`Indexer::commit`].
    pub fn commit(&mut self) -> Result<IndexSummary, IndexerError> {
        self.indexer.commit()
    }

    /// Ends the run: removes what came from files that are gone from its roots.
    ///
    /// Returns the roots of which too much would have gone, with how many articles: nothing of
    /// them was removed.
    ///
    /// # Errors
    /// [`IndexerError::Write`].
    pub fn finish(self, removal: Removal) -> Result<Vec<(String, u64)>, IndexerError> {
        let mut refused = Vec::new();
        if removal == Removal::Never {
            return Ok(refused);
        }
        for scope in &self.scopes {
            let of_root: BTreeSet<FileKey> = self.state.keys_of(scope).collect();
            let gone: Vec<FileKey> = of_root.difference(&self.encountered).copied().collect();
            if gone.is_empty() {
                continue;
            }
            let articles = |key: &FileKey| self.state.by_source.of_file(*key).count();
            let total: usize = of_root.iter().map(articles).sum();
            let lost: usize = gone.iter().map(articles).sum();
            if removal == Removal::Guarded && lost > GUARDED_ARTICLES && lost * 2 > total {
                refused.push((scope.root.clone(), lost as u64));
                continue;
            }
            for key in gone {
                for (_, id) in self.state.by_source.of_file(key) {
                    if !self.indexer.has_seen(&id) {
                        self.indexer.remove(&id)?;
                    }
                }
                self.indexer.ledger.files.remove(&key);
                self.indexer.touch();
            }
        }
        Ok(refused)
    }

    fn key_of(&self, root: &str, path: &str) -> Option<FileKey> {
        self.state.file(root, path).map(|(key, _)| *key)
    }
}

/// So many articles may always go with their sources.
const GUARDED_ARTICLES: usize = 20;

impl Indexer {
    /// The files and folders that the index was made of, absolute.
    pub fn roots(&self) -> &[String] {
        match &self.predecessor {
            Some((_, ledger)) => &ledger.roots,
            None => &self.ledger.roots,
        }
    }

    /// After the sources were read into a new generation: takes over from the old one what no
    /// source gave again and none that was read could have given. Returns how many.
    ///
    /// # Errors
    /// [`IndexerError::Write`]; [`IndexerError::Schema`] where a stored article is damaged.
    pub fn carry_over(&mut self, reread: &[Scope]) -> Result<u64, IndexerError> {
        let Some((old, ledger)) = self.predecessor.take() else { return Ok(0) };
        let is_reread = |file: &LedgerFile| reread.iter().any(|scope| scope.covers(file));
        let mut keys = BTreeMap::from([(FileKey::NONE, FileKey::NONE)]);
        for (key, file) in ledger.files.iter().filter(|(_, file)| !is_reread(file)) {
            let new_key = self.ledger.next_key();
            self.ledger.files.insert(new_key, file.clone());
            keys.insert(*key, new_key);
        }
        for root in ledger.roots {
            if !self.ledger.roots.contains(&root) {
                self.ledger.roots.push(root);
            }
        }
        self.ledger.roots.sort();
        let mut carried = 0;
        for article in old.articles() {
            let Some(file) = keys.get(&article.ledger.file) else { continue };
            if self.has_seen(&article.id) {
                continue;
            }
            let stored = old.stored(&article)?;
            let entry = LedgerEntry { file: *file, digest: article.ledger.digest };
            self.add_batch(&[(stored, entry)])?;
            carried += 1;
        }
        Ok(carried)
    }

    /// The source files that the index was made of.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }
}
