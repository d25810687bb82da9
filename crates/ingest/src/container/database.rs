//! Databases (`SQLite` 3): what a query of the user selects is a table.
//!
//! Nothing is written beside a database. One that lies there alone is read where it is; one with a
//! journal, in which its last changes are, is copied together with that first.

use std::fs::{self, File};
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use rusqlite::fallible_iterator::FallibleIterator as _;
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Batch, Connection, OpenFlags, Row, Rows as Selected, Statement};
use tempfile::TempDir;

use super::rows::Rows;
use super::{Each, End, Part, PartKind, bounded};
use crate::compression::{Guarded, Opened};
use crate::format::Csv;
use crate::queries::JOURNALS;
use crate::{Cut, SkipReason, SourceFile};

/// The name of what was selected.
const ROWS: &str = "rows";
/// What the engine may hold in memory.
const MEMORY_BYTES: u64 = 128 << 20;
/// A row may take so many steps of the engine: a minute. The first of millions that are put in order
/// takes many, and a stranger's view may have no end.
const STEPS_OF_A_ROW: u64 = 1_000_000_000;
/// They are counted so many at a time.
const STEPS: i32 = 100_000;
/// So often a database is copied while somebody changes it.
const TRIES: usize = 3;

/// Hands over the rows that a query selects, in its order.
pub(super) fn each_part(
    file: &SourceFile,
    opened: &mut Opened<'_>,
    limit_bytes: u64,
    query: &str,
    each: Each<'_>,
) -> End {
    let found = match Place::find(file, opened, limit_bytes) {
        Ok(found) => found,
        Err(source) => return ControlFlow::Continue(Err(SkipReason::UnreadableFile { source })),
    };
    if found.is_alone && is_cut(&found.path) {
        let cut = Cut::MissingPages;
        return ControlFlow::Continue(Err(SkipReason::CutShort { cut }));
    }
    let steps = Arc::new(AtomicU64::new(0));
    let connection = match connect(&found, &steps) {
        Ok(connection) => connection,
        Err(error) => return ControlFlow::Continue(Err(failed(&error))),
    };
    let mut statement = match prepare(&connection, query) {
        Ok(statement) => statement,
        Err(reason) => return ControlFlow::Continue(Err(reason)),
    };
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let width = columns.len();
    let mut heading = Some(columns);
    let mut selected = match statement.query([]) {
        Ok(selected) => selected,
        Err(error) => return ControlFlow::Continue(Err(failed(&error))),
    };
    let next = || {
        if let Some(heading) = heading.take() {
            return Ok(Some(heading));
        }
        steps.store(0, Ordering::Relaxed);
        row(&mut selected, width).map_err(io::Error::other)
    };
    each(Part {
        name: ROWS.into(),
        kind: PartKind::File,
        // Nothing says how long they are as text.
        size: 0,
        content: None,
        format: Some(&Csv),
        open: Box::new(|| Ok(Box::new(Guarded::new(Rows::new(next))))),
    })?;
    ControlFlow::Continue(Ok(()))
}

fn failed(error: &rusqlite::Error) -> SkipReason {
    SkipReason::QueryFailed { problem: error.to_string() }
}

/// The only statement of a query, which must change nothing.
fn prepare<'c>(connection: &'c Connection, query: &str) -> Result<Statement<'c>, SkipReason> {
    let refused = |problem: &str| SkipReason::QueryFailed { problem: problem.to_owned() };
    let mut batch = Batch::new(connection, query);
    let statement = batch.next().map_err(|error| failed(&error))?;
    let statement = statement.ok_or_else(|| refused("it has no statement"))?;
    if batch.next().is_ok_and(|further| further.is_none()) && statement.readonly() {
        return Ok(statement);
    }
    Err(refused("it must be one statement that changes nothing"))
}

/// The next row, as text.
fn row(selected: &mut Selected<'_>, width: usize) -> rusqlite::Result<Option<Vec<String>>> {
    let Some(row) = selected.next()? else { return Ok(None) };
    let cell = |row: &Row<'_>, at| -> rusqlite::Result<String> {
        Ok(match row.get_ref(at)? {
            ValueRef::Null => String::new(),
            ValueRef::Integer(number) => number.to_string(),
            ValueRef::Real(number) => number.to_string(),
            ValueRef::Text(text) | ValueRef::Blob(text) => {
                String::from_utf8_lossy(text).into_owned()
            }
        })
    };
    (0..width).map(|at| cell(row, at)).collect::<rusqlite::Result<_>>().map(Some)
}

/// A database that can be opened without anything being written beside its source.
struct Place {
    path: PathBuf,
    /// Whether nobody changes it, so that it needs no locks.
    is_alone: bool,
    /// The folder of a copy, which goes with it.
    _folder: Option<TempDir>,
}

