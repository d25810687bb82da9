//! Reads the answer of a server, as a crawl has kept it (RFC 9110, 9112).

use std::io::Read;

use crate::compression::Guarded;

/// What a page may unpack to.
const UNPACKED_BYTES: u64 = 32 << 20;

/// The answer of a server.
pub(super) struct Answer {
    pub(super) status: u16,
    /// What it is, without parameters, in lower case.
    pub(super) media_type: Option<String>,
    pub(super) charset: Option<String>,
    /// What was sent, unpacked.
    pub(super) body: Vec<u8>,
    /// Whether its end is missing.
    pub(super) is_cut: bool,
}

impl Answer {
    /// Takes an answer apart; `None` where it is none.
    pub(super) fn read(block: &[u8]) -> Option<Self> {
        /// So often a server is believed that it will answer.
        const PROMISES: usize = 8;
        let mut block = block;
        for _ in 0..PROMISES {
            let answer = Self::read_one(block)?;
            if !(100..200).contains(&answer.status) {
                return Some(answer);
            }
            block = &block[header_end(block)?..];
        }
        None
    }

    fn read_one(block: &[u8]) -> Option<Self> {
        let end = header_end(block)?;
        let header = String::from_utf8_lossy(&block[..end]);
        let mut lines = header.lines();
        let status = lines.next()?.strip_prefix("HTTP/")?.split_whitespace().nth(1)?;
        let mut answer = Self {
            status: status.parse().ok()?,
            media_type: None,
            charset: None,
            body: block[end..].to_vec(),
            is_cut: false,
        };
        let mut encodings = String::new();
        for (name, value) in lines.filter_map(|line| line.split_once(':')) {
            match name.trim().to_ascii_lowercase().as_str() {
                "content-type" => {
                    (answer.media_type, answer.charset) = media_type(value);
                }
                "content-encoding" => encodings = value.to_ascii_lowercase(),
                "transfer-encoding" if value.to_ascii_lowercase().contains("chunked") => {
                    // Some crawlers put the pieces together and keep the word.
                    if let Some((whole, is_cut)) = unchunked(&answer.body) {
                        (answer.body, answer.is_cut) = (whole, is_cut);
                    }
                }
                _ => {}
            }
        }
        // Some servers pack what they send and do not say so.
        for encoding in encodings.rsplit(',').chain(["gzip"]) {
            if let Some((unpacked, is_cut)) = unpacked(&answer.body, encoding.trim()) {
                answer.body = unpacked;
                answer.is_cut |= is_cut;
            }
        }
        Some(answer)
    }
}

/// A media type and its charset.
pub(super) fn media_type(value: &str) -> (Option<String>, Option<String>) {
    let mut parts = value.split(';').map(str::trim);
    let kind = parts.next().map(str::to_ascii_lowercase).filter(|kind| !kind.is_empty());
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim_matches(['"', '\'', ' ']))
    });
    (kind, charset.map(ToOwned::to_owned))
}

fn header_end(block: &[u8]) -> Option<usize> {
    let windows = |end: &[u8]| block.windows(end.len()).position(|window| window == end);
    match (windows(b"\r\n\r\n"), windows(b"\n\n")) {
        (Some(at), Some(bare)) if bare < at => Some(bare + 2),
        (Some(at), _) => Some(at + 4),
        (None, Some(bare)) => Some(bare + 2),
        (None, None) => None,
    }
}

/// Whether a body is no text: it has bytes that no text has.
pub(super) fn looks_binary(body: &[u8]) -> bool {
    let beginning = &body[..body.len().min(1_000)];
    let is_utf_16 = beginning.starts_with(b"\xff\xfe") || beginning.starts_with(b"\xfe\xff");
    let controls = beginning.iter().filter(|byte| **byte < 9 || (14..27).contains(*byte));
    !is_utf_16 && controls.count() * 20 > beginning.len()
}

/// The pieces of a body put together, and whether some are missing; `None` where it is not in
/// pieces.
fn unchunked(body: &[u8]) -> Option<(Vec<u8>, bool)> {
    let mut whole = Vec::new();
    let mut rest = body;
    loop {
        let end = rest.iter().take(64).position(|byte| *byte == b'\n');
        // A body that was cut in the middle of a piece is taken as far as it goes.
        let Some(end) = end else { return (!whole.is_empty()).then_some((whole, true)) };
        let size = std::str::from_utf8(&rest[..end]).ok()?;
        let size = size.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        if size == 0 {
            return Some((whole, false));
        }
        let piece = &rest[end + 1..];
        whole.extend_from_slice(&piece[..size.min(piece.len())]);
        let Some(next) = piece.get(size..) else { return Some((whole, true)) };
        rest = next.strip_prefix(b"\r\n").or(next.strip_prefix(b"\n")).unwrap_or(next);
    }
}

/// A body unpacked, and whether its end is missing; `None` where it is not packed so. Some crawlers
/// unpack it and keep the word.
fn unpacked(body: &[u8], encoding: &str) -> Option<(Vec<u8>, bool)> {
    let decoder: Box<dyn Read + '_> = match (encoding, body) {
        ("gzip" | "x-gzip", [0x1f, 0x8b, ..]) => Box::new(flate2::read::MultiGzDecoder::new(body)),
        ("deflate", [first, second, ..])
            if first & 15 == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0 =>
        {
            Box::new(flate2::read::ZlibDecoder::new(body))
        }
        ("deflate", _) => Box::new(flate2::read::DeflateDecoder::new(body)),
        ("zstd", [0x28, 0xb5, 0x2f, 0xfd, ..]) => {
            Box::new(zstd::stream::read::Decoder::new(body).ok()?)
        }
        ("br", _) => Box::new(brotli_decompressor::Decompressor::new(body, 4_096)),
        _ => return None,
    };
    let mut whole = Vec::new();
    let read = Guarded::new(decoder).take(UNPACKED_BYTES).read_to_end(&mut whole);
    // What was cut is taken as far as it goes; what is not packed at all gives nothing.
    (read.is_ok() || !whole.is_empty()).then_some((whole, read.is_err()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_declared_is_undone_where_it_is_there() {
        let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\
                       Content-Type: text/html; charset=\"koi8-r\"\r\n\r\n";
        let pieces = format!("{chunked}3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\n\r\n");
        for (block, body) in
            [(pieces.as_str(), "abcdefg"), (&format!("{chunked}abcdefg"), "abcdefg")]
        {
            let answer = Answer::read(block.as_bytes()).unwrap();
            assert_eq!((answer.status, answer.body.as_slice()), (200, body.as_bytes()));
            assert_eq!(answer.media_type.as_deref(), Some("text/html"));
            assert_eq!(answer.charset.as_deref(), Some("koi8-r"));
        }
        for encoding in ["gzip", "deflate", "br", "zstd"] {
            let plain = format!("HTTP/1.1 200 OK\nContent-Encoding: {encoding}\n\n<p>Plain</p>");
            assert_eq!(Answer::read(plain.as_bytes()).unwrap().body, b"<p>Plain</p>", "{encoding}");
        }
        assert!(Answer::read(b"<p>no answer</p>").is_none());
    }
}
