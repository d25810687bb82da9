//! Bringing an index up to date.

use std::fs;

use super::program::Desk;

#[test]
fn the_summary_says_what_was_done() {
    let desk = Desk::with_news();
    let first = desk.run(&["index", "news"]).exits(0);
    assert!(first.stdout.starts_with("2 added; 2 articles in the index ("), "{first:#?}");
    fs::remove_file(desk.path().join("news/ferry.txt")).unwrap();
    let second = desk.run(&["index"]).exits(0);
    assert!(second.stdout.starts_with("1 removed, 1 unchanged; 1 article in"), "{second:#?}");
    let quiet = desk.run(&["index", "-q"]).exits(0);
    assert!(quiet.stdout.is_empty() && quiet.stderr.is_empty(), "{quiet:#?}");
}

#[test]
fn a_dry_run_does_nothing() {
    let desk = Desk::with_index();
    desk.write("news/more.txt", "Bridge opens\n\nThe bridge opened to traffic on Monday.\n");
    let dry = desk.run(&["index", "--dry-run", "--json", "news"]).exits(0);
    assert_eq!((&dry.last()["added"], &dry.last()["unchanged"]), (&1.into(), &2.into()));
    desk.run(&["count", "bridge"]).exits(1);
    desk.run(&["index", "news"]).exits(0);
    desk.run(&["count", "bridge"]).exits(0);
}

#[test]
fn what_is_gone_can_be_kept() {
    let desk = Desk::with_index();
    fs::remove_file(desk.path().join("news/ferry.txt")).unwrap();
    desk.run(&["index", "--keep-missing", "news"]).exits(0);
    assert_eq!(desk.run(&["count"]).stdout, "2\n");
}

#[test]
fn a_sudden_loss_of_most_articles_must_be_confirmed() {
    let desk = Desk::new();
    for number in 0..30 {
        let text = format!("Report {number}\n\nThe ferry sailed {number} times.\n");
        desk.write(&format!("news/{number}.txt"), text);
    }
    desk.run(&["index", "news"]).exits(0);
    for number in 0..29 {
        fs::remove_file(desk.path().join(format!("news/{number}.txt"))).unwrap();
    }
    let run = desk.run(&["index", "news"]).exits(2);
    assert!(run.stderr.contains("--allow-removal"), "{}", run.stderr);
    assert_eq!(desk.run(&["count"]).stdout, "30\n");
    desk.run(&["index", "--allow-removal", "news"]).exits(0);
    assert_eq!(desk.run(&["count"]).stdout, "1\n");
}

/// A list of articles as an exporter writes it, without its end.
fn open_list(count: usize) -> String {
    let record = |id| format!("{{\"id\":\"{id}\",\"title\":\"Report {id}\",\"body\":\"Text.\"}}");
    format!("[{}", (0..count).map(record).collect::<Vec<_>>().join(","))
}

#[test]
fn a_cut_file_is_told_until_it_is_accepted() {
    let desk = Desk::new();
    desk.write("news/export.json", open_list(30) + "]");
    desk.run(&["index", "news"]).exits(0);
    desk.write("news/export.json", open_list(12));
    for _ in 0..2 {
        let run = desk.run(&["index"]).exits(2);
        assert!(run.stderr.contains("export.json: the file was cut short"), "{}", run.stderr);
        assert!(run.stderr.contains("--accept FILE"), "{}", run.stderr);
        assert_eq!(desk.run(&["count"]).stdout, "30\n");
    }
    let json = desk.run(&["index", "--json"]).exits(2);
    assert_eq!((&json.last()["cut"], &json.last()["removed"]), (&1.into(), &0.into()));
    assert_eq!(json.objects()[0]["path"], "export.json");
    let quiet = desk.run(&["index", "-q"]).exits(2);
    assert!(quiet.stderr.contains("export.json"), "{}", quiet.stderr);
    let run = desk.run(&["index", "--accept", "export.json"]).exits(0);
    assert!(run.stderr.contains("accepted export.json as it is"), "{}", run.stderr);
    assert!(run.stderr.contains("export.json has 12 of the 30 articles"), "{}", run.stderr);
    assert_eq!(desk.run(&["count"]).stdout, "12\n");
    desk.run(&["index"]).exits(0);
    desk.write("news/export.json", open_list(11));
    desk.run(&["index"]).exits(2);
    desk.run(&["index", "--always", "--accept", "news/export.json"]).exits(0);
    desk.write("news/export.json", open_list(10));
    desk.run(&["index"]).exits(0);
    assert_eq!(desk.run(&["count"]).stdout, "10\n");
    desk.run(&["index", "--always"]).exits(2);
    let other = desk.run(&["index", "--accept", "elsewhere.json"]).exits(2);
    assert!(other.stderr.contains("this run does not read `elsewhere.json`"), "{}", other.stderr);
}

