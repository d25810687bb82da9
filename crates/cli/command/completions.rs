//! `backfile completions`: what a shell needs to complete commands and options.

use std::io::{self, Write as _};

use clap::{Args, Command};
use clap_complete::Shell;

use crate::exit::Outcome;

/// Print the completions for a shell
#[derive(Debug, Args)]
pub(crate) struct Completions {
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

impl Completions {
    pub(crate) fn run(&self, mut program: Command) -> anyhow::Result<Outcome> {
        // The generator panics where it cannot write, so it writes into memory.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut program, "backfile", &mut script);
        io::stdout().write_all(&script)?;
        Ok(Outcome::Found)
    }
}
