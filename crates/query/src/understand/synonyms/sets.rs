//! Knows the members of an archive's sets by the stems of their words.

use std::collections::HashMap;

use text::{Analyzer, Language};

use super::super::stems::stems_of_languages;

/// The sets of an archive.
#[derive(Debug, Default)]
pub struct SynonymSets {
    /// As the settings have them.
    pub(super) sets: Vec<Vec<String>>,
    /// By each stem of their first words, what members are known by.
    by_first: HashMap<String, Vec<Key>>,
}

/// Of each word its stems.
pub(super) type Stems = Vec<Vec<String>>;

/// What a member is known by.
#[derive(Debug, Clone)]
pub(super) struct Key {
    pub(super) words: Stems,
    member: Member,
}

/// The number of a set and of a member in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Member {
    pub(super) set: usize,
    pub(super) number: usize,
}

impl SynonymSets {
    /// The sets of an archive's settings, whose words may be in these languages.
    pub fn new(analyzer: &Analyzer, languages: &[Language]) -> Self {
        let sets = analyzer.settings().synonyms.clone();
        let mut by_first: HashMap<String, Vec<Key>> = HashMap::new();
        for (set, members) in sets.iter().enumerate() {
            for (number, text) in members.iter().enumerate() {
                let member = Member { set, number };
                let Readings { words, as_one } = Readings::of(text, analyzer, languages);
                for words in std::iter::once(words).chain(as_one) {
                    for stem in words.first().into_iter().flatten() {
                        let key = Key { words: words.clone(), member };
                        by_first.entry(stem.clone()).or_default().push(key);
                    }
                }
            }
        }
        Self { sets, by_first }
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.by_first.is_empty()
    }

    /// The members that these words are.
    pub(super) fn members<'a>(&'a self, words: &'a [Vec<String>]) -> impl Iterator<Item = Member> {
        let keys = self.beginning_with(words);
        keys.filter(|key| key.words.len() == words.len()).map(|key| key.member)
    }

    /// What the beginning of these words is known by.
    pub(super) fn beginning_with<'a>(
        &'a self,
        words: &'a [Vec<String>],
    ) -> impl Iterator<Item = &'a Key> {
        let first = words.first().into_iter().flatten();
        let keys = first.filter_map(|stem| self.by_first.get(stem)).flatten();
        keys.filter(move |key| {
            let is_one = |(one, other): (&Vec<String>, &Vec<String>)| {
                one.iter().any(|stem| other.contains(stem))
            };
            key.words.len() <= words.len() && key.words.iter().zip(words).all(is_one)
        })
    }
}

/// How a member, or a typed word, is read.
pub(super) struct Readings {
    pub(super) words: Stems,
    /// A hyphenated word as the one word that it makes without its hyphens.
    pub(super) as_one: Option<Stems>,
}

impl Readings {
    pub(super) fn of(text: &str, analyzer: &Analyzer, languages: &[Language]) -> Self {
        let stems = |word: &str| stems_of_languages(word, analyzer, languages);
        let words: Vec<_> =
            text.split_whitespace().flat_map(|run| analyzer.segments(run)).collect();
        let as_one = words.first().and_then(|first| first.compound);
        let as_one = as_one.filter(|compound| compound.len() == text.trim().len());
        let as_one = as_one.map(|compound| vec![stems(compound)]);
        Self { words: words.iter().map(|word| stems(word.text)).collect(), as_one }
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Stems> {
        std::iter::once(&self.words).chain(&self.as_one)
    }

    /// Whether what is read so is found by what this is, anyway.
    pub(super) fn covers(&self, other: &Self) -> bool {
        let is_in = |(one, other): (&Vec<String>, &Vec<String>)| {
            other.iter().all(|stem| one.contains(stem))
        };
        self.all().any(|one| {
            let mut alike = other.all().filter(|other| other.len() == one.len());
            alike.any(|other| one.iter().zip(other).all(is_in))
        })
    }
}
