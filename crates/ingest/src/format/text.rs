//! Reads plain text: a file is an article, its title the first headline-like line.

use super::{Context, Cutter, Draft, DraftKind, Format, KeyMap};
use crate::SkipReason;
use crate::clean;

/// Plain text.
pub(crate) struct Text;

impl Format for Text {
    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text", ""]
    }

    fn opens_with(&self, _text: &str, _name: &str) -> bool {
        false
    }

    fn cutter(&self, _head: &[u8], _keys: &KeyMap) -> Option<Box<dyn Cutter>> {
        None
    }

    fn read(&self, record: &[u8], _context: &Context<'_>) -> Result<Draft, SkipReason> {
        let body = clean::encoding::decode(record, None);
        Ok(Draft { kind: DraftKind::Text, body, ..Draft::default() })
    }
}
