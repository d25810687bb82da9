//! What is in an index.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::verification::Unfinished;

/// What is in an index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Stats {
    /// How many articles there are.
    pub articles: u64,
    /// How many source files they are from.
    pub files: u64,
    /// How many of them have no date.
    pub undated: u64,
    /// The first publication day.
    pub oldest: Option<String>,
    /// The last publication day.
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
    pub settings: Settings,
    /// The roots that were indexed.
    pub roots: Vec<String>,
    /// The lines that are known to stand around the articles of each source.
    #[serde(default, skip_serializing_if = "LearnedLines::is_empty")]
    pub boilerplate: LearnedLines,
    /// What rebuilds that did not come to their end have left beside the index.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unfinished: Vec<Unfinished>,
}

/// The share of one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LanguageShare {
    /// Its BCP 47 code.
    pub lang: String,
    /// How many articles are in it.
    pub articles: u64,
}

/// What the owner of an archive has chosen for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Settings {
    /// The zone that a time without a zone counts in: an IANA name.
    pub zone: String,
    /// The languages that the archive may hold, by BCP 47 code; all that are known where it is
    /// empty.
    pub languages: Vec<String>,
    /// Whether words meet without regard to diacritics and script.
    pub fold: bool,
    /// Sets of words that are spellings of one name.
    pub names: Vec<Vec<String>>,
    /// Sets of words or phrases that find each other.
    pub synonyms: Vec<Vec<String>>,
    /// In which order the sources write day and month: `day-first` or `month-first`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_order: Option<String>,
    /// The fields that it has of its own, by their names.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, Field>,
}

/// A field of the archive's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Field {
    /// What its values are: `keyword`, `text`, `number` or `date`.
    pub kind: String,
    /// The key of a record under which they stand, where it is not the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

/// The lines that are known to stand around articles.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LearnedLines {
    /// By source.
    pub sources: BTreeMap<String, LinesOfSource>,
}

/// The lines that are known to stand around the articles of one source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LinesOfSource {
    /// How many of its articles were looked at.
    pub articles: u64,
    /// The lines, and in how many of these articles each stands.
    pub lines: BTreeMap<String, u64>,
}

impl LearnedLines {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }
}

impl From<query::IndexStats> for Stats {
    fn from(stats: query::IndexStats) -> Self {
        Self {
            articles: stats.articles,
            files: stats.files,
            undated: stats.undated,
            oldest: stats.oldest,
            newest: stats.newest,
            languages: stats.languages.into_iter().map(LanguageShare::from).collect(),
            segments: stats.segments,
            bytes: stats.bytes,
            generation: stats.generation,
            index_format: stats.index_format,
            created_by: stats.created_by,
            committed_ms: stats.committed_ms,
            analysis_is_current: stats.analysis_is_current,
            settings: stats.settings.into(),
            roots: stats.roots,
            boilerplate: (&stats.boilerplate).into(),
            unfinished: stats.unfinished.into_iter().map(Unfinished::from).collect(),
        }
    }
}

impl From<query::LanguageShare> for LanguageShare {
    fn from(share: query::LanguageShare) -> Self {
        Self { lang: share.lang, articles: share.articles }
    }
}

impl From<query::UnfinishedRebuild> for Unfinished {
    fn from(left: query::UnfinishedRebuild) -> Self {
        Self { path: left.path, bytes: left.bytes }
    }
}

impl From<::schema::Settings> for Settings {
    fn from(settings: ::schema::Settings) -> Self {
        Self {
            zone: settings.zone,
            languages: settings.languages,
            fold: settings.fold,
            names: settings.names,
            synonyms: settings.synonyms,
            date_order: settings.date_order,
            fields: settings
                .fields
                .iter()
                .map(|(name, field)| (name.into(), field.into()))
                .collect(),
        }
    }
}

impl From<&article::Boilerplate> for LearnedLines {
    fn from(boilerplate: &article::Boilerplate) -> Self {
        let of_source = |(source, learned): (&str, &article::SourceBoilerplate)| {
            let (articles, lines) = (learned.articles, learned.lines.clone());
            (source.to_owned(), LinesOfSource { articles, lines })
        };
        Self { sources: boilerplate.sources().map(of_source).collect() }
    }
}

impl From<&article::OwnField> for Field {
    fn from(field: &article::OwnField) -> Self {
        Self { kind: field.kind.name().to_owned(), key: field.key.clone() }
    }
}
