//! A piece of work: records that were cut but not parsed, between events that are already known.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use article::Provenance;

use super::Rules;
use super::habit::Habits;
use crate::convert::Conversion;
use crate::format::{Format, Heading, Text};
use crate::{
    Converters, Event, FileKind, FileOutcome, INGEST_VERSION, SkipReason, Skipped, SourceFile,
};

/// What is handed to the pool at once.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) items: Vec<Item>,
    bytes: usize,
}

impl Batch {
    pub(super) fn push(&mut self, item: Item) {
        self.bytes += match &item {
            Item::Known(_) | Item::End(_) => 256,
            Item::Records(records) => records.bytes.len() + 128 * records.pieces.len(),
        };
        self.items.push(item);
    }

    /// What it holds, in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }
}

/// A part of a batch.
pub(super) enum Item {
    /// Nothing is left to be done.
    Known(Event),
    /// These are to be parsed.
    Records(Records),
    /// A file was read; what its records were read with is known when they have been parsed.
    End(FileEnd),
}

/// How the reading of a file ended.
pub(super) struct FileEnd {
    pub(super) file: SourceFile,
    /// What its records have in common, if it was of a format that has records.
    pub(super) open: Option<Arc<OpenFile>>,
    pub(super) digest: Option<[u8; 16]>,
    pub(super) outcome: FileOutcome,
    /// Whether records are added at the end of files of its format.
    pub(super) may_grow: bool,
    /// Of a container, how many files are in it.
    pub(super) parts: Option<u64>,
}

impl FileEnd {
    /// The end of a file that gave no records.
    pub(super) fn without_records(
        file: SourceFile,
        outcome: FileOutcome,
        digest: Option<[u8; 16]>,
    ) -> Self {
        Self { file, open: None, digest, outcome, may_grow: false, parts: None }
    }

    /// What is to be said of the file as a whole, once its records have been read.
    pub(super) fn remark(&self) -> Option<Event> {
        let reason = self.open.as_ref()?.known_remark()?;
        let provenance = Provenance { path: self.file.path.clone(), record: None };
        Some(Event::Skipped(Skipped { root: self.file.root.clone(), provenance, reason }))
    }

    /// What is told of it after all its records.
    pub(super) fn event(self, converters: &Converters) -> Event {
        let kind = match &self.open {
            Some(open) if open.conversion.is_some() => FileKind::Converted,
            Some(open) if open.heading.channel.is_known() => FileKind::Feed,
            _ => FileKind::Plain,
        };
        let context = self.parts.or_else(|| self.open.and_then(|open| open.known_context()));
        let Self { file, digest, outcome, .. } = self;
        // A later version, or a program, may read what is left out now.
        let is_left = outcome == FileOutcome::Unsupported;
        let reader = || converters.digest(&file.path).unwrap_or(u64::from(INGEST_VERSION));
        let is_by_reader = is_left || kind == FileKind::Converted;
        let context = if is_by_reader { Some(reader()) } else { context };
        Event::FileFinished { file, digest, context, outcome, kind }
    }
}

/// Records of one file that stand one after another.
pub(super) struct Records {
    pub(super) file: Arc<OpenFile>,
    pub(super) bytes: Vec<u8>,
    pub(super) pieces: Vec<Piece>,
}

/// One record inside [`Records::bytes`].
pub(super) struct Piece {
    pub(super) span: Range<usize>,
    /// Counted from 1; `None` for a file of one article.
    pub(super) number: Option<u64>,
    pub(super) digest: u64,
    /// Whether the baseline knows it.
    pub(super) is_known: bool,
    pub(super) end: PieceEnd,
}

/// How a record ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PieceEnd {
    /// As its format says.
    Ended,
    /// With its file: if it cannot be taken apart, the file was cut.
    Open,
    /// With its file, and it may be the beginning of a longer one.
    Unended,
}

/// What is known of a file that is being read.
pub(super) struct OpenFile {
    pub(super) source: SourceFile,
    pub(super) format: &'static dyn Format,
    pub(super) heading: Heading,
    /// The beginning of a file of many records, by which the habits of its sources are found.
    pub(super) head: Vec<u8>,
    /// Whether all of it is one article.
    pub(super) is_one_article: bool,
    /// What makes text of it, if something must.
    pub(super) conversion: Option<Conversion>,
    /// What they usually print, once somebody has asked.
    habits: OnceLock<Habits>,
}

impl OpenFile {
    pub(super) fn new(
        source: SourceFile,
        format: &'static dyn Format,
        heading: Heading,
        head: Vec<u8>,
        is_one_article: bool,
    ) -> Self {
        let (conversion, habits) = (None, OnceLock::new());
        Self { source, format, heading, head, is_one_article, conversion, habits }
    }

    /// A file that a program is to make a text of.
    pub(super) fn converted(source: SourceFile, conversion: Conversion) -> Self {
        let open = Self::new(source, &Text, Heading::default(), Vec::new(), true);
        Self { conversion: Some(conversion), ..open }
    }

    /// What the sources in the file usually print.
    pub(super) fn habits(&self, rules: &Rules) -> &Habits {
        self.habits.get_or_init(|| Habits::of(self.format, &self.heading, &self.head, rules))
    }

    /// The digest of what its records are read with besides their own bytes.
    pub(super) fn context(&self, rules: &Rules) -> u64 {
        self.digest(self.habits(rules))
    }

    /// The same, if any of its records needed it.
    fn known_context(&self) -> Option<u64> {
        self.habits.get().map(|habits| self.digest(habits))
    }

    /// What is to be said of the file, if anybody has looked.
    fn known_remark(&self) -> Option<SkipReason> {
        self.habits.get()?.remark()
    }

    fn digest(&self, habits: &Habits) -> u64 {
        let mut hasher = blake3::Hasher::new();
        let Heading { columns, delimiter, escapes, channel, .. } = &self.heading;
        let format = self.format.extensions().first().copied().unwrap_or_default();
        let of_file = format!("{format} {} {delimiter} {escapes}", self.is_one_article);
        let columns = columns.iter().map(|column| format!("column {column}"));
        let common = columns.chain(channel.parts());
        for part in std::iter::once(of_file).chain(common).chain(habits.parts()) {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        first_64_bits(&hasher)
    }
}

/// The beginning of a digest.
pub(super) fn first_64_bits(hasher: &blake3::Hasher) -> u64 {
    let mut first = [0; 8];
    first.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    u64::from_le_bytes(first)
}

/// A record that may have been cut, without the bytes of a character that is not whole. What is
/// not UTF-8 as far as can be seen is left as it is.
pub(super) fn without_half_character(record: &[u8]) -> &[u8] {
    match std::str::from_utf8(record) {
        Err(error) if error.error_len().is_none() && !record[..error.valid_up_to()].is_ascii() => {
            &record[..error.valid_up_to()]
        }
        _ => record,
    }
}
