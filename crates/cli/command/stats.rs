//! `backfile stats`: what is in the index.

use std::io::Write as _;

use crate::exit::Outcome;
use crate::render::json::Object;
use crate::render::{self, json};
use crate::session::{self, Session};

/// Prints what is in the index.
pub(crate) fn run(session: &Session) -> anyhow::Result<Outcome> {
    let stats = session.searcher()?.stats()?;
    let mut out = session::out();
    if session.json {
        json::line(&mut out, &Object::Stats(&stats))?;
    } else {
        render::stats::write(&mut out, &stats, &session.stdout)?;
    }
    out.flush()?;
    Ok(Outcome::Found)
}
