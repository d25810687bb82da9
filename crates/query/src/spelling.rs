//! Finds the other spellings of a query's names among the archive's own words.

use std::collections::{BTreeMap, BTreeSet};

use schema::{NAME_SEPARATOR, Zone};
use serde::Serialize;
use tantivy::postings::SegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, SegmentReader, TERMINATED, Term};
use text::{Forms, Language, Name};

use crate::engine::Pattern;
use crate::page::{Variant, VariantText};
use crate::search::State;
use crate::syntax::{Exactness, Expr, ExprKind};

/// Whether names are also found in their other spellings. `word~name` asks for it in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Variants {
    /// Only where `~name` asks for it.
    #[default]
    Off,
    /// For words that the archive writes with a capital at least nine times in ten.
    Auto,
    /// For every bare word.
    On,
}

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
    /// The most frequent first.
    others: Vec<Spelling>,
}

#[derive(Debug, Clone)]
struct Spelling {
    /// As it is shown.
    text: String,
    articles: u64,
    /// Its stems, those of the typed word perhaps among them.
    stems: Vec<String>,
}

/// Of ten articles that have a word, those that write it with a capital only, for it to be taken
/// as a name: unasked, and where spellings were asked for.
const SURE_TENTHS: u64 = 9;
const LIKELY_TENTHS: u64 = 5;

/// The most names of a query whose spellings are sought.
const MOST_NAMES: usize = 32;

/// The most spellings of a name that are sought: the most frequent ones.
const MOST_SPELLINGS: usize = 50;

impl Spellings {
    /// Looks up the names of a query.
    pub(crate) fn find(
        state: &State,
        expr: &Expr,
        wanted: Variants,
        languages: &[Language],
    ) -> tantivy::Result<Self> {
        let asked = Asked::read(expr, wanted);
        let analyzer = &state.source.analyzer;
        let forms = |word: &str| analyzer.forms(word, Language::UNKNOWN);
        let dropped: BTreeSet<_> = asked.dropped.iter().map(|word| forms(word).folded).collect();
        let mut names: Vec<SpelledName> = Vec::new();
        for (typed, by_name) in asked.words {
            let mut segments = analyzer.segments(&typed);
            let (Some(only), None) = (segments.next(), segments.next()) else { continue };
            let own = forms(only.text);
            if names.iter().any(|name| *name.letters == *own.exact) {
                continue;
            }
            let search = Search { state, languages, own: &own, dropped: &dropped };
            let needs_capital = !by_name && wanted == Variants::Auto;
            let others = search.spellings(needs_capital)?;
            names.push(SpelledName { typed, letters: own.exact.into(), others });
        }
        Ok(Self { names })
    }

    /// The stems of the other spellings of a word, given in its exact form.
    pub(crate) fn stems_of(&self, letters: &str) -> Vec<String> {
        let mut stems: Vec<String> = Vec::new();
        for name in self.names.iter().filter(|name| name.letters == letters) {
            for stem in name.others.iter().flat_map(|other| &other.stems) {
                if !stems.contains(stem) {
                    stems.push(stem.clone());
                }
            }
        }
        stems
    }

    /// The names that have other spellings, with these.
    pub(crate) fn variants(&self) -> Vec<Variant> {
        let named = self.names.iter().filter(|name| !name.others.is_empty());
        let variant = |name: &SpelledName| Variant {
            typed: name.typed.clone(),
            also: name
                .others
                .iter()
                .map(|other| VariantText { text: other.text.clone(), articles: other.articles })
                .collect(),
        };
        named.map(variant).collect()
    }
}

/// The bare words of a query.
#[derive(Debug, Default)]
struct Asked {
    /// Whose spellings are wanted, and whether `~name` says so.
    words: Vec<(String, bool)>,
    /// That are excluded.
    dropped: Vec<String>,
}

impl Asked {
    fn read(expr: &Expr, wanted: Variants) -> Self {
        let mut asked = Self::default();
        let mut open = vec![(expr, false)];
        while let Some((expr, is_excluded)) = open.pop() {
            match &expr.kind {
                ExprKind::Name { word } => asked.words.push((word.clone(), true)),
                ExprKind::Word { text, .. } if is_excluded => asked.dropped.push(text.clone()),
                ExprKind::Word { text, exactness: Exactness::Inflected }
                    if wanted != Variants::Off =>
                {
                    asked.words.push((text.clone(), false));
                }
                ExprKind::And { children, .. } | ExprKind::Or { children } => {
                    open.extend(children.iter().rev().map(|child| (child, is_excluded)));
                }
                ExprKind::Not { inner } => open.push((inner, true)),
                ExprKind::Required { inner }
                | ExprKind::Boost { inner, .. }
                | ExprKind::AtLeast { inner, .. }
                | ExprKind::Field { inner, .. } => open.push((inner, is_excluded)),
                ExprKind::Distance { left, right, .. } => {
                    open.extend([(&**right, is_excluded), (&**left, is_excluded)]);
                }
                _ => {}
            }
        }
        // Asked for by name before asked for by the way, and in the order of typing.
        asked.words.sort_by_key(|(_, by_name)| !by_name);
        asked.words.truncate(MOST_NAMES);
        asked
    }
}

