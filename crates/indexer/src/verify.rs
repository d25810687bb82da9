//! Says whether every byte of an index is sound.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use schema::{
    Columns, FileKey, Folder, FolderAccess, Layout, Ledger, Location, SEGMENTS_FILE, SchemaError,
    SortKey, StoredArticle, Unfinished, open_generation, read_boilerplate,
};
use tantivy::index::SegmentId;
use tantivy::{DocId, Index, ReloadPolicy, SegmentReader};

use crate::checksums::damaged_files;
use crate::committed::last_commit;

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file, or the segment and document.
    pub place: String,
    /// What is wrong there.
    pub problem: String,
}

impl Finding {
    pub(crate) fn new(place: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { place: place.into(), problem: problem.into() }
    }
}

/// The outcome of a verification.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verification {
    /// What is not as it should be.
    pub findings: Vec<Finding>,
    /// Articles that were read.
    pub articles: u64,
    /// Segments that were read.
    pub segments: u64,
    /// Articles whose source damage has made unknown. They go when all sources were read whole
    /// and none has them.
    pub of_unknown_source: u64,
    /// What is left of rebuilds that did not come to their end. It answers nothing; the next
    /// rebuild goes on with it, and a run that changes the index removes it.
    pub unfinished: Vec<Unfinished>,
}

impl Verification {
    /// Whether nothing was found wrong.
    pub fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }

    fn find(&mut self, place: impl Into<String>, problem: impl Into<String>) {
        self.findings.push(Finding::new(place, problem));
    }
}

/// Reads the whole index at this place: the checksum of every file, every stored article, ids,
/// order and counts.
///
/// # Errors
/// [`SchemaError::NoIndex`], [`SchemaError::NotAnIndex`], [`SchemaError::TooNew`],
/// [`SchemaError::TooOld`] and [`SchemaError::Io`]. Damage is no error but a finding.
pub fn verify(root: impl Into<Location>) -> Result<Verification, SchemaError> {
    verify_files(&Layout::new(root)).map(|(verification, _)| verification)
}

/// The segments that have a damaged file.
pub(crate) type Doubtful = BTreeMap<SegmentId, DamagedParts>;

/// Which files of a segment are damaged, of those that say where an article came from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct DamagedParts {
    /// The stored articles.
    pub(crate) store: bool,
    /// The columns, with the ties to the ledger.
    pub(crate) columns: bool,
}

/// The same, with the segments that have a file which is not as it was written.
pub(crate) fn verify_files(layout: &Layout) -> Result<(Verification, Doubtful), SchemaError> {
    /// How often it is begun anew because a writer took away what was being read.
    const ATTEMPTS: usize = 10;
    let segments = || {
        let name = layout.current().ok()?;
        Some((name, layout.generation(name).read(SEGMENTS_FILE).ok()?))
    };
    let mut before = segments();
    let mut found = verify_state(layout);
    for _ in 1..ATTEMPTS {
        let now = segments();
        if now == before || found.as_ref().is_ok_and(|(found, _)| found.is_sound()) {
            break;
        }
        before = now;
        found = verify_state(layout);
    }
    found
}

