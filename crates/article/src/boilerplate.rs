//! Keeps the lines that stand in many articles of a source, as an archive has shown them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::article::host;
use crate::{Article, Provenance};

/// The lines that stand around the articles of each source, learned from an archive: newsletter
/// plugs, legal notes, names of sites.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Boilerplate {
    sources: BTreeMap<String, SourceBoilerplate>,
}

/// What stands around the articles of one source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceBoilerplate {
    /// How many of its articles were looked at.
    pub articles: u64,
    /// The lines, without the white space around them, and in how many of these articles each
    /// stands.
    pub lines: BTreeMap<String, u64>,
}

impl Boilerplate {
    /// Whose lines those of an article are compared with: the outlet, else the host of the
    /// address, else the file that it is a record of, or the folder of its file. Nothing, where
    /// none is known.
    pub fn source_of<'a>(
        outlet: Option<&'a str>,
        url: Option<&'a str>,
        provenance: &'a Provenance,
    ) -> Option<Cow<'a, str>> {
        if let Some(named) = outlet.or_else(|| url.and_then(host)) {
            return Some(Cow::Borrowed(named));
        }
        let path = &provenance.path;
        match provenance.record {
            _ if path.is_empty() || *path == "-" => None,
            Some(_) => Some(Cow::Borrowed(path.as_str())),
            None => Some(Cow::Owned(format!("{}/", path.folder()))),
        }
    }

    /// The same of an article.
    pub fn source_of_article(article: &Article) -> Option<Cow<'_, str>> {
        Self::source_of(article.source.as_deref(), article.url.as_deref(), &article.provenance)
    }

    /// Takes what was learned of a source, if it is anything.
    pub fn insert(&mut self, source: String, learned: SourceBoilerplate) {
        if !learned.lines.is_empty() {
            self.sources.insert(source, learned);
        }
    }

    /// What was learned of a source.
    pub fn of(&self, source: &str) -> Option<&SourceBoilerplate> {
        self.sources.get(source)
    }

    /// The sources of which something was learned, by name.
    pub fn sources(&self) -> impl ExactSizeIterator<Item = (&str, &SourceBoilerplate)> {
        self.sources.iter().map(|(source, learned)| (source.as_str(), learned))
    }

    /// Whether nothing was learned.
    pub fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }

    /// How many lines were learned.
    pub fn lines(&self) -> usize {
        self.sources.values().map(|learned| learned.lines.len()).sum()
    }

    /// The beginning of a digest of all lines, whatever their counts.
    pub fn digest(&self) -> u64 {
        let mut hasher = blake3::Hasher::new();
        let mut part = |text: &str| {
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        };
        for (source, learned) in &self.sources {
            part("source");
            part(source);
            learned.lines.keys().for_each(|line| part(line));
        }
        let mut first = [0; 8];
        first.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
        u64::from_le_bytes(first)
    }
}

impl SourceBoilerplate {
    /// Whether a line, without the white space around it, is one of them.
    pub fn has(&self, line: &str) -> bool {
        self.lines.contains_key(line)
    }
}
