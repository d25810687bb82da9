//! Reads posts of Twitter as twarc keeps them, of both versions of its interface.

use serde_json::{Map, Value as Json};

use super::{Draft, DraftKind};
use crate::SkipReason;

/// None is longer, with all that is known of it.
const LONGEST_BYTES: usize = 256 << 10;
/// What those of version 2 have, one or the other.
const MARKS: [&str; 3] = ["\"conversation_id\"", "\"edit_history_tweet_ids\"", "\"__twarc\""];

/// The article of a post; `None` for another record.
pub(super) fn read(text: &str) -> Option<Result<Draft, SkipReason>> {
    if text.len() > LONGEST_BYTES {
        return None;
    }
    let is_first = text.contains("\"screen_name\"") && text.contains("\"id_str\"");
    let is_second =
        || text.contains("\"author_id\"") && MARKS.iter().any(|mark| text.contains(mark));
    if !is_first && !is_second() {
        return None;
    }
    let post: Map<String, Json> = serde_json::from_str(text).ok()?;
    // An article may have a post in it, and a forum speaks of the same things.
    let is_other =
        ["title", "headline", "body", "content", "html"].iter().any(|key| post.contains_key(*key));
    let has_text = ["text", "full_text"].iter().any(|key| post.contains_key(*key));
    if is_other || !has_text {
        return None;
    }
    let writer = post.get("user").or_else(|| post.get("author"));
    let id = post.get("id_str").or_else(|| post.get("id"))?.as_str()?.to_owned();
    if !post.contains_key("created_at") || writer.is_none() && !post.contains_key("author_id") {
        return None;
    }
    let of_writer = |key: &str| writer.and_then(|writer| writer.get(key)?.as_str());
    let name = of_writer("screen_name").or_else(|| of_writer("username"));
    let host = "https://twitter.com";
    Some(Ok(Draft {
        kind: DraftKind::Record,
        url: Some(format!("{host}/{}/status/{id}", name.unwrap_or("i"))),
        source_id: Some(id),
        authors: of_writer("name").map(ToOwned::to_owned).into_iter().collect(),
        source: Some("Twitter".to_owned()),
        language: text_of(&post, "lang").filter(|code| code != "und"),
        dates: post
            .get("created_at")
            .map(|date| ("created_at".to_owned(), date.clone()))
            .into_iter()
            .collect(),
        body: body(&post).unwrap_or_default(),
        ..Draft::default()
    }))
}

fn text_of(post: &Map<String, Json>, key: &str) -> Option<String> {
    post.get(key)?.as_str().map(ToOwned::to_owned)
}

/// The whole text: that of one which is passed on stands in the other post.
fn body(post: &Map<String, Json>) -> Option<String> {
    let inner = |key: &str| post.get(key).and_then(Json::as_object);
    if let Some(text) = inner("retweeted_status").and_then(body) {
        return Some(text);
    }
    let extended = inner("extended_tweet").and_then(|extended| text_of(extended, "full_text"));
    let note = inner("note_tweet").and_then(|note| text_of(note, "text"));
    extended.or(note).or_else(|| text_of(post, "full_text")).or_else(|| text_of(post, "text"))
}
