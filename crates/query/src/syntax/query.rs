//! Builds queries without text.

use std::fmt;
use std::ops::{Bound as Side, Not, RangeBounds};

use article::FieldName;
use jiff::civil::Date;

use super::canonical::reading;
use super::clean::clean;
use super::date::{Bound, DateCondition, Period};
use super::decimal::DecimalRange;
use super::expr::{
    DistanceKind, Exactness, Expr, ExprKind, NumberRange, OwnRange, PhrasePart, PhrasePartKind,
    Scope,
};
use super::field::is_valued;
use super::frame::{Joint, Node, join};
use super::shape::{in_field, is_made_of_words, without_field};
use super::{ParseOptions, backslash, dialect, parse, word};

/// A query that a program builds: the same as one that is typed, without a text to be misread.
///
/// ```
/// use query::syntax::{Field, Query};
///
/// let query = Query::word("vučić")
///     .and(Query::any([Query::phrase("export ban"), Query::word("AND")]))
///     .excluding(Query::word("kosovo").in_field(Field::Title))
///     .published(jiff::civil::date(2025, 5, 1)..);
/// assert_eq!(
///     query.to_string(),
///     r#"vučić AND ("export ban" OR \AND) AND NOT title:kosovo AND date:2025-05-01.."#
/// );
/// ```
///
/// Its text, in the canonical form, reads back as the same query. A text without a letter or digit
/// has nothing to be found by: a word of it is [`Self::nothing`].
#[derive(Debug, Clone)]
pub struct Query {
    node: Node,
    scope: Option<Scope>,
}

/// A field in which words can be sought, and that an article may lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Field {
    /// The title.
    Title,
    /// The body.
    Body,
    /// The names of the authors.
    Author,
    /// The outlet.
    Source,
    /// The code of the language, as `sr` or `sr-Cyrl`.
    Language,
    /// The section of the outlet.
    Section,
    /// The place of a dateline.
    Place,
    /// Words by which the outlet files it.
    Tag,
    /// The address.
    Url,
    /// The id, or its beginning.
    Id,
    /// A field of the archive's own.
    Own(FieldName),
}

/// A part of a query that a distance or a count was asked of stands at no places of a text: it is
/// not made of words, phrases and alternatives of these in one field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{part}` is not made of words, phrases and alternatives of these in one field")]
pub struct NotWords {
    /// The part, in the canonical form.
    pub part: String,
}

impl Query {
    /// Every article.
    pub fn everything() -> Self {
        Self::leaf(ExprKind::All)
    }

    /// No article.
    pub fn nothing() -> Self {
        !Self::everything()
    }

    /// A word in any spelling and any inflected form. Several with a space between stand one after
    /// the other.
    pub fn word(text: &str) -> Self {
        Self::of_words(text, Exactness::Inflected, |parts| parts.join(" "))
    }

    /// All words of a text, each as [`Self::word`] and wherever it stands; of no words nothing.
    pub fn words(text: &str) -> Self {
        let words = clean(text);
        let words = words.text.split_whitespace().filter(|word| word::has_letters(word));
        let words = words.map(|word| Self::word(word).node).collect();
        let joined = join(words, Joint::Beside);
        joined.map_or_else(Self::nothing, |node| Self { node, scope: None })
    }

    /// Words in this order, in any spelling and in this form.
    pub fn phrase(text: &str) -> Self {
        Self::in_order(text, Exactness::Folded)
    }

    /// Words in this order, letter for letter in either case.
    pub fn letters(text: &str) -> Self {
        Self::in_order(text, Exactness::Letters)
    }

    /// Words in this order, letter for letter and in this case.
    pub fn letters_and_case(text: &str) -> Self {
        Self::in_order(text, Exactness::LettersAndCase)
    }

