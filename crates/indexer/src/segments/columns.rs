//! Writes the columns of a segment.

use std::slice::Iter;

use schema::ColumnValue;
use tantivy::Segment;
use tantivy::directory::TerminatingWrite as _;
use tantivy::fastfield::FastFieldsWriter;
use tantivy::index::SegmentComponent;
use tantivy::schema::Field;
use tantivy::schema::document::{Document, ReferenceValue, ReferenceValueLeaf, Value};
use tantivy::tokenizer::TokenizerManager;

/// The columns of one document, in the form in which the engine takes them.
#[derive(Debug)]
pub(super) struct DocumentColumns(pub(super) Vec<(Field, ColumnValue)>);

impl DocumentColumns {
    /// The memory it takes, in bytes.
    pub(super) fn memory_bytes(&self) -> usize {
        let of_value = |(_, value): &(Field, ColumnValue)| match value {
            ColumnValue::Text(text) => text.len(),
            ColumnValue::Named(named) => size_of_val(&**named) + named.1.len(),
            ColumnValue::Number(_) => 0,
        };
        let entries = self.0.capacity() * size_of::<(Field, ColumnValue)>();
        entries + self.0.iter().map(of_value).sum::<usize>()
    }
}

/// Writes the columns of documents in the order of their numbers.
pub(super) fn write_columns<'a>(
    segment: &Segment,
    documents: impl Iterator<Item = &'a DocumentColumns>,
) -> tantivy::Result<()> {
    // No column is made of words.
    let tokenizers = TokenizerManager::default();
    let mut columns =
        FastFieldsWriter::from_schema_and_tokenizer_manager(&segment.schema(), tokenizers)?;
    for document in documents {
        columns.add_document(document)?;
    }
    let mut file = segment.open_write(SegmentComponent::FastFields)?;
    columns.serialize(&mut file, None)?;
    file.terminate()?;
    Ok(())
}

impl Document for DocumentColumns {
    type Value<'a> = ValueRef<'a>;
    type FieldsValuesIter<'a> = ValuesIter<'a>;

    fn iter_fields_and_values(&self) -> ValuesIter<'_> {
        ValuesIter(self.0.iter())
    }
}

/// The columns and values of [`DocumentColumns`].
#[derive(Debug)]
pub(super) struct ValuesIter<'a>(Iter<'a, (Field, ColumnValue)>);

impl<'a> Iterator for ValuesIter<'a> {
    type Item = (Field, ValueRef<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(field, value)| (*field, ValueRef::Column(value)))
    }
}

/// A value of [`DocumentColumns`].
#[derive(Debug, Clone, Copy)]
pub(super) enum ValueRef<'a> {
    Column(&'a ColumnValue),
    /// Under a name, in a value of several.
    Within(&'a str),
}

impl<'a> Value<'a> for ValueRef<'a> {
    type ArrayIter = std::iter::Empty<Self>;
    type ObjectIter = std::iter::Once<(&'a str, Self)>;

    fn as_value(&self) -> ReferenceValue<'a, Self> {
        let text = |text: &'a str| ReferenceValue::Leaf(ReferenceValueLeaf::Str(text));
        match *self {
            Self::Within(within) => text(within),
            Self::Column(ColumnValue::Text(value)) => text(value),
            Self::Column(ColumnValue::Number(number)) => {
                ReferenceValue::Leaf(ReferenceValueLeaf::U64(*number))
            }
            Self::Column(ColumnValue::Named(named)) => {
                let (name, value) = &**named;
                ReferenceValue::Object(std::iter::once((name.as_str(), Self::Within(value))))
            }
        }
    }
}
