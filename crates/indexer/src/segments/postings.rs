//! The postings of a segment that is being built, field by field.
//!
//! They are kept as they come, document after document, and only turned round (a posting list for
//! each term) when the segment is written: adding a word is one number at the end of a list, which
//! no memory has to be sought for, and documents can be put in any order for nothing.

use std::io;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::InvertedIndexSerializer;
use tantivy::schema::{Field, IndexRecordOption};

use schema::{Fields, Settings, TermSink};

use super::terms::{SortedTerms, Terms};

/// The units that are kept together. A document goes where this many are not yet reached, so
/// that it rarely makes a list grow beyond its 131,072.
const CHUNK: usize = 7 << 14;

/// From here on a unit is not a term. Terms have their numbers in the order in which they first
/// come, so that those which come often have small ones.
const LONG_TERM: u16 = 0xE000;
/// From here on a unit is not the upper part of a term's number, but that of a mark: the position
/// of the term behind it, where it is not the next one, or its count, where that is not 1.
const LONG_MARK: u16 = 0xF000;
/// From here on a unit is a mark by itself.
const SHORT_MARK: u16 = 0xF800;
/// The largest mark.
const LARGEST_MARK: u32 = ((SHORT_MARK - LONG_MARK) as u32) * (1 << 16) - 1;

/// What becomes of a document that is not written.
pub(crate) const DROPPED: u32 = u32::MAX;

/// The postings of all fields, whose terms have numbers.
#[derive(Debug)]
pub(crate) struct Postings {
    terms: Terms,
    fields: Vec<FieldPostings>,
}

impl Postings {
    pub(crate) fn new() -> Self {
        let (_, schema) = Fields::new(&Settings::default());
        let fields = schema.fields().map(|_| FieldPostings::default()).collect();
        Self { terms: Terms::new(), fields }
    }

    /// Those of a field.
    pub(crate) fn of(&mut self, field: Field) -> &mut FieldPostings {
        &mut self.fields[field.field_id() as usize]
    }

    /// Begins a document. What is there of one that did not come to its end is forgotten.
    pub(crate) fn begin(&mut self) {
        self.fields.iter_mut().for_each(FieldPostings::begin);
    }

    /// Ends the document with this number.
    pub(crate) fn end(&mut self, document: u32) {
        self.fields.iter_mut().for_each(|field| field.end(document));
    }

    /// The memory it takes, in bytes.
    pub(crate) fn memory_bytes(&self) -> usize {
        let fields = self.fields.iter().map(FieldPostings::memory_bytes);
        self.terms.memory_bytes() + fields.sum::<usize>()
    }

    /// The terms in the order in which they are written, and the postings by their fields.
    pub(crate) fn sorted(&mut self) -> (SortedTerms<'_>, &mut [FieldPostings]) {
        (self.terms.sorted(), &mut self.fields)
    }

    /// Forgets all.
    pub(crate) fn clear(&mut self) {
        self.terms.clear();
        self.fields.fill_with(FieldPostings::default);
    }
}

impl TermSink for Postings {
    #[inline]
    fn number(&mut self, term: &str) -> u32 {
        self.terms.number(term)
    }

    #[inline]
    fn generation(&self) -> u64 {
        self.terms.generation()
    }

    #[inline]
    fn push_at(&mut self, field: Field, position: u32, term: u32) {
        self.of(field).push_at(position, term);
    }

    #[inline]
    fn push_counted(&mut self, field: Field, count: u32, term: u32) {
        self.of(field).push_counted(count, term);
    }

    fn next_position(&self, field: Field) -> u32 {
        self.fields[field.field_id() as usize].next_position
    }
}

/// The postings of one field.
#[derive(Debug, Default)]
pub(crate) struct FieldPostings {
    chunks: Vec<Vec<u16>>,
    /// The documents that have anything, in the order in which they came.
    documents: Vec<InDocument>,
    /// The last chunk's length when the document began.
    start: usize,
    next_position: u32,
    tokens: u32,
}