fn verify_state(layout: &Layout) -> Result<(Verification, Doubtful), SchemaError> {
    let unfinished = layout.unfinished().unwrap_or_default();
    let mut verification = Verification { unfinished, ..Verification::default() };
    let mut damaged = Doubtful::new();
    let opened = layout.current().and_then(|name| {
        let folder = layout.generation(name);
        Ok((open_generation(&folder, FolderAccess::Read)?, folder))
    });
    let ((index, fields, _), folder) = match opened {
        Ok(opened) => opened,
        Err(error @ SchemaError::Corrupt { .. }) => {
            verification.find(layout.root().display().to_string(), with_source(&error));
            return Ok((verification, damaged));
        }
        Err(error) => return Err(error),
    };
    for (file, problem) in damaged_files(&index, &folder) {
        // A segment's files bear its name.
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let ids = index.searchable_segment_ids().unwrap_or_default();
        let is_part = |part: &str| file.extension().is_some_and(|extension| extension == part);
        for id in ids.into_iter().filter(|id| name.starts_with(&id.uuid_string())) {
            let parts: &mut DamagedParts = damaged.entry(id).or_default();
            parts.store |= is_part("store");
            parts.columns |= is_part("fast");
        }
        verification.find(folder.file(file).display().to_string(), problem);
    }
    let (ledger, note) = match last_commit(&folder, &index) {
        Ok(commit) => commit,
        Err(error) => {
            verification.find(folder.path().display().to_string(), with_source(&error));
            return Ok((verification, damaged));
        }
    };
    if let Err(error) = read_boilerplate(&folder) {
        verification.find(folder.path().display().to_string(), with_source(&error));
    }
    check_metas(&index, &folder, note.opstamp, &mut verification);
    // The engine may panic over bytes that are not what it wrote. Upstream has had issues about
    // single cases, and has none about all of them.
    let read = catch_unwind(AssertUnwindSafe(|| {
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let searcher = reader.searcher();
        let mut ids = BTreeSet::new();
        let mut part = Verification::default();
        for segment in searcher.segment_readers() {
            let name = format!("segment {}", segment.segment_id().short_uuid_string());
            check_segment(segment, &fields, &ledger, &name, &mut ids, &mut part)?;
        }
        Ok::<_, tantivy::TantivyError>(part)
    }));
    match read {
        Ok(Ok(part)) => {
            verification.findings.extend(part.findings);
            verification.articles = part.articles;
            verification.segments = part.segments;
            verification.of_unknown_source = part.of_unknown_source;
            if part.articles != note.articles {
                let problem =
                    format!("{} articles, but the commit says {}", part.articles, note.articles);
                verification.find(folder.path().display().to_string(), problem);
            }
        }
        Ok(Err(error)) => verification.find(folder.path().display().to_string(), error.to_string()),
        Err(_) => {
            verification.find(folder.path().display().to_string(), "a segment cannot be decoded");
        }
    }
    Ok((verification, damaged))
}

/// The engine's list of segments carries no checksum. But it is written in one way only, so what
/// is read of it, written again, is what stands there. No upstream issue is known.
fn check_metas(index: &Index, folder: &Folder, opstamp: u64, verification: &mut Verification) {
    let place = folder.file(SEGMENTS_FILE).display().to_string();
    let (Ok(metas), Ok(bytes)) = (index.load_metas(), folder.read(SEGMENTS_FILE)) else {
        return verification.find(place, "it cannot be read");
    };
    let written = serde_json::to_vec_pretty(&metas).unwrap_or_default();
    if bytes.trim_ascii_end() != written || metas.opstamp != opstamp {
        verification.find(place, "it is not as the engine writes it");
    }
}

fn check_segment(
    segment: &SegmentReader,
    fields: &schema::Fields,
    ledger: &Ledger,
    name: &str,
    ids: &mut BTreeSet<article::ArticleId>,
    verification: &mut Verification,
) -> tantivy::Result<()> {
    /// Blocks of stored text kept decoded while they are read in order.
    const STORE_CACHE_BLOCKS: usize = 2;
    let columns = Columns::open(segment)?;
    let store = segment.get_store_reader(STORE_CACHE_BLOCKS)?;
    verification.segments += 1;
    let mut above = SortKey(u64::MAX);
    for doc in 0..columns.documents() {
        let key = columns.sort_key(doc);
        if key > above {
            verification.find(place(name, doc), "it is not in the order of dates");
        }
        above = key;
        if segment.is_deleted(doc) {
            continue;
        }
        verification.articles += 1;
        verification.of_unknown_source += u64::from(columns.file(doc) == FileKey::UNKNOWN);
        let id = columns.id(doc);
        if !ids.insert(id) {
            verification.find(place(name, doc), format!("its id is there twice: {id}"));
        }
        let file = columns.file(doc);
        let is_none = file == FileKey::NONE || file == FileKey::UNKNOWN;
        if !is_none && !ledger.files.contains_key(&file) {
            verification.find(place(name, doc), "the ledger does not have its source");
        }
        match StoredArticle::read(&store, doc, fields) {
            Ok(article) if article.id == id => {}
            Ok(_) => verification.find(place(name, doc), "its id is not the stored one"),
            Err(error) => verification.find(place(name, doc), error.to_string()),
        }
    }
    Ok(())
}

fn place(segment: &str, doc: DocId) -> String {
    format!("{segment}, document {doc}")
}

/// An error with what is behind it.
pub(crate) fn with_source(error: &SchemaError) -> String {
    match std::error::Error::source(error) {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}
