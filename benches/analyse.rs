//! How many megabytes of text a second the analysis takes, step by step.
//!
//! Corpus: articles of one language, from the news of `BACKFILE_DATA` where that is set: English,
//! Serbian in Latin, and Serbian in Cyrillic, which is the same text in the other script; else the
//! articles of `corpus/`, each in its own language. Question: what do finding words, giving them
//! their layers with and without stems and with and without a memory of words, and guessing
//! languages cost?

use std::hint::black_box;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use backfile::files::Ingest;
use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use text::{AnalysisSettings, Analyzer, Language, Lexicon};

/// Enough for the frequencies of words to be those of an archive.
const TEXT_BYTES: usize = 4 << 20;

/// Texts of one archive with their languages.
type Texts = Vec<(Language, String)>;

fn bytes(texts: &Texts) -> u64 {
    texts.iter().map(|(_, text)| text.len() as u64).sum()
}

/// The articles that belong to the project. Those of one language follow one another, as in most
/// archives.
fn corpus() -> Texts {
    let articles = match Ingest::new().path(testkit::corpus_path()).articles() {
        Ok(articles) => articles.flatten(),
        Err(error) => panic!("the sample articles cannot be read: {error}"),
    };
    let mut texts: Texts =
        articles.map(|article| (article.language, article.into_fields().body)).collect();
    texts.sort();
    texts
}

/// The beginning of a collection of real articles.
fn news(data: &Path, name: &str, language: Language) -> Texts {
    let file = std::fs::File::open(data.join("news").join(format!("{name}.jsonl.zst")));
    let file = file.unwrap_or_else(|error| panic!("{name}: {error}"));
    let stream = zstd::Decoder::new(file).unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut texts = Texts::new();
    let mut length = 0;
    for line in BufReader::new(stream).lines().map_while(Result::ok) {
        let record: serde_json::Value = serde_json::from_str(&line).unwrap_or_default();
        let body = record["body"].as_str().unwrap_or_default().to_owned();
        length += body.len();
        texts.push((language, body));
        if length >= TEXT_BYTES {
            break;
        }
    }
    texts
}

/// Serbian text from Latin into Cyrillic.
fn in_cyrillic(texts: &Texts) -> Texts {
    const LETTERS: [(&str, &str); 30] = [
        ("lj", "љ"),
        ("nj", "њ"),
        ("dž", "џ"),
        ("a", "а"),
        ("b", "б"),
        ("c", "ц"),
        ("č", "ч"),
        ("ć", "ћ"),
        ("d", "д"),
        ("đ", "ђ"),
        ("e", "е"),
        ("f", "ф"),
        ("g", "г"),
        ("h", "х"),
        ("i", "и"),
        ("j", "ј"),
        ("k", "к"),
        ("l", "л"),
        ("m", "м"),
        ("n", "н"),
        ("o", "о"),
        ("p", "п"),
        ("r", "р"),
        ("s", "с"),
        ("š", "ш"),
        ("t", "т"),
        ("u", "у"),
        ("v", "в"),
        ("z", "з"),
        ("ž", "ж"),
    ];
    let written = |text: &String| {
        LETTERS.iter().fold(text.to_lowercase(), |text, (from, to)| text.replace(from, to))
    };
    texts.iter().map(|(language, text)| (*language, written(text))).collect()
}

fn measure(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, texts: &Texts) {
    let analyzer = Analyzer::default();
    // No language is allowed but one that does not occur: words are folded and not stemmed.
    let folding = Analyzer::new(AnalysisSettings {
        languages: vec![Language::YIDDISH],
        ..AnalysisSettings::default()
    });
    let detector = analyzer.detector();
    group.throughput(Throughput::Bytes(bytes(texts)));
    group.bench_function(format!("{name}: words"), |bencher| {
        bencher.iter(|| {
            let words = texts.iter().map(|(_, text)| analyzer.segments(text).count());
            words.sum::<usize>()
        });
    });
    for (step, analyzer) in [("words, folded", &folding), ("all layers", &analyzer)] {
        let mut lexicon = Lexicon::new();
        group.bench_function(format!("{name}: {step}"), |bencher| {
            bencher.iter(|| {
                for (language, text) in texts {
                    let mut tokens = analyzer.tokens(text, *language, &mut lexicon);
                    while let Some(token) = tokens.next() {
                        black_box(token.forms);
                    }
                }
            });
        });
    }
    group.bench_function(format!("{name}: all layers without memory"), |bencher| {
        bencher.iter(|| {
            for (language, text) in texts {
                for segment in analyzer.segments(text) {
                    black_box(analyzer.forms(segment.text, *language));
                }
            }
        });
    });
    group.bench_function(format!("{name}: language"), |bencher| {
        bencher.iter(|| {
            for (_, text) in texts {
                black_box(detector.detect(text));
            }
        });
    });
}

fn analyse(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("analyse");
    group.sample_size(10);
    if let Some(data) = testkit::real_data() {
        let latin = news(&data, "alo-2015-2018.sr-Latn", Language::SERBIAN);
        measure(&mut group, "English", &news(&data, "bbc.en", Language::ENGLISH));
        measure(&mut group, "Serbian Latin", &latin);
        measure(&mut group, "Serbian Cyrillic", &in_cyrillic(&latin));
    } else {
        measure(&mut group, "corpus", &corpus());
    }
    group.finish();
}

criterion_group!(benches, analyse);
criterion_main!(benches);
