//! Finds the text in values that are objects and lists, as content systems and converters write
//! them.

use serde_json::{Map, Value as Json};

use super::allowance::DEPTH_LIMIT;
use crate::clean;

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
    "username",
    "$oid",
    "$numberLong",
    "href",
    "url",
    "@id",
];
/// Keys of the parts of a person's name, in the order in which they are said.
const PARTS: [[&str; 2]; 6] = [
    ["firstName", "lastName"],
    ["first_name", "last_name"],
    ["givenName", "familyName"],
    ["first", "last"],
    ["given", "family"],
    ["firstname", "lastname"],
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
                NAMES.iter().chain(HOLDERS).find_map(|key| match object.get(*key)? {
                    Json::String(text) => Some(text.clone()),
                    inside @ Json::Object(_) => nested_name(inside),
                    Json::Array(values) => values.first().and_then(nested_name),
                    _ => None,
                })
            })
        }
        Json::Null | Json::Bool(_) => None,
    }
}

/// Keys under which an object has another that has its text.
const HOLDERS: &[&str] = &["node", "attributes", "data"];

/// The text of an object inside of another: `{"title": {"rendered": "…"}}`.
fn nested_name(value: &Json) -> Option<String> {
    let text = |value: &Json| {
        NAMES.iter().find_map(|key| value.get(*key)?.as_str().map(ToOwned::to_owned))
    };
    if let Json::String(text) = value {
        return Some(text.clone());
    }
    text(value).or_else(|| HOLDERS.iter().find_map(|key| text(value.get(*key)?)))
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
    "insert",
    "caption",
];
/// Keys of blocks under which the heading above their text stands.
const HEADINGS: &[&str] = &["heading", "title", "subheading", "subtitle", "headline"];
/// Keys of blocks under which other blocks stand.
const INSIDE: &[&str] = &[
    "blocks",
    "innerBlocks",
    "ops",
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
    "sections",
    "p",
    "und",
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
                    // A list in a list is a row of cells.
                    let cells = value.as_array().filter(|cells| cells.iter().all(Json::is_string));
                    match cells {
                        Some(cells) => {
                            let cells = cells.iter().filter_map(Json::as_str);
                            self.end_block();
                            self.text.push_str(&cells.collect::<Vec<_>>().join(" "));
                            self.end_block();
                        }
                        None => self.add(value, is_inline, depth + 1),
                    }
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
        if kind == "hardbreak" {
            self.text.push('\n');
            return;
        }
        let is_silent = SILENT.contains(&kind.as_str());
        if !is_inline && !is_silent {
            self.add_text(object, HEADINGS);
            self.end_block();
        }
        let has_said = self.add_text(object, if is_silent { &["caption"] } else { TEXTS });
        if has_said && !is_inline {
            self.end_block();
        }
        let inside = INSIDE
            .iter()
            .filter_map(|key| object.get(*key))
            .filter(|inside| !is_silent && (inside.is_array() || inside.is_object()));
        for inside in inside {
            // What a block with a kind has in it without one is a piece of its line.
            let is_line = is_inline || !kind.is_empty() && !is_of_blocks(inside);
            self.add(inside, is_line, depth + 1);
        }
        if object.keys().all(|key| key.bytes().all(|byte| byte.is_ascii_digit())) {
            for part in object.values() {
                self.add(part, is_inline, depth + 1);
            }
        }
        if !is_inline {
            self.end_block();
        }
    }

    /// Takes the text under the first of these keys that has any; whether one has.
    fn add_text(&mut self, object: &Map<String, Json>, keys: &[&str]) -> bool {
        let text = keys.iter().find_map(|key| {
            let text = object.get(*key)?.as_str()?;
            // Empty elements hold what stands under other keys.
            let is_text =
                !text.trim().is_empty() && !clean::markup::plain(text.to_owned()).trim().is_empty();
            is_text.then_some(text)
        });
        self.text.push_str(text.unwrap_or_default());
        text.is_some()
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
