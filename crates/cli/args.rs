//! What was typed: the options of all commands, and a command with its own.

use std::ffi::OsString;

use clap::builder::Resettable;
use clap::error::ErrorKind;
use clap::{CommandFactory as _, FromArgMatches as _, Parser};

use crate::command::Command;
use crate::global::Global;

/// Full-text search for archives of articles.
#[derive(Debug, Parser)]
#[command(
    name = "backfile",
    version,
    propagate_version = true,
    disable_help_subcommand = true,
    arg_required_else_help = true,
    max_term_width = 100,
    after_help = "Exit codes: 0 found or done, 1 nothing found, 2 failed, 130 interrupted."
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: Global,
    /// Print the licences of the program and its dictionaries
    #[arg(long, exclusive = true)]
    licences: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

impl Arguments {
    /// What was typed, nothing where licences are asked for, or the end of the program where it
    /// cannot be read or asks for help.
    pub(crate) fn read(typed: impl Iterator<Item = OsString>) -> Option<(Global, Command)> {
        // A variable that is empty names nothing, as one that is not set.
        let command = Self::command().mut_args(|argument| {
            let value = argument.get_env().and_then(std::env::var_os);
            let is_empty = value.is_some_and(|value| value.is_empty());
            if is_empty { argument.env(Resettable::Reset) } else { argument }
        });
        let matches = command.get_matches_from(with_exclusions(typed));
        let read = Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
        if read.licences {
            return None;
        }
        let no_command = || -> ! {
            let message = "a command is missing; `backfile --help` lists them";
            Self::command().error(ErrorKind::MissingSubcommand, message).exit()
        };
        Some((read.global, read.command.unwrap_or_else(|| no_command())))
    }
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
}
