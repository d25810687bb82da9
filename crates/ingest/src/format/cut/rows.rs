//! Cuts a table into its rows, and rows into fields, by quotation marks only where they quote.
//!
//! A field is quoted if it begins with a mark and the next single mark ends it: what follows that
//! is the next field or the next row (RFC 4180). Every other mark is a sign of the text: of inches,
//! of a quotation, or half of a pair that somebody forgot. A table in which a forgotten mark would
//! swallow row after row until the next one is read row by row.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::{Cutter, Ending, without_mark};
use crate::Cut;

/// The rows of a table, in which a quoted value may hold line ends.
pub(crate) struct Rows {
    delimiter: u8,
    line_end: u8,
    /// How many delimiters a row has, if that tells rows from text.
    usual: Option<usize>,
    /// Whether a backslash before a mark makes it a sign of the text.
    escapes: bool,
    is_escaped: bool,
    /// The first field of the row, as far as it was passed.
    opening: Opening,
    /// Whether the beginning of the record was dropped.
    is_within: bool,
    place: Place,
    quoted: Quoted,
}

/// Where in a row we are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Before the first sign of a field.
    Start,
    /// In a field that began without a mark.
    Bare,
    /// In a field that began with one.
    Quoted,
    /// Behind a mark in such a field, which ends it or is the first of two.
    Mark,
}

/// What is known of the field that began with a mark.
#[derive(Debug, Clone, Copy, Default)]
struct Quoted {
    /// Where the first line in it ends.
    first_end: Option<usize>,
    /// How many whole lines it has behind that.
    lines: usize,
    /// How many of them look like rows.
    rows: usize,
    /// How many of those have the ids that follow.
    sequel: usize,
    /// Whether one of those rows has an id that is far from the one before it.
    is_doubtful: bool,
    /// How many delimiters the current line has.
    delimiters: usize,
    /// Its first field.
    opening: Opening,
    /// That of the last line that looks like a row.
    last: Option<Opening>,
    /// Whether the ids rise or fall.
    direction: Option<Ordering>,
}

/// Longer first fields are no ids.
const ID_BYTES: usize = 40;

/// The first field of a line.
#[derive(Debug, Clone, Copy)]
struct Opening {
    bytes: [u8; ID_BYTES],
    length: usize,
    /// Whether nothing more belongs to it.
    is_whole: bool,
}

impl Default for Opening {
    fn default() -> Self {
        Self { bytes: [0; ID_BYTES], length: 0, is_whole: false }
    }
}

/// How the id of a row stands to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Step {
    /// Up or down; `None` for ids that are no numbers.
    direction: Option<Ordering>,
    /// Whether no number lies between them.
    is_near: bool,
}

impl Opening {
    fn pass(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.length) {
            *place = byte;
        }
        self.length += 1;
    }

    fn text(&self) -> &[u8] {
        let text = self.bytes[..self.length.min(ID_BYTES)].trim_ascii();
        text.strip_prefix(b"\"").and_then(|text| text.strip_suffix(b"\"")).unwrap_or(text)
    }

    /// Whether it looks like an id or a date: it has a digit and no space.
    fn is_id(&self) -> bool {
        let text = self.text();
        self.length <= ID_BYTES
            && text.iter().any(u8::is_ascii_digit)
            && !text.iter().any(u8::is_ascii_whitespace)
    }

    fn number(&self) -> Option<u64> {
        std::str::from_utf8(self.text()).ok()?.parse().ok()
    }

    /// Its signs, the letters and digits that stand together as one.
    fn shape(&self) -> impl Iterator<Item = u8> {
        let class = |byte: &u8| if byte.is_ascii_alphanumeric() { b'a' } else { *byte };
        let mut last = 0;
        let is_new = move |byte: &u8| std::mem::replace(&mut last, *byte) != *byte || *byte != b'a';
        self.text().iter().map(class).filter(is_new)
    }

    /// The step from the id of the row before to this one; `None` if this is no id of that kind.
    fn step(&self, before: &Self) -> Option<Step> {
        let (length, other) = (self.text().len(), before.text().len());
        if !self.is_id() || length.abs_diff(other) > 1 {
            return None;
        }
        match (self.number(), before.number()) {
            (Some(here), Some(there)) if here != there => {
                Some(Step { direction: Some(here.cmp(&there)), is_near: here.abs_diff(there) == 1 })
            }
            (None, None) if self.shape().eq(before.shape()) => {
                Some(Step { direction: None, is_near: true })
            }
            _ => None,
        }
    }
}

/// A quoted field with so many lines that look like rows, and hardly any that do not, is none.
const SWALLOWED_ROWS: usize = 3;
/// So many are enough before its end is seen.
const SURELY_SWALLOWED_ROWS: usize = 20;

