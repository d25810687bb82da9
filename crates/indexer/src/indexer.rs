//! Adds, replaces and removes articles, and commits.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fs;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use article::{Article, ArticleId, Provenance, SegmentKind};
use rayon::prelude::*;
use schema::{
    CommitNote, DocumentBuilder, Fields, FolderAccess, GenerationName, Layout, Ledger, LedgerEntry,
    Manifest, SchemaError, StoredArticle, create_generation, open_generation,
};
use tantivy::merge_policy::LogMergePolicy;
use tantivy::{Index, IndexWriter, TantivyDocument, Term};

use crate::committed::{Committed, last_commit, open_current};
use crate::lock::WriterLock;
use crate::options::IndexerOptions;
use crate::{IndexSummary, IndexerError};

/// Writes one index. See the [crate's documentation](crate).
pub struct Indexer {
    layout: Layout,
    generation: GenerationName,
    path: PathBuf,
    fields: Fields,
    writer: IndexWriter,
    pool: rayon::ThreadPool,
    builders: Vec<Mutex<DocumentBuilder>>,
    /// What the generation held when this writer was opened.
    pub(crate) committed: Committed,
    /// While rebuilding: the generation that still answers, and its ledger.
    pub(crate) predecessor: Option<(Committed, Ledger)>,
    pub(crate) ledger: Ledger,
    note: CommitNote,
    /// The articles written, or found unchanged, since this writer was opened.
    seen: HashMap<ArticleId, Seen>,
    summary: IndexSummary,
    is_rebuild: bool,
    is_dry_run: bool,
    is_changed: bool,
    _lock: WriterLock,
}

#[derive(Debug, Clone, Copy)]
struct Seen {
    body_bytes: u64,
    /// Whether the article was in the index before, in whatever version.
    is_old: bool,
}

/// What became of an article that was added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Added {
    /// It was not there before.
    New,
    /// It took the place of another version.
    Replaced,
    /// It was there already, just so.
    Unchanged,
    /// Another with the same id has the longer body: one of the two was left out.
    Duplicate(Duplicate),
}

/// An article left out because another one with the same id has the longer body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    /// The id that both have.
    pub id: ArticleId,
    /// Where the article that came later was read. It is the one left out unless
    /// [`Self::later_stays`].
    pub later: Provenance,
    /// Whether the one that came later is the longer one and stays.
    pub later_stays: bool,
}

