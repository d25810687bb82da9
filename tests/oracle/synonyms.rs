//! Sets of synonyms, looked up member by member.

use std::collections::BTreeSet;

use testkit::Random;

use super::ask::{self, Ask, Words};
use super::naive::Question;

/// Words, each by the stems of its forms.
type Stems = Vec<BTreeSet<String>>;

/// A few sets of words and phrases of the articles. Some words are in several of them.
pub(super) fn random_sets(random: &mut Random) -> Vec<Vec<String>> {
    let member = |random: &mut Random| {
        let count = [1, 1, 1, 2, 2, 3][random.below(6)];
        let words: Vec<String> = (0..count).map(|_| ask::word(random)).collect();
        words.join(" ")
    };
    let set = |random: &mut Random| (0..2 + random.below(2)).map(|_| member(random)).collect();
    let count = if random.once_in(3) { 0 } else { 4 + random.below(8) };
    (0..count).map(|_| set(random)).collect()
}

impl Question<'_> {
    /// The members of the sets that one of these words together is in, but for the sets that an
    /// excluded word does not have.
    pub(super) fn synonyms(&self, typed: &[String]) -> Vec<&String> {
        let sought = if self.is_excluded.get() { self.sought(&self.ask) } else { BTreeSet::new() };
        let sets = self.sets_of(typed).into_iter().filter(|set| !sought.contains(set));
        sets.flat_map(|set| &self.sets[set]).collect()
    }

    /// The sets that have a member which is these words.
    pub(super) fn sets_of(&self, typed: &[String]) -> BTreeSet<usize> {
        if self.sets.is_empty() {
            return BTreeSet::new();
        }
        let typed = self.readings(&typed.join(" "));
        let is_typed = |member: &String| {
            let member = self.readings(member);
            typed.iter().any(|typed| member.iter().any(|member| is_same(typed, member)))
        };
        let has = |set: &Vec<String>| set.iter().any(is_typed);
        (0..self.sets.len()).filter(|set| has(&self.sets[*set])).collect()
    }

    /// The words of a text; a hyphenated one is also the word without its hyphens.
    fn readings(&self, text: &str) -> Vec<Stems> {
        let stems = |word: &str| -> BTreeSet<String> {
            let mut stems = BTreeSet::new();
            for language in self.languages {
                let forms = self.forms(word, *language);
                // A stem belongs to its language.
                let analysis = language.analysis();
                stems.extend(forms.borrowed().all_stems().map(|stem| format!("{stem} {analysis}")));
            }
            stems
        };
        let segments: Vec<_> = self.analyzer.segments(text).collect();
        let mut readings = vec![segments.iter().map(|word| stems(word.text)).collect()];
        let compound = segments[0].compound.filter(|compound| *compound == text);
        readings.extend(compound.map(|compound| vec![stems(compound)]));
        readings
    }

    /// The sets with a member that a question seeks.
    fn sought(&self, ask: &Ask) -> BTreeSet<usize> {
        match ask {
            Ask::Words(words) | Ask::In(_, words) => self.sought_by(words),
            Ask::SideBySide(words) => {
                let runs = self.runs(words).into_iter().flat_map(|run| self.sets_of(run));
                let alone = words.iter().flat_map(|word| self.sets_of(std::slice::from_ref(word)));
                runs.chain(alone).collect()
            }
            Ask::All(parts) | Ask::Any(parts) => {
                parts.iter().flat_map(|part| self.sought(part)).collect()
            }
            Ask::Weighed(inner) => self.sought(inner),
            _ => BTreeSet::new(),
        }
    }

    fn sought_by(&self, words: &Words) -> BTreeSet<usize> {
        match words {
            Words::Bare(word) => self.sets_of(std::slice::from_ref(word)),
            Words::Either(either) => either.iter().flat_map(|one| self.sought_by(one)).collect(),
            Words::Near { sides, .. } | Words::Together { sides, .. } => {
                sides.iter().flat_map(|side| self.sought_by(side)).collect()
            }
            Words::AtLeast(_, words) => self.sought_by(words),
            _ => BTreeSet::new(),
        }
    }

    /// Words side by side, cut into those that are a member together, from the left the longest,
    /// and those that stand alone.
    pub(super) fn runs<'w>(&self, words: &'w [String]) -> Vec<&'w [String]> {
        let mut runs = Vec::new();
        let mut rest = words;
        while !rest.is_empty() {
            let is_member = |count: &usize| !self.sets_of(&rest[..*count]).is_empty();
            let count = (2..=rest.len()).rev().find(is_member).unwrap_or(1);
            runs.push(&rest[..count]);
            rest = &rest[count..];
        }
        runs
    }
}

fn is_same(one: &Stems, other: &Stems) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| !one.is_disjoint(other))
}
