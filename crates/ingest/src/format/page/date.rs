//! Finds in a page what says when it was published: structured data first, then its elements, then
//! its address.

use std::sync::LazyLock;

use article::{DateEvidence, EvidenceKind, PublishedOn};
use scraper::{ElementRef, Html as Page, Selector};
use serde_json::Value;

use crate::clean::date::{self, Manner};

/// No page is older.
const FIRST_YEAR: i16 = 1995;

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
    "timestamp",
    "last-published",
    "video:release_date",
    "dc.created",
    "doc_date",
    "eprints.date",
];

/// Parts of class names and ids of elements that show it.
const CLASS_WORDS: &[&str] = &[
    "published",
    "pubdate",
    "publish",
    "post-date",
    "postdate",
    "entry-date",
    "article-date",
    "date-posted",
    "posted-on",
    "dateline",
    "timestamp",
    "byline",
    "post-meta",
    "post_date",
    "article__date",
    "meta-date",
    "created",
    "datum",
    "date",
    "time",
    "fecha",
    "data",
    "meta",
];

fn selector(text: &str) -> Option<Selector> {
    Selector::parse(text).ok()
}

static SCRIPTS: LazyLock<Option<Selector>> =
    LazyLock::new(|| selector("script[type=\"application/ld+json\"]"));
static METAS: LazyLock<Option<Selector>> = LazyLock::new(|| selector("meta[content]"));
static MARKED: LazyLock<Option<Selector>> = LazyLock::new(|| {
    selector("[itemprop=\"datePublished\"], [itemprop=\"dateCreated\"], [pubdate]")
});
static TIMES: LazyLock<Option<Selector>> =
    LazyLock::new(|| selector("time, abbr.published, abbr.date"));
static NAMED: LazyLock<Option<Selector>> = LazyLock::new(|| selector("[class], [id]"));

fn select<'p>(
    page: &'p Page,
    selector: &'static LazyLock<Option<Selector>>,
) -> impl Iterator<Item = ElementRef<'p>> {
    selector.iter().flat_map(|selector| page.select(selector))
}

/// What says when the page was published, best first, one piece of evidence a kind of place.
pub(in crate::format) fn evidence(page: &Page, html: &str, address: Option<&str>) -> Vec<DateEvidence> {
    let structured = json_ld(page).or_else(|| quoted_key(html));
    let found = [
        structured.map(|found| (EvidenceKind::JsonLd, found, 0.95)),
        meta(page).map(|found| (EvidenceKind::Meta, found, 0.9)),
        select(page, &MARKED)
            .find_map(element_date)
            .map(|found| (EvidenceKind::TimeElement, found, 0.85)),
        address
            .and_then(in_address)
            .or_else(|| canonical(page))
            .map(|found| (EvidenceKind::Url, found, 0.8)),
        times(page).map(|found| (EvidenceKind::TimeElement, found, 0.75)),
        named(page).map(|found| (EvidenceKind::TimeElement, found, 0.6)),
        header_line(page).map(|found| (EvidenceKind::HeaderLine, found, 0.5)),
    ];
    let mut evidence: Vec<DateEvidence> = Vec::new();
    for (kind, (text, date), confidence) in found.into_iter().flatten() {
        if evidence.iter().all(|known| known.kind != kind) {
            evidence.push(DateEvidence { kind, text, span: None, date, confidence });
        }
    }
    prefer_local_day(&mut evidence);
    evidence
}

/// Moves to the front what tells the day in the page's own zone, where the best evidence is an
/// instant in UTC: the same moment with its zone, or the day in the address next to it.
fn prefer_local_day(evidence: &mut [DateEvidence]) {
    let Some(best) = evidence.first() else { return };
    if best.date.offset().is_none_or(|offset| offset.seconds() != 0) {
        return;
    }
    let day = best.date.first_day();
    let local = evidence.iter().position(|other| {
        let is_local = other.kind == EvidenceKind::Url
            || other.date.offset().is_some_and(|offset| offset.seconds() != 0);
        let is_next = day.tomorrow().is_ok_and(|next| next == other.date.first_day())
            || day.yesterday().is_ok_and(|last| last == other.date.first_day());
        is_local && is_next
    });
    if let Some(local) = local {
        evidence[..=local].rotate_right(1);
    }
}