impl std::fmt::Debug for Indexer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Indexer").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Indexer {
    /// Opens the index in this folder with the default options, or creates it.
    ///
    /// # Errors
    /// Those of [`IndexerOptions::open_or_create`].
    pub fn open_or_create(path: impl Into<PathBuf>) -> Result<Self, IndexerError> {
        IndexerOptions::new().open_or_create(path)
    }

    /// Chooses memory, threads and settings first.
    pub fn options() -> IndexerOptions {
        IndexerOptions::new()
    }

    pub(crate) fn open(root: PathBuf, options: IndexerOptions) -> Result<Self, IndexerError> {
        let layout = Layout::new(root);
        match layout.current() {
            Ok(_) | Err(SchemaError::NoIndex { .. }) => {}
            Err(SchemaError::Corrupt { .. }) if options.rebuild => {}
            Err(error) => return Err(error.into()),
        }
        fs::create_dir_all(layout.root()).map_err(SchemaError::io("create", layout.root()))?;
        let lock = WriterLock::take(&layout)?;
        let target = Target::choose(&layout, &options)?;
        let path = layout.generation(target.name);
        let (index, fields, manifest) = open_generation(&path, FolderAccess::Write)?;
        let failed = |source| IndexerError::Write { path: path.clone(), source };
        let committed = Committed::of(&index, &fields).map_err(failed)?;
        let (ledger, note) = last_commit(&path, &index)?;
        let writer = open_writer(&index, &options).map_err(failed)?;
        let threads = options.threads;
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = pool.map_err(|source| IndexerError::Threads { threads, source })?;
        let analyzer = manifest.settings.analyzer();
        let builder = || Mutex::new(DocumentBuilder::new(fields.clone(), analyzer.clone()));
        let builders = std::iter::repeat_with(builder).take(threads).collect();
        Ok(Self {
            summary: IndexSummary { generation: target.name.number(), ..IndexSummary::default() },
            generation: target.name,
            predecessor: target.predecessor,
            is_rebuild: target.is_rebuild,
            layout,
            path,
            fields,
            writer,
            pool,
            builders,
            committed,
            ledger,
            note,
            seen: HashMap::new(),
            is_dry_run: options.dry_run,
            is_changed: false,
            _lock: lock,
        })
    }

    /// Adds an article, or replaces the one with its id. Another article with the same id that
    /// was added by this writer stays if its body is longer.
    ///
    /// # Errors
    /// [`IndexerError::Write`].
    pub fn add(&mut self, article: Article) -> Result<Added, IndexerError> {
        let digest = content_digest(&article);
        let ledger = LedgerEntry { digest, ..LedgerEntry::NONE };
        let mut added = self.add_batch(vec![(article, ledger)])?;
        Ok(added.pop().unwrap_or(Added::Unchanged))
    }

    /// Adds every article of an iterator; those that are errors are passed over.
    ///
    /// # Errors
    /// [`IndexerError::Write`].
    pub fn add_all<E>(
        mut self,
        articles: impl IntoIterator<Item = Result<Article, E>>,
    ) -> Result<Self, IndexerError> {
        let mut batch = Vec::new();
        for article in articles.into_iter().flatten() {
            let digest = content_digest(&article);
            batch.push((article, LedgerEntry { digest, ..LedgerEntry::NONE }));
            if batch.len() == Self::BATCH {
                self.add_batch(std::mem::take(&mut batch))?;
            }
        }
        self.add_batch(batch)?;
        Ok(self)
    }

    /// Articles analysed together by [`Self::add_all`].
    const BATCH: usize = 256;

    /// Adds articles with their ledger entries, analysing them on all threads, and tells of each
    /// what became of it, in their order.
    ///
    /// # Errors
    /// [`IndexerError::Write`].
    pub fn add_batch(
        &mut self,
        articles: Vec<(Article, LedgerEntry)>,
    ) -> Result<Vec<Added>, IndexerError> {
        let mut outcomes = Vec::with_capacity(articles.len());
        for (article, ledger) in &articles {
            outcomes.push(self.decide(article, *ledger)?);
        }
        if self.is_dry_run {
            return Ok(outcomes);
        }
        let builders = &self.builders;
        let built: Vec<Option<TantivyDocument>> = self.pool.install(|| {
            let build = |((article, ledger), outcome): (&(Article, LedgerEntry), &Added)| {
                if !outcome.is_written() {
                    return None;
                }
                let thread = rayon::current_thread_index().unwrap_or_default();
                // A builder keeps nothing from one document to the next, so one that another
                // thread panicked in is as good as new.
                let builder = builders[thread % builders.len()].lock();
                Some(builder.unwrap_or_else(PoisonError::into_inner).document(article, *ledger))
            };
            articles.par_iter().zip(&outcomes).map(build).collect()
        });
        for (((article, _), outcome), document) in articles.iter().zip(&outcomes).zip(built) {
            let Some(document) = document else { continue };
            if *outcome != Added::New {
                self.delete(&article.id);
            }
            self.writer.add_document(document).map_err(|source| self.failed(source))?;
            self.is_changed = true;
        }
        Ok(outcomes)
    }

    /// Whether an article is new, and if not, which of the two stays.
    fn decide(&mut self, article: &Article, ledger: LedgerEntry) -> Result<Added, IndexerError> {
        let body_bytes = article.body.len() as u64;
        let id = article.id;
        match self.seen.entry(id) {
            Entry::Occupied(mut seen) => {
                let later_stays = body_bytes > seen.get().body_bytes;
                if later_stays {
                    seen.get_mut().body_bytes = body_bytes;
                }
                self.summary.duplicates += 1;
                let later = article.provenance.clone();
                Ok(Added::Duplicate(Duplicate { id, later, later_stays }))
            }
            Entry::Vacant(entry) => {
                let path = &self.path;
                let found = self.committed.find(&id);
                let found = found
                    .map_err(|source| IndexerError::Write { path: path.clone(), source })?;
                entry.insert(Seen { body_bytes, is_old: found.is_some() });
                let outcome = match found {
                    None => Added::New,
                    Some(old) if old.ledger == ledger => Added::Unchanged,
                    Some(_) => Added::Replaced,
                };
                match outcome {
                    Added::New => self.summary.added += 1,
                    Added::Replaced => self.summary.replaced += 1,
                    _ => self.summary.unchanged += 1,
                }
                Ok(outcome)
            }
        }
    }

    /// Removes the article with this id, and says whether the index had it.
    ///
    /// # Errors
    /// [`IndexerError::Write`].
    pub fn remove(&mut self, id: &ArticleId) -> Result<bool, IndexerError> {
        let seen = self.seen.remove(id);
        let was_committed = match seen {
            Some(seen) => seen.is_old,
            None => self.committed.find(id).map_err(|source| self.failed(source))?.is_some(),
        };
        if seen.is_none() && !was_committed {
            return Ok(false);
        }
        self.delete(id);
        self.is_changed = true;
        match seen {
            Some(seen) if !seen.is_old => self.summary.added -= 1,
            _ => self.summary.removed += 1,
        }
        Ok(true)
    }

    /// Notes that an article is there just as its source still has it.
    pub(crate) fn keep(&mut self, id: ArticleId, body_bytes: u64) {
        if let Entry::Vacant(entry) = self.seen.entry(id) {
            entry.insert(Seen { body_bytes, is_old: true });
            self.summary.unchanged += 1;
        }
    }

    /// Counts articles that are there just as their sources still have them.
    pub(crate) fn count_unchanged(&mut self, articles: u64) {
        self.summary.unchanged += articles;
    }

    /// Whether this writer has written the article or found it unchanged.
    pub(crate) fn has_seen(&self, id: &ArticleId) -> bool {
        self.seen.contains_key(id)
    }

    /// Whether a new generation is being filled.
    pub fn is_rebuild(&self) -> bool {
        self.is_rebuild
    }

    /// Notes that the ledger has changed, so that the next commit is made.
    pub(crate) fn touch(&mut self) {
        self.is_changed = true;
    }

    fn delete(&self, id: &ArticleId) {
        if self.is_dry_run {
            return;
        }
        self.writer.delete_term(Term::from_field_text(self.fields.id, &id.to_string()));
    }

    /// Makes everything done so far visible, at once and for good. Without a change it does
    /// nothing.
    ///
    /// # Errors
    /// [`IndexerError::Write`] and [`IndexerError::Schema`]; the last commit then still holds.
    pub fn commit(&mut self) -> Result<IndexSummary, IndexerError> {
        if self.is_changed && !self.is_dry_run {
            let commit = self.note.commit + 1;
            let ledger = Ledger::file_name(commit);
            self.ledger.write(&self.path.join(&ledger))?;
            let mut note = CommitNote {
                commit,
                ledger,
                articles: self.count_articles(),
                committed_ms: now_ms(),
            };
            std::mem::swap(&mut self.note, &mut note);
            let previous = note;
            let payload = self.note.to_payload();
            let committed = self.writer.prepare_commit().and_then(|mut prepared| {
                prepared.set_payload(&payload);
                prepared.commit()
            });
            committed.map_err(|source| self.failed(source))?;
            self.is_changed = false;
            if !previous.ledger.is_empty() {
                // What no commit names any more is only in the way; the next run finds it again.
                let _ = fs::remove_file(self.path.join(previous.ledger));
            }
        }
        self.summary.articles = self.count_articles();
        Ok(self.summary)
    }

    /// The articles that the index will hold.
    fn count_articles(&self) -> u64 {
        self.committed.len() + self.summary.added - self.summary.removed
    }

    /// Commits, waits until the engine has tidied its segments, and, after a rebuild, makes the
    /// new generation the current one.
    ///
    /// # Errors
    /// Those of [`Self::commit`].
    pub fn publish(mut self) -> Result<IndexSummary, IndexerError> {
        if self.is_rebuild {
            self.is_changed = true;
        }
        let summary = self.commit()?;
        if self.is_dry_run {
            return Ok(summary);
        }
        let Self { writer, layout, path, generation, is_rebuild, .. } = self;
        let tidied = writer.wait_merging_threads();
        tidied.map_err(|source| IndexerError::Write { path, source })?;
        if is_rebuild {
            layout.switch_to(generation)?;
        }
        remove_other_generations(&layout, generation)?;
        Ok(summary)
    }

    fn failed(&self, source: tantivy::TantivyError) -> IndexerError {
        IndexerError::Write { path: self.path.clone(), source }
    }
}

