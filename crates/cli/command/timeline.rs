//! `backfile timeline`: the articles that answer, over time.

use std::io::Write as _;

use backfile::{TimelineBy, contract};
use clap::{Args, ValueEnum};

use crate::exit::Outcome;
use crate::question::Question;
use crate::render::{chart, human, json};
use crate::session::{self, Session};

/// Count matches by year, month or day
#[derive(Debug, Args)]
pub(crate) struct Timeline {
    #[command(flatten)]
    question: Question,
    /// The unit of time
    #[arg(long, value_enum, value_name = "UNIT", default_value_t)]
    by: Unit,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum Unit {
    Year,
    #[default]
    Month,
    Day,
}

impl Timeline {
    pub(crate) fn run(&self, session: &Session) -> anyhow::Result<Outcome> {
        let searcher = session.searcher()?;
        let request = self.question.request(session, &searcher);
        let by = match self.by {
            Unit::Year => TimelineBy::Year,
            Unit::Month => TimelineBy::Month,
            Unit::Day => TimelineBy::Day,
        };
        let timeline = searcher.timeline(request, by)?;
        let total = timeline.total;
        let mut out = session::out();
        if session.json {
            for line in contract::Timeline::from(timeline).into_lines() {
                json::line(&mut out, &line)?;
            }
        } else {
            session.diagnose(&self.question.query(), &timeline.diagnostics);
            chart::timeline(&mut out, &timeline.buckets, timeline.undated, &session.stdout)?;
            human::partial_total(&mut out, timeline.partial, total)?;
        }
        out.flush()?;
        Ok(Outcome::of_total(total))
    }
}
