//! Zstandard (RFC 8878), of one or several frames.

use std::io::{self, Read};

/// The largest window that is unpacked: 128 MiB, the default of the reference implementation.
const WINDOW_LOG_MAX: u32 = 27;

/// The same in bytes.
pub(super) const WINDOW_LIMIT_BYTES: u64 = 1 << WINDOW_LOG_MAX;

/// Whether unpacking failed for a window that is larger.
pub(super) fn is_window_too_large(error: &io::Error) -> bool {
    // The library has numbers for its errors, but gives only their names away.
    error.to_string().contains("requires too much memory")
}

/// The unpacked bytes.
pub(super) fn open<'r>(raw: Box<dyn Read + 'r>) -> io::Result<Box<dyn Read + 'r>> {
    let mut decoder = zstd::stream::read::Decoder::new(raw)?;
    decoder.window_log_max(WINDOW_LOG_MAX)?;
    Ok(Box::new(decoder))
}
