//! Brings an index up to date with files and folders: reads what changed, writes what differs,
//! removes what is gone.

mod run;

use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Instant;

use indexer::{BatchRun, Duplicate, Indexer, IndexerError, IndexerOptions, Removal, Scope};
use ingest::{Ingest, Skipped};
use schema::{SchemaError, Settings};

use self::run::{Known, Run};
use crate::UpdateError;

/// A run that brings an index up to date with files and folders.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub struct Update {
    index: PathBuf,
    paths: Vec<PathBuf>,
    options: IndexerOptions,
    keys: Vec<(String, String)>,
    threads: usize,
    rebuild: bool,
    keep_missing: bool,
    allow_removal: bool,
    check_content: bool,
    dry_run: bool,
}

/// Something that happens during a run.
#[derive(Debug)]
#[non_exhaustive]
pub enum UpdateEvent {
    /// A file or record was left out.
    Skipped(Skipped),
    /// One of two articles with the same id was left out.
    Duplicate(Duplicate),
    /// The index was written by another analysis and is rebuilt.
    Rebuilding,
    /// How far the run has come.
    Progress(Progress),
}

/// How far a run has come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Files read or found unchanged.
    pub files: u64,
    /// Articles met.
    pub articles: u64,
    /// Bytes of the files on the disk that are done.
    pub bytes: u64,
    /// The file that is being read.
    pub current: String,
}

/// What a run did.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct UpdateReport {
    /// Articles read from files, and records found unchanged.
    pub read: u64,
    /// Articles that were not there before.
    pub added: u64,
    /// Articles of which another version was there.
    pub replaced: u64,
    /// Articles that are no longer there.
    pub removed: u64,
    /// Articles that were there already, just so.
    pub unchanged: u64,
    /// Files and records left out.
    pub skipped: u64,
    /// Articles left out because another with the same id has the longer body.
    pub duplicates: u64,
    /// Articles in the index now.
    pub articles: u64,
    /// How long it took.
    pub seconds: f64,
    /// The number of the generation.
    pub generation: u32,
    /// Files and folders that could not be read.
    pub unreadable: u64,
    /// Roots of which more than half would have been removed, with how many articles: nothing of
    /// them was.
    pub refused: Vec<(String, u64)>,
}

impl Update {
    /// A run over the roots that the index in this folder remembers.
    pub fn new(index: impl Into<PathBuf>) -> Self {
        Self {
            index: index.into(),
            paths: Vec::new(),
            options: IndexerOptions::new(),
            keys: Vec::new(),
            threads: 0,
            rebuild: false,
            keep_missing: false,
            allow_removal: false,
            check_content: false,
            dry_run: false,
        }
    }

    /// Reads this file or folder, instead of the remembered ones.
    #[must_use]
    pub fn path(mut self, path: impl Into<PathBuf>) -> Self {
        self.paths.push(path.into());
        self
    }

    /// Fills a new generation and switches to it.
    #[must_use]
    pub fn rebuild(mut self, rebuild: bool) -> Self {
        self.rebuild = rebuild;
        self
    }

    /// Leaves the articles of files that are gone.
    #[must_use]
    pub fn keep_missing(mut self, keep_missing: bool) -> Self {
        self.keep_missing = keep_missing;
        self
    }

    /// Removes the articles of files that are gone even where they are most of a root's.
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

    /// Finds out what would be done, and does nothing.
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

    /// The memory that the whole process may use; see [`IndexerOptions::memory_bytes`].
    #[must_use]
    pub fn memory_bytes(mut self, bytes: usize) -> Self {
        self.options = self.options.memory_bytes(bytes);
        self
    }

