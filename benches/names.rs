//! How long it takes to find the other spellings of a name in a large dictionary.
//!
//! Corpus: a million distinct words with a capital, a hundred in an article, in one index that is
//! open already. They are those of the news of `BACKFILE_DATA` where that is set, and as many more
//! as are missing, each the front of one of them and the back of another, so that a name has as many
//! near neighbours as in a real archive; else made-up names of two to four syllables. Question: how
//! long takes `name~name`, from the typed query to the first hit, for names that are in the news?

#![expect(clippy::print_stdout, reason = "the table is what a benchmark is for")]

use std::collections::HashSet;
use std::hint::black_box;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use backfile::files::Update;
use backfile::{SearchRequest, Searcher};
use query::TotalWanted;
use testkit::Random;
use text::{Analyzer, Language};

const NAMES: usize = 1_000_000;
const NAMES_OF_ARTICLE: usize = 100;
const ROUNDS: usize = 21;

/// Names that are asked for: long and short ones, in several languages' spelling and script.
const ASKED: [&str; 54] = [
    "vucic",
    "djokovic",
    "zelensky",
    "jovanovic",
    "putin",
    "li",
    "xi",
    "orban",
    "merkel",
    "milosevic",
    "shcherbakov",
    "kadyrov",
    "erdogan",
    "vučić",
    "đoković",
    "вучић",
    "путин",
    "зеленський",
    "щербаков",
    "μητσοτάκης",
    "بوتين",
    "נתניהו",
    "trump",
    "biden",
    "macron",
    "modi",
    "netanyahu",
    "gaddafi",
    "mohammed",
    "hussein",
    "kim",
    "park",
    "nguyen",
    "wang",
    "abe",
    "meloni",
    "tusk",
    "kaczynski",
    "szymanski",
    "novak",
    "ceausescu",
    "papandreou",
    "saakashvili",
    "pashinyan",
    "aliyev",
    "lukashenko",
    "prigozhin",
    "tchaikovsky",
    "schwarzenegger",
    "smith",
    "kosovo",
    "kyiv",
    "beijing",
    "belgrade",
];

fn main() {
    // `cargo test --benches` only wants to know that it builds and runs.
    let is_test = std::env::args().any(|argument| argument == "--test");
    let opened = searcher(if is_test { NAMES / 1_000 } else { NAMES });
    let (searcher, _folder) = opened.unwrap_or_else(|error| panic!("no index: {error}"));
    let mut times = Vec::new();
    println!("{:16} {:>9} {:>9} {:>9}", "name", "spellings", "word/ms", "~name/ms");
    for name in ASKED {
        let plain = time(&searcher, name);
        let spelled = time(&searcher, &format!("{name}~name"));
        let page = searcher.search(format!("{name}~name").as_str());
        let page = page.unwrap_or_else(|error| panic!("{name}: {error}"));
        let found: usize = page.variants.iter().map(|variant| variant.also.len()).sum();
        println!("{name:16} {found:9} {:9.3} {:9.3}", millis(plain), millis(spelled));
        times.push(spelled);
    }
    times.sort_unstable();
    let [middle, high, worst] =
        [times.len() / 2, times.len() * 9 / 10, times.len() - 1].map(|at| millis(times[at]));
    println!("median {middle:.3} ms, nine of ten {high:.3} ms, worst {worst:.3} ms");
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The median of a few rounds.
fn time(searcher: &Searcher, query: &str) -> Duration {
    let mut request = SearchRequest::new(query);
    (request.total, request.snippets, request.limit) = (TotalWanted::Unknown, 0, Some(1));
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            let _ = black_box(searcher.rank(request.clone()));
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[ROUNDS / 2]
}

fn searcher(names: usize) -> Result<(Searcher, tempfile::TempDir), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let articles = folder.path().join("articles.jsonl");
    let mut random = Random::new(1926);
    let news = testkit::real_data().map(|data| news(&data, names)).transpose()?;
    let names = match news {
        Some(news) => filled_up(news, names, &mut random),
        None => made_up(names, &mut random),
    };
    write(&articles, &names)?;
    let index = folder.path().join("index");
    Update::new(&index).path(&articles).run(&mut |_| ())?;
    Ok((Searcher::open(&index)?, folder))
}

