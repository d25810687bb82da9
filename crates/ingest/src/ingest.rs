//! The builder of a run.

use std::io::Read;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use article::{Article, ArticleId, Boilerplate, Identity, OwnFields};
use text::{Detector, Language};

use crate::discover::{self, Walk};
use crate::format::KeyMap;
use crate::pipeline::{self, Input, Rules};
use crate::{
    Articles, Baseline, Converters, DateOrder, Document, Event, IngestError, IngestReport,
    NoBaseline, Queries, Skipped, SourceFile, SourceTree,
};

/// Text in flight when nothing else is said.
const DEFAULT_MEMORY_BYTES: usize = 64 << 20;

/// Reads files and folders and yields their articles.
#[derive(Debug, Clone)]
pub struct Ingest {
    paths: Vec<PathBuf>,
    trees: Vec<SourceTree>,
    excluded: Vec<PathBuf>,
    keys: Vec<(String, String)>,
    own_fields: Arc<OwnFields>,
    languages: Vec<Language>,
    date_order: Option<DateOrder>,
    converters: Converters,
    queries: Queries,
    boilerplate: Arc<Boilerplate>,
    explains: bool,
    threads: usize,
    memory_bytes: usize,
}

impl Default for Ingest {
    fn default() -> Self {
        Self::new()
    }
}

impl Ingest {
    /// A run over nothing, with as many threads as the machine has.
    pub fn new() -> Self {
        Self {
            paths: Vec::new(),
            trees: Vec::new(),
            excluded: Vec::new(),
            keys: Vec::new(),
            own_fields: Arc::default(),
            languages: Vec::new(),
            date_order: None,
            converters: Converters::new(),
            queries: Queries::new(),
            boilerplate: Arc::default(),
            explains: false,
            threads: 0,
            memory_bytes: DEFAULT_MEMORY_BYTES,
        }
    }

    /// Reads this file or folder too.
    #[must_use]
    pub fn path(mut self, path: impl AsRef<Path>) -> Self {
        self.paths.push(path.as_ref().to_path_buf());
        self
    }

    /// Reads this part of an archive too. A tree inside another is read as itself and passed over
    /// by the other, also where the other would not reach it, as in a hidden folder.
    #[must_use]
    pub fn tree(mut self, tree: SourceTree) -> Self {
        self.trees.push(tree);
        self
    }

    /// Never reads below this folder: the index that is being written.
    #[must_use]
    pub fn exclude(mut self, folder: impl AsRef<Path>) -> Self {
        self.excluded.push(folder.as_ref().to_path_buf());
        self
    }

    /// Takes a field of the article, such as `title`, from this key or column of a record, before
    /// the usual names are tried. Several keys for one field are tried in order.
    #[must_use]
    pub fn map_key(mut self, field: impl Into<String>, key: impl Into<String>) -> Self {
        self.keys.push((field.into(), key.into()));
        self
    }

    /// Reads these fields of the archive's own: the values of their keys are kept among the extras of
    /// an article, also where a key stands for one of its other fields; dates there are brought
    /// into the form of ISO 8601, and what is no value of its kind is remarked on:
    /// [`crate::SkipReason::NoValue`].
    #[must_use]
    pub fn own_fields(mut self, fields: OwnFields) -> Self {
        self.own_fields = Arc::new(fields);
        self
    }

    /// Guesses the languages that are not declared among these; among all known ones if there is
    /// none. Every language less makes short texts surer.
    #[must_use]
    pub fn languages(mut self, languages: impl IntoIterator<Item = Language>) -> Self {
        self.languages.extend(languages);
        self
    }

    /// Reads dates such as `5/6/2025` in this order, wherever they stand. Unless it is said, the
    /// other dates of a file decide, then the country and the language of the article; where
    /// nothing does, such a date is its year.
    #[must_use]
    pub fn date_order(mut self, order: DateOrder) -> Self {
        self.date_order = Some(order);
        self
    }

    /// Has programs make text of files in other formats.
    #[must_use]
    pub fn converters(mut self, converters: Converters) -> Self {
        self.converters = converters;
        self
    }

    /// Reads databases by queries. Without the feature `sqlite` none is read.
    #[must_use]
    pub fn queries(mut self, queries: Queries) -> Self {
        self.queries = queries;
        self
    }

    /// Labels as boilerplate the lines that are known to stand around the articles of a source,
    /// as an index has learned them.
    #[must_use]
    pub fn boilerplate(mut self, learned: Arc<Boilerplate>) -> Self {
        self.boilerplate = learned;
        self
    }

    /// Tells before each article what decided how its text is labelled: [`Event::Explained`].
    #[must_use]
    pub fn explains(mut self, explains: bool) -> Self {
        self.explains = explains;
        self
    }