/// The search for the spellings of one word.
struct Search<'a> {
    state: &'a State,
    languages: &'a [Language],
    /// The layers of the typed word.
    own: &'a Forms,
    /// The folded spellings that are not wanted.
    dropped: &'a BTreeSet<Box<str>>,
}

impl Search<'_> {
    fn spellings(&self, needs_capital: bool) -> tantivy::Result<Vec<Spelling>> {
        let analyzer = &self.state.source.analyzer;
        let written = self.written()?;
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
            let is_capital = with_capital * 10 >= self.articles(&folded)? * tenths;
            is_name |= is_capital && is_own(&folded);
            if !is_capital && !is_own(&folded) {
                continue;
            }
            let others = written.into_iter().filter(|(letters, _)| **letters != *self.own.exact);
            spellings.extend(others.map(|(letters, articles)| Spelling {
                stems: self.stems(&letters),
                text: capitalized(&letters),
                articles,
            }));
        }
        if needs_capital && !is_name {
            return Ok(Vec::new());
        }
        spellings.sort_by(|one, two| {
            two.articles.cmp(&one.articles).then_with(|| one.text.cmp(&two.text))
        });
        spellings.truncate(MOST_SPELLINGS);
        Ok(spellings)
    }

    /// The letters of every spelling that the archive has, the typed one among them, with the
    /// articles that write it with a capital.
    fn written(&self) -> tantivy::Result<BTreeMap<String, u64>> {
        let mut names = vec![Name::new(&self.own.exact)];
        names.extend(self.state.source.analyzer.other_names(&self.own.folded).map(Name::new));
        let mut by_key: BTreeMap<String, Vec<Name>> = BTreeMap::new();
        for name in names {
            for key in name.keys() {
                by_key.entry(key).or_default().push(name);
            }
        }
        let sought: Vec<_> =
            by_key.into_iter().map(|(key, names)| Pattern::spelling(&key, names)).collect();
        let mut found: BTreeMap<String, u64> = BTreeMap::new();
        for reader in self.state.engine.segment_readers() {
            let inverted = reader.inverted_index(self.state.fields().names)?;
            // A spelling may stand under several keys.
            let mut here: BTreeMap<String, u64> = BTreeMap::new();
            for spelling in &sought {
                spelling.each(&inverted, &mut |term, info| {
                    let Some((_, letters)) = term.split_once(NAME_SEPARATOR) else { return };
                    here.insert(letters.to_owned(), u64::from(info.doc_freq));
                })?;
            }
            for (letters, articles) in here {
                *found.entry(letters).or_default() += articles;
            }
        }
        Ok(found)
    }

    /// The articles that have a folded word in title or body.
    fn articles(&self, folded: &str) -> tantivy::Result<u64> {
        let mut articles = 0;
        for reader in self.state.engine.segment_readers() {
            let [title, body] =
                [Zone::Title, Zone::Body].map(|zone| self.list(reader, zone, folded));
            articles += match (title?, body?) {
                (Some(title), Some(body)) => in_either(title, body),
                (Some(only), None) | (None, Some(only)) => u64::from(only.doc_freq()),
                (None, None) => 0,
            };
        }
        Ok(articles)
    }

    fn list(
        &self,
        reader: &SegmentReader,
        zone: Zone,
        folded: &str,
    ) -> tantivy::Result<Option<SegmentPostings>> {
        let field = self.state.fields().zone(zone).words;
        let term = Term::from_field_text(field, folded);
        Ok(reader.inverted_index(field)?.read_postings(&term, IndexRecordOption::Basic)?)
    }

    /// The stems of a spelling over the languages, as the index has them.
    fn stems(&self, letters: &str) -> Vec<String> {
        let mut stems = BTreeSet::new();
        for language in self.languages {
            let forms = self.state.source.analyzer.forms(letters, *language);
            stems.extend(std::iter::once(forms.stem).chain(forms.also_stems));
        }
        stems.into_iter().map(String::from).collect()
    }
}

/// The documents that are in one of two lists or in both.
fn in_either(mut one: SegmentPostings, mut other: SegmentPostings) -> u64 {
    let mut count = 0;
    while one.doc() != TERMINATED || other.doc() != TERMINATED {
        let doc = one.doc().min(other.doc());
        count += 1;
        for list in [&mut one, &mut other] {
            if list.doc() == doc {
                list.advance();
            }
        }
    }
    count
}

/// The spelling as a name is printed; the index keeps it in lower case.
fn capitalized(letters: &str) -> String {
    let mut rest = letters.chars();
    let first = rest.next().into_iter().flat_map(char::to_uppercase);
    first.chain(rest.as_str().chars()).collect()
}
