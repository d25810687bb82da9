//! Writes hits as rows of CSV (RFC 4180).
//!
//! Cells hold text from strangers, and tables are opened in spreadsheets: a cell that begins like
//! a formula gets an apostrophe in front, and control characters and line breaks are taken out.
//! JSON Lines give every text exactly.

use std::io::Write;

use backfile::Hit;
use backfile::fields::{FieldKind, OwnFields};

use crate::terminal;

/// The columns of every hit.
const COLUMNS: [&str; 12] = [
    "rank",
    "id",
    "source_id",
    "title",
    "date",
    "date_precision",
    "source",
    "author",
    "lang",
    "url",
    "path",
    "score",
];

/// The names of the columns of a hit: those of every hit, and the fields of the archive's own.
pub(crate) fn columns(own: &OwnFields) -> impl Iterator<Item = String> {
    COLUMNS.into_iter().map(str::to_owned).chain(own.iter().map(|(name, _)| name.into()))
}

/// The cells of a hit, in the order of [`columns`].
pub(crate) fn cells(hit: &Hit, own: &OwnFields) -> impl Iterator<Item = String> {
    let text = |value: &Option<String>| cell(value.as_deref().unwrap_or_default());
    let of_every_hit: [String; COLUMNS.len()] = [
        hit.rank.to_string(),
        hit.id.to_string(),
        text(&hit.source_id),
        text(&hit.title),
        hit.date.map(|date| date.to_string()).unwrap_or_default(),
        hit.date.map(|date| date.precision().name()).unwrap_or_default().to_owned(),
        text(&hit.source),
        cell(&hit.authors.join("; ")),
        hit.language.code().to_owned(),
        text(&hit.url),
        cell(&hit.path.as_ref().map(ToString::to_string).unwrap_or_default()),
        hit.score.to_string(),
    ];
    let values = own.iter().map(|(name, field)| {
        let values = hit.fields.get(&name).map(Vec::as_slice).unwrap_or_default();
        let text = values.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        // The sign of a number is none of a formula.
        if field.kind == FieldKind::Number { text } else { cell(&text) }
    });
    of_every_hit.into_iter().chain(values)
}

/// A text as a cell that no spreadsheet takes for a formula.
pub(crate) fn cell(text: &str) -> String {
    let text = terminal::line(text);
    // A spreadsheet may look behind leading spaces.
    let is_formula = text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if is_formula { format!("'{text}") } else { text.into_owned() }
}

/// A table that is written row by row.
pub(crate) fn writer<W: Write>(out: W) -> csv::Writer<W> {
    csv::WriterBuilder::new().flexible(false).from_writer(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_no_formula_and_has_no_control_characters() {
        assert_eq!(cell("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(cell("\t@SUM"), "' @SUM");
        assert_eq!(cell("a\u{1b}[2Jb\nc"), "a\u{fffd}[2Jb c");
        assert_eq!(cell("5 = 5"), "5 = 5");
    }
}
