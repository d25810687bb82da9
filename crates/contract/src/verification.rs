//! Whether an index is sound.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::JSON_VERSION;
use crate::indexing::is_zero;
use crate::remarks::Diagnostic;

/// Something that is not as it should be, or that a repair has dropped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// The file, or the segment and document.
    pub place: String,
    /// What is wrong there.
    pub problem: String,
}

/// What closes a verification or a repair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct VerifySummary {
    /// The version of the JSON.
    pub format_version: u32,
    /// Whether the index is sound now.
    pub sound: bool,
    /// Its articles.
    pub articles: u64,
    /// Segments that were read; after a repair none is counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segments: Option<u64>,
    /// How many findings there are.
    pub findings: usize,
    /// After a repair: how much could not be read and was dropped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dropped: Option<usize>,
    /// Articles whose source damage has made unknown.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub of_unknown_source: u64,
    /// What rebuilds that did not come to their end have left.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unfinished: Vec<Unfinished>,
    /// What else there is to say: nothing so far.
    pub diagnostics: Vec<Diagnostic>,
}

/// What a rebuild that did not come to its end has left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Unfinished {
    /// The name of its folder in the index.
    pub path: String,
    /// What it takes on the disk, in bytes.
    pub bytes: u64,
}

impl From<&indexer::Finding> for Finding {
    fn from(finding: &indexer::Finding) -> Self {
        Self { place: finding.place.clone(), problem: finding.problem.clone() }
    }
}

impl From<&indexer::Verification> for VerifySummary {
    fn from(verification: &indexer::Verification) -> Self {
        Self {
            format_version: JSON_VERSION,
            sound: verification.is_sound(),
            articles: verification.articles,
            segments: Some(verification.segments),
            findings: verification.findings.len(),
            dropped: None,
            of_unknown_source: verification.of_unknown_source,
            unfinished: verification.unfinished.iter().map(Unfinished::from).collect(),
            diagnostics: Vec::new(),
        }
    }
}

impl From<&indexer::Repair> for VerifySummary {
    fn from(repair: &indexer::Repair) -> Self {
        Self {
            format_version: JSON_VERSION,
            sound: true,
            articles: repair.articles,
            segments: None,
            findings: repair.findings.len(),
            dropped: Some(repair.dropped.len()),
            of_unknown_source: 0,
            unfinished: Vec::new(),
            diagnostics: Vec::new(),
        }
    }
}

impl From<&::schema::Unfinished> for Unfinished {
    fn from(left: &::schema::Unfinished) -> Self {
        let name = left.path.file_name().unwrap_or_default();
        Self { path: name.to_string_lossy().into_owned(), bytes: left.bytes }
    }
}
