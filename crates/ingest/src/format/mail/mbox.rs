//! Reads an mbox: messages one after another, each below a line that begins with `From `.

use std::borrow::Cow;

use super::super::cut::{Mails, mail_line};
use super::super::{Context, Cutter, Draft, Format, KeyMap};
use super::{article, headers};
use crate::SkipReason;

/// Many messages in a file.
pub(crate) struct Mbox;

impl Format for Mbox {
    fn extensions(&self) -> &'static [&'static str] {
        &["mbox", "mbx"]
    }

    fn opens_with(&self, text: &str, name: &str) -> bool {
        let Some((first, rest)) = text.trim_start().split_once('\n') else { return false };
        let is_named = self.extensions().iter().any(|ending| name.ends_with(ending));
        first.starts_with("From ") && headers(rest) >= if is_named { 1 } else { 2 }
    }

    fn cutter(&self, _head: &[u8], _keys: &KeyMap) -> Option<Box<dyn Cutter>> {
        Some(Box::new(Mails::default()))
    }

    fn parsing_bytes(&self, record: &[u8]) -> usize {
        record.len() * 4
    }

    fn read(&self, record: &[u8], context: &Context<'_>) -> Result<Draft, SkipReason> {
        if mail_line(record).is_none() {
            return Err(SkipReason::OtherRecord { kind: "no message" });
        }
        let start = record.iter().position(|byte| *byte == b'\n').map_or(record.len(), |at| at + 1);
        article(&without_marks(&record[start..]), context.order)
    }
}

/// The message as it was before it was put into the mbox: lines that begin with `From ` behind
/// signs of quoting have one of those less.
fn without_marks(message: &[u8]) -> Cow<'_, [u8]> {
    let is_marked = |line: &[u8]| {
        let signs = line.iter().take_while(|byte| **byte == b'>').count();
        signs > 0 && line[signs..].starts_with(b"From ")
    };
    let lines = || message.split_inclusive(|byte| *byte == b'\n');
    if !lines().any(is_marked) {
        return Cow::Borrowed(message);
    }
    let mut plain = Vec::with_capacity(message.len());
    for line in lines() {
        plain.extend_from_slice(&line[usize::from(is_marked(line))..]);
    }
    Cow::Owned(plain)
}
