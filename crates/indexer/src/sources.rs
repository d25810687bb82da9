//! Tells what is known of source files before a run, so that what is unchanged is not read.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::ErrorKind;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use article::FilePath;
use schema::{FileKey, FileOutcome, Ledger, LedgerFile};

use crate::committed::Committed;
use crate::scope::{AcceptedFile, Scope};

/// What was known of the source files before this run. Shared with whoever reads them.
#[derive(Debug)]
pub struct SourceState {
    committed: Arc<Committed>,
    known: BTreeMap<FileKey, Arc<LedgerFile>>,
    /// Files that are read again where they were not whole.
    accepted: Vec<AcceptedFile>,
    /// Root, path, key.
    keys: HashMap<FilePath, HashMap<FilePath, FileKey>>,
    /// Files that may have been moved, by their size: those of the run, and of roots that are gone.
    of_size: HashMap<u64, Vec<FileKey>>,
    /// The files in each container, by its root and path: those that lie in it and in no other.
    parts: HashMap<(FilePath, FilePath), Vec<FileKey>>,
    /// The numbers of all articles in the order of their files.
    numbers: Vec<u32>,
    /// Where the articles of each key begin in `numbers`; one more for the end.
    begin: Vec<u32>,
    /// The last time anything was read, in nanoseconds since 1970.
    last_run_ns: i64,
    shared: Mutex<Shared>,
}

/// What the reading thread finds out and the writing one needs.
#[derive(Debug, Default)]
struct Shared {
    records: HashMap<FileKey, Arc<FileRecords>>,
    /// The new places of moved files.
    moved: HashMap<(FilePath, FilePath), FileKey>,
    moved_keys: HashSet<FileKey>,
}

/// The records that the index has from one file, in the order of their digests.
#[derive(Debug, Default)]
pub(crate) struct FileRecords {
    pub(crate) digests: Arc<Vec<u64>>,
    /// The article of each.
    pub(crate) numbers: Vec<u32>,
}

/// What became of a file that may have been moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moved {
    /// All that came from it stays as it is.
    Unchanged,
    /// It must be read, for ids of its articles follow from its path.
    ToRead,
}

/// What reads a file now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileReader {
    /// A digest of it, which the ledger has as the context of what it left out or converted.
    pub digest: u64,
    /// Whether it is a program of the user.
    pub is_program: bool,
}

/// Says what reads the file of a path now.
pub type Readers<'a> = &'a dyn Fn(&FilePath) -> FileReader;

/// Whether a file is to be looked at because something else reads it now: what one reader left out
/// another may read, and of two programs each makes a text of its own. Without a program what one
/// had made stays.
fn is_read_otherwise(file: &LedgerFile, path: &FilePath, readers: Readers<'_>) -> bool {
    let is_left = file.outcome == FileOutcome::Left;
    if !is_left && !file.is_converted {
        return false;
    }
    let reader = readers(path);
    (is_left || reader.is_program) && file.context != Some(reader.digest)
}

impl SourceState {
    /// Modification times so close to the last run are not trusted: the file may have been
    /// changed again within the same tick of the clock.
    const TRUST_AFTER_NS: i64 = 2_000_000_000;

