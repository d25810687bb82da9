//! What the program says about itself.

use super::program::Desk;

const COMMANDS: [&str; 15] = [
    "index",
    "search",
    "count",
    "show",
    "explain",
    "timeline",
    "facets",
    "batch",
    "export",
    "extract",
    "analyze",
    "stats",
    "verify",
    "optimize",
    "completions",
];

#[test]
fn the_version_is_that_of_the_package() {
    let run = Desk::new().run(&["--version"]).exits(0);
    assert_eq!(run.stdout, concat!("backfile ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn every_command_is_listed_with_what_it_does() {
    let help = Desk::new().run(&["--help"]).exits(0).stdout;
    for command in COMMANDS {
        let line = help.lines().find(|line| line.trim_start().starts_with(command));
        let line = line.unwrap_or_else(|| panic!("{command} is not in:\n{help}"));
        assert!(line.split_whitespace().count() > 2, "{line}");
    }
    assert!(help.contains("Exit codes: 0 found or done, 1 nothing found, 2 failed"));
}

#[test]
fn the_help_of_every_command_fits_a_page_and_names_its_options() {
    let desk = Desk::new();
    for command in COMMANDS {
        let help = desk.run(&[command, "--help"]).exits(0).stdout;
        assert!(help.contains("--index <DIR>"), "{command}:\n{help}");
        assert!(help.lines().all(|line| line.chars().count() <= 100), "{command}:\n{help}");
    }
    let help = desk.run(&["search", "--help"]).stdout;
    assert!(help.contains("Examples:"));
}

#[test]
fn nothing_typed_is_answered_with_the_help() {
    let run = Desk::new().run(&[]).exits(2);
    assert!(run.stdout.is_empty());
    assert!(run.stderr.contains("Usage: backfile"));
}

#[test]
fn completions_know_the_commands() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = Desk::new().run(&["completions", shell]).exits(0);
        assert!(run.stdout.contains("timeline"), "{shell}");
        assert!(run.stderr.is_empty(), "{shell}");
    }
    Desk::new().run(&["completions", "tcsh"]).exits(2);
}