impl Place {
    fn find(file: &SourceFile, opened: &mut Opened<'_>, limit_bytes: u64) -> io::Result<Self> {
        let location = file.location();
        if !opened.is_plain_file() {
            let folder = tempfile::tempdir()?;
            let path = folder.path().join("database");
            let mut unpacked = File::create(&path)?;
            let mut content = io::Read::take(opened, limit_bytes);
            if io::copy(&mut content, &mut unpacked)? == limit_bytes {
                return Err(bounded::too_much());
            }
            return Ok(Self { path, is_alone: true, _folder: Some(folder) });
        }
        if journals(&location).all(|journal| !has_bytes(&journal)) {
            return Ok(Self { path: location, is_alone: true, _folder: None });
        }
        for _ in 0..TRIES {
            let folder = tempfile::tempdir()?;
            let path = folder.path().join("database");
            let before = state(&location);
            for (from, to) in journals(&location).zip(journals(&path)) {
                match fs::copy(from, to) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                    _ => {}
                }
            }
            fs::copy(&location, &path)?;
            if state(&location) == before {
                return Ok(Self { path, is_alone: false, _folder: Some(folder) });
            }
        }
        Err(io::Error::other("it changes while it is read"))
    }
}

/// The files beside a database in which its last changes may be.
fn journals(database: &Path) -> impl Iterator<Item = PathBuf> {
    let database = database.as_os_str().to_owned();
    JOURNALS.into_iter().map(move |ending| {
        let mut name = database.clone();
        name.push(ending);
        PathBuf::from(name)
    })
}

fn has_bytes(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|facts| facts.len() > 0)
}

/// What shows that a database or one of its journals was changed.
fn state(database: &Path) -> Vec<Option<(u64, Option<SystemTime>)>> {
    let files = std::iter::once(database.to_owned()).chain(journals(database));
    let facts = files.map(|file| fs::metadata(file).ok());
    facts.map(|facts| facts.map(|facts| (facts.len(), facts.modified().ok()))).collect()
}

/// Whether a database is shorter than its header says: the engine takes what is missing of a page
/// for zeros (the database header, sections 1.3.2 and 1.3.7 of the file format).
fn is_cut(path: &Path) -> bool {
    let mut header = [0; 100];
    let read = File::open(path).and_then(|mut file| {
        io::Read::read_exact(&mut file, &mut header)?;
        file.metadata()
    });
    let Ok(facts) = read else { return false };
    let number = |at: usize| {
        u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]])
    };
    let page_bytes = match u64::from(u16::from_be_bytes([header[16], header[17]])) {
        1 => 1 << 16,
        bytes => bytes,
    };
    // The number of pages is only right where both counters of changes are the same.
    let pages = if number(24) == number(92) { u64::from(number(28)) } else { 0 };
    let is_half = page_bytes > 0 && facts.len() % page_bytes != 0;
    is_half || facts.len() < page_bytes * pages
}

/// Opens a database, which may be a stranger's.
fn connect(place: &Place, steps: &Arc<AtomicU64>) -> rusqlite::Result<Connection> {
    let no_locks = OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let mut connection = if place.is_alone {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | no_locks;
        Connection::open_with_flags(format!("{}?immutable=1", uri(&place.path)), flags)?
    } else {
        Connection::open_with_flags(uri(&place.path), OpenFlags::SQLITE_OPEN_READ_WRITE | no_locks)?
    };
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    for (name, value) in
        [("trusted_schema", false), ("query_only", true), ("cell_size_check", true)]
    {
        connection.pragma_update(None, name, value)?;
    }
    let limit = format!("PRAGMA hard_heap_limit = {MEMORY_BYTES}");
    connection.query_row(&limit, [], |_| Ok(()))?;
    let steps = Arc::clone(steps);
    let is_too_much = move || {
        let taken = u64::from(STEPS.unsigned_abs());
        steps.fetch_add(taken, Ordering::Relaxed) > STEPS_OF_A_ROW
    };
    connection.progress_handler(STEPS, Some(is_too_much))?;
    Ok(connection)
}

/// A path as a URI (RFC 8089).
fn uri(path: &Path) -> String {
    use std::fmt::Write as _;
    let mut uri = "file:".to_owned();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
                uri.push(char::from(*byte));
            }
            // Writing to a string cannot fail.
            _ => drop(write!(uri, "%{byte:02x}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_says_anything_else_in_a_uri() {
        assert_eq!(
            uri(Path::new("/a b/č?mode=rw#%.db")),
            "file:/a%20b/%c4%8d%3fmode%3drw%23%25.db"
        );
    }
}