/// Where the postings of a document begin; they go on to where those of the next one begin, or to
/// the end of the chunk.
#[derive(Debug, Clone, Copy)]
struct InDocument {
    document: u32,
    chunk: u32,
    start: u32,
    tokens: u32,
}

/// Where a field is written to, and how.
pub(crate) struct Target<'a> {
    pub(crate) field: Field,
    pub(crate) records: IndexRecordOption,
    pub(crate) terms: &'a SortedTerms<'a>,
    /// The number that each document gets, or [`DROPPED`].
    pub(crate) numbers: &'a [u32],
    pub(crate) lengths: Option<FieldNormReader>,
    /// So many postings are turned round at a time, of eight bytes each, where no term has more.
    pub(crate) at_once: usize,
}

impl FieldPostings {
    fn begin(&mut self) {
        match self.chunks.last_mut() {
            Some(last) if self.start < CHUNK => last.truncate(self.start),
            _ => {
                self.chunks.push(Vec::new());
                self.start = 0;
            }
        }
        self.next_position = 0;
        self.tokens = 0;
    }

    fn end(&mut self, document: u32) {
        let Some(last) = self.chunks.last() else { return };
        if self.tokens > 0 {
            let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
            let (chunk, start) = (number(self.chunks.len() - 1), number(self.start));
            self.documents.push(InDocument { document, chunk, start, tokens: self.tokens });
            self.start = last.len();
        }
    }

    /// Adds a term at a position, which is not before that of the last one.
    #[inline]
    pub(crate) fn push_at(&mut self, position: u32, term: u32) {
        let position = position.min(LARGEST_MARK);
        if position != self.next_position {
            self.push_mark(position);
        }
        self.push_term(term);
        self.next_position = position + 1;
        self.tokens += 1;
    }

    /// Adds a term that the document has so many times.
    #[inline]
    pub(crate) fn push_counted(&mut self, count: u32, term: u32) {
        let count = count.min(LARGEST_MARK);
        if count != 1 {
            self.push_mark(count);
        }
        self.push_term(term);
        self.tokens = self.tokens.saturating_add(count);
    }

    #[inline]
    fn push_term(&mut self, term: u32) {
        let Some(log) = self.chunks.last_mut() else { return };
        let (high, low) = halves(term);
        if high == 0 && low < LONG_TERM {
            log.push(low);
        } else {
            log.extend([LONG_TERM | high, low]);
        }
    }

    fn push_mark(&mut self, mark: u32) {
        let Some(log) = self.chunks.last_mut() else { return };
        let (high, low) = halves(mark);
        if high == 0 && low <= u16::MAX - SHORT_MARK {
            log.push(SHORT_MARK | low);
        } else {
            log.extend([LONG_MARK | high, low]);
        }
    }

    /// The memory it takes, in bytes.
    pub(crate) fn memory_bytes(&self) -> usize {
        let units = self.chunks.iter().map(Vec::capacity).sum::<usize>();
        size_of::<u16>() * units + self.documents.capacity() * size_of::<InDocument>()
    }

    /// How many terms each of so many documents has.
    pub(crate) fn lengths(&self, documents: usize) -> Vec<u32> {
        let mut lengths = vec![0; documents];
        for entry in &self.documents {
            lengths[entry.document as usize] = entry.tokens;
        }
        lengths
    }

