//! How many megabytes of text a second the analysis takes, step by step.
//!
//! Corpus: every article of `corpus/`, in its own language. Question: what do finding words, giving
//! them their layers with and without a memory of words, and guessing languages cost?

use std::hint::black_box;

use backfile::text::{Analyzer, Language, Lexicon};
use backfile::{Article, Ingest};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn analyse(criterion: &mut Criterion) {
    let articles = match Ingest::new().path(testkit::corpus_path()).articles() {
        Ok(articles) => articles.flatten().collect::<Vec<Article>>(),
        Err(error) => panic!("the sample articles cannot be read: {error}"),
    };
    let mut texts: Vec<(Language, String)> =
        articles.into_iter().map(|article| (article.language, article.body)).collect();
    // Articles of one language follow one another, as in most archives.
    texts.sort();
    let bytes = texts.iter().map(|(_, text)| text.len() as u64).sum();
    let analyzer = Analyzer::default();
    let detector = analyzer.detector();

    let mut group = criterion.benchmark_group("analyse");
    group.throughput(Throughput::Bytes(bytes));
    group.bench_function("words", |bencher| {
        bencher.iter(|| {
            let words = texts.iter().map(|(_, text)| analyzer.segments(text).count());
            words.sum::<usize>()
        });
    });
    group.bench_function("layers without memory", |bencher| {
        bencher.iter(|| {
            for (language, text) in &texts {
                for segment in analyzer.segments(text) {
                    black_box(analyzer.forms(segment.text, *language));
                }
            }
        });
    });
    let mut lexicon = Lexicon::new();
    group.bench_function("layers", |bencher| {
        bencher.iter(|| {
            for (language, text) in &texts {
                let mut tokens = analyzer.tokens(text, *language, &mut lexicon);
                while let Some(token) = tokens.next() {
                    black_box(token.forms);
                }
            }
        });
    });
    group.bench_function("languages", |bencher| {
        bencher.iter(|| {
            for (_, text) in &texts {
                black_box(detector.detect(text));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, analyse);
criterion_main!(benches);