fn write(path: &Path, names: &[String]) -> std::io::Result<()> {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
    for (article, names) in names.chunks(NAMES_OF_ARTICLE).enumerate() {
        let body: Vec<String> = names.iter().map(|name| capitalized(name)).collect();
        let record = serde_json::json!({
            "id": article.to_string(), "title": "Names", "body": body.join(" "), "lang": "en"
        });
        writeln!(file, "{record}")?;
    }
    file.flush()
}

fn capitalized(name: &str) -> String {
    let mut rest = name.chars();
    let first = rest.next().into_iter().flat_map(char::to_uppercase);
    first.chain(rest.as_str().chars()).collect()
}

/// At most so many words with a capital, in lower case and each once, in the order of the news.
fn news(data: &Path, most: usize) -> std::io::Result<Vec<String>> {
    let analyzer = Analyzer::default();
    let (mut names, mut known) = (Vec::new(), HashSet::new());
    let mut files: Vec<_> = std::fs::read_dir(data.join("news"))?.flatten().collect();
    files.retain(|file| file.file_name().to_string_lossy().ends_with(".jsonl.zst"));
    files.sort_by_key(std::fs::DirEntry::path);
    for file in files {
        let stream = zstd::Decoder::new(std::fs::File::open(file.path())?)?;
        for line in BufReader::new(stream).lines() {
            let record: serde_json::Value = serde_json::from_str(&line?).unwrap_or_default();
            for segment in analyzer.segments(record["body"].as_str().unwrap_or_default()) {
                if segment.text.chars().next().is_some_and(may_begin_name) && names.len() < most {
                    let name = analyzer.forms(segment.text, Language::UNKNOWN).exact.to_string();
                    if known.insert(name.clone()) {
                        names.push(name);
                    }
                }
            }
        }
    }
    Ok(names)
}

/// Whether it is a capital, or a letter of Hebrew or Arabic, which have none.
fn may_begin_name(letter: char) -> bool {
    letter.is_uppercase() || matches!(letter, '\u{5D0}'..='\u{6D3}') && letter.is_alphabetic()
}

/// The names with more of their kind, up to so many.
fn filled_up(mut names: Vec<String>, most: usize, random: &mut Random) -> Vec<String> {
    println!("{} words of the news and {} like them", names.len(), most - names.len());
    let real = names.len();
    let mut known: HashSet<String> = names.iter().cloned().collect();
    while names.len() < most {
        let [one, other] = [(); 2].map(|()| names[random.below(real)].chars().collect::<Vec<_>>());
        let is_alike = u32::from(one[0]) / 0x100 == u32::from(other[0]) / 0x100;
        let front = &one[..one.len().div_ceil(2)];
        let name: String = front.iter().chain(&other[other.len() / 2..]).collect();
        if is_alike && known.insert(name.clone()) {
            names.push(name);
        }
    }
    names
}

fn made_up(most: usize, random: &mut Random) -> Vec<String> {
    println!("MADE-UP names, for BACKFILE_DATA is not set");
    let (mut names, mut known) = (Vec::new(), HashSet::new());
    while names.len() < most {
        let name = made_up_name(random);
        if known.insert(name.clone()) {
            names.push(name);
        }
    }
    names
}

const BEGINNINGS: [&str; 24] = [
    "b", "v", "g", "d", "dj", "z", "j", "k", "l", "lj", "m", "n", "p", "r", "s", "t", "c", "f",
    "h", "ts", "ch", "sh", "st", "",
];
const VOWELS: [&str; 6] = ["a", "e", "i", "o", "u", "ou"];
const ENDINGS: [&str; 12] = ["", "", "n", "r", "l", "v", "k", "ic", "ski", "sson", "dze", "mann"];

fn made_up_name(random: &mut Random) -> String {
    let mut name = String::new();
    for _ in 0..2 + random.below(3) {
        name.push_str(random.one_of::<&str>(&BEGINNINGS));
        name.push_str(random.one_of::<&str>(&VOWELS));
    }
    name + random.one_of::<&str>(&ENDINGS)
}
