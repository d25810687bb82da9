//! `backfile stats`: what is in the index.

use std::io::Write as _;

use backfile::contract::StatsLine;

use crate::exit::Outcome;
use crate::render::{self, json};
use crate::session::{self, Session};

/// Prints what is in the index.
pub(crate) fn run(session: &Session) -> anyhow::Result<Outcome> {
    let stats = session.searcher()?.stats()?;
    let mut out = session::out();
    if session.json {
        json::line(&mut out, &StatsLine::Stats(stats.into()))?;
    } else {
        render::stats::write(&mut out, &stats, &session.stdout)?;
    }
    out.flush()?;
    Ok(Outcome::Found)
}
