//! The values of an article's columns: the only place where they are made.

use std::borrow::Cow;

use article::{Article, FieldName};
use tantivy::schema::Field;

use crate::sort_key::SortKey;
use crate::terms::facet_keys;
use crate::{Facet, Fields, LedgerEntry};

/// A value of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnValue {
    /// A text, not empty.
    Text(Box<str>),
    /// A number.
    Number(u64),
    /// A text of a column of this name, of which a field has as many as there are names.
    Named(Box<(FieldName, Box<str>)>),
}

/// The columns of an article with so many words in title and body, each with a value; a facet of
/// several values has several.
pub fn column_values(
    article: &Article,
    ledger: LedgerEntry,
    length: u64,
    fields: &Fields,
) -> Vec<(Field, ColumnValue)> {
    let mut columns = Vec::new();
    for facet in Facet::ALL {
        let Some(field) = fields.facet(facet) else { continue };
        let keys = facet_keys(article, facet, fields).into_iter();
        columns.extend(keys.map(|key| (field, ColumnValue::Text((*key).into()))));
    }
    if let Some(shared) = fields.shared() {
        for (name, _) in fields.own.iter().filter(|(_, field)| field.kind.has_values()) {
            let keys = facet_keys(article, Facet::Own(name), fields).into_iter();
            let named = |key: Cow<'_, str>| ColumnValue::Named(Box::new((name, (*key).into())));
            columns.extend(keys.map(|key| (shared.own, named(key))));
        }
    }
    let bytes = article.id.as_bytes();
    let numbers = [
        (fields.id_high, article.id.leading_bits()),
        (fields.id_low, u64::from(u16::from_be_bytes([bytes[8], bytes[9]]))),
        (fields.sort_key, SortKey::of(article.published_on.as_ref(), &article.id).0),
        (fields.length, length),
        (fields.file, u64::from(ledger.file.0)),
        (fields.digest, ledger.digest),
    ];
    columns.extend(numbers.map(|(field, number)| (field, ColumnValue::Number(number))));
    columns
}
