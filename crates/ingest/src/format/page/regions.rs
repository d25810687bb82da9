//! Tells by its name and its classes what part of a page an element is.

use scraper::node::Element;

/// Whether an element stands around an article, by its name and its classes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Around {
    #[default]
    No,
    /// It is called a menu or the like, but so is what has one.
    Perhaps,
    /// It is called a bar beside, or what else is hardly ever around a text.
    Likely,
    /// It is called what no text is: what readers say, the foot of a page.
    Surely,
}

/// What an element looks like.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) around: Around,
    /// It says what a picture shows.
    pub(super) is_caption: bool,
    /// It says when something takes place.
    pub(super) is_event: bool,
}

/// What makes an element a mark of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateMarkKind {
    /// It says that it is the date of publication.
    Published,
    /// It is a date.
    Time,
    /// It has a class or an id that speaks of one.
    Named,
}

/// Words in classes and ids of what stands around articles.
const AROUND: &[&str] = &[
    "ad",
    "ads",
    "adsbox",
    "advert",
    "advertisement",
    "advertising",
    "anzeige",
    "banner",
    "bio",
    "breadcrumb",
    "breadcrumbs",
    "brotkrumen",
    "comment",
    "commentlist",
    "comments",
    "replies",
    "reply",
    "yorumlar",
    "reacties",
    "commenti",
    "commentaires",
    "comentarios",
    "kommentar",
    "komentarji",
    "komentar",
    "consent",
    "cookie",
    "cookies",
    "crumbs",
    "disqus",
    "dropdown",
    "footer",
    "komentari",
    "kommentare",
    "livefyre",
    "masthead",
    "menu",
    "modal",
    "mostread",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "outbrain",
    "pager",
    "pagination",
    "popular",
    "popup",
    "promo",
    "promotion",
    "recirc",
    "recommend",
    "recommendations",
    "recommended",
    "related",
    "respond",
    "search",
    "share",
    "sharebar",
    "sharing",
    "shoutbox",
    "sidebar",
    "signin",
    "signup",
    "skip",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "taboola",
    "taglist",
    "tags",
    "toolbar",
    "topbar",
    "trending",
    "verwandte",
    "weather",
    "werbung",
    "widget",
];
/// Those of them that a text is hardly ever called, and those that it never is.
const LIKELY_AROUND: &[&str] = &["sidebar", "related", "mostread", "widget", "newsletter"];
const SURELY_AROUND: &[&str] = &[
    "comment",
    "comments",
    "commentlist",
    "disqus",
    "footer",
    "kommentar",
    "kommentare",
    "komentari",
    "komentar",
    "replies",
];
/// Words in the classes of `article` elements that are not the article of the page.
const OTHER_ARTICLES: &[&str] =
    &["comment", "komentar", "kommentar", "reply", "teaser", "card", "related", "promo"];
/// Elements of the text itself.
const TEXT_ELEMENTS: &[&str] = &[
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "table",
    "tbody",
    "tr",
    "figure",
    "figcaption",
];
/// An id of more words names what a part tells of, as those of sections do.
const ID_WORDS: usize = 2;
/// Two words that say it together.
const AROUND_PAIRS: &[(&str, &str)] = &[
    ("most", "read"),
    ("read", "more"),
    ("also", "read"),
    ("see", "also"),
    ("more", "stories"),
    ("author", "info"),
    ("author", "box"),
    ("sign", "up"),
    ("top", "stories"),
    ("latest", "news"),
    ("screen", "reader"),
    ("sr", "only"),
    ("visually", "hidden"),
];

