//! The engine passes over blocks of documents that cannot reach the page. Whatever it passes over,
//! the page must be that of a search that looks at every document.

use std::time::Duration;

use backfile::query::{SearchRequest, Sort};
use backfile::{Indexer, Searcher};
use testkit::{Random, article, seed};

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

fn word(random: &mut Random) -> &'static str {
    WORDS[random.below(WORDS.len()).min(random.below(WORDS.len())).min(random.below(WORDS.len()))]
}

fn text(random: &mut Random, words: usize) -> String {
    let words: Vec<_> = (0..words).map(|_| word(random)).collect();
    words.join(" ")
}

/// Segments of articles whose lengths have little in common.
fn archive(random: &mut Random) -> Sample {
    let sample = Sample::new();
    let options = Indexer::options().threads(1);
    for (batch, words) in [6, 300, 25, 1_200].into_iter().enumerate() {
        let mut indexer = options.clone().open_or_create(sample.index()).unwrap();
        for number in 0..700 {
            let length = 1 + random.below(2 * words);
            let id = format!("{batch}-{number}");
            let body = text(random, length);
            indexer.add(article(&id, word(random), &body).build().unwrap()).unwrap();
        }
        indexer.publish().unwrap();
    }
    sample
}

#[test]
fn what_is_passed_over_is_not_of_the_page() {
    let seed = seed();
    say(&format!("pruning: BACKFILE_TEST_SEED={seed}"));
    let mut random = Random::new(seed);
    let sample = archive(&mut random);
    let searcher = sample.searcher();
    assert!(searcher.stats().unwrap().segments > 1);
    for _ in 0..testkit::repeats("BACKFILE_PRUNED", 400, 5_000) {
        let words: Vec<_> = (0..=random.below(4)).map(|_| word(&mut random)).collect();
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
        let page = scores(&searcher, request.clone());
        // With a limit of time every document is looked at.
        request.limits.time = Some(Duration::from_hours(1));
        let patient = scores(&searcher, request);
        // Sums in another order differ in their last bits.
        let is_same = |(one, other): (&f32, &f32)| (one - other).abs() <= other * 1e-5;
        let are_same = page.len() == patient.len() && page.iter().zip(&patient).all(is_same);
        assert!(are_same, "{query:?}, best {limit}, seed {seed}:\n{page:?}\n{patient:?}");
    }
}

fn scores(searcher: &Searcher, request: SearchRequest) -> Vec<f32> {
    let page = searcher.search(request).unwrap();
    page.hits.into_iter().map(|hit| hit.score).collect()
}
