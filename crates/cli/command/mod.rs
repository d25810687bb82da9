//! What the program can be told to do: one file a command, with its options and its work.

pub(crate) mod analyze;
pub(crate) mod batch;
pub(crate) mod completions;
pub(crate) mod count;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod extract;
pub(crate) mod facets;
pub(crate) mod index;
pub(crate) mod optimize;
pub(crate) mod search;
pub(crate) mod show;
pub(crate) mod stats;
pub(crate) mod timeline;
pub(crate) mod verify;

use crate::args::Command;
use crate::exit::Outcome;
use crate::session::Session;

/// Runs a command.
pub(crate) fn run(command: Command, session: &Session) -> anyhow::Result<Outcome> {
    match command {
        Command::Index(index) => index.run(session),
        Command::Search(search) => search.run(session),
        Command::Count(count) => count.run(session),
        Command::Show(show) => show.run(session),
        Command::Explain(explain) => explain.run(session),
        Command::Timeline(timeline) => timeline.run(session),
        Command::Facets(facets) => facets.run(session),
        Command::Batch(batch) => batch.run(session),
        Command::Export(export) => export.run(session),
        Command::Extract(extract) => extract.run(session),
        Command::Analyze(analyze) => analyze.run(session),
        Command::Stats => stats::run(session),
        Command::Verify(verify) => verify.run(session),
        Command::Optimize => optimize::run(session),
        Command::Completions(completions) => completions.run(),
    }
}
