//! Reads tables: a row of column names, then one article a row.

use std::borrow::Cow;

use super::allowance::VALUES_LIMIT;
use super::cut::{Cutter, Rows, fields, first_records, line_end};
use super::record::Record;
use super::value::Value;
use super::{Context, Draft, Field, Format, Heading, KeyMap, allowance, html};
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

    fn cutter(&self, head: &[u8], _keys: &KeyMap) -> Option<Box<dyn Cutter>> {
        let Heading { columns, delimiter, .. } = heading(head, "");
        let delimiter = u8::try_from(delimiter).ok()?;
        Some(Box::new(Rows::new(delimiter, line_end(head), columns.len())))
    }

    fn heading(&self, head: &[u8], name: &str) -> Heading {
        heading(head, name)
    }

    fn has_keys(&self) -> bool {
        true
    }

    fn parsing_bytes(&self, record: &[u8]) -> usize {
        allowance::at_a_glance(record)
    }

    fn read(&self, record: &[u8], context: &Context<'_>) -> Result<Draft, SkipReason> {
        let Heading { columns, delimiter, .. } = context.heading;
        if !names_text(columns, context) {
            let found = columns.join(", ").chars().take(80).collect();
            return Err(SkipReason::NoTextColumn { found });
        }
        let text = clean::encoding::decode(record, None);
        let mut draft = Record::new(context);
        let mut is_half_quoted = false;
        // No heading names so many columns: it lies within the beginning of the file.
        for (at, field) in fields(&text, *delimiter).enumerate() {
            if at == VALUES_LIMIT {
                draft.is_cut();
                break;
            }
            is_half_quoted |= field.is_half_quoted;
            let key = match columns.get(at) {
                Some(column) if !column.is_empty() => Cow::Borrowed(column.as_str()),
                _ => Cow::Owned(format!("column {}", at + 1)),
            };
            draft.insert(key, Value::Text(field.text));
        }
        if is_half_quoted {
            draft.remark(SkipReason::HalfQuoted);
        }
        Ok(html::of_record(draft.into_draft(), context.order))
    }
}

fn names_text(columns: &[String], context: &Context<'_>) -> bool {
    columns.iter().any(|column| {
        context.body_key == Some(column)
            || matches!(context.keys.field(column), Some((Field::Title | Field::Body, _)))
    })
}

/// What the rows of a table with this beginning have in common. Spreadsheets may say what stands
/// between columns on a line of its own: `sep=;`.
fn heading(head: &[u8], name: &str) -> Heading {
    let end = line_end(head);
    // A delimiter that no line has leaves lines whole.
    let mut lines = Rows::new(b'\0', end, 0);
    let first = first_records(&mut lines, head, 2);
    let said = first.first().and_then(|line| line.strip_prefix(b"sep="));
    if let Some([delimiter]) = said {
        let delimiter = char::from(*delimiter);
        let columns = first.get(1).map(|row| columns(row, delimiter)).unwrap_or_default();
        return Heading { columns, delimiter, records: 2 };
    }
    // The names may be all that there is.
    let row = first.first().copied().unwrap_or_else(|| lines.trim(head).trim_ascii());
    let delimiter = delimiter(row, name);
    Heading { columns: columns(row, delimiter), delimiter, records: 1 }
}

fn columns(row: &[u8], delimiter: char) -> Vec<String> {
    let row = clean::encoding::decode(row, None);
    fields(&row, delimiter).map(|field| field.text.trim().to_owned()).take(VALUES_LIMIT).collect()
}

/// The delimiter that the first row holds most of outside quotes; the first of equals. The name
/// decides for a table of one column.
fn delimiter(first_row: &[u8], name: &str) -> char {
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
        Some(at) => char::from(CANDIDATES[at]),
        None if ["tsv", "tab"].iter().any(|extension| name.ends_with(extension)) => '\t',
        None => ',',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heading_of_a_table_says_what_parts_its_columns() {
        let of = |text: &str, name| {
            let Heading { columns, delimiter, records } = heading(text.as_bytes(), name);
            (columns.join("+"), delimiter, records)
        };
        let is = |columns: &str, delimiter, records| (columns.to_owned(), delimiter, records);
        assert_eq!(of("id,title\n1,a;b;c\n", "a.csv"), is("id+title", ',', 1));
        assert_eq!(of("\u{feff}sep=;\r\nid;title\r\n1;a\r\n", "a.csv"), is("id+title", ';', 2));
        assert_eq!(of("id\ttitle, long\n", "a.csv"), is("id+title, long", '\t', 1));
        assert_eq!(of("id|title\r1|a\r", "a.csv"), is("id+title", '|', 1));
        assert_eq!(of("\n\n\"title\"", "a.tsv"), is("title", '\t', 1));
        assert_eq!(of("", "a.csv"), is("", ',', 1));
    }
}
