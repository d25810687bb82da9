//! Reads the SGML of the Reuters-21578 collection: a file has a thousand stories.

use serde_json::Value as Json;

use super::cut::Elements;
use super::xml::{self, Element};
use super::{Context, Cutter, Draft, DraftKind, Format, KeyMap};
use crate::{SkipReason, clean};

/// Reuters-21578.
pub(crate) struct Reuters;

impl Format for Reuters {
    fn extensions(&self) -> &'static [&'static str] {
        &["sgm"]
    }

    fn is_known_by_name(&self) -> bool {
        false
    }

    fn opens_with(&self, text: &str, _name: &str) -> bool {
        let opening: String = text.chars().take(4_000).collect();
        let is_story =
            ["<TEXT", "NEWID", "<text", "newid"].iter().any(|mark| opening.contains(mark));
        is_story && xml::root(text).is_some_and(|root| root.eq_ignore_ascii_case("reuters"))
    }

    fn cutter(&self, _head: &[u8], _keys: &KeyMap) -> Option<Box<dyn Cutter>> {
        Some(Box::new(Elements::new("reuters", "", "", false)))
    }

    fn parsing_bytes(&self, record: &[u8]) -> usize {
        xml::cost(record)
    }

    fn read(&self, record: &[u8], _context: &Context<'_>) -> Result<Draft, SkipReason> {
        let (top, _) = xml::document(record);
        let story = top.first("reuters").ok_or(SkipReason::NoText)?;
        let text = story.first("text").ok_or(SkipReason::NoText)?;
        let listed = |name: &str| -> Vec<String> {
            let list = story.first(name);
            list.iter().flat_map(|list| list.all("d")).filter_map(Element::said).collect()
        };
        let said = |name| text.said_in(name).map(|text| clean::one_line(&text));
        // A story that was not taken apart has all of it in its text.
        let has_parts = text.first("body").is_some();
        let body =
            if has_parts { text.first("body").map(Element::text) } else { Some(text.text()) };
        // Signs of the wire stand around it.
        let is_outside = |sign: char| sign.is_whitespace() || sign.is_control();
        let date = story.said_in("date");
        Ok(Draft {
            kind: if has_parts { DraftKind::Page } else { DraftKind::Text },
            source_id: story.attribute("newid").map(ToOwned::to_owned),
            title: said("title"),
            bylines: said("author").map(|byline| without_agency(&byline)).into_iter().collect(),
            found_source: Some("Reuters".to_owned()),
            dates: date.into_iter().map(|date| ("date".to_owned(), Json::String(date))).collect(),
            places: listed("places"),
            tags: listed("topics"),
            body: body
                .map(|body| clean::repaired(body.trim_matches(is_outside).to_owned()))
                .unwrap_or_default(),
            ..Draft::default()
        })
    }
}

/// `By Ana Ilić, Reuters`
fn without_agency(byline: &str) -> String {
    let end = byline.to_ascii_lowercase().find(", reuter").unwrap_or(byline.len());
    byline[..end].to_owned()
}
