//! What the program can be told to do: one file a command, with its options and its work.

mod analyze;
mod batch;
mod completions;
mod count;
mod explain;
mod export;
mod extract;
mod facets;
mod index;
mod optimize;
mod search;
mod show;
mod stats;
mod timeline;
mod verify;

use clap::Subcommand;

use crate::exit::Outcome;
use crate::session::Session;

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Index(index::Index),
    Search(search::Search),
    Count(count::Count),
    Show(show::Show),
    Explain(explain::Explain),
    Timeline(timeline::Timeline),
    Facets(facets::Facets),
    Batch(batch::Batch),
    Export(export::Export),
    Extract(extract::Extract),
    Analyze(analyze::Analyze),
    /// Print what is in the index
    Stats,
    Verify(verify::Verify),
    /// Merge the segments of the index into one
    ///
    /// Searches become a little faster, what was deleted leaves the disk, and the order by
    /// relevance is that of an index built anew. While it lasts it needs as much room again as
    /// the index takes.
    Optimize,
    Completions(completions::Completions),
}

impl Command {
    /// Runs it. `program` describes the whole program, for those who complete its options.
    pub(crate) fn run(
        self,
        session: &Session,
        program: fn() -> clap::Command,
    ) -> anyhow::Result<Outcome> {
        match self {
            Self::Index(index) => index.run(session),
            Self::Search(search) => search.run(session),
            Self::Count(count) => count.run(session),
            Self::Show(show) => show.run(session),
            Self::Explain(explain) => explain.run(session),
            Self::Timeline(timeline) => timeline.run(session),
            Self::Facets(facets) => facets.run(session),
            Self::Batch(batch) => batch.run(session),
            Self::Export(export) => export.run(session),
            Self::Extract(extract) => extract.run(session),
            Self::Analyze(analyze) => analyze.run(session),
            Self::Stats => stats::run(session),
            Self::Verify(verify) => verify.run(session),
            Self::Optimize => optimize::run(session),
            Self::Completions(completions) => completions.run(program()),
        }
    }
}
