//! `backfile optimize`: merges the segments of the index.

use std::io::Write as _;

use backfile::IndexerOptions;
use backfile::contract::OptimizeLine;

use crate::exit::Outcome;
use crate::interrupt;
use crate::render::json;
use crate::session::{self, Session};
use crate::size::counted;

/// Merges the segments of the index into one.
pub(crate) fn run(session: &Session) -> anyhow::Result<Outcome> {
    let options = IndexerOptions::new().cancel(interrupt::token()?);
    let optimized = options.optimize(&session.index)?;
    let mut out = session::out();
    if session.json {
        json::line(&mut out, &OptimizeLine::Summary((&optimized).into()))?;
    } else if !session.quiet && !optimized.was_cancelled {
        let articles = counted(optimized.articles, "article", "articles");
        let before = counted(optimized.segments_before, "segment", "segments");
        let after = counted(optimized.segments_after, "segment", "segments");
        writeln!(out, "{articles}: {before} before, {after} after")?;
    }
    out.flush()?;
    Ok(if optimized.was_cancelled { Outcome::Interrupted } else { Outcome::Found })
}
