//! The values of an article's columns, in the form in which the engine takes them.

use std::slice::Iter;

use tantivy::schema::Field;
use tantivy::schema::document::{Document, ReferenceValue, ReferenceValueLeaf, Value};

/// The columns of an article with their values.
#[derive(Debug, Default)]
pub(crate) struct ColumnValues {
    values: Vec<(Field, ColumnValue)>,
}

#[derive(Debug)]
enum ColumnValue {
    Text(Box<str>),
    Number(u64),
}

impl ColumnValues {
    /// Adds a value, unless it is empty.
    pub(crate) fn add_text(&mut self, field: Field, text: &str) {
        if !text.is_empty() {
            self.values.push((field, ColumnValue::Text(text.into())));
        }
    }

    pub(crate) fn add_number(&mut self, field: Field, number: u64) {
        self.values.push((field, ColumnValue::Number(number)));
    }

    /// The memory it takes, in bytes.
    pub(crate) fn memory_bytes(&self) -> usize {
        let of_value = |(_, value): &(Field, ColumnValue)| match value {
            ColumnValue::Text(text) => text.len(),
            ColumnValue::Number(_) => 0,
        };
        let entries = self.values.capacity() * size_of::<(Field, ColumnValue)>();
        entries + self.values.iter().map(of_value).sum::<usize>()
    }
}

impl Document for ColumnValues {
    type Value<'a> = ValueRef<'a>;
    type FieldsValuesIter<'a> = ValuesIter<'a>;

    fn iter_fields_and_values(&self) -> ValuesIter<'_> {
        ValuesIter(self.values.iter())
    }
}

/// The columns and values of [`ColumnValues`].
#[derive(Debug)]
pub(crate) struct ValuesIter<'a>(Iter<'a, (Field, ColumnValue)>);

impl<'a> Iterator for ValuesIter<'a> {
    type Item = (Field, ValueRef<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(field, value)| (*field, ValueRef(value)))
    }
}

/// A value of [`ColumnValues`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct ValueRef<'a>(&'a ColumnValue);

impl<'a> Value<'a> for ValueRef<'a> {
    type ArrayIter = std::iter::Empty<Self>;
    type ObjectIter = std::iter::Empty<(&'a str, Self)>;

    fn as_value(&self) -> ReferenceValue<'a, Self> {
        ReferenceValue::Leaf(match self.0 {
            ColumnValue::Text(text) => ReferenceValueLeaf::Str(text),
            ColumnValue::Number(number) => ReferenceValueLeaf::U64(*number),
        })
    }
}
