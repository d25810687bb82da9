//! Reads ninjs, the JSON of the IPTC, in versions 1 to 3.

use article::Version;
use serde_json::{Map, Value as Json};

use super::{Draft, DraftKind, html, nitf};
use crate::clean::date::moment;
use crate::{DateOrder, SkipReason, clean};

/// A longer record is read as any other: its values are not all to be held at once.
const LONGEST_BYTES: usize = 2 << 20;
/// More places and subjects are not kept.
const NAMES_LIMIT: usize = 500;
/// Keys of which one stands in every item, in lower case; version 3 has them in camel case.
const MARKS: [&str; 5] =
    ["versioncreated", "pubstatus", "representationtype", "body_xhtml", "body_richtext"];
/// The same as they are written, to tell other records apart at a glance.
const WRITTEN: [&str; 8] = [
    "\"versioncreated\"",
    "\"versionCreated\"",
    "\"pubstatus\"",
    "\"pubStatus\"",
    "\"representationtype\"",
    "\"representationType\"",
    "\"body_xhtml\"",
    "\"body_richtext\"",
];

/// The article of an item; `None` for another record.
pub(super) fn read(text: &str, order: Option<DateOrder>) -> Option<Result<Draft, SkipReason>> {
    if text.len() > LONGEST_BYTES {
        return None;
    }
    let has_id = text.contains("\"uri\"") || text.contains("\"guid\"");
    if !has_id || !WRITTEN.iter().any(|mark| text.contains(mark)) {
        return None;
    }
    let item: Map<String, Json> = serde_json::from_str(text).ok()?;
    let item: Map<String, Json> =
        item.into_iter().map(|(key, value)| (key.to_ascii_lowercase(), value)).collect();
    let has_id = item.contains_key("uri") || item.contains_key("guid");
    let is_item = has_id && MARKS.iter().any(|mark| item.contains_key(*mark));
    // What has its text under a key of its own is no such item.
    let is_other = body(&item).is_none()
        && ["content", "text", "paragraphs"].iter().any(|key| item.contains_key(*key));
    (is_item && !is_other).then(|| article(&item).map(|draft| html::of_record(draft, order)))
}

fn article(item: &Map<String, Json>) -> Result<Draft, SkipReason> {
    let text = |key: &str| {
        let text = item.get(key)?.as_str()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    let status = text("pubstatus").unwrap_or_default();
    let withdrawn = nitf::withdrawn(&status);
    let body = body(item);
    match text("type").as_deref() {
        _ if withdrawn.is_some() => {}
        Some("picture" | "graphic" | "photo") if body.is_none() => {
            return Err(SkipReason::OtherRecord { kind: "picture" });
        }
        Some("audio" | "video") if body.is_none() => {
            return Err(SkipReason::OtherRecord { kind: "sound or film" });
        }
        _ => {}
    }
    let dates = ["contentcreated", "firstcreated", "versioncreated"];
    let dates = dates.iter().filter_map(|key| Some(((*key).to_owned(), Json::String(text(key)?))));
    let named = |key: &str| -> Vec<String> {
        let listed = item.get(key).and_then(Json::as_array);
        let names = listed.into_iter().flatten().filter_map(|one| {
            let name = one.get("name").or_else(|| one.get("literal")).unwrap_or(one);
            name.as_str().map(ToOwned::to_owned)
        });
        names.take(NAMES_LIMIT).collect()
    };
    let byline =
        text("byline").or_else(|| text("by")).map_or_else(|| named("by"), |byline| vec![byline]);
    let mut places: Vec<String> = text("located").into_iter().collect();
    for place in named("place").into_iter().chain(named("places")) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    let mut tags = named("subject");
    tags.extend(named("subjects"));
    tags.extend(named("keywords"));
    let infosource = named("infosource").into_iter().chain(named("infosources")).next();
    let number = item.get("version").and_then(|number| match number {
        Json::String(number) => number.trim().parse().ok(),
        number => number.as_u64(),
    });
    let created = text("versioncreated").and_then(|created| moment(&created));
    Ok(Draft {
        kind: DraftKind::Record,
        is_id_unique: true,
        version: Version::of(number, created),
        withdrawn,
        source_id: text("uri").or_else(|| text("guid")),
        title: headline(item),
        bylines: byline,
        source: infosource.or_else(|| text("source")).or_else(|| text("copyrightholder")),
        url: text("url").or_else(|| text("webpage")),
        language: text("language"),
        dates: dates.collect(),
        places,
        tags,
        body: body
            .or_else(|| of_role(item, "descriptions", ""))
            .or_else(|| text("description_text"))
            .unwrap_or_default(),
        ..Draft::default()
    })
}

/// The value with a role in a list of such, as version 2 has them; the first where none has it.
fn of_role(item: &Map<String, Json>, key: &str, role: &str) -> Option<String> {
    let listed = item.get(key)?.as_array()?;
    let has_role = |one: &&Json| one.get("role").and_then(Json::as_str) == Some(role);
    let value = |one: &Json| one.get("value").and_then(Json::as_str).map(ToOwned::to_owned);
    listed.iter().find(has_role).and_then(value).or_else(|| listed.iter().find_map(value))
}

fn headline(item: &Map<String, Json>) -> Option<String> {
    let text = |key: &str| item.get(key).and_then(Json::as_str).map(ToOwned::to_owned);
    let headline = text("headline").or_else(|| text("headline_main"));
    let headline =
        headline.or_else(|| of_role(item, "headlines", "main")).or_else(|| text("title"));
    headline.filter(|headline| !headline.trim().is_empty())
}

/// The longest of the forms that it has: some have only the beginning.
fn body(item: &Map<String, Json>) -> Option<String> {
    let named = item.iter().filter(|(key, _)| *key == "body" || key.starts_with("body_"));
    let named = named.filter_map(|(_, value)| value.as_str());
    let listed = item.get("bodies").and_then(Json::as_array).into_iter().flatten();
    let listed = listed.filter_map(|one| one.get("value")?.as_str());
    let length = |text: &&str| clean::markup::plain((*text).to_owned()).trim().len();
    let is_text = |text: &&str| !text.trim().is_empty();
    named.chain(listed).filter(is_text).max_by_key(length).map(ToOwned::to_owned)
}
