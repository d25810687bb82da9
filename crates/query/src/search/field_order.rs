//! The order of the articles of a commit by the values of a field of the archive's own.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use article::FieldName;
use schema::{Columns, Facet};
use tantivy::columnar::StrColumn;
use tantivy::{DocId, Searcher};

use crate::engine::Budget;
use crate::understand::Direction;

/// Where each value of each segment stands among those of all. It is found out once for a commit.
pub(super) struct FieldOrder {
    /// Of each segment that has values, the column and the places of its values.
    segments: Vec<Option<(StrColumn, Vec<u32>)>>,
}

impl FieldOrder {
    /// The order of a field; `None` where a limit was reached before it was found out.
    pub(super) fn of(
        engine: &Searcher,
        field: FieldName,
        budget: &Budget,
    ) -> tantivy::Result<Option<Self>> {
        let columns = engine.segment_readers().iter();
        let columns = columns.map(|reader| Columns::facet(reader, Facet::Own(field)));
        let columns: Vec<_> = columns.collect::<tantivy::Result<_>>()?;
        let mut places: Vec<Vec<u32>> = Vec::new();
        let mut streams = Vec::new();
        // The next value of each segment, the least on top.
        let mut next: BinaryHeap<Reverse<(Vec<u8>, usize)>> = BinaryHeap::new();
        for (at, column) in columns.iter().flatten().enumerate() {
            places.push(Vec::with_capacity(column.num_terms()));
            let mut stream = column.dictionary().stream()?;
            if stream.advance() {
                next.push(Reverse((stream.key().to_vec(), at)));
            }
            streams.push(stream);
        }
        let (mut place, mut last) = (0_u32, Vec::new());
        let mut is_first = true;
        while let Some(Reverse((mut value, at))) = next.pop() {
            if !budget.goes_on() {
                return Ok(None);
            }
            if !is_first && value != last {
                place = place.saturating_add(1);
            }
            is_first = false;
            places[at].push(place);
            last.clone_from(&value);
            if streams[at].advance() {
                value.clear();
                value.extend_from_slice(streams[at].key());
                next.push(Reverse((value, at)));
            }
        }
        drop(streams);
        let mut places = places.into_iter();
        let segments = columns.into_iter();
        let segments = segments.map(|column| Some((column?, places.next().unwrap_or_default())));
        Ok(Some(Self { segments: segments.collect() }))
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
