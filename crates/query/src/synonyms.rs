//! Finds the words and phrases of a query that the archive's settings give synonyms.
//!
//! The sets are looked up when a question is asked, not when a text is written, so that they cost
//! nothing in the index. What is typed meets a member by the stems of its words, as a word of a
//! text would meet it: a set may say `car` and a query `cars`.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use schema::Keyword;
use text::{Analyzer, Language};

use crate::resolve::stems;
use crate::syntax::{Exactness, Expr, ExprKind};

/// The sets of an archive.
#[derive(Debug, Default)]
pub(crate) struct SynonymSets {
    /// As the settings have them.
    sets: Vec<Vec<String>>,
    /// By each stem of their first words, what members are known by.
    by_first: HashMap<String, Vec<Key>>,
}

/// Of each word its stems.
type Stems = Vec<Vec<String>>;

/// What a member is known by.
#[derive(Debug, Clone)]
struct Key {
    words: Stems,
    member: Member,
}

/// The number of a set and of a member in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Member {
    set: usize,
    number: usize,
}

impl SynonymSets {
    /// The sets of an archive's settings, whose words may be in these languages.
    pub(crate) fn new(analyzer: &Analyzer, languages: &[Language]) -> Self {
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

    /// The members that these words are.
    fn members<'a>(&'a self, words: &'a [Vec<String>]) -> impl Iterator<Item = Member> {
        let keys = self.beginning_with(words);
        keys.filter(|key| key.words.len() == words.len()).map(|key| key.member)
    }

    /// What the beginning of these words is known by.
    fn beginning_with<'a>(&'a self, words: &'a [Vec<String>]) -> impl Iterator<Item = &'a Key> {
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
struct Readings {
    words: Stems,
    /// A hyphenated word as the one word that it makes without its hyphens.
    as_one: Option<Stems>,
}

impl Readings {
    fn of(text: &str, analyzer: &Analyzer, languages: &[Language]) -> Self {
        let stems = |word: &str| stems(word, analyzer, languages);
        let words: Vec<_> =
            text.split_whitespace().flat_map(|run| analyzer.segments(run)).collect();
        let as_one = words.first().and_then(|first| first.compound);
        let as_one = as_one.filter(|compound| compound.len() == text.trim().len());
        let as_one = as_one.map(|compound| vec![stems(compound)]);
        Self { words: words.iter().map(|word| stems(word.text)).collect(), as_one }
    }

    fn all(&self) -> impl Iterator<Item = &Stems> {
        std::iter::once(&self.words).chain(&self.as_one)
    }

    /// Whether what is read so is found by what this is, anyway.
    fn covers(&self, other: &Self) -> bool {
        let is_in = |(one, other): (&Vec<String>, &Vec<String>)| {
            other.iter().all(|stem| one.contains(stem))
        };
        self.all().any(|one| {
            let mut alike = other.all().filter(|other| other.len() == one.len());
            alike.any(|other| one.iter().zip(other).all(is_in))
        })
    }
}

/// What the words of one query are also found by.
#[derive(Debug, Default)]
pub(crate) struct Synonyms {
    found: Vec<Found>,
    /// By the place of a word in the query, those that it belongs to.
    by_word: HashMap<Range<usize>, Vec<usize>>,
    /// Members that are excluded by themselves, and so found by nothing.
    dropped: HashSet<String>,
    /// Whether there were more than allowed.
    pub(crate) is_cut: bool,
}

/// A word, or words side by side, that is a member of sets.
#[derive(Debug)]
struct Found {
    typed: String,
    /// From its first word to its last.
    span: Range<usize>,
    /// Whether it is sought, not excluded.
    is_sought: bool,
    others: Vec<String>,
}

impl Synonyms {
    /// Looks up the words of a query. Of a set of which one member is sought and another one
    /// excluded, they do not stand for each other: `car -automobile` tells them apart.
    pub(crate) fn find(
        sets: &SynonymSets,
        analyzer: &Analyzer,
        languages: &[Language],
        expr: &Expr,
        limit: usize,
    ) -> Self {
        let mut synonyms = Self::default();
        if sets.by_first.is_empty() {
            return synonyms;
        }
        let stated: Vec<Stated<'_>> =
            runs(expr).into_iter().flat_map(|run| run.stated(sets, analyzer, languages)).collect();
        let members = |use_: Use| {
            let stated = stated.iter().filter(move |stated| stated.use_ == use_);
            stated.flat_map(|stated| &stated.members).copied()
        };
        let sought: HashSet<usize> = members(Use::Sought).map(|member| member.set).collect();
        let text = |member: Member| sets.sets[member.set][member.number].clone();
        synonyms.dropped = members(Use::Dropped).map(text).collect();
        let mut left = limit;
        for Stated { words, readings, members, use_ } in stated {
            let mut others: Vec<String> = Vec::new();
            let of_sets = members.iter().map(|member| member.set);
            for set in of_sets.filter(|set| use_ == Use::Sought || !sought.contains(set)) {
                for (number, text) in sets.sets[set].iter().enumerate() {
                    let other = Member { set, number };
                    // Of an inflected form of a member the member itself may find more.
                    let is_typed = || readings.covers(&Readings::of(text, analyzer, languages));
                    let is_known =
                        others.contains(text) || (members.contains(&other) && is_typed());
                    if !is_known {
                        others.push(text.clone());
                    }
                }
            }
            if others.is_empty() {
                continue;
            }
            if others.len() > left {
                synonyms.is_cut = true;
                break;
            }
            left -= others.len();
            let typed: Vec<&str> = words.iter().map(|word| word.text).collect();
            let span = words[0].span.start..words[words.len() - 1].span.end;
            for word in &words {
                synonyms.by_word.entry(word.span.clone()).or_default().push(synonyms.found.len());
            }
            let (typed, is_sought) = (typed.join(" "), use_ == Use::Sought);
            synonyms.found.push(Found { typed, span, is_sought, others });
        }
        synonyms
    }

    /// The synonyms of the word at this place of the query.
    pub(crate) fn of_word(&self, span: &Range<usize>) -> impl Iterator<Item = &str> {
        let found = self.by_word.get(span).into_iter().flatten();
        found.flat_map(|number| &self.found[*number].others).map(String::as_str)
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

/// What a word is in a query for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    Sought,
    /// Excluded by itself.
    Dropped,
    /// Excluded together with something else, or in a field.
    Excluded,
}

/// Bare words that merely stand side by side.
struct Run<'a> {
    words: Vec<Typed<'a>>,
    use_: Use,
}

#[derive(Clone)]
struct Typed<'a> {
    text: &'a str,
    span: Range<usize>,
}

/// Words of a query that are members of sets.
struct Stated<'a> {
    words: Vec<Typed<'a>>,
    readings: Readings,
    members: Vec<Member>,
    use_: Use,
}

