//! Finds the words and phrases of a query that the archive's settings give synonyms.
//!
//! The sets are looked up when a question is asked, not when a text is written, so that they cost
//! nothing in the index. What is typed meets a member by the stems of its words, as a word of a
//! text would meet it: a set may say `car` and a query `cars`.

mod runs;
mod sets;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use text::Language;

use self::runs::{Meeting, Role, runs};
pub use self::sets::SynonymSets;
use self::sets::{Member, Readings};
use super::archive::Archive;
use crate::syntax::Expr;

/// What the words of one query are also found by.
#[derive(Debug, Default)]
pub(crate) struct Synonyms {
    found: Vec<Met>,
    /// By the place of a word in the query, those that it belongs to.
    by_word: HashMap<Range<usize>, Vec<usize>>,
    /// Members that are excluded by themselves, and so found by nothing.
    dropped: HashSet<String>,
    /// Whether there were more than allowed.
    pub(crate) is_cut: bool,
}

/// A word, or words side by side, that is a member of sets.
#[derive(Debug)]
struct Met {
    typed: String,
    /// From its first word to its last.
    span: Range<usize>,
    /// Whether it is sought, not excluded.
    is_sought: bool,
    /// The members that it is, where they find more than the form of them that was typed.
    own: Vec<String>,
    others: Vec<String>,
}

impl Synonyms {
    /// Looks up the words of a query. Of a set of which one member is sought and another one
    /// excluded, they do not stand for each other: `car -automobile` tells them apart.
    pub(super) fn find(
        archive: &dyn Archive,
        languages: &[Language],
        expr: &Expr,
        limit: usize,
    ) -> Self {
        let (sets, analyzer) = (archive.synonyms(), archive.analyzer());
        let mut synonyms = Self::default();
        if sets.is_empty() {
            return synonyms;
        }
        let meetings: Vec<Meeting<'_>> = runs(expr)
            .into_iter()
            .flat_map(|run| run.meetings(sets, analyzer, languages))
            .collect();
        let members = |role: Role| {
            let meetings = meetings.iter().filter(move |meeting| meeting.role == role);
            meetings.flat_map(|meeting| &meeting.members).copied()
        };
        let sought: HashSet<usize> = members(Role::Sought).map(|member| member.set).collect();
        let text = |member: Member| sets.sets[member.set][member.number].clone();
        synonyms.dropped = members(Role::Dropped).map(text).collect();
        let mut left = limit;
        for Meeting { words, readings, members, role } in meetings {
            let (mut own, mut others): (Vec<String>, Vec<String>) = Default::default();
            let of_sets = members.iter().map(|member| member.set);
            for set in of_sets.filter(|set| role == Role::Sought || !sought.contains(set)) {
                for (number, text) in sets.sets[set].iter().enumerate() {
                    let other = Member { set, number };
                    let into = if members.contains(&other) { &mut own } else { &mut others };
                    if !into.contains(text) {
                        into.push(text.clone());
                    }
                }
            }
            own.retain(|text| !readings.covers(&Readings::of(text, analyzer, languages)));
            let count = own.len() + others.len();
            if count > left {
                synonyms.is_cut = true;
                break;
            }
            if count == 0 {
                continue;
            }
            left -= count;
            let typed: Vec<&str> = words.iter().map(|word| word.text).collect();
            let span = words[0].span.start..words[words.len() - 1].span.end;
            for word in &words {
                synonyms.by_word.entry(word.span.clone()).or_default().push(synonyms.found.len());
            }
            let (typed, is_sought) = (typed.join(" "), role == Role::Sought);
            synonyms.found.push(Met { typed, span, is_sought, own, others });
        }
        synonyms
    }

    /// The synonyms of the word at this place of the query.
    pub(super) fn of_word(&self, span: &Range<usize>) -> impl Iterator<Item = &str> {
        let found = self.by_word.get(span).into_iter().flatten();
        let found = found.map(|number| &self.found[*number]);
        found.flat_map(|found| found.own.iter().chain(&found.others)).map(String::as_str)
    }

    /// The words side by side that have synonyms together and that the word at this place is one
    /// of.
    pub(crate) fn run_of(&self, span: &Range<usize>) -> Option<Range<usize>> {
        let mut found = self.by_word.get(span).into_iter().flatten();
        let longer = found.find(|number| self.found[**number].span != *span)?;
        Some(self.found[*longer].span.clone())
    }

    /// What was sought, each once, with its synonyms that may be found.
    pub(crate) fn sought(&self) -> impl Iterator<Item = (&str, Vec<&str>)> {
        let mut known = HashSet::new();
        let sought = self.found.iter().filter(|found| found.is_sought);
        sought.filter(move |found| known.insert(&found.typed)).map(|found| {
            let others = found.others.iter().filter(|other| !self.dropped.contains(*other));
            (found.typed.as_str(), others.map(String::as_str).collect())
        })
    }
}
