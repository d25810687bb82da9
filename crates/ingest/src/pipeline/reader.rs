//! Opens the files one after another, cuts them into records and fills batches with them.

use std::io;
use std::ops::ControlFlow;
use std::sync::Arc;

use article::Provenance;

use super::batch::{
    Batch, FileEnd, Item, OpenFile, Piece, PieceEnd, Records, first_64_bits, without_half_character,
};
use super::{Input, Rules};
use crate::compression::{Opened, unpacking_failed};
use crate::container::Nesting;
use crate::detect::{self, Container, Detected};
use crate::discover::Found;
use crate::format::{Cutter, Ending, Format, Heading, JsonLines};
use crate::{
    Baseline, Cut, Event, FileOutcome, INGEST_VERSION, KnownRecords, SkipReason, Skipped,
    SourceFile,
};

/// A batch is handed on as soon as it holds this much.
const BATCH_BYTES: usize = 1 << 20;
/// Records of a block are handed on as soon as they are so many, however short.
const BATCH_PIECES: usize = 8_192;
/// How much is read at once.
const READ_BYTES: usize = 128 << 10;
/// The longest record, and the longest file of one article.
pub(super) const RECORD_LIMIT_BYTES: usize = 32 << 20;

/// What was passed over, and how much was read.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) hidden: u64,
    pub(super) links: u64,
    pub(super) index_folders: u64,
    pub(super) bytes_read: u64,
}

/// The reading thread.
pub(super) struct Reader<'a> {
    pub(super) baseline: &'a dyn Baseline,
    pub(super) rules: &'a Rules,
    submit: &'a mut dyn FnMut(Batch) -> ControlFlow<()>,
    batch: Batch,
    pub(super) tally: Tally,
}

/// How the reading of one stream goes on.
pub(super) type Flow = ControlFlow<()>;

impl<'a> Reader<'a> {
    pub(super) fn new(
        baseline: &'a dyn Baseline,
        rules: &'a Rules,
        submit: &'a mut dyn FnMut(Batch) -> ControlFlow<()>,
    ) -> Self {
        Self { baseline, rules, submit, batch: Batch::default(), tally: Tally::default() }
    }

    /// Reads everything, or until nobody wants more.
    pub(super) fn read(mut self, input: Input<'_>) -> Tally {
        let flow = match input {
            Input::Files(mut walk) => walk.try_for_each(|found| self.found(found)),
            Input::Stream(stream) => self.stream(stream),
            Input::Document { file, bytes } => self.document(file, bytes),
        };
        if flow.is_continue() {
            // Nothing is left to be stopped.
            let _ = self.flush();
        }
        self.tally
    }

    fn found(&mut self, found: Found) -> Flow {
        match found {
            Found::Hidden => self.tally.hidden += 1,
            Found::Link => self.tally.links += 1,
            Found::IndexFolder => self.tally.index_folders += 1,
            Found::Skipped(skipped) => return self.push(Item::Known(Event::Skipped(skipped))),
            Found::File(file) if self.rules.queries.is_beside_database(&file) => {
                self.tally.hidden += 1;
            }
            Found::File(file) => {
                let file = self.rules.queries.with_journals(file);
                if self.baseline.is_unchanged(&file) {
                    return self.push(Item::Known(Event::FileUnchanged(file)));
                }
                let opened = Opened::file(&file);
                return self.file(file, opened, None, &Nesting::default());
            }
        }
        Flow::Continue(())
    }

    fn stream(&mut self, stream: Box<dyn io::Read + Send + '_>) -> Flow {
        let file = SourceFile { path: "-".into(), ..SourceFile::default() };
        self.push(Item::Known(Event::FileStarted(file.clone())))?;
        let opened = Opened::stream(stream, "");
        let end = self.opened(file, opened, Some(&JsonLines))?;
        self.push(Item::End(end))
    }

    fn document(&mut self, file: SourceFile, bytes: &[u8]) -> Flow {
        self.push(Item::Known(Event::FileStarted(file.clone())))?;
        let opened = Opened::stream(Box::new(bytes), file.path.name());
        let name = detect::inner_name(file.path.as_str());
        let head = opened.as_ref().map_or(&[][..], |opened| &opened.head);
        if let Some(container) = detect::container(head, &name) {
            let reason = SkipReason::UnsupportedFormat { format: container.name() };
            self.skip(&file, None, reason)?;
            let end = FileEnd::without_records(file, FileOutcome::Unsupported, None);
            return self.push(Item::End(end));
        }
        let end = self.opened(file, opened, None)?;
        self.push(Item::End(end))
    }