impl Quoted {
    /// Whether its lines look like those of the table, though a mark closes it: a text may have
    /// such lines too, but not with the ids that follow.
    fn is_sequel(&self, fewest: usize) -> bool {
        self.sequel >= fewest && self.sequel * 10 >= self.lines * 9
    }

    /// Whether its lines look like those of the table.
    fn is_of_rows(&self, fewest: usize) -> bool {
        self.rows >= fewest && self.rows * 10 >= self.lines * 9
    }

    /// Whether the current line opens as a row of the table would behind the last one.
    fn step(&self, row: &Opening) -> Option<Step> {
        let step = self.opening.step(self.last.as_ref().unwrap_or(row))?;
        (self.direction.is_none() || self.direction == step.direction).then_some(step)
    }
}

impl Rows {
    /// The rows of a table of that many columns; 0 where that is not known yet.
    pub(crate) fn new(delimiter: u8, line_end: u8, columns: usize) -> Self {
        let usual = (columns > 2).then(|| columns - 1);
        Self {
            delimiter,
            line_end,
            usual,
            escapes: false,
            is_escaped: false,
            opening: Opening::default(),
            is_within: false,
            place: Place::Start,
            quoted: Quoted::default(),
        }
    }

    /// The same where a backslash before a mark makes it a sign of the text, as some databases
    /// write it.
    pub(crate) fn escaping(self, escapes: bool) -> Self {
        Self { escapes, ..self }
    }

    /// Takes a sign of a row. `Some` where the row ends: behind this sign, or further up.
    fn pass(&mut self, byte: u8, at: usize) -> Option<usize> {
        self.opening.is_whole |= byte == self.delimiter || byte == self.line_end;
        if !self.opening.is_whole {
            self.opening.pass(byte);
        }
        if std::mem::take(&mut self.is_escaped) {
            return None;
        }
        match self.place {
            Place::Quoted if self.escapes && byte == b'\\' => self.is_escaped = true,
            Place::Quoted if byte == b'"' => self.place = Place::Mark,
            Place::Quoted => return self.pass_quoted(byte, at),
            Place::Mark if byte == b'"' => self.place = Place::Quoted,
            Place::Mark if byte == self.delimiter || byte == self.line_end => {
                // Lines that open with the ids that follow are rows, few as they may be.
                let is_sure = self.opening.is_id() && !self.quoted.is_doubtful;
                let fewest = if is_sure { 1 } else { SWALLOWED_ROWS };
                let closes_row = self.quoted.lines == 0 && self.is_row_that_closes(byte);
                if self.quoted.is_sequel(fewest) || closes_row {
                    return self.quoted.first_end;
                }
                self.place = Place::Start;
                return (byte == self.line_end).then_some(at + 1);
            }
            Place::Mark if matches!(byte, b' ' | b'\r') => {}
            // Text goes on behind the mark: the field was never quoted.
            Place::Mark => {
                self.place = Place::Bare;
                return self.quoted.first_end;
            }
            Place::Start | Place::Bare if byte == self.line_end => return Some(at + 1),
            Place::Start | Place::Bare if byte == self.delimiter => self.place = Place::Start,
            Place::Start if byte == b'"' => {
                self.place = Place::Quoted;
                self.quoted = Quoted::default();
            }
            Place::Start if byte == b' ' => {}
            Place::Start | Place::Bare => self.place = Place::Bare,
        }
        None
    }

    /// Whether the line in which the field ends is a row of the table up to there: its last field,
    /// by what stood before it.
    fn is_row_that_closes(&self, byte: u8) -> bool {
        self.quoted.first_end.is_some()
            && byte == self.line_end
            && self.usual == Some(self.quoted.delimiters)
            && self.opening.is_id()
            && self.quoted.step(&self.opening).is_some_and(|step| step.is_near)
    }

    fn pass_quoted(&mut self, byte: u8, at: usize) -> Option<usize> {
        let quoted = &mut self.quoted;
        if byte == self.delimiter {
            quoted.delimiters += 1;
        } else if byte != self.line_end {
            if quoted.delimiters == 0 {
                quoted.opening.pass(byte);
            }
        } else {
            if quoted.first_end.is_none() {
                quoted.first_end = Some(at + 1);
            } else {
                quoted.lines += 1;
                let has_id = self.opening.is_id();
                if self.usual == Some(quoted.delimiters) {
                    let step = quoted.step(&self.opening);
                    if let Some(step) = step {
                        quoted.is_doubtful |= !step.is_near;
                        (quoted.last, quoted.direction) = (Some(quoted.opening), step.direction);
                    }
                    quoted.sequel += usize::from(step.is_some() || !has_id);
                    quoted.rows += usize::from(quoted.opening.is_id() || !has_id);
                }
            }
            (quoted.delimiters, quoted.opening) = (0, Opening::default());
            if quoted.is_of_rows(SURELY_SWALLOWED_ROWS) {
                return quoted.first_end;
            }
        }
        None
    }
}

