//! Reads a JSON value, and leaves out what a record may not hold.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value as Json};

use super::allowance::{Allowance, DEPTH_LIMIT};
use super::value::Value;

/// Reads a value as far as the allowance goes; what is beyond is passed over.
#[derive(Clone, Copy)]
pub(super) struct ValueSeed<'c> {
    allowance: &'c Allowance,
    depth: usize,
    /// Whether it is a text, whose paragraphs may be a list.
    is_body: bool,
}

impl<'c> ValueSeed<'c> {
    pub(super) fn new(allowance: &'c Allowance, is_body: bool) -> Self {
        Self { allowance, depth: 0, is_body }
    }

    /// For the values in a list or an object; `None` where those would lie too deep.
    fn inside(self) -> Option<Self> {
        let inside = Self { depth: self.depth + 1, is_body: false, ..self };
        (inside.depth <= DEPTH_LIMIT).then_some(inside)
    }

    /// Adds a paragraph to the last one, so that no text is lost where no more values are kept.
    fn join(self, values: &mut [Json], paragraph: Value<'_>) {
        match (values.last_mut(), paragraph.into_text()) {
            (Some(Json::String(last)), Ok(text)) if self.is_body => {
                last.push_str("\n\n");
                last.push_str(&text);
            }
            (_, Err(Value::Null)) => {}
            _ => self.allowance.exceed(),
        }
    }
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_> {
    type Value = Value<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueSeed<'_> {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<Value<'de>, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value<'de>, E> {
        Ok(Value::Other(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value<'de>, E> {
        Ok(Value::Other(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value<'de>, E> {
        Ok(Value::Other(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value<'de>, E> {
        Ok(Value::Other(value.into()))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Owned(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value<'de>, A::Error> {
        let mut values = Vec::new();
        while let Some(inside) =
            self.inside().filter(|_| self.is_body || !self.allowance.is_used_up())
        {
            let Some(value) = list.next_element_seed(inside)? else {
                return Ok(Value::Other(Json::Array(values)));
            };
            if self.allowance.take() {
                values.push(value.into_json());
            } else {
                self.join(&mut values, value);
            }
        }
        while list.next_element::<IgnoredAny>()?.is_some() {
            self.allowance.exceed();
        }
        Ok(Value::Other(Json::Array(values)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value<'de>, A::Error> {
        let mut values = Map::new();
        while let Some(inside) = self.inside().filter(|_| !self.allowance.is_used_up()) {
            let Some(key) = entries.next_key::<String>()? else {
                return Ok(Value::Other(Json::Object(values)));
            };
            let value = entries.next_value_seed(inside)?.into_json();
            self.allowance.take();
            values.insert(key, value);
        }
        while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {
            self.allowance.exceed();
        }
        Ok(Value::Other(Json::Object(values)))
    }
}
