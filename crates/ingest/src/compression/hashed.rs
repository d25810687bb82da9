//! Takes the digest of a file while it is read.

use std::cell::RefCell;
use std::io::{self, Read};
use std::rc::Rc;

use crate::source_file::shortened;

/// A file, and the digest of what has been read of it. Clones share both.
#[derive(Clone)]
pub(super) struct Hashed<'r>(Rc<RefCell<(Box<dyn Read + 'r>, blake3::Hasher)>>);

impl<'r> Hashed<'r> {
    pub(super) fn new(file: Box<dyn Read + 'r>) -> Self {
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

impl Read for Hashed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut inner = self.0.borrow_mut();
        let count = inner.0.read(buffer)?;
        inner.1.update(&buffer[..count]);
        Ok(count)
    }
}
