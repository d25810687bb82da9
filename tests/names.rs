//! Measures how well the spellings of a name find each other, against folding and phonetic codes.
//!
//! The truth is `synonames` (pairs of spellings of name parts from Wikidata): a pair is found when
//! the method brings both spellings together. All the words of the pairs are one vocabulary, as
//! the words of an archive are, and every pair of its words that a method brings together counts:
//! as right where it is one of the truth's, as wrong otherwise, and not at all where both words are
//! spellings of a third, for the truth is not complete. So precision is a floor, the same for all
//! methods. A pair is held out by its hash; nothing was fitted to the half that is measured.
//!
//! The other methods: folding as Lucene's `ICUFoldingFilter` does it (compatibility decomposition,
//! case and marks off); Beider-Morse and Daitch-Mokotoff codes as Apache Commons Codec has them,
//! two words being together when they have a code in common. These two read Latin letters:
//! Cyrillic is written in Latin for them by Backfile's own folding, words of other scripts have no
//! code, and a second table has the pairs of Latin spellings alone, which are their own ground.

use backfile::files::Update;
use backfile::{Article, IndexerOptions, SearchRequest, Searcher};
use query::Variants;
use rphonetic::{BeiderMorseBuilder, ConfigFiles, DaitchMokotoffSoundexBuilder, Encoder};
use schema::Settings;
use text::{Language, Name};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use self::truth::{Half, Score, Truth, share};
use crate::samples::{Sample, ids, real_data, say};

mod truth;

/// What Lucene's folding filter makes of a word.
fn icu_folded(word: &str) -> String {
    word.nfkd().filter(|letter| !is_combining_mark(*letter)).collect::<String>().to_lowercase()
}

/// Whether a word can be given to a phonetic code.
fn is_latin(word: &str) -> bool {
    word.chars().all(|letter| letter < '\u{370}')
}

#[test]
fn spellings_of_a_name_meet_more_surely_than_by_folding_or_phonetic_codes() {
    let Some(data) = real_data("names") else { return };
    let train = std::env::var_os("BACKFILE_TRAIN").is_some();
    let half = if train { Half::Train } else { Half::HeldOut };
    for (what, counts) in [("all scripts", (|_| true) as fn(&str) -> bool), ("Latin", is_latin)] {
        let truth = Truth::read(&data, half, counts);
        say(&format!("{what:18} precision  recall     F1   ({} pairs)", truth.pairs.len()));
        let ours = ours(&truth);
        ours.say("Backfile");
        for (method, score) in others(&truth) {
            score.say(method);
            assert!(ours.f1() > score.f1() + 0.05, "{what}, {method}: {ours:?} {score:?}");
        }
        assert!(ours.precision() > 0.55 && ours.recall() > 0.35, "{what}: {ours:?}");
    }
}

fn ours(truth: &Truth) -> Score {
    let names: Vec<_> = truth.words.iter().map(|word| Name::new(word)).collect();
    let is_joined = |one: usize, other: usize| names[one].has_spelling(&truth.words[other]);
    truth.score(|word| Name::new(word).keys(), is_joined)
}

