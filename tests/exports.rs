//! Thirty nights on what other programs export, where the beginning of a file decides how all of
//! it is read: after each, the index is what a new one would be.

use std::fmt::Write as _;

use backfile::files::Update;
use testkit::{Random, seed};

use crate::samples::{Sample, contents, say};

const NIGHTS: usize = 30;

/// A sentence with a word of its own, so that no two texts are the same.
fn text(random: &mut Random, number: usize) -> String {
    const WORDS: [&str; 8] =
        ["ferry", "mill", "storks", "council", "harbour", "lake", "bell", "choir"];
    let mut word = || *random.one_of(&WORDS);
    format!(
        "The {} of the {} was seen by the {} near the {}, as word{number} said. Nobody minds the {}.",
        word(),
        word(),
        word(),
        word(),
        word()
    )
}

/// A table whose dates are in one order or the other, or leave it open, in which a quotation mark
/// may be forgotten and the texts may stand under a name that nobody knows.
fn table(random: &mut Random) -> String {
    let text_column = *random.one_of(&["text", "body", "what_happened"]);
    let delimiter = *random.one_of(&[",", ";", "\t"]);
    let mut table = ["id", "title", "date", text_column].join(delimiter) + "\n";
    let highest = if random.once_in(2) { 12 } else { 28 };
    for number in (0..=random.below(30)).rev() {
        let (one, other) = (1 + random.below(highest), 1 + random.below(12));
        // A mark on the last row would be that of a file that was cut.
        let mark = if random.once_in(9) && number > 0 { "\"" } else { "" };
        let text = text(random, number).replace(delimiter, " ");
        let id = random.below(40);
        let row = [
            format!("c{id}"),
            format!("{mark}Title {number}"),
            format!("{one:02}/{other:02}/2025"),
            text,
        ];
        table += &(row.join(delimiter) + "\n");
    }
    table
}

/// Records of a tool, with their texts under one key or another, in languages that short texts of
/// one source share.
fn lines(random: &mut Random) -> String {
    let mut lines = String::new();
    for number in 0..=random.below(30) {
        let key = *random.one_of(&["text", "story_of_day", "content"]);
        let text = text(random, number);
        let wrapped = random.once_in(3);
        let fields = format!(
            "\"id\":\"l{}\",\"title\":\"Title {number}\",\"published\":\"2025-05-{:02}\",\"{key}\":\"{text}\"",
            random.below(40),
            1 + random.below(28)
        );
        let line =
            if wrapped { format!("{{\"_source\":{{{fields}}}}}") } else { format!("{{{fields}}}") };
        let _ = writeln!(lines, "{line}");
    }
    lines
}

/// An answer of a news service, whose list has one name or another, or is an article itself.
fn answer(random: &mut Random) -> String {
    let mut list = String::new();
    for number in 0..=random.below(12) {
        let text = text(random, number);
        let comma = if number == 0 { "" } else { "," };
        let _ = write!(
            list,
            "{comma}{{\"id\":\"a{}\",\"title\":\"T {number}\",\"content\":\"{text}\"}}",
            random.below(40)
        );
    }
    match random.below(4) {
        0 => format!("{{\"status\":\"ok\",\"articles\":[{list}]}}"),
        1 => format!("{{\"response\":{{\"numFound\":2,\"docs\":[{list}]}}}}"),
        2 => format!("{{\"2024\":[{list}],\"2025\":[{list}]}}"),
        _ => format!("{{\"title\":\"One\",\"text\":\"{}\",\"results\":[{list}]}}", text(random, 0)),
    }
}

/// A note with front matter that its parser may refuse.
fn note(random: &mut Random) -> String {
    let title = *random.one_of(&["Ferry", "Serbia: the long road", "\"Quoted\""]);
    let text = text(random, 0);
    format!("---\ntitle: {title}\ndate: 2025-05-{:02}\n---\n{text}\n", 1 + random.below(28))
}

/// A page with its date in one place or another.
fn page(random: &mut Random) -> String {
    let day = 10 + random.below(18);
    let date = match random.below(3) {
        0 => format!("<time datetime=\"2025-05-{day}\">x</time>"),
        1 => format!("<p>Updated 2 June 2025, first published {day} May 2025</p>"),
        _ => String::new(),
    };
    let (one, other) = (text(random, 1), text(random, 2));
    format!(
        "<!DOCTYPE html><html><title>Ferry returns | Courier</title><nav><a href=/>Home</a></nav>\
         <article><h1>Ferry returns</h1>{date}<p>{one}</p><p>{other}</p></article></html>"
    )
}

#[test]
fn after_thirty_nights_of_exports_the_index_is_what_a_new_one_would_be() {
    let seed = seed();
    say(&format!("exports: BACKFILE_TEST_SEED={seed}"));
    let mut random = Random::new(seed);
    let sample = Sample::new();
    let mut most = 0;
    for night in 0..NIGHTS {
        for number in 0..4 {
            // Most files stay as they are, as most do.
            for (name, make) in [
                ("table.csv", table as fn(&mut Random) -> String),
                ("lines.jsonl", lines),
                ("answer.json", answer),
                ("note.md", note),
                ("page.html", page),
            ] {
                if night == 0 || random.once_in(3) {
                    sample.write(&format!("news/{number}/{name}"), make(&mut random));
                }
            }
        }
        let update = Update::new(sample.index()).path(sample.news()).allow_removal(true);
        update.run(&mut |_| {}).unwrap();
        let fresh = Sample::new();
        let report = Update::new(fresh.index()).path(sample.news()).run(&mut |_| {}).unwrap();
        let kept = report.added + report.replaced + report.unchanged;
        assert_eq!(report.read, kept + report.duplicates, "night {night}, seed {seed}: {report:?}");
        let (ours, new) = (contents(&sample.searcher()), contents(&fresh.searcher()));
        let lost: Vec<&String> = new.iter().filter(|one| !ours.contains(one)).collect();
        let old: Vec<&String> = ours.iter().filter(|one| !new.contains(one)).collect();
        assert!(lost.is_empty() && old.is_empty(), "{lost:#?}\nnot {old:#?}: {night}, seed {seed}");
        most = most.max(ours.len());
    }
    assert!(most > 50, "{most} articles, seed {seed}");
}
