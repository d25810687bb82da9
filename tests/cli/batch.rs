//! A file of queries, and every match of one.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::Stdio;

use super::program::Desk;

fn desk() -> Desk {
    let desk = Desk::with_index();
    desk.write("queries.tsv", "q1\tferry\n\nmayor resigned\nq2\tzeppelin\n");
    desk
}

#[test]
fn answers_come_in_the_order_of_the_queries() {
    let run = desk().run(&["batch", "queries.tsv"]).exits(0);
    let rows: Vec<_> = run
        .objects()
        .iter()
        .map(|row| {
            format!("{} {}", row["type"].as_str().unwrap(), row["qid"].as_str().unwrap_or("-"))
        })
        .collect();
    assert_eq!(
        rows,
        ["hit q1", "hit q1", "answer q1", "hit 3", "answer 3", "answer q2", "summary -"]
    );
    let summary = run.last();
    assert_eq!((&summary["queries"], &summary["failed"]), (&3.into(), &0.into()));
    assert_eq!(summary["format_version"], 1);
}

#[test]
fn trec_rows_carry_the_record_s_own_id() {
    let run = desk().run(&["batch", "--format", "trec", "queries.tsv"]).exits(0);
    let rows: Vec<Vec<&str>> = run.stdout.lines().map(|row| row.split(' ').collect()).collect();
    assert!(rows.iter().all(|row| row.len() == 6 && row[1] == "Q0" && row[5] == "backfile"));
    let of_third: Vec<_> = rows.iter().filter(|row| row[0] == "3").collect();
    assert_eq!((of_third.len(), of_third[0][2], of_third[0][3]), (1, "w-1", "1"));
}

#[test]
fn a_table_has_a_header_and_the_limit_holds() {
    let run = desk().run(&["batch", "--format", "csv", "-n", "1", "queries.tsv"]).exits(0);
    let mut lines = run.stdout.lines();
    assert!(lines.next().unwrap().starts_with("qid,rank,id,source_id,title,date,"));
    assert_eq!(lines.count(), 2);
}

#[test]
fn a_query_that_fails_stops_no_other_and_is_told() {
    let desk = desk();
    desk.write("queries.tsv", "good\tferry\nbad\t\"ferry\n");
    let run = desk.run(&["batch", "--strict", "queries.tsv"]).exits(2);
    let types: Vec<_> = run.objects().iter().map(|row| row["type"].clone()).collect();
    assert_eq!(types, ["hit", "hit", "answer", "failure", "summary"]);
    assert!(run.stderr.contains("query `bad` failed"), "{}", run.stderr);
    assert!(run.stderr.contains('^'), "{}", run.stderr);
}

#[test]
fn many_queries_are_answered_from_standard_input() {
    let lines: Vec<String> = (0..300).map(|number| format!("n{number}\tferry")).collect();
    let run =
        desk().run_with_input(&["batch", "--format", "trec", "-"], &lines.join("\n")).exits(0);
    let first: Vec<&str> = run.stdout.lines().filter_map(|row| row.split(' ').next()).collect();
    let expected: Vec<String> = (0..300).flat_map(|number| vec![format!("n{number}"); 2]).collect();
    assert_eq!(first, expected);
}

#[test]
fn who_asks_line_by_line_is_answered_line_by_line() {
    let desk = desk();
    let mut command = desk.command(&["batch", "-"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut asks = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    for number in 0..5 {
        writeln!(asks, "n{number}\tzeppelin").unwrap();
        let answer = answers.next().unwrap().unwrap();
        assert!(answer.contains(&format!("\"qid\":\"n{number}\"")), "{answer}");
    }
    drop(asks);
    assert!(answers.next().unwrap().unwrap().contains("\"queries\":5"));
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

#[test]
fn a_table_of_every_match_is_exported() {
    let run = desk().run(&["export", "--format", "csv", "ferry"]).exits(0);
    let rows: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(rows.len(), 3);
    assert!(
        rows[1].contains(",w-1,Mayor resigns,2025-05-30,day,Wire,Ana Kovač,en,"),
        "{}",
        rows[1]
    );
}

#[test]
fn an_export_is_as_long_and_in_the_order_that_is_asked_for() {
    let desk = desk();
    let ids = |arguments: &[&str]| {
        let mut all = vec!["export", "ferry"];
        all.extend(arguments);
        let objects = desk.run(&all).exits(0).objects();
        let (summary, hits) = objects.split_last().unwrap();
        assert_eq!((&summary["total"], &summary["partial"]), (&hits.len().into(), &false.into()));
        let id = |hit: &serde_json::Value| hit["id"].as_str().unwrap().to_owned();
        hits.iter().map(id).collect::<Vec<_>>()
    };
    let newest = ids(&[]);
    assert_eq!(newest.len(), 2);
    assert_eq!(ids(&["-n", "1"]), newest[..1]);
    assert_eq!(ids(&["--limit", "1", "--sort", "oldest"]), newest[1..]);
    assert_eq!(ids(&["--sort", "newest", "-n", "5"]), newest);
    assert_eq!(ids(&["--sort", "relevance"]).len(), 2);
}