impl Added {
    /// Whether the article goes into the index.
    fn is_written(&self) -> bool {
        match self {
            Self::New | Self::Replaced => true,
            Self::Unchanged => false,
            Self::Duplicate(duplicate) => duplicate.later_stays,
        }
    }
}

/// The generation that a writer writes to.
struct Target {
    name: GenerationName,
    predecessor: Option<(Committed, Ledger)>,
    is_rebuild: bool,
}

impl Target {
    /// The current generation, or a new one; a new index gets its first before anything is read.
    fn choose(layout: &Layout, options: &IndexerOptions) -> Result<Self, IndexerError> {
        let settings = options.settings.clone();
        let current = match layout.current() {
            Ok(current) => current,
            Err(SchemaError::NoIndex { .. }) => {
                let name = GenerationName::FIRST;
                create_generation(
                    &layout.generation(name),
                    &Manifest::new(settings.unwrap_or_default()),
                )?;
                layout.switch_to(name)?;
                return Ok(Self { name, predecessor: None, is_rebuild: false });
            }
            Err(error) if options.rebuild => {
                let name = layout.generations()?.last().map_or(GenerationName::FIRST, |last| last.next());
                let manifest = Manifest::new(settings.unwrap_or_default());
                create_generation(&layout.generation(name), &manifest).map_err(|_| error)?;
                return Ok(Self { name, predecessor: None, is_rebuild: true });
            }
            Err(error) => return Err(error.into()),
        };
        if !options.rebuild {
            let manifest = Manifest::read(&layout.generation(current))?;
            let path = layout.root().to_owned();
            if settings.is_some_and(|settings| settings != manifest.settings) {
                return Err(IndexerError::OtherSettings { path });
            }
            if !manifest.is_current_analysis() {
                return Err(IndexerError::StaleAnalysis { path });
            }
            return Ok(Self { name: current, predecessor: None, is_rebuild: false });
        }
        let kept = Manifest::read(&layout.generation(current)).map(|manifest| manifest.settings);
        // What cannot be read of the old generation is what a rebuild is for.
        let predecessor = open_current(layout).unwrap_or_default();
        let newest = layout.generations()?.last().copied().unwrap_or(current);
        if newest != current {
            // A rebuild that did not come to its end.
            remove_generation(layout, newest)?;
        }
        let settings = settings.or(kept.ok()).unwrap_or_default();
        let name = current.next();
        create_generation(&layout.generation(name), &Manifest::new(settings))?;
        Ok(Self { name, predecessor, is_rebuild: true })
    }
}

