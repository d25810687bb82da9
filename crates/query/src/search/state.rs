//! One commit of an index, opened to be searched.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use article::{Article, FieldName, Provenance};
use schema::{
    Columns, CommitId, CommitNote, FIRST_WITH_LANGUAGES, FORMAT_VERSION, Facet, Fields, Folder,
    FolderAccess, GenerationName, Layout, Manifest, MappedLedger, SEGMENTS_FILE, SchemaError,
    StoredArticle, open_generation,
};
use tantivy::store::StoreReader;
use tantivy::{DocId, ReloadPolicy, Searcher as Engine, SegmentReader, TantivyError};
use text::{Language, Lexicon};

use super::field_order::FieldOrder;
use super::lengths::{Lengths, Statistics};
use super::units::{TimelineBy, Units};
use crate::QueryError;
use crate::engine::{Budget, FormsMemory, WideDates, WordSource};
use crate::understand::{Limits, SynonymSets, WordMemory};

/// Everything that a search needs of a commit. It stays as it is while the index goes on.
pub(crate) struct State {
    pub(crate) name: GenerationName,
    /// That of the generation.
    pub(crate) folder: Folder,
    pub(super) layout: Layout,
    pub(crate) commit: CommitId,
    /// The engine's list of segments, byte by byte: as long as it is the same, so is the commit.
    segments_list: Vec<u8>,
    pub(crate) manifest: Manifest,
    pub(crate) is_current_analysis: bool,
    pub(super) engine: Engine,
    pub(super) source: WordSource,
    pub(super) columns: Vec<Columns>,
    /// What is stored, of each segment.
    pub(super) stores: Vec<StoreReader>,
    pub(super) wide_dates: Vec<WideDates>,
    pub(crate) note: CommitNote,
    /// The source files of the commit.
    pub(super) ledger: MappedLedger,
    lengths: Lengths,
    lexicons: Mutex<Vec<Lexicon>>,
    /// What was found out of the words of questions.
    pub(super) words: WordMemory,
    /// Once they were asked for.
    synonyms: OnceLock<SynonymSets>,
    with_synonym: Mutex<HashMap<String, u64>>,
    /// The orders by fields of the archive's own, once they were asked for.
    orders: Mutex<HashMap<FieldName, Arc<FieldOrder>>>,
    /// Of each segment, by each unit, once they were asked for.
    units: Vec<[OnceLock<Units>; 3]>,
}

impl std::fmt::Debug for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("State")
            .field("path", &self.folder.path())
            .field("commit", &self.commit)
            .finish_non_exhaustive()
    }
}

impl State {
    /// Blocks of stored articles that are kept decoded, over all segments, each of some 32 KiB:
    /// decoding them is most of what a page of hits costs.
    const STORE_CACHE_BLOCKS: usize = 512;

    /// How often opening begins again when what was read does not fit together: a writer may
    /// commit, merge segments or switch generations at any time.
    const ATTEMPTS: usize = 20;

    /// The current commit of an index.
    pub(crate) fn open(layout: &Layout) -> Result<Self, QueryError> {
        let mut attempt = 0;
        loop {
            attempt += 1;
            let name = layout.current()?;
            match Self::open_generation(layout, name) {
                Err(
                    QueryError::Schema(SchemaError::Corrupt { .. }) | QueryError::Corrupt { .. },
                ) if attempt < Self::ATTEMPTS => {}
                opened => return opened,
            }
        }
    }

