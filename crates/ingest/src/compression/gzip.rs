//! Gzip (RFC 1952), of one or several members.
//!
//! Crawls have a member for each record. There a member that is damaged costs itself: reading goes
//! on at the next one that holds a record.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use flate2::bufread::GzDecoder;

use crate::damage::DAMAGE;

/// How a member begins.
const MAGIC: [u8; 3] = [0x1f, 0x8b, 8];
/// How the record of a crawl begins.
const RECORD: &[u8] = b"WARC/";
/// So many bytes of a member are enough to see how its content begins.
const LOOK_BYTES: usize = 1 << 10;
/// So much is read at once.
const READ_BYTES: usize = 64 << 10;

/// The unpacked bytes, and how many members of a crawl were found to be damaged.
pub(super) fn open<'r>(raw: Box<dyn Read + 'r>) -> (Box<dyn Read + 'r>, Rc<Cell<u64>>) {
    let damaged = Rc::new(Cell::new(0));
    let packed = Packed { raw, bytes: Vec::new(), start: 0, is_over: false };
    let members = Members {
        member: Some(GzDecoder::new(packed)),
        beginning: Vec::new(),
        pending: &[],
        damaged: Rc::clone(&damaged),
    };
    (Box::new(members), damaged)
}

/// The members of a file, one after the other.
struct Members<'r> {
    /// The one that is being read; none at the end.
    member: Option<GzDecoder<Packed<'r>>>,
    /// How the content of the file begins, as far as it tells whether that is a crawl.
    beginning: Vec<u8>,
    /// What is still to be handed over in the place of damage.
    pending: &'static [u8],
    damaged: Rc<Cell<u64>>,
}

impl Read for Members<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.pending.is_empty() {
                return self.pending.read(buffer);
            }
            let Some(member) = &mut self.member else { return Ok(0) };
            match member.read(buffer) {
                Ok(0) if buffer.is_empty() => return Ok(0),
                Ok(0) => self.next_member()?,
                Ok(count) => {
                    let wanted = RECORD.len() - self.beginning.len();
                    self.beginning.extend_from_slice(&buffer[..count.min(wanted)]);
                    return Ok(count);
                }
                Err(error) => self.pass_damage(error)?,
            }
        }
    }
}

impl Members<'_> {
    /// Goes on with the member behind the one that has ended. Zeros may stand behind the last, as
    /// tapes have them; what is no member else is an error of the next.
    fn next_member(&mut self) -> io::Result<()> {
        let Some(member) = self.member.take() else { return Ok(()) };
        let mut packed = member.into_inner();
        packed.fill(1)?;
        while packed.rest().first() == Some(&0) {
            packed.start += 1;
            packed.fill(1)?;
        }
        if !packed.rest().is_empty() {
            self.member = Some(GzDecoder::new(packed));
        }
        Ok(())
    }

    /// Goes on behind damage in a crawl; elsewhere, and where nothing follows, it is an error.
    fn pass_damage(&mut self, error: io::Error) -> io::Result<()> {
        let is_of_system = error.raw_os_error().is_some();
        let Some(member) = self.member.take().filter(|_| !is_of_system) else { return Err(error) };
        let mut packed = member.into_inner();
        if self.beginning != RECORD || !packed.find_record()? {
            return Err(error);
        }
        self.member = Some(GzDecoder::new(packed));
        self.pending = DAMAGE;
        self.damaged.set(self.damaged.get() + 1);
        Ok(())
    }
}

/// The packed bytes, of which some can be looked at before they are taken.
struct Packed<'r> {
    raw: Box<dyn Read + 'r>,
    bytes: Vec<u8>,
    start: usize,
    is_over: bool,
}

impl Packed<'_> {
    fn rest(&self) -> &[u8] {
        &self.bytes[self.start..]
    }

    /// Sees to it that so many bytes are there, unless the file ends before.
    fn fill(&mut self, wanted: usize) -> io::Result<()> {
        while self.rest().len() < wanted && !self.is_over {
            self.bytes.drain(..self.start);
            self.start = 0;
            let before = self.bytes.len();
            self.raw.by_ref().take(READ_BYTES as u64).read_to_end(&mut self.bytes)?;
            self.is_over = self.bytes.len() == before;
        }
        Ok(())
    }

    /// Passes over everything before the next member that holds a record; whether there is one.
    fn find_record(&mut self) -> io::Result<bool> {
        loop {
            self.fill(LOOK_BYTES)?;
            let rest = self.rest();
            if rest.starts_with(&MAGIC) && holds_record(rest) {
                return Ok(true);
            }
            if rest.is_empty() {
                return Ok(false);
            }
            let next = rest[1..].windows(MAGIC.len()).position(|window| window == MAGIC);
            // The last bytes may be the first of a beginning.
            let passed =
                next.map_or(rest.len().saturating_sub(MAGIC.len() - 1).max(1), |at| at + 1);
            self.start += passed;
        }
    }
}

fn holds_record(member: &[u8]) -> bool {
    let mut beginning = [0; RECORD.len()];
    GzDecoder::new(member).read_exact(&mut beginning).is_ok() && beginning == RECORD
}

impl Read for Packed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Packed<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.fill(1)?;
        Ok(self.rest())
    }

    fn consume(&mut self, count: usize) {
        self.start += count;
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn gzip(text: &str) -> Vec<u8> {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(text.as_bytes()).unwrap();
        gzip.finish().unwrap()
    }

    fn read(bytes: &[u8]) -> (io::Result<usize>, Vec<u8>, u64) {
        let (mut stream, damaged) = open(Box::new(bytes));
        let mut unpacked = Vec::new();
        let end = stream.read_to_end(&mut unpacked);
        (end, unpacked, damaged.get())
    }

    #[test]
    fn a_damaged_member_of_a_crawl_costs_itself() {
        let texts: Vec<String> = (0..5)
            .map(|record| {
                let words: Vec<String> =
                    (0..2_000).map(|at| format!("{}", at * at + record)).collect();
                format!("WARC/1.0 {record} {} end{record}", words.join(" "))
            })
            .collect();
        let mut members: Vec<Vec<u8>> = texts.iter().map(|text| gzip(text)).collect();
        let (end, unpacked, damaged) = read(&members.concat());
        assert_eq!((end.unwrap(), damaged), (texts.concat().len(), 0));
        assert_eq!(unpacked, texts.concat().as_bytes());
        let middle = members[2].len() / 2;
        members[2][middle..middle + 40].fill(0xa5);
        let (end, unpacked, damaged) = read(&members.concat());
        assert!(end.is_ok() && damaged == 1, "{end:?} {damaged}");
        let unpacked = String::from_utf8_lossy(&unpacked);
        for (number, text) in texts.iter().enumerate() {
            assert_eq!(unpacked.contains(text), number != 2, "{number}");
        }
        // Other files are read to the damage.
        let mut members = [gzip("one"), gzip("two"), gzip("three")];
        members[1][12] ^= 0xff;
        let (end, unpacked, damaged) = read(&members.concat());
        assert!(end.is_err() && damaged == 0);
        assert!(unpacked.starts_with(b"one"));
    }
}