    /// A word in which `*` stands for any letters and `?` for one, but at its end, where a question
    /// mark says nothing. A backslash takes either its meaning.
    pub fn pattern(pattern: &str) -> Self {
        let pattern = spaced(pattern);
        if !word::has_wildcard(&pattern) {
            // It may be what an operator is written with.
            return Self::with_sign(&backslash::unescaped(&pattern), "");
        }
        Self::read(&backslash::escaped(&pattern, true))
    }

    /// A word within an edit distance of 1 or 2; without one it is 1 for words of fewer than six
    /// letters, else 2.
    pub fn fuzzy(word: &str, distance: Option<u8>) -> Self {
        let distance = distance.map_or(String::new(), |distance| distance.clamp(1, 2).to_string());
        Self::with_sign(word, &format!("~{distance}"))
    }

    /// A word and the other spellings of the name that it is.
    pub fn name(word: &str) -> Self {
        Self::with_sign(word, "~name")
    }

    /// A word that a regular expression fits, over folded words. One of more than
    /// [300 bytes](Self::LONGEST_REGEX), or that is none, is an error when it is asked.
    pub fn regex(pattern: &str) -> Self {
        let mut typed = String::with_capacity(pattern.len() + 8);
        let pattern = &*clean(pattern).text;
        for (at, c) in pattern.char_indices() {
            match c {
                '/' if !backslash::is_escaped(pattern, at) => typed.push_str("\\/"),
                // No word has a space in it; written so, it ends no expression.
                c if c.is_whitespace() => typed.push_str("\\x20"),
                c => typed.push(c),
            }
        }
        let whole = format!("/{typed}/");
        if word::regex_len(&whole) == Some(whole.len()) {
            Self::leaf(ExprKind::Regex { pattern: typed })
        } else {
            Self::nothing()
        }
    }

    /// The longest regular expression, in bytes.
    pub const LONGEST_REGEX: usize = word::LONGEST_REGEX;

    /// Articles with this very value in a field, as [`crate::Facets`] names it; of a field that never
    /// has such values, or an empty value, none. Where it is a field of the archive's own, an archive
    /// that does not have it so takes it for words, with a remark that is an error for a strict
    /// request; a [`crate::Filter`] is an error there. A value with characters that cannot be seen is reached
    /// by [`crate::Filter::value`] alone, for such are no part of a query.
    pub fn value(field: Field, value: &str) -> Self {
        let is_own = matches!(field, Field::Own(_));
        let (field, value) = (field.name().to_owned(), clean(value).text.into_owned());
        let may_have_values = is_own || is_valued(&field);
        if value.is_empty() || !may_have_values {
            return Self::nothing();
        }
        Self::leaf(ExprKind::Is { field, value })
    }

    /// Articles that have a value in a field.
    pub fn has(field: Field) -> Self {
        Self::leaf(ExprKind::Has { field: field.name().to_owned() })
    }

    /// Articles that have a date.
    pub fn has_date() -> Self {
        Self::leaf(ExprKind::Has { field: "date".to_owned() })
    }

    /// All of these; of none everything.
    pub fn all(queries: impl IntoIterator<Item = Self>) -> Self {
        Self::joined(queries, Joint::And).unwrap_or_else(Self::everything)
    }

    /// Any of these; of none nothing.
    pub fn any(queries: impl IntoIterator<Item = Self>) -> Self {
        Self::joined(queries, Joint::Or).unwrap_or_else(Self::nothing)
    }