#[test]
fn standard_input_that_ends_in_the_middle_of_a_record_is_a_failure() {
    let desk = Desk::new();
    let input = "{\"id\":\"1\",\"title\":\"Ferry\"}\n{\"id\":\"2\",\"tit";
    let run = desk.run_with_input(&["index", "-"], input).exits(2);
    assert!(run.stderr.contains("-#2: the file was cut short"), "{}", run.stderr);
    assert_eq!(desk.run(&["count"]).stdout, "1\n");
    let list = "[{\"id\":\"1\",\"title\":\"Ferry\"}]\n";
    desk.run_with_input(&["index", "-"], list).exits(2);
}

#[test]
fn a_root_that_is_gone_is_told_and_can_be_forgotten() {
    let desk = Desk::with_news();
    desk.write("other/bridge.txt", "Bridge opens\n\nThe bridge opened to traffic on Monday.\n");
    desk.run(&["index", "news", "other"]).exits(0);
    fs::remove_dir_all(desk.path().join("other")).unwrap();
    desk.write("news/new.txt", "Road closed\n\nThe road along the river is closed.\n");
    let run = desk.run(&["index"]).exits(2);
    assert!(run.stdout.starts_with("1 added, 2 unchanged; 4 articles"), "{}", run.stdout);
    let told = "other` is not there, and keeps 1 article;";
    assert!(run.stderr.contains(told) && run.stderr.contains("--forget"), "{}", run.stderr);
    let json = desk.run(&["index", "--json"]).exits(2);
    assert_eq!(json.last()["missing"][0]["articles"], 1);
    let run = desk.run(&["index", "--forget", "other"]).exits(0);
    assert_eq!(run.stdout, "forgot `other`: 1 article removed\n");
    desk.run(&["index"]).exits(0);
    assert_eq!(desk.run(&["count"]).stdout, "3\n");
    let unknown = desk.run(&["index", "--forget", "other"]).exits(2);
    assert!(unknown.stderr.contains("does not remember `other`, but `"), "{}", unknown.stderr);
}

#[test]
fn only_the_first_files_left_out_are_listed_unless_all_are_wanted() {
    let desk = Desk::with_news();
    for number in 0..25 {
        desk.write(&format!("news/empty-{number:02}.txt"), "");
    }
    let run = desk.run(&["index", "news"]).exits(0);
    assert_eq!(run.stderr.lines().filter(|line| line.starts_with("left out ")).count(), 20);
    assert!(run.stderr.contains("and 5 more"), "{}", run.stderr);
    let all = desk.run(&["--index", "second", "index", "-v", "news"]).exits(0);
    assert_eq!(all.stderr.lines().filter(|line| line.starts_with("left out ")).count(), 25);
    desk.run(&["--index", "third", "index", "--strict", "news"]).exits(2);
    let search = desk.run(&["--index", "fourth", "search", "--from", "news", "mayor"]).exits(0);
    assert!(search.stderr.starts_with("25 files and records were left out"), "{search:#?}");
}

#[test]
fn records_come_from_standard_input_under_keys_of_their_own() {
    let desk = Desk::new();
    let records = "{\"kennung\":\"7\",\"ueberschrift\":\"Brücke gesperrt\",\"text\":\"Die Brücke bleibt zu.\"}\n";
    let map = ["--map", "title=ueberschrift,id=kennung"];
    let run = desk.run_with_input(&[&["index", "-"][..], &map].concat(), records).exits(0);
    assert!(run.stdout.starts_with("1 added"), "{run:#?}");
    let hit = &desk.run(&["search", "--json", "brücke"]).exits(0).objects()[0];
    assert_eq!((&hit["title"], &hit["source_id"]), (&"Brücke gesperrt".into(), &"7".into()));
    let extracted = desk.run_with_input(&[&["extract", "-"][..], &map].concat(), records).exits(0);
    assert_eq!(extracted.last()["title"], "Brücke gesperrt");
    desk.run(&["index", "--map", "nonsense=x", "."]).exits(2);
}

