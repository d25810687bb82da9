//! Gzip (RFC 1952), of one or several members.

use std::io::Read;

use flate2::read::MultiGzDecoder;

/// The unpacked bytes.
pub(super) fn open<'r>(raw: Box<dyn Read + 'r>) -> Box<dyn Read + 'r> {
    Box::new(MultiGzDecoder::new(raw))
}