    fn open_generation(layout: &Layout, name: GenerationName) -> Result<Self, QueryError> {
        let folder = layout.generation(name);
        let segments_list = segments_list(&folder)?;
        let (index, fields, manifest) = open_generation(&folder, FolderAccess::Read)?;
        let failed = |error: TantivyError| corrupt(folder.path(), error);
        let torn = |expected| {
            let path = folder.path().to_owned();
            QueryError::from(SchemaError::Corrupt { path, expected, source: None })
        };
        let metas = index.load_metas().map_err(failed)?;
        let note = match metas.payload.as_deref().map(CommitNote::from_payload) {
            // Before its first commit an index is empty.
            None => CommitNote::default(),
            Some(Some(note)) => note,
            Some(None) => return Err(torn("a commit with its note")),
        };
        let ledger = MappedLedger::open(&folder, &note.ledger)?;
        let blocks = (Self::STORE_CACHE_BLOCKS / metas.segments.len().max(1)).max(1);
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into();
        let engine = reader.map_err(failed)?.searcher();
        if self::segments_list(&folder)? != segments_list {
            // A commit came between its note and its segments, or a merge. No upstream issue is
            // known.
            return Err(torn("one commit"));
        }
        let columns = engine.segment_readers().iter().map(Columns::open);
        let columns = columns.collect::<tantivy::Result<Vec<_>>>().map_err(failed)?;
        let stores = engine.segment_readers().iter().map(|one| one.get_store_reader(blocks));
        let stores = stores.collect::<std::io::Result<Vec<_>>>();
        let stores = stores.map_err(|error| failed(error.into()))?;
        let wide_dates = engine.segment_readers().iter().map(|one| WideDates::open(one, &fields));
        let wide_dates = wide_dates.collect::<tantivy::Result<Vec<_>>>().map_err(failed)?;
        let analyzer = manifest.analyzer();
        let is_current_analysis =
            manifest.is_current_analysis() && manifest.format_version == FORMAT_VERSION;
        let codes = Arc::new(codes(&engine).map_err(failed)?);
        let mut languages: Vec<Language> = codes.iter().map(|(_, analysis)| *analysis).collect();
        languages.sort_unstable();
        languages.dedup();
        let languages = Arc::new(languages);
        let memory = Arc::new(FormsMemory::default());
        let expansions = Limits::default().expansions;
        let budget = Arc::new(Budget::unlimited());
        let keeps_languages = manifest.format_version >= FIRST_WITH_LANGUAGES;
        let source = WordSource {
            fields,
            analyzer,
            languages,
            codes,
            keeps_languages,
            expansions,
            budget,
            memory,
            patterns: Arc::default(),
        };
        let lexicons = Mutex::new(Vec::new());
        let units = columns.iter().map(|_| Default::default()).collect();
        let commit = CommitId::of(name, &segments_list);
        Ok(Self {
            name,
            layout: layout.clone(),
            folder,
            commit,
            segments_list,
            manifest,
            is_current_analysis,
            engine,
            source,
            columns,
            stores,
            wide_dates,
            note,
            ledger,
            lengths: Lengths::default(),
            lexicons,
            words: WordMemory::default(),
            synonyms: OnceLock::new(),
            with_synonym: Mutex::default(),
            orders: Mutex::default(),
            units,
        })
    }

    /// Whether the index has had no other commit since. It costs the reading of two small files.
    pub(crate) fn is_newest(&self, layout: &Layout) -> bool {
        layout.current().is_ok_and(|name| name == self.name)
            && segments_list(&self.folder).is_ok_and(|list| list == self.segments_list)
    }

    pub(crate) fn fields(&self) -> &Fields {
        &self.source.fields
    }

    /// A segment by its number.
    pub(super) fn reader(&self, segment: usize) -> &SegmentReader {
        self.engine.segment_reader(u32::try_from(segment).unwrap_or(u32::MAX))
    }

    /// What is stored of an article.
    pub(crate) fn article(&self, segment: usize, doc: DocId) -> Result<Article, QueryError> {
        let article = StoredArticle::read(&self.stores[segment], doc, self.fields())?;
        // A file may have been moved since the article was read from it.
        Ok(match self.ledger.path(self.columns[segment].file(doc)) {
            Some(path) => {
                let record = article.provenance.record;
                article.with_provenance(Provenance { path, record })
            }
            None => article,
        })
    }

