//! Text from strangers does no harm on the way to a terminal, a pipe or a table.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use super::program::Desk;

/// What a terminal would obey, and what turns the direction of writing.
const HARMFUL: [char; 9] =
    ['\u{1b}', '\u{7}', '\u{8}', '\u{9b}', '\u{7f}', '\r', '\u{202e}', '\u{2066}', '\u{200b}'];

fn desk() -> Desk {
    let desk = Desk::new();
    let title = "\\u001b]0;owned\\u0007\\u001b[2J Ferry \\u202eevil\\u2066 \\u009b31m";
    let body = "A \\u001b[31m ferry \\u001b[0m\\b\\b sails.\\r\\nNext \\u202eline\\u200b.";
    desk.write(
        "news/hostile.jsonl",
        format!(
            "{{\"id\":\"h\",\"title\":\"{title}\",\"source\":\"\\u001b[5mWire\",\
             \"author\":\"=cmd()\\u001b[1m\",\"date\":\"2025-05-30\",\"body\":\"{body}\"}}\n"
        ),
    );
    desk.write("news/\u{1b}[31mred.txt", "");
    desk
}

#[track_caller]
fn is_harmless(text: &str) {
    let harmful = text.chars().find(|c| HARMFUL.contains(c));
    assert_eq!(harmful, None, "{text:?}");
}

#[test]
fn no_escape_sequence_reaches_a_terminal() {
    let desk = desk();
    let indexed = desk.run(&["index", "-v", "news"]).exits(0);
    assert!(indexed.stderr.contains("red.txt"), "{}", indexed.stderr);
    is_harmless(&indexed.stderr);
    is_harmless(&indexed.stdout);
    let id = desk.run(&["search", "--json", "ferry"]).exits(0).objects()[0]["id"].clone();
    let id = id.as_str().unwrap();
    for arguments in [
        &["search", "ferry"][..],
        &["show", id],
        &["show", id, "--query", "ferry"],
        &["facets", "ferry", "--by", "source,author"],
        &["timeline", "ferry"],
        &["export", "--format", "csv", "ferry"],
        &["explain", "ferry \u{1b}[31m\u{202e}x", "--color", "never"],
        &["explain", "ferry", "--id", id],
        &["search", "\"ferry \u{1b}]0;x\u{7} \u{202e}"],
        &["analyze", "\u{1b}[31mferry\u{202e}"],
        &["stats"],
    ] {
        let run = desk.run(arguments);
        assert!(run.code == Some(0) || run.code == Some(1), "{arguments:?} {run:#?}");
        is_harmless(&run.stdout);
        is_harmless(&run.stderr);
    }
    let missing = desk.run(&["index", "no\u{1b}[31msuch"]).exits(2);
    is_harmless(&missing.stderr);
}

#[test]
fn json_keeps_every_character_but_escapes_the_harmful_ones() {
    let desk = desk();
    let indexed = desk.run(&["index", "--json", "news"]).exits(0);
    is_harmless(&indexed.stdout);
    assert_eq!(indexed.objects()[0]["path"], "\u{1b}[31mred.txt");
    let found = desk.run(&["search", "--json", "ferry"]).exits(0);
    is_harmless(&found.stdout);
    assert_eq!(found.objects()[0]["source"], "\u{1b}[5mWire");
    is_harmless(&desk.run(&["extract", "news"]).exits(0).stdout);
    is_harmless(&desk.run(&["export", "ferry"]).exits(0).stdout);
}

#[test]
fn a_cell_of_a_table_is_no_formula() {
    let desk = desk();
    desk.run(&["index", "news"]).exits(0);
    let run = desk.run(&["export", "--format", "csv", "ferry"]).exits(0);
    assert!(run.stdout.contains(",'=cmd()"), "{}", run.stdout);
}

#[test]
fn a_pipe_that_is_closed_is_no_failure() {
    let desk = Desk::new();
    let record = |number| {
        format!("{{\"id\":\"{number}\",\"title\":\"Ferry\",\"body\":\"A ferry, {number}.\"}}\n")
    };
    desk.write("news/many.jsonl", (0..5000).map(record).collect::<String>());
    desk.run(&["index", "news"]).exits(0);
    let commands: [&[&str]; 4] = [
        &["export", "ferry"],
        &["export", "--format", "csv", "ferry"],
        &["search", "-n", "5000", "ferry"],
        &["extract", "news"],
    ];
    for arguments in commands {
        let mut child = desk.command(arguments).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::with_capacity(64, child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(!line.is_empty());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
    }
}