fn open_writer(index: &Index, options: &IndexerOptions) -> tantivy::Result<IndexWriter> {
    // Half of the memory fills segments; the rest is for articles in flight, for writing a full
    // segment out, and for merging.
    let share = options.memory_bytes / 2 / options.threads;
    let writer = index.writer_with_num_threads(options.threads, share * options.threads)?;
    let mut policy = LogMergePolicy::default();
    policy.set_min_num_segments(6);
    writer.set_merge_policy(Box::new(policy));
    Ok(writer)
}

/// Old generations go as soon as the switch is made: a reader that has one open keeps it through
/// its mapped files. Where the system refuses, the next run does it.
fn remove_other_generations(layout: &Layout, kept: GenerationName) -> Result<(), SchemaError> {
    for name in layout.generations()? {
        if name != kept {
            let _ = remove_generation(layout, name);
        }
    }
    Ok(())
}

fn remove_generation(layout: &Layout, name: GenerationName) -> Result<(), SchemaError> {
    let path = layout.generation(name);
    fs::remove_dir_all(&path).map_err(SchemaError::io("remove", path))
}

/// The digest by which an article that was handed over is known to be unchanged.
fn content_digest(article: &Article) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&StoredArticle::of(article).to_bytes());
    hasher.update(article.body.as_bytes());
    for body in article.parts(SegmentKind::Body) {
        hasher.update(&(body.len() as u64).to_le_bytes());
    }
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    u64::from_le_bytes(bytes)
}

fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
