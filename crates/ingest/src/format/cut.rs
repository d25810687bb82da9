//! Cuts a stream of bytes into records while it is read.

mod crawl;
mod elements;
mod lines;
mod mails;
mod messages;
mod rows;
mod values;

pub(crate) use self::crawl::{CrawlKind, CrawlRecords, crawl_record, field, text as crawl_text};
pub(crate) use self::elements::Elements;
pub(crate) use self::lines::Lines;
pub(crate) use self::mails::{Mails, is_mail_line};
pub(crate) use self::messages::Messages;
pub(crate) use self::rows::{Rows, fields};
pub(crate) use self::values::{Step, Values};

use crate::Cut;

/// Finds the ends of records, keeping the little that it must know.
pub(crate) trait Cutter: Send {
    /// Where the current record ends; `None` if more bytes are needed to know. `piece` is what has
    /// come of it, and perhaps of later ones; its first `seen` bytes were shown before. After an
    /// end, the next call starts behind it with nothing seen, even of what was shown.
    fn end(&mut self, piece: &[u8], seen: usize) -> Option<usize>;

    /// The same where nothing follows the piece. What is behind an end may have more.
    fn end_of_last(&mut self, _piece: &[u8]) -> Option<usize> {
        None
    }

    /// What was shown of the current record is too long, and is no longer there.
    fn forget(&mut self) {}

    /// How a file ends that ends here, `rest` being what stands behind the last end.
    fn ending(&self, rest: &[u8]) -> Ending;

    /// Whether records are added at the end of such files, so that the last may be unfinished
    /// though nothing is lost.
    fn may_grow(&self) -> bool;

    /// Whether a file of no records says so, as a list does that is closed.
    fn is_whole_without_records(&self) -> bool;

    /// The record that ended last in this piece, or what has come of the current one, without what
    /// separates it from its neighbours; empty if there is none.
    fn trim<'a>(&self, piece: &'a [u8]) -> &'a [u8];
}

/// How a file ends.
#[derive(Debug)]
pub(crate) enum Ending {
    /// As its format must.
    Whole,
    /// With a record that nothing ends. Whether it is whole, its parser will say.
    Open,
    /// With a record that nothing ends and that may be the beginning of a longer one: no parser
    /// can say.
    Unended,
    /// In the middle of something: what is left is no record.
    Cut(Cut),
}

/// The records in the beginning of a file that end there, at most so many.
pub(crate) fn first_records<'h>(
    cutter: &mut dyn Cutter,
    head: &'h [u8],
    limit: usize,
) -> Vec<&'h [u8]> {
    let mut records = Vec::new();
    let mut rest = head;
    while let Some(end) = cutter.end(rest, 0)
        && records.len() < limit
    {
        let record = cutter.trim(&rest[..end]);
        if !record.is_empty() {
            records.push(record);
        }
        rest = &rest[end..];
    }
    records
}

/// The text behind a byte order mark.
pub(crate) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// What ends the lines of a file with this beginning: old programs wrote carriage returns alone.
pub(crate) fn line_end(head: &[u8]) -> u8 {
    if head.contains(&b'\r') && !head.contains(&b'\n') { b'\r' } else { b'\n' }
}

/// The records of a text that arrives `step` bytes at a time.
#[cfg(test)]
fn cut(mut cutter: impl Cutter, text: &str, step: usize) -> Vec<String> {
    let mut records = Vec::new();
    let mut note = |record: &[u8]| {
        if !record.is_empty() {
            records.push(String::from_utf8(record.to_vec()).unwrap());
        }
    };
    let (bytes, mut start, mut seen, mut come) = (text.as_bytes(), 0, 0, 0);
    while come < bytes.len() {
        come = (come + step).min(bytes.len());
        while let Some(end) = cutter.end(&bytes[start..come], seen) {
            note(cutter.trim(&bytes[start..start + end]));
            (start, seen) = (start + end, 0);
        }
        seen = come - start;
    }
    while let Some(end) = cutter.end_of_last(&bytes[start..]) {
        note(cutter.trim(&bytes[start..start + end]));
        start += end;
        while let Some(end) = cutter.end(&bytes[start..], 0) {
            note(cutter.trim(&bytes[start..start + end]));
            start += end;
        }
    }
    note(cutter.trim(&bytes[start..]));
    records
}