fn others(truth: &Truth) -> [(&'static str, Score); 4] {
    let folded = |word: &str| truth.analyzer.forms(word, Language::UNKNOWN).folded.to_string();
    let codes = |word: &str, encode: &dyn Fn(&str) -> String| {
        let latin = folded(word);
        if !is_latin(&latin) {
            return Vec::new();
        }
        encode(&latin).split('|').map(str::to_owned).collect()
    };
    let rules = ConfigFiles::default();
    let beider_morse = BeiderMorseBuilder::new(&rules).build();
    let beider_morse = |word: &str| codes(word, &|word| beider_morse.encode(word));
    let daitch = DaitchMokotoffSoundexBuilder::default().build().unwrap();
    let daitch = |word: &str| codes(word, &|word| daitch.soundex(word));
    [
        ("ICU folding", truth.score(|word| vec![icu_folded(word)], |_, _| true)),
        ("the folded layer", truth.score(|word| vec![folded(word)], |_, _| true)),
        ("Beider-Morse", truth.score(beider_morse, |_, _| true)),
        ("Daitch-Mokotoff", truth.score(daitch, |_, _| true)),
    ]
}

/// What is found beside the words of the truth, in newspapers in several languages, where their
/// spellings are sought unasked. A spelling is wrong that the truth does not have, though it may
/// only be missing there: the share is a ceiling. It is why nobody gets spellings unasked.
#[test]
fn spellings_that_are_not_known_as_such_are_few() {
    const ARCHIVES: [&str; 4] = [
        "alo-2015-2018.sr-Latn.jsonl.zst",
        "headlines.sr-sl.jsonl.zst",
        "bbc.en.jsonl.zst",
        "albanian.sq.jsonl.zst",
    ];
    let Some(data) = real_data("names") else { return };
    let truth = Truth::read(&data, Half::HeldOut, |word| word.chars().all(|c| c < '\u{530}'));
    let sample = Sample::new();
    let archives = ARCHIVES.map(|name| data.join("news").join(name));
    let update = archives.iter().fold(Update::new(sample.index()), Update::path);
    update.run(&mut |_| {}).unwrap();
    let searcher = sample.searcher();
    say("variants   words found        hits   by spelling  not in the truth");
    for (name, variants, most) in [("auto", Variants::Auto, 0.10), ("on", Variants::On, 0.15)] {
        let (mut words, mut hits, mut added, mut unknown) = (0, 0, 0, 0);
        // Every third word says the same in a third of the time.
        let step = if testkit::is_long() { 1 } else { 3 };
        for word in truth.vocabulary().into_iter().step_by(step) {
            let mut request = SearchRequest::new(&*truth.words[word]);
            (request.limit, request.variants) = (Some(0), variants);
            let page = searcher.search(request).unwrap();
            words += u64::from(page.total > Some(0));
            hits += page.total.unwrap();
            for other in page.variants.iter().flat_map(|variant| &variant.also) {
                if !truth.is_same_letters(word, &other.text) {
                    added += other.articles;
                    if !truth.has(word, &other.text) {
                        unknown += other.articles;
                    }
                }
            }
        }
        let wrong = share(unknown, hits);
        say(&format!("{name:8} {words:13} {hits:11} {added:13} {:16.1} %", wrong * 100.0));
        assert!(wrong < most, "{name}: {wrong}");
    }
}

/// An index of these bodies, numbered from 0, under these settings.
fn index_of(bodies: &[&str], settings: Settings) -> Sample {
    let sample = Sample::new();
    let mut indexer =
        IndexerOptions::new().settings(settings).open_or_create(sample.index()).unwrap();
    for (number, body) in bodies.iter().enumerate() {
        let article: Article = testkit::article(&number.to_string(), "News", body).build().unwrap();
        indexer.add(article).unwrap();
    }
    indexer.publish().unwrap();
    sample
}

fn request(query: &str, variants: Variants) -> SearchRequest {
    let mut request = SearchRequest::new(query);
    request.variants = variants;
    request
}

/// The other spellings of the first name of a query, with their articles.
fn spellings(searcher: &Searcher, query: &str, variants: Variants) -> Vec<(String, u64)> {
    let page = searcher.search(request(query, variants)).unwrap();
    let also = page.value.variants.into_iter().flat_map(|variant| variant.also);
    also.map(|other| (other.text, other.articles)).collect()
}

/// The numbers of the articles found, in order.
fn found(searcher: &Searcher, query: &str, variants: Variants) -> Vec<String> {
    let page = searcher.search(request(query, variants)).unwrap();
    page.value.hits.into_iter().filter_map(|hit| hit.source_id).collect()
}

const BODIES: [&str; 7] = [
    "The president Vucich spoke. Vucich, Vucich and again Vucich: so the old papers wrote it.",
    "Predsednik Aleksandar Vučić je govorio u Kragujevcu o putevima i školama.",
    "Президент Вучич прибыл в Москву.",
    "The minister Vukić spoke.",
    "A bush grows by the gate, and another bush behind it.",
    "The family of Busch has left.",
    "Le président Vutchitch a parlé de Kiev.",
];

#[test]
fn other_spellings_are_found_listed_and_ranked_below() {
    let sample = index_of(&BODIES, Settings::default());
    let searcher = sample.searcher();
    assert_eq!(found(&searcher, "vucic", Variants::Off).len(), 2);
    for (query, variants) in
        [("Vučić~name", Variants::Off), ("Vučić", Variants::Auto), ("Vučić", Variants::On)]
    {
        let hits = found(&searcher, query, variants);
        assert_eq!(hits.len(), 4, "{query} {variants:?}: {hits:?}");
        assert!(hits[2..].iter().all(|hit| hit == "0" || hit == "6"), "{hits:?}");
        let listed = spellings(&searcher, query, variants);
        let listed: Vec<_> = listed.iter().map(|(text, articles)| (&**text, *articles)).collect();
        assert_eq!(listed, [("Vucich", 1), ("Vutchitch", 1), ("Вучич", 1)]);
    }
    let hits = found(&searcher, "Vutchitch~name", Variants::Off);
    assert_eq!(hits[0], "6", "{hits:?}");
    // What is spelled otherwise is marked, too.
    let page = searcher.search("vutchitch~name").unwrap();
    assert!(page.hits.iter().all(|hit| !hit.snippets[0].highlights.is_empty()));
    let explanation = searcher.explain("vutchitch~name").unwrap();
    assert!(explanation.words.contains("other spellings"), "{explanation:?}");
    let expanded: Vec<_> = explanation.parts[0].expansions.iter().map(|one| &*one.text).collect();
    assert!(expanded.contains(&"vucich") && expanded.contains(&"vutchitch"), "{expanded:?}");
}

#[test]
fn a_spelling_that_is_excluded_is_dropped() {
    let sample = index_of(&BODIES, Settings::default());
    let searcher = sample.searcher();
    assert_eq!(found(&searcher, "vučić~name -vucich", Variants::Off).len(), 3);
    let listed = spellings(&searcher, "vučić~name -vucich", Variants::Off);
    assert!(listed.iter().all(|(text, _)| text != "Vucich"), "{listed:?}");
}

#[test]
fn words_that_are_no_names_keep_to_themselves() {
    let sample = index_of(&BODIES, Settings::default());
    let searcher = sample.searcher();
    assert_eq!(found(&searcher, "bush", Variants::Auto), ["4"]);
    assert_eq!(found(&searcher, "bush~name", Variants::Off), ["4", "5"]);
    // A word in lower case is never taken for another spelling.
    assert_eq!(found(&searcher, "Busch~name", Variants::Off), ["5"]);
}

#[test]
fn the_settings_may_have_names_of_their_own() {
    let usual = index_of(&BODIES, Settings::default());
    assert_eq!(found(&usual.searcher(), "kyiv~name", Variants::Off), ["6"]);
    assert_eq!(found(&usual.searcher(), "sloba~name", Variants::Off).len(), 0);
    let names = vec![vec!["Sloba".to_owned(), "Vukić".to_owned()]];
    let mut settings = Settings { names, ..Settings::default() };
    let own = index_of(&BODIES, settings.clone());
    assert_eq!(found(&own.searcher(), "sloba~name", Variants::Off), ["3"]);
    assert_ne!(
        settings.analyzer().fingerprint(),
        Settings::default().analyzer().fingerprint(),
        "another analysis asks for a rebuild"
    );
    settings.names[0].push("two words".to_owned());
    assert!(settings.check().is_err());
}

#[test]
fn a_cursor_goes_on_among_the_spellings() {
    let sample = index_of(&BODIES, Settings::default());
    let mut request = request("vucic", Variants::On);
    request.limit = Some(1);
    assert_eq!(ids(&sample.searcher(), request).len(), 4);
}

#[test]
fn an_author_is_found_in_other_spellings_where_they_are_asked_for() {
    let sample = Sample::new();
    let mut indexer = sample.indexer();
    let authors = ["Marko Vučić", "Mark Vucich", "Марко Вучич", "Marko Vukić", "Olga Kiew"];
    for (number, author) in authors.into_iter().enumerate() {
        let article = testkit::article(&number.to_string(), "News", "A bridge was opened.");
        indexer.add(article.authors(vec![author.to_owned()]).build().unwrap()).unwrap();
    }
    indexer.publish().unwrap();
    let searcher = sample.searcher();
    for variants in [Variants::Off, Variants::On] {
        let mut found = found(&searcher, "author:vucich", variants);
        assert_eq!(found, ["1"]);
        assert!(spellings(&searcher, "author:vucich", variants).is_empty());
        found = self::found(&searcher, "author:vucich~name", variants);
        assert_eq!(found[0], "1", "the spelling as typed ranks first");
        found.sort();
        assert_eq!(found, ["0", "1", "2"]);
        let listed = spellings(&searcher, "author:vucich~name", variants);
        assert_eq!(listed, [("Vucic".to_owned(), 2)]);
    }
    assert_eq!(found(&searcher, "author:(kyiv~name OR nobody)", Variants::Off), ["4"]);
    assert_eq!(found(&searcher, "author:(mark w/1 vucic~name)", Variants::Off), ["1"]);
    assert_eq!(found(&searcher, "bridge -author:vucich~name", Variants::Off).len(), 2);
    assert!(found(&searcher, "vucich~name", Variants::Off).is_empty(), "no text has it");
    let explanation = searcher.explain("author:vucich~name").unwrap();
    assert_eq!(explanation.words, "(“vucich” or the spelling “vucic”) as author");
}
