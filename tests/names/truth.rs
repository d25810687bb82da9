//! The pairs of spellings that a method should bring together, and what a method is worth by them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;

use text::{Analyzer, Language};

use crate::samples::{Sample, say};

/// A pair of words, by their numbers, the lower first.
pub(super) type Pair = (usize, usize);

/// The pairs of one half, and the vocabulary that they are sought in.
pub(super) struct Truth {
    pub(super) words: Vec<String>,
    /// The pairs that count as right.
    pub(super) pairs: HashSet<Pair>,
    /// Of each word, those that the truth has as its spellings, in either half.
    spellings: Vec<HashSet<usize>>,
    pub(super) analyzer: Analyzer,
}

/// Which pairs are looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    Train,
    HeldOut,
}

impl Truth {
    pub(super) fn read(data: &Path, half: Half, counts: impl Fn(&str) -> bool) -> Self {
        let sample = Sample::unpacked(&data.join("ling/name-variants.tar.zst"));
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
    pub(super) fn vocabulary(&self) -> Vec<usize> {
        let mut words: Vec<_> = self.pairs.iter().flat_map(|pair| [pair.0, pair.1]).collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    /// What a method is worth that brings words together which have a code in common and which
    /// `joins` does not keep apart.
    pub(super) fn score(
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
pub(super) struct Score {
    right: u64,
    wrong: u64,
    all: u64,
}

impl Score {
    pub(super) fn precision(self) -> f64 {
        share(self.right, self.right + self.wrong)
    }

    pub(super) fn recall(self) -> f64 {
        share(self.right, self.all)
    }

    pub(super) fn f1(self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE)
    }

    pub(super) fn say(self, method: &str) {
        let (precision, recall, f1) = (self.precision(), self.recall(), self.f1());
        say(&format!("{method:18} {precision:9.3} {recall:7.3} {f1:6.3}"));
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of pairs")]
pub(super) fn share(part: u64, whole: u64) -> f64 {
    part as f64 / whole.max(1) as f64
}

impl Truth {
    /// Whether two words are one but for marks and script.
    pub(super) fn is_same_letters(&self, word: usize, other: &str) -> bool {
        let folded = |word: &str| self.analyzer.forms(word, Language::UNKNOWN).folded;
        folded(&self.words[word]) == folded(other)
    }

    /// Whether a word has this spelling, at one remove at most.
    pub(super) fn has(&self, word: usize, spelling: &str) -> bool {
        let spelling = spelling.to_lowercase();
        let is_it = |number: &usize| self.words[*number] == spelling;
        let near = &self.spellings[word];
        near.iter().any(is_it) || near.iter().any(|one| self.spellings[*one].iter().any(is_it))
    }
}
