//! What a format found in a record, before it is repaired, dated and labelled.

use std::collections::BTreeMap;
use std::ops::Range;

use article::{DateEvidence, Version};

use crate::SkipReason;

/// An article as a format found it.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub(crate) kind: DraftKind,
    pub(crate) source_id: Option<String>,
    pub(crate) title: Option<String>,
    /// The authors, where they are told apart already.
    pub(crate) authors: Vec<String>,
    /// The bylines, as they stand.
    pub(crate) bylines: Vec<String>,
    /// The outlet that the record states, or the page.
    pub(crate) source: Option<String>,
    /// The outlet of the page in a field of the record.
    pub(crate) found_source: Option<String>,
    pub(crate) url: Option<String>,
    /// The language as it is declared.
    pub(crate) language: Option<String>,
    /// Dates as keys give them, best first: the key and the value.
    pub(crate) dates: Vec<(String, serde_json::Value)>,
    /// Dates that are already read, best first.
    pub(crate) date_evidence: Vec<DateEvidence>,
    /// When programs fetched it, as they wrote it down.
    pub(crate) fetched: Vec<serde_json::Value>,
    pub(crate) section: Option<String>,
    pub(crate) places: Vec<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) body: String,
    /// Where in the body captions stand.
    pub(crate) captions: Vec<Range<usize>>,
    /// Where in the body stands what is quoted of others, or stands below it.
    pub(crate) quotes: Vec<Range<usize>>,
    pub(crate) extra: BTreeMap<String, serde_json::Value>,
    /// Whether its id is its own in the world, whoever gives it.
    pub(crate) is_id_unique: bool,
    /// Which state of itself the record says it is.
    pub(crate) version: Option<Version>,
    /// Why nothing is to be known under its id up to this version: its publisher took it back.
    pub(crate) withdrawn: Option<&'static str>,
    /// The fields that keys gave, and the keys.
    pub(crate) keys: Vec<(&'static str, String)>,
    /// What of the record is not in here, and why.
    pub(crate) remarks: Vec<SkipReason>,
}

impl Draft {
    /// The same, fetched from an address: its own where it names none, and its host is its outlet
    /// where nothing else says one.
    pub(crate) fn fetched_from(self, address: &str) -> Self {
        let host = address.split('/').nth(2);
        let host = host.map(|host| host.strip_prefix("www.").unwrap_or(host).to_owned());
        let found_source = self.found_source.or(host);
        let url = self.url.or_else(|| Some(address.to_owned()));
        Self { found_source, url, ..self }
    }
}

/// How much of the article's frame stands in the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum DraftKind {
    /// Everything: title, byline and date are lines of the text.
    #[default]
    Text,
    /// Little: the record names its fields.
    Record,
    /// Little, and the text is no longer HTML: the page was taken apart.
    Page,
}
