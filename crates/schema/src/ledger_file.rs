//! Says in what state a source file was when it was last read.

use article::{FilePath, Withdrawal};
use serde::{Deserialize, Serialize};

/// The number by which an article's columns name its source file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FileKey(pub u32);

impl FileKey {
    /// The key of an article that was handed over by a program.
    pub const NONE: Self = Self(0);

    /// The key of an article whose source damage has made unknown. It goes when all sources were
    /// read whole and none has it.
    pub const UNKNOWN: Self = Self(u32::MAX);
}

/// How reading a source file ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileOutcome {
    /// It was read to its end.
    Read,
    /// Its reading had not come to an end when the commit was made, or broke off: the next run
    /// reads it again.
    Partial,
    /// It was read as far as it can be: what follows is damaged. It is not tried again before it
    /// changes, and what was known of the rest stays.
    Damaged,
    /// It does not end as its format must: it was cut, or is still being written. It is not tried
    /// again before it changes, and what was known of the rest stays.
    Cut,
    /// Its last record is unfinished, and all that was known of it is there: it grows.
    Growing,
    /// It is of a kind that is not read.
    Left,
}

/// A source file as it was when it was last read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerFile {
    /// The root that it was found under, absolute.
    pub root: FilePath,
    /// Its path below the root, with `/` between its parts.
    pub path: FilePath,
    /// Its size in bytes.
    pub size: u64,
    /// When it was last modified, in nanoseconds since 1970.
    pub modified_ns: i64,
    /// When it was read, in nanoseconds since 1970.
    pub read_ns: i64,
    /// The digest of its bytes, where all could be read.
    pub digest: Option<String>,
    /// The digest of what its records were read with besides their own bytes, if anything: when
    /// it changes, all of them are read again. Of a container, how many files are in it and in no
    /// container in it. Of what was left out, and of what a program made text of, the digest of
    /// the reader that did it.
    pub context: Option<u64>,
    /// How its reading ended.
    pub outcome: FileOutcome,
    /// What was told of its end, if there was anything: it is told again while the file stays as
    /// it is.
    pub remark: Option<String>,
    /// The digest of the bytes that were accepted as whole, though they do not end as they must.
    pub accepted: Option<String>,
    /// Whether the id of any of its articles follows from its path.
    pub ids_follow_path: bool,
    /// Whether any of its articles gave way to one of another file with the same id.
    pub has_rivals: bool,
    /// Whether a program of the user made text of it.
    pub is_converted: bool,
    /// What it takes back: these are in the index from no file.
    pub withdrawn: Vec<Withdrawal>,
}

impl LedgerFile {
    /// Has the next run that comes to the file read it, whatever it looks like.
    pub fn read_again(&mut self) {
        if self.outcome == FileOutcome::Growing {
            // That its last record waits is found again; that a file was cut is remembered.
            self.remark = None;
        }
        self.outcome = FileOutcome::Partial;
    }
}

/// What ties a document to the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LedgerEntry {
    /// The key of the source file.
    pub file: FileKey,
    /// The digest of the raw record.
    pub digest: u64,
}

impl LedgerEntry {
    /// For an article that was handed over by a program.
    pub const NONE: Self = Self { file: FileKey::NONE, digest: 0 };

    /// Whether both are from files, and from different ones.
    pub fn is_from_another_file(self, other: Self) -> bool {
        self.file != FileKey::NONE && other.file != FileKey::NONE && self.file != other.file
    }
}
