//! Ends long work by a signal.

#![cfg(unix)]

use std::process::{Child, Command};
use std::time::{Duration, Instant};

use testkit::json_lines;

use super::program::Desk;

/// A folder whose first run lasts a while.
fn desk() -> Desk {
    let desk = Desk::new();
    for file in 0..60 {
        desk.write(&format!("news/{file:02}.jsonl"), json_lines(file, 200));
    }
    desk
}

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").args([name, &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

/// Waits until the run has begun to write.
fn wait_for_index(desk: &Desk) {
    let begun = Instant::now();
    while !desk.path().join("index/gen-000001/ledger-000001").try_exists().unwrap() {
        assert!(begun.elapsed() < Duration::from_mins(1), "it does not begin");
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn a_signal_ends_a_run_in_order_and_the_next_completes_it() {
    for name in ["-INT", "-TERM"] {
        let desk = desk();
        let run = desk.command(&["index", "--commit-every", "1ms", "news"]).spawn().unwrap();
        wait_for_index(&desk);
        signal(&run, name);
        let output = run.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(130), "{name}: {said}");
        assert!(said.contains("interrupted"), "{name}: {said}");
        let kept: u64 = desk.run(&["count"]).stdout.trim().parse().unwrap();
        assert!(kept > 0 && kept < 12_000, "{name}: {kept}");
        desk.run(&["verify"]).exits(0);
        desk.run(&["index"]).exits(0);
        assert_eq!(desk.run(&["count"]).stdout, "12000\n");
    }
}

#[test]
fn a_second_signal_ends_it_at_once() {
    let desk = desk();
    let mut run = desk.command(&["index", "news"]).spawn().unwrap();
    let begun = Instant::now();
    while run.try_wait().unwrap().is_none() {
        signal(&run, "-TERM");
        assert!(begun.elapsed() < Duration::from_mins(1), "it does not end");
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(matches!(run.wait().unwrap().code(), Some(130) | None));
    desk.run(&["index", "news"]).exits(0);
    assert_eq!(desk.run(&["count"]).stdout, "12000\n");
}

#[test]
fn the_second_writer_is_told_which_process_is_the_first() {
    let desk = desk();
    let mut first = desk.command(&["index", "--commit-every", "1ms", "news"]).spawn().unwrap();
    wait_for_index(&desk);
    signal(&first, "-STOP");
    for arguments in [&["index", "news"][..], &["optimize"], &["index", "--rebuild"]] {
        let second = desk.run(arguments).exits(2);
        let holder = format!("(process {})", first.id());
        assert!(second.stderr.contains(&holder), "{arguments:?}: {}", second.stderr);
        assert!(second.stderr.contains("hint: wait until it has ended"), "{}", second.stderr);
    }
    // Reading goes on. Killed, the first leaves nothing that keeps others out.
    desk.run(&["stats"]).exits(0);
    first.kill().unwrap();
    first.wait().unwrap();
    desk.run(&["index", "news"]).exits(0);
}
