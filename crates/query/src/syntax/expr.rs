//! The tree that a query is read into.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::date::DateCondition;
use super::decimal::DecimalRange;

/// A query or a part of one.
///
/// Two trees are equal when they mean the same; spans do not count.
#[derive(Debug, Clone)]
pub struct Expr {
    /// What it asks for.
    pub kind: ExprKind,
    /// The bytes of the typed text that it was read from.
    pub span: Range<usize>,
}

/// What a node of the tree asks for.
///
/// `text`, `word` and `pattern` are as typed, hyphens and slashes included:
/// a single one may become several tokens under analysis.
#[derive(Debug, Clone, PartialEq)]
pub enum ExprKind {
    /// Everything: the empty query, or a lone `*`.
    All,
    /// A word. At [`Exactness::Folded`] it is a phrase of one word.
    Word {
        /// The word as typed.
        text: String,
        /// How closely it must match.
        exactness: Exactness,
    },
    /// `krus*`, `kru?ik`, `*politika`: `*` is any letters, `?` exactly one.
    Wildcard {
        /// The pattern, with at least one letter or digit.
        pattern: String,
        /// [`Exactness::Inflected`] where nothing was typed before it: the
        /// pattern is then one of folded words.
        exactness: Exactness,
    },
    /// `vucich~`, `vucich~1`: words within an edit distance.
    Fuzzy {
        /// The word.
        word: String,
        /// One or two; `None` leaves it to the word's length.
        distance: Option<u8>,
    },
    /// `vucic~name`: the word with the name's other spellings.
    Name {
        /// The word.
        word: String,
    },
    /// `/vu[cč]i[cć]h?/`: a regular expression over folded words, unchecked.
    Regex {
        /// What stands between the slashes.
        pattern: String,
    },
    /// Words in quotes: two or more parts, or a single one that is no
    /// plain word.
    Phrase {
        /// The words in order, never empty.
        parts: Vec<PhrasePart>,
        /// Never [`Exactness::Inflected`].
        exactness: Exactness,
        /// With `~n`: any order, within a window of `n` further words.
        slop: Option<u32>,
    },
    /// All of two or more.
    And {
        /// The parts, none of them an `And` with the same `explicit`.
        children: Vec<Expr>,
        /// Whether `AND` was typed; else they merely stand side by side.
        explicit: bool,
    },
    /// Any of two or more, none of them an `Or`.
    Or {
        /// The alternatives.
        children: Vec<Expr>,
    },
    /// All but these.
    Not {
        /// What is excluded.
        inner: Box<Expr>,
    },
    /// `+word`: needed even where any word would do. Elsewhere it changes
    /// nothing.
    Required {
        /// What is needed.
        inner: Box<Expr>,
    },
    /// `title:…`: bare words inside are sought in this field.
    Field {
        /// The canonical name (`byline` and `BYLINE` are `author`), or that
        /// of an extra field as the options spell it.
        name: String,
        /// What is sought in it; an inner `Field` prevails.
        inner: Box<Expr>,
    },
    /// Two things near each other. Both sides are made of words, wildcards,
    /// fuzzy words, names, expressions, phrases, distances and weights of
    /// these and `Or`s of these, nothing else; weights inside count for
    /// nothing.
    Distance {
        /// The left side.
        left: Box<Expr>,
        /// The right side.
        right: Box<Expr>,
        /// How near, and in which order.
        kind: DistanceKind,
    },
    /// `atleast3(…)`: this many occurrences in one article.
    AtLeast {
        /// At least 1.
        count: u32,
        /// What is counted; of the same shape as the sides of a distance.
        inner: Box<Expr>,
    },
    /// `…^3`: the weight of a part in the score.
    Boost {
        /// From 0 to 1000.
        factor: f32,
        /// What is weighed.
        inner: Box<Expr>,
    },
    /// When the article was published.
    Date(DateCondition),
    /// `words:>500`: a number of the article in a range.
    Number {
        /// The field, for now always `words`.
        field: String,
        /// What it may be.
        range: NumberRange,
    },
    /// `pages:>3`, `embargo:2025-05`: a field of the archive's own has a value in a range.
    Within {
        /// The field's name.
        field: String,
        /// What it may be.
        range: OwnRange,
    },
    /// `source:is("Le Monde")`: the field has this very value.
    Is {
        /// The field's canonical name, one of those that hits are counted by.
        field: String,
        /// The value, letter for letter; not empty.
        value: String,
    },
    /// `has:date`, `author:*`: the field has a value.
    Has {
        /// The field's canonical name.
        field: String,
    },
    /// `in:all`, `in:title`, `in:body`: what the whole query searches. Stands
    /// alone or as the last child of the outermost `And`, at most once, and
    /// excludes nothing.
    Scope(Scope),
}

