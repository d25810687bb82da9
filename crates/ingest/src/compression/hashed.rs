//! Takes the digest of a file while it is read.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Read};
use std::rc::Rc;

use crate::source_file::shortened;

/// A file, and the digest of what has been read of it. Clones share both.
#[derive(Clone)]
pub(super) struct Hashed(Rc<RefCell<(File, blake3::Hasher)>>);

impl Hashed {
    pub(super) fn new(file: File) -> Self {
        Self(Rc::new(RefCell::new((file, blake3::Hasher::new()))))
    }

    /// Reads what is left and returns the digest of all.
    pub(super) fn finish(self) -> io::Result<[u8; 16]> {
        let mut inner = self.0.borrow_mut();
        let (file, hasher) = &mut *inner;
        hasher.update_reader(file)?;
        Ok(shortened(hasher))
    }
}

impl Read for Hashed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut inner = self.0.borrow_mut();
        let count = inner.0.read(buffer)?;
        inner.1.update(&buffer[..count]);
        Ok(count)
    }
}
