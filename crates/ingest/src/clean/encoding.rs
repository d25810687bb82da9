//! Turns bytes of any usual encoding into text.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How much of a text is looked at to guess its encoding.
const SAMPLE_BYTES: usize = 256 << 10;

/// The text of these bytes. A byte order mark decides; then, as valid UTF-8 is hardly ever
/// anything else, UTF-8; then the encoding that is declared; then the one that fits best. Bytes
/// that do not fit become U+FFFD.
pub(crate) fn decode(bytes: &[u8], declared: Option<&str>) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    if let Some(encoding) = utf_16(bytes) {
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    // The escapes of ISO-2022-JP are valid UTF-8.
    let is_escaped = bytes.windows(3).any(|escape| matches!(escape, b"\x1b$B" | b"\x1b$@"));
    if !is_escaped && let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    if !is_escaped && is_mostly_utf_8(bytes) {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let declared = declared.and_then(|label| Encoding::for_label(label.as_bytes()));
    // UTF-8 was ruled out above, and a text of bytes cannot be UTF-16.
    let declared = declared.filter(|encoding| ![UTF_8, UTF_16LE, UTF_16BE].contains(encoding));
    let encoding =
        declared.filter(|encoding| fits(encoding, bytes)).unwrap_or_else(|| guess(bytes));
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// The kind of UTF-16 that these bytes are: by their mark, else by zero bytes that lie on one side
/// of the pairs only, as they do in any text with spaces and line ends.
pub(crate) fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return (encoding != UTF_8).then_some(encoding);
    }
    let sample = &bytes[..bytes.len().min(4_096)];
    let zeros =
        |side: usize| sample.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let pairs = sample.len() / 2;
    // Scripts other than Latin have zero bytes at spaces, digits and line ends alone.
    let enough = |count: usize| count > 2 && count * 20 >= pairs;
    if enough(odd) && even == 0 {
        Some(UTF_16LE)
    } else if enough(even) && odd == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether the bytes are UTF-8 with a few damaged places: at least five characters of several
/// bytes are whole for each that is not.
fn is_mostly_utf_8(bytes: &[u8]) -> bool {
    let mut whole = 0;
    let mut broken = 0;
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole >= broken * 5
}

/// Whether the bytes can be read in that encoding without loss.
fn fits(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    let (text, has_errors) = encoding.decode_without_bom_handling(sample);
    if !has_errors {
        return true;
    }
    // The sample may end inside a character.
    text.chars().rev().skip(4).all(|c| c != '\u{fffd}')
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(&bytes[..bytes.len().min(SAMPLE_BYTES)], bytes.len() <= SAMPLE_BYTES);
    detector.guess(None, Utf8Detection::Deny)
}
