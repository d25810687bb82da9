//! Knows which key of a record stands for which field of an article.

mod dates;
mod usual;

use std::collections::HashMap;
use std::sync::Arc;

use article::OwnFields;

use self::usual::USUAL;
pub(super) use self::usual::WRAPPERS;
use crate::IngestError;

/// A field of an article that a record may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Field {
    Id,
    Title,
    Body,
    Author,
    Source,
    Url,
    Language,
    /// When it was published.
    Date,
    /// When it was written down: by its author, or by a reader who kept it.
    Created,
    /// When a program fetched it: no date of publication, but none lies much later.
    Fetched,
    Section,
    Tags,
    Places,
    Dateline,
}

impl Field {
    pub(crate) const COUNT: usize = 14;

    /// Its name, by which callers map keys to it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Created => "date",
            Self::Fetched => "fetched",
            field => {
                USUAL.iter().find(|(known, ..)| *known == field).map_or("", |(_, name, _)| name)
            }
        }
    }
}

/// The keys of one run: those mapped by the caller, then the usual ones.
#[derive(Debug, Clone)]
pub(crate) struct KeyMap {
    /// Mapped keys as they stand, and usual ones folded; each with its rank inside its field.
    mapped: HashMap<String, (Field, usize)>,
    usual: HashMap<&'static str, (Field, usize)>,
    /// The fields that the archive has of its own.
    own: Arc<OwnFields>,
    /// The rank of keys that are put together of words such as `published` and `date`.
    composed: usize,
}

/// The longest key that is looked at.
const LONGEST_KEY_BYTES: usize = 40;

impl KeyMap {
    /// Puts `(field, key)` before the usual keys.
    pub(crate) fn new(
        mapping: &[(String, String)],
        own: &Arc<OwnFields>,
    ) -> Result<Self, IngestError> {
        let mut mapped = HashMap::new();
        for (rank, (field, key)) in mapping.iter().enumerate() {
            let wanted = folded(field);
            let known = USUAL
                .iter()
                .find(|(_, name, keys)| *name == wanted || keys.contains(&wanted.as_str()));
            let Some((found, ..)) = known else {
                let names: Vec<&str> = USUAL.iter().map(|(_, name, _)| *name).collect();
                return Err(IngestError::UnknownField {
                    field: field.clone(),
                    known: names.join(", "),
                });
            };
            mapped.entry(key.clone()).or_insert((*found, rank));
        }
        let first_usual = mapping.len();
        let mut usual = HashMap::new();
        for (field, _, keys) in USUAL {
            for (rank, key) in keys.iter().enumerate() {
                usual.entry(*key).or_insert((*field, first_usual + rank));
            }
        }
        let composed = first_usual + USUAL.iter().map(|(.., keys)| keys.len()).max().unwrap_or(0);
        Ok(Self { mapped, usual, own: Arc::clone(own), composed })
    }

    /// The fields that the archive has of its own.
    pub(crate) fn own(&self) -> &OwnFields {
        &self.own
    }

    /// Whether the values of a key are those of such a field.
    pub(crate) fn is_own(&self, key: &str) -> bool {
        self.own.of_key(key).next().is_some()
    }

    /// The keys that the caller mapped, each with its field, and the archive's own fields, in a fixed
    /// order.
    pub(crate) fn mapped(&self) -> Vec<String> {
        let own = self.own.iter().map(|(name, field)| {
            format!("own {name} {} {}", field.kind.name(), field.key.as_deref().unwrap_or_default())
        });
        let mapped = self.mapped.iter();
        let mut mapped: Vec<String> = mapped
            .map(|(key, (field, rank))| format!("map {rank} {} {key}", field.name()))
            .chain(own)
            .collect();
        mapped.sort_unstable();
        mapped
    }

    /// The field that a key stands for and the key's rank there, 0 being the best.
    pub(crate) fn field(&self, key: &str) -> Option<(Field, usize)> {
        if let Some(found) = self.mapped.get(key) {
            return Some(*found);
        }
        if let Some(found) = self.usual.get(key) {
            return Some(*found);
        }
        if key.len() > LONGEST_KEY_BYTES {
            return None;
        }
        self.usual
            .get(folded(key).as_str())
            .copied()
            .or_else(|| Some((dates::field(key)?, self.composed)))
            .or_else(|| {
                let (field, rank) = self.field(without_type(key)?)?;
                Some((field, rank + 1))
            })
    }
}

/// Whether a key is one of those that only programs have in which readers keep what they found.
pub(super) fn is_of_reader(key: &str) -> bool {
    key.len() <= LONGEST_KEY_BYTES && usual::OF_READERS.contains(&folded(key).as_str())
}

/// A key without the type that search servers write behind it: `title_txt_en`, `date_dt`.
fn without_type(key: &str) -> Option<&str> {
    const TYPES: [&str; 9] = ["_s", "_ss", "_t", "_txt", "_dt", "_dts", "_i", "_l", "_en"];
    TYPES.iter().find_map(|kind| key.strip_suffix(kind)).filter(|key| !key.is_empty())
}

/// The key without case, hyphens, underscores, points, colons and spaces, `og:` and `dc:` included.
fn folded(key: &str) -> String {
    let mut folded = if key.is_ascii() { key.to_ascii_lowercase() } else { key.to_lowercase() };
    folded.retain(|c| !matches!(c, '_' | '-' | ' ' | ':' | '.' | '\u{feff}'));
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_known_in_every_spelling() {
        let keys = KeyMap::new(&[("title".into(), "headline_en".into())], &Arc::default()).unwrap();
        let field = |key| keys.field(key).map(|found| found.0);
        assert_eq!(field("pubDate"), Some(Field::Date));
        assert_eq!(field("published_at"), Some(Field::Date));
        assert_eq!(field("dc.date.issued"), Some(Field::Date));
        assert_eq!(field("Site-Name"), Some(Field::Source));
        assert_eq!(field("headline_en"), Some(Field::Title));
        assert_eq!(field("Título"), Some(Field::Title));
        assert_eq!(field("updated"), None);
        assert!(keys.field("headline_en").unwrap().1 < keys.field("title").unwrap().1);
    }

    #[test]
    fn a_field_that_does_not_exist_is_refused() {
        let refused = KeyMap::new(&[("colour".into(), "x".into())], &Arc::default());
        assert!(matches!(refused, Err(IngestError::UnknownField { .. })));
    }
}
