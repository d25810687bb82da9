//! The values of an article's columns: the only place where they are made.

use article::Article;
use tantivy::schema::Field;

use crate::sort_key::SortKey;
use crate::terms::facet_values;
use crate::{Facet, Fields, LedgerEntry};

/// A value of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnValue {
    /// A text, not empty.
    Text(Box<str>),
    /// A number.
    Number(u64),
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
        let values = facet_values(article, facet).into_iter().filter(|value| !value.is_empty());
        let text = |value: &str| ColumnValue::Text(value.into());
        columns.extend(values.map(|value| (fields.facet(facet), text(value))));
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
