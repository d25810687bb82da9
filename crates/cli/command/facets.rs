//! `backfile facets`: the articles that answer, by the values of some fields.

use std::io::Write as _;

use backfile::{Facet, contract};
use clap::Args;

use crate::exit::Outcome;
use crate::question::Question;
use crate::render::{chart, human, json};
use crate::session::{self, Session};

/// Count matches by source, language, author and more
#[derive(Debug, Args)]
pub(crate) struct Facets {
    #[command(flatten)]
    question: Question,
    /// The fields, separated by commas: `author`, `source`, `section`, `place`, `tag`, `lang`, and
    /// those of the archive's own
    #[arg(
        long,
        value_name = "FIELDS",
        value_delimiter = ',',
        default_value = "source,lang,author"
    )]
    #[arg(value_parser = facet)]
    by: Vec<Facet>,
    /// The most values of a field: 20 where a person reads them, all with `--json`
    #[arg(short = 'n', long, value_name = "N")]
    limit: Option<usize>,
}

impl Facets {
    pub(crate) fn run(&self, session: &Session) -> anyhow::Result<Outcome> {
        /// As many as can be taken in at a glance.
        const GLANCE: usize = 20;
        let searcher = session.searcher()?;
        let request = self.question.request(session, &searcher);
        let answer = searcher.facets(request, &self.by)?;
        let total = answer.total;
        let mut out = session::out();
        if session.json {
            let most = self.limit.unwrap_or(usize::MAX);
            for line in contract::Facets::from(answer).into_lines(most) {
                json::line(&mut out, &line)?;
            }
        } else {
            session.diagnose(&self.question.query(), &answer.diagnostics);
            let most = self.limit.unwrap_or(GLANCE);
            chart::facets(&mut out, &answer.buckets, most, &session.stdout)?;
            human::partial_total(&mut out, answer.partial, total)?;
        }
        out.flush()?;
        Ok(Outcome::of_total(total))
    }
}

/// A field by its name, in any case. Whether the archive has it is not known yet.
fn facet(name: &str) -> Result<Facet, String> {
    name.to_lowercase().parse().map_err(|_| {
        let names = Facet::ALL.map(|facet| format!("`{}`", facet.name())).join(", ");
        format!("a field is one of {names} or one of the archive's own")
    })
}
