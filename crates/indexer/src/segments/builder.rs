//! Takes articles in any order, and writes them as a segment in that of their dates.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::mem::take;

use article::{Article, ArticleId};
use schema::{Fields, Folder, LedgerEntry, SortKey, StoredArticle, TermReader, column_values};
use tantivy::fieldnorm::{FieldNormReaders, FieldNormsSerializer, FieldNormsWriter};
use tantivy::index::SegmentComponent;
use tantivy::postings::InvertedIndexSerializer;
use tantivy::store::StoreWriter;
use tantivy::{Segment, SegmentMeta};
use tempfile::SpooledTempFile;
use text::Analyzer;

use super::columns::{DocumentColumns, write_columns};
use super::postings::{DROPPED, Postings, Target};

/// Builds one segment after the other, on one thread.
#[derive(Debug)]
pub(crate) struct SegmentBuilder {
    fields: Fields,
    /// Where the stored values wait.
    folder: Folder,
    reader: TermReader,
    postings: Postings,
    documents: Vec<Document>,
    /// The documents by the ids of their articles.
    numbers: HashMap<ArticleId, u32>,
    stored: SpooledTempFile,
    stored_bytes: u64,
    columns_bytes: usize,
}

/// What is kept of an article until its segment is written, besides its postings.
#[derive(Debug)]
struct Document {
    sort_key: SortKey,
    columns: DocumentColumns,
    /// Where its stored values wait, and how many bytes they are.
    stored_at: u64,
    stored_bytes: usize,
}

/// Stored values that wait in memory, in bytes; more are written to a file without a name.
const SPOOLED_BYTES: usize = 4_000_000;

/// Where stored values wait for their segment.
fn waiting_room(folder: &Folder) -> SpooledTempFile {
    if folder.is_in_memory() {
        return tempfile::spooled_tempfile(usize::MAX);
    }
    tempfile::spooled_tempfile_in(SPOOLED_BYTES, folder.path())
}

impl SegmentBuilder {
    /// A builder of segments of the index in this folder, with these fields, by this analysis. The
    /// words that it remembers may take so many bytes, which [`Self::memory_bytes`] does not count.
    pub(crate) fn new(
        fields: Fields,
        analyzer: Analyzer,
        folder: &Folder,
        words_bytes: usize,
    ) -> Self {
        Self {
            reader: TermReader::new(fields.clone(), analyzer, words_bytes),
            fields,
            folder: folder.clone(),
            postings: Postings::new(),
            documents: Vec::new(),
            numbers: HashMap::new(),
            stored: waiting_room(folder),
            stored_bytes: 0,
            columns_bytes: 0,
        }
    }

    /// The memory that the segment takes so far, in bytes.
    pub(crate) fn memory_bytes(&self) -> usize {
        let documents = self.documents.capacity() * size_of::<Document>();
        let numbers = self.numbers.capacity() * size_of::<(ArticleId, u32)>();
        let in_memory = if self.folder.is_in_memory() { usize::MAX } else { SPOOLED_BYTES };
        let stored = usize::try_from(self.stored_bytes).unwrap_or(usize::MAX).min(in_memory);
        self.postings.memory_bytes() + documents + numbers + self.columns_bytes + stored
    }

    /// Adds an article, in the place of one with the same id.
    ///
    /// # Errors
    /// Those of writing its stored values to a file; it is then not added.
    pub(crate) fn add(&mut self, article: &Article, ledger: LedgerEntry) -> io::Result<()> {
        let number = u32::try_from(self.documents.len()).map_err(io::Error::other)?;
        let stored = StoredArticle::of(article).to_document(&article.body, &self.fields);
        // What was written when the room ran out is written over.
        self.stored.seek(SeekFrom::Start(self.stored_bytes))?;
        self.stored.write_all(&stored)?;
        self.postings.begin();
        let length = self.reader.read(article, &mut self.postings);
        self.postings.end(number);
        let columns = DocumentColumns(column_values(article, ledger, length, &self.fields));
        self.columns_bytes += columns.memory_bytes();
        self.documents.push(Document {
            sort_key: SortKey::of(article.published_on.as_ref(), &article.id),
            columns,
            stored_at: self.stored_bytes,
            stored_bytes: stored.len(),
        });
        self.stored_bytes += stored.len() as u64;
        self.numbers.insert(article.id, number);
        Ok(())
    }

    /// Takes the article with this id out again, if it is here.
    pub(crate) fn remove(&mut self, id: &ArticleId) {
        self.numbers.remove(id);
    }

    /// Writes all that was added as this segment, unless there is nothing, and begins anew. It
    /// takes about so much memory besides what [`Self::memory_bytes`] says; more saves time.
    ///
    /// # Errors
    /// The engine's, and those of writing files; what was added is then lost.
    pub(crate) fn write(
        &mut self,
        segment: Segment,
        memory_bytes: usize,
    ) -> tantivy::Result<Option<SegmentMeta>> {
        let written = self.write_all(&segment, memory_bytes);
        self.postings.clear();
        self.documents = Vec::new();
        self.numbers = HashMap::new();
        self.stored = waiting_room(&self.folder);
        self.stored_bytes = 0;
        self.columns_bytes = 0;
        let count = written?;
        if count == 0 {
            return Ok(None);
        }
        let segment = segment.with_max_doc(count);
        // There never was a file for documents that wait to be put in order. No upstream issue is
        // known.
        segment.meta().untrack_temp_docstore();
        Ok(Some(segment.meta().clone()))
    }

