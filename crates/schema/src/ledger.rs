//! Remembers which source files an index was made of, and in what state each was.
//!
//! The ledger has two parts with one atomic point. Each article carries its file's key and its
//! record's digest as columns. What belongs to a file stands here, in an immutable file of the
//! generation that is synced before the commit which names it.
//!
//! It is JSON Lines: first the roots, then a line for each file in the order of keys. So whoever
//! only wants to know the path of a file finds its line by bisection; see [`MappedLedger`].

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use article::FilePath;
use serde::{Deserialize, Serialize};
use tantivy::Directory as _;
use tantivy::directory::{FileSlice, OwnedBytes};

use crate::ledger_file::{FileKey, LedgerFile};
use crate::stored_path::StoredPath;
use crate::{Folder, FolderAccess, GenerationFolder, SchemaError, sealed};

/// The source files of a commit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    /// The files and folders that were named to be indexed, absolute.
    pub roots: Vec<FilePath>,
    /// The files, by key.
    pub files: BTreeMap<FileKey, Arc<LedgerFile>>,
    /// The last key that was given away: no key is given twice.
    pub last_key: u32,
    /// Files, each by root and path, that are accepted as whole however they end.
    pub always_whole: BTreeSet<(FilePath, FilePath)>,
    /// By the path of a file or folder, absolute: the query by which the databases there are read.
    pub queries: BTreeMap<FilePath, String>,
}

/// The first line.
#[derive(Serialize, Deserialize)]
struct Head {
    roots: Vec<StoredPath>,
    /// The roots that files were found under, which the lines below number from 0.
    folders: Vec<StoredPath>,
    last_key: u32,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    always_whole: Vec<(StoredPath, StoredPath)>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    queries: Vec<(StoredPath, String)>,
}

/// The line of a file. Its key comes first: bisection reads nothing else.
#[derive(Serialize)]
struct Line<'a> {
    key: FileKey,
    folder: usize,
    #[serde(flatten)]
    file: &'a LedgerFile,
}

const EXPECTED: &str = "the ledger of source files";

impl Ledger {
    /// The file's name in its generation, for the commit of this number.
    pub fn file_name(commit: u64) -> String {
        format!("{}{commit:06}", Self::PREFIX)
    }

    /// Whether a file of a generation is a ledger.
    pub fn is_file_name(name: &str) -> bool {
        name.strip_prefix(Self::PREFIX).is_some_and(|rest| rest.starts_with(char::is_numeric))
    }

    const PREFIX: &str = "ledger-";

    /// A key that no file has or ever had.
    pub fn new_key(&mut self) -> FileKey {
        self.last_key = self.last_key.saturating_add(1);
        FileKey(self.last_key)
    }

    /// Forgets a file or folder that was named, and what was chosen for the files in it.
    pub fn forget_root(&mut self, root: &FilePath) {
        self.roots.retain(|known| known != root);
        // Roots inside it stay.
        self.always_whole.retain(|(folder, path)| folder != root && folder.join(path) != *root);
        let is_inside = |path: &FilePath| self.roots.iter().any(|known| path.is_in(known));
        self.queries.retain(|path, _| !path.is_in(root) || is_inside(path));
    }

    /// Writes it to a new file of a generation and sees it safely on the disk.
    ///
    /// # Errors
    /// [`SchemaError::Io`].
    pub fn write(&self, generation: &Folder, name: &str) -> Result<(), SchemaError> {
        sealed::write(generation, name, &self.to_lines())
    }

    fn to_lines(&self) -> Vec<u8> {
        let mut numbers: HashMap<&FilePath, usize> = HashMap::new();
        let mut folders = Vec::new();
        for file in self.files.values() {
            numbers.entry(&file.root).or_insert_with(|| {
                folders.push(StoredPath(file.root.clone()));
                folders.len() - 1
            });
        }
        let stored = |path: &FilePath| StoredPath(path.clone());
        let head = Head {
            roots: self.roots.iter().map(stored).collect(),
            folders,
            last_key: self.last_key,
            always_whole: self
                .always_whole
                .iter()
                .map(|(root, path)| (stored(root), stored(path)))
                .collect(),
            queries: self
                .queries
                .iter()
                .map(|(path, query)| (stored(path), query.clone()))
                .collect(),
        };
        let mut bytes = serde_json::to_vec(&head).unwrap_or_default();
        for (key, file) in &self.files {
            let folder = numbers.get(&file.root).copied().unwrap_or_default();
            let line = Line { key: *key, folder, file };
            bytes.push(b'\n');
            bytes.extend(serde_json::to_vec(&line).unwrap_or_default());
        }
        bytes
    }

