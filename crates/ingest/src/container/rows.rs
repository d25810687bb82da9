//! Gives the rows of a table as CSV (RFC 4180), one at a time.

use std::io::{self, Read};

/// The rows that come out of `next` as they are wanted. Every cell is quoted, so that nothing of
/// it is taken for the end of a row; a row without anything is passed over.
pub(super) struct Rows<F> {
    next: F,
    line: Vec<u8>,
    /// How much of the line was read.
    done: usize,
}

impl<F: FnMut() -> io::Result<Option<Vec<String>>>> Rows<F> {
    pub(super) fn new(next: F) -> Self {
        Self { next, line: Vec::new(), done: 0 }
    }

    /// Makes the next line; `false` at the end.
    fn advance(&mut self) -> io::Result<bool> {
        self.line.clear();
        self.done = 0;
        while let Some(row) = (self.next)()? {
            if row.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            for (at, cell) in row.iter().enumerate() {
                if at > 0 {
                    self.line.push(b',');
                }
                self.line.push(b'"');
                self.line.extend_from_slice(cell.replace('"', "\"\"").as_bytes());
                self.line.push(b'"');
            }
            self.line.extend_from_slice(b"\r\n");
            return Ok(true);
        }
        Ok(false)
    }
}

impl<F: FnMut() -> io::Result<Option<Vec<String>>>> Read for Rows<F> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.done == self.line.len() && !self.advance()? {
            return Ok(0);
        }
        let count = (&self.line[self.done..]).read(buffer)?;
        self.done += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_read_as_csv_and_empty_ones_do_not() {
        let rows = [vec!["id", "text"], vec!["", " "], vec!["1", "a \"b\",\nc"]];
        let mut rows = rows.map(|row| row.into_iter().map(str::to_owned).collect()).into_iter();
        let mut text = String::new();
        Rows::new(|| Ok(rows.next())).read_to_string(&mut text).unwrap();
        assert_eq!(text, "\"id\",\"text\"\r\n\"1\",\"a \"\"b\"\",\nc\"\r\n");
    }
}
