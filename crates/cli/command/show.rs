//! `backfile show`: one article whole.

use std::io::Write as _;
use std::ops::Range;

use clap::Args;

use crate::exit::Outcome;
use crate::question::Reading;
use crate::render::article::ArticleObject;
use crate::render::json::{Object, Remarks, Summary};
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
        let article = searcher.article(&self.id)?;
        let marks = match self.query {
            Some(query) => {
                let request = self.reading.request(query, session, &searcher)?;
                Some(searcher.marks(&article, request)?)
            }
            None => None,
        };
        let mut out = session::out();
        if session.json {
            json::line(&mut out, &ArticleObject::from(&article))?;
            if let Some(marks) = marks {
                let (title, body) = (pairs(&marks.title), pairs(&marks.body));
                json::line(&mut out, &Object::Marks { title, body })?;
                json::line(&mut out, &Summary::new(Remarks { diagnostics: &[] }))?;
            }
        } else {
            let marks = marks.unwrap_or_default();
            human::article(&mut out, &article, &marks.title, &marks.body, &session.stdout)?;
        }
        out.flush()?;
        Ok(Outcome::Found)
    }
}

fn pairs(ranges: &[Range<usize>]) -> Vec<[usize; 2]> {
    ranges.iter().map(|range| [range.start, range.end]).collect()
}
