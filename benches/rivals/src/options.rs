//! What can be typed.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::engine::Engine;

/// Backfile and other engines on the same articles
#[derive(Debug, Parser)]
pub(crate) struct Options {
    #[command(subcommand)]
    pub(crate) work: Work,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Work {
    /// One table of all engines
    Table(TableOptions),
    /// How Backfile and tantivy grow with the number of articles
    Growth(GrowthOptions),
    /// Index in a process of its own, and print what it took
    #[command(hide = true)]
    Index { engine: Engine, articles: PathBuf, folder: PathBuf },
}

/// What both tables heed.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Rule {
    /// Questions of each kind
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub(crate) questions: usize,
    /// What the questions are chosen by
    #[arg(long, value_name = "N", default_value_t = 20_061_020)]
    pub(crate) seed: u64,
    /// Write the figures here too, as JSON
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct TableOptions {
    #[command(flatten)]
    pub(crate) rule: Rule,
    /// How many articles; more than there are real ones are variations of them
    #[arg(long, value_name = "N", default_value_t = 57_919)]
    pub(crate) articles: usize,
    /// Only the rows whose names have this text
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub(crate) only: String,
    /// Keep the indexes in this folder, and use those that are there
    #[arg(long, value_name = "FOLDER")]
    pub(crate) keep: Option<PathBuf>,
    /// Who is compared; all that are installed, unless told otherwise
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(crate) engines: Vec<Engine>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct GrowthOptions {
    #[command(flatten)]
    pub(crate) rule: Rule,
    /// How many articles
    #[arg(long, value_name = "N", value_delimiter = ',', default_values_t = [10_000, 100_000, 1_000_000])]
    pub(crate) articles: Vec<usize>,
}
