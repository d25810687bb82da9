//! Finds the other spellings of a query's names among the archive's own words.

mod asked;

use std::collections::{BTreeMap, BTreeSet};

use schema::Keyword;
use text::{Forms, Language, Name};

use self::asked::{Asked, AskedWord};
use super::archive::Archive;
use super::request::Variants;
use super::sought::Sought;
use super::word_forms::sought;
use crate::QueryError;
use crate::syntax::Expr;

/// The spellings that a query's names were found to have.
#[derive(Debug, Clone, Default)]
pub(crate) struct Spellings {
    names: Vec<SpelledName>,
}

#[derive(Debug, Clone)]
struct SpelledName {
    typed: String,
    /// Typed, in the exact form.
    letters: String,
    /// The field that it is sought in, where that is one of values.
    field: Option<Keyword>,
    /// The most frequent first.
    others: Vec<Spelling>,
}

#[derive(Debug, Clone)]
struct Spelling {
    /// As it is shown.
    text: String,
    articles: u64,
    folded: String,
    /// By what it is asked for, but in a field of values.
    sought: Vec<Sought>,
}

/// Of ten articles that have a word, those that write it with a capital only, for it to be taken
/// as a name: unasked, and where spellings were asked for.
const SURE_TENTHS: u64 = 9;
const LIKELY_TENTHS: u64 = 5;

/// The most spellings of a name that are sought: the most frequent ones.
const MOST_SPELLINGS: usize = 50;

impl Spellings {
    /// Looks up the names of a query.
    pub(super) fn find(
        archive: &dyn Archive,
        expr: &Expr,
        wanted: Variants,
        language: Option<Language>,
    ) -> Result<Self, QueryError> {
        let asked = Asked::read(archive, expr, wanted);
        let analyzer = archive.analyzer();
        let forms = |word: &str| analyzer.forms(word, Language::UNKNOWN);
        let dropped: BTreeSet<_> = asked.dropped.iter().map(|word| forms(word).folded).collect();
        let mut names: Vec<SpelledName> = Vec::new();
        for AskedWord { typed, by_name, field } in asked.words {
            let mut segments = analyzer.segments(&typed);
            let (Some(only), None) = (segments.next(), segments.next()) else { continue };
            let own = forms(only.text);
            if names.iter().any(|name| *name.letters == *own.exact && name.field == field) {
                continue;
            }
            let search = Search { archive, language, own: &own, dropped: &dropped };
            let others = match field {
                Some(field) => search.spellings_in(field)?,
                None => search.spellings(!by_name && wanted == Variants::Auto)?,
            };
            names.push(SpelledName { typed, letters: own.exact.into(), field, others });
        }
        Ok(Self { names })
    }

    /// By what the other spellings of a word, given in its exact form, are asked for.
    pub(super) fn sought_of(&self, letters: &str) -> Vec<Sought> {
        let mut all: Vec<Sought> = Vec::new();
        for sought in self.others_of(letters, None).flat_map(|other| &other.sought) {
            if !all.contains(sought) {
                all.push(sought.clone());
            }
        }
        all
    }

    /// The folded forms of its other spellings in a field of values.
    pub(super) fn values_of(&self, letters: &str, field: Keyword) -> Vec<String> {
        self.others_of(letters, Some(field)).map(|other| other.folded.clone()).collect()
    }

    fn others_of(&self, letters: &str, field: Option<Keyword>) -> impl Iterator<Item = &Spelling> {
        let is_it = move |name: &&SpelledName| name.letters == letters && name.field == field;
        self.names.iter().filter(is_it).flat_map(|name| &name.others)
    }

    /// The names that have other spellings, as typed, each with these and the articles that have
    /// them.
    pub(crate) fn found(&self) -> impl Iterator<Item = (&str, Vec<(&str, u64)>)> {
        let named = self.names.iter().filter(|name| !name.others.is_empty());
        named.map(|name| {
            let others = name.others.iter().map(|other| (other.text.as_str(), other.articles));
            (name.typed.as_str(), others.collect())
        })
    }
}

/// The search for the spellings of one word.
struct Search<'a> {
    archive: &'a dyn Archive,
    /// The language of the query's words, where it is known.
    language: Option<Language>,
    /// The layers of the typed word.
    own: &'a Forms,
    /// The folded spellings that are not wanted.
    dropped: &'a BTreeSet<Box<str>>,
}

impl Search<'_> {
    fn spellings(&self, needs_capital: bool) -> Result<Vec<Spelling>, QueryError> {
        let analyzer = self.archive.analyzer();
        let written = self.archive.spellings(&self.names())?;
        // Spellings that fold alike are one word to the index.
        let mut by_folded: BTreeMap<Box<str>, Vec<(String, u64)>> = BTreeMap::new();
        for (letters, articles) in written {
            let folded = analyzer.forms(&letters, Language::UNKNOWN).folded;
            by_folded.entry(folded).or_default().push((letters, articles));
        }
        let tenths = if needs_capital { SURE_TENTHS } else { LIKELY_TENTHS };
        let is_own = |folded: &str| *folded == *self.own.folded;
        let mut spellings = Vec::new();
        let mut is_name = false;
        for (folded, written) in by_folded {
            if self.dropped.contains(&folded) {
                continue;
            }
            let with_capital = written.iter().map(|(_, articles)| articles).sum::<u64>();
            let is_capital = with_capital * 10 >= self.archive.articles_with(&folded)? * tenths;
            is_name |= is_capital && is_own(&folded);
            if !is_capital && !is_own(&folded) {
                continue;
            }
            for (letters, articles) in written {
                if *letters == *self.own.exact {
                    continue;
                }
                let (text, folded) = (capitalized(&letters), folded.to_string());
                spellings.push(Spelling { text, articles, folded, sought: Vec::new() });
            }
        }
        if needs_capital && !is_name {
            return Ok(Vec::new());
        }
        let mut spellings = most_frequent(spellings);
        for spelling in &mut spellings {
            spelling.sought = sought(self.archive, &spelling.text, self.language)?.to_vec();
        }
        Ok(spellings)
    }

    /// The spellings in a field of values.
    fn spellings_in(&self, field: Keyword) -> Result<Vec<Spelling>, QueryError> {
        let mut found = self.archive.spellings_in(field, &self.names())?;
        found.remove(&*self.own.folded);
        let spelling = |(folded, articles): (String, u64)| Spelling {
            text: capitalized(&folded),
            articles,
            folded,
            sought: Vec::new(),
        };
        Ok(most_frequent(found.into_iter().map(spelling).collect()))
    }

    /// The typed word, and the other names that it is one with.
    fn names(&self) -> Vec<Name> {
        let others = self.archive.analyzer().other_names(&self.own.folded);
        std::iter::once(&*self.own.exact).chain(others).map(Name::new).collect()
    }
}

fn most_frequent(mut spellings: Vec<Spelling>) -> Vec<Spelling> {
    spellings
        .sort_by(|one, two| two.articles.cmp(&one.articles).then_with(|| one.text.cmp(&two.text)));
    spellings.truncate(MOST_SPELLINGS);
    spellings
}

/// The spelling as a name is printed; the index keeps it in lower case.
fn capitalized(letters: &str) -> String {
    let mut rest = letters.chars();
    let first = rest.next().into_iter().flat_map(char::to_uppercase);
    first.chain(rest.as_str().chars()).collect()
}
