//! Zstandard (RFC 8878), of one or several frames.

use std::io::{self, Read};

/// The largest window that is unpacked: 128 MiB, the default of the reference implementation.
const WINDOW_LOG_MAX: u32 = 27;

/// The unpacked bytes.
pub(super) fn open<'r>(raw: Box<dyn Read + 'r>) -> io::Result<Box<dyn Read + 'r>> {
    let mut decoder = zstd::stream::read::Decoder::new(raw)?;
    decoder.window_log_max(WINDOW_LOG_MAX)?;
    Ok(Box::new(decoder))
}
