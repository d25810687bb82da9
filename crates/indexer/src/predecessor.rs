//! Reads the articles of a generation that is to be replaced, as far as they can be read.
//!
//! A rebuild is what one does with a damaged index, so that one segment that cannot be opened,
//! or one article that cannot be decoded, does not keep the others from being taken over.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;

use article::{Article, ArticleId, Boilerplate};
use schema::{
    Columns, Fields, FileKey, FolderAccess, GenerationName, Layout, Ledger, LedgerEntry,
    SchemaError, Settings, StoredArticle, open_generation, read_boilerplate,
};
use tantivy::fastfield::AliveBitSet;
use tantivy::index::SegmentComponent;
use tantivy::store::StoreReader;
use tantivy::{DocId, Segment, SegmentReader};

use crate::committed::last_note;
use crate::verify::{DamagedParts, Finding};

/// Blocks of stored text kept decoded while they are read in order.
const STORE_CACHE_BLOCKS: usize = 2;

/// The generation that answers while another is filled to take its place.
#[derive(Debug)]
pub(crate) struct Predecessor {
    pub(crate) name: GenerationName,
    /// The number of its last commit.
    pub(crate) commit: u64,
    pub(crate) settings: Settings,
    pub(crate) ledger: Ledger,
    /// By what its articles were labelled, as far as it can be read.
    pub(crate) boilerplate: Boilerplate,
    pub(crate) segments: Vec<Segment>,
    pub(crate) fields: Fields,
    /// What of it cannot be read.
    pub(crate) damage: Vec<Finding>,
    by_file: OnceLock<ByFile>,
}

/// The articles of each file, found when they are first asked for.
struct ByFile {
    segments: Vec<OldSegment>,
    /// The segment of each, and its number there.
    articles: HashMap<FileKey, Vec<(usize, DocId)>>,
}

impl std::fmt::Debug for ByFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ByFile").finish_non_exhaustive()
    }
}

impl Predecessor {
    /// What can be read of a generation.
    ///
    /// # Errors
    /// Where not even its list of segments can be read.
    pub(crate) fn open(layout: &Layout, name: GenerationName) -> Result<Self, SchemaError> {
        let folder = layout.generation(name);
        let (index, fields, manifest) = open_generation(&folder, FolderAccess::Read)?;
        let note = last_note(&folder, &index)?;
        let mut damage = Vec::new();
        let ledger = match note.ledger.as_str() {
            "" => Ledger::default(),
            file => Ledger::read(&folder, file).unwrap_or_else(|error| {
                let place = folder.file(file).display().to_string();
                damage.push(Finding::new(place, error.to_string()));
                Ledger::default()
            }),
        };
        let boilerplate = read_boilerplate(&folder).unwrap_or_default();
        let segments = index.searchable_segments().map_err(|error| SchemaError::Corrupt {
            path: folder.path().to_owned(),
            expected: "a list of the segments",
            source: Some(Box::new(error)),
        })?;
        let settings = manifest.settings;
        let (commit, by_file) = (note.commit, OnceLock::new());
        Ok(Self { name, commit, settings, ledger, boilerplate, segments, fields, damage, by_file })
    }

    /// The articles that are known to have come from a file, each with its segment.
    pub(crate) fn of_file(&self, file: FileKey) -> impl Iterator<Item = (&OldSegment, DocId)> {
        let ByFile { segments, articles } = self.by_file.get_or_init(|| self.find_by_file());
        let of_file = articles.get(&file).into_iter().flatten();
        of_file.filter_map(|(segment, doc)| Some((segments.get(*segment)?, *doc)))
    }

    /// The segments of which anything can be read.
    pub(crate) fn readable_segments(&self) -> Vec<OldSegment> {
        let open = |segment| OldSegment::open(segment, &self.fields, DamagedParts::default());
        self.segments.iter().filter_map(|segment| open(segment).ok()).collect()
    }

    fn find_by_file(&self) -> ByFile {
        let segments = self.readable_segments();
        let mut articles: HashMap<FileKey, Vec<(usize, DocId)>> = HashMap::new();
        for (number, segment) in segments.iter().enumerate() {
            for doc in (0..segment.documents).filter(|doc| segment.is_alive(*doc)) {
                if let Some(entry) = segment.ledger(doc) {
                    articles.entry(entry.file).or_default().push((number, doc));
                }
            }
        }
        ByFile { segments, articles }
    }
}

