//! Opens a file, or a file in a container, as one stream of text.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, Read};
use std::rc::Rc;

use super::hashed::Hashed;
use super::{Guarded, bzip2, gzip, plain, utf_16, xz, zstandard};
use crate::SourceFile;
use crate::clean::encoding;
use crate::detect::{self, Compression, HEAD_BYTES};

/// So many bytes tell a compression.
const MAGIC_BYTES: u64 = 10;

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
    hashed: Option<Hashed<'r>>,
    /// The digest of what it is packed from, where that is known.
    content: Option<[u8; 16]>,
    is_on_disk: bool,
    /// How many parts of a crawl are damaged, as far as it was read.
    damaged: Rc<Cell<u64>>,
}

impl<'r> Opened<'r> {
    /// Opens a file on disk.
    pub(crate) fn file(file: &SourceFile) -> io::Result<Self> {
        let hashed = Hashed::new(Box::new(File::open(file.location())?));
        let mut opened = Self::stream(Box::new(hashed.clone()), file.path.name())?;
        opened.hashed = Some(hashed);
        opened.is_on_disk = true;
        Ok(opened)
    }

    /// Opens a file in a container, given by its bytes, its name, and the digest of its bytes if
    /// that is known.
    pub(crate) fn part(
        raw: Box<dyn Read + 'r>,
        name: &str,
        container: &'static str,
        content: Option<[u8; 16]>,
    ) -> io::Result<Self> {
        let (raw, hashed): (Box<dyn Read + 'r>, _) = if content.is_some() {
            (raw, None)
        } else {
            let hashed = Hashed::new(raw);
            (Box::new(hashed.clone()), Some(hashed))
        };
        let mut opened = Self::stream(raw, name)?;
        opened.packed_in = opened.packed_in.or(Some(container));
        (opened.hashed, opened.content) = (hashed, content);
        Ok(opened)
    }

    /// Opens a stream, which may be packed as well: by its first bytes, and by its name where
    /// there are too few of them.
    pub(crate) fn stream(mut raw: Box<dyn Read + 'r>, name: &str) -> io::Result<Self> {
        let mut magic = Vec::new();
        raw.by_ref().take(MAGIC_BYTES).read_to_end(&mut magic)?;
        let compression = detect::compression(&magic, name);
        let raw = Box::new(io::Cursor::new(magic).chain(raw));
        let mut damaged = Rc::default();
        let (stream, packed_in) = match compression {
            None => (plain::open(raw), None),
            Some(Compression::Gzip) => {
                let (stream, count) = gzip::open(raw);
                damaged = count;
                (stream, Some("gzip"))
            }
            Some(Compression::Zstd) => (zstandard::open(raw)?, Some("zstd")),
            Some(Compression::Bzip2) => (bzip2::open(raw), Some("bzip2")),
            Some(Compression::Xz) => (xz::open(raw), Some("xz")),
        };
        let stream = Box::new(Guarded::new(stream));
        let mut opened = Self {
            stream,
            head: Vec::new(),
            packed_in,
            failure: None,
            hashed: None,
            content: None,
            is_on_disk: false,
            damaged,
        };
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

    /// How many parts of what was read are damaged, and were passed over.
    pub(crate) fn damaged_parts(&self) -> u64 {
        self.damaged.get()
    }

    /// Whether what is read is what lies on the disk.
    pub(crate) fn is_plain_file(&self) -> bool {
        self.is_on_disk && self.packed_in.is_none()
    }

    /// Digest of the bytes of the file, behind the end of the stream; `None` without a file.
    pub(crate) fn digest(self) -> Option<[u8; 16]> {
        drop(self.stream);
        self.content.or_else(|| self.hashed.and_then(|hashed| hashed.finish().ok()))
    }
}

impl Read for Opened<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.head.is_empty() {
            if let Some(failure) = self.failure.take() {
                return Err(failure);
            }
            return self.stream.read(buffer);
        }
        let count = self.head.as_slice().read(buffer)?;
        self.head.drain(..count);
        Ok(count)
    }
}
