//! Reads the columns of a segment by what they mean.

use std::sync::Arc;

use article::ArticleId;
use jiff::civil::Date;
use tantivy::columnar::{ColumnValues, StrColumn};
use tantivy::{DocId, SegmentReader};

use crate::fields::names;
use crate::{Facet, FileKey, LedgerEntry, SortKey};

/// The columns of one segment that every article has a value in.
#[derive(Clone)]
pub struct Columns {
    id_high: Arc<dyn ColumnValues<u64>>,
    id_low: Arc<dyn ColumnValues<u64>>,
    sort_key: Arc<dyn ColumnValues<u64>>,
    length: Arc<dyn ColumnValues<u64>>,
    file: Arc<dyn ColumnValues<u64>>,
    digest: Arc<dyn ColumnValues<u64>>,
    documents: DocId,
}

impl std::fmt::Debug for Columns {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Columns").field("documents", &self.documents).finish_non_exhaustive()
    }
}

impl Columns {
    /// The columns of a segment.
    ///
    /// # Errors
    /// The engine's, where a column is missing or damaged.
    pub fn open(segment: &SegmentReader) -> tantivy::Result<Self> {
        let columns = segment.fast_fields();
        let column = |name| columns.column_first_or_default::<u64>(name);
        Ok(Self {
            id_high: column(names::ID_HIGH)?,
            id_low: column(names::ID_LOW)?,
            sort_key: column(names::SORT_KEY)?,
            length: column(names::LENGTH)?,
            file: column(names::FILE)?,
            digest: column(names::DIGEST)?,
            documents: segment.max_doc(),
        })
    }

    /// The values of a facet in a segment; `None` where no article of it has one.
    ///
    /// # Errors
    /// The engine's, where the column is damaged.
    pub fn facet(segment: &SegmentReader, facet: Facet) -> tantivy::Result<Option<StrColumn>> {
        match facet {
            Facet::Own(name) => segment.fast_fields().str(&format!("{}.{name}", names::OWN)),
            facet => segment.fast_fields().str(facet.name()),
        }
    }

    /// The number of documents, deleted ones included.
    pub fn documents(&self) -> DocId {
        self.documents
    }

    /// The article's id.
    pub fn id(&self, doc: DocId) -> ArticleId {
        let mut bytes = [0; ArticleId::BYTES];
        bytes[..8].copy_from_slice(&self.id_high.get_val(doc).to_be_bytes());
        bytes[8..].copy_from_slice(&self.id_low.get_val(doc).to_be_bytes()[6..]);
        ArticleId::from_bytes(bytes)
    }

    /// The key that the documents of the segment are sorted by, highest first.
    pub fn sort_key(&self, doc: DocId) -> SortKey {
        SortKey(self.sort_key.get_val(doc))
    }

    /// The number of words in title and body.
    pub fn length(&self, doc: DocId) -> u64 {
        self.length.get_val(doc)
    }

    /// What ties the article to the ledger.
    pub fn ledger(&self, doc: DocId) -> LedgerEntry {
        LedgerEntry { file: self.file(doc), digest: self.digest.get_val(doc) }
    }

    /// The source file that the article came from.
    pub fn file(&self, doc: DocId) -> FileKey {
        FileKey(u32::try_from(self.file.get_val(doc)).unwrap_or_default())
    }

    /// The documents whose date starts on one of these civil days, both included, as a run of
    /// document numbers. Undated articles are in none.
    pub fn days(&self, first: Option<Date>, last: Option<Date>) -> std::ops::Range<DocId> {
        let earliest = first.unwrap_or(Date::MIN);
        let low = SortKey::first_of_day(earliest).max(SortKey::first_dated());
        let begin = match last.map(Date::tomorrow) {
            Some(Ok(day_after)) => self.first_below(SortKey::first_of_day(day_after)),
            Some(Err(_)) | None => 0,
        };
        begin..self.first_below(low).max(begin)
    }

    /// The first document whose date, in [`SortKey::seconds`], is this one or older.
    pub fn first_with_date(&self, seconds: u64) -> DocId {
        self.first_below(SortKey::after(seconds))
    }

    /// The first document whose key is below this one.
    pub fn first_below(&self, key: SortKey) -> DocId {
        let (mut low, mut high) = (0, self.documents);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.sort_key(middle) >= key {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}