    /// Writes the posting lists of all terms.
    pub(crate) fn write(
        &self,
        to: &Target<'_>,
        serializer: &mut InvertedIndexSerializer,
    ) -> io::Result<()> {
        let entries = 0..self.documents.len();
        let number = |entry: usize| to.numbers[self.documents[entry].document as usize];
        let mut order: Vec<(u32, usize)> = entries.map(|entry| (number(entry), entry)).collect();
        order.retain(|(number, _)| *number != DROPPED);
        order.sort_unstable();
        if order.is_empty() {
            return Ok(());
        }
        // The average length is that of the lengths as they are stored, which are rounded: so it
        // is the same when the engine adds them up. No upstream issue is known.
        let tokens = order.iter().map(|(number, entry)| match &to.lengths {
            Some(lengths) => u64::from(lengths.fieldnorm(*number)),
            None => u64::from(self.documents[*entry].tokens),
        });
        let tokens = tokens.sum();
        let mut lists = Lists {
            field: serializer.new_field(to.field, tokens, to.lengths.clone())?,
            records: to.records,
            position_deltas: Vec::new(),
        };
        let mut counts = vec![0_u32; to.terms.ranks.len()];
        for (_, entry) in &order {
            for (term, _) in self.postings(*entry, to.records) {
                counts[to.terms.ranks[term as usize] as usize] += 1;
            }
        }
        let total = counts.iter().map(|count| *count as usize).sum::<usize>();
        let (mut ends, mut turned) = (Vec::new(), Vec::with_capacity(total.min(to.at_once)));
        let mut first = 0;
        while first < counts.len() {
            // As many terms as fit, one at least.
            let mut total = 0;
            let fitting = counts[first..].iter().take_while(|count| {
                let is_first = total == 0;
                total += **count as usize;
                is_first || total <= to.at_once
            });
            let last = first + fitting.count().max(1);
            // Where the next posting of each term goes; in the end, where its list ends.
            ends.clear();
            let mut all = 0;
            ends.extend(counts[first..last].iter().map(|count| {
                all += *count as usize;
                all - *count as usize
            }));
            turned.clear();
            turned.resize(all, 0_u64);
            for (number, entry) in &order {
                for (term, value) in self.postings(*entry, to.records) {
                    let rank = to.terms.ranks[term as usize] as usize;
                    if (first..last).contains(&rank) {
                        let end = &mut ends[rank - first];
                        turned[*end] = (u64::from(*number) << 32) | u64::from(value);
                        *end += 1;
                    }
                }
            }
            let mut start = 0;
            for (rank, end) in (first..last).zip(&ends) {
                if start < *end {
                    lists.write(to.terms.at(rank), &turned[start..*end])?;
                }
                start = *end;
            }
            first = last;
        }
        lists.field.close()
    }

    /// The terms of a document, each with its position or count.
    fn postings(&self, entry: usize, records: IndexRecordOption) -> Entries<'_> {
        let InDocument { chunk, start, .. } = self.documents[entry];
        let log = &self.chunks[chunk as usize];
        let next = self.documents.get(entry + 1).filter(|next| next.chunk == chunk);
        let end = next.map_or(log.len(), |next| next.start as usize);
        let log = log[start as usize..end].iter();
        Entries { log, next: if records.has_positions() { Some(0) } else { None } }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "it is cut in two")]
fn halves(number: u32) -> (u16, u16) {
    ((number >> 16) as u16, number as u16)
}

struct Entries<'a> {
    log: std::slice::Iter<'a, u16>,
    /// The position of the next term, where there are positions.
    next: Option<u32>,
}

impl Entries<'_> {
    /// The number of which this is the upper part.
    fn long(&mut self, high: u16) -> Option<u32> {
        Some((u32::from(high) << 16) | u32::from(*self.log.next()?))
    }
}

impl Iterator for Entries<'_> {
    type Item = (u32, u32);

    #[inline]
    fn next(&mut self) -> Option<(u32, u32)> {
        let mut unit = *self.log.next()?;
        let mut value = self.next.unwrap_or(1);
        if unit >= LONG_MARK {
            value = match unit.checked_sub(SHORT_MARK) {
                Some(mark) => u32::from(mark),
                None => self.long(unit - LONG_MARK)?,
            };
            unit = *self.log.next()?;
        }
        let term = if unit < LONG_TERM { u32::from(unit) } else { self.long(unit - LONG_TERM)? };
        if let Some(next) = &mut self.next {
            *next = value + 1;
        }
        Some((term, value))
    }
}

