//! The engine passes over blocks of documents that cannot reach the page. Whatever it passes over,
//! the page must be that of a search that looks at every document.

use std::time::Duration;

use backfile::{Indexer, Searcher};
use query::{SearchRequest, Sort};
use testkit::{Random, article, seed};
use text::{Language, Script};

use crate::samples::{Sample, say, sorted};

/// Words by a steep law: the first ones are in most articles.
const WORDS: [&str; 40] = [
    "river",
    "bridge",
    "market",
    "harbour",
    "long-range",
    "minister",
    "ferry",
    "railway",
    "storm",
    "election",
    "budget",
    "school",
    "hospital",
    "factory",
    "museum",
    "border",
    "airport",
    "forest",
    "mountain",
    "village",
    "festival",
    "strike",
    "trial",
    "verdict",
    "reform",
    "treaty",
    "summit",
    "refugee",
    "harvest",
    "drought",
    "flood",
    "wildfire",
    "tunnel",
    "stadium",
    "theatre",
    "orchestra",
    "library",
    "castle",
    "lighthouse",
    "windmill",
];

/// Names with endings: each is read from several lists, which count in some languages only.
const NAMES: [&str; 7] = ["Vardar", "Vardar", "Vardar", "Vardara", "Vardarom", "Moravia", "Drava"];

/// Of so many words one is a name, where there are names.
const NAMES_AMONG: usize = 5;

fn word(random: &mut Random, is_mixed: bool) -> &'static str {
    if is_mixed && random.once_in(NAMES_AMONG) {
        return NAMES[random.below(NAMES.len())];
    }
    WORDS[random.below(WORDS.len()).min(random.below(WORDS.len())).min(random.below(WORDS.len()))]
}

fn text(random: &mut Random, words: usize, is_mixed: bool) -> String {
    let words: Vec<_> = (0..words).map(|_| word(random, is_mixed)).collect();
    words.join(" ")
}

/// Segments of articles whose lengths have little in common, of one language or of several.
fn archive(random: &mut Random, is_mixed: bool) -> Sample {
    let languages: &[&str] = if is_mixed { &["en", "sr", "tr", "de", "sq"] } else { &["en"] };
    let sample = Sample::new();
    let options = Indexer::options().threads(1);
    for (batch, words) in [6, 300, 25, 1_200].into_iter().enumerate() {
        let mut indexer = options.clone().open_or_create(sample.index()).unwrap();
        for number in 0..700 {
            let length = 1 + random.below(2 * words);
            let id = format!("{batch}-{number}");
            let (title, body) = (word(random, is_mixed), text(random, length, is_mixed));
            let language = Language::from_code(languages[random.below(languages.len())]).unwrap();
            let article = article(&id, title, &body).language(language, Some(Script::Latin), 1.0);
            indexer.add(article.build().unwrap()).unwrap();
        }
        indexer.publish().unwrap();
    }
    sample
}

#[test]
fn what_is_passed_over_is_not_of_the_page() {
    let seed = seed();
    say(&format!("pruning: BACKFILE_TEST_SEED={seed}"));
    for is_mixed in [false, true] {
        let mut random = Random::new(seed);
        let sample = archive(&mut random, is_mixed);
        let searcher = sample.searcher();
        assert!(searcher.stats().unwrap().segments > 1);
        compare(&searcher, &mut random, is_mixed, seed);
    }
}

/// Asks random questions with and without passing over documents.
fn compare(searcher: &Searcher, random: &mut Random, is_mixed: bool, seed: u64) {
    for _ in 0..testkit::repeats("BACKFILE_PRUNED", 400, 5_000) {
        let words: Vec<_> = (0..=random.below(4)).map(|_| word(random, is_mixed)).collect();
        let between: &&str = random.one_of(&[" OR ", " ", " AND "]);
        // A compound without its hyphen has no length of its own in the index, nor have letters.
        let query = match random.below(10) {
            0 => "\"longrange\"".to_owned(),
            1 => format!("\"longrange\" OR \"{}\"", words[0]),
            2 => format!("={}", words[0]),
            _ => words.join(between),
        };
        let limit = 1 + random.below(60);
        let mut request = sorted(&query, Sort::Relevance, limit);
        let page = scores(searcher, request.clone());
        // With a limit of time every document is looked at.
        request.limits.time = Some(Duration::from_hours(1));
        let patient = scores(searcher, request);
        // Sums in another order differ in their last bits.
        let is_same = |(one, other): (&f32, &f32)| (one - other).abs() <= other * 1e-5;
        let are_same = page.len() == patient.len() && page.iter().zip(&patient).all(is_same);
        assert!(are_same, "{query:?}, best {limit}, seed {seed}:\n{page:?}\n{patient:?}");
    }
}

fn scores(searcher: &Searcher, request: SearchRequest) -> Vec<f32> {
    let page = searcher.search(request).unwrap();
    page.value.hits.into_iter().map(|hit| hit.score).collect()
}