    /// The archive's own sets of synonyms.
    pub(crate) fn synonyms(&self) -> &SynonymSets {
        let WordSource { analyzer, languages, .. } = &self.source;
        self.synonyms.get_or_init(|| SynonymSets::new(analyzer, languages))
    }

    /// How many articles have each synonym that was counted before.
    pub(crate) fn with_synonym(&self) -> MutexGuard<'_, HashMap<String, u64>> {
        self.with_synonym.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the engine needs to score with.
    pub(crate) fn statistics(&self) -> Statistics<'_> {
        Statistics { engine: &self.engine, lengths: &self.lengths }
    }

    /// The units of time that a segment has documents of.
    pub(crate) fn units(&self, segment: usize, by: TimelineBy) -> &Units {
        self.units[segment][by as usize].get_or_init(|| Units::of(&self.columns[segment], by))
    }

    /// The order of articles by a field of the archive's own, found out once; `None` where a limit
    /// was reached before.
    pub(super) fn order(
        &self,
        field: FieldName,
        budget: &Budget,
    ) -> tantivy::Result<Option<Arc<FieldOrder>>> {
        let lock = || self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(order) = lock().get(&field) {
            return Ok(Some(Arc::clone(order)));
        }
        // Two that ask at once both find it out: neither waits for the other's limits.
        let order = FieldOrder::of(&self.engine, field, budget)?.map(Arc::new);
        if let Some(order) = &order {
            lock().insert(field, Arc::clone(order));
        }
        Ok(order)
    }

    /// Lends a lexicon, which remembers the words of the articles that were shown before.
    pub(crate) fn with_lexicon<T>(&self, work: impl FnOnce(&mut Lexicon) -> T) -> T {
        let lock = || self.lexicons.lock().unwrap_or_else(PoisonError::into_inner);
        let mut lexicon = lock().pop().unwrap_or_default();
        let outcome = work(&mut lexicon);
        lock().push(lexicon);
        outcome
    }

    /// An error of the compiler, which does not know where the index lies.
    pub(crate) fn located(&self, error: QueryError) -> QueryError {
        match error {
            QueryError::Corrupt { source, .. } => {
                QueryError::Corrupt { path: self.folder.path().to_owned(), source }
            }
            error => error,
        }
    }

    pub(crate) fn failed(&self, error: TantivyError) -> QueryError {
        corrupt(self.folder.path(), error)
    }
}

/// The engine's list of the segments of a generation, as it lies on the disk.
fn segments_list(folder: &Folder) -> Result<Vec<u8>, SchemaError> {
    folder.read(SEGMENTS_FILE).map_err(|error| {
        let path = folder.file(SEGMENTS_FILE);
        match error.kind() {
            // The generation may have gone while it was opened.
            ErrorKind::NotFound => {
                SchemaError::Corrupt { path, expected: "a list of the segments", source: None }
            }
            _ => SchemaError::Io { action: "read", path, source: error },
        }
    })
}

pub(crate) fn corrupt(path: &Path, source: TantivyError) -> QueryError {
    QueryError::Corrupt { path: path.to_owned(), source: Some(source.into()) }
}

/// The codes of languages that the articles of the index have, each once, with the analysis that
/// they went through.
fn codes(engine: &Engine) -> tantivy::Result<Vec<(String, Language)>> {
    let mut known = Vec::new();
    for segment in engine.segment_readers() {
        let Some(column) = Columns::facet(segment, Facet::Language)? else { continue };
        let mut codes = column.dictionary().stream()?;
        while codes.advance() {
            let code = String::from_utf8_lossy(codes.key()).into_owned();
            let language = Language::from_code(&code).unwrap_or(Language::UNKNOWN);
            known.push((code, language.analysis()));
        }
    }
    known.sort_unstable();
    known.dedup();
    Ok(known)
}
