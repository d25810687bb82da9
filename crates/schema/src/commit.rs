//! What changes with each commit, and travels inside it so that nothing can disagree with it; and
//! the name by which commits are told apart.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::GenerationName;

/// The note that goes with a commit, in the engine's commit payload.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitNote {
    /// How many commits the generation has had, this one included.
    pub commit: u64,
    /// The name of the ledger file that belongs to this commit; empty before the first.
    pub ledger: String,
    /// The number of articles.
    pub articles: u64,
    /// When it was made, in milliseconds since 1970.
    pub committed_ms: i64,
    /// The engine's own number of the commit.
    pub opstamp: u64,
}

/// The note under a digest of it, so that a flipped bit is found.
#[derive(Serialize, Deserialize)]
struct Sealed {
    note: CommitNote,
    digest: String,
}

fn digest(note: &CommitNote) -> String {
    blake3::hash(format!("{note:?}").as_bytes()).to_hex().to_string()
}

impl CommitNote {
    /// The note as the engine carries it.
    pub fn to_payload(&self) -> String {
        let sealed = Sealed { note: self.clone(), digest: digest(self) };
        serde_json::to_string(&sealed).unwrap_or_default()
    }

    /// The note of a payload; `None` where it is not one of ours or was altered.
    pub fn from_payload(payload: &str) -> Option<Self> {
        let sealed: Sealed = serde_json::from_str(payload).ok()?;
        (digest(&sealed.note) == sealed.digest).then_some(sealed.note)
    }
}

/// The name of one commit of an index, printed as 16 hexadecimal digits. Two answers of one name are
/// of the same articles, scored alike, whoever opened the index and wherever; a merge of segments
/// makes another name too, for it changes scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CommitId(u64);

impl CommitId {
    /// The name of a commit: 64 bits of a digest of its generation and of the engine's list of its
    /// segments (BLAKE3).
    pub fn of(generation: GenerationName, segments_list: &[u8]) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&generation.number().to_le_bytes()).update(segments_list);
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
        Self(u64::from_le_bytes(bytes))
    }
}

impl fmt::Display for CommitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for CommitId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        u64::from_str_radix(text, 16).map(Self)
    }
}
