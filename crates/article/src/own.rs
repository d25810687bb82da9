//! The fields that an archive has of its own, besides those of every article.

mod values;

use std::collections::BTreeMap;
use std::fmt;

use arrayvec::ArrayString;
use serde::{Deserialize, Serialize};

pub use self::values::{OwnValue, OwnValues, value_key};
use crate::{Article, ArticleError};

/// The name of a field that an archive has of its own: lower-case letters, `_` and `-` between
/// them, 2 to 32 bytes, and none that a query knows already.
///
/// ```
/// use article::FieldName;
///
/// assert_eq!(FieldName::new("desk")?.as_str(), "desk");
/// assert!(FieldName::new("title").is_err());
/// # Ok::<(), article::ArticleError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FieldName(ArrayString<{ Self::LONGEST_BYTES }>);

/// What is typed before a colon and means something else, in any archive: the fields of every
/// article under all their names, conditions, orders, and what other programs write.
const KNOWN: [&str; 32] = [
    "after",
    "author",
    "before",
    "body",
    "byline",
    "date",
    "ftp",
    "has",
    "headline",
    "http",
    "https",
    "id",
    "in",
    "intitle",
    "inurl",
    "lang",
    "mid",
    "newest",
    "oldest",
    "outlet",
    "place",
    "relevance",
    "section",
    "since",
    "site",
    "source",
    "tag",
    "title",
    "until",
    "url",
    "urn",
    "words",
];

impl FieldName {
    /// The longest, in bytes.
    pub const LONGEST_BYTES: usize = 32;

    /// The name.
    ///
    /// # Errors
    /// [`ArticleError::FieldName`] where it cannot be one.
    pub fn new(name: &str) -> Result<Self, ArticleError> {
        let refused = || {
            let found = name.chars().take(Self::LONGEST_BYTES).collect();
            ArticleError::FieldName { found }
        };
        let is_letter = |c: char| c.is_alphabetic() && c.to_lowercase().eq([c]);
        let is_name = name.len() > 1
            && name.chars().all(|c| is_letter(c) || matches!(c, '_' | '-'))
            && name.starts_with(is_letter)
            && name.ends_with(is_letter)
            && !KNOWN.contains(&name);
        match ArrayString::from(name) {
            Ok(text) if is_name => Ok(Self(text)),
            _ => Err(refused()),
        }
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FieldName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for FieldName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl TryFrom<String> for FieldName {
    type Error = ArticleError;

    fn try_from(name: String) -> Result<Self, ArticleError> {
        Self::new(&name)
    }
}

impl From<FieldName> for String {
    fn from(name: FieldName) -> Self {
        name.as_str().to_owned()
    }
}

/// What the values of a field are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum FieldKind {
    /// A short text that is one of several: a desk, a photographer. Its words are searched, and
    /// articles are counted and sorted by it.
    Keyword,
    /// A text: its words are searched in every spelling, and not inflected, as in every field of
    /// values.
    Text,
    /// A number.
    Number,
    /// A day, a month or a year.
    Date,
}

impl FieldKind {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Keyword => "keyword",
            Self::Text => "text",
            Self::Number => "number",
            Self::Date => "date",
        }
    }

    /// Whether its words are searched.
    pub fn has_words(self) -> bool {
        matches!(self, Self::Keyword | Self::Text)
    }

    /// Whether articles are found, counted and sorted by its whole values.
    pub fn has_values(self) -> bool {
        self != Self::Text
    }
}

/// A field that an archive has of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Declared", into = "Declared")]
#[non_exhaustive]
pub struct OwnField {
    /// What its values are.
    pub kind: FieldKind,
    /// The key that its values stand under, among the [extras](crate::ArticleFields::extra) of an
    /// article and in any case; without it, the name of the field.
    pub key: Option<String>,
}

