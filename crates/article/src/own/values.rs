//! What an article has in a field of the archive's own, and the forms in which it is indexed.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value as Json;

use super::{FieldKind, FieldName, OwnField};
use crate::{Precision, PublishedOn};

/// A value is known by so many bytes of its beginning, where it is longer.
const LONGEST_KEY: usize = 1_000;

/// The text that a whole value is known by: itself, or of a very long one the beginning. Values that
/// begin alike for so long are one.
pub fn value_key(value: &str) -> &str {
    &value[..value.floor_char_boundary(LONGEST_KEY)]
}

/// A value of a field.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum OwnValue {
    /// Of a keyword or a text.
    Text(String),
    /// Finite.
    Number(f64),
    /// A day, a month or a year.
    Date(PublishedOn),
}

/// What an article has in a field.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OwnValues {
    /// Its values, in the order in which they stand.
    pub values: Vec<OwnValue>,
    /// What stands there besides and is none: no number, no date, or no text at all.
    pub unread: Vec<String>,
}

impl OwnValues {
    /// What an article with these extras has in a field of this name.
    pub fn of(extra: &BTreeMap<String, Json>, name: FieldName, field: &OwnField) -> Self {
        let mut found = Self::default();
        let values = extra.iter().filter(|(key, _)| field.has_key(name, key));
        found.extend(values.map(|(_, value)| value), field.kind);
        found
    }

    fn extend<'a>(&mut self, of: impl IntoIterator<Item = &'a Json>, kind: FieldKind) {
        for value in of {
            match value {
                Json::Array(values) => values.iter().for_each(|value| self.add(value, kind)),
                value => self.add(value, kind),
            }
        }
    }

    fn add(&mut self, value: &Json, kind: FieldKind) {
        let text = match value {
            Json::Null => return,
            Json::String(text) => Cow::Borrowed(text.trim()),
            Json::Number(_) | Json::Bool(_) => Cow::Owned(value.to_string()),
            // Programs write so what they have a page for.
            Json::Object(object)
                if kind.has_words() && object.get("name").is_some_and(Json::is_string) =>
            {
                Cow::Borrowed(object["name"].as_str().unwrap_or_default().trim())
            }
            Json::Array(_) | Json::Object(_) => {
                self.unread.push(value.to_string());
                return;
            }
        };
        if text.is_empty() {
            return;
        }
        let read = match kind {
            FieldKind::Keyword | FieldKind::Text => Some(OwnValue::Text(text.clone().into_owned())),
            FieldKind::Number => number(&text).map(OwnValue::Number),
            FieldKind::Date => date(&text).map(OwnValue::Date),
        };
        match read {
            Some(value) => self.values.push(value),
            None => self.unread.push(text.into_owned()),
        }
    }
}

impl OwnValue {
    /// A value of this kind, as it is written in answers; `None` where it is none.
    pub fn read(text: &str, kind: FieldKind) -> Option<Self> {
        Some(match kind {
            FieldKind::Keyword | FieldKind::Text => Self::Text(text.to_owned()),
            FieldKind::Number => Self::Number(number(text)?),
            FieldKind::Date => Self::Date(date(text)?),
        })
    }

    /// The most characters of a text that are shown with an article.
    pub const SHOWN: usize = 300;

    /// The same, cut where it is a text longer than [`Self::SHOWN`].
    pub(super) fn shown(self) -> Self {
        match self {
            Self::Text(mut text) => {
                if let Some((end, _)) = text.char_indices().nth(Self::SHOWN) {
                    text.truncate(end);
                    text.push('…');
                }
                Self::Text(text)
            }
            other => other,
        }
    }

    /// The value that a key of the index stands for; `None` where that is none of this kind.
    pub fn of_key(key: &str, kind: FieldKind) -> Option<Self> {
        match kind {
            FieldKind::Number => u64::from_str_radix(key, 16).ok().map(number_of).map(Self::Number),
            kind => Self::read(key, kind),
        }
    }

    /// The text that stands for it in the index. Those of one field are in the order of their
    /// values.
    pub fn to_key(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(value_key(text)),
            Self::Number(number) => Cow::Owned(number_key(*number)),
            Self::Date(date) => Cow::Owned(date.to_string()),
        }
    }
}

/// As it is written in answers, and read back.
impl fmt::Display for OwnValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => write_number(*number, f),
            Self::Date(date) => date.fmt(f),
        }
    }
}

/// Digits, and an exponent where they would be many.
fn write_number(number: f64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let number = without_sign_of_zero(number);
    let size = number.abs();
    if size == 0.0 || (1e-6..1e15).contains(&size) {
        write!(f, "{number}")
    } else {
        write!(f, "{number:e}")
    }
}

/// Nothing tells 0 from -0 to a reader.
fn without_sign_of_zero(number: f64) -> f64 {
    number + 0.0
}

const SIGN: u64 = 1 << 63;

/// Sixteen hexadecimal digits that are in the order of numbers: IEEE 754 has the bits of positive
/// ones in it, and those of negative ones against it.
fn number_key(number: f64) -> String {
    let bits = without_sign_of_zero(number).to_bits();
    let ordered = if bits & SIGN == 0 { bits | SIGN } else { !bits };
    format!("{ordered:016x}")
}

fn number_of(ordered: u64) -> f64 {
    f64::from_bits(if ordered & SIGN == 0 { !ordered } else { ordered & !SIGN })
}

/// Digits with a point, a sign and an exponent; no name of a number, such as `inf`, and no whole
/// number beyond 2⁵³.
fn number(text: &str) -> Option<f64> {
    let is_digits = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    let number = text.parse().ok().filter(|number: &f64| is_digits && number.is_finite());
    let number = number.map(without_sign_of_zero)?;
    // A whole number that this one cannot hold is another one: ids are keywords.
    let is_kept =
        text.parse::<i128>().map_or(true, |whole| whole.abs() <= 1 << f64::MANTISSA_DIGITS);
    is_kept.then_some(number)
}

/// A date as ISO 8601 has it, of which the day counts.
fn date(text: &str) -> Option<PublishedOn> {
    let date = text.parse::<PublishedOn>().ok()?;
    let first = date.first_day();
    match date.precision() {
        Precision::Time => PublishedOn::day(first.year(), first.month(), first.day()).ok(),
        _ => Some(date),
    }
}
