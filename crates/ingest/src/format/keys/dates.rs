//! Tells by the words of a key what kind of date stands under it.

use super::Field;

/// Words that say that a key is that of the day of publication.
const PUBLISHED: &[&str] = &[
    "publish",
    "published",
    "publishing",
    "publication",
    "pub",
    "pubdate",
    "posted",
    "issued",
    "released",
    "date",
    "datetime",
    "day",
];
/// Words that say that it is that of some date. Without one of either no key is.
const DATES: &[&str] = &["time", "timestamp", "created", "creation"];
/// Words that say nothing more. A key with any other word is another thing: `event_date`,
/// `date_of_birth`, `updated_at`, `reading_time`.
const PLAIN: &[&str] = &[
    "at",
    "on",
    "of",
    "first",
    "original",
    "originally",
    "article",
    "news",
    "story",
    "post",
    "page",
    "item",
    "doc",
    "document",
    "content",
    "web",
    "online",
    "print",
    "display",
    "release",
    "issue",
    "utc",
    "gmt",
    "iso",
    "local",
    "unix",
    "epoch",
    "ms",
    "ts",
    "string",
    "str",
    "text",
    "raw",
    "dc",
    "dcterms",
    "og",
    "meta",
    "parsely",
    "in",
    "the",
    "live",
    "sort",
    "edition",
    "air",
];
/// Words of what programs note when they fetch a page.
const FETCHED: &[&str] = &[
    "crawl",
    "crawled",
    "crawling",
    "fetch",
    "fetched",
    "download",
    "downloaded",
    "scrape",
    "scraped",
    "retrieved",
    "accessed",
    "capture",
    "captured",
    "filedate",
    "warcdate",
];

/// The field of a key that is put together of such words.
pub(super) fn field(key: &str) -> Option<Field> {
    let words = words(key);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    if has(FETCHED) {
        return Some(Field::Fetched);
    }
    let is_known =
        |word: &String| [PUBLISHED, DATES, PLAIN].iter().any(|list| list.contains(&word.as_str()));
    if !(has(PUBLISHED) || has(DATES)) || !words.iter().all(is_known) {
        return None;
    }
    Some(if has(PUBLISHED) && !has(&["created", "creation"]) {
        Field::Date
    } else {
        Field::Created
    })
}

/// The words of a key in snake, camel, kebab or dotted spelling, in lower case.
fn words(key: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for character in key.chars() {
        let is_border = !character.is_alphanumeric() || was_lower && character.is_uppercase();
        if is_border && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        was_lower = character.is_lowercase();
        if character.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(character.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_known_by_its_words() {
        for key in [
            "date_publish",
            "publishing_date",
            "publishedTime",
            "article.published_time",
            "post-date",
            "firstPublishedDate",
            "PublicationDateTime",
            "release_date",
            "posted_at",
        ] {
            assert_eq!(field(key), Some(Field::Date), "{key}");
        }
        for key in ["created_at", "createdAt", "creation_date", "timestamp", "time", "created_utc"]
        {
            assert_eq!(field(key), Some(Field::Created), "{key}");
        }
        for key in ["date_download", "crawl_date", "fetchedAt", "scraped_time", "filedate"] {
            assert_eq!(field(key), Some(Field::Fetched), "{key}");
        }
        for key in [
            "date_modify",
            "updated_at",
            "event_date",
            "start_time",
            "reading_time",
            "date_of_birth",
            "expires",
            "saved_at",
            "publisher",
            "published_by",
            "posts",
            "",
        ] {
            assert_eq!(field(key), None, "{key}");
        }
    }
}
