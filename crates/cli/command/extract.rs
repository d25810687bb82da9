//! `backfile extract`: what would be indexed, without an index.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use backfile::contract::{self, ExtractLine};
use backfile::files::{Event, Ingest, NoBaseline, UpdateError};
use clap::Args;

use crate::command::index::KeyMap;
use crate::exit::Outcome;
use crate::render::json;
use crate::session::{self, Session};
use crate::settings;
use crate::terminal;

/// Print the articles of files and folders as JSON Lines, without an index
#[derive(Debug, Args)]
pub(crate) struct Extract {
    /// Files and folders; `-` reads JSON Lines from standard input
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Say of each part of a text what decided that it is the article, or is not
    #[arg(long)]
    why: bool,
    /// Read as a run on the index would: with its settings, and with the boilerplate that it has
    /// learned
    #[arg(long)]
    with_index: bool,
    #[command(flatten)]
    keys: KeyMap,
}

impl Extract {
    pub(crate) fn run(self, session: &Session) -> anyhow::Result<Outcome> {
        let is_stream = self.paths.iter().any(|path| path.as_os_str() == "-");
        if is_stream && self.paths.len() > 1 {
            anyhow::bail!("`-` reads standard input and stands alone");
        }
        let mut ingest = Ingest::new().explains(self.why).converters(settings::of_user()?);
        if self.with_index {
            let stats = session.searcher()?.stats()?;
            ingest = ingest
                .languages(stats.settings.allowed_languages())
                .own_fields(stats.settings.fields.clone())
                .boilerplate(Arc::new(stats.boilerplate));
            if let Some(order) = stats.settings.date_order() {
                ingest = ingest.date_order(order);
            }
        }
        for (field, key) in self.keys.map {
            ingest = ingest.map_key(field, key);
        }
        if let Some(order) = self.keys.date_order {
            ingest = ingest.date_order(order);
        }
        let mut out = session::out();
        let mut written = Ok(());
        let mut has_failed = false;
        let mut explained = None;
        let mut sink = |batch: Vec<Event>| {
            for event in batch {
                has_failed |= told(&event, session);
                if let Event::Explained(explanation) = event {
                    explained = Some(explanation);
                } else if let Event::Article { article, .. } = event {
                    let mut article = contract::Article::from(&*article);
                    if let Some(explanation) = explained.take() {
                        article = article.explained(&explanation);
                    }
                    written = json::line(&mut out, &ExtractLine::Article(article));
                    if written.is_err() {
                        return ControlFlow::Break(());
                    }
                }
            }
            ControlFlow::Continue(())
        };
        let report = if is_stream {
            ingest.read_records(io::stdin(), &mut sink)
        } else {
            for path in &self.paths {
                ingest = ingest.path(path);
            }
            ingest.run(&NoBaseline, &mut sink)
        };
        let report = report.map_err(UpdateError::from)?;
        written?;
        out.flush()?;
        has_failed |= session.strict && report.skipped_total() > 0;
        let found = Outcome::of_total(report.articles);
        Ok(if has_failed { Outcome::Failed } else { found })
    }
}

/// Tells what was left out, and what is to be said of what was not; whether it could not be read at all.
fn told(event: &Event, session: &Session) -> bool {
    let Event::Skipped(skipped) = event else { return false };
    let what = if skipped.reason.is_remark() { "note:" } else { "left out" };
    session.say(&terminal::line(&format!("{what} {skipped}")));
    skipped.reason.is_unreadable()
}
