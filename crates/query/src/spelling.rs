//! Finds the other spellings of a query's names among the archive's own words.

use std::collections::{BTreeMap, BTreeSet};

use schema::{Keyword, NAME_SEPARATOR, Zone};
use serde::Serialize;
use tantivy::postings::SegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, SegmentReader, TERMINATED, Term};
use text::{Forms, Language, Name};

use crate::budget::Budget;
use crate::engine::Pattern;
use crate::page::{Variant, VariantText};
use crate::resolve::stems;
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
    /// Its stems, those of the typed word perhaps among them; in a field of values its folded form.
    terms: Vec<String>,
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
        budget: &Budget,
    ) -> tantivy::Result<Self> {
        let asked = Asked::read(expr, wanted);
        let analyzer = &state.source.analyzer;
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
            let search = Search { state, languages, budget, own: &own, dropped: &dropped };
            let others = match field {
                Some(field) => search.spellings_in(field)?,
                None => search.spellings(!by_name && wanted == Variants::Auto)?,
            };
            names.push(SpelledName { typed, letters: own.exact.into(), field, others });
        }
        Ok(Self { names })
    }

    /// The other spellings of a word, given in its exact form: their stems, or their folded forms
    /// where it is sought in a field of values.
    pub(crate) fn terms_of(&self, letters: &str, field: Option<Keyword>) -> Vec<String> {
        let mut terms: Vec<String> = Vec::new();
        let is_it = |name: &&SpelledName| name.letters == letters && name.field == field;
        let others = self.names.iter().filter(is_it).flat_map(|name| &name.others);
        for term in others.flat_map(|other| &other.terms) {
            if !terms.contains(term) {
                terms.push(term.clone());
            }
        }
        terms
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
    /// Whose spellings are wanted.
    words: Vec<AskedWord>,
    /// That are excluded.
    dropped: Vec<String>,
}

#[derive(Debug)]
struct AskedWord {
    typed: String,
    /// Whether `~name` says so.
    by_name: bool,
    /// The field of values that it is sought in.
    field: Option<Keyword>,
}

impl Asked {
    fn read(expr: &Expr, wanted: Variants) -> Self {
        let mut asked = Self::default();
        let mut open = vec![(expr, false, None)];
        while let Some((expr, is_excluded, field)) = open.pop() {
            let mut ask = |word: &str, by_name| {
                asked.words.push(AskedWord { typed: word.to_owned(), by_name, field });
            };
            match &expr.kind {
                ExprKind::Name { word } => ask(word, true),
                // A field of values has other spellings only where they are asked for by name.
                ExprKind::Word { .. } if field.is_some() => {}
                ExprKind::Word { text, .. } if is_excluded => asked.dropped.push(text.clone()),
                ExprKind::Word { text, exactness: Exactness::Inflected }
                    if wanted != Variants::Off =>
                {
                    ask(text, false);
                }
                ExprKind::And { children, .. } | ExprKind::Or { children } => {
                    open.extend(children.iter().rev().map(|child| (child, is_excluded, field)));
                }
                ExprKind::Not { inner } => open.push((inner, true, field)),
                ExprKind::Field { name, inner } => {
                    open.push((inner, is_excluded, Keyword::of(name)));
                }
                ExprKind::Required { inner }
                | ExprKind::Boost { inner, .. }
                | ExprKind::AtLeast { inner, .. } => open.push((inner, is_excluded, field)),
                ExprKind::Distance { left, right, .. } => {
                    open.extend([(&**right, is_excluded, field), (&**left, is_excluded, field)]);
                }
                _ => {}
            }
        }
        // Asked for by name before asked for by the way, and in the order of typing.
        asked.words.sort_by_key(|word| !word.by_name);
        asked.words.truncate(MOST_NAMES);
        asked
    }
}

/// The search for the spellings of one word.
struct Search<'a> {
    state: &'a State,
    languages: &'a [Language],
    budget: &'a Budget,
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
                terms: stems(&letters, analyzer, self.languages),
                text: capitalized(&letters),
                articles,
            }));
        }
        if needs_capital && !is_name {
            return Ok(Vec::new());
        }
        Ok(most_frequent(spellings))
    }

    /// The spellings in a field of values: of its words, which are few, each is compared.
    fn spellings_in(&self, field: Keyword) -> tantivy::Result<Vec<Spelling>> {
        let names = self.names();
        let mut found: BTreeMap<String, u64> = BTreeMap::new();
        for reader in self.state.engine.segment_readers() {
            let inverted = reader.inverted_index(self.state.fields().keyword(field))?;
            Pattern::Prefix(String::new()).each(&inverted, self.budget, &mut |term, info| {
                if *term != *self.own.folded && names.iter().any(|name| name.has_spelling(term)) {
                    *found.entry(term.to_owned()).or_default() += u64::from(info.doc_freq);
                }
            })?;
        }
        let spelling = |(folded, articles): (String, u64)| Spelling {
            text: capitalized(&folded),
            articles,
            terms: vec![folded],
        };
        Ok(most_frequent(found.into_iter().map(spelling).collect()))
    }

    /// The typed word, and the other names that it is one with.
    fn names(&self) -> Vec<Name> {
        let others = self.state.source.analyzer.other_names(&self.own.folded);
        std::iter::once(&*self.own.exact).chain(others).map(Name::new).collect()
    }

    /// The letters of every spelling that the archive has, the typed one among them, with the
    /// articles that write it with a capital.
    fn written(&self) -> tantivy::Result<BTreeMap<String, u64>> {
        let mut by_key: BTreeMap<String, Vec<Name>> = BTreeMap::new();
        for name in self.names() {
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
                spelling.each(&inverted, self.budget, &mut |term, info| {
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
}

fn most_frequent(mut spellings: Vec<Spelling>) -> Vec<Spelling> {
    spellings
        .sort_by(|one, two| two.articles.cmp(&one.articles).then_with(|| one.text.cmp(&two.text)));
    spellings.truncate(MOST_SPELLINGS);
    spellings
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
