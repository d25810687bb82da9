//! `backfile verify`: whether every byte of the index is sound.

use std::io::Write as _;

use backfile::indexer;

use crate::exit::Outcome;
use crate::render::json::{self, Object, Summary, VerificationFacts};
use crate::session::{self, Session};
use crate::size::counted;
use crate::terminal;

/// Checks every byte of the index.
pub(crate) fn run(session: &Session) -> anyhow::Result<Outcome> {
    let verification = indexer::verify(&session.index)?;
    let mut out = session::out();
    let findings = &verification.findings;
    if session.json {
        for finding in findings {
            let (place, problem) = (&finding.place, &finding.problem);
            json::line(&mut out, &Object::Finding { place, problem })?;
        }
        let facts = VerificationFacts {
            sound: verification.is_sound(),
            articles: verification.articles,
            segments: verification.segments,
            findings: findings.len(),
            diagnostics: &[],
        };
        json::line(&mut out, &Summary::new(facts))?;
    } else {
        for finding in findings {
            let text = format!("{}: {}", finding.place, finding.problem);
            writeln!(out, "{}", terminal::line(&text))?;
        }
        let articles = counted(verification.articles, "article", "articles");
        let segments = counted(verification.segments, "segment", "segments");
        let verdict = if verification.is_sound() {
            "sound".to_owned()
        } else {
            format!("damaged, {}", counted(findings.len() as u64, "finding", "findings"))
        };
        writeln!(out, "{verdict}: {articles} in {segments} read")?;
    }
    out.flush()?;
    Ok(if verification.is_sound() { Outcome::Found } else { Outcome::Failed })
}