    /// What is known where these parts may have lost files.
    pub(crate) fn new(
        committed: Arc<Committed>,
        ledger: &Ledger,
        scopes: &[Scope],
        accepted: &[AcceptedFile],
    ) -> Self {
        let mut keys: HashMap<FilePath, HashMap<FilePath, FileKey>> = HashMap::new();
        let mut parts: HashMap<(FilePath, FilePath), Vec<FileKey>> = HashMap::new();
        for (key, file) in &ledger.files {
            let paths = keys.entry(file.root.clone()).or_default();
            paths.insert(file.path.clone(), *key);
            if let Some(container) = file.path.container() {
                parts.entry((file.root.clone(), container)).or_default().push(*key);
            }
        }
        let mut of_size: HashMap<u64, Vec<FileKey>> = HashMap::new();
        for (key, file) in &ledger.files {
            let is_whole = file.digest.is_some() && file.size > 0;
            // What lies in a container does not move by itself, and a container not without it.
            let is_single = file.path.container().is_none()
                && !parts.contains_key(&(file.root.clone(), file.path.clone()));
            if is_whole && is_single && scopes.iter().any(|scope| scope.covers(file)) {
                of_size.entry(file.size).or_default().push(*key);
            }
        }
        let (numbers, begin) = by_file(&committed, ledger.last_key);
        Self {
            last_run_ns: ledger.files.values().map(|file| file.read_ns).max().unwrap_or_default(),
            known: ledger.files.clone(),
            committed,
            accepted: accepted.to_vec(),
            keys,
            of_size,
            parts,
            numbers,
            begin,
            shared: Mutex::default(),
        }
    }

    /// Whether a file is as it was when it was last read, and what reads it too.
    pub fn is_unchanged(
        &self,
        root: &FilePath,
        path: &FilePath,
        size: u64,
        modified_ns: i64,
        readers: Readers<'_>,
    ) -> bool {
        self.file(root, path).is_some_and(|file| {
            self.is_settled(file, (root, path), readers)
                && file.size == size
                && file.modified_ns == modified_ns
                && modified_ns.saturating_add(Self::TRUST_AFTER_NS)
                    < file.read_ns.min(self.last_run_ns)
        })
    }

    /// The digest of a file's bytes, where it was read to the end and nothing is left to do.
    pub fn digest(&self, root: &FilePath, path: &FilePath, readers: Readers<'_>) -> Option<&str> {
        let file = self.file(root, path)?;
        file.digest.as_deref().filter(|_| self.is_settled(file, (root, path), readers))
    }

    /// The files that were known in a container, and in no container in it.
    pub fn parts(&self, root: &FilePath, container: &FilePath) -> Vec<LedgerFile> {
        let keys = self.parts_of(root, container).iter();
        keys.filter_map(|key| self.known.get(key)).map(|file| LedgerFile::clone(file)).collect()
    }

