//! Reads a page's JSON-LD once into plain values, and tells which of its articles is the page's own.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::address::is_same_page;
use super::key::key_of;
use crate::clean;

/// More articles than this in one page are a list.
const MOST_ARTICLES: usize = 200;
/// Texts are read up to so many bytes.
const LONGEST_TEXT: usize = 4_000;
/// More texts than this in one value are none of its own.
const MOST_TEXTS: usize = 60;

/// A person or an organisation that wrote an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Writer {
    pub(super) name: String,
    pub(super) is_organization: bool,
}

/// An article in structured data.
#[derive(Debug, Default)]
pub(super) struct Described {
    pub(super) headline: Option<String>,
    pub(super) addresses: Vec<String>,
    pub(super) writers: Vec<Writer>,
    pub(super) publisher: Option<String>,
    pub(super) sections: Vec<String>,
    pub(super) keywords: Vec<String>,
    pub(super) description: Option<String>,
    /// When it was published, as it stands.
    pub(super) published: Vec<String>,
    /// The whole text.
    pub(super) text: Option<String>,
    /// Whether it stands in a list, or in something other than the page.
    is_listed: bool,
    /// Whether it is the page rather than the article on it.
    is_page: bool,
}

/// All the structured data of a page.
#[derive(Debug, Default)]
pub(super) struct StructuredData {
    articles: Vec<Described>,
    /// The names of the web site.
    pub(super) sites: Vec<String>,
    /// The paths of sections that lead to the page.
    pub(super) crumbs: Vec<String>,
}

type Known<'v> = HashMap<&'v str, &'v Map<String, Value>>;

impl StructuredData {
    pub(super) fn of(scripts: &[String]) -> Self {
        let roots: Vec<Value> = scripts.iter().filter_map(|script| parse(script)).collect();
        let known = by_id(&roots);
        let mut data = Self::default();
        // The values that wait, each with whether it stands in a list.
        let mut waiting: Vec<(&Value, bool)> =
            roots.iter().rev().map(|root| (root, false)).collect();
        while let Some((value, is_listed)) = waiting.pop() {
            match value {
                Value::Array(values) => {
                    waiting.extend(values.iter().rev().map(|value| (value, is_listed)));
                }
                Value::Object(object) => {
                    data.take(object, is_listed, &known);
                    for (name, value) in object.iter().rev() {
                        if value.is_object() || value.is_array() {
                            waiting.push((value, is_listed || !is_way_down(name)));
                        }
                    }
                }
                _ => {}
            }
        }
        data
    }

    /// The article that the page shows: what has its address, else its headline.
    pub(super) fn own(&self, addresses: &[&str], headlines: &[&str]) -> Option<&Described> {
        let keys: Vec<String> = headlines.iter().map(|headline| key_of(headline)).collect();
        let direct = self.articles.iter().filter(|article| !article.is_listed && !article.is_page);
        let is_alone = direct.count() == 1;
        let mut best: Option<(i32, &Described)> = None;
        for article in &self.articles {
            let is_here = article
                .addresses
                .iter()
                .any(|own| addresses.iter().any(|address| is_same_page(own, address)));
            let is_elsewhere = !is_here && !article.addresses.is_empty() && !addresses.is_empty();
            let agrees = article.headline.as_deref().is_some_and(|headline| {
                let headline = key_of(headline);
                !headline.is_empty() && keys.iter().any(|key| is_one_headline(&headline, key))
            });
            if article.is_listed && !is_here && !agrees {
                continue;
            }
            let is_only = is_alone && !article.is_listed && !article.is_page && !is_elsewhere;
            if !is_here && !agrees && !is_only {
                continue;
            }
            let mut score = 4 * i32::from(agrees) + 3 * i32::from(is_here);
            score += 2 * i32::from(!article.is_listed) + 2 * i32::from(!article.is_page);
            score += i32::from(!article.writers.is_empty());
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, article));
            }
        }
        best.map(|(_, article)| article)
    }

    fn take(&mut self, object: &Map<String, Value>, is_listed: bool, known: &Known<'_>) {
        let kinds = texts(object.get("@type"));
        let is = |word: &str| kinds.iter().any(|kind| kind.ends_with(word));
        if is("WebSite") {
            self.sites.extend(name_of(object));
        }
        if is("BreadcrumbList") {
            self.crumbs.extend(crumbs(object.get("itemListElement")));
        }
        let is_article = ["Article", "Posting", "Report", "Review", "Recipe", "BlogPost"]
            .iter()
            .any(|word| is(word));
        let is_page = is("WebPage") || is("ItemPage");
        if (is_article || is_page) && self.articles.len() < MOST_ARTICLES {
            let mut described = describe(object, known);
            described.is_listed = is_listed;
            described.is_page = !is_article;
            self.articles.push(described);
        }
    }
}

