//! Finds the section and the tags of the article.

use std::collections::HashSet;

use super::parts::Parts;
use super::structured_data::Described;
use crate::clean;

/// More tags than this say nothing.
const MOST_TAGS: usize = 50;
/// Longer texts are no tags, in bytes.
const LONGEST_TAG: usize = 100;

pub(super) fn section(parts: &Parts, own: Option<&Described>) -> Option<String> {
    let meta = parts.meta(&["article.section", "parsely-section", "og.section", "section"]);
    let structured = own.and_then(|own| own.sections.first()).map(String::as_str);
    meta.or(structured).and_then(filled)
}

pub(super) fn tags(parts: &Parts, own: Option<&Described>) -> Vec<String> {
    let singles: Vec<&str> = parts.all_metas("article.tag").collect();
    let structured = own.map(|own| own.keywords.iter().map(String::as_str).collect());
    let lists = ["news_keywords", "parsely-tags", "keywords"];
    let mut places = vec![singles, structured.unwrap_or_default()];
    places.extend(lists.iter().map(|name| parts.all_metas(name).collect()));
    let Some(place) = places.into_iter().find(|place| !place.is_empty()) else { return Vec::new() };
    let mut seen = HashSet::new();
    place
        .into_iter()
        .flat_map(|text| text.split([',', ';', '，', '、']))
        .filter_map(filled)
        .filter(|tag| seen.insert(tag.to_lowercase()))
        .take(MOST_TAGS)
        .collect()
}

fn filled(text: &str) -> Option<String> {
    let text = clean::one_line(&clean::markup::plain(text.to_owned()));
    (!text.is_empty() && text.len() <= LONGEST_TAG).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_come_once_and_apart() {
        let page = scraper::Html::parse_document(
            "<meta name='keywords' content='Ferry, lake; Ferry'><meta property='article:section' content='Region'>",
        );
        let parts = Parts::of(&page);
        assert_eq!(tags(&parts, None), ["Ferry", "lake"]);
        assert_eq!(section(&parts, None).as_deref(), Some("Region"));
    }
}
