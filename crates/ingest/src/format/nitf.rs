//! Reads NITF, the News Industry Text Format of the IPTC: a file is an article.

use article::Version;
use serde_json::Value as Json;

use super::cut::Elements;
use super::xml::{self, Element, Node, Written};
use super::{Context, Cutter, Draft, DraftKind, Format, KeyMap};
use crate::clean::date::moment;
use crate::{SkipReason, clean};

/// NITF.
pub(crate) struct Nitf;

/// One is hardly longer.
const LONG_BYTES: usize = 200 << 10;

impl Format for Nitf {
    fn extensions(&self) -> &'static [&'static str] {
        &["nitf"]
    }

    fn is_known_by_name(&self) -> bool {
        false
    }

    fn opens_with(&self, text: &str, _name: &str) -> bool {
        xml::root(text).is_some_and(|root| xml::local(root).eq_ignore_ascii_case("nitf"))
    }

    /// Some archives have one document after the other in a file.
    fn cutter(&self, head: &[u8], _keys: &KeyMap) -> Option<Box<dyn Cutter>> {
        let head = String::from_utf8_lossy(head);
        let head = head.to_lowercase();
        let nitf = || Some(Box::new(Elements::new("nitf", "", "", false)) as Box<dyn Cutter>);
        // Of one that is so long, nobody knows what follows it.
        let Some((_, rest)) = head.split_once("</nitf>") else {
            return if head.len() >= LONG_BYTES { nitf() } else { None };
        };
        if rest.contains("<nitf") { nitf() } else { None }
    }

    fn parsing_bytes(&self, record: &[u8]) -> usize {
        xml::cost(record)
    }

    fn read(&self, record: &[u8], _context: &Context<'_>) -> Result<Draft, SkipReason> {
        if !xml::is_closed(record, "nitf") {
            return Err(SkipReason::CutShort { cut: crate::Cut::OpenRecord });
        }
        let (top, is_whole) = xml::document(record);
        let nitf = top.first("nitf").ok_or(SkipReason::NoText)?;
        let mut draft = article(nitf);
        if !is_whole {
            draft.remarks.push(xml::too_much());
        }
        Ok(draft)
    }
}

/// The article of an `nitf` element.
pub(super) fn article(nitf: &Element) -> Draft {
    let docdata = nitf.at(&["head", "docdata"]);
    let status = docdata.and_then(|data| data.attribute("management-status")).unwrap_or_default();
    let pubdata = nitf.at(&["head", "pubdata"]);
    let body = nitf.first("body");
    let head = body.and_then(|body| body.first("body.head"));
    let of_data = |name: &str, attribute: &str| {
        docdata.and_then(|data| data.first(name)?.attribute(attribute)).map(ToOwned::to_owned)
    };
    let story_date = head.and_then(|head| head.at(&["dateline", "story.date"]));
    let story_date = story_date
        .and_then(|date| date.attribute("norm").map(ToOwned::to_owned).or_else(|| date.said()));
    let published = pubdata.and_then(|data| data.attribute("date.publication"));
    let dates = [
        ("story.date", story_date),
        ("date.publication", published.map(ToOwned::to_owned)),
        ("date.issue", of_data("date.issue", "norm")),
        ("date.release", of_data("date.release", "norm")),
    ];
    let dates =
        dates.into_iter().filter_map(|(key, date)| Some((key.to_owned(), Json::String(date?))));
    let one_line =
        |element: &Element| Some(clean::one_line(&element.text())).filter(|text| !text.is_empty());
    let headline = head.and_then(|head| head.first("hedline"));
    let title = headline
        .and_then(|headline| headline.first("hl1").and_then(one_line))
        .or_else(|| headline.and_then(one_line))
        .or_else(|| nitf.at(&["head", "title"]).and_then(one_line));
    let bylines = || head.iter().flat_map(|head| head.all("byline"));
    // Some archives have it a second time, in the order of a catalogue.
    let normal = bylines().find(|byline| byline.attribute("class") == Some("normalized_byline"));
    let normal = normal.and_then(one_line).map(|names| names.split(';').map(in_speech).collect());
    let bylines = bylines().filter_map(|byline| {
        let person = byline.everywhere("person");
        let names: Vec<String> = person.into_iter().filter_map(one_line).collect();
        if names.is_empty() { one_line(byline) } else { Some(names.join(", ")) }
    });
    let source = pubdata.and_then(|data| data.attribute("name")).map(ToOwned::to_owned);
    let distributor = || {
        let distributor = head?.first("distributor")?;
        distributor.first("org").and_then(one_line).or_else(|| one_line(distributor))
    };
    let place = head.and_then(|head| head.at(&["dateline", "location"])).and_then(one_line);
    let keywords =
        docdata.iter().flat_map(|data| data.all("key-list")).flat_map(|list| list.all("keyword"));
    let tags = keywords.filter_map(|word| word.attribute("key")).map(ToOwned::to_owned);
    let mut written = Written::default();
    let subtitles = headline.iter().flat_map(|headline| headline.all("hl2")).filter_map(one_line);
    subtitles.for_each(|subtitle| written.paragraph(&subtitle));
    for node in body.map(Element::nodes).unwrap_or_default() {
        match node {
            Node::Element(element) if element.name == "body.head" => {}
            Node::Element(element) if element.name == "body.end" => {
                let tagline = element.first("tagline").and_then(one_line);
                if let Some(tagline) = tagline {
                    written.paragraph(&tagline);
                }
            }
            // Some write their paragraphs straight into the body.
            Node::Element(element) => {
                written.end_paragraph();
                written.inside(element);
                written.end_paragraph();
            }
            Node::Text(text) => written.words(text),
        }
    }
    if written.text.is_empty()
        && let Some(summary) = head.and_then(|head| head.first("abstract"))
    {
        written.inside(summary);
    }
    let number = of_data("du-key", "version").and_then(|number| number.trim().parse().ok());
    let revisions = nitf.first("head").into_iter().flat_map(|head| head.all("revision-history"));
    let revised = revisions.filter_map(|revision| moment(revision.attribute("norm")?)).max();
    Draft {
        kind: DraftKind::Page,
        version: Version::of(number, revised),
        withdrawn: withdrawn(status),
        source_id: of_data("doc-id", "id-string"),
        title,
        authors: normal.unwrap_or_default(),
        bylines: bylines.collect(),
        source: source.or_else(distributor),
        url: pubdata.and_then(|data| data.attribute("ex-ref")).map(ToOwned::to_owned),
        language: nitf.attribute("xml:lang").map(ToOwned::to_owned),
        dates: dates.collect(),
        section: pubdata.and_then(|data| data.attribute("position.section")).map(ToOwned::to_owned),
        places: place.into_iter().collect(),
        tags: tags.collect(),
        body: written.text,
        captions: written.captions,
        ..Draft::default()
    }
}

/// `Okonedo, Nadia` as one says it.
fn in_speech(name: &str) -> String {
    match name.trim().split_once(", ") {
        Some((last, first)) => format!("{first} {last}"),
        None => name.trim().to_owned(),
    }
}

/// What is said of an item that its agency has taken back or not yet let out, by its status.
pub(super) fn withdrawn(status: &str) -> Option<&'static str> {
    let status = status.rsplit([':', '/']).next().unwrap_or_default().to_ascii_lowercase();
    match status.as_str() {
        "canceled" | "cancelled" | "killed" => Some("canceled"),
        "withheld" | "embargoed" => Some("withheld"),
        _ => None,
    }
}