    /// This and another.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self::all([self, other])
    }

    /// This or another.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self::any([self, other])
    }

    /// This without another.
    #[must_use]
    pub fn excluding(self, other: Self) -> Self {
        self.and(!other)
    }

    /// The words of this sought in a field; where a part names one already, that holds. Of a field of
    /// the archive's own it is one whose words are searched.
    #[must_use]
    pub fn in_field(self, field: Field) -> Self {
        self.wrapped(|expr| in_field(Some(field.name().to_owned()), expr, 0..0))
    }

    /// The bare words of the whole query sought in this part of articles; the last of several
    /// holds.
    #[must_use]
    pub fn searching(mut self, scope: Scope) -> Self {
        self.scope = Some(scope);
        self
    }

    /// This, published on these days, certainly or possibly.
    #[must_use]
    pub fn published(self, days: impl RangeBounds<Date>) -> Self {
        self.on_days(days, ExprKind::Date)
    }

    /// This, with a date of a field of the archive's own on these days, certainly or possibly; in an
    /// archive that does not have it so, as [`Self::value`].
    #[must_use]
    pub fn with_date(self, field: FieldName, days: impl RangeBounds<Date>) -> Self {
        self.on_days(days, |days| ExprKind::Within {
            field: field.into(),
            range: OwnRange::Days(days),
        })
    }

    fn on_days(
        self,
        days: impl RangeBounds<Date>,
        condition: impl FnOnce(DateCondition) -> ExprKind,
    ) -> Self {
        let first = Date::constant(1, 1, 1);
        let bound = |side: Side<&Date>| match side {
            Side::Included(day) => Some(Bound { period: Period::Day(*day), inclusive: true }),
            Side::Excluded(day) => Some(Bound { period: Period::Day(*day), inclusive: false }),
            Side::Unbounded => None,
        };
        let from = bound(days.start_bound()).map(|bound| match bound.period {
            Period::Day(day) if day < first => {
                Bound { period: Period::Day(first), inclusive: true }
            }
            _ => bound,
        });
        let to = bound(days.end_bound());
        let asked = DateCondition { from, to };
        let days = asked.resolve(first);
        if days.is_empty() || days.end.is_some_and(|last| last < first) {
            return self.and(Self::nothing());
        }
        if from.is_none() && to.is_none() {
            return self;
        }
        self.and(Self::leaf(condition(asked)))
    }

    /// This, with a number of a field of the archive's own in a range; of no number nothing. In an
    /// archive that does not have it so, as [`Self::value`].
    #[must_use]
    pub fn with_number(self, field: FieldName, range: impl RangeBounds<f64>) -> Self {
        match DecimalRange::of(range) {
            None => self.and(Self::nothing()),
            Some(range) if range.is_open() => self,
            Some(range) => {
                let (field, range) = (field.into(), OwnRange::Numbers(range));
                self.and(Self::leaf(ExprKind::Within { field, range }))
            }
        }
    }

    /// This, with so many words in title and body.
    #[must_use]
    pub fn with_length(self, words: impl RangeBounds<u64>) -> Self {
        let min = match words.start_bound() {
            Side::Included(min) => Some(*min),
            Side::Excluded(min) => Some(min.saturating_add(1)),
            Side::Unbounded => None,
        };
        let max = match words.end_bound() {
            Side::Included(max) => Some(*max),
            Side::Excluded(0) => return self.and(Self::nothing()),
            Side::Excluded(max) => Some(max - 1),
            Side::Unbounded => None,
        };
        match (min, max) {
            (None, None) => self,
            (Some(min), Some(max)) if max < min => self.and(Self::nothing()),
            (min, max) => {
                let (field, range) = ("words".to_owned(), NumberRange { min, max });
                self.and(Self::leaf(ExprKind::Number { field, range }))
            }
        }
    }

    /// This near another, each made of words; where one is sought in a field, both are. A distance
    /// in words is brought into 1 to 10,000.
    ///
    /// # Errors
    /// [`NotWords`] where one of them is not, or they are of two fields.
    pub fn near(self, other: Self, kind: DistanceKind) -> Result<Self, NotWords> {
        let kind = match kind {
            DistanceKind::Near(words) => DistanceKind::Near(words.clamp(1, word::MOST_WORDS)),
            DistanceKind::Before(words) => DistanceKind::Before(words.clamp(1, word::MOST_WORDS)),
            other => other,
        };
        let scope = other.scope.or(self.scope);
        if let Some(node) = first_too_deep([&self.node, &other.node]) {
            return Ok(Self { node, scope });
        }
        let depth = self.node.depth.max(other.node.depth) + 1;
        let (field, left) = words_of(self.node.expr)?;
        let (other_field, right) = words_of(other.node.expr)?;
        if field.is_some() && other_field.is_some() && field != other_field {
            let part = reading(&in_field(other_field, right, 0..0));
            return Err(NotWords { part });
        }
        let is_one_sided = field.is_some() != other_field.is_some();
        let (left, right) = (Box::new(left), Box::new(right));
        let kind = ExprKind::Distance { left, right, kind };
        let expr = in_field(field.or(other_field), Expr { kind, span: 0..0 }, 0..0);
        Ok(Self { node: Node { expr, depth: depth + usize::from(is_one_sided) }, scope })
    }

    /// What is made of words, so often at least in one article: 1 to 10,000 times.
    ///
    /// # Errors
    /// [`NotWords`] where it is not.
    pub fn at_least(self, times: u32) -> Result<Self, NotWords> {
        let count = times.clamp(1, word::MOST_WORDS);
        let (field, inner) = words_of(self.node.expr.clone())?;
        let kind = ExprKind::AtLeast { count, inner: Box::new(inner) };
        Ok(self.wrapped(|_| in_field(field, Expr { kind, span: 0..0 }, 0..0)))
    }

    /// This with a weight in the score, 0 to 1000; 1 is what it has by itself.
    #[must_use]
    pub fn weighing(self, factor: f32) -> Self {
        let factor = if factor.is_finite() { factor.clamp(0.0, 1000.0) } else { 1.0 };
        self.wrapped(|expr| Expr {
            kind: ExprKind::Boost { factor, inner: Box::new(expr) },
            span: 0..0,
        })
    }

    fn leaf(kind: ExprKind) -> Self {
        Self { node: Node { expr: Expr { kind, span: 0..0 }, depth: 1 }, scope: None }
    }

    /// What a text is read as that was made to be read as one thing.
    fn read(typed: &str) -> Self {
        let read = parse(typed, &ParseOptions::default()).expr;
        match read.kind {
            ExprKind::All if !word::has_star(typed) => Self::nothing(),
            kind => Self::leaf(kind),
        }
    }

    fn with_sign(word: &str, sign: &str) -> Self {
        let word = spaced(word);
        if !word::has_letters(&word) {
            return Self::nothing();
        }
        let begins = if word.starts_with(char::is_alphanumeric) { "\\" } else { "" };
        Self::read(&format!("{begins}{}{sign}", backslash::escaped(&word, false)))
    }

    fn of_words(
        text: &str,
        exactness: Exactness,
        together: impl FnOnce(&[&str]) -> String,
    ) -> Self {
        let cleaned = clean(text);
        let parts: Vec<&str> = cleaned.text.split_whitespace().collect();
        if parts.iter().any(|part| word::has_letters(part)) {
            Self::leaf(ExprKind::Word { text: together(&parts), exactness })
        } else {
            Self::nothing()
        }
    }

    fn in_order(text: &str, exactness: Exactness) -> Self {
        let cleaned = clean(text);
        let parts = cleaned.text.split_whitespace().filter(|part| word::has_letters(part));
        let parts: Vec<_> = parts
            .map(|part| PhrasePart { kind: PhrasePartKind::Word(part.to_owned()), span: 0..0 })
            .collect();
        match parts.len() {
            0 | 1 => Self::of_words(text, exactness, |parts| {
                parts
                    .iter()
                    .find(|part| word::has_letters(part))
                    .map_or("", |part| *part)
                    .to_owned()
            }),
            _ => Self::leaf(ExprKind::Phrase { parts, exactness, slop: None }),
        }
    }

    fn joined(queries: impl IntoIterator<Item = Self>, joint: Joint) -> Option<Self> {
        let mut scope = None;
        let nodes = queries.into_iter().map(|query| {
            scope = query.scope.or(scope);
            query.node
        });
        let nodes: Vec<_> = nodes.collect();
        let node = first_too_deep(&nodes).or_else(|| join(nodes, joint))?;
        Some(Self { node, scope })
    }

    fn wrapped(self, wrap: impl FnOnce(Expr) -> Expr) -> Self {
        let Self { node, scope } = self;
        if first_too_deep([&node]).is_some() {
            return Self { node, scope };
        }
        let node = Node { expr: wrap(node.expr), depth: node.depth + 1 };
        Self { node, scope }
    }

    /// The tree that the parser makes of its text.
    fn tree(&self) -> Expr {
        let expr = self.node.expr.clone();
        let Some(scope) = self.scope else { return expr };
        let scope = Expr { kind: ExprKind::Scope(scope), span: 0..0 };
        let (mut children, explicit) = match expr.kind {
            ExprKind::All => return scope,
            ExprKind::And { children, explicit: false } => (children, false),
            kind => (vec![Expr { kind, span: 0..0 }], false),
        };
        children.push(scope);
        Expr { kind: ExprKind::And { children, explicit }, span: 0..0 }
    }
}

