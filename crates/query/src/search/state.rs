//! One commit of an index, opened to be searched.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use schema::{
    Columns, CommitNote, Facet, Fields, FolderAccess, GenerationName, Layout, Ledger, Manifest,
    SchemaError, open_generation,
};
use tantivy::{ReloadPolicy, Searcher as Engine, TantivyError};
use text::{Language, Lexicon};

use super::timeline::Units;
use crate::QueryError;
use crate::engine::{FormsMemory, WordSource};
use crate::page::TimelineBy;

/// Everything that a search needs of a commit. It stays as it is while the index goes on.
pub(crate) struct State {
    pub(crate) name: GenerationName,
    pub(crate) path: PathBuf,
    pub(crate) manifest: Manifest,
    pub(crate) is_current_analysis: bool,
    pub(crate) engine: Engine,
    pub(crate) source: WordSource,
    pub(crate) columns: Vec<Columns>,
    pub(crate) note: CommitNote,
    lexicons: Mutex<Vec<Lexicon>>,
    /// Of each segment, by each unit, once they were asked for.
    units: Vec<[OnceLock<Units>; 3]>,
}

impl std::fmt::Debug for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("State")
            .field("path", &self.path)
            .field("note", &self.note)
            .finish_non_exhaustive()
    }
}

impl State {
    /// How often opening begins again when a file has gone in between: a writer may switch
    /// generations or merge segments at any time.
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
                ) if attempt < Self::ATTEMPTS && Self::may_have_moved(layout, name, attempt) => {}
                opened => return opened,
            }
        }
    }

    /// Whether the index may be another by now: its generation was switched, or it is young
    /// enough in this attempt that a merge may have taken a file away.
    fn may_have_moved(layout: &Layout, name: GenerationName, attempt: usize) -> bool {
        const MERGES_IN_A_ROW: usize = 5;
        layout.current().is_ok_and(|current| current != name) || attempt < MERGES_IN_A_ROW
    }

    fn open_generation(layout: &Layout, name: GenerationName) -> Result<Self, QueryError> {
        let path = layout.generation(name);
        let (index, fields, manifest) = open_generation(&path, FolderAccess::Read)?;
        let failed = |error: TantivyError| corrupt(&path, error);
        let metas = index.load_metas().map_err(failed)?;
        let note = match metas.payload.as_deref().map(CommitNote::from_payload) {
            // Before its first commit an index is empty.
            None => CommitNote::default(),
            Some(Some(note)) => note,
            Some(None) => {
                let expected = "a commit with its note";
                return Err(SchemaError::Corrupt { path, expected, source: None }.into());
            }
        };
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into();
        let engine = reader.map_err(failed)?.searcher();
        let columns = engine.segment_readers().iter().map(Columns::open);
        let columns = columns.collect::<tantivy::Result<Vec<_>>>().map_err(failed)?;
        let analyzer = manifest.settings.analyzer();
        let is_current_analysis = manifest.analysis == analyzer.fingerprint().to_string();
        let languages = Arc::new(languages(&engine).map_err(failed)?);
        let memory = Arc::new(FormsMemory::default());
        let expansions = crate::Limits::default().expansions;
        let is_cut = Arc::new(AtomicBool::new(false));
        let source =
            WordSource { fields, analyzer, languages, expansions, is_cut, until: None, memory };
        let lexicons = Mutex::new(Vec::new());
        let units = columns.iter().map(|_| Default::default()).collect();
        Ok(Self {
            name,
            path,
            manifest,
            is_current_analysis,
            engine,
            source,
            columns,
            note,
            lexicons,
            units,
        })
    }

    pub(crate) fn fields(&self) -> &Fields {
        &self.source.fields
    }

    /// The source files of the commit.
    pub(crate) fn ledger(&self) -> Result<Ledger, QueryError> {
        if self.note.ledger.is_empty() {
            return Ok(Ledger::default());
        }
        Ok(Ledger::read(&self.path.join(&self.note.ledger))?)
    }

    /// The units of time that a segment has documents of.
    pub(crate) fn units(&self, segment: usize, by: TimelineBy) -> &Units {
        self.units[segment][by as usize].get_or_init(|| Units::of(&self.columns[segment], by))
    }

    /// Lends a lexicon, which remembers the words of the articles that were shown before.
    pub(crate) fn with_lexicon<T>(&self, work: impl FnOnce(&mut Lexicon) -> T) -> T {
        let lock = || self.lexicons.lock().unwrap_or_else(PoisonError::into_inner);
        let mut lexicon = lock().pop().unwrap_or_default();
        let outcome = work(&mut lexicon);
        lock().push(lexicon);
        outcome
    }

    pub(crate) fn failed(&self, error: TantivyError) -> QueryError {
        corrupt(&self.path, error)
    }
}

pub(crate) fn corrupt(path: &Path, source: TantivyError) -> QueryError {
    QueryError::Corrupt { path: path.to_owned(), source: Some(source) }
}

/// The analyses that the articles of the index went through, one language for each.
fn languages(engine: &Engine) -> tantivy::Result<Vec<Language>> {
    let mut languages = Vec::new();
    for segment in engine.segment_readers() {
        let Some(column) = Columns::facet(segment, Facet::Language)? else { continue };
        let mut codes = column.dictionary().stream()?;
        while codes.advance() {
            let code = std::str::from_utf8(codes.key()).ok();
            let language = code.and_then(Language::from_code).unwrap_or(Language::UNKNOWN);
            languages.push(language.analysis());
        }
    }
    languages.sort_unstable();
    languages.dedup();
    Ok(languages)
}
