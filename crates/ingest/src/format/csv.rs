//! Reads tables: a row of column names, then one article a row.

use std::borrow::Cow;

use super::allowance::VALUES_LIMIT;
use super::cut::{Cutter, Rows};
use super::record::Record;
use super::value::Value;
use super::{Context, Draft, Field, Format, Heading, KeyMap, allowance};
use crate::SkipReason;
use crate::clean;

/// Comma-separated values, and those separated by semicolons, tabs or bars.
pub(crate) struct Csv;

impl Format for Csv {
    fn extensions(&self) -> &'static [&'static str] {
        &["csv", "tsv", "tab", "psv"]
    }

    fn opens_with(&self, _text: &str, _name: &str) -> bool {
        false
    }

    fn cutter(&self, _head: &[u8]) -> Option<Box<dyn Cutter>> {
        Some(Box::new(Rows::default()))
    }

    fn heading(&self, head: &[u8], name: &str) -> Result<Heading, SkipReason> {
        let mut cutter = Rows::default();
        let mut rest = head;
        let mut first = cutter.trim(rest);
        while let Some(end) = cutter.end(rest) {
            first = cutter.trim(&rest[..end]);
            rest = &rest[end..];
            if !first.is_empty() {
                break;
            }
        }
        let delimiter = delimiter(first, name);
        let row = row(first, delimiter)?;
        let columns: Vec<String> = row.iter().map(|name| name.trim().to_owned()).collect();
        Ok(Heading { columns, delimiter, records: 1 })
    }

    fn parsing_bytes(&self, record: &[u8]) -> usize {
        allowance::at_a_glance(record)
    }

    fn read(&self, record: &[u8], context: &Context<'_>) -> Result<Draft, SkipReason> {
        let Heading { columns, delimiter, .. } = context.heading;
        if !names_text(columns, context.keys) {
            let found = columns.join(", ").chars().take(80).collect();
            return Err(SkipReason::NoTextColumn { found });
        }
        let mut draft = Record::new(context.keys);
        let kept = beginning(record, *delimiter);
        if kept.len() < record.len() {
            draft.is_cut();
        }
        let row = row(kept, *delimiter)?;
        for (at, value) in row.iter().enumerate() {
            let key = match columns.get(at) {
                Some(column) if !column.is_empty() => Cow::Borrowed(column.as_str()),
                _ => Cow::Owned(format!("column {}", at + 1)),
            };
            draft.insert(key, Value::Text(Cow::Borrowed(value)));
        }
        draft.into_draft()
    }
}

fn names_text(columns: &[String], keys: &KeyMap) -> bool {
    columns.iter().any(|column| matches!(keys.field(column), Some((Field::Title | Field::Body, _))))
}

/// The delimiter that the first row holds most of outside quotes; the first of equals. The name
/// decides for a table of one column.
fn delimiter(first_row: &[u8], name: &str) -> u8 {
    const CANDIDATES: [u8; 4] = *b"\t,;|";
    let mut counts = [0_usize; CANDIDATES.len()];
    let mut quoted = false;
    for byte in first_row {
        quoted ^= *byte == b'"';
        if let (false, Some(at)) =
            (quoted, CANDIDATES.iter().position(|candidate| candidate == byte))
        {
            counts[at] += 1;
        }
    }
    let most = counts.iter().copied().max().unwrap_or(0);
    match counts.iter().position(|count| *count == most && most > 0) {
        Some(at) => CANDIDATES[at],
        None if ["tsv", "tab"].iter().any(|extension| name.ends_with(extension)) => b'\t',
        None => b',',
    }
}

/// A row without the columns that are more than are kept of one. No heading names so many: it lies
/// within the beginning of the file.
fn beginning(record: &[u8], delimiter: u8) -> &[u8] {
    let (mut columns, mut quoted) = (1, false);
    for (at, byte) in record.iter().enumerate() {
        quoted ^= *byte == b'"';
        if *byte == delimiter && !quoted {
            columns += 1;
            if columns > VALUES_LIMIT {
                return &record[..at];
            }
        }
    }
    record
}

/// The values of one row.
fn row(record: &[u8], delimiter: u8) -> Result<csv::StringRecord, SkipReason> {
    let text = clean::encoding::decode(record, None);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut row = csv::StringRecord::with_capacity(text.len(), 0);
    reader.read_record(&mut row).map_err(|source| SkipReason::InvalidRow { source })?;
    Ok(row)
}
