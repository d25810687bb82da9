//! What a run that changes an index says of it.

use std::collections::BTreeMap;

use article::{FilePath, Provenance};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::JSON_VERSION;

/// Something that was left out of an index, or remarked on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Skipped {
    /// The path below its root; that of the root, where it is the root itself.
    pub path: String,
    /// The bytes of the path in base64, where it is not valid Unicode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path_bytes: Option<String>,
    /// Its number in the file, from 1; null where the file is meant.
    pub record: Option<u64>,
    /// In plain words.
    pub reason: String,
    /// How many records of the file it sums up, where it is not about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
}

/// What closes a run of `index`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct IndexSummary {
    /// The version of the JSON.
    pub format_version: u32,
    /// Articles read from files, and records found unchanged in files that were read.
    pub read: u64,
    /// All that was seen: added, replaced, unchanged, skipped.
    pub records: u64,
    /// Articles that were not there before.
    pub added: u64,
    /// Articles of which another version was there.
    pub replaced: u64,
    /// Articles that are no longer there.
    pub removed: u64,
    /// Articles that were there already, just so.
    pub unchanged: u64,
    /// Files that have another path than before.
    pub moved: u64,
    /// Files and records left out.
    pub skipped: u64,
    /// Those of them that another article with the same id stays for.
    pub duplicates: u64,
    /// What else was left out, by reason.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub left_out: BTreeMap<String, u64>,
    /// What was remarked on and not left out.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub remarks: BTreeMap<String, u64>,
    /// The keys that gave each field of the articles that were read.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, BTreeMap<String, u64>>,
    /// What said when they were published.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub dates: BTreeMap<String, u64>,
    /// Keys with dates that do not say it, of articles without one.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub unused_dates: BTreeMap<String, u64>,
    /// The languages of the articles that were read.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub languages: BTreeMap<String, u64>,
    /// Files that were not read to their end.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub cut: u64,
    /// Articles written that have something in a field of the archive's own that is no value of its
    /// kind, by which they are not found.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unread_values: u64,
    /// Remembered files and folders that are not there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<MissingRoot>,
    /// How long it took, in seconds.
    pub seconds: f64,
    /// The number of the generation that was written.
    pub generation: u32,
}

/// A remembered file or folder that is not there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MissingRoot {
    /// Its path.
    pub path: String,
    /// The bytes of the path in base64, where it is not valid Unicode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path_bytes: Option<String>,
    /// How many articles it keeps.
    pub articles: u64,
}

/// What closes a run of `optimize`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OptimizeSummary {
    /// The version of the JSON.
    pub format_version: u32,
    /// Articles in the index.
    pub articles: u64,
    /// Segments before.
    pub segments_before: u64,
    /// Segments after.
    pub segments_after: u64,
}

impl Skipped {
    /// Something about a whole file.
    pub fn of_file(path: &FilePath, reason: String) -> Self {
        Self::of_record(path, None, reason)
    }

    fn of_record(path: &FilePath, record: Option<u64>, reason: String) -> Self {
        let (path, path_bytes) = (path.to_string(), path.bytes_in_base64());
        Self { path, path_bytes, record, reason, count: None }
    }
}

#[cfg(feature = "ingest")]
impl From<&ingest::Skipped> for Skipped {
    fn from(skipped: &ingest::Skipped) -> Self {
        let Provenance { path, record } = &skipped.provenance;
        // The root itself has no path below it.
        let root = FilePath::of(&skipped.root);
        let path = if path.is_empty() { &root } else { path };
        let count = Some(skipped.count()).filter(|count| *count > 1);
        Self { count, ..Self::of_record(path, *record, skipped.reason.to_string()) }
    }
}

impl From<&indexer::Duplicate> for Skipped {
    fn from(duplicate: &indexer::Duplicate) -> Self {
        let Provenance { path, record } = &duplicate.later;
        Self::of_record(path, *record, format!("duplicate: {duplicate}"))
    }
}

impl From<&(FilePath, u64)> for MissingRoot {
    fn from((path, articles): &(FilePath, u64)) -> Self {
        Self { path: path.to_string(), path_bytes: path.bytes_in_base64(), articles: *articles }
    }
}

impl From<&indexer::Optimized> for OptimizeSummary {
    fn from(optimized: &indexer::Optimized) -> Self {
        Self {
            format_version: JSON_VERSION,
            articles: optimized.articles,
            segments_before: optimized.segments_before,
            segments_after: optimized.segments_after,
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
pub(crate) fn is_zero(count: &u64) -> bool {
    *count == 0
}
