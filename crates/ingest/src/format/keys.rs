//! Knows which key of a record stands for which field of an article.

use std::collections::HashMap;

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
    Date,
    Section,
    Tags,
    Places,
    Dateline,
}

impl Field {
    pub(crate) const COUNT: usize = 12;
}

/// The usual keys of each field, best first, without case, hyphens and underscores.
const USUAL: &[(Field, &str, &[&str])] = &[
    (Field::Id, "id", &["id", "docid", "documentid", "articleid", "guid", "uuid"]),
    (Field::Title, "title", &["title", "headline", "heading", "name"]),
    (
        Field::Body,
        "body",
        &["body", "text", "content", "articlebody", "fulltext", "maintext", "bodytext", "article"],
    ),
    (Field::Author, "author", &["author", "authors", "byline", "creator", "writer"]),
    (
        Field::Source,
        "source",
        &[
            "source",
            "publisher",
            "publication",
            "site",
            "sitename",
            "newspaper",
            "outlet",
            "sourcename",
        ],
    ),
    (Field::Url, "url", &["url", "link", "permalink", "canonicalurl", "weburl"]),
    (Field::Language, "lang", &["lang", "language", "inlanguage", "languagecode"]),
    (
        Field::Date,
        "date",
        &[
            "datepublished",
            "published",
            "publishedat",
            "publishedon",
            "publicationdate",
            "publishdate",
            "pubdate",
            "publisheddate",
            "datepublication",
            "firstpublished",
            "date",
            "datetime",
            "pubtime",
            "issued",
            "timestamp",
        ],
    ),
    (Field::Section, "section", &["section", "category", "department", "rubric", "articlesection"]),
    (Field::Tags, "tags", &["tags", "topics", "keywords", "subjects", "categories", "tag"]),
    (Field::Places, "places", &["places", "place", "locations", "location"]),
    (Field::Dateline, "dateline", &["dateline"]),
];

/// The keys of one run: those mapped by the caller, then the usual ones.
#[derive(Debug)]
pub(crate) struct KeyMap {
    /// Mapped keys as they stand, and usual ones folded; each with its rank inside its field.
    mapped: HashMap<String, (Field, usize)>,
    usual: HashMap<&'static str, (Field, usize)>,
}

impl KeyMap {
    /// Puts `(field, key)` before the usual keys.
    pub(crate) fn new(mapping: &[(String, String)]) -> Result<Self, IngestError> {
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
                usual.insert(*key, (*field, first_usual + rank));
            }
        }
        Ok(Self { mapped, usual })
    }

    /// The field that a key stands for and the key's rank there, 0 being the best.
    pub(crate) fn field(&self, key: &str) -> Option<(Field, usize)> {
        if let Some(found) = self.mapped.get(key) {
            return Some(*found);
        }
        if let Some(found) = self.usual.get(key) {
            return Some(*found);
        }
        // The longest usual key is far shorter than this.
        if key.len() > 40 {
            return None;
        }
        self.usual.get(folded(key).as_str()).copied()
    }
}

/// The key without case, hyphens, underscores, colons and spaces, `og:` and `dc:` included.
fn folded(key: &str) -> String {
    key.chars()
        .filter(|c| !matches!(c, '_' | '-' | ' ' | ':' | '\u{feff}'))
        .collect::<String>()
        .to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_known_in_every_spelling() {
        let keys = KeyMap::new(&[("title".into(), "headline_en".into())]).unwrap();
        let field = |key| keys.field(key).map(|found| found.0);
        assert_eq!(field("pubDate"), Some(Field::Date));
        assert_eq!(field("published_at"), Some(Field::Date));
        assert_eq!(field("Site-Name"), Some(Field::Source));
        assert_eq!(field("headline_en"), Some(Field::Title));
        assert_eq!(field("updated"), None);
        assert!(keys.field("headline_en").unwrap().1 < keys.field("title").unwrap().1);
    }

    #[test]
    fn a_field_that_does_not_exist_is_refused() {
        let refused = KeyMap::new(&[("colour".into(), "x".into())]);
        assert!(matches!(refused, Err(IngestError::UnknownField { .. })));
    }
}
