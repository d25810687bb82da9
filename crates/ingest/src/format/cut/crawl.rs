//! Cuts a crawl into its records, by the lengths that they state.

use super::{Cutter, Ending};
use crate::Cut;
use crate::damage::DAMAGE;

/// How records begin, whatever the version.
const MARK: &[u8] = b"WARC/";
/// No record is longer, whatever it says.
const LONGEST_BYTES: u64 = 1 << 36;
/// A header has an end within this.
const HEADER_BYTES: usize = 64 << 10;

/// The two formats of crawls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CrawlKind {
    /// ISO 28500.
    Warc,
    /// What the Internet Archive wrote before.
    Arc,
}

/// One record after the other.
pub(crate) struct CrawlRecords {
    kind: CrawlKind,
    /// How long the current record is with its header, once that is known.
    length: Option<usize>,
    /// How much of it was shown.
    shown: usize,
    /// How much of that was searched for damage.
    searched: usize,
    /// How much of a forgotten record is still to come.
    to_pass: usize,
}

/// The header of a record and what follows it.
pub(crate) struct CrawlRecord<'a> {
    pub(crate) header: &'a [u8],
    pub(crate) block: &'a [u8],
    /// Whether it is as long as it says.
    pub(crate) is_whole: bool,
    /// Whether something stands before it that is no record.
    pub(crate) follows_garbage: bool,
}

impl CrawlRecords {
    pub(crate) fn new(kind: CrawlKind) -> Self {
        Self { kind, length: None, shown: 0, searched: 0, to_pass: 0 }
    }

    /// How long the record at the beginning of these bytes is.
    fn length_of(&self, bytes: &[u8]) -> Option<usize> {
        let is_endless = bytes.len() > HEADER_BYTES;
        let Some(start) = begin(self.kind, bytes) else {
            // The last bytes may be the first of a record.
            return is_endless.then(|| bytes.len() - MARK.len());
        };
        let Some(end) = header_end(self.kind, &bytes[start..]) else {
            return (is_endless && bytes.len() - start > HEADER_BYTES).then_some(bytes.len());
        };
        let header = &bytes[start..start + end];
        let length = usize::try_from(block_length(self.kind, header)).unwrap_or_default();
        Some(start + end + length)
    }

    /// The end of a record that is shorter than it says: it is not followed by a line end, and
    /// another begins in it.
    fn true_end(&self, piece: &[u8], length: usize) -> usize {
        let is_followed = piece.get(length).is_none_or(|byte| b"\r\n".contains(byte));
        if self.kind == CrawlKind::Arc || is_followed {
            return length;
        }
        let next = |blank: &[u8]| {
            let mark = [blank, MARK].concat();
            let found = piece[..length].windows(mark.len()).position(|window| window == mark);
            found.map(|at| at + blank.len())
        };
        next(b"\r\n\r\n").or_else(|| next(b"\n\n")).unwrap_or(length)
    }
}

impl CrawlRecords {
    /// The end of damage in what was shown of the current record.
    fn damage(&mut self, shown: &[u8]) -> Option<usize> {
        let from = self.searched.saturating_sub(DAMAGE.len()).min(shown.len());
        self.searched = shown.len();
        let found = shown[from..].windows(DAMAGE.len()).position(|window| window == DAMAGE);
        found.map(|at| from + at + DAMAGE.len())
    }
}

impl Cutter for CrawlRecords {
    fn end(&mut self, piece: &[u8], _seen: usize) -> Option<usize> {
        self.shown = piece.len();
        let is_passed = self.to_pass > 0;
        if self.length.is_none() && !is_passed {
            self.length = self.length_of(piece);
        }
        let length = if is_passed { Some(self.to_pass) } else { self.length };
        let reach = length.map_or(piece.len(), |length| length.min(piece.len()));
        // Behind damage the next record begins.
        let damage = self.damage(&piece[..reach]);
        let end = match (damage, length) {
            (Some(end), _) => end,
            // One byte more shows whether the length is right.
            (None, Some(length)) if length < piece.len() => self.true_end(piece, length),
            (None, Some(length)) if is_passed && length == piece.len() => length,
            _ => return None,
        };
        (self.length, self.searched, self.to_pass) = (None, 0, 0);
        Some(end)
    }

    fn end_of_last(&mut self, piece: &[u8]) -> Option<usize> {
        let length = self.length.take().or_else(|| self.length_of(piece))?;
        (length <= piece.len()).then_some(length)
    }

    fn forget(&mut self) {
        let length = self.length.take().unwrap_or(self.to_pass);
        self.searched = 0;
        self.to_pass = length.saturating_sub(self.shown);
    }

