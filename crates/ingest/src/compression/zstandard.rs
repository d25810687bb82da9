//! Zstandard (RFC 8878), of one or several frames.

use std::io::{self, Read};

use super::WINDOW_LIMIT_BYTES;

/// The frame in which a crawl carries its dictionary (the draft on WARC with zstd).
const DICTIONARY_FRAME: [u8; 4] = [0x5d, 0x2a, 0x4d, 0x18];
/// A dictionary is hardly ever longer than a tenth of this.
const DICTIONARY_BYTES: u64 = 16 << 20;

/// Whether unpacking failed for a window that is larger.
pub(super) fn is_window_too_large(error: &io::Error) -> bool {
    // The library has numbers for its errors, but gives only their names away.
    error.to_string().contains("requires too much memory")
}

/// The unpacked bytes.
pub(super) fn open<'r>(mut raw: Box<dyn Read + 'r>) -> io::Result<Box<dyn Read + 'r>> {
    let mut magic = Vec::new();
    raw.by_ref().take(DICTIONARY_FRAME.len() as u64).read_to_end(&mut magic)?;
    let dictionary = if magic == DICTIONARY_FRAME {
        let dictionary = dictionary(&mut raw)?;
        magic.clear();
        dictionary
    } else {
        Vec::new()
    };
    let raw = io::BufReader::new(io::Cursor::new(magic).chain(raw));
    let mut decoder = zstd::stream::read::Decoder::with_dictionary(raw, &dictionary)?;
    decoder.window_log_max(WINDOW_LIMIT_BYTES.ilog2())?;
    Ok(Box::new(decoder))
}

/// The dictionary behind the first bytes of its frame, which may be packed itself.
fn dictionary(raw: &mut dyn Read) -> io::Result<Vec<u8>> {
    let mut length = [0; 4];
    raw.read_exact(&mut length)?;
    let length = u64::from(u32::from_le_bytes(length));
    if length > DICTIONARY_BYTES {
        return Err(io::Error::other("its dictionary is too long"));
    }
    let mut dictionary = Vec::new();
    raw.take(length).read_to_end(&mut dictionary)?;
    if !dictionary.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        return Ok(dictionary);
    }
    let mut unpacked = Vec::new();
    let decoder = zstd::stream::read::Decoder::new(dictionary.as_slice())?;
    decoder.take(DICTIONARY_BYTES).read_to_end(&mut unpacked)?;
    Ok(unpacked)
}
