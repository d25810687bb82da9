//! A JSON value that borrows its text from the record, so that long bodies are copied once.

use std::borrow::Cow;

use serde_json::Value as Json;

use super::{list_literal, nested_text};

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

    /// Whether it is what programs write where there is nothing.
    pub(crate) fn is_no_value(&self) -> bool {
        const NO_VALUES: [&str; 7] = ["nan", "NaN", "NULL", "null", "None", "\\N", "[]"];
        matches!(self, Self::Text(text) if NO_VALUES.contains(&text.trim()))
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

    /// As one text: text itself, a number, or what wraps one.
    pub(crate) fn into_text(self) -> Result<Cow<'a, str>, Self> {
        match self {
            Self::Text(text) => Ok(text),
            Self::Other(value) => match nested_text::name(&value) {
                Some(text) => Ok(Cow::Owned(text)),
                None => Err(Self::Other(value)),
            },
            Self::Null => Err(Self::Null),
        }
    }

    /// As several texts: one, or a list of them, also one that was written into a cell.
    pub(crate) fn into_texts(self) -> Result<Vec<String>, Self> {
        match self {
            Self::Other(Json::Array(values)) => {
                let texts: Option<Vec<String>> =
                    values.iter().filter(|value| !value.is_null()).map(nested_text::name).collect();
                texts.ok_or(Self::Other(Json::Array(values)))
            }
            Self::Text(text) => {
                let objects = || {
                    let text = text.trim();
                    let value = text.starts_with("[{") || text.starts_with("{\"");
                    let value = value.then(|| serde_json::from_str::<Json>(text).ok()).flatten()?;
                    Self::Other(value).into_texts().ok()
                };
                let texts = list_literal::items(&text).or_else(objects);
                Ok(texts.unwrap_or_else(|| vec![text.into_owned()]))
            }
            other => other.into_text().map(|text| vec![text.into_owned()]),
        }
    }

    /// As the names of people: several texts without what names nobody.
    pub(crate) fn into_names(self) -> Result<Vec<String>, Self> {
        let mut names = self.into_texts()?;
        names.retain(|name| !is_no_name(name));
        Ok(names)
    }

    /// As the text of an article: text, or paragraphs and blocks of it.
    pub(crate) fn into_body(self) -> Result<String, Self> {
        match self {
            Self::Text(text) => Ok(paragraphs(&text).unwrap_or_else(|| text.into_owned())),
            Self::Other(value) => nested_text::body(&value).ok_or(Self::Other(value)),
            Self::Null => Err(Self::Null),
        }
    }
}

/// The text of a body that programs wrote as a list or as blocks into a text.
fn paragraphs(text: &str) -> Option<String> {
    let text = text.trim();
    if !text.starts_with(['[', '{']) || !text.ends_with([']', '}']) {
        return None;
    }
    let listed = || Some(list_literal::items(text)?.join("\n\n"));
    let found = serde_json::from_str::<Json>(text).ok().and_then(|value| nested_text::body(&value));
    found.or_else(listed).filter(|found| !found.is_empty())
}

/// What no author is called.
fn is_no_name(name: &str) -> bool {
    const NO_NAMES: [&str; 9] =
        ["n/a", "na", "none", "nan", "null", "unknown", "[deleted]", "undefined", "anonymous"];
    let name = name.trim().to_lowercase();
    !name.chars().any(char::is_alphabetic) || NO_NAMES.contains(&name.as_str())
}

impl From<Json> for Value<'_> {
    fn from(value: Json) -> Self {
        match value {
            Json::Null => Self::Null,
            Json::String(text) => Self::Text(Cow::Owned(text)),
            value => Self::Other(value),
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
