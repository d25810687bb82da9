//! Reads an mbox: messages one after another, each below a line that begins with `From `.

use std::borrow::Cow;

use super::super::cut::{Mails, is_mail_line, without_mark};
use super::super::{Context, Cutter, Draft, Format, KeyMap};
use super::{article, headers};
use crate::SkipReason;

/// Many messages in a file.
pub(crate) struct Mbox;

impl Format for Mbox {
    fn extensions(&self) -> &'static [&'static str] {
        &["mbox", "mbx"]
    }

    fn is_known_by_name(&self) -> bool {
        false
    }

    fn opens_with(&self, text: &str, name: &str) -> bool {
        let text = text.trim_start();
        let is_named = self.extensions().iter().any(|ending| name.ends_with(&format!(".{ending}")));
        let is_line = |at: usize| is_mail_line(&text.as_bytes()[at..]);
        if !is_named {
            return is_line(0);
        }
        // Others write the line in other ways, and some have something before the first.
        let below = text.split_once('\n').map(|(_, below)| below);
        text.starts_with("From ") && below.is_some_and(|below| headers(below) > 0)
            || text.match_indices("\nFrom ").any(|(at, _)| is_line(at + 1))
    }

    fn cutter(&self, _head: &[u8], _keys: &KeyMap) -> Option<Box<dyn Cutter>> {
        Some(Box::new(Mails::default()))
    }

    fn parsing_bytes(&self, record: &[u8]) -> usize {
        record.len() + super::cost(record)
    }

    fn read(&self, record: &[u8], context: &Context<'_>) -> Result<Draft, SkipReason> {
        let record = without_mark(record);
        if !record.starts_with(b"From ") {
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