type Dated = (String, PublishedOn);

fn read(text: &str) -> Option<Dated> {
    let text = crate::clean::one_line(text);
    let date = date::parse(&text, Manner::default())?.date;
    (date.first_day().year() >= FIRST_YEAR && date.precision() >= article::Precision::Day)
        .then_some((text, date))
}

/// `datePublished` of the first structured data that holds it; an article's goes before others.
fn json_ld(page: &Page) -> Option<Dated> {
    let mut other = None;
    for script in select(page, &SCRIPTS) {
        let text: String = script.text().collect();
        let Ok(value) = serde_json::from_str::<Value>(&text) else { continue };
        let mut waiting = vec![&value];
        while let Some(value) = waiting.pop() {
            match value {
                Value::Array(values) => waiting.extend(values.iter().rev()),
                Value::Object(object) => {
                    let found = ["datePublished", "dateCreated"]
                        .iter()
                        .find_map(|key| read(object.get(*key)?.as_str()?));
                    let kind = object.get("@type").map(ToString::to_string).unwrap_or_default();
                    match found {
                        Some(found) if kind.contains("Article") || kind.contains("Posting") => {
                            return Some(found);
                        }
                        found => other = other.or(found),
                    }
                    waiting.extend(object.values().rev());
                }
                _ => {}
            }
        }
    }
    other
}

/// `"datePublished": "…"` in scripts that are no valid JSON.
fn quoted_key(html: &str) -> Option<Dated> {
    let at = html.find("\"datePublished\"")? + "\"datePublished\"".len();
    let rest = html[at..].trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    let value = &rest[..rest.floor_char_boundary(rest.len().min(60))];
    read(&value[..value.find('"')?])
}

fn meta(page: &Page) -> Option<Dated> {
    let mut best: Option<(usize, Dated)> = None;
    for element in select(page, &METAS) {
        let attributes = element.value();
        let name = ["property", "name", "itemprop", "http-equiv"]
            .iter()
            .find_map(|key| attributes.attr(key));
        let Some(name) = name.map(str::to_ascii_lowercase) else { continue };
        let Some(rank) = META_NAMES.iter().position(|known| *known == name) else { continue };
        if best.as_ref().is_some_and(|(best, _)| *best <= rank) {
            continue;
        }
        if let Some(found) = attributes.attr("content").and_then(read) {
            best = Some((rank, found));
        }
    }
    best.map(|(_, found)| found)
}

/// The date of an element: its attribute, else its text.
fn element_date(element: ElementRef<'_>) -> Option<Dated> {
    let attributes = element.value();
    let attribute =
        ["datetime", "content", "title"].iter().find_map(|key| attributes.attr(key).and_then(read));
    attribute.or_else(|| {
        let text: String = element.text().take(20).collect::<Vec<_>>().join(" ");
        read(crate::clean::one_line(&text).get(..80).unwrap_or(&text))
    })
}

/// The first `<time>` that is not the date of a change.
fn times(page: &Page) -> Option<Dated> {
    let mut first = None;
    for element in select(page, &TIMES).take(50) {
        let class = element.value().attr("class").unwrap_or_default().to_ascii_lowercase();
        if class.contains("update") || class.contains("modif") {
            continue;
        }
        let Some(found) = element_date(element) else { continue };
        if class.contains("publish") || class.contains("entry") {
            return Some(found);
        }
        first = first.or(Some(found));
    }
    first
}

