//! `backfile count`: how many articles answer.

use std::io::Write as _;

use backfile::contract::CountLine;
use clap::Args;

use crate::exit::Outcome;
use crate::question::Question;
use crate::render::human::at_least;
use crate::render::json;
use crate::session::{self, Session};

/// Print how many articles match
#[derive(Debug, Args)]
pub(crate) struct Count {
    #[command(flatten)]
    question: Question,
}

impl Count {
    pub(crate) fn run(&self, session: &Session) -> anyhow::Result<Outcome> {
        let searcher = session.searcher()?;
        let request = self.question.request(session, &searcher);
        let count = searcher.count(request)?;
        let total = count.total;
        let mut out = session::out();
        if session.json {
            json::line(&mut out, &CountLine::Count(count.into()))?;
        } else {
            session.diagnose(&self.question.query(), &count.diagnostics);
            writeln!(out, "{}{total}", at_least(count.partial))?;
        }
        out.flush()?;
        Ok(Outcome::of_total(total))
    }
}
