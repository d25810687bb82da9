//! What was typed.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::Resettable;
use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::command;

/// Full-text search for archives of articles.
#[derive(Debug, Parser)]
#[command(
    name = "backfile",
    version,
    propagate_version = true,
    disable_help_subcommand = true,
    max_term_width = 100,
    after_help = "Exit codes: 0 found or done, 1 nothing found, 2 failed, 130 interrupted."
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

impl Arguments {
    /// What was typed, or the end of the program where that cannot be read or asks for help.
    pub(crate) fn read(typed: impl Iterator<Item = OsString>) -> Self {
        // A variable that is empty names nothing, as one that is not set.
        let command = Self::command().mut_args(|argument| {
            let value = argument.get_env().and_then(std::env::var_os);
            let is_empty = value.is_some_and(|value| value.is_empty());
            if is_empty { argument.env(Resettable::Reset) } else { argument }
        });
        let matches = command.get_matches_from(with_exclusions(typed));
        Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
    }
}

/// The options that every command has.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that was typed or not")]
pub(crate) struct Global {
    /// The folder of the index
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "BACKFILE_INDEX",
        default_value = "index"
    )]
    pub(crate) index: PathBuf,
    /// Print JSON Lines
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// When to use colours; `NO_COLOR` is honoured too
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t)]
    pub(crate) color: When,
    /// Say nothing but results and errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Say more
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
    /// Make an error of what would be mended or left out
    #[arg(long, global = true)]
    pub(crate) strict: bool,
    /// The time that relative dates such as `date:yesterday` count from
    #[arg(long, global = true, value_name = "RFC3339", value_parser = now)]
    pub(crate) now: Option<Now>,
}

/// When colours are used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    /// On a terminal
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The time that was given as the present one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Now {
    /// A moment.
    Moment(Timestamp),
    /// A day, wherever that is.
    Day(Date),
}

fn now(text: &str) -> Result<Now, String> {
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Ok(Now::Moment(moment));
    }
    // A civil date also parses from a time without zone; that is no moment.
    let is_day = text.len() == "2025-05-30".len();
    let day = text.parse::<Date>().ok().filter(|_| is_day);
    day.map(Now::Day).ok_or_else(|| {
        "write it as `2025-05-30T12:00:00Z`, `2025-05-30T12:00:00+02:00` or `2025-05-30`".to_owned()
    })
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Index(command::index::Index),
    Search(command::search::Search),
    Count(command::count::Count),
    Show(command::show::Show),
    Explain(command::explain::Explain),
    Timeline(command::timeline::Timeline),
    Facets(command::facets::Facets),
    Batch(command::batch::Batch),
    Export(command::export::Export),
    Extract(command::extract::Extract),
    Analyze(command::analyze::Analyze),
    /// Print what is in the index
    Stats,
    Verify(command::verify::Verify),
    /// Merge the segments of the index into one
    ///
    /// Searches become a little faster, what was deleted leaves the disk, and the order by
    /// relevance is that of an index built anew. While it lasts it needs as much room again as
    /// the index takes.
    Optimize,
    Completions(command::completions::Completions),
}

/// The arguments, a query such as `-has:date` in parentheses: with its dash it would be taken for
/// options. What it finds is the same.
fn with_exclusions(arguments: impl Iterator<Item = OsString>) -> impl Iterator<Item = OsString> {
    let mut is_over = false;
    arguments.map(move |argument| {
        is_over |= argument == "--";
        match argument.to_str() {
            Some(text) if !is_over && is_exclusion(text) => format!("({text})").into(),
            _ => argument,
        }
    })
}

/// Whether an argument is a dash and a field: no option has a colon in its name.
fn is_exclusion(argument: &str) -> bool {
    let Some(name) = argument.strip_prefix('-').and_then(|rest| rest.split_once(':')) else {
        return false;
    };
    name.0.len() > 1 && name.0.chars().all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn the_present_is_a_moment_or_a_day() {
        assert!(matches!(now("2025-05-30T12:00:00Z"), Ok(Now::Moment(_))));
        assert!(matches!(now("2025-05-30T12:00:00+02:00"), Ok(Now::Moment(_))));
        assert!(matches!(now("2025-05-30"), Ok(Now::Day(_))));
        for wrong in ["", "yesterday", "2025-05-30T12:00:00", "2025-13-01"] {
            assert!(now(wrong).is_err(), "{wrong}");
        }
    }
}
