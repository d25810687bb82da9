//! Reads the queries of a file one by one.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use anyhow::Context as _;

/// A line of the file.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) id: String,
    pub(super) query: String,
}

/// A longer line is a mistake, and is not read into memory.
const LONGEST_LINE_BYTES: u64 = 1 << 20;

/// The queries of a file, read as they are needed.
pub(super) struct Lines {
    reader: Box<dyn BufRead + Send>,
    name: String,
    number: u64,
}

impl Lines {
    pub(super) fn open(path: &Path) -> anyhow::Result<Self> {
        let name = path.display().to_string();
        let reader: Box<dyn BufRead + Send> = if path.as_os_str() == "-" {
            Box::new(BufReader::new(io::stdin()))
        } else {
            let file = File::open(path).with_context(|| format!("cannot read `{name}`"))?;
            Box::new(BufReader::new(file))
        };
        Ok(Self { reader, name, number: 0 })
    }

    /// The next query; `None` at the end.
    pub(super) fn next(&mut self) -> anyhow::Result<Option<Line>> {
        loop {
            let mut bytes = Vec::new();
            let mut limited = io::Read::take(&mut self.reader, LONGEST_LINE_BYTES);
            let read = limited.read_until(b'\n', &mut bytes);
            if read.with_context(|| format!("cannot read `{}`", self.name))? == 0 {
                return Ok(None);
            }
            self.number += 1;
            if bytes.len() as u64 == LONGEST_LINE_BYTES && bytes.last() != Some(&b'\n') {
                anyhow::bail!(
                    "line {} of `{}` is longer than a query can be",
                    self.number,
                    self.name
                );
            }
            let text = String::from_utf8_lossy(&bytes);
            let text = text.trim_end_matches(['\n', '\r']);
            let text = if self.number == 1 { text.trim_start_matches('\u{feff}') } else { text };
            let (id, query) = match text.split_once('\t') {
                Some((id, query)) => (id.trim().to_owned(), query),
                None => (String::new(), text),
            };
            if query.trim().is_empty() {
                continue;
            }
            let id = if id.is_empty() { self.number.to_string() } else { id };
            return Ok(Some(Line { id, query: query.to_owned() }));
        }
    }
}