    /// Parses and cleans on this many threads; 0 for as many as the machine has.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    /// Bounds the text in flight, in bytes (64 MiB unless said otherwise), and once more what
    /// parsing takes besides. A single record may exceed it up to the record limit of 32 MiB, and
    /// a single page up to some 100 MB; such are parsed alone.
    #[must_use]
    pub fn memory_bytes(mut self, memory_bytes: usize) -> Self {
        self.memory_bytes = memory_bytes;
        self
    }

    /// The articles, one by one and in order, for simple uses: [`Self::run`] tells more.
    ///
    /// # Errors
    /// As [`Self::run`].
    pub fn articles(&self) -> Result<Articles, IngestError> {
        self.check()?;
        let ingest = self.clone();
        Ok(Articles::of(move |sink| {
            // Its only errors were looked for before; one that has come up since ends the run.
            let _ = ingest.run(&NoBaseline, sink);
        }))
    }

    /// Reads everything and hands the events to `sink` in the order of files and records, in
    /// batches of one to two megabytes, while the next batches are already being read. Batches
    /// are never empty. `sink` ends the run early with [`ControlFlow::Break`].
    ///
    /// # Errors
    /// [`IngestError`]: a path that is not there, threads that do not start, a mapping to a field
    /// that does not exist. What goes wrong with single files or records is an event.
    pub fn run(
        &self,
        baseline: &dyn Baseline,
        sink: &mut dyn FnMut(Vec<Event>) -> ControlFlow<()>,
    ) -> Result<IngestReport, IngestError> {
        let rules = self.rules()?;
        let walk = self.walk()?;
        pipeline::run(Input::Files(walk), &rules, self.limits(), baseline, sink)
    }

    /// Reads one stream of JSON Lines, such as standard input. Its events carry the path `-` and
    /// an empty root.
    ///
    /// # Errors
    /// As [`Self::run`].
    pub fn read_records(
        &self,
        records: impl Read + Send,
        sink: &mut dyn FnMut(Vec<Event>) -> ControlFlow<()>,
    ) -> Result<IngestReport, IngestError> {
        let input = Input::Stream(Box::new(records));
        pipeline::run(input, &self.rules()?, self.limits(), &crate::NoBaseline, sink)
    }

    /// Reads one document that a program holds, and returns its articles in order, with what was left
    /// out between them. What holds files, as a zip, is left out: it is read from the disk. It takes
    /// two threads of its own; where there are many, a file of JSON Lines is read faster.
    ///
    /// # Errors
    /// As [`Self::run`].
    pub fn document(
        &self,
        document: Document<'_>,
    ) -> Result<Vec<Result<Article, Skipped>>, IngestError> {
        let Document { bytes, name, address } = document;
        let mut rules = Arc::unwrap_or_clone(self.rules()?);
        rules.address = address;
        let mut read = Vec::new();
        let mut sink = |events: Vec<Event>| {
            read.extend(events.into_iter().filter_map(|event| match event {
                Event::Article { article, digest, .. } => {
                    // Its path would be its identity, and is that of others.
                    let is_of_path = article.source_id.is_none() && article.url.is_none();
                    if name.is_none() && is_of_path && article.provenance.record.is_none() {
                        let path = &article.provenance.path;
                        let id = ArticleId::of(&Identity::Content { path, digest, repeat: 0 });
                        return Some(Ok(article.with_id(id)));
                    }
                    Some(Ok(*article))
                }
                Event::Skipped(skipped) => Some(Err(skipped)),
                _ => None,
            }));
            ControlFlow::Continue(())
        };
        let size = bytes.len() as u64;
        let path = name.as_deref().unwrap_or("-").into();
        let file = SourceFile { path, size, ..SourceFile::default() };
        let input = Input::Document { file, bytes: bytes.as_ref() };
        let limits = pipeline::Limits { threads: 1, ..self.limits() };
        pipeline::run(input, &Arc::new(rules), limits, &crate::NoBaseline, &mut sink)?;
        Ok(read)
    }

    fn check(&self) -> Result<(), IngestError> {
        KeyMap::new(&self.keys, &self.own_fields)?;
        self.walk()?;
        Ok(())
    }

    fn walk(&self) -> Result<Walk, IngestError> {
        let mut trees = discover::named(&self.paths)?;
        trees.extend(self.trees.iter().cloned());
        Ok(Walk::new(trees, &self.excluded))
    }

    fn rules(&self) -> Result<Arc<Rules>, IngestError> {
        let keys = KeyMap::new(&self.keys, &self.own_fields)?;
        let detector = Detector::new(&self.languages);
        let boilerplate = Arc::clone(&self.boilerplate);
        let boilerplate_digest = (!boilerplate.is_empty()).then(|| boilerplate.digest());
        let (explains, date_order) = (self.explains, self.date_order);
        Ok(Arc::new(Rules {
            keys,
            detector,
            converters: self.converters.clone(),
            queries: self.queries.clone(),
            explains,
            date_order,
            boilerplate,
            boilerplate_digest,
            address: None,
        }))
    }

    fn limits(&self) -> pipeline::Limits {
        pipeline::Limits { threads: self.threads, memory_bytes: self.memory_bytes }
    }
}
