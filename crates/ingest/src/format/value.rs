//! A JSON value that borrows its text from the record, so that long bodies are copied once.

use std::borrow::Cow;

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

    /// Whether it is a longer text, or a list with one in it.
    pub(crate) fn holds_longer_than(&self, bytes: usize) -> bool {
        let is_longer = |value: &Json| value.as_str().is_some_and(|text| text.len() > bytes);
        match self {
            Self::Text(text) => text.len() > bytes,
            Self::Other(Json::Array(values)) => values.iter().any(is_longer),
            _ => false,
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