impl Cutter for Rows {
    fn end(&mut self, piece: &[u8], seen: usize) -> Option<usize> {
        let is_first = seen == 0 && !std::mem::take(&mut self.is_within);
        if is_first {
            (self.place, self.quoted) = (Place::Start, Quoted::default());
            (self.opening, self.is_escaped) = (Opening::default(), false);
        }
        // The mark of the byte order is no sign of the first field.
        let start = if is_first { piece.len() - without_mark(piece).len() } else { seen };
        (start..piece.len()).find_map(|at| self.pass(piece[at], at))
    }

    fn end_of_last(&mut self, _piece: &[u8]) -> Option<usize> {
        let is_open = self.place == Place::Quoted && self.quoted.is_of_rows(1);
        let end = self.quoted.first_end.filter(|_| is_open);
        if end.is_some() {
            self.place = Place::Start;
        }
        end
    }

    fn forget(&mut self) {
        (self.place, self.quoted) = (Place::Bare, Quoted::default());
        self.is_within = true;
    }

    fn ending(&self, rest: &[u8]) -> Ending {
        if self.place == Place::Quoted {
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
        let piece = without_mark(piece);
        let piece = piece.strip_suffix(&[self.line_end]).unwrap_or(piece);
        let piece = piece.strip_suffix(b"\r").unwrap_or(piece);
        if piece.trim_ascii().is_empty() { b"" } else { piece }
    }
}

/// One field of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field<'r> {
    pub(crate) text: Cow<'r, str>,
    /// Whether marks stand around it.
    pub(crate) is_quoted: bool,
    /// Whether it begins with a mark that nothing ends.
    pub(crate) is_half_quoted: bool,
}

/// The fields of a row, from left to right.
pub(crate) fn fields(row: &str, delimiter: char, escapes: bool) -> impl Iterator<Item = Field<'_>> {
    let mut rest = Some(row);
    std::iter::from_fn(move || {
        let row = rest?;
        let (field, after) = if let Some((text, after)) = quoted(row, delimiter, escapes) {
            (Field { text, is_quoted: true, is_half_quoted: false }, after)
        } else {
            let (text, after) = match row.split_once(delimiter) {
                Some((text, after)) => (text, Some(after)),
                None => (row, None),
            };
            let opening = text.trim_start_matches(' ');
            let is_half_quoted = opening.starts_with('"')
                && opening.matches('"').count() % 2 == 1
                && !opening[1..].ends_with('"');
            (Field { text: Cow::Borrowed(text), is_quoted: false, is_half_quoted }, after)
        };
        rest = after;
        Some(field)
    })
}

/// The quoted field at the start of a row, and what follows it; `None` if it is not quoted.
fn quoted(row: &str, delimiter: char, escapes: bool) -> Option<(Cow<'_, str>, Option<&str>)> {
    let inside = row.trim_start_matches(' ').strip_prefix('"')?;
    let mut end = 0;
    let (mut has_doubled, mut has_escaped) = (false, false);
    loop {
        end += inside[end..].find(|c| c == '"' || escapes && c == '\\')?;
        if inside[end..].starts_with('\\') {
            has_escaped = true;
            end += 1 + inside[end + 1..].chars().next()?.len_utf8();
        } else if inside[end + 1..].starts_with('"') {
            has_doubled = true;
            end += 2;
        } else {
            break;
        }
    }
    let behind = inside[end + 1..].trim_start_matches([' ', '\r']);
    let after = match behind.strip_prefix(delimiter) {
        Some(after) => Some(after),
        None if behind.is_empty() => None,
        None => return None,
    };
    let text = &inside[..end];
    let mut text = Cow::Borrowed(text);
    if has_doubled {
        text = Cow::Owned(text.replace("\"\"", "\""));
    }
    if has_escaped {
        text = Cow::Owned(text.replace("\\\"", "\"").replace("\\\\", "\\"));
    }
    Some((text, after))
}

#[cfg(test)]
mod tests {
    use super::super::cut;
    use super::*;

    fn rows(text: &str, columns: usize) -> Vec<Vec<String>> {
        let all: Vec<Vec<String>> = [1, 2, 3, 7, 10_000]
            .map(|step| cut(Rows::new(b',', b'\n', columns), text, step))
            .into();
        assert!(all.windows(2).all(|two| two[0] == two[1]), "{all:?}");
        let values =
            |row: &String| fields(row, ',', false).map(|field| field.text.into_owned()).collect();
        all[0].iter().map(values).collect()
    }

