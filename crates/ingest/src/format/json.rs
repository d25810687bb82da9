//! Reads JSON files: an array of articles, one article, or several one after another.

use super::cut::{Cutter, Values, without_mark};
use super::jsonl::{is_object, read_object};
use super::{Context, Draft, Format, Heading, KeyMap, allowance, collection, json_feed};
use crate::SkipReason;

/// JSON.
pub(crate) struct Json;

impl Format for Json {
    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn opens_with(&self, text: &str, _name: &str) -> bool {
        let list = text.strip_prefix('[').map(str::trim_start);
        is_object(text) || list.is_some_and(|inside| is_object(inside) || inside.trim_end() == "]")
    }

    fn cutter(&self, head: &[u8], keys: &KeyMap) -> Option<Box<dyn Cutter>> {
        let head = without_mark(head).trim_ascii_start();
        if head.starts_with(b"[") {
            return Some(Box::new(Values::elements()));
        }
        if let Some(path) = collection::path(head, keys) {
            return Some(Box::new(Values::inside(path)));
        }
        let first_end = Values::sequence().end(head, 0)?;
        let more = !head[first_end..].trim_ascii().is_empty();
        more.then(|| Box::new(Values::sequence()) as Box<dyn Cutter>)
    }

    fn heading(&self, head: &[u8], _name: &str) -> Heading {
        Heading { channel: json_feed::channel(head), ..Heading::default() }
    }

    fn has_keys(&self) -> bool {
        true
    }

    fn parsing_bytes(&self, record: &[u8]) -> usize {
        allowance::at_a_glance(record)
    }

    fn read(&self, record: &[u8], context: &Context<'_>) -> Result<Draft, SkipReason> {
        let draft = read_object(without_mark(record).trim_ascii(), context)?;
        Ok(context.heading.channel.complete(draft))
    }
}
