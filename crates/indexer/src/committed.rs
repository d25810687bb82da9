//! Looks up what the last commit of an index holds, by id and by source record.

use std::collections::HashMap;
use std::path::Path;

use article::{Article, ArticleId};
use schema::{
    Columns, CommitNote, Fields, FileKey, FolderAccess, Layout, Ledger, LedgerEntry, SchemaError,
    StoredArticle, open_generation,
};
use tantivy::schema::IndexRecordOption;
use tantivy::{
    DocAddress, DocId, DocSet, Index, ReloadPolicy, Searcher, TERMINATED, TantivyDocument, Term,
};

/// The articles of a commit, as a writer needs to know them.
#[derive(Debug)]
pub struct Committed {
    searcher: Searcher,
    fields: Fields,
    segments: Vec<Columns>,
}

/// One article of a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CommittedArticle {
    pub(crate) id: ArticleId,
    pub(crate) ledger: LedgerEntry,
    /// Words of title and body.
    pub(crate) length: u64,
    address: DocAddress,
}

impl Committed {
    /// The last commit of an open index.
    pub(crate) fn of(index: &Index, fields: &Fields) -> tantivy::Result<Self> {
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let searcher = reader.searcher();
        let segments =
            searcher.segment_readers().iter().map(Columns::open).collect::<tantivy::Result<_>>()?;
        Ok(Self { searcher, fields: fields.clone(), segments })
    }

    /// The number of articles.
    pub fn len(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The article with this id.
    pub(crate) fn find(&self, id: &ArticleId) -> tantivy::Result<Option<CommittedArticle>> {
        if self.is_empty() {
            return Ok(None);
        }
        let term = Term::from_field_text(self.fields.id, &id.to_string());
        for (ordinal, segment) in self.searcher.segment_readers().iter().enumerate() {
            let inverted = segment.inverted_index(self.fields.id)?;
            let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)?
            else {
                continue;
            };
            let mut doc = postings.doc();
            while doc != TERMINATED {
                if !segment.is_deleted(doc) {
                    return Ok(self.article(ordinal, doc));
                }
                doc = postings.advance();
            }
        }
        Ok(None)
    }

    /// Every article, by the key of its source file and the digest of its record.
    pub(crate) fn by_source(&self) -> BySource {
        let mut sorted: Vec<(FileKey, u64, ArticleId)> = self
            .articles()
            .map(|article| (article.ledger.file, article.ledger.digest, article.id))
            .collect();
        sorted.sort_unstable();
        BySource { sorted }
    }

    /// Every article that is not deleted.
    pub(crate) fn articles(&self) -> impl Iterator<Item = CommittedArticle> + '_ {
        let readers = self.searcher.segment_readers().iter().enumerate();
        readers.flat_map(move |(ordinal, segment)| {
            segment.doc_ids_alive().filter_map(move |doc| self.article(ordinal, doc))
        })
    }

    /// The whole article, from the store.
    pub(crate) fn stored(&self, article: &CommittedArticle) -> Result<Article, SchemaError> {
        let document: TantivyDocument = self
            .searcher
            .doc(article.address)
            .map_err(|error| SchemaError::StoredArticle { reason: error.to_string() })?;
        StoredArticle::article(&document, &self.fields)
    }

    fn article(&self, ordinal: usize, doc: DocId) -> Option<CommittedArticle> {
        let columns = self.segments.get(ordinal)?;
        Some(CommittedArticle {
            id: columns.id(doc),
            ledger: columns.ledger(doc),
            length: columns.length(doc),
            address: DocAddress::new(u32::try_from(ordinal).ok()?, doc),
        })
    }
}

/// The articles of a commit in the order of their source records.
#[derive(Debug, Default)]
pub(crate) struct BySource {
    sorted: Vec<(FileKey, u64, ArticleId)>,
}

impl BySource {
    /// The articles of one file: digest and id.
    pub(crate) fn of_file(&self, file: FileKey) -> impl Iterator<Item = (u64, ArticleId)> + '_ {
        let start = self.sorted.partition_point(|entry| entry.0 < file);
        self.sorted[start..]
            .iter()
            .take_while(move |entry| entry.0 == file)
            .map(|&(_, digest, id)| (digest, id))
    }

    /// The articles of one record of a file.
    pub(crate) fn of_record(
        &self,
        file: FileKey,
        digest: u64,
    ) -> impl Iterator<Item = ArticleId> + '_ {
        let start = self.sorted.partition_point(|entry| (entry.0, entry.1) < (file, digest));
        let same = self.sorted[start..].iter();
        same.take_while(move |entry| (entry.0, entry.1) == (file, digest)).map(|entry| entry.2)
    }

    /// How often each record of a file is there.
    pub(crate) fn records(&self, file: FileKey) -> HashMap<u64, u32> {
        let mut records = HashMap::new();
        for (digest, _) in self.of_file(file) {
            *records.entry(digest).or_default() += 1;
        }
        records
    }
}

/// The ledger and the note of the last commit of a generation.
pub(crate) fn last_commit(
    generation: &Path,
    index: &Index,
) -> Result<(Ledger, CommitNote), SchemaError> {
    let metas = index.load_metas().map_err(|error| SchemaError::Corrupt {
        path: generation.to_owned(),
        expected: "a list of the segments",
        source: Some(Box::new(error)),
    })?;
    let Some(payload) = metas.payload else { return Ok(Default::default()) };
    let note = CommitNote::from_payload(&payload).ok_or_else(|| SchemaError::Corrupt {
        path: generation.to_owned(),
        expected: "a commit with its note",
        source: None,
    })?;
    let ledger = Ledger::read(&generation.join(&note.ledger))?;
    Ok((ledger, note))
}

/// The current generation of an index, opened to be read: for carrying articles over.
pub(crate) fn open_current(layout: &Layout) -> Result<Option<(Committed, Ledger)>, SchemaError> {
    let name = match layout.current() {
        Ok(name) => name,
        Err(SchemaError::NoIndex { .. }) => return Ok(None),
        Err(error) => return Err(error),
    };
    let path = layout.generation(name);
    let (index, fields, _) = open_generation(&path, FolderAccess::Read)?;
    let (ledger, _) = last_commit(&path, &index)?;
    let committed = Committed::of(&index, &fields).map_err(|error| SchemaError::Corrupt {
        path,
        expected: "readable segments",
        source: Some(Box::new(error)),
    })?;
    Ok(Some((committed, ledger)))
}
