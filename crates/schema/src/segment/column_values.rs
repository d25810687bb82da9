//! The values of an article's columns, in the form in which the engine takes them: the only place
//! where columns are filled.

use std::slice::Iter;

use article::{Article, PublishedOn};
use tantivy::schema::Field;
use tantivy::schema::document::{Document, ReferenceValue, ReferenceValueLeaf, Value};

use super::builder::LedgerEntry;
use super::term_reader::facet_values;
use crate::{Facet, Fields};

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
    /// Those of an article with so many words.
    pub(crate) fn of(article: &Article, ledger: LedgerEntry, length: u64, fields: &Fields) -> Self {
        let mut columns = Self::default();
        for facet in Facet::ALL {
            for value in facet_values(article, facet) {
                columns.add_text(fields.facet(facet), value);
            }
        }
        let bytes = article.id.as_bytes();
        columns.add_number(fields.id_high, article.id.leading_bits());
        columns.add_number(fields.id_low, u64::from(u16::from_be_bytes([bytes[8], bytes[9]])));
        let sort_key = PublishedOn::sort_key(article.published_on.as_ref(), &article.id);
        columns.add_number(fields.sort_key, sort_key);
        columns.add_number(fields.length, length);
        columns.add_number(fields.file, u64::from(ledger.file.0));
        columns.add_number(fields.digest, ledger.digest);
        columns
    }

    /// Adds a value, unless it is empty.
    fn add_text(&mut self, field: Field, text: &str) {
        if !text.is_empty() {
            self.values.push((field, ColumnValue::Text(text.into())));
        }
    }

    fn add_number(&mut self, field: Field, number: u64) {
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
