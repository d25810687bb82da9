//! Zstandard (RFC 8878), of one or several frames.

use std::io::{self, Read};

use super::WINDOW_LIMIT_BYTES;

/// Whether unpacking failed for a window that is larger.
pub(super) fn is_window_too_large(error: &io::Error) -> bool {
    // The library has numbers for its errors, but gives only their names away.
    error.to_string().contains("requires too much memory")
}

/// The unpacked bytes.
pub(super) fn open<'r>(raw: Box<dyn Read + 'r>) -> io::Result<Box<dyn Read + 'r>> {
    let mut decoder = zstd::stream::read::Decoder::new(raw)?;
    decoder.window_log_max(WINDOW_LIMIT_BYTES.ilog2())?;
    Ok(Box::new(decoder))
}
