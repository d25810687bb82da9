//! Runs everything: one thread reads and cuts, a pool parses and cleans, the caller receives.
//!
//! The reading thread makes batches of about a megabyte and gives each to the pool, which answers
//! on a channel of its own. The receivers of these channels stand in a queue in the order of the
//! batches, so that the caller gets the answers in that order however long each takes. A budget
//! bounds the bytes that are on their way, another one of the same size what parsing them takes
//! besides: what needs all of it is parsed alone.

mod batch;
mod budget;
mod converting;
mod habit;
mod last_record;
mod parts;
mod reader;
mod reports;
mod work;

use std::collections::HashMap;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use article::{ArticleId, Boilerplate, Identity};
use text::Detector;

use self::batch::Batch;
use self::budget::Budget;
use self::last_record::LastRecord;
use self::reader::Reader;
use self::reports::Reports;
use self::work::Answer;
use crate::discover::Walk;
use crate::format::KeyMap;
use crate::{
    Baseline, Converters, DateOrder, Event, Findings, IngestError, IngestReport, Queries,
    SourceFile,
};

/// What is read.
pub(crate) enum Input<'r> {
    /// Files and folders.
    Files(Walk),
    /// One document.
    Document { file: SourceFile, bytes: &'r [u8] },
    /// One stream of JSON Lines.
    Stream(Box<dyn Read + Send + 'r>),
}

/// What a run goes by.
#[derive(Debug, Clone)]
pub(crate) struct Rules {
    /// The fields that keys stand for.
    pub(crate) keys: KeyMap,
    /// Guesses languages that are not declared.
    pub(crate) detector: Detector,
    /// How databases are read.
    pub(crate) queries: Queries,
    /// What makes text of files in other formats.
    pub(crate) converters: Converters,
    /// Whether it is to be told what decided how texts are labelled.
    pub(crate) explains: bool,
    /// The order of day and month, if the caller has said it.
    pub(crate) date_order: Option<DateOrder>,
    /// What is known to stand around the articles of each source.
    pub(crate) boilerplate: Arc<Boilerplate>,
    /// Its digest, if there is anything.
    pub(crate) boilerplate_digest: Option<u64>,
    /// Where a document that is one article was fetched from, if the caller has said it.
    pub(crate) address: Option<String>,
}

/// How much a run may use.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) threads: usize,
    pub(crate) memory_bytes: usize,
}

/// Deep enough for the parsers of pages, which go as deep as their elements are nested.
const STACK_BYTES: usize = 16 << 20;

/// A record takes its own bytes, those of its draft and those of its article, and room to grow.
const COPIES: usize = 4;

/// One batch on its way: its share of the budget, and where its answer arrives.
struct OnTheWay {
    cost_bytes: usize,
    answers: Receiver<Vec<Answer>>,
}

/// Reads the input and hands the events to `sink` in order.
pub(crate) fn run(
    input: Input<'_>,
    rules: &Arc<Rules>,
    limits: Limits,
    baseline: &dyn Baseline,
    sink: &mut dyn FnMut(Vec<Event>) -> ControlFlow<()>,
) -> Result<IngestReport, IngestError> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(limits.threads)
        .stack_size(STACK_BYTES)
        .thread_name(|number| format!("ingest {number}"))
        .build()
        .map_err(|source| IngestError::Threads { source: io::Error::other(source) })?;
    let budget = Budget::new(limits.memory_bytes);
    let space = Arc::new(Budget::new(limits.memory_bytes));
    let (queue, waiting) = channel::<OnTheWay>();
    let mut report = IngestReport::default();
    thread::scope(|scope| {
        // What the records of a file have in common is found by reading some of them here.
        let reader = thread::Builder::new().name("ingest reader".into()).stack_size(STACK_BYTES);
        let reading = reader.spawn_scoped(scope, || {
            let mut submit = |batch: Batch| {
                let cost_bytes = budget.take(batch.bytes() * COPIES)?;
                let (answer, answers) = channel();
                if queue.send(OnTheWay { cost_bytes, answers }).is_err() {
                    return ControlFlow::Break(());
                }
                let (rules, space) = (Arc::clone(rules), Arc::clone(&space));
                pool.spawn(move || {
                    // Nobody waits for the answer of a run that was ended early.
                    let _ = answer.send(work::process(batch, &rules, &space));
                });
                ControlFlow::Continue(())
            };
            let tally = Reader::new(baseline, rules, &mut submit).read(input);
            drop(queue);
            tally
        });
        let reading = reading.map_err(|source| IngestError::Threads { source })?;
        let mut repeats = Repeats::default();
        let mut last_record = LastRecord::default();
        let mut reports = Reports::default();
        for OnTheWay { cost_bytes, answers } in waiting {
            let answers = answers.recv().expect("a worker answers every batch it is given");
            let mut events = Vec::with_capacity(answers.len());
            for answer in answers {
                if let Answer::End(end) = &answer
                    && let Some(remark) = end.remark()
                {
                    reports.pass(remark, &mut events);
                }
                let may_grow = matches!(&answer, Answer::End(end) if end.may_grow);
                if let Some(event) = repeats.settle(answer, rules, &mut report.findings) {
                    reports.pass(last_record.settle(event, may_grow), &mut events);
                }
            }
            for event in &events {
                report.count(event);
            }
            let flow = if events.is_empty() { ControlFlow::Continue(()) } else { sink(events) };
            budget.give_back(cost_bytes);
            if flow.is_break() {
                report.interrupted = true;
                break;
            }
        }
        budget.close();
        space.close();
        // A run that ended in a defect must not pass for one that read everything.
        let tally = reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        report.hidden = tally.hidden;
        report.links = tally.links;
        report.index_folders = tally.index_folders;
        report.bytes_read = tally.bytes_read;
        Ok(report)
    })
}

/// Numbers the equal records of a file that have neither id nor address: they cannot be settled
/// where they are parsed.
#[derive(Default)]
struct Repeats(HashMap<u64, u64>);

impl Repeats {
    /// The event that an answer is, if it is one; others are counted.
    fn settle(&mut self, answer: Answer, rules: &Rules, findings: &mut Findings) -> Option<Event> {
        Some(match answer {
            Answer::Found(found) => {
                findings.count_record(found);
                return None;
            }
            Answer::Settled(event) => {
                match &event {
                    Event::FileStarted(_) => self.0.clear(),
                    Event::RecordUnchanged { digest } => *self.0.entry(*digest).or_default() += 1,
                    _ => {}
                }
                event
            }
            Answer::End(end) => end.event(&rules.converters),
            Answer::ByContent { article, digest, is_unended } => {
                let seen = self.0.entry(digest).or_default();
                let path = &article.provenance.path;
                let id = ArticleId::of(&Identity::Content { path, digest, repeat: *seen });
                *seen += 1;
                let article = Box::new(article.with_id(id));
                Event::Article { article, digest, is_unended }
            }
        })
    }
}
