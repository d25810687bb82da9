//! Adds, replaces and removes articles, and commits.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use article::{Article, ArticleId, Boilerplate};
use schema::{
    CommitNote, FileKey, Folder, GenerationName, Layout, Ledger, LedgerEntry, Location,
    SchemaError, Settings,
};
use tantivy::{Index, IndexWriter};

use crate::added::Added;
use crate::digest::content_digest;
use crate::generation::{
    Opened, open_writer, remove_ledgers_but, remove_left_over, remove_other_generations,
};
use crate::lock::WriterLock;
use crate::merging::wait_for_merges;
use crate::options::IndexerOptions;
use crate::predecessor::Predecessor;
use crate::removal::Removal;
use crate::scope::Scope;
use crate::segments::Segments;
use crate::verify::{Doubtful, Finding};
use crate::view::{Fate, Present, View};
use crate::withdrawn::Withdrawn;
use crate::{CancelToken, IndexSummary, IndexerError};

/// Writes one index. See the [crate's documentation](crate).
#[expect(clippy::struct_excessive_bools, reason = "each says something else of the work")]
pub struct Indexer {
    layout: Layout,
    generation: GenerationName,
    /// That of the generation.
    pub(crate) folder: Folder,
    pub(crate) settings: Settings,
    pub(crate) index: Index,
    /// There is none in a dry run, and where something failed.
    pub(crate) writer: Option<IndexWriter>,
    pub(crate) segments: Segments,
    /// What the index holds.
    pub(crate) view: View,
    /// While rebuilding: the generation that still answers.
    pub(crate) predecessor: Option<Predecessor>,
    /// Why there is none, where a generation is there.
    pub(crate) unreadable: Option<Finding>,
    pub(crate) ledger: Ledger,
    pub(crate) boilerplate: Arc<Boilerplate>,
    pub(crate) note: CommitNote,
    /// Whether a run over files is under way.
    pub(crate) is_in_run: bool,
    /// The sources that it reads.
    pub(crate) scopes: Vec<Scope>,
    /// Those that are not there.
    pub(crate) missing: Vec<Scope>,
    /// What it removes.
    pub(crate) removal: Removal,
    /// How many articles this run has written from each file.
    pub(crate) gained: BTreeMap<FileKey, i64>,
    /// What the files that this run knows of have taken back.
    pub(crate) withdrawn: Withdrawn,
    pub(crate) summary: IndexSummary,
    /// The file whose articles are written again though their records are the same.
    pub(crate) read_anew: Option<FileKey>,
    /// While repairing: segments that have a damaged file.
    pub(crate) doubtful: Doubtful,
    pub(crate) options: IndexerOptions,
    /// Whether something failed, so that it must first go back to its last commit.
    pub(crate) is_broken: bool,
    /// Whether that was in a run over files or a rebuild, of which more would have to be known again
    /// than the commit.
    pub(crate) is_lost: bool,
    committed_at: Instant,
    pub(crate) is_rebuild: bool,
    pub(crate) is_changed: bool,
    lock: Option<WriterLock>,
}

impl std::fmt::Debug for Indexer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Indexer").field("path", &self.folder.path()).finish_non_exhaustive()
    }
}

impl IndexerOptions {
    /// Opens the index at this place, or creates it.
    ///
    /// # Errors
    /// [`IndexerError::Locked`] while another process writes it, [`IndexerError::StaleAnalysis`]
    /// and [`IndexerError::OtherSettings`] unless it is rebuilt, [`IndexerError::Schema`] where
    /// the folder cannot be used.
    pub fn open_or_create(self, path: impl Into<Location>) -> Result<Indexer, IndexerError> {
        Indexer::begin(Layout::new(path), self)
    }

    /// Opens the index at this place, which must be one.
    ///
    /// # Errors
    /// [`schema::SchemaError::NoIndex`] where there is none; else those of
    /// [`Self::open_or_create`].
    pub fn open(self, path: impl Into<Location>) -> Result<Indexer, IndexerError> {
        let layout = Layout::new(path);
        match layout.current() {
            // A rebuild mends that, too.
            Err(SchemaError::Corrupt { .. }) if self.rebuild => {}
            current => _ = current?,
        }
        Indexer::begin(layout, self)
    }

