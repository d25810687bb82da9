//! Chooses how an index is opened for writing.

use std::time::Duration;

use schema::Settings;

use crate::CancelToken;

/// How an index is to be written.
#[derive(Debug, Clone)]
pub struct IndexerOptions {
    pub(crate) memory_bytes: usize,
    pub(crate) threads: usize,
    pub(crate) settings: Option<Settings>,
    pub(crate) rebuild: bool,
    pub(crate) dry_run: bool,
    pub(crate) commit_every: Duration,
    pub(crate) cancel: CancelToken,
}

impl Default for IndexerOptions {
    fn default() -> Self {
        Self {
            memory_bytes: Self::DEFAULT_MEMORY_BYTES,
            threads: std::thread::available_parallelism().map_or(1, usize::from).min(8),
            settings: None,
            rebuild: false,
            dry_run: false,
            commit_every: Self::DEFAULT_COMMIT_EVERY,
            cancel: CancelToken::new(),
        }
    }
}

impl IndexerOptions {
    /// The memory that a run may use by default.
    pub const DEFAULT_MEMORY_BYTES: usize = 400_000_000;

    /// The least memory that a run is held to.
    pub const LEAST_MEMORY_BYTES: usize = 200_000_000;

    /// How often a long run makes its work permanent by default.
    pub const DEFAULT_COMMIT_EVERY: Duration = Duration::from_mins(1);

    /// The defaults: 400 MB, as many threads as there are cores (8 at most).
    pub fn new() -> Self {
        Self::default()
    }

    /// The memory that the whole process may use, in bytes, mapped pages of the index apart.
    /// Values under [`Self::LEAST_MEMORY_BYTES`] are raised to it. It is kept with an allocator that
    /// gives freed memory back, which the C library's may not in long runs over short articles.
    #[must_use]
    pub fn memory_bytes(mut self, bytes: usize) -> Self {
        self.memory_bytes = bytes.max(Self::LEAST_MEMORY_BYTES);
        self
    }

    /// The threads that analyse and write, from 1 to 64, and at most one for 20 MB of memory.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads.clamp(1, 64);
        self
    }

    /// The settings of a new index. An index that has others is refused unless it is rebuilt.
    #[must_use]
    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = Some(settings);
        self
    }

    /// Fills a new generation beside the current one, which goes on answering until
    /// [`crate::Indexer::publish`] switches. One that was broken off is gone on with, unless the index
    /// has had another commit since, or the settings are others.
    #[must_use]
    pub fn rebuild(mut self, rebuild: bool) -> Self {
        self.rebuild = rebuild;
        self
    }

    /// Finds out what would be done, and writes nothing.
    #[must_use]
    pub fn dry_run(mut self, dry_run: bool) -> Self {
        self.dry_run = dry_run;
        self
    }

    /// How often a long run makes its work permanent, so that a kill loses no more. More often
    /// costs speed.
    #[must_use]
    pub fn commit_every(mut self, commit_every: Duration) -> Self {
        self.commit_every = commit_every;
        self
    }

    /// A token by which long work can be asked to come to an end: a rebuild, a run over files, the
    /// merging at the end. What is added one by one is not asked.
    #[must_use]
    pub fn cancel(mut self, cancel: CancelToken) -> Self {
        self.cancel = cancel;
        self
    }
}
