//! `backfile count`: how many articles answer.

use std::io::Write as _;

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
        let request = self.question.request(session, &searcher)?;
        let count = searcher.count(request)?;
        session.diagnose(&self.question.query(), &count.diagnostics);
        let mut out = session::out();
        if session.json {
            let (total, partial) = (count.total, count.partial);
            let diagnostics = &count.diagnostics;
            json::line(&mut out, &json::Object::Count { total, partial, diagnostics })?;
        } else {
            writeln!(out, "{}{}", at_least(count.partial), count.total)?;
        }
        out.flush()?;
        Ok(Outcome::of_total(count.total))
    }
}
