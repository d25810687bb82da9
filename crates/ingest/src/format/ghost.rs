//! Knows the posts of a Ghost export that were never published.

use serde_json::{Map, Value as Json};

use super::Draft;
use crate::SkipReason;

/// A longer record is read as any other.
const LONGEST_BYTES: usize = 2 << 20;

/// Why a post is left out; `None` for a published one, and for another record: they are read as
/// any record is.
pub(super) fn read(text: &str) -> Option<Result<Draft, SkipReason>> {
    let is_post = text.len() <= LONGEST_BYTES
        && text.contains("\"slug\"")
        && text.contains("\"status\"")
        && ["\"mobiledoc\"", "\"lexical\"", "\"comment_id\"", "\"markdown\""]
            .iter()
            .any(|key| text.contains(key));
    if !is_post {
        return None;
    }
    let post: Map<String, Json> = serde_json::from_str(text).ok()?;
    let kind = match post.get("status")?.as_str()? {
        "draft" => "draft",
        "scheduled" => "post of the future",
        _ => return None,
    };
    Some(Err(SkipReason::OtherRecord { kind }))
}
