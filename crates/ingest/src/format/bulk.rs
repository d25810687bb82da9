//! Reads the bulk lines of Elasticsearch and `OpenSearch`: a line that says what to do, and one with
//! the document.

use serde::Deserialize;
use serde::de::IgnoredAny;

/// What a line asks for.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
enum Action {
    Index(Target),
    Create(Target),
    Update(Target),
    Delete(IgnoredAny),
}

#[derive(Deserialize)]
struct Target {
    #[serde(rename = "_id")]
    id: Option<serde_json::Value>,
}

/// Whether a line asks for something, and the document follows it.
pub(super) fn is_action(line: &[u8]) -> bool {
    matches!(action(line), Some(Action::Index(_) | Action::Create(_) | Action::Update(_)))
}

fn action(line: &[u8]) -> Option<Action> {
    const OPENINGS: [&[u8]; 4] = [b"index", b"create", b"update", b"delete"];
    // Few lines are worth to be parsed for it.
    let name =
        line.trim_ascii_start().strip_prefix(b"{")?.trim_ascii_start().strip_prefix(b"\"")?;
    let may_be = OPENINGS.iter().any(|opening| name.starts_with(opening));
    may_be.then(|| serde_json::from_slice(line).ok()).flatten()
}

/// What a record of two lines is made of: the document, and the id that the first line gives it.
pub(super) fn document(record: &[u8]) -> Option<(&[u8], Option<String>)> {
    let end = record.iter().position(|byte| *byte == b'\n')?;
    let (first, document) = record.split_at(end);
    let (Action::Index(target) | Action::Create(target) | Action::Update(target)) = action(first)?
    else {
        return None;
    };
    let id = target.id.map(|id| id.as_str().map_or_else(|| id.to_string(), ToOwned::to_owned));
    Some((document.trim_ascii(), id))
}

/// Whether a line takes a document away.
pub(super) fn is_deletion(record: &[u8]) -> bool {
    matches!(action(record), Some(Action::Delete(_)))
}
