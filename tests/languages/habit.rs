//! Short texts without a declared language are taken for what their file usually prints.

use std::fs;
use std::process::Command;

use backfile::files::Ingest;
use serde_json::{Value, json};
use text::Language;

use crate::samples::{Sample, real_data, say};

/// Ten headlines that say what they are in, and three that do not.
const ENGLISH: [&str; 13] = [
    "The government will not raise the price of bread this year",
    "Why the harbour was closed to all ships on Monday",
    "Workers at the mill have been on strike for a week",
    "What the new school will cost and who is to pay for it",
    "The river has risen by two feet in three days",
    "An old bridge that nobody wanted is to be sold",
    "There was no rain in the north for a month",
    "How the council voted on the tram line",
    "They said that the fair would be held in June",
    "A train from the coast was late by an hour",
    "Marina Petrova, Anton Lindqvist",
    "Real Madrid 2, Juventus 1",
    "Digital Sorting",
];

fn lines(records: impl IntoIterator<Item = Value>) -> String {
    records.into_iter().map(|record| record.to_string() + "\n").collect()
}

/// The languages of the articles of a file, in order.
fn languages(sample: &Sample, name: &str, text: &str) -> Vec<Language> {
    let file = sample.write(name, text);
    let articles = Ingest::new().path(file).articles().unwrap();
    articles.map(|article| article.unwrap().language).collect()
}

#[test]
fn names_are_in_the_language_of_the_headlines_around_them() {
    let sample = Sample::new();
    let headlines = lines(ENGLISH.map(|title| json!({ "title": title })));
    let found = languages(&sample, "english.jsonl", &headlines);
    assert_eq!(found, [Language::ENGLISH; 13]);
    let csv = format!("title\n{}\n", ENGLISH.map(|title| format!("{title:?}")).join("\n"));
    assert_eq!(languages(&sample, "english.csv", &csv), [Language::ENGLISH; 13]);
}

#[test]
fn a_declaration_makes_the_habit_and_a_clear_text_breaks_it() {
    let sample = Sample::new();
    let declared = |title: &str| json!({ "title": title, "lang": "hr" });
    let records = ["Dinamo Zagreb 2:1", "Marija Horvat", "Ante Babić"].map(declared);
    let others = ["Ivan Kovač", "The government will not raise the price of bread this year"]
        .map(|title| json!({ "title": title }));
    let found = languages(&sample, "mixed.jsonl", &lines(records.into_iter().chain(others)));
    assert_eq!(found[3..], [Language::CROATIAN, Language::ENGLISH]);
}

#[test]
fn without_a_usual_language_each_text_speaks_for_itself() {
    let sample = Sample::new();
    let halves = lines((0..40).map(|number| match number % 2 {
        0 => json!({ "title": ENGLISH[number / 2 % 10] }),
        _ => {
            json!({ "title": "Die Regierung will den Preis für Brot in diesem Jahr nicht erhöhen" })
        }
    }));
    let found = languages(&sample, "halves.jsonl", &halves);
    let german = found.iter().filter(|language| **language == Language::GERMAN).count();
    assert_eq!((german, found.len()), (20, 40));
}

/// The share of articles of a file whose language is found again when it is not declared.
fn found_again(sample: &Sample, text: &str, usual: Option<&str>) -> f64 {
    let records: Vec<Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let expected: Vec<Language> = records
        .iter()
        .map(|record| usual.or(record["lang"].as_str()).and_then(Language::from_code).unwrap())
        .collect();
    let stripped = lines(records.into_iter().map(|mut record| {
        record.as_object_mut().unwrap().remove("lang");
        record
    }));
    let file = sample.write("stripped.jsonl", stripped);
    let articles = Ingest::new().path(file).articles().unwrap();
    // A record that was left out has no language to compare.
    let found: Vec<Option<Language>> =
        articles.map(|article| article.ok().map(|article| article.language)).collect();
    assert_eq!(found.len(), expected.len());
    let pairs = found
        .iter()
        .zip(&expected)
        .filter_map(|(found, expected)| Some((*found)?.analysis() == expected.analysis()));
    let right: Vec<bool> = pairs.collect();
    let count = |number: usize| f64::from(u32::try_from(number).unwrap());
    100.0 * count(right.iter().filter(|right| **right).count()) / count(right.len())
}

#[test]
fn titles_of_real_archives_are_in_their_language() {
    let Some(data) = real_data("languages::habit") else { return };
    let sample = Sample::new();
    let cacm = Sample::unpacked(&data.join("ir/cacm.tar.zst"));
    let papers = fs::read_to_string(cacm.path().join("cacm/docs.jsonl")).unwrap();
    let english = found_again(&sample, &papers, Some("en"));
    let headlines = Command::new("zstd")
        .arg("-dcq")
        .arg(data.join("news/headlines.sr-sl.jsonl.zst"))
        .output()
        .unwrap();
    let mixed = found_again(&sample, &String::from_utf8(headlines.stdout).unwrap(), None);
    say(&format!(
        "languages::habit: cacm {english:.1} % right, headlines of two languages {mixed:.1} %"
    ));
    assert!(english > 99.0, "{english:.1}");
    assert!(mixed > 75.0, "{mixed:.1}");
}
