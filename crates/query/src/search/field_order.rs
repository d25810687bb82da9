//! The order of the articles of a commit by the values of a field of the archive's own.

use article::FieldName;
use schema::{Columns, Facet};
use tantivy::columnar::StrColumn;
use tantivy::{DocId, Searcher};

use crate::understand::Direction;

/// Where each value of each segment stands among those of all. It is found out once for a commit.
pub(super) struct FieldOrder {
    /// Of each segment that has values, the column and the places of its values.
    segments: Vec<Option<(StrColumn, Vec<u32>)>>,
}

impl FieldOrder {
    /// The order of a field.
    pub(super) fn of(engine: &Searcher, field: FieldName) -> tantivy::Result<Self> {
        let columns = engine.segment_readers().iter();
        let columns = columns.map(|reader| Columns::facet(reader, Facet::Own(field)));
        let columns: Vec<_> = columns.collect::<tantivy::Result<_>>()?;
        let mut values: Vec<Vec<u8>> = Vec::new();
        for column in columns.iter().flatten() {
            each_value(column, |value| values.push(value.to_vec()))?;
        }
        values.sort_unstable();
        values.dedup();
        let places = |column: StrColumn| {
            let mut places = Vec::with_capacity(column.num_terms());
            let mut at = 0;
            each_value(&column, |value| {
                // Both are in the same order, and every value is there.
                at += values[at..].iter().take_while(|known| known.as_slice() < value).count();
                places.push(u32::try_from(at).unwrap_or(u32::MAX));
            })?;
            Ok((column, places))
        };
        let segments = columns.into_iter().map(|column| column.map(places).transpose());
        Ok(Self { segments: segments.collect::<tantivy::Result<_>>()? })
    }

    /// The place of an article, the lowest first; those without a value are last. One that has
    /// several stands where the first of them does.
    pub(super) fn place(&self, segment: usize, doc: DocId, direction: Direction) -> u32 {
        const LAST: u32 = u32::MAX;
        let Some(Some((column, places))) = self.segments.get(segment) else { return LAST };
        let ordinals = column.term_ords(doc);
        let ordinal = match direction {
            Direction::Ascending => ordinals.min(),
            Direction::Descending => ordinals.max(),
        };
        let at = ordinal.and_then(|ordinal| usize::try_from(ordinal).ok());
        match (at.and_then(|at| places.get(at)), direction) {
            (None, _) => LAST,
            (Some(place), Direction::Ascending) => *place,
            (Some(place), Direction::Descending) => LAST - 1 - *place,
        }
    }
}

fn each_value(column: &StrColumn, mut each: impl FnMut(&[u8])) -> tantivy::Result<()> {
    let mut values = column.dictionary().stream()?;
    while values.advance() {
        each(values.key());
    }
    Ok(())
}
