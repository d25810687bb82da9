//! `backfile optimize`: merges the segments of the index.

use std::io::Write as _;

use backfile::IndexerOptions;
use clap::Args;

use crate::exit::Outcome;
use crate::interrupt;
use crate::render::json::{self, OptimizeFacts, Summary};
use crate::session::{self, Session};
use crate::size::counted;

/// Merge the segments of the index into one
///
/// Searches become a little faster, what was deleted leaves the disk, and the order by relevance
/// is that of an index built anew. While it lasts it needs as much room again as the index takes.
#[derive(Debug, Args)]
pub(crate) struct Optimize {}

impl Optimize {
    pub(crate) fn run(self, session: &Session) -> anyhow::Result<Outcome> {
        let options = IndexerOptions::new().cancel(interrupt::token()?);
        let optimized = options.optimize(&session.index)?;
        let mut out = session::out();
        if session.json {
            let facts = OptimizeFacts {
                articles: optimized.articles,
                segments_before: optimized.segments_before,
                segments_after: optimized.segments_after,
            };
            json::line(&mut out, &Summary::new(facts))?;
        } else if !session.quiet && !optimized.was_cancelled {
            let articles = counted(optimized.articles, "article", "articles");
            let before = counted(optimized.segments_before, "segment", "segments");
            let after = counted(optimized.segments_after, "segment", "segments");
            writeln!(out, "{articles}: {before} before, {after} after")?;
        }
        out.flush()?;
        Ok(if optimized.was_cancelled { Outcome::Interrupted } else { Outcome::Found })
    }
}
