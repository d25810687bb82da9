//! Bounds how deep containers are opened, and what they may unpack to.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// What a container unpacks to at most, as a multiple of its own size: hardly anything but a bomb
/// comes near what its compression can do.
const RATIO: u64 = 1_000;
/// So much any may.
const ANY_BYTES: u64 = 256 << 20;

/// In how many containers a file lies, and what the outermost may still unpack to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Nesting {
    depth: usize,
    left: Option<Rc<Cell<u64>>>,
}

impl Nesting {
    /// So deep containers are opened in one another.
    pub(crate) const DEPTH: usize = 4;

    /// What lies in a container here, which takes so many bytes; `None` where that is too deep.
    pub(crate) fn inside(&self, size: u64) -> Option<Self> {
        let allowed = || Rc::new(Cell::new(size.saturating_mul(RATIO).saturating_add(ANY_BYTES)));
        let left = self.left.clone().unwrap_or_else(allowed);
        (self.depth < Self::DEPTH).then(|| Self { depth: self.depth + 1, left: Some(left) })
    }

    /// The bytes that may still be unpacked.
    pub(crate) fn left_bytes(&self) -> u64 {
        self.left.as_ref().map_or(u64::MAX, |left| left.get())
    }

    /// A stream that is read on this account.
    pub(crate) fn bound<'r>(&self, inner: Box<dyn Read + 'r>) -> Box<dyn Read + 'r> {
        match &self.left {
            Some(left) => Box::new(Bounded { inner, left: Rc::clone(left) }),
            None => inner,
        }
    }
}

/// What is told of a file beyond its allowance.
pub(super) fn too_much() -> io::Error {
    io::Error::other("it unpacks to more than a thousand times its size")
}

struct Bounded<'r> {
    inner: Box<dyn Read + 'r>,
    left: Rc<Cell<u64>>,
}

impl Read for Bounded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let left = self.left.get().checked_sub(count as u64);
        self.left.set(left.unwrap_or_default());
        left.map(|_| count).ok_or_else(too_much)
    }
}