impl Not for Query {
    type Output = Self;

    /// All but this.
    fn not(self) -> Self {
        self.wrapped(|expr| Expr { kind: ExprKind::Not { inner: Box::new(expr) }, span: 0..0 })
    }
}

impl From<Query> for Expr {
    fn from(query: Query) -> Self {
        query.tree()
    }
}

impl PartialEq for Query {
    fn eq(&self, other: &Self) -> bool {
        self.node.expr == other.node.expr && self.scope == other.scope
    }
}

/// The canonical form.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tree().fmt(f)
    }
}

impl Field {
    fn name(&self) -> &str {
        match self {
            Self::Own(name) => name.as_str(),
            Self::Title => "title",
            Self::Body => "body",
            Self::Author => "author",
            Self::Source => "source",
            Self::Language => "lang",
            Self::Section => "section",
            Self::Place => "place",
            Self::Tag => "tag",
            Self::Url => "url",
            Self::Id => "id",
        }
    }
}

/// A text to paste into a query, in which every word of it means itself: signs and operators lose
/// their meaning. Several words are in parentheses, so that a field or a sign before them holds for
/// all; of a text without words nothing is found.
///
/// ```
/// use query::syntax::escape;
///
/// assert_eq!(escape("-kosovo OR"), r"(\-kosovo \OR)");
/// assert_eq!(format!("title:{}", escape("foo\" body:bar")), r#"title:(foo\" body\:bar)"#);
/// ```
pub fn escape(text: &str) -> String {
    let words = Query::words(text);
    let typed = words.to_string();
    match &words.node.expr.kind {
        ExprKind::Word { text, .. } if !dialect::bears_on_neighbours(text) => typed,
        _ => format!("({typed})"),
    }
}

/// Where a node nests deeper than may be asked, one in its place that goes no deeper, so that no stack
/// ends over it, and is refused when it is asked.
fn first_too_deep<'a>(nodes: impl IntoIterator<Item = &'a Node>) -> Option<Node> {
    let depth = ParseOptions::MOST_DEEP + 1;
    nodes.into_iter().find(|node| node.depth >= depth)?;
    let mut expr = Expr { kind: ExprKind::All, span: 0..0 };
    for _ in 0..depth {
        expr = Expr { kind: ExprKind::Not { inner: Box::new(expr) }, span: 0..0 };
    }
    Some(Node { expr, depth })
}

/// What stands at places of a text, and the field that it stands in.
fn words_of(expr: Expr) -> Result<(Option<String>, Expr), NotWords> {
    let part = reading(&expr);
    let (field, words) = without_field(expr);
    if is_made_of_words(&words) { Ok((field, words)) } else { Err(NotWords { part }) }
}

/// The text on one line, without characters that nobody means.
fn spaced(text: &str) -> String {
    clean(text).text.split_whitespace().collect::<Vec<_>>().join(" ")
}
