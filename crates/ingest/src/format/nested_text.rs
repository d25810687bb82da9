//! Finds the text in values that are objects and lists, as content systems and converters write
//! them.

use serde_json::{Map, Value as Json};

use super::allowance::DEPTH_LIMIT;

/// Keys under which an object has its one text, best first: schema.org, content systems, converters
/// from XML, databases.
const NAMES: &[&str] = &[
    "name",
    "displayName",
    "display_name",
    "fullName",
    "full_name",
    "rendered",
    "title",
    "headline",
    "label",
    "text",
    "value",
    "#text",
    "_text",
    "$t",
    "_",
    "@value",
    "__text",
    "__cdata",
    "content",
    "term",
    "$oid",
    "$numberLong",
    "href",
    "url",
    "@id",
];
/// Keys of the parts of a person's name, in the order in which they are said.
const PARTS: [[&str; 2]; 4] = [
    ["firstName", "lastName"],
    ["first_name", "last_name"],
    ["givenName", "familyName"],
    ["first", "last"],
];

/// The text of a string, of a number, of an object such as `{"name": "…"}`, or of a list of one.
pub(super) fn name(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Array(values) => match values.as_slice() {
            [one] => name(one),
            _ => None,
        },
        Json::Object(object) => {
            let text = |key: &str| object.get(key).and_then(Json::as_str).map(ToOwned::to_owned);
            let parted = || {
                PARTS.iter().find_map(|parts| {
                    let said: Vec<String> = parts.iter().filter_map(|part| text(part)).collect();
                    (!said.is_empty()).then(|| said.join(" "))
                })
            };
            NAMES.iter().take(5).find_map(|key| text(key)).or_else(parted).or_else(|| {
                NAMES.iter().find_map(|key| match object.get(*key)? {
                    Json::String(text) => Some(text.clone()),
                    inside @ Json::Object(_) => nested_name(inside),
                    _ => None,
                })
            })
        }
        Json::Null | Json::Bool(_) => None,
    }
}

/// The text of an object inside of another: `{"title": {"rendered": "…"}}`.
fn nested_name(value: &Json) -> Option<String> {
    NAMES.iter().find_map(|key| value.get(*key)?.as_str()).map(ToOwned::to_owned)
}