impl Region {
    /// What an element looks like. Headers of articles are theirs; those of pages stand around.
    pub(super) fn of(element: &Element, in_article: bool) -> Self {
        let name = element.name();
        let is_page = matches!(name, "html" | "body" | "main");
        let is_text = TEXT_ELEMENTS.contains(&name);
        let mut region = Self {
            around: match name {
                "nav" | "footer" | "dialog" => Around::Surely,
                "aside" | "menu" => Around::Perhaps,
                "header" if !in_article => Around::Perhaps,
                _ => Around::No,
            },
            is_caption: matches!(name, "figcaption" | "caption"),
            is_event: false,
        };
        for key in ["class", "id", "role", "itemprop"] {
            let Some(value) = element.attr(key) else { continue };
            let words = words(value);
            let has = |word: &str| words.iter().any(|own| own == word);
            region.is_caption |= has("caption") && !has("image") || has("figcaption");
            region.is_event |= has("event") || has("events");
            // A paragraph is named for what is done with it, a long id for what it tells of.
            let is_slug = key == "id" && (name == "section" || words.len() > ID_WORDS);
            if is_page || is_text || is_slug {
                continue;
            }
            let is_pair = |pair: &(&str, &str)| {
                words.windows(2).any(|two| two[0] == pair.0 && two[1] == pair.1)
            };
            let is_named = if name == "article" {
                OTHER_ARTICLES.iter().any(|word| has(word))
            } else {
                AROUND.iter().any(|word| has(word)) || AROUND_PAIRS.iter().any(is_pair)
            };
            if SURELY_AROUND.iter().any(|word| has(word)) && name != "article" {
                region.around = Around::Surely;
            } else if LIKELY_AROUND.iter().any(|word| has(word)) && name != "article" {
                region.around = region.around.max(Around::Likely);
            } else if is_named {
                region.around = region.around.max(Around::Perhaps);
            }
        }
        let is_hidden = element.attr("hidden").is_some()
            || element.attr("aria-hidden") == Some("true")
            || element.attr("style").is_some_and(|style| {
                style.replace(' ', "").to_ascii_lowercase().contains("display:none")
            });
        if is_hidden && !is_page {
            region.around = region.around.max(Around::Perhaps);
        }
        region
    }
}

/// Words in classes and ids of elements that show when an article was published.
const DATES: &[&str] = &[
    "date",
    "dates",
    "dateline",
    "datum",
    "datetime",
    "fecha",
    "data",
    "published",
    "pubdate",
    "publish",
    "publication",
    "posted",
    "postdate",
    "time",
    "timestamp",
    "created",
    "vreme",
    "vrijeme",
    "zeit",
    "cas",
    "dato",
    "tarih",
];
/// Beginnings of those that show a change, or when something takes place.
const CHANGES: &[&str] = &["updat", "modif", "edit", "aktualis", "event", "deadline", "expire"];

/// Whether an element may say when the article was published, and whether its name says that it
/// is the date of something else.
pub(super) fn date_mark(element: &Element) -> Option<(DateMarkKind, bool)> {
    let property = element.attr("itemprop").unwrap_or_default();
    let names: Vec<String> =
        ["class", "id"].iter().filter_map(|key| element.attr(key)).flat_map(words).collect();
    if names.iter().any(|name| name.starts_with("event")) || names.iter().any(|name| name == "bday")
    {
        return None;
    }
    // `date updated` is how an old convention marks any date of an entry.
    let is_dated = names.iter().any(|name| matches!(name.as_str(), "date" | "published" | "entry"));
    let is_change = property == "dateModified"
        || !is_dated && names.iter().any(|name| CHANGES.iter().any(|it| name.starts_with(it)));
    // `dt-published` is that of microformats.
    let is_microformat = element.attr("class").is_some_and(|class| class.contains("dt-published"));
    let is_published = property == "datePublished" || is_microformat;
    let kind = if is_published || element.attr("pubdate").is_some() {
        DateMarkKind::Published
    } else if matches!(property, "dateCreated" | "dateModified")
        || matches!(element.name(), "time" | "relative-time" | "time-ago")
    {
        DateMarkKind::Time
    } else if names.iter().any(|name| DATES.contains(&name.as_str())) {
        DateMarkKind::Named
    } else {
        return None;
    };
    Some((kind, is_change))
}

/// The words of a class or an id, however they are put together. More than a few hundred bytes are
/// no names.
pub(super) fn words(value: &str) -> Vec<String> {
    let value = &value[..value.floor_char_boundary(value.len().min(400))];
    let mut words = Vec::new();
    let mut word = String::new();
    let mut was_lower = false;
    for character in value.chars() {
        let is_border = !character.is_ascii_alphabetic() || was_lower && character.is_uppercase();
        if is_border && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        was_lower = character.is_lowercase();
        if character.is_ascii_alphabetic() {
            word.push(character.to_ascii_lowercase());
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::*;

    fn of(tag: &str) -> Region {
        let page = Html::parse_fragment(tag);
        let element = page.root_element().children().next().unwrap();
        Region::of(element.value().as_element().unwrap(), false)
    }

    #[test]
    fn regions_are_known_by_names_and_classes() {
        for tag in [
            "<nav>",
            "<div class='site-Footer'>",
            "<div id=most-read>",
            "<ul class='relatedLinks'>",
            "<div style='display: none'>",
            "<header>",
        ] {
            assert!(of(tag).around > Around::No, "{tag}");
        }
        for tag in ["<div class='readability shadow'>", "<article class=comments>", "<p>"] {
            assert!(of(tag).around == Around::No, "{tag}");
        }
        assert!(of("<p class='wp-caption-text'>").is_caption);
        assert_eq!(words("relatedLinks-box2_x"), ["related", "links", "box", "x"]);
    }
}
