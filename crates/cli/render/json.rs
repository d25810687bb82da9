//! Writes results as JSON Lines: one object a line, each with its `type`.
//!
//! What a terminal would obey is escaped: JSON itself asks for that only below U+0020.

use std::collections::BTreeMap;
use std::io::{self, Write};

use backfile::article::FilePath;
use backfile::query::syntax::Diagnostic;
use backfile::query::{
    Answer, Blame, Bucket, Explanation, Hit, IndexStats, Match, Part, ResultPage, Sort, TotalIs,
    Variant,
};
use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use crate::terminal;

/// The version of all names below. It changes whenever one of them goes or changes its meaning.
pub(crate) const JSON_FORMAT_VERSION: u32 = 1;

/// Writes one object and ends its line.
pub(crate) fn line(out: &mut impl Write, object: &impl Serialize) -> io::Result<()> {
    object.serialize(&mut Serializer::with_formatter(&mut *out, Escaping))?;
    out.write_all(b"\n")
}

/// Compact, with harmful characters escaped.
struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut done = 0;
        for (at, c) in fragment.char_indices().filter(|(_, c)| terminal::is_harmful(*c)) {
            writer.write_all(&fragment.as_bytes()[done..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            done = at + c.len_utf8();
        }
        writer.write_all(&fragment.as_bytes()[done..])
    }
}

/// An object that is marked by its `type`.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(crate) enum Object<'a> {
    Hit(&'a Hit),
    Bucket(&'a Bucket),
    Stats(&'a IndexStats),
    Count { total: u64, partial: bool, diagnostics: &'a [Diagnostic] },
    Finding { place: &'a str, problem: &'a str },
    Dropped { place: &'a str, problem: &'a str },
    Skipped(&'a SkippedObject),
    Marks { title: Vec<[usize; 2]>, body: Vec<[usize; 2]> },
    Score { id: &'a str, text: &'a str },
}

/// Something that was left out of an index.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SkippedObject {
    /// Relative to its root.
    pub(crate) path: String,
    /// In base64, where the path is not valid Unicode.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) path_bytes: Option<String>,
    /// Its number in the file, from 1.
    pub(crate) record: Option<u64>,
    /// In plain words.
    pub(crate) reason: String,
    /// How many records of the file it sums up, where it is not about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) count: Option<u64>,
}

/// The object that closes an output.
#[derive(Debug, Serialize)]
pub(crate) struct Summary<T: Serialize> {
    #[serde(rename = "type")]
    kind: &'static str,
    format_version: u32,
    #[serde(flatten)]
    facts: T,
}

impl<T: Serialize> Summary<T> {
    /// A summary of these facts.
    pub(crate) fn new(facts: T) -> Self {
        Self { kind: "summary", format_version: JSON_FORMAT_VERSION, facts }
    }
}

/// What a summary of several objects says where nothing else is known.
#[derive(Debug, Serialize)]
pub(crate) struct Remarks<'a> {
    pub(crate) diagnostics: &'a [Diagnostic],
}

/// What closes an answer: the facts about all of it, and the remarks that every answer has.
#[derive(Debug, Serialize)]
pub(crate) struct Closing<'a, F: Serialize> {
    #[serde(flatten)]
    facts: F,
    partial: bool,
    diagnostics: &'a [Diagnostic],
}

/// The summary of an answer, with these facts about it.
pub(crate) fn closing<T, F: Serialize>(answer: &Answer<T>, facts: F) -> Summary<Closing<'_, F>> {
    let (partial, diagnostics) = (answer.partial, answer.diagnostics.as_slice());
    Summary::new(Closing { facts, partial, diagnostics })
}

/// What a page of hits tells besides them.
#[derive(Debug, Serialize)]
pub(crate) struct PageFacts<'a> {
    query: &'a str,
    total: Option<u64>,
    total_is: TotalIs,
    took_ms: f64,
    sort: Sort,
    #[serde(rename = "match")]
    matching: Match,
    partial: bool,
    cursor: Option<&'a str>,
    variants: &'a [Variant],
    blame: &'a [Blame],
    diagnostics: &'a [Diagnostic],
}

impl<'a> From<&'a Answer<ResultPage>> for PageFacts<'a> {
    fn from(page: &'a Answer<ResultPage>) -> Self {
        Self {
            query: &page.query,
            total: page.total,
            total_is: page.total_is,
            took_ms: page.took_ms,
            sort: page.sort,
            matching: page.matching,
            partial: page.partial,
            cursor: page.cursor.as_deref(),
            variants: &page.variants,
            blame: &page.blame,
            diagnostics: &page.diagnostics,
        }
    }
}

/// How a query was read.
#[derive(Debug, Serialize)]
pub(crate) struct ExplanationObject<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    query: &'a str,
    words: &'a str,
    parts: &'a [Part],
    total: u64,
    partial: bool,
    blame: &'a [Blame],
    diagnostics: &'a [Diagnostic],
}

