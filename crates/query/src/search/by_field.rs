//! The first matches by the values of a field of the archive's own.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::ops::ControlFlow;

use article::FieldName;

use super::field_order::FieldOrder;
use super::ids;
use super::lookup::Lookup;
use super::place::Place;
use super::scored::Candidate;
use super::walk::walk;
use crate::QueryError;
use crate::understand::Direction;

/// A match with its place by value. Those of one value stand newest first.
struct Valued {
    value: u32,
    candidate: Candidate,
}

/// The first `limit` matches after a place, by the values of a field; those without one last.
pub(super) fn by_field(
    lookup: &Lookup<'_>,
    (field, direction): (FieldName, Direction),
    limit: usize,
    after: Option<Place>,
) -> Result<Vec<Candidate>, QueryError> {
    let order = lookup.state.order(field, lookup.budget());
    let Some(order) = order.map_err(|error| lookup.state.failed(error))? else {
        return Ok(Vec::new());
    };
    let after = match after {
        None => None,
        Some(after) => {
            let candidate = ids::find(lookup.state, &after.id.to_string())?;
            let value = order.place(candidate.segment, candidate.doc, direction);
            Some(Valued { value, candidate })
        }
    };
    let found = first(lookup, &order, direction, limit, after.as_ref());
    found.map_err(|error| lookup.state.failed(error))
}

fn first(
    lookup: &Lookup<'_>,
    order: &FieldOrder,
    direction: Direction,
    limit: usize,
    after: Option<&Valued>,
) -> tantivy::Result<Vec<Candidate>> {
    let weight = lookup.unscored()?;
    // The last of the first so far is on top.
    let mut found: BinaryHeap<Valued> = BinaryHeap::new();
    for (segment, reader) in lookup.state.engine.segment_readers().iter().enumerate() {
        let columns = &lookup.state.columns[segment];
        let days = lookup.days_in(segment)?;
        let mut scorer = weight.scorer(reader, 1.0)?;
        let range = 0..reader.max_doc();
        walk(scorer.as_mut(), lookup.members(segment), days.as_ref(), range, |doc, _| {
            if !lookup.budget().goes_on() {
                return ControlFlow::Break(());
            }
            let value = order.place(segment, doc, direction);
            let is_full = found.len() >= limit;
            if is_full && found.peek().is_none_or(|last| last.value < value) {
                return ControlFlow::Continue(());
            }
            let place = Place { score: 0.0, sort_key: columns.sort_key(doc), id: columns.id(doc) };
            let one = Valued { value, candidate: Candidate { place, segment, doc } };
            if after.is_none_or(|after| *after < one) {
                found.push(one);
                if is_full {
                    found.pop();
                }
            }
            ControlFlow::Continue(())
        });
    }
    Ok(found.into_sorted_vec().into_iter().map(|one| one.candidate).collect())
}

impl Ord for Valued {
    fn cmp(&self, other: &Self) -> Ordering {
        let places = (&self.candidate.place, &other.candidate.place);
        self.value.cmp(&other.value).then_with(|| places.0.newest_first(places.1))
    }
}

impl PartialOrd for Valued {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Valued {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Valued {}
