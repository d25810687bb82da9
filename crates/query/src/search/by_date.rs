//! The first matches by date, without visiting the rest: the documents of every segment are in
//! the order of dates already. Upstream: said in quickwit-oss/tantivy#2352 (closed); no open issue
//! is known.

use std::ops::ControlFlow;

use schema::SortKey;
use tantivy::query::Weight;

use super::lookup::Lookup;
use super::place::Place;
use super::scored::Candidate;
use super::walk::walk;

/// The first `limit` matches by date after a place, newest first.
pub(crate) fn newest(
    lookup: &Lookup<'_>,
    limit: usize,
    after: Option<Place>,
) -> tantivy::Result<Vec<Candidate>> {
    let budget = lookup.budget();
    let weight = lookup.unscored()?;
    let mut found: Vec<Candidate> = Vec::new();
    for (segment, reader) in lookup.state.engine.segment_readers().iter().enumerate() {
        let columns = &lookup.state.columns[segment];
        // Among the matches so far, whatever is older than the last of the first `limit` is out.
        found.sort_by(|one, two| one.place.newest_first(&two.place));
        found.truncate(limit);
        let oldest = (found.len() == limit).then(|| found.last().map(|last| last.place)).flatten();
        let begin = after.map_or(0, |after| columns.first_below(after.sort_key.next()));
        let days = lookup.days_in(segment)?;
        let mut scorer = weight.scorer(reader, 1.0)?;
        let mut here: Vec<Candidate> = Vec::new();
        let range = begin..reader.max_doc();
        walk(scorer.as_mut(), lookup.members(segment), days.as_ref(), range, |doc, _| {
            let sort_key = columns.sort_key(doc);
            // Ties go by the whole id, so all of the last date are taken before the cut.
            let is_full = here.len() >= limit
                && here.last().is_some_and(|last| last.place.sort_key != sort_key);
            let is_late = oldest.is_some_and(|oldest| sort_key < oldest.sort_key);
            if is_full || is_late || !budget.goes_on() {
                return ControlFlow::Break(());
            }
            let place = Place { score: 0.0, sort_key, id: columns.id(doc) };
            if after.is_none_or(|after| after.newest_first(&place).is_lt()) {
                here.push(Candidate { place, segment, doc });
            }
            ControlFlow::Continue(())
        });
        found.append(&mut here);
    }
    found.sort_by(|one, two| one.place.newest_first(&two.place));
    found.truncate(limit);
    Ok(found)
}

/// The first `limit` matches by date after a place, oldest first, undated ones last.
///
/// Documents can only be visited from the newest on, so each segment is searched in windows from
/// its end, each as large as all before it together.
pub(crate) fn oldest(
    lookup: &Lookup<'_>,
    limit: usize,
    after: Option<Place>,
) -> tantivy::Result<Vec<Candidate>> {
    let weight = lookup.unscored()?;
    let mut found = Vec::new();
    for segment in 0..lookup.state.columns.len() {
        let mut search = OldestFirst { lookup, weight: weight.as_ref(), segment, after };
        found.extend(search.first(limit)?);
    }
    found.sort_by(|one: &Candidate, two| one.place.oldest_first(&two.place));
    found.truncate(limit);
    Ok(found)
}

struct OldestFirst<'a> {
    lookup: &'a Lookup<'a>,
    weight: &'a dyn Weight,
    segment: usize,
    after: Option<Place>,
}

impl OldestFirst<'_> {
    /// Documents in the first window.
    const WINDOW: u32 = 1_024;

    fn first(&mut self, limit: usize) -> tantivy::Result<Vec<Candidate>> {
        let columns = &self.lookup.state.columns[self.segment];
        let dated = columns.first_below(SortKey::first_dated());
        let mut found = Vec::new();
        let mut end = dated;
        let mut window = Self::WINDOW;
        while end > 0 && found.len() < limit && !self.lookup.budget().is_over() {
            let start = end.saturating_sub(window);
            // A window holds whole dates, so that the order of ties is told inside it.
            let date = columns.sort_key(start).seconds();
            let start = columns.first_with_date(date).min(start);
            found.extend(self.window(start..end)?);
            end = start;
            window = window.saturating_mul(2);
        }
        if found.len() < limit {
            found.extend(self.window(dated..columns.documents())?);
        }
        Ok(found)
    }

    fn window(&self, range: std::ops::Range<u32>) -> tantivy::Result<Vec<Candidate>> {
        let (lookup, segment) = (self.lookup, self.segment);
        let columns = &lookup.state.columns[segment];
        let reader = lookup.state.reader(segment);
        let days = lookup.days_in(segment)?;
        let mut scorer = self.weight.scorer(reader, 1.0)?;
        let mut found = Vec::new();
        walk(scorer.as_mut(), lookup.members(segment), days.as_ref(), range, |doc, _| {
            if !self.lookup.budget().goes_on() {
                return ControlFlow::Break(());
            }
            let place = Place { score: 0.0, sort_key: columns.sort_key(doc), id: columns.id(doc) };
            if self.after.is_none_or(|after| after.oldest_first(&place).is_lt()) {
                found.push(Candidate { place, segment, doc });
            }
            ControlFlow::Continue(())
        });
        Ok(found)
    }
}
