//! Bzip2, of one or several streams.

use std::io::Read;

use bzip2::read::MultiBzDecoder;

/// The unpacked bytes.
pub(super) fn open<'r>(raw: Box<dyn Read + 'r>) -> Box<dyn Read + 'r> {
    Box::new(MultiBzDecoder::new(raw))
}
