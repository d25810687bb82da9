//! Looks up what a commit of an index holds, by id and by number.

use article::{Article, ArticleId};
use schema::{
    Columns, CommitNote, Fields, FileKey, Folder, Ledger, LedgerEntry, SchemaError, StoredArticle,
};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, Index, ReloadPolicy, Searcher, TERMINATED, Term};

use crate::standing::Standing;

/// The articles of a commit, as a writer needs to know them.
#[derive(Debug)]
pub(crate) struct Committed {
    searcher: Searcher,
    fields: Fields,
    segments: Vec<Columns>,
    /// The number of the first document of each segment.
    first: Vec<u32>,
    /// All documents, deleted ones included.
    documents: u32,
}

/// One article of a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CommittedArticle {
    /// Its number among all documents of the commit.
    pub(crate) number: u32,
    pub(crate) ledger: LedgerEntry,
    address: DocAddress,
}

impl Committed {
    /// The last commit of an open index.
    pub(crate) fn of(index: &Index, fields: &Fields) -> Result<Self, SchemaError> {
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into();
        let searcher = reader.map_err(damaged)?.searcher();
        let (mut segments, mut first, mut documents) = (Vec::new(), Vec::new(), 0_u32);
        for segment in searcher.segment_readers() {
            segments.push(Columns::open(segment).map_err(damaged)?);
            first.push(documents);
            // An index of four billion articles would need terabytes.
            documents = documents.saturating_add(segment.max_doc());
        }
        Ok(Self { searcher, fields: fields.clone(), segments, first, documents })
    }

    pub(crate) fn fields(&self) -> &Fields {
        &self.fields
    }

    /// The number of articles.
    pub(crate) fn len(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// The number of documents, deleted ones included.
    pub(crate) fn documents(&self) -> usize {
        self.documents as usize
    }

    /// The article with this id.
    pub(crate) fn find(&self, id: &ArticleId) -> Result<Option<CommittedArticle>, SchemaError> {
        if self.documents == 0 {
            return Ok(None);
        }
        let term = Term::from_field_text(self.fields.id, &id.to_string());
        for (ordinal, segment) in self.searcher.segment_readers().iter().enumerate() {
            let inverted = segment.inverted_index(self.fields.id).map_err(damaged)?;
            let postings = inverted.read_postings(&term, IndexRecordOption::Basic);
            let postings = postings.map_err(damaged)?;
            let Some(mut postings) = postings else { continue };
            let mut doc = postings.doc();
            while doc != TERMINATED {
                if !segment.is_deleted(doc) {
                    return Ok(Some(self.found(ordinal, doc)));
                }
                doc = postings.advance();
            }
        }
        Ok(None)
    }

    /// The numbers of all articles that are not deleted, each with its file, in order.
    pub(crate) fn files(&self) -> impl Iterator<Item = (u32, FileKey)> + '_ {
        let readers = self.searcher.segment_readers().iter().zip(&self.segments).zip(&self.first);
        readers.flat_map(|((segment, columns), first)| {
            segment.doc_ids_alive().map(move |doc| (first + doc, columns.file(doc)))
        })
    }

    /// The digest of the record of an article, by its number.
    pub(crate) fn digest(&self, number: u32) -> u64 {
        let (segment, doc) = self.place(number);
        self.segments.get(segment).map_or(0, |columns| columns.ledger(doc).digest)
    }

    /// The id of an article, by its number.
    pub(crate) fn id(&self, number: u32) -> Option<ArticleId> {
        let (segment, doc) = self.place(number);
        self.segments.get(segment).map(|columns| columns.id(doc))
    }

    /// What an article is worth beside another one with its id.
    pub(crate) fn standing(&self, article: &CommittedArticle) -> Result<Standing, SchemaError> {
        Ok(Standing::of(&self.read(article.address)?))
    }

    /// An article, by its number.
    pub(crate) fn article(&self, number: u32) -> Result<Article, SchemaError> {
        let (segment, doc) = self.place(number);
        self.read(DocAddress::new(u32::try_from(segment).unwrap_or(u32::MAX), doc))
    }

    fn read(&self, address: DocAddress) -> Result<Article, SchemaError> {
        let DocAddress { segment_ord, doc_id } = address;
        let store = self.searcher.segment_reader(segment_ord).get_store_reader(1);
        StoredArticle::read(&store.map_err(damaged)?, doc_id, &self.fields)
    }

    fn found(&self, ordinal: usize, doc: u32) -> CommittedArticle {
        CommittedArticle {
            number: self.first[ordinal] + doc,
            ledger: self.segments[ordinal].ledger(doc),
            address: DocAddress::new(u32::try_from(ordinal).unwrap_or(u32::MAX), doc),
        }
    }

    /// The segment of a number, and the document in it.
    fn place(&self, number: u32) -> (usize, u32) {
        let segment = self.first.partition_point(|first| *first <= number).saturating_sub(1);
        (segment, number - self.first.get(segment).copied().unwrap_or_default())
    }
}

fn damaged(error: impl std::fmt::Display) -> SchemaError {
    SchemaError::StoredArticle { reason: error.to_string() }
}

/// The ledger and the note of the last commit of a generation.
pub(crate) fn last_commit(
    generation: &Folder,
    index: &Index,
) -> Result<(Ledger, CommitNote), SchemaError> {
    let note = last_note(generation, index)?;
    if note.ledger.is_empty() {
        return Ok((Ledger::default(), note));
    }
    Ok((Ledger::read(generation, &note.ledger)?, note))
}

/// The note of the last commit of a generation; that of no commit before the first.
pub(crate) fn last_note(generation: &Folder, index: &Index) -> Result<CommitNote, SchemaError> {
    let corrupt = |expected, source| {
        let path = generation.path().to_owned();
        SchemaError::Corrupt { path, expected, source }
    };
    let metas = index.load_metas();
    let metas = metas.map_err(|error| corrupt("a list of the segments", Some(error.into())))?;
    let Some(payload) = metas.payload else { return Ok(CommitNote::default()) };
    CommitNote::from_payload(&payload).ok_or_else(|| corrupt("a commit with its note", None))
}
