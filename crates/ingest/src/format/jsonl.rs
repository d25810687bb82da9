//! Reads JSON Lines: one object a line, one article an object.

use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::cut::{Cutter, Lines, Values, line_end, without_mark};
use super::record::Record;
use super::value::Value;
use super::{
    Context, Draft, Format, KeyMap, allowance, broken_json, bulk, collection, ghost, html, keys,
    ninjs, tweet,
};
use crate::SkipReason;
use crate::clean;

/// JSON Lines.
pub(crate) struct JsonLines;

/// Keys of which records of ninjs, Twitter and Ghost have one at least.
static KNOWN: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let keys = ["\"uri\"", "\"guid\"", "\"screen_name\"", "\"author_id\"", "\"slug\""];
    AhoCorasick::new(keys).ok()
});

impl Format for JsonLines {
    fn extensions(&self) -> &'static [&'static str] {
        &["jsonl", "ndjson", "jl"]
    }

    fn opens_with(&self, text: &str, name: &str) -> bool {
        if is_object(text) && self.extensions().iter().any(|extension| name.ends_with(extension)) {
            return true;
        }
        let mut lines = text.lines().filter(|line| !line.trim().is_empty());
        let (Some(first), Some(second)) = (lines.next(), lines.next()) else { return false };
        is_object(first) && first.trim_end().ends_with('}') && is_object(second)
    }

    fn cutter(&self, head: &[u8], keys: &KeyMap) -> Option<Box<dyn Cutter>> {
        let end = line_end(head);
        if let Some(path) = collection::path(without_mark(head), keys) {
            return Some(Box::new(Values::inside(path)));
        }
        Some(if is_spread_over_lines(head, end) {
            Box::new(Values::sequence())
        } else {
            Box::new(if bulk::opens(head, end) {
                Lines::joined(end, bulk::is_action)
            } else {
                Lines::new(end)
            })
        })
    }

    fn has_keys(&self) -> bool {
        true
    }

    fn parsing_bytes(&self, record: &[u8]) -> usize {
        allowance::at_a_glance(record)
    }

    fn read(&self, record: &[u8], context: &Context<'_>) -> Result<Draft, SkipReason> {
        if let Some((document, id)) = bulk::document(record) {
            let draft = read_object(document, context)?;
            return Ok(Draft { source_id: draft.source_id.or(id), ..draft });
        }
        if bulk::is_deletion(record) {
            return Err(SkipReason::OtherRecord { kind: "deletion" });
        }
        read_object(record, context)
    }
}

/// Whether a text opens as a JSON object does.
pub(super) fn is_object(text: &str) -> bool {
    let inside = text.trim_start().strip_prefix('{').map(str::trim_start);
    inside.is_some_and(|inside| inside.starts_with(['"', '}']))
}

/// Whether the first object of a file goes over several lines, as tools write it that make JSON
/// pretty. A line that breaks off inside of a text is a broken record.
fn is_spread_over_lines(head: &[u8], end: u8) -> bool {
    let head = without_mark(head).trim_ascii_start();
    let Some(first_end) = head.iter().position(|byte| *byte == end) else { return false };
    let is_whole = |text: &[u8]| serde_json::from_slice::<IgnoredAny>(text).is_ok();
    if is_whole(&head[..first_end]) {
        return false;
    }
    let mut values = Values::sequence();
    let first = values.end(head, 0).map(|end| values.trim(&head[..end]));
    first.is_some_and(|first| first.len() > first_end && is_whole(first))
}

/// Reads one JSON object, straight into the fields of a draft.
pub(super) fn read_object(record: &[u8], context: &Context<'_>) -> Result<Draft, SkipReason> {
    let text = match std::str::from_utf8(record) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(clean::encoding::decode(record, None)),
    };
    match read_text(&text, context) {
        // Many programs write more than JSON allows.
        Err(SkipReason::InvalidJson { source }) => {
            let repaired = broken_json::repaired(&text);
            let again = if repaired == *text { None } else { read_text(&repaired, context).ok() };
            again.ok_or(SkipReason::InvalidJson { source })
        }
        read => read,
    }
}

fn read_text(text: &str, context: &Context<'_>) -> Result<Draft, SkipReason> {
    // One look through a record tells most that they are of no program that is known.
    if KNOWN.as_ref().is_none_or(|keys| keys.is_match(text)) {
        let known = ninjs::read(text, context.order).or_else(|| tweet::read(text));
        if let Some(read) = known.or_else(|| ghost::read(text)) {
            return read;
        }
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let mut record = Record::new(context);
    let visitor = ObjectVisitor { record: &mut record };
    let read = visitor.deserialize(&mut deserializer).and_then(|found| {
        deserializer.end()?;
        Ok(found)
    });
    match read {
        Ok(None) => Ok(html::of_record(record.into_draft(), context.order)),
        Ok(Some(found)) => Err(SkipReason::NotAnObject { found }),
        Err(source) => Err(SkipReason::InvalidJson { source }),
    }
}

impl<'a> Record<'a, '_> {
    /// Takes in what stands under a key that may wrap the record: the fields of an object, or else
    /// the value itself.
    fn unwrap(&mut self, key: Cow<'a, str>, json: &'a str) -> Result<(), serde_json::Error> {
        let mut deserializer = serde_json::Deserializer::from_str(json);
        if json.starts_with('{') && self.may_enter() {
            self.enter(&key);
            let read = ObjectVisitor { record: self }.deserialize(&mut deserializer);
            self.leave();
            return read.map(|_| ());
        }
        if let Some(seed) = self.value_seed(&key) {
            let value = seed.deserialize(&mut deserializer)?;
            self.insert(key, value);
        }
        Ok(())
    }
}

/// Fills a record, and returns the kind of what was found where that is no object.
struct ObjectVisitor<'r, 'a, 'k> {
    record: &'r mut Record<'a, 'k>,
}

impl<'de> DeserializeSeed<'de> for ObjectVisitor<'_, 'de, '_> {
    type Value = Option<&'static str>;

    fn deserialize<D: serde::Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ObjectVisitor<'_, 'de, '_> {
    type Value = Option<&'static str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        while let Some(key) = entries.next_key_seed(self.record.key_seed())? {
            let Value::Text(key) = key else { continue };
            if keys::WRAPPERS.contains(&key.as_ref()) {
                let raw: &RawValue = entries.next_value()?;
                self.record.unwrap(key, raw.get()).map_err(serde::de::Error::custom)?;
                continue;
            }
            if self.record.is_id(&key) {
                let raw: &RawValue = entries.next_value()?;
                let value = self.record.id(raw.get()).map_err(serde::de::Error::custom)?;
                self.record.insert(key, value);
                continue;
            }
            match self.record.value_seed(&key) {
                Some(seed) => {
                    let value = entries.next_value_seed(seed)?;
                    self.record.insert(key, value);
                }
                None => drop(entries.next_value::<IgnoredAny>()?),
            }
        }
        Ok(None)
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(
        self,
        mut values: A,
    ) -> Result<Self::Value, A::Error> {
        while values.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Some("a list"))
    }

    fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
        Ok(Some("text"))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Some("true or false"))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Some("a number"))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Some("a number"))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Some("a number"))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Some("null"))
    }
}
