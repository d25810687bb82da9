//! Adds, replaces and removes articles, and commits.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use article::{Article, ArticleId};
use rayon::prelude::*;
use schema::{
    CommitNote, DocumentBuilder, EngineDocument, Fields, FolderAccess, GenerationName, Layout,
    Ledger, LedgerEntry, SchemaError, open_generation,
};
use tantivy::{IndexWriter, Term};

use crate::added::{Added, Duplicate};
use crate::committed::{Committed, CommittedArticle, last_commit};
use crate::digest::content_digest;
use crate::generation::{Target, open_writer, remove_other_generations};
use crate::in_flight::{Admitted, InFlight};
use crate::lock::WriterLock;
use crate::options::IndexerOptions;
use crate::{IndexSummary, IndexerError};

/// Writes one index. See the [crate's documentation](crate).
pub struct Indexer {
    layout: Layout,
    generation: GenerationName,
    path: PathBuf,
    fields: Fields,
    writer: IndexWriter<Admitted>,
    in_flight: InFlight,
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
    /// Articles of the last commit that this writer has removed.
    removed: HashSet<ArticleId>,
    summary: IndexSummary,
    is_rebuild: bool,
    is_dry_run: bool,
    is_changed: bool,
    _lock: WriterLock,
}

#[derive(Debug, Clone, Copy)]
struct Seen {
    /// `None` where it was not looked up: the article is as it was committed.
    body_bytes: Option<u64>,
    /// Whether the article was in the index before, in whatever version.
    is_old: bool,
}

/// What documents on their way to the engine may take of the memory, as a divisor.
const IN_FLIGHT_SHARE: usize = 10;

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

    pub(crate) fn open(root: PathBuf, options: &IndexerOptions) -> Result<Self, IndexerError> {
        if let Some(settings) = &options.settings {
            settings.check()?;
        }
        let layout = Layout::new(root);
        match layout.current() {
            Ok(_) | Err(SchemaError::NoIndex { .. }) => {}
            Err(SchemaError::Corrupt { .. }) if options.rebuild => {}
            Err(error) => return Err(error.into()),
        }
        fs::create_dir_all(layout.root()).map_err(SchemaError::io("create", layout.root()))?;
        let lock = WriterLock::take(&layout)?;
        let target = Target::choose(&layout, options)?;
        let path = layout.generation(target.name);
        let (index, fields, manifest) = open_generation(&path, FolderAccess::Write)?;
        let failed = |source| IndexerError::Write { path: path.clone(), source };
        let committed = Committed::of(&index, &fields).map_err(failed)?;
        let (ledger, note) = last_commit(&path, &index)?;
        let writer = open_writer(&index, options).map_err(failed)?;
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
            in_flight: InFlight::new(options.memory_bytes / IN_FLIGHT_SHARE),
            pool,
            builders,
            committed,
            ledger,
            note,
            seen: HashMap::new(),
            removed: HashSet::new(),
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
        let mut added = self.add_batch(&[(article, ledger)])?;
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
                self.add_batch(&batch)?;
                batch.clear();
            }
        }
        self.add_batch(&batch)?;
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
        articles: &[(Article, LedgerEntry)],
    ) -> Result<Vec<Added>, IndexerError> {
        let mut outcomes = Vec::with_capacity(articles.len());
        for (article, ledger) in articles {
            outcomes.push(self.decide(article, *ledger)?);
        }
        if self.is_dry_run {
            return Ok(outcomes);
        }
        let builders = &self.builders;
        let built: Vec<Option<EngineDocument>> = self.pool.install(|| {
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
            let document = self.in_flight.admit(document);
            self.writer.add_document(document).map_err(|source| self.failed(source))?;
            self.is_changed = true;
        }
        Ok(outcomes)
    }

    /// Whether an article is new, and if not, which of the two stays.
    fn decide(&mut self, article: &Article, ledger: LedgerEntry) -> Result<Added, IndexerError> {
        let (id, body_bytes) = (article.id, article.body.len() as u64);
        let later = || article.provenance.clone();
        let seen = self.seen.get(&id).copied();
        let found = match seen {
            Some(Seen { body_bytes: Some(_), .. }) => None,
            _ => self.find(&id)?,
        };
        let rival_bytes = match (seen, &found) {
            (Some(Seen { body_bytes: Some(bytes), .. }), _) => Some(bytes),
            // One that another file still has, as far as is known, is not replaced by a shorter.
            (None, Some(old)) if !old.ledger.is_from_another_file(ledger) => None,
            (_, Some(old)) => Some(self.committed.stored(old)?.body.len() as u64),
            (_, None) => None,
        };
        if self.removed.remove(&id) {
            // It comes back in the run that took it away.
            self.summary.removed -= 1;
            self.summary.replaced += 1;
            self.seen.insert(id, Seen { body_bytes: Some(body_bytes), is_old: true });
            return Ok(Added::Replaced);
        }
        let is_old = seen.map_or(found.is_some(), |seen| seen.is_old);
        if let Some(rival_bytes) = rival_bytes {
            let later_stays =
                body_bytes > rival_bytes || (seen.is_none() && body_bytes == rival_bytes);
            let longest = Some(body_bytes.max(rival_bytes));
            self.seen.insert(id, Seen { body_bytes: longest, is_old });
            if seen.is_none() && later_stays {
                self.summary.replaced += 1;
                return Ok(Added::Replaced);
            }
            self.summary.duplicates += 1;
            return Ok(Added::Duplicate(Duplicate { id, later: later(), later_stays }));
        }
        self.seen.insert(id, Seen { body_bytes: Some(body_bytes), is_old });
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

    /// Removes the article with this id, and says whether the index had it.
    ///
    /// # Errors
    /// [`IndexerError::Write`].
    pub fn remove(&mut self, id: &ArticleId) -> Result<bool, IndexerError> {
        let seen = self.seen.remove(id);
        let was_committed = match seen {
            Some(seen) => seen.is_old,
            None => self.find(id)?.is_some(),
        };
        if seen.is_none() && !was_committed {
            return Ok(false);
        }
        self.delete(id);
        self.is_changed = true;
        match seen {
            Some(seen) if !seen.is_old => self.summary.added -= 1,
            _ => {
                self.summary.removed += 1;
                self.removed.insert(*id);
            }
        }
        Ok(true)
    }

    /// The article of the last commit, unless this writer has removed it.
    fn find(&self, id: &ArticleId) -> Result<Option<CommittedArticle>, IndexerError> {
        if self.removed.contains(id) {
            return Ok(None);
        }
        self.committed.find(id).map_err(|source| self.failed(source))
    }

    /// Notes that an article is there just as its source still has it.
    pub(crate) fn keep(&mut self, id: ArticleId) {
        if let Entry::Vacant(entry) = self.seen.entry(id) {
            entry.insert(Seen { body_bytes: None, is_old: true });
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
                opstamp: 0,
            };
            let committed = self.writer.prepare_commit().and_then(|mut prepared| {
                note.opstamp = prepared.opstamp();
                prepared.set_payload(&note.to_payload());
                prepared.commit()
            });
            committed.map_err(|source| self.failed(source))?;
            let previous = std::mem::replace(&mut self.note, note);
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

fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
