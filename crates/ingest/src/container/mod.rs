//! Opens containers: files that hold other files, one file a kind.
//!
//! A workbook holds tables, each of which is read as a file of rows.
//!
//! Nothing is ever unpacked under a name that stands in a container. A container whose directory
//! stands at its end and that lies in another one goes through a file without a name.

mod bounded;
#[cfg(feature = "sqlite")]
mod database;
mod name;
mod rows;
mod seven_zip;
mod tar;
mod workbook;
mod zip;

use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::ops::ControlFlow;

use article::FilePath;

use crate::compression::Opened;
use crate::detect::Container;
use crate::format::Format;
use crate::{SkipReason, SourceFile};

pub(crate) use self::bounded::Nesting;

/// One of the files in a container.
pub(crate) struct Part<'r> {
    /// Its path in the container, without what leads out of it.
    pub(crate) name: FilePath,
    pub(crate) kind: PartKind,
    /// Its length in bytes, as the container tells it.
    pub(crate) size: u64,
    /// A digest of its bytes, where the container has one.
    pub(crate) content: Option<[u8; 16]>,
    /// The format of its bytes, where the container says it.
    pub(crate) format: Option<&'static dyn Format>,
    /// Its bytes.
    pub(crate) open: Box<dyn FnOnce() -> Result<Box<dyn Read + 'r>, SkipReason> + 'r>,
}

/// What a part of a container is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PartKind {
    File,
    Folder,
    Link,
}

/// Takes the parts one after the other.
pub(crate) type Each<'a> = &'a mut dyn FnMut(Part<'_>) -> ControlFlow<()>;

/// How going through the parts ended, unless nobody wanted more.
pub(crate) type End = ControlFlow<(), Result<(), SkipReason>>;

/// Bytes in which one can go to and fro.
trait Seekable: Read + Seek {}

impl<T: Read + Seek> Seekable for T {}

/// What goes through memory; what is longer, through a file.
const SPOOLED_BYTES: usize = 16 << 20;

/// Hands every part of a container to `each`, in the order in which they are listed. What is wrong
/// with one is told by that one; an error is about the whole.
///
/// No more than `limit_bytes` are unpacked to be looked at, or of parts that nobody reads. `query`
/// is what selects the rows of a database.
pub(crate) fn each_part(
    container: Container,
    file: &SourceFile,
    opened: &mut Opened<'_>,
    limit_bytes: u64,
    query: Option<&str>,
    each: Each<'_>,
) -> End {
    match container {
        Container::Database => selected(file, opened, limit_bytes, query, each),
        Container::Tar => tar::each_part(opened, each),
        Container::Zip => zip::each_part(seekable(file, opened, limit_bytes), each),
        Container::SevenZip => {
            let reader = seekable(file, opened, limit_bytes);
            seven_zip::each_part(reader, limit_bytes, each)
        }
        Container::Workbook => workbook::each_part(seekable(file, opened, limit_bytes), each),
    }
}

/// Hands over what a query selects of a database.
fn selected(
    file: &SourceFile,
    opened: &mut Opened<'_>,
    limit_bytes: u64,
    query: Option<&str>,
    each: Each<'_>,
) -> End {
    #[cfg(feature = "sqlite")]
    if let Some(query) = query {
        return database::each_part(file, opened, limit_bytes, query, each);
    }
    let _ = (file, opened, limit_bytes, each);
    let unsupported = SkipReason::UnsupportedFormat { format: "sqlite" };
    let is_wanted = query.is_some();
    ControlFlow::Continue(Err(if is_wanted { unsupported } else { SkipReason::NoQuery }))
}

/// What is told of a container that cannot be read on.
pub(crate) fn damaged(container: Container, parts: u64, source: io::Error) -> SkipReason {
    if source.raw_os_error().is_some() {
        return SkipReason::UnreadableFile { source };
    }
    SkipReason::DamagedParts { container: container.name(), parts, source }
}

/// The bytes of a container, where they lie or in a file without a name.
fn seekable(
    file: &SourceFile,
    opened: &mut Opened<'_>,
    limit_bytes: u64,
) -> io::Result<Box<dyn Seekable>> {
    if opened.is_plain_file() {
        return Ok(Box::new(BufReader::new(File::open(file.location())?)));
    }
    let mut spooled = tempfile::SpooledTempFile::new(SPOOLED_BYTES);
    if io::copy(&mut opened.take(limit_bytes), &mut spooled)? == limit_bytes {
        return Err(bounded::too_much());
    }
    spooled.rewind()?;
    Ok(Box::new(BufReader::new(spooled)))
}

/// The digest of a file of which a container has a checksum.
fn digest_of(checksum: u32, size: u64) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"crc32");
    hasher.update(&checksum.to_le_bytes());
    hasher.update(&size.to_le_bytes());
    crate::source_file::shortened(&hasher)
}