    fn ending(&self, rest: &[u8]) -> Ending {
        if self.to_pass == 0 && self.trim(rest).is_empty() {
            Ending::Whole
        } else {
            Ending::Cut(Cut::OpenRecord)
        }
    }

    fn may_grow(&self) -> bool {
        true
    }

    fn is_whole_without_records(&self) -> bool {
        false
    }

    fn trim<'a>(&self, piece: &'a [u8]) -> &'a [u8] {
        // Line ends stand between records.
        let blanks = piece.iter().take_while(|byte| b"\r\n".contains(byte)).count();
        &piece[blanks..]
    }
}

/// A record taken apart; `None` for what is none.
pub(crate) fn crawl_record(kind: CrawlKind, bytes: &[u8]) -> Option<CrawlRecord<'_>> {
    let start = begin(kind, bytes)?;
    let end = start + header_end(kind, &bytes[start..])?;
    let (header, block) = (&bytes[start..end], &bytes[end..]);
    let is_whole = block.len() as u64 >= block_length(kind, header);
    let follows_garbage = bytes[..start].iter().any(|byte| !b"\r\n".contains(byte));
    Some(CrawlRecord { header, block, is_whole, follows_garbage })
}

/// Where a header begins: behind the line ends between records, and behind what is none where the
/// lengths of records are wrong.
fn begin(kind: CrawlKind, bytes: &[u8]) -> Option<usize> {
    let blanks = bytes.iter().take_while(|byte| b"\r\n".contains(byte)).count();
    let rest = &bytes[blanks..];
    if rest.is_empty() {
        return None;
    }
    match kind {
        CrawlKind::Arc => Some(blanks),
        CrawlKind::Warc => {
            let found = rest.windows(MARK.len()).position(|window| window == MARK);
            found.map(|at| blanks + at)
        }
    }
}

/// Where the block behind a header begins.
fn header_end(kind: CrawlKind, bytes: &[u8]) -> Option<usize> {
    let bytes = &bytes[..bytes.len().min(HEADER_BYTES)];
    if kind == CrawlKind::Arc {
        return bytes.iter().position(|byte| *byte == b'\n').map(|at| at + 1);
    }
    let mut line_start = 0;
    for (at, _) in bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n') {
        if bytes[line_start..at].iter().all(|byte| *byte == b'\r') {
            return Some(at + 1);
        }
        line_start = at + 1;
    }
    None
}

/// The length that a header states; none where it states none.
fn block_length(kind: CrawlKind, header: &[u8]) -> u64 {
    let stated = match kind {
        CrawlKind::Warc => field(header, "content-length"),
        CrawlKind::Arc => text(header).trim_end().rsplit(' ').next().map(ToOwned::to_owned),
    };
    let stated = stated.and_then(|length| length.parse().ok());
    stated.filter(|length| *length <= LONGEST_BYTES).unwrap_or_default()
}

/// The value of a field of a header, by its name in lower case.
pub(crate) fn field(header: &[u8], name: &str) -> Option<String> {
    text(header).lines().find_map(|line| {
        let (found, value) = line.split_once(':')?;
        found.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
    })
}

/// A header as text; old ones hold anything.
pub(crate) fn text(header: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(header)
}

#[cfg(test)]
mod tests {
    use super::super::cut;
    use super::*;

    #[test]
    fn records_do_not_depend_on_how_the_bytes_arrive() {
        let record = |text: &str| {
            format!("WARC/1.0\r\nContent-Length: {}\r\n\r\n{text}\r\n\r\n", text.len())
        };
        let crawl = record("one") + &record("two\r\n\r\nWARC/ not") + "junk\r\n" + &record("three");
        for step in [1, 2, 3, 7, 1_000] {
            let found = cut(CrawlRecords::new(CrawlKind::Warc), &crawl, step);
            assert_eq!(found.len(), 3, "{step}: {found:?}");
            assert!(found[1].ends_with("WARC/ not"), "{step}: {found:?}");
        }
        let arc = "http://a.example/ 1.2.3.4 20140216050221 text/html 3\none\n\
                   http://b.example/a b 1.2.3.4 20140216050221 text/html 3\ntwo\n";
        for step in [1, 5, 1_000] {
            let found = cut(CrawlRecords::new(CrawlKind::Arc), arc, step);
            assert_eq!(found.len(), 2, "{step}: {found:?}");
            assert!(found[1].ends_with("\ntwo"), "{step}: {found:?}");
        }
    }
}
