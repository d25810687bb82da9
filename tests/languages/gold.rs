//! Stems against the lemmas of annotated text: do two forms of a word meet, do two words stay apart?
//!
//! A type is a word form of a noun, proper noun, verb, adjective or adverb, in lower case; two types
//! belong together when they share a lemma, and a layer joins them when they share a form of it.
//! *Pairs* counts pairs of different types: the share of those of one lemma that is joined, how many
//! of a million of different lemmas are joined wrongly, and the harmonic mean F of that share and
//! the share of joined pairs that is right. *Search* takes every type as a query and the tokens of
//! its lemma as what it should find, and gives the F of the mean precision and recall; *bald* is the
//! same with the query typed without accents.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::Path;

use backfile::text::{Analyzer, Forms, Language, Script};
use frostem::{Algorithm, Stemmer};

use crate::samples::{Sample, real_data, say};

/// The language of a treebank, its Snowball stemmer, and the least that the stems must reach in
/// *search*. The figures are a little under what was measured: the ground that must not be lost.
const TREEBANKS: [(&str, Option<Algorithm>, f64); 21] = [
    ("be", None, 0.80),
    ("bg", None, 0.94),
    ("cs", Some(Algorithm::Czech), 0.94),
    ("de", Some(Algorithm::German), 0.94),
    ("el", Some(Algorithm::Greek), 0.90),
    ("en", Some(Algorithm::English), 0.94),
    ("es", Some(Algorithm::Spanish), 0.92),
    ("fr", Some(Algorithm::French), 0.92),
    ("hr", Some(Algorithm::Serbian), 0.92),
    ("hu", Some(Algorithm::Hungarian), 0.91),
    ("it", Some(Algorithm::Italian), 0.91),
    ("pl", Some(Algorithm::Polish), 0.90),
    ("pt", Some(Algorithm::Portuguese), 0.93),
    ("ro", Some(Algorithm::Romanian), 0.89),
    ("ru", Some(Algorithm::Russian), 0.95),
    ("sk", None, 0.93),
    ("sl", None, 0.93),
    ("sr", Some(Algorithm::Serbian), 0.93),
    ("sv", Some(Algorithm::Swedish), 0.92),
    ("tr", Some(Algorithm::Turkish), 0.80),
    ("uk", Some(Algorithm::Ukrainian), 0.94),
];

/// The parts of speech that people search for.
const CONTENT: [&str; 5] = ["NOUN", "PROPN", "VERB", "ADJ", "ADV"];

/// A word form with its lemmas and how often it occurs.
struct Type {
    form: String,
    lemmas: BTreeSet<String>,
    tokens: f64,
}

/// The types of a treebank in CoNLL-U.
fn types(folder: &Path) -> Vec<Type> {
    let is_treebank = |path: &Path| path.extension().is_some_and(|name| name == "conllu");
    let file = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let text = fs::read_to_string(file.filter(|path| is_treebank(path)).min().unwrap()).unwrap();
    let mut types: BTreeMap<String, Type> = BTreeMap::new();
    for line in text.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        let [number, form, lemma, part, ..] = columns.as_slice() else { continue };
        // Contractions have a row of their own, `1-2`, before the rows of their words.
        let is_word = number.parse::<u32>().is_ok() && CONTENT.contains(part);
        if !is_word || !form.chars().all(|c| c.is_alphabetic() || "'’\u{301}".contains(c)) {
            continue;
        }
        let form = form.to_lowercase();
        let entry = types.entry(form.clone());
        let one = entry.or_insert(Type { form, lemmas: BTreeSet::new(), tokens: 0.0 });
        one.lemmas.insert(lemma.to_lowercase());
        one.tokens += 1.0;
    }
    types.into_values().collect()
}

/// The forms of a type in one layer.
type Keys = Vec<String>;

/// What a layer does to the types of a treebank.
#[derive(Debug, Default)]
struct Figures {
    together: f64,
    wrong_per_million: f64,
    pairs_f: f64,
    search_f: f64,
}

impl Figures {
    /// Queries and documents stand for the same types, in the same order.
    fn of(types: &[Type], queries: &[Keys], documents: &[Keys]) -> Self {
        let mut by_key: HashMap<&str, BTreeSet<usize>> = HashMap::new();
        let mut by_lemma: HashMap<&str, BTreeSet<usize>> = HashMap::new();
        for (number, (one, keys)) in types.iter().zip(documents).enumerate() {
            for key in keys {
                by_key.entry(key).or_default().insert(number);
            }
            for lemma in &one.lemmas {
                by_lemma.entry(lemma).or_default().insert(number);
            }
        }
        let tokens = |numbers: &BTreeSet<usize>| -> f64 {
            numbers.iter().map(|number| types[*number].tokens).sum()
        };
        let (mut right, mut joined, mut same) = (0.0, 0.0, 0.0);
        let (mut recall, mut precision) = (0.0, 0.0);
        for (number, (one, keys)) in types.iter().zip(queries).enumerate() {
            let mut found: BTreeSet<usize> = keys
                .iter()
                .filter_map(|key| by_key.get(key.as_str()))
                .flat_map(|numbers| numbers.iter().copied())
                .collect();
            let mut wanted: BTreeSet<usize> = one
                .lemmas
                .iter()
                .flat_map(|lemma| by_lemma[lemma.as_str()].iter().copied())
                .collect();
            let both = tokens(&found.intersection(&wanted).copied().collect());
            recall += both / tokens(&wanted);
            precision += if found.is_empty() { 1.0 } else { both / tokens(&found) };
            // A type is no pair with itself.
            found.remove(&number);
            wanted.remove(&number);
            right += count(found.intersection(&wanted).count());
            joined += count(found.len());
            same += count(wanted.len());
        }
        let all = count(types.len());
        let other = all * (all - 1.0) - same;
        Self {
            together: right / same,
            wrong_per_million: (joined - right) / other * 1e6,
            pairs_f: harmonic(right / same, if joined == 0.0 { 1.0 } else { right / joined }),
            search_f: harmonic(recall / all, precision / all),
        }
    }
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap())
}

