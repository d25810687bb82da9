//! Cuts a stream of bytes into records while it is read, in one pass and without looking back.

use crate::Cut;

/// Finds the ends of records. It is fed every byte once and keeps the little that it must know.
pub(crate) trait Cutter: Send {
    /// The bytes that follow those seen so far: returns how many of them still belong to the
    /// current record, or `None` if all do and the record goes on. After an end, the next call
    /// starts behind it.
    fn end(&mut self, bytes: &[u8]) -> Option<usize>;

    /// How a file ends that ends here, `rest` being what stands behind the last end.
    fn ending(&self, rest: &[u8]) -> Ending;

    /// Whether records are added at the end of such files, so that the last may be unfinished
    /// though nothing is lost.
    fn may_grow(&self) -> bool;

    /// Whether a file of no records says so, as a list does that is closed.
    fn is_whole_without_records(&self) -> bool;

    /// The record itself, without what separates it from its neighbours; empty if there is none.
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

/// One record a line.
pub(crate) struct Lines;

impl Cutter for Lines {
    fn end(&mut self, bytes: &[u8]) -> Option<usize> {
        position_of(b'\n', bytes).map(|at| at + 1)
    }

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
        piece.strip_prefix(b"\xef\xbb\xbf").unwrap_or(piece).trim_ascii()
    }
}

/// The elements of a JSON array, or JSON values one after another.
pub(crate) struct Values {
    /// How deep a record lies: 1 in an array.
    base: usize,
    depth: usize,
    in_string: bool,
    escaped: bool,
    /// Whether the list was closed.
    is_closed: bool,
}

impl Values {
    /// The elements of an array.
    pub(crate) fn elements() -> Self {
        Self { base: 1, depth: 0, in_string: false, escaped: false, is_closed: false }
    }

    /// Values one after another.
    pub(crate) fn sequence() -> Self {
        Self { base: 0, ..Self::elements() }
    }
}

impl Cutter for Values {
    fn end(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            at += 1;
            if self.escaped {
                self.escaped = false;
                continue;
            }
            if self.in_string {
                match byte {
                    b'\\' => self.escaped = true,
                    b'"' => self.in_string = false,
                    _ => {}
                }
                continue;
            }
            match byte {
                b'"' => self.in_string = true,
                b'{' | b'[' => {
                    self.depth += 1;
                    self.is_closed = false;
                }
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    self.is_closed = self.depth < self.base;
                    if self.depth == self.base {
                        return Some(at);
                    }
                }
                b',' if self.depth == self.base => return Some(at),
                _ => {}
            }
        }
        None
    }

    fn ending(&self, rest: &[u8]) -> Ending {
        let is_list = self.base > 0;
        if self.in_string || self.depth > self.base {
            Ending::Cut(Cut::OpenRecord)
        } else if is_list && !self.is_closed {
            Ending::Cut(Cut::OpenList)
        } else if is_list || self.trim(rest).is_empty() {
            Ending::Whole
        } else {
            Ending::Open
        }
    }

    fn may_grow(&self) -> bool {
        self.base == 0
    }

    fn is_whole_without_records(&self) -> bool {
        self.is_closed
    }

    fn trim<'a>(&self, piece: &'a [u8]) -> &'a [u8] {
        let piece = piece.strip_prefix(b"\xef\xbb\xbf").unwrap_or(piece);
        let opens = |byte: u8| {
            byte.is_ascii_whitespace() || byte == b',' || (self.base == 1 && b"[]".contains(&byte))
        };
        let start = piece.iter().position(|byte| !opens(*byte)).unwrap_or(piece.len());
        let piece = piece[start..].trim_ascii_end();
        let piece = piece.strip_suffix(b",").unwrap_or(piece);
        // What is left behind the last element closes the list.
        let is_last = self.base == 1 && self.is_closed;
        let piece = if is_last { piece.strip_suffix(b"]").unwrap_or(piece) } else { piece };
        piece.trim_ascii_end()
    }
}

