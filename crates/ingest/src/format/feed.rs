//! Reads feeds: RSS 0.9 to 2.0, RDF, Atom, and the exports of WordPress, which are RSS too.
//!
//! An article is an `item` or an `entry`. What holds them is read once, for the name of the outlet,
//! its language and its writers.

mod channel;
mod wordpress;

use article::Version;
use serde_json::Value as Json;

pub(crate) use self::channel::Channel;
use super::cut::Elements;
use super::xml::{self, Element};
use super::{Context, Cutter, Draft, DraftKind, Format, Heading, KeyMap, html};
use crate::clean::date::moment;
use crate::{SkipReason, clean};

/// A feed.
pub(crate) struct Feed;

/// More pages that a feed names for one item are not weighed.
const LINKS_LIMIT: usize = 50;

impl Format for Feed {
    fn extensions(&self) -> &'static [&'static str] {
        &["rss", "atom"]
    }

    fn is_known_by_name(&self) -> bool {
        false
    }

    fn opens_with(&self, text: &str, _name: &str) -> bool {
        channel::root(text).is_some()
    }

    fn cutter(&self, head: &[u8], _keys: &KeyMap) -> Option<Box<dyn Cutter>> {
        let head = String::from_utf8_lossy(head);
        let root = channel::root(&head)?;
        let prefix = channel::prefix_of_items(&head, root.item);
        Some(Box::new(Elements::new(root.item, &prefix, &root.name, false)))
    }

    fn heading(&self, head: &[u8], _name: &str) -> Heading {
        Heading { channel: Channel::of(head), ..Heading::default() }
    }

    fn parsing_bytes(&self, record: &[u8]) -> usize {
        xml::cost(record)
    }

    fn read(&self, record: &[u8], context: &Context<'_>) -> Result<Draft, SkipReason> {
        let channel = &context.heading.channel;
        let text = clean::encoding::decode(record, channel.encoding.as_deref());
        let (top, is_whole) = xml::read(&text, &channel.opening);
        let item = top.elements().next().ok_or(SkipReason::NoText)?;
        let mut draft = match wordpress::status(item) {
            wordpress::Status::Published => wordpress::read(item, channel),
            wordpress::Status::Other(kind) => return Err(SkipReason::OtherRecord { kind }),
            wordpress::Status::NotWordPress => item_of_feed(item, channel),
        };
        if !is_whole {
            draft.remarks.push(xml::too_much());
        }
        Ok(html::of_record(draft, context.order))
    }
}

/// What an item says.
fn item_of_feed(item: &Element, channel: &Channel) -> Draft {
    let said = |names: &[&str]| {
        let mut found = names.iter().flat_map(|name| item.all(name));
        found.find_map(|element| element.said().filter(|_| !is_packed(element)))
    };
    let dates = [
        "pubdate",
        "published",
        "issued",
        "dcterms:issued",
        "dc:date",
        "date",
        "dcterms:created",
        "created",
        "updated",
        "dcterms:modified",
        "modified",
    ];
    let dates = dates.iter().filter_map(|name| {
        let value = item.said_in(name)?;
        Some(((*name).to_owned(), Json::String(value)))
    });
    let id = said(&["guid", "id"]).or_else(|| item.attribute("rdf:about").map(ToOwned::to_owned));
    let updated = said(&["updated", "dcterms:modified", "modified"]);
    let own_source = item.first("source").and_then(|source| {
        source.said_in("title").or_else(|| source.said().filter(|_| source.elements().count() == 0))
    });
    let url = url(item, channel);
    Draft {
        kind: DraftKind::Record,
        // Else it is its own within the host of its link.
        is_id_unique: url.is_none(),
        source_id: id,
        title: said(&["title", "media:title", "dc:title"]),
        bylines: authors(item)
            .or_else(|| channel.author.clone().map(|author| vec![author]))
            .unwrap_or_default(),
        found_source: own_source.or_else(|| channel.title.clone()),
        url,
        language: said(&["dc:language", "language"])
            .or_else(|| item.attribute("xml:lang").map(ToOwned::to_owned))
            .or_else(|| channel.language.clone()),
        dates: dates.collect(),
        tags: tags(item),
        version: Version::of(None, updated.and_then(|updated| moment(&updated))),
        body: body(item),
        ..Draft::default()
    }
}

