//! The engine passes over blocks of documents that cannot reach the page. Whatever it passes over,
//! the page must be that of a search that looks at every document.

use backfile::{Indexer, Searcher};
use query::{Match, SearchRequest, Sort};
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
        if batch == 0 {
            indexer.add(article("other", "Qqqq", "qqqq").build().unwrap()).unwrap();
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
        let ask = |query: &str| {
            let mut request = sorted(query, Sort::Relevance, limit);
            request.matching = Match::All;
            scores(searcher, request)
        };
        // Where something is excluded every document is looked at; here it is found by no question.
        let (page, patient) = (ask(&query), ask(&format!("({query}) -qqqq")));
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

/// Which lists a word has depends on the language of an article. Where something is excluded every
/// document is looked at, and its language there; here it is found by no question.
#[test]
fn languages_of_few_articles_lose_nothing_and_change_no_score() {
    /// In the forms of several languages, and in those of none.
    const SHARED: [&str; 8] =
        ["minister", "ministers", "Vardar", "Vardara", "general", "bank", "april", "report"];
    let seed = seed();
    say(&format!("few articles: BACKFILE_TEST_SEED={seed}"));
    let mut random = Random::new(seed);
    let sample = Sample::new();
    let mut indexer = sample.indexer();
    let of_few = [Language::GERMAN, Language::SERBIAN, Language::FRENCH, Language::UNKNOWN];
    for number in 0..1_500 {
        let is_of_few = number % 250 == 3;
        let language = if is_of_few { *random.one_of(&of_few) } else { Language::ENGLISH };
        let length = 20 + random.below(60);
        let words: Vec<&str> = (0..length)
            .map(
                |_| *if random.once_in(4) { random.one_of(&SHARED) } else { random.one_of(&WORDS) },
            )
            .collect();
        let text = article(&number.to_string(), "Of the day", &words.join(" "));
        indexer.add(text.language(language, Some(Script::Latin), 1.0).build().unwrap()).unwrap();
    }
    indexer.add(article("other", "Qqqq", "qqqq").build().unwrap()).unwrap();
    indexer.publish().unwrap();
    let searcher = sample.searcher();
    let word = |random: &mut Random| {
        if random.once_in(3) { *random.one_of(&WORDS) } else { *random.one_of(&SHARED) }
    };
    for _ in 0..60 {
        let [one, two, three] = [(); 3].map(|()| word(&mut random));
        let asked = match random.below(4) {
            0 => one.to_owned(),
            1 => format!("{one} AND {two}"),
            2 => format!("{one} OR {two} OR {three}"),
            _ => format!("{one} AND {two} AND {three}"),
        };
        let slow = format!("({asked}) -qqqq");
        let [page, other] = [&asked, &slow].map(|query| {
            let request = sorted(query, Sort::Relevance, 5_000);
            let ranked = searcher.rank(request).unwrap().ranked.clone();
            let mut ranked: Vec<_> = ranked.into_iter().map(|one| (one.id, one.score)).collect();
            ranked.sort_by_key(|(id, _)| *id);
            ranked
        });
        assert_eq!(page.len(), other.len(), "seed {seed}, {asked}");
        for ((id, score), (other_id, other_score)) in page.iter().zip(&other) {
            let is_same = (score - other_score).abs() <= score * 1e-5;
            assert!(id == other_id && is_same, "seed {seed}, {asked}: {id} {score} {other_score}");
        }
        let counts = [&asked, &slow].map(|query| searcher.count(query.as_str()).unwrap().total);
        assert_eq!(counts, [page.len() as u64; 2], "seed {seed}, {asked}");
    }
}
