//! What never changes in a generation, written once before its first commit.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use text::Analyzer;

use crate::{Folder, SchemaError, Settings, sealed};

/// The format that this program writes.
pub const FORMAT_VERSION: u32 = 4;
/// The first format in which a stem belongs to a language.
pub const FIRST_WITH_LANGUAGES: u32 = 2;
/// The first format that has whole values as terms, and fields of an archive's own.
pub const FIRST_WITH_VALUES: u32 = 4;
/// The oldest format that this program reads.
pub const OLDEST_READABLE_FORMAT: u32 = 0;

/// The contents of `backfile.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The format of everything in the generation.
    pub format_version: u32,
    /// The program and version that created it.
    pub created_by: String,
    /// The fingerprint of the analysis its terms were made with.
    pub analysis: String,
    /// The languages whose words were brought together by a dictionary.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dictionaries: Vec<String>,
    /// What its owner chose.
    pub settings: Settings,
    /// What it was made to replace; nothing for the first generation of an index.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rebuild_of: Option<RebuildOf>,
}

/// The state of an index that a rebuild began from. One that was killed is resumed only while the
/// index is still in that state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RebuildOf {
    /// The number of the generation.
    pub generation: u32,
    /// The number of its last commit.
    pub commit: u64,
}

impl Manifest {
    /// Its name in a generation's folder.
    pub const FILE: &'static str = "backfile.json";

    /// The manifest of a generation written now, under these settings.
    pub fn new(settings: Settings) -> Self {
        let analyzer = settings.analyzer();
        Self {
            format_version: FORMAT_VERSION,
            created_by: concat!("backfile ", env!("CARGO_PKG_VERSION")).to_owned(),
            analysis: analyzer.fingerprint().to_string(),
            dictionaries: analyzer.dictionaries().into_iter().map(str::to_owned).collect(),
            settings,
            rebuild_of: None,
        }
    }

    /// The same, made to replace another generation.
    #[must_use]
    pub fn rebuild_of(mut self, replaced: Option<RebuildOf>) -> Self {
        self.rebuild_of = replaced;
        self
    }

    /// The analyser for its terms: with the dictionaries that they were made with.
    pub fn analyzer(&self) -> Analyzer {
        self.settings.analyzer_with(&self.dictionaries)
    }

    /// Whether the terms were made by the analysis that this program would use.
    pub fn is_current_analysis(&self) -> bool {
        self.analysis == self.settings.analyzer().fingerprint().to_string()
    }

    /// The dictionaries that it was written with and this program lacks. It must not be written by
    /// this program: two programs would undo each other's work for ever.
    pub fn missing_dictionaries(&self) -> Vec<String> {
        let own = self.settings.analyzer().dictionaries();
        let is_missing = |language: &&String| !own.contains(&language.as_str());
        self.dictionaries.iter().filter(is_missing).cloned().collect()
    }

    /// Writes it into a generation's folder.
    ///
    /// # Errors
    /// [`SchemaError::Io`].
    pub fn write(&self, generation: &Folder) -> Result<(), SchemaError> {
        sealed::write(generation, Self::FILE, &serde_json::to_vec_pretty(self).unwrap_or_default())
    }

    /// Reads it from a generation's folder.
    ///
    /// # Errors
    /// [`SchemaError::TooNew`] and [`SchemaError::TooOld`] by its format version,
    /// [`SchemaError::Corrupt`] where it is missing or unreadable.
    pub fn read(generation: &Folder) -> Result<Self, SchemaError> {
        /// The one part that every format has.
        #[derive(Deserialize)]
        struct Version {
            format_version: u32,
        }
        let path = generation.file(Self::FILE);
        let bytes = sealed::read(generation, Self::FILE, EXPECTED)?;
        let version: Version =
            serde_json::from_slice(&bytes).map_err(|error| damaged(path.clone(), error))?;
        let (path, found) = (path, version.format_version);
        if found > FORMAT_VERSION {
            return Err(SchemaError::TooNew { path, found, newest: FORMAT_VERSION });
        }
        // Written as a range of one so that it keeps its meaning when the oldest format moves on.
        if !(OLDEST_READABLE_FORMAT..=FORMAT_VERSION).contains(&found) {
            return Err(SchemaError::TooOld { path, found, oldest: OLDEST_READABLE_FORMAT });
        }
        serde_json::from_slice(&bytes).map_err(|error| damaged(path, error))
    }
}

const EXPECTED: &str = "a manifest";

fn damaged(path: PathBuf, source: impl std::error::Error + Send + Sync + 'static) -> SchemaError {
    SchemaError::Corrupt { path, expected: EXPECTED, source: Some(Box::new(source)) }
}
