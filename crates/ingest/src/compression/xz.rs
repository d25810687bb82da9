//! Xz, of one or several streams.

use std::io::{self, Read};

use lzma_rust2::XzReader;

use super::WINDOW_LIMIT_BYTES;

/// What the decoder takes besides its window, in KiB.
const DECODER_KIB: u32 = 1 << 10;

/// Whether unpacking failed for a window that is larger than [`WINDOW_LIMIT_BYTES`].
pub(super) fn is_window_too_large(error: &io::Error) -> bool {
    error.to_string().contains("needed memory too big")
}

/// The unpacked bytes.
pub(super) fn open<'r>(raw: Box<dyn Read + 'r>) -> Box<dyn Read + 'r> {
    let window_kib = u32::try_from(WINDOW_LIMIT_BYTES >> 10).unwrap_or(u32::MAX);
    Box::new(XzReader::new_mem_limit(raw, true, window_kib.saturating_add(DECODER_KIB)))
}
