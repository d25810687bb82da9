//! Finds the terms of a segment that fit a pattern.

use std::sync::Arc;

use schema::{LETTERS_SEPARATOR, WordField};
use tantivy::postings::TermInfo;
use tantivy::query::{DfaWrapper, FuzzyTermQuery};
use tantivy::schema::Field;
use tantivy::{InvertedIndexReader, SegmentReader, TantivyError, Term};
use tantivy_fst::{Automaton, Regex};
use text::Name;

use super::budget::{Budget, cost};
use super::spelled::SpellingAutomaton;
use crate::QueryError;
use crate::understand::Word;

/// A pattern over the terms of a field.
#[derive(Clone)]
pub(crate) enum Pattern {
    /// Terms that begin so: a range of the dictionary.
    Prefix(String),
    /// These terms.
    Words(Vec<String>),
    /// Terms that an expression fits as a whole.
    Regex(Arc<Regex>),
    /// Terms within an edit distance of a word.
    Fuzzy(Arc<DfaWrapper>),
    /// Terms that are spellings of names.
    Spelling(Arc<SpellingAutomaton>),
}

impl std::fmt::Debug for Pattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Prefix(prefix) => write!(f, "Prefix({prefix})"),
            Self::Words(words) => write!(f, "Words({words:?})"),
            Self::Regex(_) => f.write_str("Regex"),
            Self::Fuzzy(_) => f.write_str("Fuzzy"),
            Self::Spelling(_) => f.write_str("Spelling"),
        }
    }
}

/// The terms of a segment that fit, and how many more there were than the limit.
#[derive(Debug, Default)]
pub(crate) struct Expansion {
    /// Where their postings stand, the most frequent first where there were too many.
    pub(crate) terms: Vec<TermInfo>,
    /// How many were left out.
    pub(crate) left_out: u64,
}

impl Pattern {
    /// The pattern of a word that has one.
    ///
    /// # Errors
    /// [`QueryError::Pattern`] where it is no regular expression, or too large a one.
    pub(crate) fn of(word: &Word) -> Result<Option<Self>, QueryError> {
        Ok(Some(match word {
            Word::Prefix(prefix) => Self::Prefix(prefix.clone()),
            Word::Glob(glob) => Self::regex(glob, &glob_to_regex(glob, "."))?,
            Word::Regex(pattern) => Self::regex(pattern, pattern)?,
            Word::Fuzzy { word, distance } => Self::fuzzy(word, *distance)?,
            Word::Written { folded, letters, .. } => {
                Self::written(folded, letters)?;
                return Ok(None);
            }
            Word::Inflected { .. } | Word::Folded(_) | Word::Letters { .. } => return Ok(None),
        }))
    }

    /// The terms of a field of letters that fit a pattern of folded forms, and those of them whose
    /// letters fit another one.
    ///
    /// # Errors
    /// [`QueryError::Pattern`] where they are too large.
    pub(crate) fn written(folded: &str, letters: &str) -> Result<[Self; 2], QueryError> {
        // A letter may fold to several, as ß does.
        let wide = glob_to_regex(folded, ".{1,3}");
        let of_letters =
            |letters: &str| Self::regex(folded, &format!("{wide}{LETTERS_SEPARATOR}{letters}"));
        Ok([of_letters(".*")?, of_letters(&glob_to_regex(letters, "."))?])
    }

    fn regex(typed: &str, expression: &str) -> Result<Self, QueryError> {
        let unusable = |reason| QueryError::Pattern { pattern: typed.to_owned(), reason };
        // The engine would read all of it before it finds that it is too long. No upstream issue is
        // known.
        if expression.len() > LONGEST_BYTES {
            return Err(unusable(format!("it is longer than {LONGEST_BYTES} letters")));
        }
        let compiled = Regex::new(expression).map_err(|error| unusable(reason(&error)));
        Ok(Self::Regex(Arc::new(compiled?)))
    }