    /// Reads it back from a file of a generation.
    ///
    /// # Errors
    /// [`SchemaError::Corrupt`] where it is missing, cut short or altered.
    pub fn read(generation: &Folder, name: &str) -> Result<Self, SchemaError> {
        Self::from_lines(&sealed::read(generation, name, EXPECTED)?, &generation.file(name))
    }

    fn from_lines(body: &[u8], path: &Path) -> Result<Self, SchemaError> {
        let damaged = |error: serde_json::Error| corrupt(path, Some(error.into()));
        let mut lines = body.split(|byte| *byte == b'\n');
        let head = lines.next().unwrap_or_default();
        let head: Head = serde_json::from_slice(head).map_err(damaged)?;
        let mut files = BTreeMap::new();
        for line in lines {
            let (key, folder) = key_and_folder(line).ok_or_else(|| corrupt(path, None))?;
            let root = head.folders.get(folder).ok_or_else(|| corrupt(path, None))?;
            let file: LedgerFile = serde_json::from_slice(line).map_err(damaged)?;
            files.insert(key, Arc::new(LedgerFile { root: root.0.clone(), ..file }));
        }
        let path = |stored: StoredPath| stored.0;
        let always_whole = head.always_whole.into_iter();
        Ok(Self {
            roots: head.roots.into_iter().map(path).collect(),
            files,
            last_key: head.last_key,
            always_whole: always_whole.map(|(root, file)| (root.0, file.0)).collect(),
            queries: head.queries.into_iter().map(|(path, query)| (path.0, query)).collect(),
        })
    }
}

fn corrupt(path: &Path, source: Option<Box<dyn Error + Send + Sync>>) -> SchemaError {
    SchemaError::Corrupt { path: path.to_owned(), expected: EXPECTED, source }
}

/// The ledger of a commit, mapped and not read: opening an index of many files costs nothing, and
/// it can be read after the file has been removed for a later one. Its seal is checked by
/// [`Self::read`] alone.
pub struct MappedLedger {
    path: PathBuf,
    /// `None` before the first commit.
    bytes: Option<OwnedBytes>,
}

impl std::fmt::Debug for MappedLedger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MappedLedger").field("path", &self.path).finish_non_exhaustive()
    }
}

impl MappedLedger {
    /// Maps the ledger of this name in a generation; an empty one where the name is empty.
    ///
    /// # Errors
    /// [`SchemaError::Corrupt`] where it is missing or empty.
    pub fn open(generation: &Folder, ledger: &str) -> Result<Self, SchemaError> {
        let path = generation.file(ledger);
        if ledger.is_empty() {
            return Ok(Self { path, bytes: None });
        }
        let folder = GenerationFolder::open(generation, FolderAccess::Read)
            .map_err(|error| corrupt(&path, Some(error.into())))?;
        let handle = folder
            .get_file_handle(Path::new(ledger))
            .map_err(|error| corrupt(&path, Some(error.into())))?;
        let bytes = FileSlice::new(handle).read_bytes();
        let bytes = bytes.map_err(|error| corrupt(&path, Some(error.into())))?;
        if bytes.is_empty() {
            return Err(corrupt(&path, None));
        }
        Ok(Self { path, bytes: Some(bytes) })
    }

    /// All of it.
    ///
    /// # Errors
    /// [`SchemaError::Corrupt`] where it was cut short or altered.
    pub fn read(&self) -> Result<Ledger, SchemaError> {
        let Some(bytes) = &self.bytes else { return Ok(Ledger::default()) };
        let body = sealed::body(bytes).ok_or_else(|| corrupt(&self.path, None))?;
        Ledger::from_lines(body, &self.path)
    }

