//! A headline in one script finds the same article in the other, as the first hit.
//!
//! The articles are the headlines that a Serbian paper printed in Cyrillic and whose Latin spelling
//! is known. Among all headlines in one script, each is looked for by the words of the other.

use std::process::Command;

use backfile::{SearchRequest, Searcher};
use serde_json::{Value, json};
use text::Analyzer;

use crate::samples::{Sample, real_data, say};

/// A headline in both scripts.
struct Twin {
    cyrillic: String,
    latin: String,
}

fn twins(headlines: &str) -> Vec<Twin> {
    let records = headlines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let text = |value: &Value| value.as_str().map(str::to_owned);
    records
        .filter_map(|record| {
            let (cyrillic, latin) = (text(&record["title"])?, text(&record["title_latin"])?);
            Some(Twin { cyrillic, latin })
        })
        .filter(|twin| twin.cyrillic != twin.latin)
        .collect()
}

/// The words of a headline as somebody would type them, without what the query language reads.
fn typed(analyzer: &Analyzer, headline: &str) -> String {
    let words: Vec<&str> = analyzer.segments(headline).map(|segment| segment.text).collect();
    words.join(" ").to_lowercase()
}

/// The headlines that do not come first when they are asked for, with what does.
fn missed(headlines: &[&str], questions: &[&str]) -> Vec<(String, Option<String>)> {
    let sample = Sample::new();
    let record = |(number, title): (usize, &&str)| {
        format!("{}\n", json!({ "id": number.to_string(), "title": title, "lang": "sr" }))
    };
    sample.write(
        "news/headlines.jsonl",
        headlines.iter().enumerate().map(record).collect::<String>(),
    );
    sample.update();
    let searcher = sample.searcher();
    let analyzer = Analyzer::default();
    let mut missed = Vec::new();
    for (headline, question) in headlines.iter().zip(questions) {
        let first = first(&searcher, &typed(&analyzer, question));
        // The same words may have been printed on two days: each of the two is the twin.
        if first.as_deref().map(|title| typed(&analyzer, title)) != Some(typed(&analyzer, headline))
        {
            missed.push(((*question).to_owned(), first));
        }
    }
    missed
}

fn first(searcher: &Searcher, query: &str) -> Option<String> {
    let mut request = SearchRequest::new(query);
    (request.limit, request.snippets) = (Some(1), 0);
    searcher.search(request).unwrap().value.hits.into_iter().next()?.title
}

#[test]
fn headlines_find_their_twins_in_the_other_script_first() {
    let Some(data) = real_data("languages::twins") else { return };
    let archive = data.join("news/headlines.sr-sl.jsonl.zst");
    let headlines = Command::new("zstd").arg("-dcq").arg(archive).output().unwrap();
    let twins = twins(&String::from_utf8(headlines.stdout).unwrap());
    let cyrillic: Vec<&str> = twins.iter().map(|twin| &*twin.cyrillic).collect();
    let latin: Vec<&str> = twins.iter().map(|twin| &*twin.latin).collect();
    for (scripts, found, asked) in
        [("Latin for Cyrillic", &cyrillic, &latin), ("Cyrillic for Latin", &latin, &cyrillic)]
    {
        let missed = missed(found, asked);
        let count = |number: usize| f64::from(u32::try_from(number).unwrap());
        let share = 1.0 - count(missed.len()) / count(twins.len());
        say(&format!(
            "languages::twins: {scripts}: {:.2} % of {} first",
            100.0 * share,
            twins.len()
        ));
        for (question, first) in &missed {
            say(&format!("  {question}: {}", first.as_deref().unwrap_or("nothing")));
        }
        assert!(share >= 0.995, "{scripts}: {share:.4}");
    }
}