    /// The threads that read, analyse and write.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.options = self.options.threads(threads);
        self.threads = threads;
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
        // A path that is not there is found before an index is made for it.
        for path in &self.paths {
            check_path(path)?;
        }
        let (mut indexer, started) = self.open(each)?;
        let remembered = indexer.roots().iter().map(PathBuf::from).collect::<Vec<_>>();
        let mut paths = self.paths.clone();
        if paths.is_empty() || indexer.is_rebuild() {
            for root in remembered {
                match check_path(&root) {
                    Ok(()) if paths.contains(&root) => {}
                    Ok(()) => paths.push(root),
                    // A rebuild takes what cannot be read again from the store.
                    Err(_) if indexer.is_rebuild() => {}
                    Err(error) => return Err(error),
                }
            }
        }
        if paths.is_empty() && !indexer.is_rebuild() {
            return Err(UpdateError::NoSources { index: self.index });
        }
        let scopes = scopes(&paths)?;
        let reread = scopes.clone();
        let mut ingest = self.ingest(&indexer).exclude(&self.index);
        for path in &paths {
            ingest = ingest.path(path);
        }
        let (batch, known) = BatchRun::begin(&mut indexer, scopes);
        let baseline = Known { state: known, check_content: self.check_content };
        let mut run = Run::new(batch, self.removal(), self.dry_run, each);
        let read = ingest.run(&baseline, &mut |events| run.take(events))?;
        let outcome = run.finish(&read)?;
        if indexer.is_rebuild() {
            indexer.carry_over(&reread)?;
        }
        outcome.report(indexer, &read, started)
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
        let (batch, _) = BatchRun::begin(&mut indexer, Vec::new());
        let mut run = Run::new(batch, Removal::Never, self.dry_run, each);
        run.is_stream = true;
        let read = ingest.read_records(records, &mut |events| run.take(events))?;
        let outcome = run.finish(&read)?;
        if indexer.is_rebuild() {
            indexer.carry_over(&[])?;
        }
        outcome.report(indexer, &read, started)
    }

    /// Opens the index; one of another analysis is rebuilt.
    fn open(&self, each: &mut dyn FnMut(UpdateEvent)) -> Result<(Indexer, Instant), UpdateError> {
        let started = Instant::now();
        let options = self.options.clone().dry_run(self.dry_run);
        let opened = options.clone().rebuild(self.rebuild).open_or_create(&self.index);
        match opened {
            Err(IndexerError::StaleAnalysis { .. }) => {
                each(UpdateEvent::Rebuilding);
                Ok((options.rebuild(true).open_or_create(&self.index)?, started))
            }
            opened => Ok((opened?, started)),
        }
    }

    fn ingest(&self, indexer: &Indexer) -> Ingest {
        let languages = indexer.settings().allowed_languages();
        let mut ingest = Ingest::new().threads(self.threads).languages(languages);
        for (field, key) in &self.keys {
            ingest = ingest.map_key(field, key);
        }
        ingest
    }

    fn removal(&self) -> Removal {
        match (self.keep_missing, self.allow_removal) {
            (true, _) => Removal::Never,
            (false, true) => Removal::Allowed,
            (false, false) => Removal::Guarded,
        }
    }
}

fn check_path(path: &Path) -> Result<(), UpdateError> {
    match std::fs::metadata(path) {
        Ok(_) => Ok(()),
        Err(source) => Err(ingest::IngestError::Root { path: path.to_owned(), source }.into()),
    }
}

/// What the paths cover: a folder all of it, a file itself.
fn scopes(paths: &[PathBuf]) -> Result<Vec<Scope>, UpdateError> {
    let mut scopes = Vec::with_capacity(paths.len());
    for path in paths {
        let absolute = path.canonicalize().map_err(SchemaError::io("read", path))?;
        let text = |path: &Path| path.to_string_lossy().into_owned();
        scopes.push(if absolute.is_file() {
            let root = absolute.parent().map(text).unwrap_or_default();
            let file = absolute.file_name().map(|name| name.to_string_lossy().into_owned());
            Scope { root, file }
        } else {
            Scope { root: text(&absolute), file: None }
        });
    }
    Ok(scopes)
}
