//! Cuts an mbox into its messages.

use super::{Cutter, Ending};

/// One message after the other. A line that begins with `From ` opens one where it stands behind
/// an empty line, has a date, and headers follow it.
#[derive(Default)]
pub(crate) struct Mails {
    /// How far the current one was looked at; a line begins there.
    at: usize,
    /// Where it ends, if the length that it states is right.
    stated: Option<Stated>,
    /// Whether messages of this file were as long as they said.
    is_counted: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stated {
    /// Whether it states one is not to be asked any more.
    Known,
    End(usize),
}

/// A line is no longer, and what follows it can be told by so much.
const LOOKED_AT_BYTES: usize = 1_000;
/// Headers end within so much.
const HEADER_BYTES: usize = 2 << 20;
/// No message that is read is longer.
const LONGEST_BYTES: usize = 32 << 20;

impl Mails {
    /// Where the message ends; `None` if more is needed, unless nothing more comes.
    fn find(&mut self, piece: &[u8], is_all: bool) -> Option<usize> {
        if self.stated.is_none() {
            self.stated = stated(piece, is_all);
            if self.stated.is_none() && !is_all {
                return None;
            }
        }
        if let Some(Stated::End(end)) = self.stated {
            if piece.len() < end + LOOKED_AT_BYTES && !is_all {
                return None;
            }
            self.stated = Some(Stated::Known);
            let rest = piece.get(end..).unwrap_or_default();
            let blanks = rest.iter().take_while(|byte| b"\r\n".contains(byte)).count();
            if is_mail_line(&rest[blanks..]) {
                self.is_counted = true;
                return Some(self.ended(end + blanks));
            }
            if is_all && self.is_counted && end <= piece.len() && blanks == rest.len() {
                self.at = piece.len();
            }
        }
        while let Some(line_end) = piece[self.at..].iter().position(|byte| *byte == b'\n') {
            let next = self.at + line_end + 1;
            let rest = &piece[next..];
            let may_open = rest.starts_with(b"From ") || b"From ".starts_with(rest);
            if may_open && is_behind_blank(&piece[..next]) {
                if rest.len() < LOOKED_AT_BYTES && !is_all {
                    return None;
                }
                if is_mail_line(rest) {
                    return Some(self.ended(next));
                }
            }
            self.at = next;
        }
        None
    }

    fn ended(&mut self, end: usize) -> usize {
        *self = Self { is_counted: self.is_counted, ..Self::default() };
        end
    }
}

impl Cutter for Mails {
    fn end(&mut self, piece: &[u8], _seen: usize) -> Option<usize> {
        self.find(piece, false)
    }

    fn end_of_last(&mut self, piece: &[u8]) -> Option<usize> {
        self.find(piece, true)
    }

    fn forget(&mut self) {
        (self.at, self.stated) = (0, Some(Stated::Known));
    }

    /// Nothing ends the last one: whether it is whole cannot be known.
    fn ending(&self, rest: &[u8]) -> Ending {
        if self.trim(rest).is_empty() { Ending::Whole } else { Ending::Open }
    }

    fn may_grow(&self) -> bool {
        true
    }

    fn is_whole_without_records(&self) -> bool {
        false
    }

    fn trim<'a>(&self, piece: &'a [u8]) -> &'a [u8] {
        piece.trim_ascii()
    }
}

/// The end of the message at the start of these bytes by the length that it states.
fn stated(piece: &[u8], is_all: bool) -> Option<Stated> {
    let looked_at = &piece[..piece.len().min(HEADER_BYTES)];
    let is_end = |at: usize| match &looked_at[at..] {
        [b'\n', b'\n', ..] => Some(at + 2),
        [b'\n', b'\r', b'\n', ..] => Some(at + 3),
        _ => None,
    };
    let Some(end) = (0..looked_at.len()).find_map(is_end) else {
        return (is_all || looked_at.len() == HEADER_BYTES).then_some(Stated::Known);
    };
    let header = String::from_utf8_lossy(&piece[..end]);
    let length = header.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
    });
    let length = length.filter(|length| *length <= LONGEST_BYTES);
    Some(length.map_or(Stated::Known, |length| Stated::End(end + length)))
}

/// Whether an empty line stands before the end of these bytes.
fn is_behind_blank(before: &[u8]) -> bool {
    before.ends_with(b"\n\n") || before.ends_with(b"\n\r\n") || before == b"\n" || before == b"\r\n"
}

/// Whether these bytes open a message: a line with a date and headers below it.
pub(crate) fn is_mail_line(bytes: &[u8]) -> bool {
    let bytes = &bytes[..bytes.len().min(LOOKED_AT_BYTES)];
    let Some(end) = bytes.iter().position(|byte| *byte == b'\n') else { return false };
    let Some(line) = bytes[..end].strip_prefix(b"From ") else { return false };
    let line = String::from_utf8_lossy(line);
    let is_year = |word: &str| {
        let year = word.get(..4).unwrap_or_default();
        (year.starts_with("19") || year.starts_with("20"))
            && year.bytes().all(|b| b.is_ascii_digit())
            && !word[4..].starts_with(|c: char| c.is_ascii_digit())
    };
    let is_time = |word: &str| word.contains(':') && word.starts_with(|c: char| c.is_ascii_digit());
    let is_dated = line.split_whitespace().any(is_year) && line.split_whitespace().any(is_time);
    let below = &bytes[end + 1..];
    let header_end = below.iter().position(|byte| *byte == b'\n').unwrap_or(below.len());
    let header = &below[..header_end];
    let name = header
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(byte))
        .count();
    // Some programs put the line of an older mbox between.
    let is_header = name > 0 && header.get(name) == Some(&b':') || header.starts_with(b">From ");
    is_dated && is_header
}

#[cfg(test)]
mod tests {
    use super::super::cut;
    use super::*;

    #[test]
    fn messages_do_not_depend_on_how_the_bytes_arrive() {
        let line = "From a@example.org Mon Feb  3 07:05:00 2014\n";
        let first = format!(
            "{line}Subject: one\n\nFrom here on.\n\nFrom now on it is 7:05 in 2014\nno header\n\n"
        );
        let counted =
            format!("{line}Content-Length: {}\n\nx\n\n{line}To: y\n\n\n", line.len() + 11);
        let last = format!("{line}Content-Length: {}\n\nend\n\n{line}To: z\n", line.len() + 11);
        let mbox = format!("{first}{counted}{last}");
        for step in [1, 7, 100_000] {
            let found = cut(Mails::default(), &mbox, step);
            assert_eq!(found, [first.trim(), counted.trim(), last.trim()], "{step}");
        }
        let windows = mbox.replace("Content-Length", "X").replace('\n', "\r\n");
        assert_eq!(cut(Mails::default(), &windows, 13).len(), 5);
    }
}