    /// The path of a file below its root; `None` where the ledger does not have it.
    pub fn path(&self, key: FileKey) -> Option<FilePath> {
        /// What is read of a line.
        #[derive(Deserialize)]
        struct Place {
            path: StoredPath,
        }
        let bytes = self.bytes.as_ref().filter(|_| key != FileKey::NONE)?.as_slice();
        let end_of_line = |from: usize| {
            bytes[from..].iter().position(|byte| *byte == b'\n').map(|at| from + at + 1)
        };
        let (mut low, mut high) = (end_of_line(0)?, bytes.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let before = bytes[low..middle].iter().rposition(|byte| *byte == b'\n');
            let start = before.map_or(low, |at| low + at + 1);
            let end = end_of_line(middle).unwrap_or(bytes.len());
            let line = &bytes[start..end];
            // The seal at the end has no key, and all files stand before it.
            match key_and_folder(line).map(|(found, _)| found.cmp(&key)) {
                Some(std::cmp::Ordering::Less) => low = end,
                Some(std::cmp::Ordering::Equal) => {
                    return serde_json::from_slice(line).ok().map(|place: Place| place.path.0);
                }
                Some(std::cmp::Ordering::Greater) | None => high = start,
            }
        }
        None
    }
}

/// The key and the number of the root that a line begins with.
fn key_and_folder(line: &[u8]) -> Option<(FileKey, usize)> {
    let (key, rest) = number(line.strip_prefix(b"{\"key\":")?)?;
    let (folder, _) = number(rest.strip_prefix(b",\"folder\":")?)?;
    Some((FileKey(key), folder.try_into().ok()?))
}

fn number(text: &[u8]) -> Option<(u32, &[u8])> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (number, rest) = text.split_at(digits);
    Some((std::str::from_utf8(number).ok()?.parse().ok()?, rest))
}

#[cfg(test)]
mod tests {
    use article::{Version, Withdrawal};

    use super::*;
    use crate::ledger_file::FileOutcome;

    fn withdrawal(number: u32) -> Withdrawal {
        let source_id = number.to_string();
        let identity = article::Identity::Record { namespace: "agency", source_id: &source_id };
        let version = Version::of(Some(u64::from(number)), Some(-7)).filter(|_| number > 0);
        Withdrawal { id: article::ArticleId::of(&identity), version }
    }

    fn ledger(files: u32) -> Ledger {
        let mut ledger = Ledger {
            roots: vec!["/srv/news".into(), FilePath::from_bytes(b"/srv/k\xF6ln")],
            always_whole: [(FilePath::from("/srv/news"), FilePath::from_bytes(b"\xF6"))].into(),
            queries: [(FilePath::from("/srv/a.db"), "select 1 order by 1".to_owned())].into(),
            ..Ledger::default()
        };
        for number in 0..files {
            let key = ledger.new_key();
            if number % 3 == 0 {
                continue;
            }
            let file = LedgerFile {
                root: "/srv/news".into(),
                path: FilePath::from_bytes(
                    &[
                        format!("{number}/{}\"\n.txt", "é".repeat(number as usize % 50)).as_bytes(),
                        if number % 4 == 1 { b"\xE9" } else { b"" },
                    ]
                    .concat(),
                ),
                size: u64::from(number),
                modified_ns: -1,
                read_ns: 5,
                digest: (number % 2 == 0).then(|| "00ff".to_owned()),
                context: (number % 7 == 0).then_some(u64::MAX),
                outcome: FileOutcome::Damaged,
                remark: (number % 4 == 0).then(|| "cut".to_owned()),
                accepted: (number % 9 == 0).then(|| "00ff".to_owned()),
                ids_follow_path: number % 2 == 0,
                has_rivals: number % 5 == 0,
                is_converted: number % 6 == 0,
                withdrawn: (0..number % 3).map(withdrawal).collect(),
            };
            ledger.files.insert(key, Arc::new(file));
        }
        ledger
    }

    #[test]
    fn a_ledger_reads_back_and_every_path_is_found() {
        let folder = Folder::in_memory();
        folder.create().unwrap();
        for files in [0, 1, 2, 7, 300] {
            let ledger = ledger(files);
            ledger.write(&folder, "ledger-1").unwrap();
            assert_eq!(Ledger::read(&folder, "ledger-1").unwrap(), ledger);
            let paths = MappedLedger::open(&folder, "ledger-1").unwrap();
            for key in 0..=files + 1 {
                let expected = ledger.files.get(&FileKey(key)).map(|file| file.path.clone());
                assert_eq!(paths.path(FileKey(key)), expected, "{key} of {files}");
            }
        }
    }
}
