//! A pattern that stands for more words than are looked up: every command says that its answer is
//! only a part, and how much is left out; a strict one is refused.

use super::program::Desk;

/// More words than are looked up, each in an article of its own.
const WORDS: usize = 25_000;

/// A word of letters alone for each number.
fn word(mut number: usize) -> String {
    let mut word = "ref".to_owned();
    for _ in 0..4 {
        word.push(char::from(b'a' + u8::try_from(number % 13).unwrap()));
        number /= 13;
    }
    word
}

fn desk() -> Desk {
    let desk = Desk::new();
    let lines = (0..WORDS).map(|at| {
        format!(
            "{{\"id\":\"{at}\",\"source\":\"Wire\",\"lang\":\"en\",\"date\":\"2020-01-02\",\"title\":\"T\",\"body\":\"Report {} was filed.\"}}\n",
            word(at)
        )
    });
    desk.write("news/wire.jsonl", lines.collect::<String>());
    // One segment, so that it is known how many are left out.
    desk.run(&["index", "--threads", "1", "news"]).exits(0);
    desk.run(&["optimize"]).exits(0);
    desk
}

#[test]
fn what_is_only_a_part_says_so_in_every_command() {
    let desk = desk();
    let why = "its patterns stand for at least 15000 more words than are looked up";
    for (command, shown) in [
        ("count", "at least 10000\n"),
        ("facets", "at least 10,000 articles in all"),
        ("timeline", "at least 10,000 articles in all"),
        ("explain", "at least 10,000 articles in all"),
    ] {
        let run = desk.run(&[command, "ref*"]).exits(0);
        assert!(run.stdout.contains(shown) && run.stderr.contains(why), "{run:#?}");
    }
    let found = desk.run(&["search", "ref*"]).exits(0);
    assert!(found.stderr.contains("at least 10,000") && found.stderr.contains(why), "{found:#?}");
    for command in ["count", "facets", "timeline", "explain", "search"] {
        let run = desk.run(&[command, "--json", "ref*"]).exits(0);
        let last = run.last();
        assert_eq!(last["partial"], true, "{command}: {last}");
        assert!(run.stderr.is_empty(), "{command}: {}", run.stderr);
        let message = last["diagnostics"][0]["message"].as_str().unwrap();
        assert!(message.contains(why), "{command}: {message}");
        let strict = desk.run(&[command, "--strict", "ref*"]).exits(2);
        assert!(strict.stdout.is_empty() && strict.stderr.contains(why), "{command}: {strict:#?}");
        let whole = desk.run(&[command, "--strict", "refa*"]).exits(0);
        assert!(!whole.stderr.contains("only a part"), "{command}: {whole:#?}");
    }
    for format in ["jsonl", "csv"] {
        let run = desk.run(&["export", "--format", format, "ref*"]).exits(2);
        assert!(run.stdout.lines().count() > 10_000 && run.stderr.contains(why), "{format}");
        desk.run(&["export", "--format", format, "refa*"]).exits(0);
    }
    assert_eq!(desk.run(&["export", "ref*"]).last()["partial"], true);
    desk.write("queries.tsv", "a\tref*\nb\trefa*\n");
    let run = desk.run(&["batch", "--format", "csv", "queries.tsv"]).exits(0);
    assert!(run.stderr.contains("query `a`") && run.stderr.contains(why), "{run:#?}");
    assert!(!run.stderr.contains("query `b`"), "{run:#?}");
    let run = desk.run(&["batch", "queries.tsv"]).exits(0);
    assert_eq!(run.last()["partial"], true);
    desk.run(&["batch", "--strict", "queries.tsv"]).exits(2);
}
