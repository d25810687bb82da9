//! How long it takes to find the other spellings of a name in a large dictionary.
//!
//! Corpus: a million distinct made-up names of two to four syllables, a hundred in an article, in
//! one index that is open already. Question: what does `~name` cost, on top of the word itself, for
//! a name that has few neighbours and for a short one that has many?

use std::hint::black_box;
use std::io::Write as _;

use backfile::query::TotalWanted;
use backfile::{SearchRequest, Searcher, Update};
use criterion::{Criterion, criterion_group, criterion_main};
use testkit::Random;

const ARTICLES: usize = 10_000;
const NAMES_OF_ARTICLE: usize = 100;

const BEGINNINGS: [&str; 24] = [
    "b", "v", "g", "d", "dj", "z", "j", "k", "l", "lj", "m", "n", "p", "r", "s", "t", "c", "f",
    "h", "ts", "ch", "sh", "st", "",
];
const VOWELS: [&str; 6] = ["a", "e", "i", "o", "u", "ou"];
const ENDINGS: [&str; 12] = ["", "", "n", "r", "l", "v", "k", "ic", "ski", "sson", "dze", "mann"];

fn names(criterion: &mut Criterion) {
    let (searcher, _folder) = match searcher() {
        Ok(opened) => opened,
        Err(error) => panic!("the articles cannot be indexed: {error}"),
    };
    let mut group = criterion.benchmark_group("names");
    for query in
        ["vucic", "vucic~name", "koko~name", "jovanovic~name", "zelensky~name", "kyiv~name"]
    {
        let mut request = SearchRequest::new(query);
        (request.total, request.snippets, request.limit) = (TotalWanted::Unknown, 0, 1);
        group.bench_function(query, |bencher| {
            bencher.iter(|| black_box(searcher.rank(request.clone())));
        });
    }
    group.finish();
}

fn searcher() -> Result<(Searcher, tempfile::TempDir), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let articles = folder.path().join("articles.jsonl");
    write(&articles)?;
    let index = folder.path().join("index");
    Update::new(&index).path(&articles).run(&mut |_| ())?;
    Ok((Searcher::open(&index)?, folder))
}

fn write(path: &std::path::Path) -> std::io::Result<()> {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
    let mut random = Random::new(1926);
    let mut known = std::collections::HashSet::new();
    for article in 0..ARTICLES {
        write!(file, "{{\"id\":\"{article}\",\"title\":\"Names\",\"body\":\"")?;
        for _ in 0..NAMES_OF_ARTICLE {
            let mut name = name(&mut random);
            while !known.insert(name.clone()) {
                name = self::name(&mut random);
            }
            write!(file, "{name} ")?;
        }
        writeln!(file, "\"}}")?;
    }
    file.flush()
}

fn name(random: &mut Random) -> String {
    let mut name = String::new();
    for _ in 0..2 + random.below(3) {
        name.push_str(random.one_of::<&str>(&BEGINNINGS));
        name.push_str(random.one_of::<&str>(&VOWELS));
    }
    name.push_str(random.one_of::<&str>(&ENDINGS));
    name[..1].to_uppercase() + &name[1..]
}

criterion_group!(benches, names);
criterion_main!(benches);
