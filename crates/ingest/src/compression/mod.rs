//! Opens files: from bytes on disk to one stream of text, whatever it is packed in.
//!
//! Everything streams, so that no more is unpacked than is asked for.

mod gzip;
mod hashed;
mod plain;
mod utf_16;
mod zstandard;

use std::fs::File;
use std::io::{self, Read};

use crate::clean::encoding;
use crate::detect::{self, Compression, HEAD_BYTES};
use crate::{SkipReason, SourceFile};
use hashed::Hashed;

/// Why what is packed could not be read on.
pub(crate) fn unpacking_failed(
    container: &'static str,
    read_bytes: u64,
    source: io::Error,
) -> SkipReason {
    if zstandard::is_window_too_large(&source) {
        let limit_bytes = zstandard::WINDOW_LIMIT_BYTES;
        return SkipReason::WindowTooLarge { container, limit_bytes };
    }
    SkipReason::DamagedContainer { container, read_bytes, source }
}

/// A file that is open, at its start.
pub(crate) struct Opened<'r> {
    /// The unpacked bytes; UTF-16 is already UTF-8.
    stream: Box<dyn Read + 'r>,
    /// The first of these bytes, which have been read from the stream.
    pub(crate) head: Vec<u8>,
    /// What it was packed in.
    pub(crate) packed_in: Option<&'static str>,
    /// What went wrong while the head was read.
    pub(crate) failure: Option<io::Error>,
    hashed: Option<Hashed>,
}

impl<'r> Opened<'r> {
    /// Opens a file on disk.
    pub(crate) fn file(file: &SourceFile) -> io::Result<Self> {
        let hashed = Hashed::new(File::open(file.location())?);
        let mut opened = Self::stream(Box::new(hashed.clone()), file.path.name())?;
        opened.hashed = Some(hashed);
        Ok(opened)
    }

    /// Opens a stream, which may be packed as well: by its first bytes, and by its name where
    /// there are too few of them.
    pub(crate) fn stream(mut raw: Box<dyn Read + 'r>, name: &str) -> io::Result<Self> {
        let mut magic = Vec::new();
        raw.by_ref().take(8).read_to_end(&mut magic)?;
        let compression = detect::compression(&magic, name);
        let raw = Box::new(io::Cursor::new(magic).chain(raw));
        let (stream, packed_in) = match compression {
            None => (plain::open(raw), None),
            Some(Compression::Gzip) => (gzip::open(raw), Some("gzip")),
            Some(Compression::Zstd) => (zstandard::open(raw)?, Some("zstd")),
        };
        let mut opened = Self { stream, head: Vec::new(), packed_in, failure: None, hashed: None };
        opened.fill_head();
        if let Some(kind) = encoding::utf_16(&opened.head) {
            let head = std::mem::take(&mut opened.head);
            let bytes = io::Cursor::new(head).chain(opened.stream);
            opened.stream = Box::new(utf_16::AsUtf8::new(bytes, kind));
            opened.fill_head();
        }
        Ok(opened)
    }

    fn fill_head(&mut self) {
        let read = self.stream.by_ref().take(HEAD_BYTES as u64).read_to_end(&mut self.head);
        self.failure = self.failure.take().or(read.err());
    }

    /// Appends the next bytes to `block`, about as many as asked for; returns how many, 0 at the
    /// end.
    pub(crate) fn read_onto(&mut self, block: &mut Vec<u8>, wanted: usize) -> io::Result<usize> {
        if !self.head.is_empty() {
            let count = self.head.len();
            block.append(&mut self.head);
            return Ok(count);
        }
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        self.stream.by_ref().take(wanted as u64).read_to_end(block)
    }

    /// Digest of the bytes on disk, behind the end of the stream; `None` without a file.
    pub(crate) fn digest(self) -> Option<[u8; 16]> {
        drop(self.stream);
        self.hashed.and_then(|hashed| hashed.finish().ok())
    }
}