    /// Reads a file that was opened, or says why it could not be, and how it ended.
    pub(super) fn opened(
        &mut self,
        file: SourceFile,
        opened: io::Result<Opened<'_>>,
        format: Option<&'static dyn Format>,
    ) -> ControlFlow<(), FileEnd> {
        let opened = match opened {
            Ok(opened) => opened,
            Err(source) => {
                // What the system says is about the disk, not about what is packed.
                let is_damage = file.is_part() && source.raw_os_error().is_none();
                let (reason, outcome) = if is_damage {
                    (unpacking_failed("packed", 0, source), FileOutcome::Damaged)
                } else {
                    (SkipReason::UnreadableFile { source }, FileOutcome::Unreadable)
                };
                self.skip(&file, None, reason)?;
                return ControlFlow::Continue(FileEnd::without_records(file, outcome, None));
            }
        };
        let name = detect::inner_name(file.path.as_str());
        let detected = match format {
            Some(format) => Detected::Format(format),
            None if opened.failure.is_some() && opened.head.is_empty() => {
                Detected::Format(&JsonLines)
            }
            None => detect::detect(&opened.head, &name),
        };
        if let Some(converter) = self.program_for(detected, &name).filter(|_| format.is_none()) {
            return self.converted(file, opened, &name, &converter);
        }
        let (outcome, reason) = match detected {
            Detected::Format(format) => return self.articles(file, opened, format, &name),
            Detected::Empty => (FileOutcome::Empty, SkipReason::EmptyFile),
            Detected::Binary => (FileOutcome::Empty, SkipReason::Binary),
            Detected::Unsupported(format) => {
                (FileOutcome::Unsupported, SkipReason::UnsupportedFormat { format })
            }
        };
        let is_empty = matches!(reason, SkipReason::EmptyFile);
        self.skip(&file, None, reason)?;
        // What is not read is not read for its digest either.
        let digest = if is_empty { opened.digest() } else { None };
        ControlFlow::Continue(FileEnd::without_records(file, outcome, digest))
    }

    fn articles(
        &mut self,
        file: SourceFile,
        mut opened: Opened<'_>,
        format: &'static dyn Format,
        name: &str,
    ) -> ControlFlow<(), FileEnd> {
        let heading = format.heading(&opened.head, name);
        let mut cutter = format.cutter(&opened.head, &self.rules.keys);
        let mut known = self.baseline.known_records(&file);
        let head = if format.has_keys() { opened.head.clone() } else { Vec::new() };
        let open = Arc::new(OpenFile::new(file.clone(), format, heading, head, cutter.is_none()));
        let before = self.baseline.context(&file);
        if before.is_some_and(|before| before != open.context(self.rules)) {
            known = KnownRecords::default();
            self.push(Item::Known(Event::ReadAnew))?;
        }
        let mut block = Block::new(Arc::clone(&open), known, cutter.is_none());
        let outcome = loop {
            match opened.read_onto(&mut block.bytes, READ_BYTES) {
                Ok(0) => break self.end(&mut block, cutter.as_deref_mut())?,
                Ok(count) => {
                    self.tally.bytes_read += count as u64;
                    if !self.cut(&mut block, count, cutter.as_deref_mut())? {
                        break FileOutcome::Unsupported;
                    }
                }
                Err(source) => {
                    block.bytes.truncate(block.start);
                    self.close(&mut block)?;
                    let (reason, outcome) = failed(&opened, block.total_bytes, source);
                    self.skip(&file, None, reason)?;
                    break outcome;
                }
            }
        };
        let outcome = match opened.damaged_parts() {
            count if count > 0 && outcome == FileOutcome::Read => {
                self.skip(&file, None, SkipReason::DamagedMembers { count })?;
                FileOutcome::Damaged
            }
            _ => outcome,
        };
        let may_grow = cutter.is_some_and(|cutter| cutter.may_grow());
        let digest = if outcome == FileOutcome::Unreadable { None } else { opened.digest() };
        ControlFlow::Continue(FileEnd {
            file,
            open: Some(open),
            digest,
            outcome,
            may_grow,
            parts: None,
        })
    }