/// Whether the values of this name are still the page's own.
fn is_way_down(name: &str) -> bool {
    matches!(name, "@graph" | "mainEntity" | "mainEntityOfPage")
}

/// Whether two headlines, as keys, are one, though one of them be cut or have the outlet with it.
fn is_one_headline(one: &str, other: &str) -> bool {
    const SHORTEST: usize = 12;
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    short == long || short.len() >= SHORTEST && long.contains(short)
}

/// The value of a script. What holds it in comments, and line breaks in texts, are passed over.
fn parse(script: &str) -> Option<Value> {
    let text = script.trim();
    let text = text.split_once("<![CDATA[").map_or(text, |(_, inner)| inner);
    let text = text.rsplit_once("]]>").map_or(text, |(inner, _)| inner);
    serde_json::from_str(text).ok().or_else(|| {
        let start = text.find(['{', '['])?;
        let end = text.rfind(['}', ']'])? + 1;
        let plain: String = text
            .get(start..end)?
            .chars()
            .map(|character| if character.is_control() { ' ' } else { character })
            .collect();
        serde_json::from_str(&plain).ok()
    })
}

/// The objects that others name by their `@id`.
fn by_id(roots: &[Value]) -> Known<'_> {
    let mut known = Known::new();
    let mut waiting: Vec<&Value> = roots.iter().collect();
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(values) => waiting.extend(values),
            Value::Object(object) => {
                if object.contains_key("name")
                    && let Some(Value::String(id)) = object.get("@id")
                {
                    known.entry(id).or_insert(object);
                }
                waiting.extend(object.values().filter(|value| !value.is_string()));
            }
            _ => {}
        }
    }
    known
}

fn describe(object: &Map<String, Value>, known: &Known<'_>) -> Described {
    let headline = ["headline", "name", "alternativeHeadline"]
        .iter()
        .find_map(|name| texts(object.get(*name)).into_iter().next());
    let mut addresses = Vec::new();
    for name in ["url", "mainEntityOfPage", "@id"] {
        match object.get(name) {
            Some(Value::Object(inner)) => {
                addresses.extend(texts(inner.get("@id")));
                addresses.extend(texts(inner.get("url")));
            }
            value => addresses.extend(texts(value)),
        }
    }
    addresses.retain(|address| address.contains("://"));
    let mut writers = Vec::new();
    for name in ["author", "creator"] {
        if writers.is_empty() {
            take_writers(object.get(name), known, &mut writers);
        }
    }
    let publisher = match object.get("publisher") {
        Some(Value::Object(inner)) => name_of(resolved(inner, known)),
        Some(Value::Array(values)) => {
            values.iter().find_map(|value| name_of(resolved(value.as_object()?, known)))
        }
        value => texts(value).into_iter().next(),
    };
    Described {
        headline,
        addresses,
        writers,
        publisher,
        sections: texts(object.get("articleSection")),
        keywords: texts(object.get("keywords")),
        description: texts(object.get("description")).into_iter().next(),
        published: ["datePublished", "dateCreated"]
            .iter()
            .flat_map(|name| texts(object.get(*name)))
            .collect(),
        text: object.get("articleBody").and_then(Value::as_str).map(ToOwned::to_owned),
        is_listed: false,
        is_page: false,
    }
}

fn resolved<'v>(object: &'v Map<String, Value>, known: &Known<'v>) -> &'v Map<String, Value> {
    if object.contains_key("name") {
        return object;
    }
    let id = object.get("@id").and_then(Value::as_str);
    id.and_then(|id| known.get(id).copied()).unwrap_or(object)
}

fn name_of(object: &Map<String, Value>) -> Option<String> {
    texts(object.get("name")).into_iter().next()
}

