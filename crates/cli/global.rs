//! Reads the options that stand before or behind any command.

use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::terminal::When;

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

#[cfg(test)]
mod tests {
    use super::*;

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