impl OwnField {
    /// One of this kind, whose values stand under a key that is not its name.
    pub fn under(kind: FieldKind, key: impl Into<String>) -> Self {
        Self { kind, key: Some(key.into()) }
    }

    /// Whether the values under a key of an article's extras are of this field, if it has this name.
    pub fn has_key(&self, name: FieldName, key: &str) -> bool {
        let own = self.key.as_deref().unwrap_or(name.as_str());
        own == key
            || own.chars().flat_map(char::to_lowercase).eq(key.chars().flat_map(char::to_lowercase))
    }
}

impl From<FieldKind> for OwnField {
    fn from(kind: FieldKind) -> Self {
        Self { kind, key: None }
    }
}

/// How a field is declared: by its kind alone, or with its key.
#[derive(Serialize, Deserialize)]
#[serde(untagged, expecting = "the kind of a field is `keyword`, `text`, `number` or `date`")]
enum Declared {
    Kind(FieldKind),
    WithKey(WithKey),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WithKey {
    kind: FieldKind,
    key: String,
}

impl From<Declared> for OwnField {
    fn from(declared: Declared) -> Self {
        match declared {
            Declared::Kind(kind) => kind.into(),
            Declared::WithKey(WithKey { kind, key }) => Self { kind, key: Some(key) },
        }
    }
}

impl From<OwnField> for Declared {
    fn from(field: OwnField) -> Self {
        match field.key {
            None => Self::Kind(field.kind),
            Some(key) => Self::WithKey(WithKey { kind: field.kind, key }),
        }
    }
}

/// The fields that an archive has of its own, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OwnFields(BTreeMap<FieldName, OwnField>);

impl OwnFields {
    /// None.
    pub fn new() -> Self {
        Self::default()
    }

    /// These, and one more: of a kind, with its values under its name, or an [`OwnField::under`]
    /// another key.
    ///
    /// # Errors
    /// [`ArticleError::FieldName`] where it cannot have that name.
    pub fn with(mut self, name: &str, field: impl Into<OwnField>) -> Result<Self, ArticleError> {
        self.0.insert(FieldName::new(name)?, field.into());
        Ok(self)
    }

    /// The field of this name.
    pub fn get(&self, name: FieldName) -> Option<&OwnField> {
        self.0.get(&name)
    }

    /// The field of this name, in any case.
    pub fn find(&self, name: &str) -> Option<(FieldName, FieldKind)> {
        let lowered = || name.chars().flat_map(char::to_lowercase);
        let found = self.iter().find(|(known, _)| lowered().eq(known.as_str().chars()))?;
        Some((found.0, found.1.kind))
    }

    /// Those that have their values under a key of an article's extras.
    pub fn of_key<'a>(&'a self, key: &'a str) -> impl Iterator<Item = (FieldName, &'a OwnField)> {
        self.iter().filter(move |(name, field)| field.has_key(*name, key))
    }

    /// All of them, in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (FieldName, &OwnField)> {
        self.0.iter().map(|(name, field)| (*name, field))
    }

    /// What an article has in these fields, of those in which it has anything: of a field the first
    /// [`Self::SHOWN`] values, of a text longer than [`OwnValue::SHOWN`] characters the beginning with
    /// `…`.
    pub fn shown(&self, article: &Article) -> BTreeMap<FieldName, Vec<OwnValue>> {
        let values = |(name, field)| {
            let values = OwnValues::of(&article.extra, name, field).values.into_iter();
            (name, values.take(Self::SHOWN).map(OwnValue::shown).collect::<Vec<_>>())
        };
        self.iter().map(values).filter(|(_, values)| !values.is_empty()).collect()
    }

    /// The most values of a field that are shown with an article.
    pub const SHOWN: usize = 50;

    /// Whether an article has something in one of these fields that is no value of its kind.
    pub fn is_unread(&self, article: &Article) -> bool {
        self.iter()
            .any(|(name, field)| !OwnValues::of(&article.extra, name, field).unread.is_empty())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}