/// The rows of a table, in which a quoted value may hold line ends.
#[derive(Default)]
pub(crate) struct Rows {
    quoted: bool,
}

impl Cutter for Rows {
    fn end(&mut self, bytes: &[u8]) -> Option<usize> {
        for (at, byte) in bytes.iter().enumerate() {
            match byte {
                b'"' => self.quoted = !self.quoted,
                b'\n' if !self.quoted => return Some(at + 1),
                _ => {}
            }
        }
        None
    }

    fn ending(&self, rest: &[u8]) -> Ending {
        if self.quoted {
            Ending::Cut(Cut::OpenQuote)
        } else if self.trim(rest).is_empty() {
            Ending::Whole
        } else {
            Ending::Unended
        }
    }

    fn may_grow(&self) -> bool {
        true
    }

    fn is_whole_without_records(&self) -> bool {
        true
    }

    fn trim<'a>(&self, piece: &'a [u8]) -> &'a [u8] {
        let piece = piece.strip_prefix(b"\xef\xbb\xbf").unwrap_or(piece);
        let piece = piece.strip_suffix(b"\n").unwrap_or(piece);
        let piece = piece.strip_suffix(b"\r").unwrap_or(piece);
        if piece.trim_ascii().is_empty() { b"" } else { piece }
    }
}

/// The place of the first such byte. Blocks are compared without an early exit, so that many bytes
/// are compared in one step and cutting stays far cheaper than parsing.
fn position_of(wanted: u8, bytes: &[u8]) -> Option<usize> {
    let (blocks, rest) = bytes.as_chunks::<64>();
    let holds = |block: &[u8; 64]| {
        block.iter().fold(0, |found, byte| found | u8::from(*byte == wanted)) != 0
    };
    let (start, tail) = match blocks.iter().position(holds) {
        Some(block) => (block * 64, &blocks[block][..]),
        None => (blocks.len() * 64, rest),
    };
    tail.iter().position(|byte| *byte == wanted).map(|at| start + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The records of a text that arrives `step` bytes at a time.
    fn cut(mut cutter: impl Cutter, text: &str, step: usize) -> Vec<String> {
        let mut records = Vec::new();
        let mut piece = Vec::new();
        for mut bytes in text.as_bytes().chunks(step) {
            while let Some(end) = cutter.end(bytes) {
                piece.extend_from_slice(&bytes[..end]);
                records.push(String::from_utf8(cutter.trim(&piece).to_vec()).unwrap());
                piece.clear();
                bytes = &bytes[end..];
            }
            piece.extend_from_slice(bytes);
        }
        records.push(String::from_utf8(cutter.trim(&piece).to_vec()).unwrap());
        records.retain(|record| !record.is_empty());
        records
    }

    #[test]
    fn records_do_not_depend_on_how_the_bytes_arrive() {
        for step in [1, 2, 3, 100] {
            assert_eq!(cut(Lines, "a\r\n\n b\nc", step), ["a", "b", "c"]);
            let array = r#"[ {"a":"]}\"{"}, {"b":[1,{}]} ,3, "x,y" ]"#;
            let elements = [r#"{"a":"]}\"{"}"#, r#"{"b":[1,{}]}"#, "3", r#""x,y""#];
            assert_eq!(cut(Values::elements(), array, step), elements);
            assert_eq!(cut(Values::sequence(), "{\n}\n{\"a\":1}", step), ["{\n}", "{\"a\":1}"]);
            assert_eq!(
                cut(Rows::default(), "a,\"b\n\"\"c\"\r\n\nd\n", step),
                ["a,\"b\n\"\"c\"", "d"]
            );
        }
    }

    #[test]
    fn brackets_without_partners_are_survived() {
        assert_eq!(cut(Values::elements(), "]]}}[{}]", 3), ["}}[{}"]);
        assert_eq!(cut(Values::sequence(), "[", 1), ["["]);
    }
}
