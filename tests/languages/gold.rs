//! Stems against the lemmas of annotated text: do two forms of a word meet, do two words stay apart?
//!
//! A type is a form of a noun, verb, adjective or adverb, in lower case, or, apart, of a proper noun, as
//! written; two types belong together when they share a lemma, and a layer joins them when they
//! share a form of it.
//! *Pairs* counts pairs of different types: the share of those of one lemma that is joined, how many
//! of a million of different lemmas are joined wrongly, and the harmonic mean F of that share and
//! the share of joined pairs that is right. *Search* takes every type as a query and the tokens of
//! its lemma as what it should find, and gives the F of the mean precision and recall; *bald* is the
//! same with the query typed without accents.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::Path;

use frostem::{Algorithm, Stemmer};
use text::{Analyzer, Forms, Language, Script};

use crate::samples::{Sample, real_data, say};

/// The language of a treebank, its Snowball stemmer, and the least F of pairs that its words must
/// reach: a little under what was measured, the ground that must not be lost.
const TREEBANKS: [(&str, Option<Algorithm>, f64); 21] = [
    ("be", None, 0.01),
    ("bg", None, 0.88),
    ("cs", Some(Algorithm::Czech), 0.90),
    ("de", Some(Algorithm::German), 0.92),
    ("el", Some(Algorithm::Greek), 0.67),
    ("en", Some(Algorithm::English), 0.88),
    ("es", Some(Algorithm::Spanish), 0.84),
    ("fr", Some(Algorithm::French), 0.90),
    ("hr", Some(Algorithm::Serbian), 0.86),
    ("hu", Some(Algorithm::Hungarian), 0.89),
    ("it", Some(Algorithm::Italian), 0.81),
    ("pl", Some(Algorithm::Polish), 0.92),
    ("pt", Some(Algorithm::Portuguese), 0.88),
    ("ro", Some(Algorithm::Romanian), 0.91),
    ("ru", Some(Algorithm::Russian), 0.94),
    ("sk", None, 0.91),
    ("sl", None, 0.93),
    ("sr", Some(Algorithm::Serbian), 0.87),
    ("sv", Some(Algorithm::Swedish), 0.87),
    ("tr", Some(Algorithm::Turkish), 0.75),
    ("uk", Some(Algorithm::Ukrainian), 0.92),
];

/// What people search for, by parts of speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Words,
    Names,
}

impl Kind {
    fn has(self, part: &str) -> bool {
        match self {
            Self::Words => matches!(part, "NOUN" | "VERB" | "ADJ" | "ADV"),
            Self::Names => part == "PROPN",
        }
    }

    /// A form or a lemma as it counts.
    fn written(self, word: &str) -> String {
        if self == Self::Words { word.to_lowercase() } else { word.to_owned() }
    }
}

/// A word form with its lemmas and how often it occurs.
struct Type {
    form: String,
    lemmas: BTreeSet<String>,
    tokens: f64,
}

/// The types of a treebank in CoNLL-U.
fn types(folder: &Path, kind: Kind) -> Vec<Type> {
    let is_treebank = |path: &Path| path.extension().is_some_and(|name| name == "conllu");
    let file = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let text = fs::read_to_string(file.filter(|path| is_treebank(path)).min().unwrap()).unwrap();
    let mut types: BTreeMap<String, Type> = BTreeMap::new();
    for line in text.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        let [number, form, lemma, part, ..] = columns.as_slice() else { continue };
        // Contractions have a row of their own, `1-2`, before the rows of their words.
        let is_word = number.parse::<u32>().is_ok() && kind.has(part);
        if !is_word || !form.chars().all(|c| c.is_alphabetic() || "'’\u{301}".contains(c)) {
            continue;
        }
        let form = kind.written(form);
        let entry = types.entry(form.clone());
        let one = entry.or_insert(Type { form, lemmas: BTreeSet::new(), tokens: 0.0 });
        one.lemmas.insert(kind.written(lemma));
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

/// The head of the table of names.
const NAMES_HEAD: &str = "\
| language | names | together: st | Sn | wrong: st | Sn | pairs F: st | Sn |
|---|---|---|---|---|---|---|---|";

#[test]
fn stems_bring_forms_together_and_leave_words_apart() {
    let Some(data) = real_data("languages::gold") else { return };
    let treebanks = Sample::unpacked(&data.join("ling/ud-dev.tar.zst"));
    let analyzer = Analyzer::default();
    let mut wrong = Vec::new();
    let mut names = Vec::new();
    say(HEAD);
    for (code, snowball, least) in TREEBANKS {
        let treebank = treebanks.path().join("ud-dev").join(code);
        let language = Language::from_code(code).unwrap();
        let forms = |word: &str| analyzer.forms(word, language);
        let of_snowball = |types: &[Type]| {
            snowball.map(|algorithm| {
                let stem = |word: &str| {
                    vec![Stemmer::new(algorithm).stem(&word.to_lowercase()).into_owned()]
                };
                Layer::of(types, stem)
            })
        };
        let words = types(&treebank, Kind::Words);
        let exact = Layer::of(&words, |word| vec![forms(word).exact.into()]);
        let folded = Layer::of(&words, |word| folded(&forms(word)));
        let stem = Layer::of(&words, |word| stems(&forms(word)));
        let bare = of_snowball(&words);
        say(&row(code, words.len(), &exact, &folded, &stem, bare.as_ref()));

        let figures = &stem.printed;
        if figures.pairs_f < least {
            wrong.push(format!("{code}: {:.3} under {least}", figures.pairs_f));
        }
        if let Some(bare) = &bare
            && figures.search_f < bare.printed.search_f - 0.002
        {
            wrong.push(format!("{code}: under Snowball"));
        }
        let types = types(&treebank, Kind::Names);
        let stem = Layer::of(&types, |word| stems(&forms(word)));
        names.push(names_row(code, types.len(), &stem, of_snowball(&types).as_ref()));
    }
    say(NAMES_HEAD);
    for row in &names {
        say(row);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn names_row(code: &str, types: usize, stem: &Layer, bare: Option<&Layer>) -> String {
    let of_bare = |figure: &dyn Fn(&Layer) -> String| bare.map_or_else(|| "-".to_owned(), figure);
    let share = |layer: &Layer| format!("{:.3}", layer.printed.together);
    let strangers = |layer: &Layer| format!("{:.0}", layer.printed.wrong_per_million);
    let pairs = |layer: &Layer| format!("{:.3}", layer.printed.pairs_f);
    let cells = [
        code.to_owned(),
        types.to_string(),
        share(stem),
        of_bare(&share),
        strangers(stem),
        of_bare(&strangers),
        pairs(stem),
        of_bare(&pairs),
    ];
    format!("| {} |", cells.join(" | "))
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
