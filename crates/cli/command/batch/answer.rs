//! Puts the answer to one query of a batch into words, and writes them in order.

use std::io::{self, Write};

use backfile::query::syntax::{Diagnostic, DiagnosticCode};
use backfile::query::{Answer, Hit, QueryError, ResultPage};
use serde::Serialize;

use super::Format;
use super::lines::Line;
use crate::exit::Outcome;
use crate::render::json::{self, PageFacts, Summary};
use crate::render::table;

/// An answer as it will be written.
#[derive(Debug)]
pub(super) struct Answered {
    pub(super) line: Line,
    /// What there is instead of an answer.
    pub(super) error: Option<QueryError>,
    /// Where a limit cut the search short: why.
    pub(super) partial: Option<String>,
    total: u64,
    rows: Vec<u8>,
}

impl Answered {
    pub(super) fn new(
        line: Line,
        page: Result<Answer<ResultPage>, QueryError>,
        format: Format,
    ) -> anyhow::Result<Self> {
        let mut rows = Vec::new();
        let qid = line.id.as_str();
        let (total, partial, error) = match page {
            Ok(page) => {
                write_page(&mut rows, qid, &page, format)?;
                (page.total.unwrap_or(page.hits.len() as u64), why_partial(&page), None)
            }
            Err(error) => {
                if format == Format::Jsonl {
                    let (message, diagnostics) = (error.to_string(), error.diagnostics());
                    let query = line.query.as_str();
                    let row = FailureRow { kind: "failure", qid, query, message, diagnostics };
                    json::line(&mut rows, &row)?;
                }
                (0, None, Some(error))
            }
        };
        Ok(Self { line, error, partial, total, rows })
    }
}

/// Why an answer is only a part, if it is.
fn why_partial(page: &Answer<ResultPage>) -> Option<String> {
    let is_limit = |remark: &&Diagnostic| remark.code == DiagnosticCode::LimitReached;
    let remark = page.diagnostics.iter().find(is_limit).map(|remark| remark.message.clone());
    page.partial.then(|| remark.unwrap_or_else(|| "only a part was searched".to_owned()))
}

fn write_page(
    mut out: &mut Vec<u8>,
    qid: &str,
    page: &Answer<ResultPage>,
    format: Format,
) -> anyhow::Result<()> {
    match format {
        Format::Jsonl => {
            for hit in &page.hits {
                json::line(&mut out, &HitRow { kind: "hit", qid, hit })?;
            }
            json::line(&mut out, &AnswerRow { kind: "answer", qid, page: page.into() })?;
        }
        Format::Csv => {
            let mut rows = table::writer(out);
            for hit in &page.hits {
                rows.write_record([table::cell(qid)].into_iter().chain(table::cells(hit)))?;
            }
            rows.flush()?;
        }
        Format::Trec => {
            for hit in &page.hits {
                let document = word(hit.source_id.as_ref().unwrap_or(&hit.id));
                let (qid, rank, score) = (word(qid), hit.rank, hit.score);
                writeln!(out, "{qid} Q0 {document} {rank} {score} backfile")?;
            }
        }
    }
    Ok(())
}

#[derive(Serialize)]
struct HitRow<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    qid: &'a str,
    #[serde(flatten)]
    hit: &'a Hit,
}

#[derive(Serialize)]
struct AnswerRow<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    qid: &'a str,
    #[serde(flatten)]
    page: PageFacts<'a>,
}

#[derive(Serialize)]
struct FailureRow<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    qid: &'a str,
    query: &'a str,
    message: String,
    diagnostics: &'a [Diagnostic],
}

#[derive(Serialize)]
struct BatchFacts {
    queries: u64,
    failed: u64,
    /// Whether a limit cut any of them short.
    partial: bool,
    total: u64,
    diagnostics: [(); 0],
}

/// Writes answers in one of the formats, and counts them.
pub(super) struct AnswerWriter<W: Write> {
    format: Format,
    out: W,
    facts: BatchFacts,
}

impl<W: Write> AnswerWriter<W> {
    pub(super) fn new(format: Format, mut out: W) -> anyhow::Result<Self> {
        if format == Format::Csv {
            let mut rows = table::writer(&mut out);
            rows.write_record(["qid"].into_iter().chain(table::COLUMNS))?;
            rows.flush()?;
        }
        let facts = BatchFacts { queries: 0, failed: 0, partial: false, total: 0, diagnostics: [] };
        Ok(Self { format, out, facts })
    }

    pub(super) fn write(&mut self, answer: &Answered) -> io::Result<()> {
        self.facts.queries += 1;
        self.facts.failed += u64::from(answer.error.is_some());
        self.facts.partial |= answer.partial.is_some();
        self.facts.total += answer.total;
        self.out.write_all(&answer.rows)
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    pub(super) fn close(mut self) -> anyhow::Result<Outcome> {
        let (total, failed) = (self.facts.total, self.facts.failed);
        if self.format == Format::Jsonl {
            json::line(&mut self.out, &Summary::new(self.facts))?;
        }
        self.out.flush()?;
        Ok(if failed > 0 { Outcome::Failed } else { Outcome::of_total(total) })
    }
}

/// A text as one column of a table whose columns are set apart by spaces.
fn word(text: &str) -> String {
    let is_apart = |c: char| c.is_whitespace() || c.is_control();
    text.chars().map(|c| if is_apart(c) { '_' } else { c }).collect()
}