    /// Creates an index at this place, which must be empty or not there.
    ///
    /// # Errors
    /// [`IndexerError::Exists`] where there is one; else those of [`Self::open_or_create`].
    pub fn create(self, path: impl Into<Location>) -> Result<Indexer, IndexerError> {
        let layout = Layout::new(path);
        match layout.current() {
            Ok(_) => Err(IndexerError::Exists { path: layout.root().to_owned() }),
            Err(SchemaError::NoIndex { .. }) => Indexer::begin(layout, self),
            Err(error) => Err(error.into()),
        }
    }
}

impl Indexer {
    /// What the owner of the index chose at its creation.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The lines that are known to stand around articles. They were learned when the last rebuild
    /// began, and are what articles are labelled by until the next.
    pub fn boilerplate(&self) -> &Arc<Boilerplate> {
        &self.boilerplate
    }

    /// Opens the index at this place with the default options; see [`IndexerOptions::open`].
    ///
    /// # Errors
    /// Those of [`IndexerOptions::open`].
    pub fn open(path: impl Into<Location>) -> Result<Self, IndexerError> {
        IndexerOptions::new().open(path)
    }

    /// Creates an index at this place with the default options; see [`IndexerOptions::create`].
    ///
    /// # Errors
    /// Those of [`IndexerOptions::create`].
    pub fn create(path: impl Into<Location>) -> Result<Self, IndexerError> {
        IndexerOptions::new().create(path)
    }

    /// Opens the index at this place with the default options, or creates it.
    ///
    /// # Errors
    /// Those of [`IndexerOptions::open_or_create`].
    pub fn open_or_create(path: impl Into<Location>) -> Result<Self, IndexerError> {
        IndexerOptions::new().open_or_create(path)
    }

    /// Chooses memory, threads and settings first.
    pub fn options() -> IndexerOptions {
        IndexerOptions::new()
    }

    fn begin(layout: Layout, options: IndexerOptions) -> Result<Self, IndexerError> {
        let opened = Opened::open(layout, &options)?;
        let Opened { layout, name, index, fields, manifest, committed, ledger, note, .. } = opened;
        let boilerplate = Arc::new(opened.boilerplate);
        let folder = layout.generation(name);
        let mut writer = None;
        if !options.dry_run {
            let failed = |source| IndexerError::writing(folder.path(), source);
            remove_left_over(&folder, &index).map_err(failed)?;
            writer = Some(open_writer(&index).map_err(failed)?);
        }
        let segments = Segments::new(&fields, &manifest.settings, &folder, &options)?;
        Ok(Self {
            summary: IndexSummary { generation: name.number(), ..IndexSummary::default() },
            generation: name,
            predecessor: opened.predecessor,
            unreadable: opened.unreadable,
            is_rebuild: opened.is_rebuild,
            layout,
            folder,
            settings: manifest.settings,
            index,
            writer,
            segments,
            view: View::new(committed),
            ledger,
            boilerplate,
            note,
            is_in_run: false,
            scopes: Vec::new(),
            missing: Vec::new(),
            removal: Removal::Guarded,
            gained: BTreeMap::new(),
            withdrawn: Withdrawn::default(),
            read_anew: None,
            doubtful: Doubtful::new(),
            options,
            is_broken: false,
            is_lost: false,
            committed_at: Instant::now(),
            is_changed: false,
            lock: opened.lock,
        })
    }

    /// Adds an article, or replaces the one with its id, also one that this writer added before:
    /// the later call wins.
    ///
    /// # Errors
    /// Those of [`Self::add_batch`].
    pub fn add(&mut self, article: Article) -> Result<Added, IndexerError> {
        let digest = content_digest(&article);
        let ledger = LedgerEntry { digest, ..LedgerEntry::NONE };
        let mut added = self.add_batch(&[(article, ledger)])?;
        Ok(added.pop().unwrap_or(Added::Unchanged))
    }

    /// Adds every article of an iterator; those that are errors are passed over.
    ///
    /// # Errors
    /// Those of [`Self::add`].
    pub fn add_all<E>(
        mut self,
        articles: impl IntoIterator<Item = Result<Article, E>>,
    ) -> Result<Self, IndexerError> {
        let mut batch = Vec::new();
        for article in articles.into_iter().flatten() {
            let digest = content_digest(&article);
            batch.push((article, LedgerEntry { digest, ..LedgerEntry::NONE }));
            if batch.len() == Self::BATCH {
                self.add_batch(&batch)?;
                batch.clear();
            }
        }
        self.add_batch(&batch)?;
        Ok(self)
    }

    /// Articles analysed together by [`Self::add_all`].
    pub(crate) const BATCH: usize = 256;

