//! `backfile batch`: the answers to a file of queries, in its order.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;

use anyhow::Context as _;
use backfile::query::syntax::Diagnostic;
use backfile::query::{Hit, QueryError, ResultPage};
use backfile::{SearchRequest, Searcher};
use clap::builder::RangedU64ValueParser;
use clap::{Args, ValueEnum};
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use serde::Serialize;

use crate::exit::Outcome;
use crate::question::{Reading, SortName};
use crate::render::json::{self, Summary};
use crate::render::table;
use crate::session::{self, Session};

/// Answer a file of queries, one a line
///
/// A line is a query, or an id, a tab and a query; without an id the line's number stands for it.
/// Empty lines are passed over. In CSV a cell that begins like a formula gets an apostrophe in
/// front; in the TREC format white space in a document's id becomes `_`.
#[derive(Debug, Args)]
pub(crate) struct Batch {
    /// The file of queries; `-` for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The format of the answers
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    format: Format,
    /// The most hits of a query [default: 10, for trec 1000]
    #[arg(short = 'n', long, value_name = "N")]
    #[arg(value_parser = RangedU64ValueParser::<usize>::new().range(0..=10_000))]
    limit: Option<usize>,
    /// The order of the hits
    #[arg(long, value_enum, value_name = "ORDER", default_value_t)]
    sort: SortName,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Each hit as a JSON object, then one for the query
    #[default]
    Jsonl,
    /// A table with a header line
    Csv,
    /// `qid Q0 docid rank score backfile`
    Trec,
}

/// A line of the file.
#[derive(Debug)]
struct Line {
    id: String,
    query: String,
}

type Answer = Result<ResultPage, QueryError>;

/// Queries that are answered at a time: enough for every core, few enough that answers come soon.
const CHUNK: usize = 64;
/// A longer line is a mistake, and is not read into memory.
const LONGEST_LINE_BYTES: u64 = 1 << 20;

impl Batch {
    pub(crate) fn run(self, session: &Session) -> anyhow::Result<Outcome> {
        let searcher = session.searcher()?;
        let pattern = self.pattern(session, &searcher)?;
        let answer = |line: &Line| {
            let mut request = pattern.clone();
            request.query.clone_from(&line.query);
            searcher.search(request)
        };
        let mut lines = Lines::open(&self.file)?;
        let mut out = session::out();
        let mut writer = AnswerWriter::new(self.format, &mut out)?;
        loop {
            let chunk = lines.chunk()?;
            if chunk.is_empty() {
                break;
            }
            let answers: Vec<Answer> = chunk.par_iter().map(answer).collect();
            for (line, answer) in chunk.iter().zip(answers) {
                if let Err(error) = &answer
                    && !session.quiet
                {
                    session.warn(&format!("query `{}` failed: {error}", line.id));
                    session.diagnose(&line.query, error.diagnostics());
                }
                writer.answer(line, &answer)?;
            }
            writer.flush()?;
        }
        writer.close()
    }

    /// What all queries are asked with.
    fn pattern(&self, session: &Session, searcher: &Searcher) -> Result<SearchRequest, QueryError> {
        let mut request = self.reading.request(String::new(), session, searcher)?;
        let usual = if self.format == Format::Trec { 1000 } else { 10 };
        request.limit = self.limit.unwrap_or(usual);
        request.sort = self.sort.into();
        if self.format != Format::Jsonl {
            request.snippets = 0;
        }
        Ok(request)
    }
}

/// The queries of a file, read as they are needed.
struct Lines {
    reader: Box<dyn BufRead>,
    name: String,
    number: u64,
}

impl Lines {
    fn open(path: &PathBuf) -> anyhow::Result<Self> {
        let name = path.display().to_string();
        let reader: Box<dyn BufRead> = if path.as_os_str() == "-" {
            Box::new(BufReader::new(io::stdin()))
        } else {
            let file = File::open(path).with_context(|| format!("cannot read `{name}`"))?;
            Box::new(BufReader::new(file))
        };
        Ok(Self { reader, name, number: 0 })
    }

