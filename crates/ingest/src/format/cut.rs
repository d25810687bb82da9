//! Cuts a stream of bytes into records while it is read, in one pass and without looking back.

/// Finds the ends of records. It is fed every byte once and keeps the little that it must know.
pub(crate) trait Cutter: Send {
    /// The bytes that follow those seen so far: returns how many of them still belong to the
    /// current record, or `None` if all do and the record goes on. After an end, the next call
    /// starts behind it.
    fn end(&mut self, bytes: &[u8]) -> Option<usize>;

    /// The record itself, without what separates it from its neighbours; empty if there is none.
    fn trim<'a>(&self, piece: &'a [u8]) -> &'a [u8];
}

/// One record a line.
pub(crate) struct Lines;

impl Cutter for Lines {
    fn end(&mut self, bytes: &[u8]) -> Option<usize> {
        position_of(b'\n', bytes).map(|at| at + 1)
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
}

impl Values {
    /// The elements of an array.
    pub(crate) fn elements() -> Self {
        Self { base: 1, depth: 0, in_string: false, escaped: false }
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
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
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

    fn trim<'a>(&self, piece: &'a [u8]) -> &'a [u8] {
        let piece = piece.strip_prefix(b"\xef\xbb\xbf").unwrap_or(piece);
        let piece = piece.trim_ascii();
        let inside = if self.base == 1 { piece.strip_prefix(b"[") } else { None };
        let inside = inside.unwrap_or(piece);
        let separates = |byte: &u8| byte.is_ascii_whitespace() || *byte == b',';
        let Some(start) = inside.iter().position(|byte| !separates(byte)) else {
            // An array that ends before its first element is cut short.
            return if inside.len() < piece.len() { piece } else { b"" };
        };
        let piece = &inside[start..];
        let piece = piece.strip_suffix(b",").unwrap_or(piece);
        // What is left behind the last element closes the array.
        if piece == b"]" { b"" } else { piece }
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
            let elements = [r#"{"a":"]}\"{"}"#, r#"{"b":[1,{}]}"#, "3", r#""x,y" ]"#];
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
        assert_eq!(cut(Values::elements(), "]]}}[{}]", 3), ["]]}}[{}"]);
        assert_eq!(cut(Values::sequence(), "[", 1), ["["]);
    }
}
