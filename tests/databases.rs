//! Databases, of which a query selects what is read: nothing is written beside them, and what a
//! query fails at stays.
#![cfg(feature = "sqlite")]

use std::fs;
use std::path::Path;

use backfile::files::{Update, UpdateError, UpdateEvent, UpdateReport};
use rusqlite::Connection;

use crate::samples::{Sample, program, total};
use crate::updates::{age, done};

const QUERY: &str = "SELECT id, headline AS title, body, day AS date FROM story ORDER BY id";

/// So many have their language and its manners known, whatever else comes.
const OTHERS: [(i64, &str); 3] = [
    (10, "The council met on the quay and spoke of the price of bread."),
    (11, "Nobody in the town has seen the storks, which left in the night."),
    (12, "The bell of the church was heard on the other side of the lake."),
];

/// A database with these stories and the others.
fn database(path: &Path, stories: &[(i64, &str)]) -> Connection {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch("CREATE TABLE story (id INTEGER PRIMARY KEY, headline, body, day)")
        .unwrap();
    for (id, body) in stories.iter().chain(&OTHERS) {
        let headline = format!("Story {id}");
        connection
            .execute("INSERT INTO story VALUES (?1, ?2, ?3, '2021-05-12')", (id, headline, body))
            .unwrap();
    }
    connection
}

fn run(sample: &Sample, query: Option<&str>) -> (UpdateReport, Vec<String>) {
    let mut told = Vec::new();
    let mut update = Update::new(sample.index()).path(sample.news());
    if let Some(query) = query {
        update = update.query(query);
    }
    let report = update.run(&mut |event| {
        if let UpdateEvent::Skipped(skipped) = event {
            told.push(skipped.to_string());
        }
    });
    (report.unwrap(), told)
}

/// The names and bytes of all files in a folder.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let mut files: Vec<_> = files
        .map(|path| {
            (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap())
        })
        .collect();
    files.sort();
    files
}

#[test]
fn each_row_that_a_query_selects_is_an_article_and_the_query_is_kept() {
    let sample = Sample::new();
    let path = sample.news().join("a?%20.db");
    let connection = database(
        &path,
        &[
            (1, "The ferry runs again on the river, as it did before the flood."),
            (2, "The mill burned, \"all\" of it.\nNobody was hurt."),
        ],
    );
    let (report, told) = run(&sample, None);
    assert_eq!((report.articles, told.len()), (0, 1));
    assert!(told[0].contains("none is named for it"), "{told:?}");
    let before = files(&sample.news());
    let (report, told) = run(&sample, Some(QUERY));
    assert_eq!((done(&report), told.len()), ([5, 0, 0, 0], 0), "{told:?}");
    assert_eq!(total(&sample.searcher(), "\"mill burned\" date:2021-05-12 title:story"), 1);
    assert_eq!(files(&sample.news()), before, "something was written beside a source");
    connection.execute("UPDATE story SET body = 'The mill stands, and all of the people in the town are glad.' WHERE id = 2", ()).unwrap();
    connection.execute("INSERT INTO story VALUES (3, 'Third', 'Gulls were seen by everyone on the quay this morning.', NULL)", ()).unwrap();
    assert_eq!(done(&run(&sample, None).0), [1, 1, 0, 4]);
    drop(connection);
    age(&path);
    run(&sample, None);
    let (report, told) = run(&sample, None);
    assert_eq!((done(&report), told.len()), ([0, 0, 0, 6], 0), "{told:?}");
    // Another query reads them anew.
    let fewer = QUERY.replace("ORDER", "WHERE id <> 3 ORDER");
    assert_eq!(done(&run(&sample, Some(&fewer)).0), [0, 0, 1, 5]);
    let update = Update::new(sample.index()).rebuild(true).run(&mut |_| {}).unwrap();
    assert_eq!(update.articles, 5);
}

#[test]
fn what_stands_in_a_journal_alone_is_read_and_noticed() {
    let sample = Sample::new();
    let path = sample.news().join("a.db");
    let connection =
        database(&path, &[(1, "The ferry runs again on the river, as it did before the flood.")]);
    connection.pragma_update(None, "journal_mode", "WAL").unwrap();
    connection.pragma_update(None, "wal_autocheckpoint", 0).unwrap();
    connection
        .execute("INSERT INTO story VALUES (2, 'Second', 'The mill burned, and nobody in the town knows why.', NULL)", ())
        .unwrap();
    let before = files(&sample.news());
    assert_eq!(run(&sample, Some(QUERY)).0.articles, 5);
    assert_eq!(files(&sample.news()), before, "something was written beside a source");
    for file in files(&sample.news()) {
        age(&sample.news().join(file.0));
    }
    run(&sample, None);
    connection.execute("INSERT INTO story VALUES (3, 'Third', 'Gulls were seen by everyone on the quay this morning.', NULL)", ()).unwrap();
    age(&path);
    assert_eq!(done(&run(&sample, None).0), [1, 0, 0, 5]);
}

