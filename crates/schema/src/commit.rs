//! What changes with each commit, and travels inside it so that nothing can disagree with it.

use serde::{Deserialize, Serialize};

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
