//! Reads the dates in the metadata of a page.

use std::sync::LazyLock;

use scraper::{Html as Page, Selector};

use super::{Dated, read};
use crate::clean::date::Manner;

/// Names of `<meta>` elements that give the date of publication, best first, in lower case.
const META_NAMES: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "article:published",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "dc.date.created",
    "citation_publication_date",
    "citation_online_date",
    "publication_date",
    "publication-date",
    "publishdate",
    "publish_date",
    "publish-date",
    "published_date",
    "published-date",
    "pubdate",
    "published",
    "article.published",
    "article_date_original",
    "originalpublicationdate",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "bt:pubdate",
    "shareaholic:article_published_time",
    "rnews:datepublished",
    "displaydate",
    "created",
    "article.created",
    "date",
    "ptime",
    "pdate",
    "release_date",
    "datecreated",
    "dc.created",
    "doc_date",
    "eprints.date",
];

static METAS: LazyLock<Option<Selector>> =
    LazyLock::new(|| Selector::parse("meta[content], meta[value]").ok());

/// The date under the best name. What stands for a header of the server is when it was sent.
pub(super) fn find(page: &Page, manner: Manner) -> Option<Dated> {
    let mut best: Option<(usize, Dated)> = None;
    for element in METAS.iter().flat_map(|selector| page.select(selector)) {
        let names = ["property", "name", "itemprop"].iter().find_map(|key| element.attr(key));
        let Some(name) = names.map(str::to_ascii_lowercase) else { continue };
        let Some(rank) = META_NAMES.iter().position(|known| *known == name) else { continue };
        if best.as_ref().is_some_and(|(best, _)| *best <= rank) {
            continue;
        }
        let content = element.attr("content").or_else(|| element.attr("value"));
        if let Some(found) = content.and_then(|content| read(content, manner)) {
            best = Some((rank, found));
        }
    }
    best.map(|(_, found)| found)
}

/// `"datePublished": "…"` in a script that is no valid JSON, if the page has it once and speaks of
/// nothing else there.
pub(super) fn quoted_key(html: &str, manner: Manner) -> Option<Dated> {
    const KEY: &str = "\"datePublished\"";
    const OTHERS: [&str; 5] = ["VideoObject", "WebSite", "Event", "Organization", "ItemList"];
    let at = html.find(KEY)?;
    let rest = &html[at + KEY.len()..];
    let before = &html[html.floor_char_boundary(at.saturating_sub(2_000))..at];
    let opening = &before[before.rfind("<script").unwrap_or(0)..];
    if rest.contains(KEY) || OTHERS.iter().any(|other| opening.contains(other)) {
        return None;
    }
    let rest = rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    let value = &rest[..rest.floor_char_boundary(rest.len().min(60))];
    read(&value[..value.find('"')?], manner)
}