    /// Returns the number of documents.
    fn write_all(&mut self, segment: &Segment, memory_bytes: usize) -> tantivy::Result<u32> {
        let mut order: Vec<u32> = self.numbers.values().copied().collect();
        order.sort_unstable_by_key(|number| {
            (Reverse(self.documents[*number as usize].sort_key), *number)
        });
        if order.is_empty() {
            return Ok(0);
        }
        let mut numbers = vec![DROPPED; self.documents.len()];
        for (number, before) in (0..).zip(&order) {
            numbers[*before as usize] = number;
        }
        self.write_postings(segment, &order, &numbers, memory_bytes)?;
        let columns = order.iter().map(|number| &self.documents[*number as usize].columns);
        write_columns(segment, columns)?;
        self.write_stored(segment, &order)?;
        Ok(u32::try_from(order.len()).unwrap_or(u32::MAX))
    }

    fn write_postings(
        &mut self,
        segment: &Segment,
        order: &[u32],
        numbers: &[u32],
        memory_bytes: usize,
    ) -> tantivy::Result<()> {
        let schema = segment.schema();
        let mut lengths = FieldNormsWriter::for_schema(&schema);
        for (field, entry) in schema.fields().filter(|(_, entry)| entry.has_fieldnorms()) {
            let of_field = self.postings.of(field).lengths(numbers.len());
            if entry.is_indexed() {
                for (number, before) in (0..).zip(order) {
                    lengths.record(number, field, of_field[*before as usize]);
                }
            }
        }
        let file = segment.open_write(SegmentComponent::FieldNorms)?;
        lengths.serialize(FieldNormsSerializer::from_write(file)?, None)?;
        let lengths = FieldNormReaders::open(segment.open_read(SegmentComponent::FieldNorms)?)?;
        let (terms, postings) = self.postings.sorted();
        let mut serializer = InvertedIndexSerializer::open(segment)?;
        let fields = schema
            .fields()
            .filter_map(|(field, entry)| Some((field, entry.field_type().index_record_option()?)));
        let mut fields: Vec<_> = fields.collect();
        // Those that take the most memory come when the others need none any more.
        fields.sort_by_key(|(field, _)| postings[field.field_id() as usize].memory_bytes());
        for (field, records) in fields {
            let target = Target {
                field,
                records,
                terms: &terms,
                numbers,
                lengths: lengths.get_field(field)?,
                at_once: memory_bytes / size_of::<u64>(),
            };
            take(&mut postings[field.field_id() as usize]).write(&target, &mut serializer)?;
        }
        serializer.close()?;
        Ok(())
    }

    fn write_stored(&mut self, segment: &Segment, order: &[u32]) -> tantivy::Result<()> {
        let settings = segment.index().settings();
        let mut store = StoreWriter::new(
            segment.open_write(SegmentComponent::Store)?,
            settings.docstore_compression,
            settings.docstore_blocksize,
            settings.docstore_compress_dedicated_thread,
        )?;
        let mut values = Vec::new();
        for number in order {
            let document = &self.documents[*number as usize];
            values.resize(document.stored_bytes, 0);
            self.stored.seek(SeekFrom::Start(document.stored_at))?;
            self.stored.read_exact(&mut values)?;
            store.store_bytes(&values)?;
        }
        store.close()?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use schema::{Layout, Location, Settings, index_in_memory};

    #[test]
    fn less_memory_makes_the_same_segment() {
        let articles = testkit::random_articles(7, 200);
        let folder = tempfile::tempdir().unwrap();
        let layout = Layout::new(folder.path());
        let written = |memory_bytes| {
            let (index, fields) = index_in_memory(&Settings::default());
            let analyzer = Settings::default().analyzer();
            let mut builder = SegmentBuilder::new(fields, analyzer, layout.folder(), 0);
            // What was written before leaves nothing behind.
            for count in [3, articles.len()] {
                for article in &articles[..count] {
                    builder.add(article, LedgerEntry::NONE).unwrap();
                }
                builder.remove(&articles[1].id);
                let segment = index.new_segment();
                let meta = builder.write(segment.clone(), memory_bytes).unwrap().unwrap();
                assert_eq!(meta.max_doc() as usize, count - 1);
                assert!(builder.memory_bytes() < 10_000);
                if count > 3 {
                    use SegmentComponent::{FieldNorms, Positions, Postings, Store, Terms};
                    let read =
                        |file| segment.open_read(file).unwrap().read_bytes().unwrap().to_vec();
                    return [FieldNorms, Terms, Postings, Positions, Store].map(read);
                }
            }
            unreachable!("the last count is larger than 3")
        };
        let (little, much) = (written(0), written(1 << 30));
        for (little, much) in little.iter().zip(&much) {
            assert!(!much.is_empty() && little == much);
        }
    }

    #[test]
    fn nothing_makes_no_segment() {
        let (index, fields) = index_in_memory(&Settings::default());
        let layout = Layout::new(Location::in_memory());
        let mut builder =
            SegmentBuilder::new(fields, Settings::default().analyzer(), layout.folder(), 0);
        let article = &testkit::random_articles(7, 1)[0];
        builder.add(article, LedgerEntry::NONE).unwrap();
        builder.remove(&article.id);
        assert!(builder.write(index.new_segment(), 0).unwrap().is_none());
    }
}
