//! `backfile verify`: whether every byte of the index is sound.

use std::io::Write;

use backfile::IndexerOptions;
use backfile::answer::Finding;
use backfile::contract::{Unfinished, VerifyLine};
use clap::Args;

use crate::exit::Outcome;
use crate::interrupt;
use crate::render::json;
use crate::session::{self, Session};
use crate::size::{self, counted};
use crate::terminal;

/// Check every byte of the index; exits with 2 where it is damaged
///
/// Checksums, stored articles, ids, counts, the order of dates, and whether the ledger has every
/// article's source.
#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// Make a damaged index sound: keep what can be read, drop the rest and say what; the next
    /// `index` reads it again
    #[arg(long)]
    repair: bool,
}

impl Verify {
    pub(crate) fn run(self, session: &Session) -> anyhow::Result<Outcome> {
        if self.repair { repair(session) } else { check(session) }
    }
}

fn repair(session: &Session) -> anyhow::Result<Outcome> {
    let repair = IndexerOptions::new().cancel(interrupt::token()?).repair(&session.index)?;
    let mut out = session::out();
    list(&mut out, session, &repair.findings, false)?;
    list(&mut out, session, &repair.dropped, true)?;
    let articles = counted(repair.articles, "article", "articles");
    if session.json {
        json::line(&mut out, &VerifyLine::Summary((&repair).into()))?;
    } else if repair.findings.is_empty() {
        writeln!(out, "sound: {articles}, nothing to repair")?;
    } else {
        let dropped = counted(repair.dropped.len() as u64, "part was", "parts were");
        writeln!(
            out,
            "repaired: {articles} in the index, {dropped} dropped; \
             `backfile index` reads again what is missing"
        )?;
    }
    out.flush()?;
    Ok(Outcome::Found)
}

fn list(
    out: &mut impl Write,
    session: &Session,
    findings: &[Finding],
    is_dropped: bool,
) -> anyhow::Result<()> {
    for finding in findings {
        if session.json {
            let line = if is_dropped { VerifyLine::Dropped } else { VerifyLine::Finding };
            json::line(out, &line(finding.into()))?;
        } else {
            let Finding { place, problem } = finding;
            let what = if is_dropped { "dropped " } else { "" };
            writeln!(out, "{}", terminal::line(&format!("{what}{place}: {problem}")))?;
        }
    }
    Ok(())
}

fn check(session: &Session) -> anyhow::Result<Outcome> {
    let verification = backfile::verify(&session.index)?;
    let mut out = session::out();
    let findings = &verification.findings;
    list(&mut out, session, findings, false)?;
    if session.json {
        json::line(&mut out, &VerifyLine::Summary((&verification).into()))?;
    } else {
        let articles = counted(verification.articles, "article", "articles");
        let segments = counted(verification.segments, "segment", "segments");
        let verdict = if verification.is_sound() {
            "sound".to_owned()
        } else {
            format!("damaged, {}", counted(findings.len() as u64, "finding", "findings"))
        };
        writeln!(out, "{verdict}: {articles} in {segments} read")?;
        if verification.of_unknown_source > 0 {
            let articles = counted(verification.of_unknown_source, "article is", "articles are");
            writeln!(
                out,
                "of {articles} not known where it came from; \
                 `backfile index` removes what no source has"
            )?;
        }
        for left in &verification.unfinished {
            let Unfinished { path, bytes } = left.into();
            let size = size::shown(bytes);
            writeln!(out, "{path} is left of a rebuild that was broken off, {size}")?;
        }
    }
    out.flush()?;
    Ok(if verification.is_sound() { Outcome::Found } else { Outcome::Failed })
}
