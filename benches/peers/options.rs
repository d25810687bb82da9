//! What can be typed after `--`.

use std::path::PathBuf;

use clap::Parser;

/// Compare Backfile with bare tantivy on the same articles
#[derive(Debug, Parser)]
pub(crate) struct Options {
    /// Write the figures here too
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
    /// The most articles
    #[arg(long, value_name = "N")]
    articles: Option<usize>,
    /// 5,000 articles and few repetitions
    #[arg(long)]
    pub(crate) quick: bool,
    /// So many copies of every article, each a week older than the one before; indexed once
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) replicate: usize,
    /// What cargo adds
    #[arg(long, hide = true)]
    bench: bool,
}

impl Options {
    /// Threads that read and write, on both sides.
    pub(crate) const THREADS: usize = 2;

    /// The most articles that are taken.
    pub(crate) fn articles(&self) -> usize {
        self.articles.unwrap_or(if self.quick { 5_000 } else { usize::MAX })
    }

    /// How often each side indexes everything.
    pub(crate) fn indexings(&self) -> usize {
        match (self.replicate, self.quick) {
            (1, false) => 3,
            (1, true) => 2,
            _ => 1,
        }
    }

    /// The most and the fewest rounds over the queries of a class, and the seconds after which no
    /// further round is begun.
    pub(crate) fn rounds(&self) -> (usize, usize, f64) {
        if self.quick { (30, 5, 0.5) } else { (200, 10, 4.0) }
    }
}