#[test]
fn a_query_that_fails_takes_nothing_and_is_told() {
    let sample = Sample::new();
    let path = sample.news().join("a.db");
    let connection =
        database(&path, &[(1, "The ferry runs again on the river, as it did before the flood.")]);
    run(&sample, Some(QUERY));
    connection.execute_batch("ALTER TABLE story RENAME TO stories").unwrap();
    let (report, told) = run(&sample, None);
    assert_eq!((report.articles, report.unreadable), (4, 1));
    assert!(told.iter().any(|one| one.contains("no such table: story")), "{told:?}");
    for wrong in [
        "DELETE FROM stories RETURNING id, body ORDER BY 1",
        "SELECT 1 AS id ORDER BY 1; DELETE FROM stories",
        "SELECT body FROM stories ORDER BY",
        "-- order by nothing",
    ] {
        let (report, told) = run(&sample, Some(wrong));
        assert_eq!((report.articles, report.unreadable), (4, 1), "{wrong}: {told:?}");
    }
    let refused =
        Update::new(sample.index()).path(sample.news()).query("SELECT 1").run(&mut |_| {});
    assert!(refused.unwrap_err().to_string().contains("states no order"));
    let refused = Update::new(sample.index()).query(QUERY).run(&mut |_| {});
    assert!(matches!(refused, Err(UpdateError::QueryOfNothing)));
    connection.execute_batch("ALTER TABLE stories RENAME TO story").unwrap();
    let (report, told) = run(&sample, Some(QUERY));
    assert_eq!((report.articles, report.unreadable), (4, 0), "{told:?}");
}

#[test]
fn a_database_may_be_packed_or_damaged() {
    let sample = Sample::new();
    let made = sample.path().join("made.db");
    let stories: Vec<(i64, &str)> =
        (100..2_096).map(|id| (id, "The ferry runs again on the river.")).collect();
    drop(database(&made, &stories));
    let bytes = fs::read(&made).unwrap();
    sample.write("news/a.db.gz", crate::containers::pack::gzip(&bytes));
    let parts = [("b.db".to_owned(), bytes.clone())];
    sample.write("news/b.zip", crate::containers::pack::zip(&parts.into()));
    let (report, told) = run(&sample, Some(QUERY));
    assert_eq!(report.articles, 2 * 1_999, "{told:?}");
    let mut damaged = bytes;
    let middle = damaged.len() / 2;
    damaged[middle..].iter_mut().for_each(|byte| *byte = b'x');
    sample.write("news/a.db.gz", crate::containers::pack::gzip(&damaged));
    let (report, told) = run(&sample, None);
    assert_eq!(report.articles, 2 * 1_999, "{told:?}");
    assert!(told.iter().any(|one| one.contains("query of the database failed")), "{told:?}");
    assert!(report.cut + report.unreadable > 0 && !told.is_empty(), "{told:?}");
}

#[test]
fn a_database_that_was_cut_loses_nothing() {
    let sample = Sample::new();
    let path = sample.news().join("a.db");
    let stories: Vec<(i64, &str)> =
        (100..400).map(|id| (id, "The ferry runs again on the river, as it did.")).collect();
    drop(database(&path, &stories));
    run(&sample, Some(QUERY));
    let whole = fs::read(&path).unwrap();
    for missing in [1, 100, 3_000, 4_096, 20_000] {
        fs::write(&path, &whole[..whole.len() - missing]).unwrap();
        let (report, told) = run(&sample, None);
        assert_eq!((report.articles, report.cut), (303, 1), "{missing}: {told:?}");
        assert!(told[0].contains("shorter than it says"), "{missing}: {told:?}");
    }
    fs::write(&path, &whole).unwrap();
    assert_eq!(run(&sample, None).0.cut, 0);
}

#[test]
fn the_program_reads_a_database_by_the_query_that_is_typed() {
    let sample = Sample::new();
    database(
        &sample.news().join("a.db"),
        &[(1, "The ferry runs again on the river, as it did before the flood.")],
    );
    let news = sample.news();
    let run = |arguments: &[&str]| {
        let arguments = [&["index", news.to_str().unwrap()][..], arguments].concat();
        let output = program(&sample.index(), &arguments).output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    assert_eq!(run(&["--query", "select 1"]).0, Some(2));
    assert_eq!(run(&["--query", QUERY]).0, Some(0));
    assert_eq!(total(&sample.searcher(), "ferry"), 1);
    let (code, said) = run(&["--query", "select absent from story order by 1"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("no such column: absent"), "{said}");
}
