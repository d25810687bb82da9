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
        let Heading { columns, delimiter, escapes, .. } = heading(head, "");
        let delimiter = u8::try_from(delimiter).ok()?;
        let rows = Rows::new(delimiter, line_end(head), columns.len());
        Some(Box::new(rows.escaping(escapes)))
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
        let Heading { columns, delimiter, escapes, .. } = context.heading;
        if !names_text(columns, context) {
            let found = columns.join(", ").chars().take(80).collect();
            return Err(SkipReason::NoTextColumn { found });
        }
        let text = clean::encoding::decode(record, None);
        let mut draft = Record::new(context);
        let (mut is_half_quoted, mut end_is_quoted) = (false, false);
        let mut values: Vec<Cow<'_, str>> = Vec::new();
        for field in fields(&text, *delimiter, *escapes) {
            if values.len() == VALUES_LIMIT {
                draft.is_cut();
                break;
            }
            is_half_quoted |= field.is_half_quoted;
            end_is_quoted |= field.is_quoted && values.len() + 1 >= columns.len();
            values.push(field.text);
        }
        if values.len() > columns.len() {
            // A text that was not quoted falls apart at its commas.
            let ends_with_text = columns.last().is_some_and(|last| is_text(last, context));
            let surplus = values.split_off(columns.len());
            if ends_with_text
                && !end_is_quoted
                && surplus.iter().any(|piece| goes_on(piece))
                && let Some(last) = values.last_mut()
            {
                for piece in &surplus {
                    let last = last.to_mut();
                    last.push(*delimiter);
                    last.push_str(piece);
                }
            } else {
                if surplus.iter().any(|value| !value.trim().is_empty()) {
                    let (found, columns) = (values.len() + surplus.len(), columns.len());
                    draft.remark(SkipReason::WideRow { found, columns });
                }
                values.extend(surplus);
            }
        }
        for (at, value) in values.into_iter().enumerate() {
            let key = match columns.get(at) {
                Some(column) if !column.is_empty() => Cow::Borrowed(column.as_str()),
                _ => Cow::Owned(format!("column {}", at + 1)),
            };
            draft.insert(key, Value::Text(value));
        }
        if is_half_quoted {
            draft.remark(SkipReason::HalfQuoted);
        }
        Ok(html::of_record(draft.into_draft(), context.order))
    }
}

/// Whether a piece behind a delimiter goes on with a text: `runs, they say` and `1,5 million`.
fn goes_on(piece: &str) -> bool {
    let is_number = piece.starts_with(|c: char| c.is_ascii_digit());
    let trimmed = piece.trim();
    piece.starts_with(' ') && !trimmed.is_empty() || is_number && trimmed.contains(' ')
}

/// Whether a column is that of the texts.
fn is_text(column: &str, context: &Context<'_>) -> bool {
    context.body_key == Some(column) || matches!(context.keys.field(column), Some((Field::Body, _)))
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
    // A mark or a backslash parts nothing.
    let parts = |byte: &u8| byte.is_ascii_punctuation() && !b"\"\\".contains(byte);
    if let Some([delimiter]) =
        said.filter(|said| said.iter().all(|byte| *byte == b'\t' || parts(byte)))
    {
        let delimiter = char::from(*delimiter);
        let columns = first.get(1).map(|row| columns(row, delimiter)).unwrap_or_default();
        return Heading {
            columns,
            delimiter,
            escapes: escapes(head),
            records: 2,
            ..Heading::default()
        };
    }
    // The names may be all that there is.
    let row = first.first().copied().unwrap_or_else(|| lines.trim(head).trim_ascii());
    let delimiter = delimiter(row, name);
    let columns = columns(row, delimiter);
    Heading { columns, delimiter, escapes: escapes(head), records: 1, ..Heading::default() }
}

/// Whether marks in quoted fields are escaped by a backslash, as some databases write them, and not
/// doubled as the standard has it.
fn escapes(head: &[u8]) -> bool {
    // Two marks before a delimiter are an empty field.
    let is_inside = |byte: u8| !b"\t,;|\r\n".contains(&byte);
    let pairs = |first: u8| {
        let pairs = head.windows(3).filter(move |three| three[..2] == [first, b'"']);
        pairs.filter(|three| is_inside(three[2])).count()
    };
    pairs(b'\\') > 1 && pairs(b'\\') > pairs(b'"')
}

fn columns(row: &[u8], delimiter: char) -> Vec<String> {
    let row = clean::encoding::decode(row, None);
    fields(&row, delimiter, false)
        .map(|field| field.text.trim().to_owned())
        .take(VALUES_LIMIT)
        .collect()
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
            let Heading { columns, delimiter, records, .. } = heading(text.as_bytes(), name);
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
