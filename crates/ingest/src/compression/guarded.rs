//! Keeps a decoder that stumbles over what strangers made from ending the run.

use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A stream whose panics are errors. After one it is at its end.
pub(crate) struct Guarded<R>(Option<R>);

impl<R: Read> Guarded<R> {
    pub(crate) fn new(inner: R) -> Self {
        Self(Some(inner))
    }
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(inner) = &mut self.0 else { return Ok(0) };
        catch_unwind(AssertUnwindSafe(|| inner.read(buffer))).unwrap_or_else(|_| {
            self.0 = None;
            Err(io::Error::other("the decoder met a defect of its own"))
        })
    }
}
