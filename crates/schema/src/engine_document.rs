//! The form in which the engine takes an article.

use std::slice::Iter;

use tantivy::schema::Field;
use tantivy::schema::document::{Document, ReferenceValue, ReferenceValueLeaf, Value};

/// The fields of an article with their values, as [`crate::DocumentBuilder`] fills them. The
/// engine reads them where they stand: nothing is copied on the way.
#[derive(Debug, Default)]
pub struct EngineDocument {
    values: Vec<(Field, FieldValue)>,
}

#[derive(Debug)]
enum FieldValue {
    Text(String),
    Bytes(Vec<u8>),
    Number(u64),
}

impl EngineDocument {
    /// Adds a value, unless it is empty.
    pub(crate) fn add_text(&mut self, field: Field, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.values.push((field, FieldValue::Text(text)));
        }
    }

    pub(crate) fn add_bytes(&mut self, field: Field, bytes: Vec<u8>) {
        self.values.push((field, FieldValue::Bytes(bytes)));
    }

    pub(crate) fn add_number(&mut self, field: Field, number: u64) {
        self.values.push((field, FieldValue::Number(number)));
    }

    /// The memory it takes, in bytes.
    pub fn size_bytes(&self) -> usize {
        let of_value = |(_, value): &(Field, FieldValue)| match value {
            FieldValue::Text(text) => text.capacity(),
            FieldValue::Bytes(bytes) => bytes.capacity(),
            FieldValue::Number(_) => 0,
        };
        let entries = self.values.capacity() * size_of::<(Field, FieldValue)>();
        entries + self.values.iter().map(of_value).sum::<usize>()
    }
}

impl Document for EngineDocument {
    type Value<'a> = ValueRef<'a>;
    type FieldsValuesIter<'a> = ValuesIter<'a>;

    fn iter_fields_and_values(&self) -> ValuesIter<'_> {
        ValuesIter(self.values.iter())
    }
}

/// The fields and values of an [`EngineDocument`].
#[derive(Debug)]
pub struct ValuesIter<'a>(Iter<'a, (Field, FieldValue)>);

impl<'a> Iterator for ValuesIter<'a> {
    type Item = (Field, ValueRef<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(field, value)| (*field, ValueRef(value)))
    }
}

/// A value of an [`EngineDocument`].
#[derive(Debug, Clone, Copy)]
pub struct ValueRef<'a>(&'a FieldValue);

impl<'a> Value<'a> for ValueRef<'a> {
    type ArrayIter = std::iter::Empty<Self>;
    type ObjectIter = std::iter::Empty<(&'a str, Self)>;

    fn as_value(&self) -> ReferenceValue<'a, Self> {
        ReferenceValue::Leaf(match self.0 {
            FieldValue::Text(text) => ReferenceValueLeaf::Str(text),
            FieldValue::Bytes(bytes) => ReferenceValueLeaf::Bytes(bytes),
            FieldValue::Number(number) => ReferenceValueLeaf::U64(*number),
        })
    }
}
