//! The `backfile` program: reads what was typed, runs it, and says by its exit code how it went.

use std::process::ExitCode;

use clap::CommandFactory as _;

mod args;
mod command;
mod exit;
mod global;
mod hint;
mod interrupt;
mod licences;
mod progress;
mod question;
mod render;
mod session;
mod settings;
mod size;
mod terminal;

/// A run frees and takes segments of a megabyte for hours: an allocator that gives such memory back
/// keeps it within `--memory`.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let Some((global, command)) = args::Arguments::read(std::env::args_os()) else {
        return licences::print();
    };
    let session = session::Session::new(&global);
    let outcome = command.run(&session, args::Arguments::command);
    exit::code(outcome, &session)
}
