//! Opens files: from bytes on disk to one stream of text, whatever it is packed in.
//!
//! Everything streams, so that no more is unpacked than is asked for.

mod bzip2;
mod guarded;
mod gzip;
mod hashed;
mod opened;
mod plain;
mod utf_16;
mod xz;
mod zstandard;

use std::io;

pub(crate) use self::guarded::Guarded;
pub(crate) use self::opened::Opened;
use crate::SkipReason;

/// The largest window that is unpacked: 128 MiB, the default of the reference implementation of
/// zstd.
const WINDOW_LIMIT_BYTES: u64 = 1 << 27;

/// Why what is packed could not be read on.
pub(crate) fn unpacking_failed(
    container: &'static str,
    read_bytes: u64,
    source: io::Error,
) -> SkipReason {
    if zstandard::is_window_too_large(&source) || xz::is_window_too_large(&source) {
        let limit_bytes = WINDOW_LIMIT_BYTES;
        return SkipReason::WindowTooLarge { container, limit_bytes };
    }
    SkipReason::DamagedContainer { container, read_bytes, source }
}