    pub(crate) fn parts_of(&self, root: &FilePath, container: &FilePath) -> &[FileKey] {
        let key = (root.clone(), container.clone());
        self.parts.get(&key).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether nothing is left to do in a file, which is at this place now, as long as it is as it
    /// was.
    fn is_settled(
        &self,
        file: &LedgerFile,
        place: (&FilePath, &FilePath),
        readers: Readers<'_>,
    ) -> bool {
        file.outcome != FileOutcome::Partial
            && !self.is_accepted_now(file, place)
            && !is_read_otherwise(file, place.1, readers)
            && self.has_its_parts(file, readers)
    }

    /// Whether nothing is left to do in a file that is a container: what is known in it is all
    /// that it had, and need not be read again. What was not whole is not tried again.
    fn has_its_parts(&self, file: &LedgerFile, readers: Readers<'_>) -> bool {
        let parts = self.parts_of(&file.root, &file.path);
        let is_whole = file.outcome == FileOutcome::Read;
        let are_all = !is_whole || file.context == Some(parts.len() as u64);
        let mut known = parts.iter().filter_map(|key| self.known.get(key));
        parts.is_empty()
            || are_all && known.all(|part| self.is_settled(part, (&part.root, &part.path), readers))
    }

    /// The digest of what the records of a file were read with besides their own bytes.
    pub fn context(&self, root: &FilePath, path: &FilePath) -> Option<u64> {
        self.file(root, path)?.context
    }

    /// Whether a file, which is at this place now, was found not to be whole before, and is taken
    /// as it is.
    fn is_accepted_now(&self, file: &LedgerFile, (root, path): (&FilePath, &FilePath)) -> bool {
        file.remark.is_some()
            && self.accepted.iter().any(|one| one.root == *root && path.is_in(&one.path))
    }

    /// The digests of the records that the index has from a file, in order.
    pub fn record_digests(&self, root: &FilePath, path: &FilePath) -> Arc<Vec<u64>> {
        let Some(key) = self.key(root, path) else { return Arc::default() };
        let records = Arc::new(self.read_records(key));
        let digests = Arc::clone(&records.digests);
        self.shared().records.insert(key, records);
        digests
    }

    /// Whether a file that is not known is one that was moved here: one of the run's files with
    /// this size and ending is no longer where it was, and `digest`, which is only then asked for,
    /// gives the digest of its bytes.
    pub fn moved(
        &self,
        (root, path): (&FilePath, &FilePath),
        size: u64,
        digest: &mut dyn FnMut() -> Option<String>,
    ) -> Option<Moved> {
        if self.key(root, path).is_some() {
            return None;
        }
        let mut actual = None;
        for key in self.of_size.get(&size)? {
            let file = self.known.get(key)?;
            let is_free = !self.shared().moved_keys.contains(key);
            if !is_free || ending(file.path.name()) != ending(path.name()) || !is_gone(file) {
                continue;
            }
            if actual.is_none() {
                actual = Some(digest()?);
            }
            if file.digest != actual {
                continue;
            }
            let mut shared = self.shared();
            shared.moved_keys.insert(*key);
            shared.moved.insert((root.clone(), path.clone()), *key);
            let is_settled = file.outcome != FileOutcome::Partial
                && !file.ids_follow_path
                && !self.is_accepted_now(file, (root, path));
            return Some(if is_settled { Moved::Unchanged } else { Moved::ToRead });
        }
        None
    }

    /// The key of the file that was moved to this place, and what was known of it.
    pub(crate) fn moved_to(
        &self,
        root: &FilePath,
        path: &FilePath,
    ) -> Option<(FileKey, &LedgerFile)> {
        let key = *self.shared().moved.get(&(root.clone(), path.clone()))?;
        Some((key, self.known.get(&key)?))
    }

    pub(crate) fn key(&self, root: &FilePath, path: &FilePath) -> Option<FileKey> {
        self.keys.get(root)?.get(path).copied()
    }

    fn file(&self, root: &FilePath, path: &FilePath) -> Option<&LedgerFile> {
        self.known.get(&self.key(root, path)?).map(AsRef::as_ref)
    }

    /// All files that were known.
    pub(crate) fn files(&self) -> impl Iterator<Item = (FileKey, &LedgerFile)> {
        self.known.iter().map(|(key, file)| (*key, file.as_ref()))
    }

    /// The files that were known at a path and below; in all of the root where it is empty.
    pub(crate) fn below(
        &self,
        root: &FilePath,
        folder: &FilePath,
    ) -> impl Iterator<Item = FileKey> {
        let paths = self.keys.get(root).into_iter().flatten();
        paths.filter(move |(path, _)| path.is_in(folder)).map(|(_, key)| *key)
    }

    /// The numbers of the articles whose source damage has made unknown.
    pub(crate) fn of_unknown_source(&self) -> Vec<u32> {
        let files = self.committed.files();
        files.filter(|(_, key)| *key == FileKey::UNKNOWN).map(|(number, _)| number).collect()
    }

    /// How many articles the files of a part had.
    pub(crate) fn articles_in(&self, scope: &Scope) -> u64 {
        let covered = self.files().filter(|(_, file)| scope.covers(file));
        covered.map(|(key, _)| self.of_file(key).len() as u64).sum()
    }

    /// The numbers of the articles of a file.
    pub(crate) fn of_file(&self, key: FileKey) -> &[u32] {
        let at = |key: usize| self.begin.get(key).map(|at| *at as usize);
        match (at(key.0 as usize), at(key.0 as usize + 1)) {
            (Some(begin), Some(end)) => &self.numbers[begin..end],
            _ => &[],
        }
    }

    /// The records of a file, as the reader was told them.
    pub(crate) fn take_records(&self, key: FileKey) -> Option<Arc<FileRecords>> {
        self.shared().records.remove(&key)
    }

    fn read_records(&self, key: FileKey) -> FileRecords {
        let of_file = self.of_file(key).iter();
        let mut sorted: Vec<(u64, u32)> =
            of_file.map(|number| (self.committed.digest(*number), *number)).collect();
        sorted.sort_unstable();
        let (digests, numbers) = sorted.into_iter().unzip();
        FileRecords { digests: Arc::new(digests), numbers }
    }

    fn shared(&self) -> MutexGuard<'_, Shared> {
        // No code that could panic runs while the lock is held.
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl FileRecords {
    /// The articles of a record.
    pub(crate) fn of(&self, digest: u64) -> &[u32] {
        let begin = self.digests.partition_point(|found| *found < digest);
        let count = self.digests[begin..].partition_point(|found| *found == digest);
        &self.numbers[begin..begin + count]
    }
}

/// The numbers of all articles sorted by file, and where those of each key begin.
fn by_file(committed: &Committed, last_key: u32) -> (Vec<u32>, Vec<u32>) {
    let is_known = |(_, key): &(u32, FileKey)| *key != FileKey::NONE && key.0 <= last_key;
    let mut begin = vec![0_u32; last_key as usize + 2];
    for (_, key) in committed.files().filter(is_known) {
        begin[key.0 as usize + 1] += 1;
    }
    for at in 1..begin.len() {
        begin[at] += begin[at - 1];
    }
    let mut numbers = vec![0; begin.last().copied().unwrap_or_default() as usize];
    let mut next = begin.clone();
    for (number, key) in committed.files().filter(is_known) {
        let at = &mut next[key.0 as usize];
        numbers[*at as usize] = number;
        *at += 1;
    }
    (numbers, begin)
}

/// Whether there is nothing any more where a file was. One that cannot be looked at may be there,
/// and of what was in a container only the reading of the container can tell.
pub(crate) fn is_gone(file: &LedgerFile) -> bool {
    let place = file.root.join(&file.path);
    let outermost = std::iter::successors(Some(place), FilePath::container).last();
    let place = outermost.unwrap_or_default().to_path();
    place.symlink_metadata().is_err_and(|error| error.kind() == ErrorKind::NotFound)
}

/// What follows the first dot of a file's name: by it a format may be told.
fn ending(name: &str) -> Option<&str> {
    name.split_once('.').map(|(_, ending)| ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_something_else_reads_now_is_looked_at_again() {
        let file = |outcome, context, is_converted| LedgerFile {
            root: FilePath::default(),
            path: FilePath::default(),
            size: 1,
            modified_ns: 0,
            read_ns: 0,
            digest: None,
            context,
            outcome,
            remark: None,
            accepted: None,
            ids_follow_path: false,
            has_rivals: false,
            is_converted,
            withdrawn: Vec::new(),
        };
        let version = FileReader { digest: 4, is_program: false };
        let program = FileReader { digest: 9, is_program: true };
        let is_read = |file: &LedgerFile| {
            [version, program].map(|now| is_read_otherwise(file, &file.path, &|_| now))
        };
        assert_eq!(is_read(&file(FileOutcome::Left, None, false)), [true, true]);
        assert_eq!(is_read(&file(FileOutcome::Left, Some(3), false)), [true, true]);
        assert_eq!(is_read(&file(FileOutcome::Left, Some(4), false)), [false, true]);
        assert_eq!(is_read(&file(FileOutcome::Read, Some(3), false)), [false, false]);
        assert_eq!(is_read(&file(FileOutcome::Read, Some(9), true)), [false, false]);
        assert_eq!(is_read(&file(FileOutcome::Damaged, Some(8), true)), [false, true]);
    }
}
