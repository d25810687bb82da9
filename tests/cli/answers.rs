//! What people see.

use super::program::{Desk, on_corpus};

#[test]
fn a_folder_leads_to_an_answer_in_one_command() {
    let desk = Desk::with_news();
    let run = desk.run(&["search", "--from", "news", "mayor", "resigns"]).exits(0);
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(lines[0], "1. Mayor resigns");
    assert!(
        lines[1].starts_with("   2025-05-30 · Wire · Ana Kovač · en · wire.jsonl · "),
        "{run:#?}"
    );
    assert_eq!(lines[2], "   The mayor resigned on Friday, after the ferry strike.");
    assert!(run.stderr.starts_with("1 article ("), "{run:#?}");
    // The index is there now.
    desk.run(&["search", "ferry"]).exits(0);
    let again = desk.run(&["search", "--json", "--from", "news", "mayor"]).exits(0);
    assert_eq!(again.last()["total"], 1);
}

#[test]
fn nothing_found_exits_with_1_and_names_the_word_to_blame() {
    let desk = Desk::with_index();
    let run = desk.run(&["search", "mayor", "AND", "zeppelin"]).exits(1);
    assert!(run.stdout.is_empty());
    assert!(run.stderr.contains("nothing found"), "{}", run.stderr);
    assert!(run.stderr.contains("without `zeppelin` there is 1"), "{}", run.stderr);
    assert_eq!(desk.run(&["count", "zeppelin"]).exits(1).stdout, "0\n");
    desk.run(&["timeline", "zeppelin"]).exits(1);
    desk.run(&["facets", "zeppelin"]).exits(1);
    desk.run(&["export", "zeppelin"]).exits(1);
    desk.run(&["show", "aaaaaaaaaaaaaaaa"]).exits(1);
}

#[test]
fn words_given_apart_are_one_query_and_counts_stand_alone() {
    let desk = Desk::with_index();
    assert_eq!(desk.run(&["count", "ferry"]).exits(0).stdout, "2\n");
    assert_eq!(desk.run(&["count", "ferry", "date:2025"]).exits(0).stdout, "1\n");
    assert_eq!(desk.run(&["count", "--", "-mayor"]).exits(0).stdout, "1\n");
    assert_eq!(desk.run(&["count"]).exits(0).stdout, "2\n");
}

#[test]
fn a_repair_is_shown_under_the_query() {
    let desk = Desk::with_index();
    let run = desk.run(&["search", "\"ferry strike"]).exits(0);
    assert!(run.stderr.contains("repair: "), "{}", run.stderr);
    assert!(run.stderr.contains("\n  \"ferry strike\n  ^"), "{}", run.stderr);
    assert!(run.stderr.contains("read as: \"ferry strike\""), "{}", run.stderr);
    let quiet = desk.run(&["search", "-q", "\"ferry strike"]).exits(0);
    assert!(quiet.stderr.is_empty(), "{}", quiet.stderr);
    let strict = desk.run(&["search", "--strict", "\"ferry strike"]).exits(2);
    assert!(strict.stdout.is_empty());
    assert!(strict.stderr.contains("hint: "), "{}", strict.stderr);
}

#[test]
fn relative_dates_count_from_the_given_time() {
    let desk = Desk::with_index();
    for now in ["2025-05-31", "2025-05-31T00:30:00Z", "2025-05-31T01:30:00+02:00"] {
        let expected = if now.ends_with("+02:00") { "0\n" } else { "1\n" };
        let run = desk.run(&["count", "date:yesterday", "--now", now]);
        assert_eq!(run.stdout, expected, "{now}: {run:#?}");
    }
    desk.run(&["count", "date:yesterday", "--now", "yesterday"]).exits(2);
}

#[test]
fn colours_are_only_for_those_who_want_them() {
    let desk = Desk::with_index();
    assert!(!desk.run(&["search", "ferry"]).stdout.contains('\u{1b}'));
    let coloured = desk.run(&["search", "--color", "always", "ferry"]).stdout;
    assert!(coloured.contains("\u{1b}[1m"), "{coloured:?}");
    let plain = anstream::adapter::strip_str(&coloured).to_string();
    assert_eq!(plain, desk.run(&["search", "--color", "never", "ferry"]).stdout);
    assert!(
        !desk.run(&["search", "--json", "--color", "always", "ferry"]).stdout.contains('\u{1b}')
    );
}

#[test]
fn an_article_is_shown_with_what_is_known_of_it() {
    let desk = Desk::with_index();
    let id = desk.run(&["search", "--json", "resigned"]).objects()[0]["id"].clone();
    let run = desk.run(&["show", id.as_str().unwrap()]).exits(0);
    for line in [
        "Mayor resigns",
        "source: Wire",
        "author: Ana Kovač",
        "path: wire.jsonl#1",
        "record's id: w-1",
    ] {
        assert!(run.stdout.lines().any(|one| one == line), "{line}: {}", run.stdout);
    }
    assert!(run.stdout.ends_with("\n\nThe mayor resigned on Friday, after the ferry strike.\n"));
}

#[test]
fn charts_tables_and_figures_are_readable() {
    let desk = Desk::with_index();
    let chart = desk.run(&["timeline", "ferry", "--by", "year"]).exits(0).stdout;
    assert_eq!(chart.lines().count(), 3, "{chart}");
    assert!(chart.starts_with("2021  1  ████"), "{chart}");
    let table = desk.run(&["facets", "ferry", "--by", "source,author"]).exits(0).stdout;
    assert!(table.contains("source\n"), "{table}");
    assert!(table.contains("1  Ana Kovač\n"), "{table}");
    let stats = desk.run(&["stats"]).exits(0).stdout;
    assert!(stats.contains("articles    2\n"), "{stats}");
    let verdict = desk.run(&["verify"]).exits(0).stdout;
    assert!(verdict.starts_with("sound: 2 articles in "), "{verdict}");
}

#[test]
fn explaining_names_the_words_and_the_score() {
    let explained = on_corpus(&["explain", "vucic date:2025"]).exits(0).stdout;
    assert!(explained.starts_with("read as  "), "{explained}");
    assert!(explained.contains("vucic"), "{explained}");
}

#[test]
fn analyze_reads_standard_input_and_several_words() {
    let desk = Desk::new();
    let spoken = desk.run(&["analyze", "--lang", "en", "Ferry", "strikes"]).exits(0).stdout;
    assert!(spoken.contains("stem strike"), "{spoken}");
    let piped =
        desk.run_with_input(&["analyze", "--lang", "en", "-"], "Ferry strikes").exits(0).stdout;
    assert_eq!(piped, spoken);
    desk.run(&["analyze", "--lang", "en", "…"]).exits(1);
}

#[test]
fn other_spellings_of_a_name_are_told_with_their_articles() {
    let run = on_corpus(&["search", "vucich~name"]).exits(0);
    assert!(run.stderr.contains("vucich: also Vučić ("), "{}", run.stderr);
    let run = on_corpus(&["search", "--json", "--variants", "on", "vucich"]).exits(0);
    let variant = &run.last()["variants"][0];
    assert_eq!(variant["typed"], "vucich");
    let also = variant["also"].as_array().unwrap();
    assert!(
        also.iter().any(|other| other["text"] == "Вучич" && other["articles"] == 1),
        "{also:?}"
    );
    let run = on_corpus(&["search", "--json", "vucich"]).exits(0);
    assert_eq!(run.last()["variants"].as_array().unwrap().len(), 0);
}