#[test]
fn settings_are_kept_and_a_rebuild_takes_new_ones() {
    let desk = Desk::with_news();
    desk.write("zone.toml", "zone = \"Europe/Belgrade\"\n");
    desk.run(&["index", "--settings", "zone.toml", "news"]).exits(0);
    assert_eq!(desk.run(&["stats", "--json"]).last()["settings"]["zone"], "Europe/Belgrade");
    desk.write("plain.toml", "fold = false\n");
    let refused = desk.run(&["index", "--settings", "plain.toml", "news"]).exits(2);
    assert!(refused.stderr.contains("hint: run `backfile index --rebuild`"), "{}", refused.stderr);
    desk.run(&["index", "--rebuild", "--settings", "plain.toml", "news"]).exits(0);
    let stats = desk.run(&["stats", "--json"]).last();
    assert_eq!((&stats["generation"], &stats["settings"]["fold"]), (&2.into(), &false.into()));
    desk.write("wrong.toml", "zon = \"UTC\"\n");
    let wrong = desk.run(&["index", "--settings", "wrong.toml", "news"]).exits(2);
    assert!(wrong.stderr.contains("zon"), "{}", wrong.stderr);
}

#[test]
fn sets_of_synonyms_are_kept_shown_and_compared() {
    let desk = Desk::with_news();
    for (wrong, says) in [
        ("synonyms = [[\"ferry\"]]", "a set has two members or more"),
        ("synonyms = [[\"ferry\", \"?\"]]", "the setting `synonyms` cannot be `?`"),
        ("synonyms = [\"ferry\", \"boat\"]", "expected a sequence"),
        ("synonym = [[\"ferry\", \"boat\"]]", "unknown field `synonym`"),
        ("names = [[\"Ivo\", \"Ivo Andrić\"]]", "a name in a set is one word"),
    ] {
        desk.write("wrong.toml", wrong);
        let refused = desk.run(&["index", "--settings", "wrong.toml", "news"]).exits(2);
        assert!(refused.stderr.contains(says), "{wrong}: {}", refused.stderr);
    }
    desk.write("sets.toml", "synonyms = [[\"mayor\", \"burgomaster\"], [\"a\", \"b c\"]]");
    desk.run(&["index", "--settings", "sets.toml", "news"]).exits(0);
    let stats = desk.run(&["stats"]).exits(0).stdout;
    assert!(stats.contains("folded, 2 sets of synonyms"), "{stats}");
    let stats = desk.run(&["stats", "--json"]).last();
    assert_eq!(stats["settings"]["synonyms"][0][1], "burgomaster");
    let found = desk.run(&["search", "burgomaster"]).exits(0);
    assert!(found.stderr.contains("burgomaster: also mayor ("), "{}", found.stderr);
    let summary = desk.run(&["search", "--json", "burgomaster"]).last();
    assert_eq!(summary["variants"][0]["also"][0]["text"], "mayor");
    // The same sets in another order are the same; other ones ask for a rebuild.
    desk.write("turned.toml", "synonyms = [[\"b c\", \"a\"], [\"burgomaster\", \"mayor\"]]");
    desk.run(&["index", "--settings", "turned.toml", "news"]).exits(0);
    desk.write("fewer.toml", "synonyms = [[\"mayor\", \"burgomaster\"]]");
    let refused = desk.run(&["index", "--settings", "fewer.toml", "news"]).exits(2);
    assert!(refused.stderr.contains("hint: run `backfile index --rebuild`"), "{}", refused.stderr);
    desk.run(&["index", "--settings", "fewer.toml", "--rebuild", "news"]).exits(0);
    assert_eq!(
        desk.run(&["stats", "--json"]).last()["settings"]["synonyms"][1],
        serde_json::Value::Null
    );
}

#[test]
fn extract_can_be_piped_into_index() {
    let desk = Desk::with_news();
    let extracted = desk.run(&["extract", "news"]).exits(0).stdout;
    desk.run_with_input(&["index", "-"], &extracted).exits(0);
    assert_eq!(desk.run(&["count", "mayor date:2025"]).exits(0).stdout, "1\n");
}
