//! Zip (APPNOTE 6.3): by its directory, of which one line is held at a time.

use std::io::{self, Read};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use zip::CompressionMethod;
use zip::read::{ZipFileEntry, ZipReadOptions};
use zip::result::ZipError;
use zip::unstable::read::ZipIterable;

use super::{Each, End, Part, PartKind, Seekable, damaged, digest_of, name};
use crate::SkipReason;
use crate::compression::Guarded;
use crate::detect::Container;

/// Hands over the parts of a zip.
pub(super) fn each_part(reader: io::Result<Box<dyn Seekable>>, each: Each<'_>) -> End {
    let failed = |parts, error| ControlFlow::Continue(Err(damaged(Container::Zip, parts, error)));
    let reader = match reader {
        Ok(reader) => reader,
        Err(error) => return failed(0, error),
    };
    let mut zip = match guarded(|| ZipIterable::try_new(reader, zip::read::Config::default())) {
        Ok(zip) => zip,
        Err(error) => return failed(0, error),
    };
    let files = match zip.files() {
        Ok(files) => files,
        Err(error) => return failed(0, from_zip(error)),
    };
    let mut number = 0;
    while let Some(entry) = guarded(|| files.next().transpose()).transpose() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return failed(number, error),
        };
        number += 1;
        each(part(entry, number, files.reader_mut()))?;
    }
    ControlFlow::Continue(Ok(()))
}

fn part<'r>(
    entry: ZipFileEntry<'static>,
    number: u64,
    reader: &'r mut Box<dyn Seekable>,
) -> Part<'r> {
    let kind = if entry.is_dir() {
        PartKind::Folder
    } else if entry.is_symlink() {
        PartKind::Link
    } else {
        PartKind::File
    };
    // Some writers on Windows part folders as Windows does.
    let name = match entry.name() {
        Ok(name) => name.replace('\\', "/").into_bytes(),
        Err(_) => entry.name_raw().to_vec(),
    };
    let (size, checksum) = (entry.size(), entry.crc32());
    let open = move || -> Result<Box<dyn Read + 'r>, SkipReason> {
        if entry.encrypted() {
            return Err(SkipReason::Encrypted);
        }
        let method = entry.compression();
        if !is_read(method) {
            return Err(SkipReason::UnknownMethod { method: method.to_string() });
        }
        let opened = guarded(|| entry.with_reader(reader, ZipReadOptions::new()));
        match opened {
            Ok(bytes) => Ok(Box::new(Guarded::new(bytes))),
            Err(source) => {
                let container = Container::Zip.name();
                Err(SkipReason::DamagedContainer { container, read_bytes: 0, source })
            }
        }
    };
    Part {
        name: name::path(&name, number),
        kind,
        size,
        content: Some(digest_of(checksum, size)),
        format: None,
        open: Box::new(open),
    }
}

fn is_read(method: CompressionMethod) -> bool {
    matches!(
        method,
        CompressionMethod::Stored
            | CompressionMethod::Deflated
            | CompressionMethod::Deflate64
            | CompressionMethod::Bzip2
            | CompressionMethod::Lzma
            | CompressionMethod::Xz
            | CompressionMethod::Zstd
    )
}

/// What the library reads of bytes that strangers made.
fn guarded<T>(read: impl FnOnce() -> Result<T, ZipError>) -> io::Result<T> {
    let read = catch_unwind(AssertUnwindSafe(read));
    let read = read.map_err(|_| io::Error::other("its directory cannot be decoded"))?;
    read.map_err(from_zip)
}

fn from_zip(error: ZipError) -> io::Error {
    match error {
        ZipError::Io(error) => error,
        error => io::Error::other(error.to_string()),
    }
}
