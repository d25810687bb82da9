//! A JSON value that borrows its text from the record, so that long bodies are copied once.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value as Json;

/// A value of a record.
#[derive(Debug, Clone)]
pub(crate) enum Value<'a> {
    /// `null`.
    Null,
    /// Text.
    Text(Cow<'a, str>),
    /// Anything else.
    Other(Json),
}

impl<'a> Value<'a> {
    /// Whether it says nothing.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(text) => text.trim().is_empty(),
            Self::Other(Json::Array(values)) => values.is_empty(),
            Self::Other(_) => false,
        }
    }

    /// The kind, in words.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Text(_) => "text",
            Self::Other(value) => kind(value),
        }
    }

    /// As a value that owns its text.
    pub(crate) fn into_json(self) -> Json {
        match self {
            Self::Null => Json::Null,
            Self::Text(text) => Json::String(text.into_owned()),
            Self::Other(value) => value,
        }
    }

    /// As one text: text itself, a number, or an object that wraps one.
    pub(crate) fn into_text(self) -> Result<Cow<'a, str>, Self> {
        match self {
            Self::Text(text) => Ok(text),
            Self::Other(value) => match text_of(&value) {
                Some(text) => Ok(Cow::Owned(text)),
                None => Err(Self::Other(value)),
            },
            Self::Null => Err(Self::Null),
        }
    }

    /// As several texts: one, or a list of them.
    pub(crate) fn into_texts(self) -> Result<Vec<String>, Self> {
        match self {
            Self::Other(Json::Array(values)) => {
                let texts: Option<Vec<String>> =
                    values.iter().filter(|value| !value.is_null()).map(text_of).collect();
                texts.ok_or(Self::Other(Json::Array(values)))
            }
            other => other.into_text().map(|text| vec![text.into_owned()]),
        }
    }
}

/// The kind of a JSON value, in words.
pub(crate) fn kind(value: &Json) -> &'static str {
    match value {
        Json::Null => "null",
        Json::Bool(_) => "true or false",
        Json::Number(_) => "a number",
        Json::String(_) => "text",
        Json::Array(_) => "a list",
        Json::Object(_) => "an object",
    }
}

/// The text of a string, of a number, or of an object such as `{"name": "…"}`, as schema.org,
/// content systems and converters from XML write them.
fn text_of(value: &Json) -> Option<String> {
    const WRAPPERS: [&str; 6] = ["name", "rendered", "title", "value", "#text", "@value"];
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Object(object) => {
            WRAPPERS.iter().find_map(|key| object.get(*key)?.as_str()).map(ToOwned::to_owned)
        }
        _ => None,
    }
}

impl<'de> Deserialize<'de> for Value<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Value::Other(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Value::Other(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Value::Other(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Value::Other(value.into()))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Value::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Value::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
        Ok(Value::Text(Cow::Owned(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, values: A) -> Result<Self::Value, A::Error> {
        Json::deserialize(SeqAccessDeserializer::new(values)).map(Value::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Self::Value, A::Error> {
        Json::deserialize(MapAccessDeserializer::new(entries)).map(Value::Other)
    }
}
