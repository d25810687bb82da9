//! How many articles a second are indexed, from JSON Lines to a published index.
//!
//! Corpus: 2,000 generated articles with the word frequencies of prose. Question: what do a new
//! index, and a run over one that is up to date, take?

#[path = "peers/generated.rs"]
mod generated;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use backfile::files::{Update, UpdateReport};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};

const ARTICLES: usize = 2_000;

fn index(criterion: &mut Criterion) {
    let folder = temporary();
    let articles = folder.path().join("articles.jsonl");
    if let Err(error) = write(&articles) {
        panic!("the articles cannot be written: {error}");
    }
    let mut group = criterion.benchmark_group("index");
    group.throughput(Throughput::Elements(ARTICLES as u64));
    group.sample_size(10);
    group.bench_function("new", |bencher| {
        let begin = || temporary();
        bencher.iter_batched(
            begin,
            |index| (update(&articles, index.path().join("index")), index),
            BatchSize::PerIteration,
        );
    });
    let current = folder.path().join("index");
    update(&articles, current.clone());
    group.bench_function("up to date", |bencher| {
        bencher.iter(|| update(&articles, current.clone()));
    });
    group.finish();
}

fn temporary() -> tempfile::TempDir {
    tempfile::tempdir().unwrap_or_else(|error| panic!("there is no temporary folder: {error}"))
}

fn write(path: &Path) -> std::io::Result<()> {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
    for record in generated::articles(ARTICLES) {
        serde_json::to_writer(&mut file, &record)?;
        file.write_all(b"\n")?;
    }
    file.flush()
}

fn update(articles: &Path, index: PathBuf) -> UpdateReport {
    let report = Update::new(index).path(articles).run(&mut |_| ());
    report.unwrap_or_else(|error| panic!("the articles cannot be indexed: {error}"))
}

criterion_group!(benches, index);
criterion_main!(benches);