    /// The words within an edit distance of 1 or 2.
    ///
    /// # Errors
    /// [`QueryError::Pattern`] where the distance is another.
    pub(crate) fn fuzzy(word: &str, distance: u8) -> Result<Self, QueryError> {
        let term = Term::from_field_text(Field::from_field_id(0), word);
        let automaton = FuzzyTermQuery::new(term, distance, true).automaton();
        let automaton = automaton.map_err(|error| QueryError::Pattern {
            pattern: format!("{word}~{distance}"),
            reason: error.to_string(),
        });
        Ok(Self::Fuzzy(Arc::new(automaton?)))
    }

    /// The spellings of names that stand under a key in the field of names.
    pub(crate) fn spelling(key: &str, names: Vec<Name>) -> Self {
        Self::Spelling(Arc::new(SpellingAutomaton::new(key, names)))
    }

    /// Whether it goes through a dictionary letter by letter.
    pub(crate) fn is_automaton(&self) -> bool {
        !matches!(self, Self::Prefix(_) | Self::Words(_))
    }

    /// The terms of a field in one segment that fit, at most `limit` of them, as far as the budget
    /// goes.
    pub(crate) fn expand(
        &self,
        terms: &Terms,
        limit: usize,
        budget: &Budget,
    ) -> tantivy::Result<Expansion> {
        let mut expansion = Expansion::default();
        self.each(terms, budget, &mut |_, info| {
            expansion.terms.push(info.clone());
            // Of more than twice the limit the less frequent half goes at once, so that the
            // memory stays bounded.
            if expansion.terms.len() > limit.saturating_mul(2) {
                cut(&mut expansion, limit);
            }
        })?;
        if expansion.terms.len() > limit {
            cut(&mut expansion, limit);
        }
        Ok(expansion)
    }

    /// Calls `keep` with every term of a field in one segment that fits, as far as the budget goes.
    pub(crate) fn each(
        &self,
        terms: &Terms,
        budget: &Budget,
        keep: &mut dyn FnMut(&str, &TermInfo),
    ) -> tantivy::Result<()> {
        match self {
            Self::Prefix(begin) => terms.beginning_with(begin, budget, keep),
            Self::Words(words) => {
                for word in words {
                    if let Some(info) =
                        terms.inverted.terms().get(terms.of.text_of(word).as_bytes())?
                    {
                        keep(word, &info);
                    }
                }
                Ok(())
            }
            Self::Regex(regex) => terms.accepted(regex.as_ref(), budget, keep),
            Self::Fuzzy(fuzzy) => terms.accepted(fuzzy.as_ref(), budget, keep),
            Self::Spelling(name) => terms.accepted(name.as_ref(), budget, keep),
        }
    }
}

/// The words of a text in one segment: the terms of a field, without the name that they have before
/// them where several texts share it.
pub(crate) struct Terms {
    pub(crate) inverted: Arc<InvertedIndexReader>,
    of: WordField,
}

impl Terms {
    /// Those of a text.
    pub(crate) fn open(segment: &SegmentReader, of: impl Into<WordField>) -> tantivy::Result<Self> {
        let of = of.into();
        Ok(Self { inverted: segment.inverted_index(of.field)?, of })
    }

    /// Calls `keep` with every word that begins so.
    fn beginning_with(
        &self,
        begin: &str,
        budget: &Budget,
        keep: &mut dyn FnMut(&str, &TermInfo),
    ) -> tantivy::Result<()> {
        let (begin, before) = (self.of.text_of(begin), self.of.prefix().len());
        let mut stream = self.inverted.terms().range().ge(begin.as_bytes()).into_stream()?;
        while budget.spend(cost::TERM)
            && stream.advance()
            && stream.key().starts_with(begin.as_bytes())
        {
            keep(text(&stream.key()[before..]), stream.value());
        }
        Ok(())
    }

