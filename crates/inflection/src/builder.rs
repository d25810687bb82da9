//! Makes a table of forms and their words.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use fst::{MapBuilder, SetBuilder};

use crate::edit::Edit;
use crate::learn::{self, Sample};
use crate::table::{BETWEEN, FRONT, KEPT_LETTERS, beginning};

/// A form is one of so many words at most.
const MOST_LEMMAS: usize = 6;

/// Collects the forms of a language, and makes its table of them.
#[derive(Debug, Default)]
pub struct Builder {
    /// Exact forms, each with its folded form and the folded words that it is a form of.
    exact: BTreeMap<String, (String, BTreeSet<String>)>,
    /// Endings with their accents, each with its edits.
    endings: BTreeMap<String, BTreeSet<Edit>>,
    /// As a table holds them.
    left_out: String,
}

/// What makes of a form the words that it is a form of.
type Edits = Vec<Edit>;

impl Builder {
    /// A builder that knows no form.
    pub fn new() -> Self {
        Self::default()
    }

    /// Says that a form is one of a word; of several words, once for each. `exact` is in lower case
    /// with its accents, the others as an index folds them.
    pub fn add(&mut self, exact: &str, folded: &str, lemma: &str) {
        let is_sayable = Edit::between(folded, lemma).is_some();
        if folded.is_empty() || lemma.is_empty() || !is_sayable {
            return;
        }
        if !self.exact.contains_key(exact) {
            self.exact.insert(exact.to_owned(), (folded.to_owned(), BTreeSet::new()));
        }
        if let Some((_, lemmas)) = self.exact.get_mut(exact)
            && lemmas.len() < MOST_LEMMAS
        {
            lemmas.insert(lemma.to_owned());
        }
    }

    /// Says that a word which ends so, unless a longer ending is known, is a form of the word that
    /// ends as `instead` does. `exact` has its accents, the others are folded. Where any is said, no
    /// endings are learned of the forms, and accents count in them.
    pub fn add_ending(&mut self, exact: &str, folded: &str, instead: &str) {
        if let Some(edit) = Edit::between(folded, instead) {
            self.endings.entry(exact.to_owned()).or_default().insert(edit);
        }
    }

    /// Says which letters writers put for others when they leave accents out, as `c:č dj:đ`: forms
    /// without accents are then also looked up with such as they may have lost. It is meant for
    /// tables of given endings, which tell accents apart.
    pub fn accents_are_left_out(&mut self, pairs: &str) {
        pairs.clone_into(&mut self.left_out);
    }

    /// The bytes of the table: the same for the same forms, added in the same order.
    pub fn build(self) -> Vec<u8> {
        let folded = self.without_accents();
        let rules = if self.endings.is_empty() { learned(&folded) } else { self.given() };
        let mut listed: BTreeMap<&str, Edits> = BTreeMap::new();
        for (form, edits) in &folded {
            if said_by(&rules, form, form) != *edits {
                listed.insert(form, edits.clone());
            }
        }
        for (exact, (form, lemmas)) in self.exact.iter().filter(|(exact, (form, _))| *exact != form)
        {
            let edits = edits(form, lemmas);
            let is_said = if self.endings.is_empty() {
                folded[form] == edits
            } else {
                said_by(&rules, exact, form) == edits
            };
            if !is_said {
                listed.insert(exact, edits);
            }
        }
        let labels = Labels::of(rules.values().chain(listed.values()));
        let mut keys: BTreeMap<Vec<u8>, u64> = BTreeMap::new();
        for (ending, edits) in &rules {
            keys.insert(
                ending.chars().rev().collect::<String>().into_bytes(),
                labels.number(edits).into(),
            );
        }
        for (form, edits) in &listed {
            let mut key = form.chars().rev().collect::<String>().into_bytes();
            key.push(FRONT);
            keys.insert(key, labels.number(edits).into());
        }
        let sees_accents = !self.endings.is_empty();
        let (left_out, beginnings) = (self.left_out.as_bytes(), set(&self.beginnings()));
        together(sees_accents, [left_out, &labels.ends, &labels.bytes, &map(&keys), &beginnings])
    }

    /// The endings that were given, without those that say what shorter ones say.
    fn given(&self) -> BTreeMap<String, Edits> {
        let mut by_length: Vec<_> = self.endings.iter().collect();
        by_length.sort_by_key(|(ending, _)| ending.chars().count());
        let mut rules = BTreeMap::new();
        for (ending, edits) in by_length {
            let edits: Edits = edits.iter().take(MOST_LEMMAS).cloned().collect();
            if longest(&rules, ending) != Some(&edits) {
                rules.insert(ending.clone(), edits);
            }
        }
        rules
    }

    /// The forms as they stand where nobody writes accents. One that is a word as it stands is that
    /// word; any other is each of those that it may be.
    fn without_accents(&self) -> BTreeMap<String, Edits> {
        let mut found: BTreeMap<&str, BTreeSet<&String>> = BTreeMap::new();
        for (exact, (form, lemmas)) in &self.exact {
            if exact == form || !self.exact.contains_key(form) {
                found.entry(form).or_default().extend(lemmas);
            }
        }
        found.into_iter().map(|(form, lemmas)| (form.to_owned(), edits(form, lemmas))).collect()
    }