    /// Adds articles with their ledger entries, analysing them on all threads, and tells of each
    /// what became of it, in their order.
    ///
    /// # Errors
    /// [`IndexerError::DiskFull`], [`IndexerError::Write`], and
    /// [`IndexerError::Schema`] where the index is damaged: the writer then stands at its last
    /// commit, and what was done since must be repeated. In a run over files, and while rebuilding,
    /// it must be opened anew.
    pub fn add_batch(
        &mut self,
        articles: &[(Article, LedgerEntry)],
    ) -> Result<Vec<Added>, IndexerError> {
        self.recover()?;
        let mut outcomes = Vec::with_capacity(articles.len());
        for (article, ledger) in articles {
            match self.decide(article, *ledger) {
                Ok(outcome) => outcomes.push(outcome),
                // Those before it count as written, and are not.
                Err(error) => return Err(self.broken(error)),
            }
        }
        let Some(writer) = &self.writer else { return Ok(outcomes) };
        self.is_changed |= outcomes.iter().any(Added::is_written);
        let written = articles.iter().zip(&outcomes).filter(|(_, outcome)| outcome.is_written());
        let own = &self.settings.fields;
        let unread = written.filter(|((article, _), _)| own.is_unread(article)).count();
        self.summary.unread_values += unread as u64;
        let mut added = self.segments.add(articles, &outcomes);
        if added.is_ok() && self.segments.are_full() {
            added = self.segments.write(writer);
        }
        added.map_err(|source| self.failed(source))?;
        Ok(outcomes)
    }

    /// Removes the article with this id, and says whether the index had it.
    ///
    /// # Errors
    /// [`IndexerError::Write`].
    pub fn remove(&mut self, id: &ArticleId) -> Result<bool, IndexerError> {
        self.recover()?;
        let was_committed = match self.view.present(id)? {
            Present::Absent | Present::Removed { .. } => return Ok(false),
            Present::Committed(old, fate) => {
                if fate == Fate::Kept && !self.is_in_run {
                    self.summary.unchanged -= 1;
                }
                self.view.decide(old.number, Fate::Removed);
                true
            }
            Present::Written { was_committed, .. } => {
                if was_committed && !self.is_in_run {
                    self.summary.replaced -= 1;
                }
                was_committed
            }
        };
        self.delete(*id);
        if was_committed {
            self.summary.removed += 1;
        } else {
            self.summary.added -= 1;
        }
        Ok(true)
    }

    /// Removes every article that its source has no longer.
    pub(crate) fn remove_lost(&mut self) {
        for number in 0..u32::try_from(self.view.committed().documents()).unwrap_or(u32::MAX) {
            if self.view.fate(number) == Fate::Lost
                && let Some(id) = self.view.committed().id(number)
            {
                self.view.decide(number, Fate::Removed);
                self.delete(id);
                self.summary.removed += 1;
            }
        }
    }

    /// Removes a committed article in whose place stands one with another id, which counts as
    /// added until then where `is_added`.
    pub(crate) fn give_way(&mut self, number: u32, is_added: bool) {
        let Some(id) = self.view.committed().id(number) else { return };
        self.view.decide(number, Fate::GaveWay);
        self.delete(id);
        if is_added {
            self.summary.added -= 1;
            self.summary.replaced += 1;
        } else {
            self.summary.removed += 1;
        }
    }

    /// Notes that a committed article is there just as its source still has it.
    pub(crate) fn keep(&mut self, number: u32) {
        if matches!(self.view.fate(number), Fate::Untouched | Fate::Lost) {
            self.view.decide(number, Fate::Kept);
            self.summary.unchanged += 1;
        }
    }

    /// Whether a new generation is being filled.
    pub fn is_rebuild(&self) -> bool {
        self.is_rebuild
    }

    /// Whether it goes on with a rebuild that was broken off.
    pub fn is_resumed(&self) -> bool {
        self.is_rebuild && self.note.commit > 0
    }

    /// Whether so long a time has passed since the last commit, or so much is held in memory, that
    /// another should be made.
    pub fn is_commit_due(&self) -> bool {
        /// Some tens of megabytes, with what the engine is to delete.
        const CHANGES: usize = 300_000;
        self.is_changed
            && self.writer.is_some()
            && (self.committed_at.elapsed() > self.options.commit_every
                || self.view.changes() > CHANGES)
    }

    /// The token that this writer was opened with.
    pub fn cancel_token(&self) -> CancelToken {
        self.options.cancel.clone()
    }

