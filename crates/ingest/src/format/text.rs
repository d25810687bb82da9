//! Reads plain text: a file is an article, its title the first headline-like line.

use super::{Context, Cutter, Draft, DraftKind, Format, KeyMap};
use crate::SkipReason;
use crate::clean;

/// Plain text.
pub(crate) struct Text;

/// A longer run of letters is a text that lost its spaces.
const LONGEST_TOKEN_BYTES: usize = 100;

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
        // A name, a number or a path, as programs leave them in files for one another.
        let is_token = body.trim().bytes().all(|byte| byte.is_ascii_graphic());
        if is_token && body.len() <= LONGEST_TOKEN_BYTES {
            return Err(SkipReason::NoText);
        }
        Ok(Draft { kind: DraftKind::Text, body, ..Draft::default() })
    }
}
