//! Counts under which keys, by what evidence and in which languages articles were found.

use std::collections::BTreeMap;

use article::Article;

/// Where the fields of the articles that a run read were found. Records that were known already are
/// not among them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Findings {
    /// For each field, such as `title`, the keys or columns that gave it, and how often.
    pub fields: BTreeMap<&'static str, BTreeMap<String, u64>>,
    /// What said when articles were published, by [`article::EvidenceKind::name`], and how often;
    /// `none` where nothing did.
    pub dates: BTreeMap<&'static str, u64>,
    /// The keys with something like a date in records that have no other, and how often: what
    /// stands there could not be read, or is not said to be the day of publication.
    pub unused_dates: BTreeMap<String, u64>,
    /// The languages by BCP 47 code, and how often; `und` where none was recognised.
    pub languages: BTreeMap<&'static str, u64>,
}

/// Strangers may give each record keys of its own; more of them are not counted.
const KEYS_LIMIT: usize = 1_000;

/// What is to be counted of one record besides its article.
#[derive(Debug, Default)]
pub(crate) struct RecordFindings {
    /// Fields and the keys that gave them.
    pub(crate) fields: Vec<(&'static str, String)>,
    /// A key with a date that is not taken.
    pub(crate) unused_date: Option<String>,
}

impl Findings {
    pub(crate) fn count(&mut self, article: &Article) {
        let evidence = article.date_evidence.first().map_or("none", |best| best.kind.name());
        *self.dates.entry(evidence).or_default() += 1;
        *self.languages.entry(article.language.code()).or_default() += 1;
    }

    pub(crate) fn count_record(&mut self, record: RecordFindings) {
        for (field, key) in record.fields {
            count_key(self.fields.entry(field).or_default(), key);
        }
        if let Some(key) = record.unused_date {
            count_key(&mut self.unused_dates, key);
        }
    }
}

fn count_key(counts: &mut BTreeMap<String, u64>, key: String) {
    if let Some(count) = counts.get_mut(&key) {
        *count += 1;
    } else if counts.len() < KEYS_LIMIT {
        counts.insert(key, 1);
    }
}
