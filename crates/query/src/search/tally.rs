//! Counts matches by values and over time, in one walk.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use schema::Facet;

use super::facets::Values;
use super::found::{Tally, TimeCounts};
use super::lookup::Lookup;
use super::timeline::Times;
use super::units::TimelineBy;

/// How many matches there are, how many have each value of some facets, and how many each unit of
/// time. The matches are gone through once for all.
pub(super) fn tally(
    lookup: &Lookup<'_>,
    facets: &[Facet],
    unit: Option<TimelineBy>,
) -> tantivy::Result<Tally> {
    let weight = lookup.unscored()?;
    let mut of_facets: Vec<BTreeMap<String, u64>> = vec![BTreeMap::new(); facets.len()];
    let mut times = TimeCounts::default();
    let mut total = 0;
    for segment in 0..lookup.state.engine.segment_readers().len() {
        let reader = lookup.state.reader(segment);
        let values = facets.iter().map(|facet| Values::of(reader, *facet));
        let mut values = values.collect::<tantivy::Result<Vec<_>>>()?;
        let mut units = unit.map(|unit| Times::of(lookup.state, segment, unit)).transpose()?;
        let mut scorer = weight.scorer(reader, 1.0)?;
        lookup.walk_blocks(scorer.as_mut(), segment, |docs| {
            total += docs.len() as u64;
            for values in values.iter_mut().flatten() {
                values.add(docs);
            }
            if let Some(units) = &mut units {
                units.add(docs);
            }
            ControlFlow::Continue(())
        })?;
        let fields = lookup.state.fields();
        for ((values, counts), facet) in values.iter().zip(&mut of_facets).zip(facets) {
            if let Some(values) = values {
                values.add_to(counts, |key| fields.written(*facet, key))?;
            }
        }
        if let Some(units) = units {
            units.add_to(&mut times);
        }
    }
    times.units.retain(|_, count| *count > 0);
    Ok(Tally { of_facets, times, total })
}
