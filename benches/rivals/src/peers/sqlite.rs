//! `SQLite` with FTS5: words in small letters without accents, the days in a table beside it.

use std::hint::black_box;
use std::path::Path;

use rusqlite::{Connection, OpenFlags, ToSql, params};

use crate::articles::{Articles, day_number};
use crate::peer::{Found, Peer, timed};
use crate::questions::{Question, Sought, Wanted};

pub(crate) struct SqlitePeer {
    database: Connection,
}

/// Articles of a transaction.
const BATCH: usize = 10_000;

impl SqlitePeer {
    pub(crate) fn index(articles: &Path, folder: &Path) -> anyhow::Result<()> {
        let mut database = Connection::open(folder.join("articles.db"))?;
        database.execute_batch(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;
             CREATE TABLE article (number INTEGER PRIMARY KEY, day INTEGER, title, body);
             CREATE INDEX days ON article (day);
             CREATE VIRTUAL TABLE words USING fts5(
                 title, body, content = 'article', content_rowid = 'number',
                 tokenize = 'unicode61 remove_diacritics 2');",
        )?;
        let articles = Articles::read(articles)?.collect::<anyhow::Result<Vec<_>>>()?;
        for batch in articles.chunks(BATCH) {
            let transaction = database.transaction()?;
            {
                let mut row =
                    transaction.prepare_cached("INSERT INTO article VALUES (?, ?, ?, ?)")?;
                let mut words = transaction
                    .prepare_cached("INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)")?;
                for article in batch {
                    let (number, day) = (article.number()?, article.day().map_or(0, day_number));
                    row.execute(params![number, day, article.title, article.body])?;
                    words.execute(params![number, article.title, article.body])?;
                }
            }
            transaction.commit()?;
        }
        database.execute_batch("INSERT INTO words (words) VALUES ('optimize'); ANALYZE;")?;
        Ok(())
    }

    pub(crate) fn open(folder: &Path) -> anyhow::Result<Self> {
        let database = Connection::open_with_flags(
            folder.join("articles.db"),
            OpenFlags::SQLITE_OPEN_READ_ONLY,
        )?;
        // As much of the file as the others have mapped.
        database.execute_batch("PRAGMA mmap_size = 17179869184; PRAGMA cache_size = -200000;")?;
        Ok(Self { database })
    }

    fn expression(sought: &Sought) -> Option<String> {
        let quoted = |words: &[String], between: &str| {
            words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(between)
        };
        Some(match sought {
            Sought::Word(word) | Sought::Quoted(word) => format!("\"{word}\""),
            Sought::All(words) => quoted(words, " AND "),
            Sought::Any(words) => quoted(words, " OR "),
            Sought::Phrase(words) => format!("\"{}\"", words.join(" ")),
            Sought::Begins(letters) => format!("\"{letters}\"*"),
            Sought::Near(_) | Sought::Contains(_) => return None,
        })
    }
}

impl Peer for SqlitePeer {
    fn ask(&mut self, question: &Question, wanted: Wanted) -> anyhow::Result<Option<Found>> {
        let Some(expression) = Self::expression(&question.sought) else { return Ok(None) };
        let days = question.days.map(|(from, until)| (day_number(from), day_number(until)));
        timed(|| {
            let (from, until) = days.unwrap_or((0, u32::MAX));
            let asked: [&dyn ToSql; 3] = [&expression, &from, &until];
            let joined = "words JOIN article ON article.number = words.rowid WHERE words MATCH ?1";
            let statement = match (wanted, days) {
                (Wanted::Count, _) => {
                    let sql = "SELECT count(*) FROM words WHERE words MATCH ?";
                    let mut statement = self.database.prepare_cached(sql)?;
                    let count: i64 = statement.query_row([&expression], |row| row.get(0))?;
                    return Ok(u64::try_from(count)?);
                }
                (Wanted::Best(count), None) => format!(
                    "SELECT rowid, rank FROM words WHERE words MATCH ?1 AND ?2 <= ?3
                     ORDER BY rank LIMIT {count}"
                ),
                (Wanted::Best(count), Some(_)) => format!(
                    "SELECT words.rowid, rank FROM {joined} AND day >= ?2 AND day < ?3
                     ORDER BY rank LIMIT {count}"
                ),
                (Wanted::Newest, _) => format!(
                    "SELECT words.rowid, 0.0 FROM {joined} AND ?2 <= ?3 ORDER BY day DESC LIMIT 10"
                ),
            };
            let mut statement = self.database.prepare_cached(&statement)?;
            let mut rows = statement.query(&asked[..])?;
            let mut hits = 0;
            while let Some(row) = rows.next()? {
                black_box((row.get::<_, i64>(0)?, row.get::<_, f64>(1)?));
                hits += 1;
            }
            Ok(hits)
        })
    }
}
