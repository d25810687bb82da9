//! Puts the answer to one query of a batch into words, and writes them in order.

use std::io::{self, Write};

use backfile::contract::{self, BatchAnswer, BatchFailure, BatchHit, BatchLine, BatchSummary};
use backfile::fields::OwnFields;
use backfile::{Answer, Diagnostic, DiagnosticCode, QueryError, ResultPage};

use super::Format;
use super::lines::Line;
use crate::exit::Outcome;
use crate::render::{json, table};

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
        own: &OwnFields,
    ) -> anyhow::Result<Self> {
        let mut rows = Vec::new();
        let qid = line.id.as_str();
        let (total, partial, error) = match page {
            Ok(page) => {
                let total = page.total.unwrap_or(page.hits.len() as u64);
                let partial = why_partial(&page);
                write_page(&mut rows, qid, page, format, own)?;
                (total, partial, None)
            }
            Err(error) => {
                if format == Format::Jsonl {
                    let failure = BatchFailure::new(qid, &line.query, &error);
                    json::line(&mut rows, &BatchLine::Failure(failure))?;
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
    page: Answer<ResultPage>,
    format: Format,
    own: &OwnFields,
) -> anyhow::Result<()> {
    match format {
        Format::Jsonl => {
            let qid = qid.to_owned();
            let contract::Page { hits, facts, .. } = page.into();
            for hit in hits {
                json::line(&mut out, &BatchLine::Hit(BatchHit { qid: qid.clone(), hit }))?;
            }
            json::line(&mut out, &BatchLine::Answer(BatchAnswer { qid, facts }))?;
        }
        Format::Csv => {
            let mut rows = table::writer(out);
            for hit in &page.hits {
                rows.write_record([table::cell(qid)].into_iter().chain(table::cells(hit, own)))?;
            }
            rows.flush()?;
        }
        Format::Trec => {
            for hit in &page.hits {
                let id = hit.id.to_string();
                let document = word(hit.source_id.as_ref().unwrap_or(&id));
                let (qid, rank, score) = (word(qid), hit.rank, hit.score);
                writeln!(out, "{qid} Q0 {document} {rank} {score} backfile")?;
            }
        }
    }
    Ok(())
}

/// Writes answers in one of the formats, and counts them.
pub(super) struct AnswerWriter<W: Write> {
    format: Format,
    out: W,
    summary: BatchSummary,
}

impl<W: Write> AnswerWriter<W> {
    pub(super) fn new(format: Format, own: &OwnFields, mut out: W) -> anyhow::Result<Self> {
        if format == Format::Csv {
            let mut rows = table::writer(&mut out);
            rows.write_record(["qid".to_owned()].into_iter().chain(table::columns(own)))?;
            rows.flush()?;
        }
        Ok(Self { format, out, summary: BatchSummary::default() })
    }

    pub(super) fn write(&mut self, answer: &Answered) -> io::Result<()> {
        self.summary.queries += 1;
        self.summary.failed += u64::from(answer.error.is_some());
        self.summary.partial |= answer.partial.is_some();
        self.summary.total += answer.total;
        self.out.write_all(&answer.rows)
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    pub(super) fn close(mut self) -> anyhow::Result<Outcome> {
        let (total, failed) = (self.summary.total, self.summary.failed);
        if self.format == Format::Jsonl {
            json::line(&mut self.out, &BatchLine::Summary(self.summary))?;
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