/// How closely a word must match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exactness {
    /// Bare: any spelling, any inflected form.
    Inflected,
    /// In quotes: any spelling, this form.
    Folded,
    /// After `=`: letter for letter, in either case.
    Letters,
    /// After `==`: letter for letter, case included.
    LettersAndCase,
}

/// A word of a phrase. Equality leaves the span out.
#[derive(Debug, Clone)]
pub struct PhrasePart {
    /// What is sought.
    pub kind: PhrasePartKind,
    /// The bytes of the typed text that it was read from.
    pub span: Range<usize>,
}

/// What a word of a phrase is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhrasePartKind {
    /// A word as typed.
    Word(String),
    /// A pattern with `*` or `?`.
    Wildcard(String),
    /// A word within an edit distance.
    Fuzzy {
        /// The word.
        word: String,
        /// One or two; `None` leaves it to the word's length.
        distance: Option<u8>,
    },
}

/// How near two things are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DistanceKind {
    /// `w/n`: at most `n - 1` words between the nearest ends, either order.
    Near(u32),
    /// `pre/n`: the same, the left side first.
    Before(u32),
    /// `/s`: in one sentence.
    Sentence,
    /// `/p`: in one paragraph.
    Paragraph,
}

/// What the bare words of a query are sought in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Titles only.
    Title,
    /// Bodies only.
    Body,
    /// Boilerplate, captions and comments too.
    All,
}

/// What a value of a field of the archive's own may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum OwnRange {
    /// A number.
    Numbers(DecimalRange),
    /// A date, certainly or possibly on these days.
    Days(DateCondition),
}

/// A range of whole numbers, inclusive at both ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberRange {
    /// The least, if any.
    pub min: Option<u64>,
    /// The most, if any.
    pub max: Option<u64>,
}

impl ExprKind {
    /// Whether it is a condition that has a field of its own.
    pub(crate) fn is_condition(&self) -> bool {
        matches!(
            self,
            Self::Date(_)
                | Self::Number { .. }
                | Self::Within { .. }
                | Self::Has { .. }
                | Self::Is { .. }
        )
    }
}

impl Expr {
    /// Calls `each` with every word and pattern as typed, those inside phrases one by one.
    pub(crate) fn each_text<'a>(&'a self, each: &mut impl FnMut(&'a str)) {
        match &self.kind {
            ExprKind::Word { text: word, .. }
            | ExprKind::Wildcard { pattern: word, .. }
            | ExprKind::Fuzzy { word, .. }
            | ExprKind::Name { word }
            | ExprKind::Regex { pattern: word } => each(word),
            ExprKind::Phrase { parts, .. } => parts.iter().for_each(|part| match &part.kind {
                PhrasePartKind::Word(word)
                | PhrasePartKind::Wildcard(word)
                | PhrasePartKind::Fuzzy { word, .. } => each(word),
            }),
            ExprKind::And { children, .. } | ExprKind::Or { children } => {
                for child in children {
                    child.each_text(each);
                }
            }
            ExprKind::Not { inner }
            | ExprKind::Required { inner }
            | ExprKind::Field { inner, .. }
            | ExprKind::AtLeast { inner, .. }
            | ExprKind::Boost { inner, .. } => inner.each_text(each),
            ExprKind::Distance { left, right, .. } => {
                left.each_text(each);
                right.each_text(each);
            }
            _ => {}
        }
    }

    /// The parts that can be looked up by themselves, in the order of typing.
    pub(crate) fn leaves(&self) -> Vec<&Self> {
        let mut leaves = Vec::new();
        let mut open = vec![self];
        while let Some(expr) = open.pop() {
            match &expr.kind {
                ExprKind::And { children, .. } | ExprKind::Or { children } => {
                    open.extend(children.iter().rev());
                }
                ExprKind::Not { inner }
                | ExprKind::Required { inner }
                | ExprKind::Boost { inner, .. } => open.push(inner),
                ExprKind::Scope(_) => {}
                _ => leaves.push(expr),
            }
        }
        leaves
    }
}

impl PartialEq for Expr {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl PartialEq for PhrasePart {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl Eq for PhrasePart {}