impl<'a> Run<'a> {
    fn of(words: &'a [Expr], use_: Use) -> Self {
        let typed = |word: &'a Expr| {
            let text = match &word.kind {
                ExprKind::Name { word } => word.as_str(),
                _ => bare_word(word)?,
            };
            Some(Typed { text, span: word.span.clone() })
        };
        Self { words: words.iter().filter_map(typed).collect(), use_ }
    }

    /// Its words that are members of sets, and of words side by side those that are together,
    /// the longest and first ones.
    fn stated(
        self,
        sets: &SynonymSets,
        analyzer: &Analyzer,
        languages: &[Language],
    ) -> Vec<Stated<'a>> {
        let Self { words, use_ } = self;
        let readings: Vec<_> =
            words.iter().map(|word| Readings::of(word.text, analyzer, languages)).collect();
        let mut stated = Vec::new();
        let mut state = |words: &[Typed<'a>], readings: Readings| {
            let mut members: Vec<_> =
                readings.all().flat_map(|words| sets.members(words)).collect();
            if !members.is_empty() {
                let mut known = HashSet::new();
                members.retain(|member| known.insert(*member));
                stated.push(Stated { words: words.to_vec(), readings, members, use_ });
            }
        };
        // The words that the typed ones come to, on end, and where each typed one begins.
        let mut plain = Stems::new();
        let mut starts = Vec::with_capacity(words.len() + 1);
        for readings in &readings {
            starts.push(plain.len());
            plain.extend_from_slice(&readings.words);
        }
        starts.push(plain.len());
        let mut next = 0;
        for (at, alone) in readings.into_iter().enumerate() {
            state(&words[at..=at], alone);
            if at < next {
                continue;
            }
            let rest = &plain[starts[at]..];
            let end_of = |key: &Key| {
                let end = starts[at] + key.words.len();
                let end = starts[at + 1..].binary_search(&end).ok()? + at + 1;
                (end > at + 1).then_some(end)
            };
            let Some(end) = sets.beginning_with(rest).filter_map(end_of).max() else { continue };
            let together = plain[starts[at]..starts[end]].to_vec();
            state(&words[at..end], Readings { words: together, as_one: None });
            next = end;
        }
        stated
    }
}

/// The bare words of a query, in the order of typing. What is sought in a field of values has no
/// synonyms.
fn runs(expr: &Expr) -> Vec<Run<'_>> {
    let mut runs = Vec::new();
    let mut open = vec![(expr, Use::Sought)];
    while let Some((expr, use_)) = open.pop() {
        // What is excluded together with something else is not excluded by itself.
        let together = if use_ == Use::Sought { use_ } else { Use::Excluded };
        match &expr.kind {
            ExprKind::And { children, explicit } => {
                let is_side_by_side = |one: &Expr, other: &Expr| {
                    !explicit && bare_word(one).is_some() && bare_word(other).is_some()
                };
                for run in children.chunk_by(is_side_by_side).rev() {
                    match run {
                        [only] => open.push((only, together)),
                        words => runs.push(Run::of(words, together)),
                    }
                }
            }
            ExprKind::Or { children } => {
                open.extend(children.iter().rev().map(|child| (child, use_)));
            }
            ExprKind::Not { inner } => {
                let use_ = if use_ == Use::Sought { Use::Dropped } else { Use::Excluded };
                open.push((inner, use_));
            }
            ExprKind::Required { inner } | ExprKind::Boost { inner, .. } => {
                open.push((inner, use_));
            }
            ExprKind::Field { name, inner } if is_prose(name) => open.push((inner, together)),
            ExprKind::AtLeast { inner, .. } => open.push((inner, together)),
            ExprKind::Distance { left, right, .. } => {
                open.extend([(&**right, together), (&**left, together)]);
            }
            ExprKind::Word { .. } | ExprKind::Name { .. } => {
                runs.push(Run::of(std::slice::from_ref(expr), use_));
            }
            _ => {}
        }
    }
    runs.sort_by_key(|run| run.words.first().map(|word| word.span.start));
    runs
}

fn bare_word(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Word { text, exactness: Exactness::Inflected } => Some(text),
        _ => None,
    }
}

/// Whether a field holds text whose words are inflected, not a value or words that are no prose.
fn is_prose(field: &str) -> bool {
    !["lang", "id"].contains(&field) && Keyword::of(field).is_none()
}