    pub(crate) fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Notes that the ledger has changed, so that the next commit is made.
    pub(crate) fn touch(&mut self) {
        self.is_changed = true;
    }

    fn delete(&mut self, id: ArticleId) {
        self.is_changed = true;
        self.view.removed(id);
        if self.writer.is_some() {
            self.segments.take_out(id);
        }
    }

    /// Makes everything done so far visible, at once and for good, and tells what was done since
    /// the last commit; in a run over files, since the run began. Without a change it does nothing.
    ///
    /// # Errors
    /// [`IndexerError::DiskFull`], [`IndexerError::Write`] and [`IndexerError::Schema`]; the last
    /// commit then still holds, and the writer stands at it: what was done since must be repeated.
    /// Where the error came after the commit was made, that finds everything there already.
    pub fn commit(&mut self) -> Result<IndexSummary, IndexerError> {
        self.recover()?;
        let articles = self.view.committed().len() + self.summary.added - self.summary.removed;
        self.summary.articles = articles;
        let summary = self.summary;
        let Some(writer) = self.writer.as_mut().filter(|_| self.is_changed) else {
            // A dry run goes on from where it is: nothing of it is committed.
            if self.writer.is_some() && !self.is_in_run {
                self.view.settle();
                self.count_anew();
            }
            return Ok(summary);
        };
        if let Err(source) = self.segments.write(writer) {
            return Err(self.failed(source));
        }
        let commit = self.note.commit + 1;
        let ledger = Ledger::file_name(commit);
        if let Err(error) = self.ledger.write(&self.folder, &ledger) {
            return Err(self.broken(error.into()));
        }
        let mut note = CommitNote { commit, ledger, articles, committed_ms: now_ms(), opstamp: 0 };
        let committed = writer.prepare_commit().and_then(|mut prepared| {
            note.opstamp = prepared.opstamp();
            prepared.set_payload(&note.to_payload());
            prepared.commit()
        });
        committed.map_err(|source| self.failed(source))?;
        self.note = note;
        self.is_changed = false;
        self.committed_at = Instant::now();
        remove_ledgers_but(&self.folder, &self.note.ledger);
        if let Err(error) = self.view.committed_now(&self.index, self.is_in_run) {
            return Err(self.broken(error.into()));
        }
        if !self.is_in_run {
            self.count_anew();
        }
        Ok(summary)
    }

    /// Begins to count what is done.
    pub(crate) fn count_anew(&mut self) {
        let generation = self.generation.number();
        self.summary = IndexSummary { generation, ..IndexSummary::default() };
    }

    /// A run over files begins: from now on it is counted from here, and of two articles with one
    /// id the one of the greater standing stays.
    pub(crate) fn begin_run(&mut self, scopes: &[Scope], missing: Vec<Scope>) {
        self.is_in_run = true;
        self.scopes = scopes.to_vec();
        self.missing = missing;
        self.gained.clear();
        self.withdrawn = Withdrawn::of(&self.ledger, &[]);
    }

    pub(crate) fn end_run(&mut self) {
        (self.is_in_run, self.removal) = (false, Removal::Guarded);
    }

    /// Commits, waits until the engine has tidied its segments, and, after a rebuild, makes the
    /// new generation the current one.
    ///
    /// # Errors
    /// Those of [`Self::commit`]; [`IndexerError::Cancelled`] where a rebuild was asked to end
    /// before its generation could be made the current one.
    pub fn publish(mut self) -> Result<IndexSummary, IndexerError> {
        if self.is_rebuild {
            self.is_changed = true;
        }
        let summary = self.commit()?;
        let Self {
            writer, index, layout, folder, generation, is_rebuild, lock, options, note, ..
        } = self;
        let (Some(writer), Some(lock)) = (writer, lock) else { return Ok(summary) };
        let failed = |source| IndexerError::writing(folder.path(), source);
        // Whoever is asked to end leaves the tidying to the next run.
        let Some(lock) = wait_for_merges(writer, lock, &options.cancel).map_err(failed)? else {
            return if is_rebuild { Err(IndexerError::Cancelled) } else { Ok(summary) };
        };
        remove_left_over(&folder, &index).map_err(failed)?;
        if is_rebuild {
            layout.switch_to(generation)?;
        }
        // A rebuild takes the place of all others, and none began from it.
        remove_other_generations(&layout, generation, note.commit)?;
        drop(lock);
        Ok(summary)
    }
}

fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
