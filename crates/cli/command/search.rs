//! `backfile search`: the ranked page.

use std::io::Write as _;
use std::path::PathBuf;

use backfile::{Diagnostic, DiagnosticCode, Sort, contract};
use clap::Args;
use clap::builder::RangedU64ValueParser;

use crate::command::index;
use crate::exit::Outcome;
use crate::question::{Question, sort};
use crate::render::{human, json};
use crate::session::{self, Session};

/// Search, best matches first
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  backfile search --from news/ 'ferry strike'   index the folder news, then search it
  backfile search '\"working group\" vucic date:2025'
  backfile search 'title:ferry OR author:petrovic' --sort newest
  backfile search 'mayor w/5 resign* -football' since:2025-03
  backfile search --json ferry | jq -r .url
  backfile search -- '-football strike'         -- before a query that begins with a dash")]
pub(crate) struct Search {
    #[command(flatten)]
    question: Question,
    /// Bring the index up to date with this file or folder first; may be repeated
    #[arg(long, value_name = "PATH")]
    from: Vec<PathBuf>,
    /// The most hits on a page, 0 to 10000
    #[arg(short = 'n', long, value_name = "N", default_value = "10")]
    #[arg(value_parser = RangedU64ValueParser::<usize>::new().range(0..=10_000))]
    limit: usize,
    /// Begin where another page ended: the `cursor` of its summary
    #[arg(long, value_name = "CURSOR")]
    cursor: Option<String>,
    /// The order of the hits: `relevance`, `newest`, `oldest`, or a field of the archive's own, as
    /// `pages` or, the most first, `pages:desc`
    #[arg(long, value_name = "ORDER", default_value = "relevance", value_parser = sort)]
    sort: Sort,
    /// The most snippets of a hit, 0 to 100
    #[arg(long, value_name = "N", default_value = "3")]
    #[arg(value_parser = RangedU64ValueParser::<usize>::new().range(0..=100))]
    snippets: usize,
}

impl Search {
    pub(crate) fn run(self, session: &Session) -> anyhow::Result<Outcome> {
        let updated = if self.from.is_empty() {
            Outcome::Found
        } else {
            index::update_before_search(&self.from, session)?
        };
        let searcher = session.searcher()?;
        let mut request = self.question.request(session, &searcher);
        request.limit = Some(self.limit);
        request.cursor = self.cursor;
        request.sort = Some(self.sort);
        request.snippets = self.snippets;
        let page = searcher.search(request.clone())?;
        let is_found = page.total.map_or(!page.hits.is_empty(), |total| total > 0);
        let mut out = session::out();
        if session.json {
            for line in contract::Page::from(page).into_lines() {
                json::line(&mut out, &line)?;
            }
            out.flush()?;
        } else {
            for hit in &page.hits {
                human::hit(&mut out, hit, &session.stdout)?;
            }
            out.flush()?;
            let is_any = |one: &Diagnostic| one.code == DiagnosticCode::AnyWord;
            let was_loosened = page.diagnostics.iter().any(is_any);
            human::page_remarks(session, &self.question.query(), &page);
            if !session.quiet && (page.total == Some(0) || was_loosened) {
                for missing in searcher.missing_words(request)? {
                    session.say(&human::missing_word(&missing));
                }
            }
        }
        Ok(Outcome::of_total(is_found.into()).and(updated))
    }
}