fn take_writers(value: Option<&Value>, known: &Known<'_>, writers: &mut Vec<Writer>) {
    let mut waiting: Vec<&Value> = value.into_iter().collect();
    while let Some(value) = waiting.pop() {
        if writers.len() >= MOST_TEXTS {
            return;
        }
        match value {
            Value::Array(values) => waiting.extend(values.iter().rev()),
            Value::Object(object) => {
                let object = resolved(object, known);
                let kinds = texts(object.get("@type"));
                let is = |word: &str| kinds.iter().any(|kind| kind.ends_with(word));
                let is_organization = is("Organization") && !is("Person");
                let names = texts(object.get("name"));
                writers.extend(names.into_iter().map(|name| Writer { name, is_organization }));
            }
            Value::String(name) => {
                writers.extend(filled(name).map(|name| Writer { name, is_organization: false }));
            }
            _ => {}
        }
    }
}

/// The names in a path of sections but for the last, which is the page.
fn crumbs(value: Option<&Value>) -> Vec<String> {
    let Some(Value::Array(items)) = value else { return Vec::new() };
    let found = items.iter().take(MOST_TEXTS).filter_map(|item| {
        let item = item.as_object()?;
        name_of(item).or_else(|| name_of(item.get("item")?.as_object()?))
    });
    let mut names: Vec<String> = found.collect();
    if names.len() > 1 {
        names.pop();
    }
    names
}

/// A text, or the texts of a list.
fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => filled(text).into_iter().collect(),
        Some(Value::Array(values)) => values
            .iter()
            .take(MOST_TEXTS)
            .filter_map(|value| filled(value.as_str().or_else(|| value.get("@value")?.as_str())?))
            .collect(),
        _ => Vec::new(),
    }
}

/// The text without the markup and the entities that many write into JSON.
fn filled(text: &str) -> Option<String> {
    let text = &text[..text.floor_char_boundary(LONGEST_TEXT)];
    let text = clean::one_line(&clean::markup::plain(text.to_owned()));
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(json: &str) -> StructuredData {
        StructuredData::of(&[json.to_owned()])
    }

    fn headline(json: &str, addresses: &[&str], headlines: &[&str]) -> Option<String> {
        data(json).own(addresses, headlines)?.headline.clone()
    }

    #[test]
    fn the_pages_own_article_has_its_address_or_its_headline() {
        let two = r#"[{"@type":"NewsArticle","url":"https://a.example/frogs","headline":"Frogs sing"},
            {"@type":["NewsArticle"],"mainEntityOfPage":{"@id":"https://a.example/mill"},"headline":"Mill runs"}]"#;
        assert_eq!(
            headline(two, &["https://www.a.example/mill/"], &[]).as_deref(),
            Some("Mill runs")
        );
        assert_eq!(
            headline(two, &[], &["Frogs sing | Lake Post"]),
            None,
            "short keys must be alike"
        );
        assert_eq!(headline(two, &[], &["Frogs sing"]).as_deref(), Some("Frogs sing"));
        let list = r#"{"@type":"ItemList","itemListElement":[{"item":{"@type":"NewsArticle","headline":"Frogs"}}]}"#;
        assert_eq!(headline(list, &[], &["Mill runs"]), None);
        let video = r#"{"@type":"VideoObject","name":"Frogs sing"}"#;
        assert_eq!(headline(video, &[], &["Mill runs"]), None);
    }

    #[test]
    fn writers_come_in_many_shapes() {
        let names = |author: &str| -> Vec<String> {
            let json = format!(r#"{{"@type":"Article","headline":"Mill","author":{author}}}"#);
            let data = data(&json);
            let own = data.own(&[], &["Mill"]);
            own.map(|own| own.writers.iter().map(|writer| writer.name.clone()).collect())
                .unwrap_or_default()
        };
        assert_eq!(names(r#""Jane Doe""#), ["Jane Doe"]);
        assert_eq!(names(r#"[{"name":"Jane Doe"},["John Roe"]]"#), ["Jane Doe", "John Roe"]);
        assert_eq!(
            names(r#"{"@type":"Person","name":["Jane Doe","John Roe"]}"#),
            ["Jane Doe", "John Roe"]
        );
        assert_eq!(names("null"), Vec::<String>::new());
    }

    #[test]
    fn broken_scripts_are_mended_or_passed_over() {
        let json = "/*<![CDATA[*/ {\"@type\":\"Article\",\"headline\":\"Mill\nruns\"} /*]]>*/";
        assert_eq!(headline(json, &[], &["Mill runs"]).as_deref(), Some("Mill runs"));
        assert_eq!(headline(&"[".repeat(10_000), &[], &["Mill"]), None);
        assert_eq!(headline("{", &[], &["Mill"]), None);
    }
}
