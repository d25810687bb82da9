//! Tar, in all its dialects (POSIX.1-2001, GNU, version 7), as a stream.

use std::cell::Cell;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use tar::{Archive, Entry};

use super::{Each, End, Part, PartKind, damaged, name};
use crate::detect::Container;

/// Headers with long names and attributes are shorter.
const HEADER_BYTES: u64 = 1 << 20;

/// A tar is a row of blocks of this size, and ends with two of zeros.
const BLOCK_BYTES: usize = 512;

/// Hands over the parts of a tar.
pub(super) fn each_part(raw: &mut dyn Read, each: Each<'_>) -> End {
    let watch = Watch::default();
    let mut archive = Archive::new(Watched { raw, watch: &watch });
    // Another may follow the end of the first.
    archive.set_ignore_zeros(true);
    let failed = |parts, error| ControlFlow::Continue(Err(damaged(Container::Tar, parts, error)));
    let mut entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return failed(0, error),
    };
    let mut number = 0;
    // What is left of the part before is passed over first.
    let mut left_of_part = 0;
    loop {
        watch.allowed.set(HEADER_BYTES.saturating_add(left_of_part));
        let next = catch_unwind(AssertUnwindSafe(|| entries.next()));
        let next = next.unwrap_or_else(|_| Some(Err(io::Error::other("a header is no header"))));
        let entry = match next {
            None if watch.ends_with_zeros() => return ControlFlow::Continue(Ok(())),
            None => return failed(number, io::ErrorKind::UnexpectedEof.into()),
            Some(Err(error)) => return failed(number, error),
            Some(Ok(entry)) => entry,
        };
        number += 1;
        let stored = entry.header().entry_size().unwrap_or_default();
        left_of_part = stored.max(entry.size());
        watch.allowed.set(u64::MAX);
        each(part(entry, number))?;
    }
}

fn part<'r>(entry: Entry<'r, impl Read + 'r>, number: u64) -> Part<'r> {
    let kind = match entry.header().entry_type() {
        kind if kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse() => PartKind::File,
        kind if kind.is_hard_link() || kind.is_symlink() => PartKind::Link,
        // Nothing of the others is a file: folders, devices, remarks on all that follows.
        _ => PartKind::Folder,
    };
    Part {
        name: name::path(&entry.path_bytes(), number),
        kind,
        size: entry.size(),
        content: None,
        format: None,
        open: Box::new(|| Ok(Box::new(Whole { left: entry.size(), inner: entry }))),
    }
}

/// A part that ends before its length is one that was cut.
struct Whole<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        if count == 0 && self.left > 0 && !buffer.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.left = self.left.saturating_sub(count as u64);
        Ok(count)
    }
}

/// What is known of the bytes that the library has read.
struct Watch {
    /// How many it may still read.
    allowed: Cell<u64>,
    /// How many zeros were the last that it read.
    zeros: Cell<usize>,
}

impl Default for Watch {
    fn default() -> Self {
        Self { allowed: Cell::new(HEADER_BYTES), zeros: Cell::new(0) }
    }
}

impl Watch {
    fn ends_with_zeros(&self) -> bool {
        self.zeros.get() >= BLOCK_BYTES
    }
}

struct Watched<'r, 'w> {
    raw: &'r mut dyn Read,
    watch: &'w Watch,
}

impl Read for Watched<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.raw.read(buffer)?;
        let zeros = buffer[..count].iter().rev().take_while(|byte| **byte == 0).count();
        // However many blocks of zeros stand at its end.
        let counted = (count - zeros) as u64;
        let allowed = self.watch.allowed.get().checked_sub(counted);
        let allowed = allowed.ok_or_else(|| io::Error::other("a header has no end"))?;
        self.watch.allowed.set(allowed);
        let before = if zeros == count { self.watch.zeros.get() } else { 0 };
        self.watch.zeros.set(before.saturating_add(zeros));
        Ok(count)
    }
}
