//! The values of an article that are searched or counted as such, by their fields.

use article::{Article, SegmentKind};

use crate::{Facet, Keyword};

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

/// The values of a facet.
pub(crate) fn facet_values(article: &Article, facet: Facet) -> Vec<&str> {
    match facet {
        Facet::Author => article.authors.iter().map(String::as_str).collect(),
        Facet::Source => article.source.as_deref().into_iter().collect(),
        Facet::Section => article.section.as_deref().into_iter().collect(),
        Facet::Place => article.places.iter().map(String::as_str).collect(),
        Facet::Tag => article.tags.iter().map(String::as_str).collect(),
        Facet::Language => vec![article.language.code()],
    }
}

/// The values of a keyword, whose words are searched.
pub fn keyword_values(article: &Article, keyword: Keyword) -> Vec<&str> {
    match keyword {
        Keyword::Author => facet_values(article, Facet::Author),
        Keyword::Source => facet_values(article, Facet::Source),
        Keyword::Section => facet_values(article, Facet::Section),
        Keyword::Place => facet_values(article, Facet::Place),
        Keyword::Tag => facet_values(article, Facet::Tag),
        Keyword::Url => article.url.as_deref().into_iter().collect(),
    }
}
