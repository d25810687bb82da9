//! Turns UTF-16 into UTF-8 while it is read, so that records can be cut as in any other file.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding};

const BUFFER_BYTES: usize = 16 << 10;

/// A stream of UTF-16, read as UTF-8. What does not fit becomes U+FFFD.
pub(super) struct AsUtf8<R> {
    inner: R,
    decoder: Decoder,
    /// Bytes that are read but not yet decoded: `raw[start..end]`.
    raw: Vec<u8>,
    start: usize,
    end: usize,
    is_last: bool,
    decoded: Vec<u8>,
    handed_over: usize,
}

impl<R: Read> AsUtf8<R> {
    pub(super) fn new(inner: R, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: vec![0; BUFFER_BYTES],
            start: 0,
            end: 0,
            is_last: false,
            decoded: Vec::new(),
            handed_over: 0,
        }
    }

    /// Decodes a further piece; `false` at the end.
    fn refill(&mut self) -> io::Result<bool> {
        if self.start == self.end {
            if self.is_last {
                return Ok(false);
            }
            self.start = 0;
            self.end = self.inner.read(&mut self.raw)?;
            self.is_last = self.end == 0;
        }
        self.decoded.resize(BUFFER_BYTES, 0);
        let raw = &self.raw[self.start..self.end];
        let (result, read, written, _) =
            self.decoder.decode_to_utf8(raw, &mut self.decoded, self.is_last);
        self.start += read;
        self.decoded.truncate(written);
        self.handed_over = 0;
        debug_assert!(result == CoderResult::OutputFull || self.start == self.end);
        Ok(true)
    }
}

impl<R: Read> Read for AsUtf8<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.handed_over == self.decoded.len() {
            if !self.refill()? {
                return Ok(0);
            }
        }
        let count = buffer.len().min(self.decoded.len() - self.handed_over);
        buffer[..count].copy_from_slice(&self.decoded[self.handed_over..][..count]);
        self.handed_over += count;
        Ok(count)
    }
}