/// Hands posting lists to the engine.
struct Lists<'a> {
    field: tantivy::postings::FieldSerializer<'a>,
    records: IndexRecordOption,
    position_deltas: Vec<u32>,
}

impl Lists<'_> {
    /// Writes the list of a term: documents in the upper halves, in order, with positions in
    /// order or counts in the lower ones.
    fn write(&mut self, term: &str, postings: &[u64]) -> io::Result<()> {
        let same_document = |one: &u64, other: &u64| one >> 32 == other >> 32;
        let documents = postings.chunk_by(same_document).count();
        let documents = u32::try_from(documents).unwrap_or(u32::MAX);
        self.field.new_term(term.as_bytes(), documents, self.records.has_freq())?;
        #[expect(clippy::cast_possible_truncation, reason = "each half is a number of its own")]
        let (document, value) =
            (|posting: u64| (posting >> 32) as u32, |posting: u64| posting as u32);
        for postings in postings.chunk_by(same_document) {
            self.position_deltas.clear();
            let mut frequency = 0;
            if self.records.has_positions() {
                frequency = u32::try_from(postings.len()).unwrap_or(u32::MAX);
                let mut last = 0;
                for posting in postings {
                    self.position_deltas.push(value(*posting) - last);
                    last = value(*posting);
                }
            } else if self.records.has_freq() {
                let counts = postings.iter().map(|posting| value(*posting));
                frequency = counts.fold(0, u32::saturating_add);
            }
            self.field.write_doc(document(postings[0]), frequency, &self.position_deltas);
        }
        self.field.close_term()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_comes_back() {
        let terms = [0, 1, 57_343, 57_344, 65_535, 65_536, (1 << 28) - 1];
        let marks = [0, 1, 2, 3, 2_047, 2_048, 65_535, 65_536, LARGEST_MARK - 1];
        let positions: Vec<(u32, u32)> =
            marks.iter().flat_map(|mark| terms.map(|term| (term, *mark))).collect();
        let counts: Vec<(u32, u32)> = positions.iter().map(|(term, at)| (*term, at + 1)).collect();
        let (mut placed, mut counted) = (FieldPostings::default(), FieldPostings::default());
        for document in [0, 1, 5] {
            placed.begin();
            counted.begin();
            for (term, position) in &positions {
                placed.push_at(*position, *term);
            }
            for (term, count) in &counts {
                counted.push_counted(*count, *term);
            }
            if document == 1 {
                // It is broken off.
                continue;
            }
            placed.end(document);
            counted.end(document);
        }
        for entry in 0..2 {
            let found = placed.postings(entry, IndexRecordOption::WithFreqsAndPositions);
            assert_eq!(found.collect::<Vec<_>>(), positions);
            let found = counted.postings(entry, IndexRecordOption::WithFreqs);
            assert_eq!(found.collect::<Vec<_>>(), counts);
        }
        let tokens = u32::try_from(positions.len()).unwrap();
        assert_eq!(placed.lengths(6), [tokens, 0, 0, 0, 0, tokens]);
    }

    #[test]
    fn a_document_longer_than_a_chunk_is_one() {
        let mut postings = FieldPostings::default();
        let lengths = [CHUNK - 1, 3 * CHUNK, 1, 0, CHUNK];
        for (document, length) in (0..).zip(lengths) {
            postings.begin();
            (0..length).for_each(|_| postings.push_counted(1, document));
            postings.end(document);
        }
        let of = |entry| postings.postings(entry, IndexRecordOption::Basic).map(|(term, _)| term);
        for (entry, (document, length)) in
            [(0, CHUNK - 1), (1, 3 * CHUNK), (2, 1), (4, CHUNK)].into_iter().enumerate()
        {
            assert_eq!(of(entry).collect::<Vec<_>>(), vec![document; length]);
        }
    }
}