/// One segment of a generation, opened as far as it can be.
pub(crate) struct OldSegment {
    pub(crate) name: String,
    store: StoreReader,
    columns: Option<Columns>,
    alive: Option<AliveBitSet>,
    pub(crate) documents: DocId,
    /// Which of its files may say anything.
    damaged: DamagedParts,
    fields: Fields,
}

impl OldSegment {
    /// Opens a segment; without its columns where only the store can be read.
    pub(crate) fn open(
        segment: &Segment,
        fields: &Fields,
        damaged: DamagedParts,
    ) -> Result<Self, Finding> {
        let name = format!("segment {}", segment.id().short_uuid_string());
        let failed = |problem: String| Finding::new(name.clone(), problem);
        let columns = decoded(|| {
            let reader = SegmentReader::open(segment).map_err(|error| error.to_string())?;
            Columns::open(&reader).map_err(|error| error.to_string())
        });
        let store = decoded(|| {
            let store = segment.open_read(SegmentComponent::Store);
            let store = store.map_err(|error| error.to_string())?;
            StoreReader::open(store, STORE_CACHE_BLOCKS).map_err(|error| error.to_string())
        });
        let alive = decoded(|| {
            if !segment.meta().has_deletes() {
                return Ok(None);
            }
            let deletes = segment.open_read(SegmentComponent::Delete);
            let deletes = deletes.map_err(|error| error.to_string())?.read_bytes();
            Ok(Some(AliveBitSet::open(deletes.map_err(|error| error.to_string())?)))
        });
        let (store, alive) = (store.map_err(failed)?, alive.map_err(failed)?);
        let columns = columns.ok();
        let documents = segment.meta().max_doc();
        let fields = fields.clone();
        Ok(Self { name, store, columns, alive, documents, damaged, fields })
    }

    /// Whether the document is there, and was not deleted.
    pub(crate) fn is_alive(&self, doc: DocId) -> bool {
        self.alive.as_ref().is_none_or(|alive| alive.is_alive(doc))
    }

    /// What ties an article to the ledger; `None` where the columns are not as they were written.
    /// Where what is stored is not, the digest of its record is left out, so that the record is
    /// read again.
    pub(crate) fn ledger(&self, doc: DocId) -> Option<LedgerEntry> {
        let is_sound = |columns: &&Columns| !self.damaged.columns && doc < columns.documents();
        let entry = self.columns.as_ref().filter(is_sound)?.ledger(doc);
        Some(if self.damaged.store { LedgerEntry { digest: 0, ..entry } } else { entry })
    }

    /// The id of a document; `None` where the columns cannot be read.
    pub(crate) fn id(&self, doc: DocId) -> Option<ArticleId> {
        let columns = self.columns.as_ref().filter(|columns| doc < columns.documents());
        columns.map(|columns| columns.id(doc))
    }

    /// Whether what is stored is as it was written.
    pub(crate) fn is_store_sound(&self) -> bool {
        !self.damaged.store
    }

    /// Whether damage has given a stored article another id: then it would stay beside the
    /// article that its source still has.
    fn is_another(&self, doc: DocId, article: &Article) -> bool {
        self.damaged.store && self.id(doc).is_some_and(|id| id != article.id)
    }

    /// The article, from the store.
    pub(crate) fn article(&self, doc: DocId) -> Result<Article, Finding> {
        let failed =
            |problem: String| Finding::new(format!("{}, document {doc}", self.name), problem);
        let read = decoded(|| {
            let article = StoredArticle::read(&self.store, doc, &self.fields);
            let article = article.map_err(|error| error.to_string())?;
            if self.is_another(doc, &article) {
                return Err("it is stored under another id than it was written with".to_owned());
            }
            Ok(article)
        });
        read.map_err(failed)
    }
}

/// What is read of damaged files, in which the engine may stumble over anything. Upstream has had
/// issues about single cases, and has none about all of them.
fn decoded<T>(read: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err("it cannot be decoded".to_owned()))
}
