//! How long one page of hits takes, from the typed query to the answer.
//!
//! Corpus: 20,000 generated articles with the word frequencies of prose, in one index that is open
//! already. Question: what does each kind of query cost, and what do totals and snippets add?

#[path = "peers/generated.rs"]
mod generated;

use std::hint::black_box;
use std::io::Write as _;
use std::path::Path;

use backfile::files::Update;
use backfile::{SearchRequest, Searcher};
use criterion::{Criterion, criterion_group, criterion_main};
use query::{Sort, TotalWanted};
use serde_json::Value;

const ARTICLES: usize = 20_000;

fn search(criterion: &mut Criterion) {
    let (searcher, words, _folder) = match searcher() {
        Ok(opened) => opened,
        Err(error) => panic!("the articles cannot be indexed: {error}"),
    };
    let [one, two] = &words;
    let mut group = criterion.benchmark_group("search");
    let mut bench = |name: &str, query: String, change: fn(&mut SearchRequest)| {
        let mut request = SearchRequest::new(query);
        request.total = TotalWanted::Unknown;
        request.snippets = 0;
        change(&mut request);
        group.bench_function(name, |bencher| {
            bencher.iter(|| black_box(searcher.search(request.clone())));
        });
    };
    // With nothing to show and nothing to count, what is left is reading the query: parsing,
    // resolving against the index, compiling for the engine.
    for (name, query) in [
        ("read a word", one.clone()),
        ("read a phrase, a word and days", format!("\"{one} {two}\" {two} date:2008")),
        ("read a distance and exclusions", format!("({one} OR {two}) w/10 \"{two} {one}\" -of")),
        ("read fields and patterns", format!("title:({one} {}*) source:{two}", &two[..2])),
    ] {
        bench(name, query, |request| request.limit = Some(0));
    }
    bench("word", one.clone(), |_| ());
    bench("both words", format!("{one} {two}"), |_| ());
    bench("either word", format!("{one} OR {two}"), |_| ());
    bench("phrase", format!("\"{one} {two}\""), |_| ());
    bench("near", format!("{one} w/5 {two}"), |_| ());
    bench("prefix", format!("{}*", &one[..3]), |_| ());
    bench("fuzzy", format!("{one}~1"), |_| ());
    bench("word, newest first", one.clone(), |request| request.sort = Some(Sort::Newest));
    bench("word in a year", format!("{one} date:2008"), |_| ());
    bench("word, exact total", one.clone(), |request| request.total = TotalWanted::Exact);
    bench("word, snippets", one.clone(), |request| request.snippets = 3);
    group.finish();
}

type Opened = (Searcher, [String; 2], tempfile::TempDir);

/// The open index, and two words that begin an article.
fn searcher() -> Result<Opened, Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let articles = folder.path().join("articles.jsonl");
    let words = write(&articles)?;
    let index = folder.path().join("index");
    Update::new(&index).path(&articles).run(&mut |_| ())?;
    Ok((Searcher::open(&index)?, words, folder))
}

fn write(path: &Path) -> std::io::Result<[String; 2]> {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
    let mut words = [String::new(), String::new()];
    for record in generated::articles(ARTICLES) {
        if words[0].is_empty() {
            let body = record.get("body").and_then(Value::as_str).unwrap_or_default();
            for (word, found) in words.iter_mut().zip(body.split(' ')) {
                found.clone_into(word);
            }
        }
        serde_json::to_writer(&mut file, &record)?;
        file.write_all(b"\n")?;
    }
    file.flush()?;
    Ok(words)
}

criterion_group!(benches, search);
criterion_main!(benches);