    #[test]
    fn proper_quoting_stays_proper() {
        let text = "\u{feff}a,\"b\n\"\"c\"\r\n\nd,\"x,y\" ,\"\"\n\"one\n1,2,3\ntwo\",2,3\n";
        let expected: [&[&str]; 3] =
            [&["a", "b\n\"c"], &["d", "x,y", ""], &["one\n1,2,3\ntwo", "2", "3"]];
        assert_eq!(rows(text, 3), expected);
    }

    #[test]
    fn a_mark_inside_a_field_quotes_nothing() {
        let text =
            "1,A 24\" pipe,x\n2,\"Not one\" they say,\"\"\"Four,\"\" he says\"\n3,\",z\n4,b,c\n";
        let expected: [&[&str]; 4] = [
            &["1", "A 24\" pipe", "x"],
            &["2", "\"Not one\" they say", "\"Four,\" he says"],
            &["3", "\"", "z"],
            &["4", "b", "c"],
        ];
        let found = rows(text, 3);
        assert_eq!(found[..2], expected[..2]);
        assert_eq!(found.len(), 4, "{found:?}");
    }

    #[test]
    fn a_forgotten_mark_swallows_no_rows() {
        let many = "7,t,b\n".repeat(50);
        for text in [
            format!("x,\"We stay,b\n{many}"),
            format!("x,\"We stay,b\n{many}y,t,24\"\n"),
            format!("x,\"We stay,b\n{many}y,\"t, t\",b\n"),
            format!("x,\"We stay,b\n{many}y,t,\"quoted\"\n"),
            "x,\"We stay,b\n1,2,3\n4,5,6\n".to_owned(),
        ] {
            let found = rows(&text, 3);
            assert_eq!(found.len(), text.lines().count(), "{text}");
            assert_eq!(found[0], ["x", "\"We stay", "b"]);
        }
        let half: Vec<Field<'_>> = fields("x,\"We stay,b", ',', false).collect();
        assert!(half[1].is_half_quoted && !half[0].is_half_quoted);
    }

    #[test]
    fn a_forgotten_mark_swallows_not_even_one_row_that_opens_with_an_id() {
        let text = "id5,A title,\"Ten, he said\nid6,Another,\"quoted\"\nid7,Third,x\n";
        let found = rows(text, 3);
        assert_eq!(found.len(), 3, "{found:?}");
        let text = "5,t,\"Ten of them\n6,Another,It \"ends\"\n7,Third,x\n";
        assert_eq!(rows(text, 3).len(), 3);
        // A line of prose with as many commas is none.
        let text = "5,t,\"The first line\nIn May, he said, nobody came\nThe end\"\n6,u,x\n";
        assert_eq!(rows(text, 3).len(), 2);
    }

    #[test]
    fn lines_of_a_text_that_open_with_a_number_are_no_rows() {
        for text in [
            "1,T,\"Temperatures on Friday:\n31°C, Ruma, sunny\"\n2,u,x\n",
            "1,T,\"Results:\n1,Ana,12\n2,Bo,11\n3,Vid,9\nThe end\"\n2,u,x\n",
            "2,T,\"Results:\n1,Ana,12\n2,Bo,11\n3,Vid,9\"\n3,u,x\n",
            "1,T,\"Years:\n2023,ferry,12\n2024,ferry,14\n2025,ferry,15\nall\"\n2,u,x\n",
            "1,T,\"It went, he said,\n30.05., Ruma, Sava\"\n2,u,x\n",
            "2024 was,\"a\n5,b,c\n\",x\n1,a,b\n",
        ] {
            assert_eq!(rows(text, 3).len(), 2, "{text}");
        }
        let text = "1001,t,\"We stay\n1040,u,x\n1077,v,24\n1099,v,24\n1100,w,7\"\n1180,x,y\n";
        assert_eq!(rows(text, 3).len(), 6);
        let text = "41,t,\"We stay\n42,u,24\"\n43,x,y\n";
        assert_eq!(rows(text, 3).len(), 3);
    }

    #[test]
    fn a_backslash_escapes_a_mark_where_the_table_has_it() {
        let text = "1,\"He said \\\"no, never\\\" and left\",x\n2,b,c\n";
        let cutter = || Rows::new(b',', b'\n', 3).escaping(true);
        for step in [1, 3, 100] {
            let rows = cut(cutter(), text, step);
            assert_eq!(rows.len(), 2);
            let fields: Vec<_> = fields(&rows[0], ',', true).map(|field| field.text).collect();
            assert_eq!(fields, ["1", "He said \"no, never\" and left", "x"]);
        }
    }

    #[test]
    fn a_text_that_was_cut_is_no_forgotten_mark() {
        let mut cutter = Rows::new(b',', b'\n', 3);
        let text = b"1,2,\"The first line\nand the second one\n";
        assert_eq!(cutter.end(text, 0), None);
        assert_eq!(cutter.end_of_last(text), None);
        assert!(matches!(cutter.ending(text), Ending::Cut(Cut::OpenQuote)));
    }
}
