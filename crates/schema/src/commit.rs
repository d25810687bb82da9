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
}

impl CommitNote {
    /// The note as the engine carries it.
    pub fn to_payload(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The note of a payload; `None` where it is not one of ours.
    pub fn from_payload(payload: &str) -> Option<Self> {
        serde_json::from_str(payload).ok()
    }
}
