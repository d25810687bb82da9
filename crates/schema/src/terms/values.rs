//! The values of an article that are searched or counted as such, by their fields.

use std::borrow::Cow;

use article::{Article, FieldName, OwnValues, SegmentKind, value_key};

use crate::{Facet, Fields, Keyword};

/// What `has:` can ask for, and whether the article has it.
pub(super) fn has(article: &Article) -> [(&'static str, bool); 9] {
    [
        ("author", !article.authors.is_empty()),
        ("body", article.segments.iter().any(|segment| segment.kind == SegmentKind::Body)),
        ("date", article.published_on.is_some()),
        ("place", !article.places.is_empty()),
        ("section", article.section.is_some()),
        ("source", article.source.is_some()),
        ("tag", !article.tags.is_empty()),
        ("title", article.title.is_some()),
        ("url", article.url.is_some()),
    ]
}

/// The keys of the values of a facet, none of them empty.
pub(crate) fn facet_keys<'a>(
    article: &'a Article,
    facet: Facet,
    fields: &Fields,
) -> Vec<Cow<'a, str>> {
    let mut keys = facet_values(article, facet, fields);
    keys.retain(|key| !key.is_empty());
    for key in &mut keys {
        let end = value_key(key).len();
        match key {
            Cow::Borrowed(text) => *text = &text[..end],
            Cow::Owned(text) => text.truncate(end),
        }
    }
    keys
}

/// The values of a facet; those of a field of the archive's own by their keys.
fn facet_values<'a>(article: &'a Article, facet: Facet, fields: &Fields) -> Vec<Cow<'a, str>> {
    let all = |values: &'a [String]| values.iter().map(|value| value.as_str().into()).collect();
    let one = |value: &'a Option<String>| value.iter().map(|value| value.as_str().into()).collect();
    match facet {
        Facet::Author => all(&article.authors),
        Facet::Source => one(&article.source),
        Facet::Section => one(&article.section),
        Facet::Place => all(&article.places),
        Facet::Tag => all(&article.tags),
        Facet::Language => vec![article.language.code().into()],
        Facet::Own(name) => own_values(article, name, fields)
            .values
            .iter()
            .map(|value| value.to_key().into_owned().into())
            .collect(),
    }
}

/// The values of a keyword, whose words are searched.
pub fn keyword_values<'a>(
    article: &'a Article,
    keyword: Keyword,
    fields: &Fields,
) -> Vec<Cow<'a, str>> {
    match keyword {
        Keyword::Author => facet_values(article, Facet::Author, fields),
        Keyword::Source => facet_values(article, Facet::Source, fields),
        Keyword::Section => facet_values(article, Facet::Section, fields),
        Keyword::Place => facet_values(article, Facet::Place, fields),
        Keyword::Tag => facet_values(article, Facet::Tag, fields),
        Keyword::Url => article.url.iter().map(|url| url.as_str().into()).collect(),
        Keyword::Own(name) => own_values(article, name, fields)
            .values
            .iter()
            .map(|value| value.to_string().into())
            .collect(),
    }
}

/// What an article has in a field of the archive's own.
fn own_values(article: &Article, name: FieldName, fields: &Fields) -> OwnValues {
    let field = fields.own.get(name);
    field.map_or_else(OwnValues::default, |field| OwnValues::of(&article.extra, name, field))
}
