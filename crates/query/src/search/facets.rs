//! Counts matches by the values of columns.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use schema::{Columns, Facet};
use tantivy::columnar::StrColumn;

use super::found::ValueCounts;
use super::lookup::Lookup;
use super::walk::walk;

/// How many matches have each value of some facets. The matches are gone through once for all.
pub(super) fn by_value(lookup: &Lookup<'_>, by: &[Facet]) -> tantivy::Result<ValueCounts> {
    let budget = lookup.budget();
    let weight = lookup.unscored()?;
    let mut counts: Vec<BTreeMap<String, u64>> = by.iter().map(|_| BTreeMap::new()).collect();
    let mut total = 0;
    for (segment, reader) in lookup.state.engine.segment_readers().iter().enumerate() {
        let columns = by.iter().map(|facet| Columns::facet(reader, *facet));
        let mut values: Vec<Option<Values>> =
            columns.map(|column| Ok(column?.map(Values::new))).collect::<tantivy::Result<_>>()?;
        let days = lookup.days_in(segment)?;
        let mut scorer = weight.scorer(reader, 1.0)?;
        walk(scorer.as_mut(), reader, days.as_ref(), 0..reader.max_doc(), |doc, _| {
            if !budget.goes_on() {
                return ControlFlow::Break(());
            }
            total += 1;
            values.iter_mut().flatten().for_each(|values| values.add(doc));
            ControlFlow::Continue(())
        });
        for (values, counts) in values.iter().zip(&mut counts) {
            if let Some(values) = values {
                values.add_to(counts)?;
            }
        }
    }
    Ok(ValueCounts { of_facets: counts, total })
}

/// The values of a column in a segment, with how many matches have each.
struct Values {
    column: StrColumn,
    counts: Vec<u64>,
}

impl Values {
    fn new(column: StrColumn) -> Self {
        let counts = vec![0; column.num_terms()];
        Self { column, counts }
    }

    fn add(&mut self, doc: u32) {
        for ordinal in self.column.term_ords(doc) {
            let at = usize::try_from(ordinal).ok();
            if let Some(count) = at.and_then(|at| self.counts.get_mut(at)) {
                *count += 1;
            }
        }
    }

    fn add_to(&self, counts: &mut BTreeMap<String, u64>) -> tantivy::Result<()> {
        for (ordinal, count) in (0..).zip(&self.counts).filter(|(_, count)| **count > 0) {
            let mut value = String::new();
            self.column.ord_to_str(ordinal, &mut value)?;
            *counts.entry(value).or_default() += count;
        }
        Ok(())
    }
}
