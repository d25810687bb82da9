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

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;
use std::process::Command;

use backfile::query::Variants;
use backfile::schema::Settings;
use backfile::text::{Analyzer, Language, Name};
use backfile::{Article, IndexerOptions, SearchRequest, Searcher, Update};
use rphonetic::{BeiderMorseBuilder, ConfigFiles, DaitchMokotoffSoundexBuilder, Encoder};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::samples::{Sample, ids, real_data, say};

/// A pair of words, by their numbers, the lower first.
type Pair = (usize, usize);

/// The pairs of one half, and the vocabulary that they are sought in.
struct Truth {
    words: Vec<String>,
    /// The pairs that count as right.
    pairs: HashSet<Pair>,
    /// Of each word, those that the truth has as its spellings, in either half.
    spellings: Vec<HashSet<usize>>,
    analyzer: Analyzer,
}

/// Which pairs are looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Train,
    HeldOut,
}

impl Truth {
    fn read(data: &Path, half: Half, counts: impl Fn(&str) -> bool) -> Self {
        let sample = Sample::new();
        let archive = data.join("ling/name-variants.tar.zst");
        let unpacked = Command::new("tar")
            .args(["--use-compress-program", "zstd -d", "-xf"])
            .arg(&archive)
            .arg("-C")
            .arg(sample.path())
            .status();
        assert!(unpacked.unwrap().success(), "cannot unpack {}", archive.display());
        let list = sample.path().join("name-variants/synonames/synonyms.txt");
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut words = Vec::new();
        let mut all = BTreeSet::new();
        let mut pairs = HashSet::new();
        for line in std::fs::read_to_string(list).unwrap().lines() {
            let Some((one, other)) = line.split_once(',') else { continue };
            let [one, other] = [one, other].map(|word| {
                let word = word.trim().to_owned();
                *numbers.entry(word.clone()).or_insert_with(|| {
                    words.push(word);
                    words.len() - 1
                })
            });
            if one == other || !counts(&words[one]) || !counts(&words[other]) {
                continue;
            }
            let pair = (one.min(other), one.max(other));
            all.insert(pair);
            let mut names = [&words[one], &words[other]];
            names.sort_unstable();
            // FNV-1a of both words, 64 bits.
            let bytes = names[0].bytes().chain([b' ']).chain(names[1].bytes());
            let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
            });
            let is_train = (hash >> 7).is_multiple_of(2);
            if is_train == (half == Half::Train) {
                pairs.insert(pair);
            }
        }
        let mut spellings = vec![HashSet::new(); words.len()];
        for (one, other) in &all {
            spellings[*one].insert(*other);
            spellings[*other].insert(*one);
        }
        Self { words, pairs, spellings, analyzer: Analyzer::default() }
    }

    /// The words that a pair of the half has, in order.
    fn vocabulary(&self) -> Vec<usize> {
        let mut words: Vec<_> = self.pairs.iter().flat_map(|pair| [pair.0, pair.1]).collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    /// What a method is worth that brings words together which have a code in common and which
    /// `joins` does not keep apart.
    fn score(
        &self,
        codes: impl Fn(&str) -> Vec<String>,
        joins: impl Fn(usize, usize) -> bool,
    ) -> Score {
        let mut by_code: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for word in self.vocabulary() {
            for code in codes(&self.words[word]) {
                by_code.entry(code).or_default().push(word);
            }
        }
        let mut together: HashSet<Pair> = HashSet::new();
        for words in by_code.values() {
            for (at, one) in words.iter().enumerate() {
                for other in &words[at + 1..] {
                    let pair = (*one.min(other), *one.max(other));
                    if one != other && !together.contains(&pair) && joins(*one, *other) {
                        together.insert(pair);
                    }
                }
            }
        }
        let right = together.intersection(&self.pairs).count();
        let is_known = |(one, other): &&Pair| {
            self.spellings[*one].contains(other)
                || !self.spellings[*one].is_disjoint(&self.spellings[*other])
        };
        let wrong = together.iter().filter(|pair| !is_known(pair)).count();
        let [right, wrong, all] = [right, wrong, self.pairs.len()].map(|count| count as u64);
        Score { right, wrong, all }
    }
}

/// How many pairs a method found.
#[derive(Debug, Clone, Copy)]
struct Score {
    right: u64,
    wrong: u64,
    all: u64,
}

impl Score {
    fn precision(self) -> f64 {
        share(self.right, self.right + self.wrong)
    }

    fn recall(self) -> f64 {
        share(self.right, self.all)
    }

    fn f1(self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE)
    }

    fn say(self, method: &str) {
        let (precision, recall, f1) = (self.precision(), self.recall(), self.f1());
        say(&format!("{method:18} {precision:9.3} {recall:7.3} {f1:6.3}"));
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of pairs")]
fn share(part: u64, whole: u64) -> f64 {
    part as f64 / whole.max(1) as f64
}

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
    let is_joined = |one: usize, other: usize| names[one].is_spelling_of(&names[other]);
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
        for word in truth.vocabulary() {
            let mut request = SearchRequest::new(&*truth.words[word]);
            (request.limit, request.variants) = (0, variants);
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

impl Truth {
    /// Whether two words are one but for marks and script.
    fn is_same_letters(&self, word: usize, other: &str) -> bool {
        let folded = |word: &str| self.analyzer.forms(word, Language::UNKNOWN).folded;
        folded(&self.words[word]) == folded(other)
    }

    /// Whether a word has this spelling, at one remove at most.
    fn has(&self, word: usize, spelling: &str) -> bool {
        let spelling = spelling.to_lowercase();
        let is_it = |number: &usize| self.words[*number] == spelling;
        let near = &self.spellings[word];
        near.iter().any(is_it) || near.iter().any(|one| self.spellings[*one].iter().any(is_it))
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
    let also = page.variants.into_iter().flat_map(|variant| variant.also);
    also.map(|other| (other.text, other.articles)).collect()
}

/// The numbers of the articles found, in order.
fn found(searcher: &Searcher, query: &str, variants: Variants) -> Vec<String> {
    let page = searcher.search(request(query, variants)).unwrap();
    page.hits.into_iter().filter_map(|hit| hit.source_id).collect()
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
    request.limit = 1;
    assert_eq!(ids(&sample.searcher(), request).len(), 4);
}
