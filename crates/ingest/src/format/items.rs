//! Reads XML that Scrapy exports: a list of items whose elements are the fields of a record.

use std::borrow::Cow;

use serde_json::Value as Json;

use super::cut::Elements;
use super::record::Record;
use super::value::Value;
use super::xml::{self, Element};
use super::{Context, Cutter, Draft, Format, KeyMap, html};
use crate::{SkipReason, clean};

/// Items of Scrapy.
pub(crate) struct Items;

impl Format for Items {
    fn extensions(&self) -> &'static [&'static str] {
        &[]
    }

    fn opens_with(&self, text: &str, _name: &str) -> bool {
        xml::root(text) == Some("items")
            && text.chars().take(1_000).collect::<String>().contains("<item>")
    }

    fn cutter(&self, _head: &[u8], _keys: &KeyMap) -> Option<Box<dyn Cutter>> {
        Some(Box::new(Elements::new("item", "", "items", true)))
    }

    fn parsing_bytes(&self, record: &[u8]) -> usize {
        xml::cost(record)
    }

    fn read(&self, record: &[u8], context: &Context<'_>) -> Result<Draft, SkipReason> {
        let text = clean::encoding::decode(record, None);
        let (top, is_whole) = xml::read(&text, "");
        let item = top.first("item").ok_or(SkipReason::NoText)?;
        let mut fields = Record::new(context);
        for field in item.elements() {
            fields.insert(Cow::Owned(field.name.clone()), Value::from(value(field)));
        }
        let mut draft = fields.into_draft();
        if !is_whole {
            draft.remarks.push(xml::too_much());
        }
        Ok(html::of_record(draft, context.order))
    }
}

/// A field: a text, or a list of texts.
fn value(field: &Element) -> Json {
    let mut listed = field.all("value").peekable();
    if listed.peek().is_some() {
        return Json::Array(listed.map(|one| Json::String(one.text())).collect());
    }
    Json::String(field.text())
}