    /// Takes what is left of a stream that has come to its end, and says how the file ends.
    fn end(
        &mut self,
        block: &mut Block,
        mut cutter: Option<&mut (dyn Cutter + 'static)>,
    ) -> ControlFlow<(), FileOutcome> {
        if let Some(cutter) = cutter.as_deref_mut().filter(|_| block.dropped_bytes == 0) {
            while let Some(length) = cutter.end_of_last(&block.bytes[block.start..]) {
                block.end_piece(block.start + length, Some(cutter), PieceEnd::Ended);
                while let Some(length) = cutter.end(&block.bytes[block.start..], 0) {
                    block.end_piece(block.start + length, Some(cutter), PieceEnd::Ended);
                }
            }
        }
        let cutter = cutter.map(|cutter| &*cutter);
        let rest = &block.bytes[block.start..];
        let ending = cutter.map_or(Ending::Open, |cutter| cutter.ending(rest));
        let ending = if block.dropped_bytes > 0 {
            Ending::Cut(Cut::EndlessRecord { limit_bytes: RECORD_LIMIT_BYTES as u64 })
        } else {
            ending
        };
        let end = match ending {
            Ending::Whole => PieceEnd::Ended,
            Ending::Open => PieceEnd::Open,
            Ending::Unended => PieceEnd::Unended,
            Ending::Cut(cut) => return self.cut_short(block, cutter, cut),
        };
        block.end_piece(block.bytes.len(), cutter, end);
        let is_empty = block.next_number == 1 && !block.open.source.path.is_empty();
        self.close(block)?;
        if !is_empty {
            return ControlFlow::Continue(FileOutcome::Read);
        }
        self.skip(&block.open.source, None, SkipReason::EmptyFile)?;
        // A list that is closed and a table that has its columns are whole, but not names of
        // columns that are followed by nothing, not even a line end.
        let is_whole = cutter.is_some_and(Cutter::is_whole_without_records);
        let is_whole = is_whole && end != PieceEnd::Unended;
        ControlFlow::Continue(if is_whole { FileOutcome::Read } else { FileOutcome::Empty })
    }

    /// Says that a file ends in the middle of something, and drops what is left of it.
    fn cut_short(
        &mut self,
        block: &mut Block,
        cutter: Option<&(dyn Cutter + 'static)>,
        cut: Cut,
    ) -> ControlFlow<(), FileOutcome> {
        let rest = &block.bytes[block.start..];
        let is_record = cutter.is_none_or(|cutter| !cutter.trim(rest).is_empty());
        let number = (is_record || block.dropped_bytes > 0).then_some(block.next_number);
        block.bytes.truncate(block.start);
        self.close(block)?;
        self.skip(&block.open.source, number, SkipReason::CutShort { cut })?;
        let may_grow = cutter.is_some_and(Cutter::may_grow);
        ControlFlow::Continue(FileOutcome::Cut { may_grow })
    }

    /// Finds the ends of records in the last `count` bytes of the block. `false` if the file is
    /// one article and too long.
    fn cut(
        &mut self,
        block: &mut Block,
        count: usize,
        mut cutter: Option<&mut (dyn Cutter + 'static)>,
    ) -> ControlFlow<(), bool> {
        block.total_bytes += count as u64;
        let mut seen = block.bytes.len() - count - block.start;
        if let Some(cutter) = cutter.as_deref_mut() {
            while let Some(length) = cutter.end(&block.bytes[block.start..], seen) {
                seen = 0;
                let end = block.start + length;
                if block.dropped_bytes > 0 {
                    block.start = end;
                    self.overlong(block)?;
                } else {
                    block.end_piece(end, Some(cutter), PieceEnd::Ended);
                }
            }
        }
        if block.bytes.len() - block.start + block.dropped_bytes > RECORD_LIMIT_BYTES {
            let Some(cutter) = cutter else {
                self.skip(&block.open.source.clone(), None, too_long())?;
                return ControlFlow::Continue(false);
            };
            cutter.forget();
            block.dropped_bytes += block.bytes.len() - block.start;
            block.bytes.truncate(block.start);
            self.close(block)?;
        }
        if block.start >= BATCH_BYTES || block.pieces.len() >= BATCH_PIECES {
            self.close(block)?;
        }
        ControlFlow::Continue(true)
    }

    /// Reports the record whose bytes were dropped, at its end.
    fn overlong(&mut self, block: &mut Block) -> Flow {
        if block.dropped_bytes == 0 {
            return Flow::Continue(());
        }
        block.dropped_bytes = 0;
        let number = block.next_number;
        block.next_number += 1;
        let open = Arc::clone(&block.open);
        self.close(block)?;
        self.skip(&open.source, Some(number), too_long())
    }

    /// Hands on the records that are complete; what is left opens the next block.
    fn close(&mut self, block: &mut Block) -> Flow {
        let rest = block.bytes.split_off(block.start);
        let bytes = std::mem::replace(&mut block.bytes, rest);
        block.start = 0;
        let pieces = std::mem::take(&mut block.pieces);
        if pieces.is_empty() {
            return Flow::Continue(());
        }
        self.push(Item::Records(Records { file: Arc::clone(&block.open), bytes, pieces }))
    }

    pub(super) fn skip(
        &mut self,
        file: &SourceFile,
        number: Option<u64>,
        reason: SkipReason,
    ) -> Flow {
        let provenance = Provenance { path: file.path.clone(), record: number };
        let skipped = Skipped { root: file.root.clone(), provenance, reason };
        self.push(Item::Known(Event::Skipped(skipped)))
    }

    pub(super) fn push(&mut self, item: Item) -> Flow {
        self.batch.push(item);
        if self.batch.bytes() >= BATCH_BYTES { self.flush() } else { Flow::Continue(()) }
    }

    fn flush(&mut self) -> Flow {
        let batch = std::mem::take(&mut self.batch);
        if batch.items.is_empty() { Flow::Continue(()) } else { (self.submit)(batch) }
    }
}

/// What is said of a file that could not be read on, and how it ends so.
pub(super) fn failed(
    opened: &Opened<'_>,
    read_bytes: u64,
    source: io::Error,
) -> (SkipReason, FileOutcome) {
    match opened.packed_in {
        // A row that the engine could not make.
        Some(container) if container == Container::Database.name() => {
            (SkipReason::QueryFailed { problem: source.to_string() }, FileOutcome::Damaged)
        }
        // What the system says is about the disk, not about what is packed.
        Some(container) if source.raw_os_error().is_none() => {
            (unpacking_failed(container, read_bytes, source), FileOutcome::Damaged)
        }
        _ => (SkipReason::UnreadableFile { source }, FileOutcome::Unreadable),
    }
}

fn too_long() -> SkipReason {
    SkipReason::TooLong { limit_bytes: RECORD_LIMIT_BYTES as u64 }
}

/// Bytes of a file that are read but not handed on, and the records found in them.
struct Block {
    open: Arc<OpenFile>,
    bytes: Vec<u8>,
    pieces: Vec<Piece>,
    /// Where the record that is not complete starts.
    start: usize,
    /// How much of that record was dropped for being too long.
    dropped_bytes: usize,
    next_number: u64,
    /// How many records of the heading are still to come.
    heading_left: u64,
    is_one_article: bool,
    known: KnownRecords,
    total_bytes: u64,
}

impl Block {
    fn new(open: Arc<OpenFile>, known: KnownRecords, is_one_article: bool) -> Self {
        let Heading { records: heading_left, .. } = open.heading;
        Self {
            open,
            bytes: Vec::new(),
            pieces: Vec::new(),
            start: 0,
            dropped_bytes: 0,
            next_number: 1,
            heading_left,
            is_one_article,
            known,
            total_bytes: 0,
        }
    }

    /// The record from `start` to `end` is complete.
    fn end_piece(&mut self, end: usize, cutter: Option<&dyn Cutter>, how: PieceEnd) {
        let piece = &self.bytes[self.start..end];
        let is_unended = how == PieceEnd::Unended;
        let piece = if is_unended { without_half_character(piece) } else { piece };
        let record = cutter.map_or(piece, |cutter| cutter.trim(piece));
        let piece_start = std::mem::replace(&mut self.start, end);
        if record.is_empty() {
            return;
        }
        // The record is part of the piece, so that its place is told by its address.
        let start = piece_start + (record.as_ptr().addr() - piece.as_ptr().addr());
        if self.heading_left > 0 {
            self.heading_left -= 1;
            return;
        }
        let digest = digest(record);
        let is_known = self.known.meet(digest);
        let number = (!self.is_one_article).then_some(self.next_number);
        self.next_number += 1;
        let span = start..start + record.len();
        self.pieces.push(Piece { span, number, digest, is_known, end: how });
    }
}

/// The first 64 bits of the digest of a record and of the version that reads it.
pub(super) fn digest(record: &[u8]) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&INGEST_VERSION.to_le_bytes());
    hasher.update(record);
    first_64_bits(&hasher)
}
