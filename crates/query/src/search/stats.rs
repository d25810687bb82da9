//! Tells what is in an index.

use std::fs;

use article::PublishedOn;
use jiff::civil::Date;
use schema::{Facet, Layout, Unfinished};

use super::facets::facets;
use super::question::Question;
use super::request::SearchRequest;
use super::state::State;
use crate::QueryError;
use crate::page::{IndexStats, LanguageShare, UnfinishedRebuild};

/// What is in the commit that is open.
pub(crate) fn stats(state: &State) -> Result<IndexStats, QueryError> {
    let failed = |error| state.failed(error);
    let everything = Question::understand(state, &SearchRequest::new(""))?;
    let (languages, _) = facets(state, &everything, &[Facet::Language]).map_err(failed)?;
    let languages = languages
        .into_iter()
        .map(|bucket| LanguageShare { lang: bucket.key, articles: bucket.count });
    let (mut undated, mut oldest, mut newest): (u64, Option<Date>, Option<Date>) = (0, None, None);
    for (segment, reader) in state.engine.segment_readers().iter().enumerate() {
        let columns = &state.columns[segment];
        let dated = columns.first_below(PublishedOn::first_dated_sort_key());
        undated +=
            (dated..columns.documents()).filter(|doc| !reader.is_deleted(*doc)).count() as u64;
        let day = |doc: u32| PublishedOn::day_of_sort_key(columns.sort_key(doc));
        let mut alive = (0..dated).filter(|doc| !reader.is_deleted(*doc));
        newest = newest.max(alive.next().and_then(day));
        let last = (0..dated).rev().find(|doc| !reader.is_deleted(*doc)).and_then(day);
        oldest = oldest.into_iter().chain(last).min();
    }
    let ledger = state.ledger.read()?;
    Ok(IndexStats {
        articles: state.engine.num_docs(),
        files: ledger.files.len() as u64,
        undated,
        oldest: oldest.map(|day| day.to_string()),
        newest: newest.map(|day| day.to_string()),
        languages: languages.collect(),
        segments: state.engine.segment_readers().len() as u64,
        bytes: bytes_on_disk(state),
        generation: state.name.number(),
        index_format: state.manifest.format_version,
        created_by: state.manifest.created_by.clone(),
        committed_ms: state.note.committed_ms,
        analysis_is_current: state.is_current_analysis,
        settings: state.manifest.settings.clone(),
        roots: ledger.roots.iter().map(ToString::to_string).collect(),
        unfinished: unfinished(state),
    })
}

/// What rebuilds that did not come to their end have left beside the index.
fn unfinished(state: &State) -> Vec<UnfinishedRebuild> {
    let layout = Layout::new(state.path.parent().unwrap_or(&state.path));
    let unfinished = layout.unfinished().unwrap_or_default().into_iter();
    let shown = |left: Unfinished| {
        let path = left.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        UnfinishedRebuild { path, bytes: left.bytes }
    };
    unfinished.map(shown).collect()
}

/// A file that goes away while it is counted counts nothing.
fn bytes_on_disk(state: &State) -> u64 {
    let Ok(entries) = fs::read_dir(&state.path) else { return 0 };
    entries.flatten().filter_map(|entry| entry.metadata().ok()).map(|data| data.len()).sum()
}