fn harmonic(one: f64, other: f64) -> f64 {
    if one + other == 0.0 { 0.0 } else { 2.0 * one * other / (one + other) }
}

fn folded(forms: &Forms) -> Keys {
    std::iter::once(&forms.folded).chain(&forms.also).map(ToString::to_string).collect()
}

fn stems(forms: &Forms) -> Keys {
    std::iter::once(&forms.stem).chain(&forms.also_stems).map(ToString::to_string).collect()
}

/// The word without accents, in its own script.
fn bald(analyzer: &Analyzer, word: &str) -> String {
    match Script::of(word) {
        Some(Script::Cyrillic) => word.to_owned(),
        _ => analyzer.forms(word, Language::UNKNOWN).folded.into(),
    }
}

/// A layer of a language: its figures, and its *bald* figure.
struct Layer {
    printed: Figures,
    bald_f: f64,
}

impl Layer {
    fn of(types: &[Type], layer: impl Fn(&str) -> Keys) -> Self {
        let analyzer = Analyzer::default();
        let printed: Vec<Keys> = types.iter().map(|one| layer(&one.form)).collect();
        let asked: Vec<Keys> = types.iter().map(|one| layer(&bald(&analyzer, &one.form))).collect();
        let bald_f = Figures::of(types, &asked, &printed).search_f;
        Self { printed: Figures::of(types, &printed, &printed), bald_f }
    }
}

/// The head of the table: the layers are `ex`act, `fo`lded, `st`em and `Sn`owball alone.
const HEAD: &str = "\
| language | types | together: fo | st | Sn | wrong: fo | st | Sn | pairs F: st | Sn \
| search F: ex | fo | st | Sn | bald F: st | Sn |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|";

#[test]
fn stems_bring_forms_together_and_leave_words_apart() {
    let Some(data) = real_data("languages::gold") else { return };
    let treebanks = Sample::unpacked(&data.join("ling/ud-dev.tar.zst"));
    let analyzer = Analyzer::default();
    let mut wrong = Vec::new();
    say(HEAD);
    for (code, snowball, floor) in TREEBANKS {
        let types = types(&treebanks.path().join("ud-dev").join(code));
        let language = Language::from_code(code).unwrap();
        let forms = |word: &str| analyzer.forms(word, language);
        let exact = Layer::of(&types, |word| vec![forms(word).exact.into()]);
        let folded = Layer::of(&types, |word| folded(&forms(word)));
        let stem = Layer::of(&types, |word| stems(&forms(word)));
        let bare = snowball.map(|algorithm| {
            Layer::of(&types, move |word| vec![Stemmer::new(algorithm).stem(word).into_owned()])
        });
        say(&row(code, types.len(), &exact, &folded, &stem, bare.as_ref()));

        let mut claim = |is_kept: bool, claim: &str| {
            if !is_kept {
                wrong.push(format!("{code}: {claim}"));
            }
        };
        let figures = &stem.printed;
        claim(figures.search_f >= floor, "under what it was");
        match &bare {
            Some(bare) => {
                let lead = |one: f64, other: f64| one - other;
                // Accents that do not count cost a little where they tell words apart, and win
                // more where they are not typed: one column is about equal, the other no worse.
                claim(lead(figures.search_f, bare.printed.search_f) > -0.008, "under Snowball");
                claim(lead(stem.bald_f, bare.bald_f) > -0.002, "under Snowball without accents");
                if matches!(code, "cs" | "es" | "fr" | "hr" | "pt" | "ro" | "sr" | "sv" | "uk") {
                    claim(lead(figures.search_f, bare.printed.search_f) > 0.003, "not better");
                    claim(
                        lead(figures.pairs_f, bare.printed.pairs_f) > 0.005,
                        "not better in pairs",
                    );
                }
            }
            None if code != "be" => {
                claim(
                    figures.search_f > exact.printed.search_f + 0.08,
                    "hardly better than nothing",
                );
            }
            None => {}
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn row(
    code: &str,
    types: usize,
    exact: &Layer,
    folded: &Layer,
    stem: &Layer,
    bare: Option<&Layer>,
) -> String {
    let of_bare = |figure: &dyn Fn(&Layer) -> String| bare.map_or_else(|| "-".to_owned(), figure);
    let share = |layer: &Layer| format!("{:.3}", layer.printed.together);
    let strangers = |layer: &Layer| format!("{:.0}", layer.printed.wrong_per_million);
    let pairs = |layer: &Layer| format!("{:.3}", layer.printed.pairs_f);
    let search = |layer: &Layer| format!("{:.3}", layer.printed.search_f);
    let bald = |layer: &Layer| format!("{:.3}", layer.bald_f);
    let cells = [
        code.to_owned(),
        types.to_string(),
        share(folded),
        share(stem),
        of_bare(&share),
        strangers(folded),
        strangers(stem),
        of_bare(&strangers),
        pairs(stem),
        of_bare(&pairs),
        search(exact),
        search(folded),
        search(stem),
        of_bare(&search),
        bald(stem),
        of_bare(&bald),
    ];
    format!("| {} |", cells.join(" | "))
}
