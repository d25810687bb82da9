//! Workbooks (Office Open XML, ISO/IEC 29500): each sheet is a table, whose first row has the names
//! of its columns.

use std::io::{self, Read};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, ExcelDateTime, Reader as _, SheetType, Xlsx, XlsxError};
use zip::ZipArchive;

use super::rows::Rows;
use super::{Each, End, Part, PartKind, Seekable, damaged, name};
use crate::SkipReason;
use crate::compression::Guarded;
use crate::detect::Container;
use crate::format::Csv;

/// What is read of a workbook before its sheets, above all its texts, is held in memory, and
/// unpacks to at most so much.
const HELD_LIMIT_BYTES: u64 = 64 << 20;
/// A sheet has so many columns.
const COLUMNS: u32 = 1 << 14;
/// The folder of the sheets, which are read cell by cell.
const SHEETS: &str = "xl/worksheets/";

/// Hands over the sheets of a workbook.
pub(super) fn each_part(reader: io::Result<Box<dyn Seekable>>, each: Each<'_>) -> End {
    let failed = |parts, error| match error {
        Failure::TooLong => {
            ControlFlow::Continue(Err(SkipReason::TooLong { limit_bytes: HELD_LIMIT_BYTES }))
        }
        Failure::Damaged(error) => {
            ControlFlow::Continue(Err(damaged(Container::Workbook, parts, error)))
        }
    };
    let mut workbook = match reader.map_err(Failure::Damaged).and_then(open) {
        Ok(workbook) => workbook,
        Err(error) => return failed(0, error),
    };
    let sheets = workbook.sheets_metadata().iter();
    // Others are charts and programs.
    let sheets = sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let sheets: Vec<String> = sheets.map(|sheet| sheet.name.clone()).collect();
    for (at, sheet) in sheets.into_iter().enumerate() {
        let number = at as u64 + 1;
        let cells = guarded(|| workbook.worksheet_cells_reader(&sheet));
        let mut cells = match cells {
            Ok(cells) => cells,
            Err(error) => return failed(number, error),
        };
        let (mut row, mut is_over) = (Row::default(), false);
        let mut next = move || -> io::Result<Option<Vec<String>>> {
            while !is_over {
                let Some(cell) = cells.next_cell().map_err(io::Error::other)? else {
                    is_over = true;
                    break;
                };
                let (at, column) = cell.get_position();
                if column >= COLUMNS {
                    return Err(io::Error::other("a cell lies beyond the last column"));
                }
                let full = row.put(at, column as usize, text(cell.get_value()));
                if full.is_some() {
                    return Ok(full);
                }
            }
            Ok(row.end())
        };
        // New workbooks have sheets with nothing in them.
        let first = catch_unwind(AssertUnwindSafe(&mut next));
        let first = first.unwrap_or_else(|_| Err(io::Error::other("it cannot be decoded")));
        if matches!(first, Ok(None)) {
            continue;
        }
        let mut first = Some(first);
        let rows = move || first.take().unwrap_or_else(&mut next);
        each(Part {
            name: name::path(sheet.as_bytes(), number),
            kind: PartKind::File,
            // Nothing says how long it is as text.
            size: 0,
            content: None,
            format: Some(&Csv),
            open: Box::new(|| Ok(Box::new(Guarded::new(Rows::new(rows))))),
        })?;
    }
    ControlFlow::Continue(Ok(()))
}

/// Why a workbook cannot be opened.
enum Failure {
    TooLong,
    Damaged(io::Error),
}

fn open(reader: Box<dyn Seekable>) -> Result<Xlsx<Box<dyn Seekable>>, Failure> {
    let broken = |error: zip::result::ZipError| Failure::Damaged(io::Error::other(error));
    let checked = catch_unwind(AssertUnwindSafe(|| {
        let mut zip = ZipArchive::new(reader).map_err(broken)?;
        let mut left = HELD_LIMIT_BYTES;
        for at in 0..zip.len() {
            let file = zip.by_index(at).map_err(broken)?;
            let is_sheet = file.name().is_ok_and(|name| name.starts_with(SHEETS));
            if !is_sheet {
                let read = io::copy(&mut file.take(left + 1), &mut io::sink());
                let read = read.map_err(Failure::Damaged)?;
                left = left.checked_sub(read).ok_or(Failure::TooLong)?;
            }
        }
        Ok(zip.into_inner())
    }));
    let mut reader = checked.unwrap_or_else(|_| Err(undecodable()))?;
    reader.rewind().map_err(Failure::Damaged)?;
    guarded(|| Xlsx::new(reader))
}

/// What the library reads of bytes that strangers made.
fn guarded<T>(read: impl FnOnce() -> Result<T, XlsxError>) -> Result<T, Failure> {
    let read = catch_unwind(AssertUnwindSafe(read)).map_err(|_| undecodable())?;
    read.map_err(|error| Failure::Damaged(io::Error::other(error)))
}

fn undecodable() -> Failure {
    Failure::Damaged(io::Error::other("it cannot be decoded"))
}

/// The cells of one row, which come one by one.
#[derive(Default)]
struct Row {
    number: Option<u32>,
    cells: Vec<String>,
}

impl Row {
    /// Puts a cell into its row, and gives the row before it if that is full.
    fn put(&mut self, number: u32, column: usize, text: String) -> Option<Vec<String>> {
        let full = if self.number == Some(number) { None } else { self.end() };
        self.number = Some(number);
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        self.cells[column] = text;
        full
    }

    /// The last row.
    fn end(&mut self) -> Option<Vec<String>> {
        self.number.take().map(|_| std::mem::take(&mut self.cells))
    }
}

/// What a cell shows.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(value) => value.to_string(),
        DataRef::DateTime(moment) => shown(*moment),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// A day, with the time where it has one.
fn shown(moment: ExcelDateTime) -> String {
    if !moment.is_datetime() {
        return moment.as_f64().to_string();
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if [hour, minute, second] == [0; 3] {
        return date;
    }
    format!("{date} {hour:02}:{minute:02}:{second:02}")
}
