//! `backfile batch`: the answers to a file of queries, in its order.

mod answer;
mod lines;

use std::collections::BTreeMap;
use std::iter;
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::mpsc::{self, TryRecvError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use backfile::fields::OwnFields;
use backfile::{SearchRequest, Searcher, Sort};
use clap::builder::RangedU64ValueParser;
use clap::{Args, ValueEnum};

use self::answer::{AnswerWriter, Answered};
use self::lines::{Line, Lines};
use crate::exit::Outcome;
use crate::question::{Reading, sort};
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
    /// The order of the hits: `relevance`, `newest`, `oldest`, or a field of the archive's own, as
    /// `pages` or, the most first, `pages:desc`
    #[arg(long, value_name = "ORDER", default_value = "relevance", value_parser = sort)]
    sort: Sort,
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

/// Queries between the one that is read and the one that is written: the answers that wait for a
/// slow one before them are no more.
const ON_THEIR_WAY: usize = 1_024;

impl Batch {
    pub(crate) fn run(self, session: &Session) -> anyhow::Result<Outcome> {
        let searcher = session.searcher()?;
        let pattern = self.pattern(session, &searcher);
        let lines = Lines::open(&self.file)?;
        let mut out = session::out();
        let own = Arc::new(searcher.settings().fields);
        let mut writer = AnswerWriter::new(self.format, &own, &mut out)?;
        for answer in answers(lines, searcher, &pattern, self.format, &own) {
            // Whoever asks line by line waits for each answer; otherwise it is written in bulk.
            let Some(answer) = answer else {
                writer.flush()?;
                continue;
            };
            let answer = answer?;
            if let Some(error) = &answer.error
                && !session.quiet
            {
                session.warn(&format!("query `{}` failed: {error}", answer.line.id));
                session.diagnose(&answer.line.query, error.diagnostics());
            }
            if let Some(why) = &answer.partial
                && self.format != Format::Jsonl
                && !session.quiet
            {
                session.warn(&format!("query `{}`: {why}", answer.line.id));
            }
            writer.write(&answer)?;
        }
        writer.close()
    }

    /// What all queries are asked with.
    fn pattern(&self, session: &Session, searcher: &Searcher) -> SearchRequest {
        let mut request = self.reading.request(String::new(), session, searcher);
        let usual = if self.format == Format::Trec { 1000 } else { 10 };
        request.limit = Some(self.limit.unwrap_or(usual));
        request.sort = Some(self.sort);
        if self.format != Format::Jsonl {
            request.snippets = 0;
        }
        request
    }
}

/// The answers in the order of the lines, each as soon as it and all before it are known; `None`
/// where the next is not known yet.
///
/// One thread reads, as many as there are cores answer and put the answers into words. They are
/// not waited for: when writing fails the program ends, whatever they wait for themselves.
fn answers(
    mut lines: Lines,
    searcher: Searcher,
    pattern: &SearchRequest,
    format: Format,
    own: &Arc<OwnFields>,
) -> impl Iterator<Item = Option<anyhow::Result<Answered>>> {
    let (ask, questions) = mpsc::channel::<(usize, anyhow::Result<Line>)>();
    let (answer, answered) = mpsc::channel();
    let (enter, leave) = mpsc::sync_channel::<()>(ON_THEIR_WAY);
    thread::spawn(move || {
        for number in 0.. {
            let Some(line) = lines.next().transpose() else { break };
            if enter.send(()).is_err() || ask.send((number, line)).is_err() {
                break;
            }
        }
    });
    let questions = Arc::new(Mutex::new(questions));
    let searcher = Arc::new(searcher);
    for _ in 0..thread::available_parallelism().map_or(1, NonZero::get) {
        let (questions, searcher) = (Arc::clone(&questions), Arc::clone(&searcher));
        let (pattern, answer, own) = (pattern.clone(), answer.clone(), Arc::clone(own));
        thread::spawn(move || {
            let next = || questions.lock().unwrap_or_else(PoisonError::into_inner).recv();
            while let Ok((number, line)) = next() {
                let done = line.and_then(|line| {
                    let mut request = pattern.clone();
                    request.query.clone_from(&line.query);
                    Answered::new(line, searcher.search(request), format, &own)
                });
                if answer.send((number, done)).is_err() {
                    break;
                }
            }
        });
    }
    drop(answer);
    let mut waiting = BTreeMap::new();
    let mut next = 0;
    let mut is_told = true;
    iter::from_fn(move || {
        loop {
            if let Some(answer) = waiting.remove(&next) {
                next += 1;
                is_told = false;
                let _ = leave.recv();
                return Some(Some(answer));
            }
            let (number, answer) = match answered.try_recv() {
                Ok(answer) => answer,
                Err(TryRecvError::Empty) if !is_told => {
                    is_told = true;
                    return Some(None);
                }
                Err(_) => answered.recv().ok()?,
            };
            waiting.insert(number, answer);
        }
    })
}
