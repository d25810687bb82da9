//! Brings an index up to date with files and folders: reads what changed, writes what differs,
//! removes what is gone.

mod known;
mod report;
mod roots;
mod run;

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use ::article::{DateOrder, FilePath};
use indexer::{BatchRun, CancelToken, Indexer, IndexerError, IndexerOptions, Removal, Sources};
use ingest::{Converters, Ingest, Queries};
use schema::{Location, Settings};

use self::known::Known;
pub use self::report::{Progress, UpdateEvent, UpdateReport};
use self::roots::Roots;
use self::run::{Outcome, Run};
use super::error::UpdateError;

/// A run that brings an index up to date with files and folders.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub struct Update {
    index: Location,
    paths: Vec<PathBuf>,
    /// Files that count as whole, and whether always.
    accepted: Vec<(PathBuf, bool)>,
    options: IndexerOptions,
    keys: Vec<(String, String)>,
    date_order: Option<DateOrder>,
    converters: Converters,
    query: Option<String>,
    threads: usize,
    /// For articles on their way from the files.
    reading_bytes: usize,
    rebuild: bool,
    store_only: bool,
    keep_missing: bool,
    allow_removal: bool,
    check_content: bool,
    dry_run: bool,
    cancel: CancelToken,
}

fn owned(queries: &Queries) -> Vec<(FilePath, String)> {
    queries.iter().map(|(path, query)| (path.clone(), query.to_owned())).collect()
}

/// What articles on their way from the files may take of the memory, as a divisor.
const READING_SHARE: usize = 8;

impl Update {
    /// A run over the roots that the index at this place remembers.
    pub fn new(index: impl Into<Location>) -> Self {
        Self {
            index: index.into(),
            paths: Vec::new(),
            accepted: Vec::new(),
            options: IndexerOptions::new(),
            keys: Vec::new(),
            date_order: None,
            converters: Converters::new(),
            query: None,
            threads: 0,
            reading_bytes: IndexerOptions::DEFAULT_MEMORY_BYTES / READING_SHARE,
            rebuild: false,
            store_only: false,
            keep_missing: false,
            allow_removal: false,
            check_content: false,
            dry_run: false,
            cancel: CancelToken::new(),
        }
    }

    /// Reads this file or folder, instead of the remembered ones.
    #[must_use]
    pub fn path(mut self, path: impl Into<PathBuf>) -> Self {
        self.paths.push(path.into());
        self
    }

    /// Fills a new generation and switches to it. What its sources do not give again, because
    /// they are gone, were cut or have lost it, or because it came from a stream or a program, is
    /// taken from the old one: an ordinary run removes what is to go. A rebuild that was broken
    /// off is gone on with.
    #[must_use]
    pub fn rebuild(mut self, rebuild: bool) -> Self {
        self.rebuild = rebuild;
        self
    }

    /// Fills a new generation from what is stored in the old one alone, and switches to it.
    #[must_use]
    pub fn rebuild_from_store(mut self, store_only: bool) -> Self {
        (self.rebuild, self.store_only) = (self.rebuild || store_only, store_only);
        self
    }

    /// Takes this file as whole, though it does not end as it must: once, as it is now, or, with
    /// `always`, whatever it will be.
    #[must_use]
    pub fn accept(mut self, path: impl Into<PathBuf>, always: bool) -> Self {
        self.accepted.push((path.into(), always));
        self
    }

    /// Leaves the articles of files that are gone.
    #[must_use]
    pub fn keep_missing(mut self, keep_missing: bool) -> Self {
        self.keep_missing = keep_missing;
        self
    }

    /// Removes the articles of files that are gone even where they are most of a root's, or all of
    /// a folder. What was not read to its end loses nothing all the same: see [`Self::accept`].
    #[must_use]
    pub fn allow_removal(mut self, allow_removal: bool) -> Self {
        self.allow_removal = allow_removal;
        self
    }

    /// Looks at the bytes of every file, not only at its size and time.
    #[must_use]
    pub fn check_content(mut self, check_content: bool) -> Self {
        self.check_content = check_content;
        self
    }

    /// Finds out what would be done, and writes nothing. What it reports is what a run would do.
    #[must_use]
    pub fn dry_run(mut self, dry_run: bool) -> Self {
        self.dry_run = dry_run;
        self
    }

    /// Takes a field of the article from this key of a record; see [`Ingest::map_key`].
    #[must_use]
    pub fn map_key(mut self, field: impl Into<String>, key: impl Into<String>) -> Self {
        self.keys.push((field.into(), key.into()));
        self
    }

    /// Reads dates in this order in this run, whatever the settings of the index say; see
    /// [`Ingest::date_order`].
    #[must_use]
    pub fn date_order(mut self, order: DateOrder) -> Self {
        self.date_order = Some(order);
        self
    }

    /// The memory that the whole process may use; see [`IndexerOptions::memory_bytes`].
    #[must_use]
    pub fn memory_bytes(mut self, bytes: usize) -> Self {
        self.options = self.options.memory_bytes(bytes);
        self.reading_bytes = bytes.max(IndexerOptions::LEAST_MEMORY_BYTES) / READING_SHARE;
        self
    }

