//! `backfile show`: one article whole.

use std::io::Write as _;

use backfile::contract::{RemarksSummary, ShowLine};
use clap::Args;

use crate::exit::Outcome;
use crate::question::Reading;
use crate::render::{human, json};
use crate::session::{self, Session};

/// Print one article whole
#[derive(Debug, Args)]
pub(crate) struct Show {
    /// Its id, or as much of the beginning as no other article has
    #[arg(value_name = "ID")]
    id: String,
    /// Mark what matches this query
    #[arg(long, value_name = "QUERY")]
    query: Option<String>,
    #[command(flatten)]
    reading: Reading,
}

impl Show {
    pub(crate) fn run(self, session: &Session) -> anyhow::Result<Outcome> {
        let searcher = session.searcher()?;
        let article = searcher.article(&searcher.id_beginning(&self.id)?)?;
        let marks = match &self.query {
            Some(query) => {
                let request = self.reading.request(query.clone(), session, &searcher);
                Some(searcher.marks(&article, request)?)
            }
            None => None,
        };
        if let (Some(query), Some(marks), false) = (&self.query, &marks, session.json) {
            session.diagnose(query, &marks.diagnostics);
        }
        let mut out = session::out();
        if session.json {
            json::line(&mut out, &ShowLine::Article((&article).into()))?;
            if let Some(marks) = marks {
                let summary = RemarksSummary::new(marks.diagnostics);
                json::line(&mut out, &ShowLine::Marks(marks.value.into()))?;
                json::line(&mut out, &ShowLine::Summary(summary))?;
            }
        } else {
            let marks = marks.map(|marks| marks.value).unwrap_or_default();
            let own = searcher.settings().fields;
            human::article(&mut out, &article, &own, &marks, &session.stdout)?;
        }
        out.flush()?;
        Ok(Outcome::Found)
    }
}
