//! The parts that run in a process of their own: indexing, whose time and memory are then its
//! alone, and tantivy's answer from a cold start.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, bail};
use serde::{Deserialize, Serialize};

use crate::bare::Bare;
use crate::options::Options;
use crate::process::{Watch, cpu_seconds, peak_kb};

/// The first argument of a child.
pub(crate) const MARK: &str = "--child";

/// What an indexing run used.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Used {
    pub(crate) cpu_seconds: f64,
    pub(crate) wall_seconds: f64,
    /// With mapped pages.
    pub(crate) peak_kb: u64,
    /// Without.
    pub(crate) peak_anonymous_kb: u64,
}

/// A side of the comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Backfile,
    Bare,
}

impl Side {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Backfile => "backfile",
            Self::Bare => "tantivy",
        }
    }
}

/// Runs as a child.
pub(crate) fn run(arguments: &[String]) -> anyhow::Result<()> {
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["index", side, articles, folder] => {
            let used = index(side, Path::new(articles), Path::new(folder))?;
            crate::say(&serde_json::to_string(&used)?);
        }
        ["answer", folder, word] => {
            for line in Bare::open(Path::new(folder))?.first_lines(word)? {
                crate::say(&line);
            }
        }
        _ => bail!("no such child: {arguments:?}"),
    }
    Ok(())
}

/// Lets a child index the articles into a new folder.
pub(crate) fn indexing(side: Side, articles: &Path, folder: &Path) -> anyhow::Result<Used> {
    let mut command = command()?;
    let output = command.args(["index", side.name()]).args([articles, folder]).output()?;
    if !output.status.success() {
        bail!("indexing failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    serde_json::from_slice(&output.stdout).context("the child answered something else")
}

/// A child of this program.
pub(crate) fn command() -> anyhow::Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg(MARK);
    Ok(command)
}

fn index(side: &str, articles: &Path, folder: &Path) -> anyhow::Result<Used> {
    let watch = Watch::start();
    let started = Instant::now();
    if side == Side::Backfile.name() {
        let update = backfile::files::Update::new(folder).path(PathBuf::from(articles));
        update.threads(Options::THREADS).run(&mut |_| ())?;
    } else {
        Bare::create(folder, articles)?;
    }
    Ok(Used {
        wall_seconds: started.elapsed().as_secs_f64(),
        cpu_seconds: cpu_seconds(),
        peak_kb: peak_kb(),
        peak_anonymous_kb: watch.stop(),
    })
}