    /// The threads that read, analyse and write.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.options = self.options.threads(threads);
        self.threads = threads;
        self
    }

    /// How often a long run makes its work permanent; see [`IndexerOptions::commit_every`].
    #[must_use]
    pub fn commit_every(mut self, commit_every: Duration) -> Self {
        self.options = self.options.commit_every(commit_every);
        self
    }

    /// A token by which the run can be asked to end: it then commits what it has done so far,
    /// removes nothing, and reports [`UpdateReport::interrupted`]. The next run goes on.
    #[must_use]
    pub fn cancel(mut self, cancel: CancelToken) -> Self {
        self.cancel = cancel.clone();
        self.options = self.options.cancel(cancel);
        self
    }

    /// Has programs make text of files in other formats: of those that were left out, and again of
    /// those that another program made text of before.
    #[must_use]
    pub fn converters(mut self, converters: Converters) -> Self {
        self.converters = converters;
        self
    }

    /// Reads the databases at the paths that are named by this query from now on, one `SELECT` with
    /// an `ORDER BY`: each row is an article, with the names of its columns as keys.
    #[must_use]
    pub fn query(mut self, query: impl Into<String>) -> Self {
        self.query = Some(query.into());
        self
    }

    /// The settings of a new or rebuilt index; see [`IndexerOptions::settings`].
    #[must_use]
    pub fn settings(mut self, settings: Settings) -> Self {
        self.options = self.options.settings(settings);
        self
    }

    /// Runs over the named files and folders, or the remembered roots.
    ///
    /// # Errors
    /// [`UpdateError`]. A file or record that cannot be read is an event.
    pub fn run(self, each: &mut dyn FnMut(UpdateEvent)) -> Result<UpdateReport, UpdateError> {
        self.check_paths()?;
        let (mut indexer, started) = self.open(each)?;
        let mut roots = self.roots(&indexer)?;
        let queries = self.queries(&indexer)?;
        roots.sources.queries = owned(&queries);
        let mut ingest = self.ingest(&indexer).queries(queries);
        if let Some(folder) = self.index.path() {
            ingest = ingest.exclude(folder);
        }
        for tree in roots.trees {
            ingest = ingest.tree(tree);
        }
        let told_missing = roots.told_missing;
        let (batch, state) = BatchRun::begin(&mut indexer, roots.sources, self.removal());
        let mut known = Known::new(state, self.check_content, self.converters.clone());
        let mut run = Run::new(batch, &self.cancel, each);
        let read = ingest.run(&known, &mut |events| run.take(events))?;
        while let Some(again) = run.next_look() {
            known.look_again(again);
            ingest.run(&known, &mut |events| run.take(events))?;
        }
        let mut outcome = run.finish(&told_missing)?;
        outcome.findings = read.findings;
        self.publish(indexer, outcome, started, each)
    }

    /// Forgets a file or folder that the index remembers, for good, and removes what came from
    /// it, whether or not it is still there. Returns how many articles.
    ///
    /// # Errors
    /// [`UpdateError::UnknownRoot`] where the index does not remember it.
    pub fn forget(self, root: impl AsRef<Path>) -> Result<u64, UpdateError> {
        schema::Layout::new(&self.index).current()?;
        let mut indexer = self.options.clone().dry_run(self.dry_run).open_or_create(&self.index)?;
        let root = root.as_ref();
        let resolved = root.canonicalize().map(|path| FilePath::of(&path));
        let resolved = resolved.unwrap_or_else(|_| roots::absolute(root));
        // As it lies on the disk, as it was typed, or as it is shown.
        let shown = root.to_str().map(FilePath::from);
        let shown = indexer
            .roots()
            .iter()
            .find(|known| shown.as_ref().is_some_and(|shown| known.as_str() == shown.as_str()))
            .cloned();
        for known in [Some(resolved), Some(FilePath::of(root)), shown].into_iter().flatten() {
            if let Some(articles) = indexer.forget(&known)? {
                indexer.publish()?;
                return Ok(articles);
            }
        }
        let known = indexer.roots().to_vec();
        Err(UpdateError::UnknownRoot { path: root.to_owned(), known })
    }

    /// Adds the records of a stream of JSON Lines. Nothing is removed.
    ///
    /// # Errors
    /// [`UpdateError`].
    pub fn run_records(
        self,
        records: impl Read + Send,
        each: &mut dyn FnMut(UpdateEvent),
    ) -> Result<UpdateReport, UpdateError> {
        let (mut indexer, started) = self.open(each)?;
        let ingest = self.ingest(&indexer);
        let (batch, _) = BatchRun::begin(&mut indexer, Sources::default(), Removal::Never);
        let mut run = Run::new(batch, &self.cancel, each);
        run.is_stream = true;
        let read = ingest.read_records(records, &mut |events| run.take(events))?;
        let mut outcome = run.finish(&BTreeSet::new())?;
        outcome.findings = read.findings;
        self.publish(indexer, outcome, started, each)
    }

    /// Opens the index; one of another analysis or an older format is rebuilt.
    fn open(&self, each: &mut dyn FnMut(UpdateEvent)) -> Result<(Indexer, Instant), UpdateError> {
        let started = Instant::now();
        let options = self.options.clone().dry_run(self.dry_run);
        let opened = options.clone().rebuild(self.rebuild).open_or_create(&self.index);
        let is_stale = matches!(
            opened,
            Err(IndexerError::StaleAnalysis { .. } | IndexerError::OldFormat { .. })
        );
        let indexer =
            if is_stale { options.rebuild(true).open_or_create(&self.index) } else { opened }?;
        if indexer.is_rebuild() {
            let (is_resumed, need) = (indexer.is_resumed(), indexer.disk_need());
            each(UpdateEvent::Rebuilding { is_stale, is_resumed, need });
        }
        Ok((indexer, started))
    }

    /// A path that is not there is found before an index is made for it.
    fn check_paths(&self) -> Result<(), UpdateError> {
        let has_index = schema::Layout::new(&self.index).current().is_ok();
        for path in self.paths.iter().filter(|_| !has_index) {
            if let Err(source) = std::fs::metadata(path) {
                return Err(ingest::IngestError::Root { path: path.to_owned(), source }.into());
            }
        }
        Ok(())
    }

    /// What is read.
    fn roots(&self, indexer: &Indexer) -> Result<Roots, UpdateError> {
        if self.store_only {
            indexer.refuse_if_lost()?;
            return Ok(Roots::default());
        }
        let is_rebuild = indexer.is_rebuild();
        let is_unknown = !is_rebuild || indexer.has_lost_all();
        if self.paths.is_empty() && indexer.roots().is_empty() && is_unknown {
            return Err(UpdateError::NoSources {
                index: schema::Layout::new(&self.index).root().to_owned(),
            });
        }
        let mut roots = Roots::find(&self.paths, &indexer.root_kinds(), is_rebuild, &|path| {
            indexer.has_read(path)
        })?;
        if is_rebuild {
            // It takes what cannot be read again from the store.
            roots.told_missing.clear();
        }
        for (path, always) in &self.accepted {
            roots.accept(path, *always)?;
        }
        Ok(roots)
    }

    /// Takes over what a rebuild did not read, commits, and lets the index be seen.
    fn publish(
        &self,
        mut indexer: Indexer,
        mut outcome: Outcome,
        started: Instant,
        each: &mut dyn FnMut(UpdateEvent),
    ) -> Result<UpdateReport, UpdateError> {
        let mut interrupted = self.cancel.is_cancelled();
        if indexer.is_rebuild() && !interrupted {
            let mut progress = Progress::default();
            let carried = indexer.carry_over(&mut |articles| {
                progress.articles = articles;
                each(UpdateEvent::Progress(progress.clone()));
            });
            match carried {
                Ok(carried) => {
                    outcome.dropped = carried.damage.len() as u64;
                    carried.damage.into_iter().for_each(|found| each(UpdateEvent::Dropped(found)));
                }
                Err(IndexerError::Cancelled) => interrupted = true,
                Err(error) => return Err(error.into()),
            }
        }
        let summary = indexer.commit()?;
        if !interrupted {
            match indexer.publish() {
                Ok(_) => {}
                Err(IndexerError::Cancelled) => interrupted = true,
                Err(error) => return Err(error.into()),
            }
        }
        Ok(outcome.report(&summary, started.elapsed(), interrupted))
    }

    /// How databases are read: as the index remembers, and as this run says.
    fn queries(&self, indexer: &Indexer) -> Result<Queries, UpdateError> {
        let mut queries = Queries::new();
        for (path, query) in indexer.queries() {
            queries.add(path.clone(), query)?;
        }
        let Some(query) = &self.query else { return Ok(queries) };
        if self.paths.is_empty() {
            return Err(UpdateError::QueryOfNothing);
        }
        for path in &self.paths {
            let place = path.canonicalize();
            let place = place.map_or_else(|_| roots::absolute(path), |at| FilePath::of(&at));
            queries.add(place, query)?;
        }
        Ok(queries)
    }

    fn ingest(&self, indexer: &Indexer) -> Ingest {
        let languages = indexer.settings().allowed_languages();
        let mut ingest = Ingest::new()
            .threads(self.threads)
            .languages(languages)
            .own_fields(indexer.settings().fields.clone())
            .boilerplate(Arc::clone(indexer.boilerplate()))
            .converters(self.converters.clone())
            .memory_bytes(self.reading_bytes);
        for (field, key) in &self.keys {
            ingest = ingest.map_key(field, key);
        }
        match self.date_order.or(indexer.settings().date_order()) {
            Some(order) => ingest.date_order(order),
            None => ingest,
        }
    }

    fn removal(&self) -> Removal {
        match (self.keep_missing, self.allow_removal) {
            (true, _) => Removal::Never,
            (false, true) => Removal::Allowed,
            (false, false) => Removal::Guarded,
        }
    }
}
