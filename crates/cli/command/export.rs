//! `backfile export`: every match, one after the other.

use std::io::Write as _;
use std::ops::ControlFlow;

use anyhow::Context as _;
use backfile::Sort;
use backfile::contract::ExportLine;
use clap::{Args, ValueEnum};

use crate::exit::Outcome;
use crate::question::{Question, sort};
use crate::render::{json, table};
use crate::session::{self, Session};

/// Print every match, newest first
///
/// There is no limit on matches or work unless one is given. Where a pattern stands for too many
/// words to be looked up, what was found is printed, and the exit code is 2.
///
/// In CSV a cell that begins like a formula gets an apostrophe in front, and control characters
/// are taken out; JSON Lines give every text exactly.
#[derive(Debug, Args)]
pub(crate) struct Export {
    #[command(flatten)]
    question: Question,
    /// The most matches; otherwise all
    #[arg(short = 'n', long, value_name = "N")]
    limit: Option<usize>,
    /// The order of the matches: `relevance`, `newest`, `oldest`, or a field of the archive's own, as
    /// `pages` or, the most first, `pages:desc`
    #[arg(long, value_name = "ORDER", default_value = "newest", value_parser = sort)]
    sort: Sort,
    /// The format of the rows
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    format: Format,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One JSON object a line, then a summary
    #[default]
    Jsonl,
    /// A table with a header line
    Csv,
}

impl Export {
    pub(crate) fn run(&self, session: &Session) -> anyhow::Result<Outcome> {
        let searcher = session.searcher()?;
        let mut request = self.question.request(session, &searcher);
        request.limit = self.limit;
        request.sort = Some(self.sort);
        let mut out = session::out();
        let mut failure = None;
        let mut go_on = |written: anyhow::Result<()>| match written {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failure = Some(error);
                ControlFlow::Break(())
            }
        };
        let count = if self.format == Format::Csv {
            let mut rows = table::writer(&mut out);
            let own = searcher.settings().fields;
            rows.write_record(table::columns(&own))?;
            let count = searcher.export(request, &mut |hit| {
                go_on(rows.write_record(table::cells(&hit, &own)).map_err(Into::into))
            })?;
            rows.flush()?;
            count
        } else {
            searcher.export(request, &mut |hit| {
                go_on(json::line(&mut out, &ExportLine::Hit(hit.into())).map_err(Into::into))
            })?
        };
        if let Some(failure) = failure {
            return Err(failure).context("cannot write the results");
        }
        if self.format == Format::Csv || count.partial {
            session.diagnose(&self.question.query(), &count.diagnostics);
        }
        // Whoever keeps a part would take it for all there is.
        let is_whole = if count.partial { Outcome::Failed } else { Outcome::Found };
        let outcome = Outcome::of_total(count.total).and(is_whole);
        if self.format == Format::Jsonl {
            json::line(&mut out, &ExportLine::Summary(count.into()))?;
        }
        out.flush()?;
        Ok(outcome)
    }
}