    /// Words, each before a beginning of its forms that it has not.
    fn beginnings(&self) -> BTreeSet<Vec<u8>> {
        let mut found = BTreeSet::new();
        for (form, lemmas) in self.exact.values() {
            for lemma in lemmas.iter().filter(|lemma| !form.starts_with(beginning(lemma))) {
                let mut key = lemma.clone().into_bytes();
                key.push(BETWEEN);
                key.extend_from_slice(beginning(form).as_bytes());
                found.insert(key);
            }
        }
        found
    }
}

fn edits(form: &str, lemmas: impl IntoIterator<Item = impl AsRef<str>>) -> Edits {
    let mut edits: Edits =
        lemmas.into_iter().filter_map(|lemma| Edit::between(form, lemma.as_ref())).collect();
    edits.sort();
    edits.truncate(MOST_LEMMAS);
    edits
}

/// The endings that the forms show, with what they say.
fn learned(folded: &BTreeMap<String, Edits>) -> BTreeMap<String, Edits> {
    let labels = Labels::of(folded.values());
    let mut samples: Vec<Sample> = folded
        .iter()
        .filter(|(form, edits)| keeps_enough(form, edits))
        .map(|(form, edits)| Sample {
            backwards: form.chars().rev().collect(),
            label: labels.number(edits),
        })
        .collect();
    samples.sort_unstable();
    learn::endings(&samples)
        .into_iter()
        .map(|(ending, label)| {
            (ending.into_iter().rev().collect(), labels.edits[label as usize].clone())
        })
        .collect()
}

/// What is said of the longest of the endings that a form has.
fn longest<'r>(rules: &'r BTreeMap<String, Edits>, form: &str) -> Option<&'r Edits> {
    let mut beginnings = form.char_indices().map(|(at, _)| at).chain([form.len()]);
    beginnings.find_map(|at| rules.get(&form[at..]))
}

/// What the endings make of a form; `folded` is the form they make it of.
fn said_by(rules: &BTreeMap<String, Edits>, form: &str, folded: &str) -> Edits {
    let said = longest(rules, form).filter(|edits| keeps_enough(folded, edits));
    said.cloned().unwrap_or_else(|| vec![Edit { off: 0, add: String::new() }])
}

fn keeps_enough(form: &str, edits: &[Edit]) -> bool {
    let letters = form.chars().count();
    let is_itself = |edit: &Edit| edit.off == 0 && edit.add.is_empty();
    edits.iter().all(|edit| is_itself(edit) || letters >= usize::from(edit.off) + KEPT_LETTERS)
}

/// All edits that occur, the most frequent first, and how they are written.
struct Labels {
    edits: Vec<Edits>,
    numbers: HashMap<Edits, u32>,
    ends: Vec<u8>,
    bytes: Vec<u8>,
}

impl Labels {
    fn of<'e>(all: impl Iterator<Item = &'e Edits>) -> Self {
        let mut counts: BTreeMap<&Edits, u64> = BTreeMap::new();
        for edits in all {
            *counts.entry(edits).or_default() += 1;
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|(edits, count)| (std::cmp::Reverse(*count), *edits));
        let edits: Vec<Edits> = counts.into_iter().map(|(edits, _)| edits.clone()).collect();
        let numbers = (0..).zip(&edits).map(|(number, edits)| (edits.clone(), number)).collect();
        let (mut ends, mut bytes) = (Vec::new(), Vec::new());
        for edits in &edits {
            for edit in edits {
                edit.write(&mut bytes);
            }
            ends.extend(number(bytes.len()).to_le_bytes());
        }
        Self { edits, numbers, ends, bytes }
    }

    fn number(&self, edits: &Edits) -> u32 {
        self.numbers[edits]
    }
}

fn map(keys: &BTreeMap<Vec<u8>, u64>) -> Vec<u8> {
    let mut automaton = MapBuilder::memory();
    automaton.extend_iter(keys.iter().map(|(key, value)| (key, *value))).expect("keys in order");
    automaton.into_inner().expect("memory takes what is written")
}

fn set(keys: &BTreeSet<Vec<u8>>) -> Vec<u8> {
    let mut automaton = SetBuilder::memory();
    automaton.extend_iter(keys).expect("keys in order");
    automaton.into_inner().expect("memory takes what is written")
}

fn together(sees_accents: bool, parts: [&[u8]; 5]) -> Vec<u8> {
    let mut table = vec![u8::from(sees_accents)];
    for part in &parts[..4] {
        table.extend(number(part.len()).to_le_bytes());
    }
    for part in parts {
        table.extend_from_slice(part);
    }
    table
}

fn number(length: usize) -> u32 {
    u32::try_from(length).expect("a table is small")
}
