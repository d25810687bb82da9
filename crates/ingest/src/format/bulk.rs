//! Reads the bulk lines of Elasticsearch and `OpenSearch`: a line that says what to do, and one with
//! the document.

use serde::Deserialize;
use serde_json::{Map, Value as Json};

use super::cut::without_mark;

/// What a line asks for.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
enum Action {
    Index(Target),
    Create(Target),
    Update(Target),
    Delete(Target),
}

/// Where a document goes.
type Target = Map<String, Json>;

/// What may be said of it, beside keys that begin with a low line.
const SAID: [&str; 6] =
    ["routing", "pipeline", "version", "version_type", "retry_on_conflict", "require_alias"];

/// Whether an object says where a document goes, and is none itself.
fn is_target(target: &Target) -> bool {
    target.keys().all(|key| key.starts_with('_') || SAID.contains(&key.as_str()))
}

/// Whether a line asks for something, and the document follows it.
pub(super) fn is_action(line: &[u8]) -> bool {
    matches!(action(line), Some(Action::Index(_) | Action::Create(_) | Action::Update(_)))
}

fn action(line: &[u8]) -> Option<Action> {
    const OPENINGS: [&[u8]; 4] = [b"index", b"create", b"update", b"delete"];
    // Few lines are worth to be parsed for it.
    let name = without_mark(line)
        .trim_ascii_start()
        .strip_prefix(b"{")?
        .trim_ascii_start()
        .strip_prefix(b"\"")?;
    let may_be = OPENINGS.iter().any(|opening| name.starts_with(opening));
    let action = || serde_json::from_slice(without_mark(line).trim_ascii()).ok();
    may_be.then(action).flatten().filter(|action| {
        let (Action::Index(target)
        | Action::Create(target)
        | Action::Update(target)
        | Action::Delete(target)) = action;
        is_target(target)
    })
}

/// What a record of two lines is made of: the document, and the id that the first line gives it.
pub(super) fn document(record: &[u8]) -> Option<(&[u8], Option<String>)> {
    let end = record.iter().position(|byte| *byte == b'\n')?;
    let (first, document) = record.split_at(end);
    let (Action::Index(target) | Action::Create(target) | Action::Update(target)) = action(first)?
    else {
        return None;
    };
    let id =
        target.get("_id").map(|id| id.as_str().map_or_else(|| id.to_string(), ToOwned::to_owned));
    Some((document.trim_ascii(), id))
}

/// Whether a file that opens so is of such lines.
pub(super) fn opens(head: &[u8], end: u8) -> bool {
    let mut lines = head.split(|byte| *byte == end);
    let first = lines.find(|line| !without_mark(line).trim_ascii().is_empty());
    first.is_some_and(|line| action(line).is_some())
}

/// Whether a line takes a document away.
pub(super) fn is_deletion(record: &[u8]) -> bool {
    matches!(action(record), Some(Action::Delete(_)))
}
