//! Says in what state a source file was when it was last read.

use article::{FilePath, Version, Withdrawal};
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
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileOutcome {
    /// It was read to its end.
    Read,
    /// Its reading had not come to an end when the commit was made, or broke off: the next run
    /// reads it again.
    #[default]
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

impl FileOutcome {
    /// Whether all is known of the file that it has for an index.
    pub fn is_whole(self) -> bool {
        matches!(self, Self::Read | Self::Left)
    }
}

/// A source file as it was when it was last read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerFile {
    /// The root that it was found under, absolute. The ledger has it once for all its files.
    #[serde(skip)]
    pub root: FilePath,
    /// Its path below the root, with `/` between its parts.
    #[serde(with = "crate::stored_path")]
    pub path: FilePath,
    /// Its size in bytes.
    pub size: u64,
    /// When it was last modified, in nanoseconds since 1970.
    pub modified_ns: i64,
    /// When it was read, in nanoseconds since 1970.
    pub read_ns: i64,
    /// The digest of its bytes, where all could be read.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub digest: Option<String>,
    /// The digest of what its records were read with besides their own bytes, if anything: when
    /// it changes, all of them are read again. Of a container, how many files are in it and in no
    /// container in it. Of what was left out, and of what a program made text of, the digest of
    /// the reader that did it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub context: Option<u64>,
    /// How its reading ended.
    pub outcome: FileOutcome,
    /// What was told of its end, if there was anything: it is told again while the file stays as
    /// it is.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub remark: Option<String>,
    /// The digest of the bytes that were accepted as whole, though they do not end as they must.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub accepted: Option<String>,
    /// Whether the id of any of its articles follows from its path.
    #[serde(skip_serializing_if = "is_false", default)]
    pub ids_follow_path: bool,
    /// Whether any of its articles gave way to one of another file with the same id.
    #[serde(skip_serializing_if = "is_false", default)]
    pub has_rivals: bool,
    /// Whether a program of the user made text of it.
    #[serde(skip_serializing_if = "is_false", default)]
    pub is_converted: bool,
    /// What it takes back: these are in the index from no file.
    #[serde(with = "withdrawals", skip_serializing_if = "Vec::is_empty", default)]
    pub withdrawn: Vec<Withdrawal>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

/// Of each the id, and the number and the moment of the version.
mod withdrawals {
    use serde::{Deserializer, Serializer};

    use super::{Deserialize, Version, Withdrawal};

    type Stored = (String, Option<(u64, i64)>);

    pub(super) fn serialize<S: Serializer>(
        all: &[Withdrawal],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(all.iter().map(|Withdrawal { id, version }| -> Stored {
            (id.to_string(), version.map(|version| (version.number, version.moment)))
        }))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<Withdrawal>, D::Error> {
        let all = Vec::<Stored>::deserialize(deserializer)?.into_iter();
        let withdrawal = |(id, version): Stored| {
            let version = version.map(|(number, moment)| Version { number, moment });
            Some(Withdrawal { id: id.parse().ok()?, version })
        };
        Ok(all.filter_map(withdrawal).collect())
    }
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