impl<'a> From<&'a Answer<Explanation>> for ExplanationObject<'a> {
    fn from(explanation: &'a Answer<Explanation>) -> Self {
        Self {
            kind: "explanation",
            query: &explanation.query,
            words: &explanation.words,
            parts: &explanation.parts,
            total: explanation.total,
            partial: explanation.partial,
            blame: &explanation.blame,
            diagnostics: &explanation.diagnostics,
        }
    }
}

/// What a timeline tells of all articles.
#[derive(Debug, Serialize)]
pub(crate) struct TimelineFacts {
    pub(crate) total: u64,
    pub(crate) undated: u64,
}

/// What facets tell of all articles.
#[derive(Debug, Serialize)]
pub(crate) struct FacetFacts {
    pub(crate) total: u64,
}

/// What an export tells of all articles.
#[derive(Debug, Serialize)]
pub(crate) struct ExportFacts<'a> {
    pub(crate) query: &'a str,
    pub(crate) total: u64,
}

/// What closes a verification.
#[derive(Debug, Serialize)]
pub(crate) struct VerificationFacts<'a> {
    pub(crate) sound: bool,
    pub(crate) articles: u64,
    /// Those that were read; after a repair none is counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) segments: Option<u64>,
    pub(crate) findings: usize,
    /// After a repair.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) dropped: Option<usize>,
    /// Articles whose source damage has made unknown.
    #[serde(skip_serializing_if = "is_zero")]
    pub(crate) of_unknown_source: u64,
    /// What rebuilds that did not come to their end have left.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) unfinished: Vec<UnfinishedObject>,
    pub(crate) diagnostics: &'a [Diagnostic],
}

/// What closes a run of `optimize`.
#[derive(Debug, Serialize)]
pub(crate) struct OptimizeFacts {
    pub(crate) articles: u64,
    pub(crate) segments_before: u64,
    pub(crate) segments_after: u64,
}

/// What closes a run of `index`.
#[derive(Debug, Serialize)]
pub(crate) struct IndexFacts {
    pub(crate) read: u64,
    /// All that was seen: added, replaced, unchanged, skipped.
    pub(crate) records: u64,
    pub(crate) added: u64,
    pub(crate) replaced: u64,
    pub(crate) removed: u64,
    pub(crate) unchanged: u64,
    pub(crate) moved: u64,
    pub(crate) skipped: u64,
    /// Those of them that another article with the same id stays for.
    pub(crate) duplicates: u64,
    /// The others, by reason.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) left_out: BTreeMap<&'static str, u64>,
    /// What was remarked on and not left out.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) remarks: BTreeMap<&'static str, u64>,
    /// The keys that gave each field of the articles that were read.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) fields: BTreeMap<&'static str, BTreeMap<String, u64>>,
    /// What said when they were published.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) dates: BTreeMap<&'static str, u64>,
    /// Keys with dates that do not say it, of articles without one.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) unused_dates: BTreeMap<String, u64>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) languages: BTreeMap<&'static str, u64>,
    /// Files that were not read to their end.
    #[serde(skip_serializing_if = "is_zero")]
    pub(crate) cut: u64,
    /// Remembered files and folders that are not there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) missing: Vec<MissingRoot>,
    pub(crate) seconds: f64,
    pub(crate) generation: u32,
}

/// A remembered file or folder that is not there.
#[derive(Debug, Serialize)]
pub(crate) struct MissingRoot {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    path_bytes: Option<String>,
    /// How many it keeps.
    articles: u64,
}

impl From<&(FilePath, u64)> for MissingRoot {
    fn from((path, articles): &(FilePath, u64)) -> Self {
        Self { path: path.to_string(), path_bytes: path.bytes_in_base64(), articles: *articles }
    }
}

/// What an unfinished rebuild has left.
#[derive(Debug, Serialize)]
pub(crate) struct UnfinishedObject {
    pub(crate) path: String,
    pub(crate) bytes: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

/// A page: its hits, then its summary.
pub(crate) fn page(out: &mut impl Write, page: &Answer<ResultPage>) -> io::Result<()> {
    for hit in &page.hits {
        line(out, &Object::Hit(hit))?;
    }
    line(out, &Summary::new(PageFacts::from(page)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_escaped_and_reads_back() {
        let text = "a\u{1b}[1m\u{9b}\u{7f}\u{202e}\u{e0041}“Вучић”\n\"";
        let mut out = Vec::new();
        line(&mut out, &text).unwrap();
        let written = String::from_utf8(out).unwrap();
        assert_eq!(written, "\"a\\u001b[1m\\u009b\\u007f\\u202e\\udb40\\udc41“Вучић”\\n\\\"\"\n");
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }
}