    /// Calls `keep` with every word that an automaton accepts.
    fn accepted<A: Automaton<State: Clone>>(
        &self,
        automaton: &A,
        budget: &Budget,
        keep: &mut dyn FnMut(&str, &TermInfo),
    ) -> tantivy::Result<()> {
        let prefix = self.of.prefix();
        let counted = CountedAutomaton { automaton, prefix: prefix.as_bytes(), budget };
        let mut stream = self.inverted.terms().search(&counted).into_stream()?;
        while budget.spend(cost::TERM) && stream.advance() {
            // None is accepted before all of the prefix was read.
            keep(text(&stream.key()[prefix.len()..]), stream.value());
        }
        Ok(())
    }
}

/// An automaton for what stands behind a prefix, whose way through a dictionary is counted: it may
/// lead past every term and accept none.
struct CountedAutomaton<'a, A> {
    automaton: &'a A,
    prefix: &'a [u8],
    budget: &'a Budget,
}

/// How far a term was read.
#[derive(Clone)]
enum At<S> {
    /// So many bytes of the prefix.
    Prefix(usize),
    /// Past it.
    Behind(S),
    /// It does not begin with the prefix.
    Elsewhere,
}

impl<A: Automaton<State: Clone>> Automaton for CountedAutomaton<'_, A> {
    type State = At<A::State>;

    fn start(&self) -> Self::State {
        if self.prefix.is_empty() { At::Behind(self.automaton.start()) } else { At::Prefix(0) }
    }

    fn is_match(&self, state: &Self::State) -> bool {
        matches!(state, At::Behind(state) if self.automaton.is_match(state))
    }

    fn can_match(&self, state: &Self::State) -> bool {
        !self.budget.is_over()
            && match state {
                At::Prefix(_) => true,
                At::Behind(state) => self.automaton.can_match(state),
                At::Elsewhere => false,
            }
    }

    fn will_always_match(&self, state: &Self::State) -> bool {
        matches!(state, At::Behind(state) if self.automaton.will_always_match(state))
    }

    fn accept(&self, state: &Self::State, byte: u8) -> Self::State {
        self.budget.spend(cost::LETTER);
        match state {
            At::Prefix(read) if self.prefix.get(*read) != Some(&byte) => At::Elsewhere,
            At::Prefix(read) if read + 1 < self.prefix.len() => At::Prefix(read + 1),
            At::Prefix(_) => At::Behind(self.automaton.start()),
            At::Behind(state) => At::Behind(self.automaton.accept(state, byte)),
            At::Elsewhere => At::Elsewhere,
        }
    }
}

/// A longer expression fits no word of a text: words are cut at 255 bytes.
const LONGEST_BYTES: usize = 1_000;

/// Why an expression cannot be used, in one line: the engine draws its mistakes on several.
fn reason(error: &impl std::fmt::Display) -> String {
    let text = error.to_string();
    let last = text.lines().last().unwrap_or_default();
    last.trim_start_matches("error: ").trim_end_matches('.').to_lowercase()
}

/// Every term was written as text; one that is none fits no word.
fn text(key: &[u8]) -> &str {
    std::str::from_utf8(key).unwrap_or_default()
}

/// Leaves the `limit` most frequent terms.
fn cut(expansion: &mut Expansion, limit: usize) {
    expansion.terms.sort_by_key(|info| std::cmp::Reverse(info.doc_freq));
    expansion.left_out += expansion.terms.len().saturating_sub(limit) as u64;
    expansion.terms.truncate(limit);
}

/// For handing an error through the engine, which knows only its own. No upstream issue is known.
pub(crate) fn for_engine(error: &QueryError) -> TantivyError {
    TantivyError::InvalidArgument(error.to_string())
}

/// `*` is any letters, `?` what is said, everything else itself.
pub(crate) fn glob_to_regex(glob: &str, one: &str) -> String {
    let mut regex = String::with_capacity(glob.len() * 2);
    for letter in glob.chars() {
        match letter {
            '*' => regex.push_str(".*"),
            '?' => regex.push_str(one),
            letter if letter.is_alphanumeric() => regex.push(letter),
            letter => {
                regex.push('\\');
                regex.push(letter);
            }
        }
    }
    regex
}