/// The text of a body that is a list of paragraphs, a list of blocks as editors store them, or an
/// object that wraps a text. Blocks are apart; what stands inside of one is not.
pub(super) fn body(value: &Json) -> Option<String> {
    let mut blocks = Blocks::default();
    blocks.add(value, false, 0);
    blocks.end_block();
    let text = blocks.text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Keys of blocks under which their text stands, best first.
const TEXTS: &[&str] = &[
    "text",
    "plain",
    "plaintext",
    "value",
    "content",
    "html",
    "innerHTML",
    "rendered",
    "body",
    "markdown",
    "paragraph",
    "#text",
    "$t",
    "title",
    "caption",
];
/// Keys of blocks under which other blocks stand.
const INSIDE: &[&str] = &[
    "blocks",
    "content",
    "children",
    "data",
    "items",
    "paragraphs",
    "body",
    "rows",
    "cells",
    "columns",
    "elements",
    "nodes",
    "root",
    "document",
    "text",
    "value",
    "p",
];
/// Keys under which a block says what it is.
const KINDS: &[&str] = &["type", "_type", "nodeType", "blockName", "kind"];
/// Kinds that stand inside of a line.
const INLINE: &[&str] =
    &["text", "span", "link", "a", "b", "i", "em", "strong", "hyperlink", "inline"];
/// Kinds that show something instead of saying it. A caption of theirs is text.
const SILENT: &[&str] = &[
    "image", "picture", "photo", "video", "audio", "embed", "iframe", "gallery", "ad", "script",
    "media", "map", "button",
];

#[derive(Default)]
struct Blocks {
    text: String,
}

impl Blocks {
    fn add(&mut self, value: &Json, is_inline: bool, depth: usize) {
        if depth > DEPTH_LIMIT {
            return;
        }
        match value {
            Json::String(text) if is_inline => self.text.push_str(text),
            Json::String(text) => {
                self.end_block();
                self.text.push_str(text);
            }
            Json::Array(values) => {
                for value in values {
                    self.add(value, is_inline, depth + 1);
                }
            }
            Json::Object(object) => self.add_object(object, is_inline, depth),
            Json::Number(_) | Json::Bool(_) | Json::Null => {}
        }
    }

    fn add_object(&mut self, object: &Map<String, Json>, is_inline: bool, depth: usize) {
        let kind = KINDS.iter().find_map(|key| object.get(*key)?.as_str()).unwrap_or_default();
        let kind = kind.rsplit('/').next().unwrap_or(kind).to_lowercase();
        // Without a kind it is what its place makes it.
        let is_inline = if kind.is_empty() { is_inline } else { INLINE.contains(&kind.as_str()) };
        if !is_inline {
            self.end_block();
        }
        let is_silent = SILENT.contains(&kind.as_str());
        let keys = if is_silent { &["caption"][..] } else { TEXTS };
        let said = |key: &&&str| {
            object.get(**key).and_then(Json::as_str).is_some_and(|text| !text.trim().is_empty())
        };
        if let Some(key) = keys.iter().find(said) {
            let own = object.get(*key).and_then(Json::as_str).unwrap_or_default();
            self.text.push_str(own);
        } else if !is_silent
            && let Some(inside) = INSIDE
                .iter()
                .filter_map(|key| object.get(*key))
                .find(|inside| inside.is_array() || inside.is_object())
        {
            // What a block with a kind has in it without one is a piece of its line.
            let is_line = is_inline || !kind.is_empty() && !is_of_blocks(inside);
            self.add(inside, is_line, depth + 1);
        }
        if !is_inline {
            self.end_block();
        }
    }

    /// Ends the paragraph, if one is open.
    fn end_block(&mut self) {
        self.text.truncate(self.text.trim_end().len());
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
    }
}

/// Whether the parts of a block are blocks: texts of a list, or objects that have none.
fn is_of_blocks(inside: &Json) -> bool {
    match inside {
        Json::Array(values) => values.iter().all(Json::is_string),
        Json::Object(_) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names_are_taken_out_of_objects() {
        for value in [
            json!("Ana Kolar"),
            json!(["Ana Kolar"]),
            json!({"name": "Ana Kolar", "title": "Reporter", "url": "https://example.org"}),
            json!({"displayName": "Ana Kolar"}),
            json!({"firstName": "Ana", "lastName": "Kolar", "title": "Dr"}),
            json!({"text": "Ana Kolar"}),
            json!({"title": {"rendered": "Ana Kolar"}}),
            json!({"#text": "Ana Kolar", "@lang": "sr"}),
        ] {
            assert_eq!(name(&value).as_deref(), Some("Ana Kolar"), "{value}");
        }
        for value in [json!(null), json!(true), json!({}), json!(["a", "b"]), json!({"id": 5})] {
            assert_eq!(name(&value), None, "{value}");
        }
    }

    #[test]
    fn blocks_of_many_editors_are_paragraphs() {
        let paragraphs = "The ferry returns.\n\nIt is quiet.";
        for value in [
            json!(["The ferry returns.", "It is quiet."]),
            json!([{"type": "p", "text": "The ferry returns."}, {"type": "image", "url": "x"}, {"text": "It is quiet."}]),
            json!([{"type": "p", "content": "The ferry returns."}, {"type": "p", "content": "It is quiet."}]),
            json!({"blocks": [{"type": "paragraph", "data": {"text": "The ferry returns."}}, {"type": "list", "data": {"items": ["It is quiet."]}}]}),
            json!([{"type": "paragraph", "children": [{"text": "The ferry "}, {"text": "returns", "bold": true}, {"text": "."}]}, {"type": "paragraph", "children": [{"text": "It is quiet."}]}]),
            json!({"nodeType": "document", "content": [{"nodeType": "paragraph", "content": [{"nodeType": "text", "value": "The "}, {"nodeType": "text", "value": "ferry returns."}]}, {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": "It is quiet."}]}]}),
            json!([{"_type": "block", "children": [{"_type": "span", "text": "The ferry returns."}]}, {"_type": "block", "children": [{"_type": "span", "text": "It is quiet."}]}]),
            json!({"content": "The ferry returns.\n\nIt is quiet.", "format": "plain"}),
            json!({"text": "The ferry returns.\n\nIt is quiet.", "html": "<p>…"}),
        ] {
            assert_eq!(body(&value).as_deref(), Some(paragraphs), "{value}");
        }
        for value in [json!(7), json!({}), json!([]), json!([{"type": "image", "url": "x"}])] {
            assert_eq!(body(&value), None, "{value}");
        }
    }
}