    /// The next queries; none at the end.
    fn chunk(&mut self) -> anyhow::Result<Vec<Line>> {
        let mut chunk = Vec::new();
        while chunk.len() < CHUNK {
            let mut bytes = Vec::new();
            let mut limited = io::Read::take(&mut self.reader, LONGEST_LINE_BYTES);
            let read = limited.read_until(b'\n', &mut bytes);
            if read.with_context(|| format!("cannot read `{}`", self.name))? == 0 {
                break;
            }
            self.number += 1;
            if bytes.len() as u64 == LONGEST_LINE_BYTES && bytes.last() != Some(&b'\n') {
                anyhow::bail!(
                    "line {} of `{}` is longer than a query can be",
                    self.number,
                    self.name
                );
            }
            let text = String::from_utf8_lossy(&bytes);
            let text = text.trim_end_matches(['\n', '\r']);
            let text = if self.number == 1 { text.trim_start_matches('\u{feff}') } else { text };
            let (id, query) = match text.split_once('\t') {
                Some((id, query)) => (id.trim().to_owned(), query),
                None => (String::new(), text),
            };
            if query.trim().is_empty() {
                continue;
            }
            let id = if id.is_empty() { self.number.to_string() } else { id };
            chunk.push(Line { id, query: query.to_owned() });
        }
        Ok(chunk)
    }
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
    page: &'a ResultPage,
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
    total: u64,
    diagnostics: [(); 0],
}

/// Writes answers in one of the formats, and counts them.
struct AnswerWriter<W: Write> {
    format: Format,
    out: W,
    facts: BatchFacts,
}

impl<W: Write> AnswerWriter<W> {
    fn new(format: Format, mut out: W) -> anyhow::Result<Self> {
        if format == Format::Csv {
            let mut rows = table::writer(&mut out);
            rows.write_record(["qid"].into_iter().chain(table::COLUMNS))?;
            rows.flush()?;
        }
        Ok(Self {
            format,
            out,
            facts: BatchFacts { queries: 0, failed: 0, total: 0, diagnostics: [] },
        })
    }

    fn answer(&mut self, line: &Line, answer: &Answer) -> anyhow::Result<()> {
        self.facts.queries += 1;
        match answer {
            Ok(page) => {
                self.facts.total += page.total.unwrap_or(page.hits.len() as u64);
                self.page(line, page)
            }
            Err(error) => {
                self.facts.failed += 1;
                if self.format == Format::Jsonl {
                    let (message, diagnostics) = (error.to_string(), error.diagnostics());
                    let (qid, query) = (&line.id, &line.query);
                    let row = FailureRow { kind: "failure", qid, query, message, diagnostics };
                    json::line(&mut self.out, &row)?;
                }
                Ok(())
            }
        }
    }

    fn page(&mut self, line: &Line, page: &ResultPage) -> anyhow::Result<()> {
        let qid = line.id.as_str();
        match self.format {
            Format::Jsonl => {
                for hit in &page.hits {
                    json::line(&mut self.out, &HitRow { kind: "hit", qid, hit })?;
                }
                json::line(&mut self.out, &AnswerRow { kind: "answer", qid, page })?;
            }
            Format::Csv => {
                let mut rows = table::writer(&mut self.out);
                for hit in &page.hits {
                    rows.write_record([table::cell(qid)].into_iter().chain(table::cells(hit)))?;
                }
                rows.flush()?;
            }
            Format::Trec => {
                for hit in &page.hits {
                    let document = word(hit.source_id.as_ref().unwrap_or(&hit.id));
                    let (qid, rank, score) = (word(qid), hit.rank, hit.score);
                    writeln!(self.out, "{qid} Q0 {document} {rank} {score} backfile")?;
                }
            }
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn close(mut self) -> anyhow::Result<Outcome> {
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
