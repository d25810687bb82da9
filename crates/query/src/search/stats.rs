//! Tells what is in an index.

use std::cmp::Reverse;

use article::Boilerplate;
use jiff::civil::Date;
use schema::{Facet, SortKey, Unfinished, read_boilerplate};

use super::lookup::Lookup;
use super::opened::Opened;
use super::state::State;
use super::tally::tally;
use crate::QueryError;
use crate::engine::Budget;
use crate::understand::SearchRequest;

/// What is in an index.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct IndexStats {
    /// The articles.
    pub articles: u64,
    /// The source files.
    pub files: u64,
    /// Articles without a date.
    pub undated: u64,
    /// The first publication day.
    pub oldest: Option<String>,
    /// The last.
    pub newest: Option<String>,
    /// The languages, most frequent first.
    pub languages: Vec<LanguageShare>,
    /// Parts that are searched one after the other.
    pub segments: u64,
    /// Bytes on the disk.
    pub bytes: u64,
    /// The number of the generation.
    pub generation: u32,
    /// The version of the index's format.
    pub index_format: u32,
    /// The program that created the generation.
    pub created_by: String,
    /// When the last commit was made, in milliseconds since 1970.
    pub committed_ms: i64,
    /// Whether the words were analysed as this program would.
    pub analysis_is_current: bool,
    /// The archive's settings.
    pub settings: schema::Settings,
    /// The roots that were indexed.
    pub roots: Vec<String>,
    /// The lines that are known to stand around the articles of each source, and are labelled as
    /// boilerplate: learned when the last rebuild began. Of each source, the number of articles
    /// that were looked at, and in how many of them each line stands.
    pub boilerplate: Boilerplate,
    /// What rebuilds that did not come to their end have left beside the index.
    pub unfinished: Vec<UnfinishedRebuild>,
}

/// What a rebuild that did not come to its end has left. The next rebuild goes on with it; a run
/// that changes the index removes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnfinishedRebuild {
    /// The name of its folder in the index.
    pub path: String,
    /// What it takes on the disk.
    pub bytes: u64,
}

/// The share of one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageShare {
    /// Its code.
    pub lang: String,
    /// The articles.
    pub articles: u64,
}

/// What is in the commit that is open.
pub(crate) fn stats(state: &State) -> Result<IndexStats, QueryError> {
    let failed = |error| state.failed(error);
    let request = SearchRequest::new("");
    let everything = Lookup::begin(Opened::new(state, Budget::unlimited()), &request)?;
    let languages = tally(&everything, &[Facet::Language], None).map_err(failed)?.of_facets;
    let languages = languages.into_iter().flatten();
    let mut languages: Vec<LanguageShare> =
        languages.map(|(lang, articles)| LanguageShare { lang, articles }).collect();
    languages.sort_by_key(|share| Reverse(share.articles));
    let (mut undated, mut oldest, mut newest): (u64, Option<Date>, Option<Date>) = (0, None, None);
    for (segment, reader) in state.engine.segment_readers().iter().enumerate() {
        let columns = &state.columns[segment];
        let dated = columns.first_below(SortKey::first_dated());
        undated +=
            (dated..columns.documents()).filter(|doc| !reader.is_deleted(*doc)).count() as u64;
        let day = |doc: u32| columns.sort_key(doc).day();
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
        languages,
        segments: state.engine.segment_readers().len() as u64,
        bytes: state.folder.bytes(),
        generation: state.name.number(),
        index_format: state.manifest.format_version,
        created_by: state.manifest.created_by.clone(),
        committed_ms: state.note.committed_ms,
        analysis_is_current: state.is_current_analysis,
        settings: state.manifest.settings.clone(),
        roots: ledger.roots.iter().map(ToString::to_string).collect(),
        boilerplate: read_boilerplate(&state.folder)?,
        unfinished: unfinished(state),
    })
}

/// What rebuilds that did not come to their end have left beside the index.
fn unfinished(state: &State) -> Vec<UnfinishedRebuild> {
    let unfinished = state.layout.unfinished().unwrap_or_default().into_iter();
    let shown = |left: Unfinished| {
        let path = left.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        UnfinishedRebuild { path, bytes: left.bytes }
    };
    unfinished.map(shown).collect()
}
