//! Reads JSON files: an array of articles, one article, or several one after another.

use super::cut::{Cutter, Values};
use super::jsonl::{is_object, read_object};
use super::{Context, Draft, Format, allowance};
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

    fn cutter(&self, head: &[u8]) -> Option<Box<dyn Cutter>> {
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
        if head.starts_with(b"[") {
            return Some(Box::new(Values::elements()));
        }
        let first_end = Values::sequence().end(head)?;
        let more = !head[first_end..].trim_ascii().is_empty();
        more.then(|| Box::new(Values::sequence()) as Box<dyn Cutter>)
    }

    fn parsing_bytes(&self, record: &[u8]) -> usize {
        allowance::at_a_glance(record)
    }

    fn read(&self, record: &[u8], context: &Context<'_>) -> Result<Draft, SkipReason> {
        let record = record.strip_prefix(b"\xef\xbb\xbf").unwrap_or(record);
        read_object(record.trim_ascii(), context.keys)
    }
}
