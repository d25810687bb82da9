//! `backfile explain`: how a query was read, and why an article has its score.

use std::io::{self, Write};

use backfile::contract::{ExplainLine, RemarksSummary, Score};
use backfile::{Answer, Explanation};
use clap::Args;

use crate::exit::Outcome;
use crate::question::Question;
use crate::render::human;
use crate::render::json;
use crate::render::marked::Marked;
use crate::session::{self, Session};
use crate::size::{counted, grouped};
use crate::terminal;

/// Say how a query is read, and why an article has its score
#[derive(Debug, Args)]
pub(crate) struct Explain {
    #[command(flatten)]
    question: Question,
    /// Say why this article has its score
    #[arg(long, value_name = "ID")]
    id: Option<String>,
}

impl Explain {
    pub(crate) fn run(&self, session: &Session) -> anyhow::Result<Outcome> {
        let searcher = session.searcher()?;
        let request = self.question.request(session, &searcher);
        let explanation = searcher.explain(request.clone())?;
        let score = match &self.id {
            Some(beginning) => {
                let id = searcher.id_beginning(beginning)?;
                let text = searcher.explain_hit(request, &id)?;
                Some(Score { id: beginning.clone(), text })
            }
            None => None,
        };
        let mut out = session::out();
        if session.json {
            let remarks = explanation.diagnostics.clone();
            json::line(&mut out, &ExplainLine::Explanation(explanation.into()))?;
            if let Some(score) = score {
                json::line(&mut out, &ExplainLine::Score(score))?;
                json::line(&mut out, &ExplainLine::Summary(RemarksSummary::new(remarks)))?;
            }
        } else {
            session.diagnose(&self.question.query(), &explanation.diagnostics);
            write(&mut out, &explanation, session)?;
            if let Some(score) = score {
                writeln!(out, "\n{}", terminal::lines(score.text.trim_end()))?;
            }
        }
        out.flush()?;
        Ok(Outcome::Found)
    }
}

fn write(
    out: &mut impl Write,
    explanation: &Answer<Explanation>,
    session: &Session,
) -> io::Result<()> {
    let (strong, dim) = (session.stdout.styles.strong, session.stdout.styles.dim);
    let query = terminal::line(&explanation.query);
    let at_least = human::at_least(explanation.partial);
    writeln!(out, "{dim}read as{dim:#}  {strong}{query}{strong:#}")?;
    writeln!(out, "{dim}finds{dim:#}    {}", terminal::line(&explanation.words))?;
    for part in &explanation.parts {
        let (text, articles) = (terminal::line(&part.text), articles(part.articles));
        writeln!(out, "\n{strong}{text}{strong:#}  {at_least}{articles}")?;
        writeln!(out, "  {}", terminal::line(&part.meaning))?;
        let expansions = part.expansions.iter();
        let expansions: Vec<String> =
            expansions.map(|one| format!("{} {}", one.text, grouped(one.articles))).collect();
        if !expansions.is_empty() {
            let expansions = Marked::new(&expansions.join(", "), &[]);
            let lines = expansions.lines(session.stdout.width, "  ", dim, dim);
            out.write_all(lines.as_bytes())?;
        }
        for missing in &part.missing {
            writeln!(out, "  {}", human::missing_word(missing))?;
        }
    }
    writeln!(out, "\n{at_least}{} in all", articles(explanation.total))
}

fn articles(number: u64) -> String {
    counted(number, "article", "articles")
}
