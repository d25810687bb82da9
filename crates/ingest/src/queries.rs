//! The queries by which databases are read.

use std::collections::BTreeMap;

use article::FilePath;

use crate::{IngestError, SourceFile, discover};

/// What the names of the journals of a database end in.
pub(crate) const JOURNALS: [&str; 2] = ["-wal", "-journal"];

/// By the path of a file or folder, absolute: the query, in SQL, by which the databases there are
/// read. Each row that it selects is an article, with the names of its columns as keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Queries(BTreeMap<FilePath, String>);

impl Queries {
    /// None.
    pub fn new() -> Self {
        Self::default()
    }

    /// Has the databases at a path, and below it, read by a query: one `SELECT` with an
    /// `ORDER BY`, for rows have no order of their own and are numbered.
    ///
    /// # Errors
    /// [`IngestError::Query`] where it states no order.
    pub fn add(&mut self, path: FilePath, query: impl Into<String>) -> Result<(), IngestError> {
        let query = query.into();
        let words: Vec<&str> = query.split_whitespace().collect();
        let is_by = |pair: &[&str]| {
            pair[0].eq_ignore_ascii_case("order") && pair[1].eq_ignore_ascii_case("by")
        };
        if !words.windows(2).any(is_by) {
            return Err(IngestError::Query { query });
        }
        self.0.insert(path, query);
        Ok(())
    }

    /// Takes those of others too, in place of its own for the same path.
    pub fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// All of them, by their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&FilePath, &str)> {
        self.0.iter().map(|(path, query)| (path, query.as_str()))
    }

    /// A file with what stands beside it, where it may be a database: what was changed last may be
    /// in its journal alone.
    pub(crate) fn with_journals(&self, file: SourceFile) -> SourceFile {
        if self.0.is_empty() || self.of(&file.place()).is_none() {
            return file;
        }
        let location = file.location();
        let mut file = file;
        for ending in JOURNALS {
            let mut name = location.clone().into_os_string();
            name.push(ending);
            if let Ok(facts) = std::fs::metadata(name) {
                file.size = file.size.saturating_add(facts.len());
                file.modified_ns = file.modified_ns.max(discover::modified_ns(&facts));
            }
        }
        file
    }

    /// Whether a file is a journal of a database that is read, or what its writers share.
    pub(crate) fn is_beside_database(&self, file: &SourceFile) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let place = file.place();
        let mut endings = JOURNALS.into_iter().chain(["-shm"]);
        endings.any(|ending| {
            let database = place.as_bytes().strip_suffix(ending.as_bytes());
            let database = database.map(FilePath::from_bytes);
            database.is_some_and(|database| {
                self.of(&database).is_some() && database.to_path().is_file()
            })
        })
    }

    /// The query for a file, by its absolute path: that of the innermost path.
    pub(crate) fn of(&self, path: &FilePath) -> Option<&str> {
        let above = self.0.iter().filter(|(at, _)| path.is_in(at));
        above.max_by_key(|(at, _)| at.as_bytes().len()).map(|(_, query)| query.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_path_says_how_a_database_is_read() {
        let mut queries = Queries::new();
        queries.add("/a".into(), "select 1 order  BY 1").unwrap();
        queries.add("/a/b.db".into(), "select 2 ORDER\nBY 1").unwrap();
        assert!(queries.add("/c".into(), "select 1").is_err());
        assert_eq!(queries.of(&"/a/b.db".into()), Some("select 2 ORDER\nBY 1"));
        assert_eq!(queries.of(&"/a/c.db".into()), Some("select 1 order  BY 1"));
        assert_eq!(queries.of(&"/ab".into()), None);
    }
}