/// The longest of its texts: some feeds have the article in what others use for a summary.
fn body(item: &Element) -> String {
    const TEXTS: [&str; 12] = [
        "content:encoded",
        "content",
        "body",
        "fulltext",
        "full-text",
        "fullitem",
        "yandex:full-text",
        "description",
        "dc:description",
        "summary",
        "media:description",
        "itunes:summary",
    ];
    let inside = item.first("media:group");
    let texts = std::iter::once(item).chain(inside);
    let texts = texts.flat_map(|holder| TEXTS.iter().flat_map(|name| holder.all(name)));
    // A picture, a film or another file is no text.
    let texts = texts.filter(|text| is_text(text.attribute("type")) && !is_packed(text));
    texts.map(markup).fold(String::new(), |longest, text| {
        let length = |text: &str| clean::markup::plain(text.to_owned()).len();
        if length(&text) > length(&longest) { text } else { longest }
    })
}

/// Whether it is written in letters that stand for bytes.
fn is_packed(element: &Element) -> bool {
    element.attribute("mode") == Some("base64")
}

fn is_text(kind: Option<&str>) -> bool {
    kind.is_none_or(|kind| {
        let kind = kind.to_ascii_lowercase();
        !kind.contains('/')
            || kind.starts_with("text/")
            || kind.ends_with("xml")
            || kind.ends_with("html")
    })
}

/// A text as HTML or plain text: what it has as elements is HTML.
fn markup(text: &Element) -> String {
    if text.elements().next().is_some() { text.html() } else { text.text() }
}

fn url(item: &Element, channel: &Channel) -> Option<String> {
    let links = || item.all("link").take(LINKS_LIMIT);
    let address =
        |link: &Element| link.attribute("href").map(ToOwned::to_owned).or_else(|| link.said());
    let is_page = |link: &&Element| link.attribute("type").is_none_or(|kind| kind.contains("html"));
    let is_alternate = |link: &&Element| link.attribute("rel").is_none_or(|rel| rel == "alternate");
    let guid = || {
        let guid = item.first("guid")?;
        let is_address = guid.attribute("ispermalink") != Some("false");
        guid.said().filter(|guid| is_address && guid.starts_with("http"))
    };
    let found = item
        .said_in("feedburner:origlink")
        .or_else(|| links().filter(is_alternate).filter(is_page).find_map(address))
        .or_else(|| links().filter(is_alternate).find_map(address))
        .or_else(guid)
        .or_else(|| item.attribute("rdf:about").map(ToOwned::to_owned))?;
    let base =
        item.attribute("xml:base").map(|base| channel::joined(channel.base.as_deref(), base));
    let found = channel::joined(base.as_deref().or(channel.base.as_deref()), &found);
    found.contains("://").then_some(found)
}

/// The names of those who wrote it.
fn authors(item: &Element) -> Option<Vec<String>> {
    let people = ["author", "dc:creator", "creator", "itunes:author", "contributor"];
    let named = |name: &str| -> Vec<String> {
        let people = item.all(name).filter_map(|person| {
            if let Some(name) = person.said_in("name") {
                return Some(name);
            }
            let of_element = person.elements().count() > 0;
            person.said().filter(|_| !of_element)
        });
        people.filter_map(|name| channel::person(&name)).collect()
    };
    people.iter().map(|name| named(name)).find(|names| !names.is_empty())
}

fn tags(item: &Element) -> Vec<String> {
    let category = |category: &Element| {
        let attribute = |name| category.attribute(name).map(ToOwned::to_owned);
        attribute("label").or_else(|| category.said()).or_else(|| attribute("term"))
    };
    let mut tags: Vec<String> = Vec::new();
    let found = item
        .all("category")
        .filter_map(category)
        .chain(item.all("dc:subject").filter_map(Element::said));
    for tag in found {
        let tag = clean::one_line(&clean::markup::plain(tag));
        if !tag.is_empty() && !tags.contains(&tag) && tags.len() < TAGS_LIMIT {
            tags.push(tag);
        }
    }
    tags
}

/// More are not kept.
const TAGS_LIMIT: usize = 200;