/// The first short element whose class or id tells that it shows a date.
fn named(page: &Page) -> Option<Dated> {
    let mut best: Option<(usize, Dated)> = None;
    for element in select(page, &NAMED) {
        let attributes = element.value();
        let name = format!(
            "{} {}",
            attributes.attr("class").unwrap_or_default(),
            attributes.id().unwrap_or_default()
        );
        let name = name.to_ascii_lowercase();
        if name.contains("update") || name.contains("modif") || name.contains("comment") {
            continue;
        }
        let Some(rank) = CLASS_WORDS.iter().position(|word| name.contains(word)) else { continue };
        if best.as_ref().is_some_and(|(best, _)| *best <= rank) {
            continue;
        }
        let text = crate::clean::one_line(&element.text().take(12).collect::<Vec<_>>().join(" "));
        if text.len() > 120 {
            continue;
        }
        let Some(found) = date::find(&text, Manner::default()) else { continue };
        if found.date.first_day().year() >= FIRST_YEAR
            && found.date.precision() >= article::Precision::Day
        {
            best = Some((rank, (text, found.date)));
        }
    }
    best.map(|(_, found)| found)
}

/// The first text of the page that is a header line: a date and what frames it.
fn header_line(page: &Page) -> Option<Dated> {
    let texts = page.tree.root().descendants().filter(|node| {
        let parent = node
            .parent()
            .and_then(|parent| parent.value().as_element().map(scraper::node::Element::name));
        !matches!(parent, Some("script" | "style" | "noscript" | "title" | "textarea"))
    });
    texts.filter_map(|node| node.value().as_text()).find_map(|text| {
        let text = crate::clean::one_line(text);
        let found = date::header_line(&text, 0, Manner::default())?.evidence.remove(0);
        let is_whole = found.date.precision() >= article::Precision::Day;
        let is_recent = found.date.first_day().year() >= FIRST_YEAR;
        // A change is less than a publication.
        (is_whole && is_recent && found.confidence > 0.5).then_some((text, found.date))
    })
}

fn canonical(page: &Page) -> Option<Dated> {
    static LINKS: LazyLock<Option<Selector>> =
        LazyLock::new(|| selector("link[rel=\"canonical\"], meta[property=\"og:url\"]"));
    select(page, &LINKS).find_map(|element| {
        let attributes = element.value();
        in_address(attributes.attr("href").or_else(|| attributes.attr("content"))?)
    })
}

/// `/2016/04/15/`, `/2016-04-15-`, `/20160415/` in an address.
fn in_address(address: &str) -> Option<Dated> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    let numbers: Vec<&str> = path.split(|c: char| !c.is_ascii_digit()).collect();
    let separate = numbers.windows(3).find_map(|three| {
        let [year, month, day] = three else { return None };
        if year.len() != 4 || !(1..=2).contains(&month.len()) || !(1..=2).contains(&day.len()) {
            return None;
        }
        read(&format!("{year}-{month:0>2}-{day:0>2}"))
    });
    separate.or_else(|| {
        numbers.iter().filter(|number| number.len() == 8).find_map(|number| read(number))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(html: &str) -> Option<(EvidenceKind, String)> {
        let page = Page::parse_document(html);
        evidence(&page, html, None)
            .into_iter()
            .next()
            .map(|found| (found.kind, found.date.to_string()))
    }

    #[test]
    fn the_date_of_publication_goes_before_that_of_a_change() {
        let page = r#"<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle",
            "dateModified":"2025-06-02","datePublished":"2025-05-30T08:00:00+02:00"}]}</script>"#;
        assert_eq!(
            first(page),
            Some((EvidenceKind::JsonLd, "2025-05-30T08:00:00+02:00".to_owned()))
        );
        let page = r#"<meta property="article:modified_time" content="2025-06-02">
            <meta property="article:published_time" content="2025-05-30">"#;
        assert_eq!(first(page), Some((EvidenceKind::Meta, "2025-05-30".to_owned())));
        let page = r#"<time class="updated" datetime="2025-06-02"></time><time datetime="2025-05-30">x</time>"#;
        assert_eq!(first(page), Some((EvidenceKind::TimeElement, "2025-05-30".to_owned())));
        let page = r#"<link rel="canonical" href="https://example.org/2025/05/30/ferry">"#;
        assert_eq!(first(page), Some((EvidenceKind::Url, "2025-05-30".to_owned())));
        assert_eq!(first("<p>On May 9, 2025 the ferry came.</p>"), None);
    }
}
