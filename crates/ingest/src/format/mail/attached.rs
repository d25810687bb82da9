//! Reads what is attached to a message and is text: further texts and whole messages.

use mail_parser::{Encoding, Message, MessagePart, MimeHeaders, PartType};

use super::body;
use super::header::Headers;

/// Messages in messages are read so deep.
const DEPTH_LIMIT: usize = 8;
/// So many attachments are looked at.
const PARTS_LIMIT: usize = 1_000;

/// What is attached to a message.
#[derive(Default)]
pub(super) struct Attached {
    /// The texts, each under its name.
    pub(super) texts: Vec<String>,
    /// How many are no text.
    pub(super) others: usize,
}

pub(super) fn attached(message: &Message<'_>) -> Attached {
    let mut attached = Attached::default();
    attached.take(message, message.raw_message(), DEPTH_LIMIT);
    attached
}

impl Attached {
    /// `raw` is what the offsets of the message are counted in.
    fn take(&mut self, message: &Message<'_>, raw: &[u8], depth: usize) {
        self.others += message.attachment_count().saturating_sub(PARTS_LIMIT);
        for part in message.attachments().take(PARTS_LIMIT) {
            match &part.body {
                PartType::Message(inner) if depth > 0 => {
                    // What was packed is counted in bytes of its own.
                    let is_packed = part.encoding != Encoding::None;
                    let raw = if is_packed { inner.raw_message() } else { raw };
                    self.message(inner, raw, depth);
                }
                PartType::Text(_) | PartType::Html(_) if is_text(part) => {
                    let text = body::part(raw, part).filter(|text| !text.trim().is_empty());
                    let name = part.attachment_name().map(|name| name.trim().to_owned());
                    self.texts.extend(text.map(|text| match name {
                        Some(name) => format!("{name}\n\n{}", text.trim()),
                        None => text.trim().to_owned(),
                    }));
                }
                _ if !is_of_message(part) => self.others += 1,
                _ => {}
            }
        }
    }

    /// A message inside, with what says whose it is.
    fn message(&mut self, inner: &Message<'_>, raw: &[u8], depth: usize) {
        let start = inner.headers().first().map_or(0, |header| header.offset_field) as usize;
        let headers = raw.get(start..).unwrap_or_default();
        let headers = Headers::of(headers.trim_ascii_start());
        let name = |name: &str| headers.text(name);
        let head: Vec<String> =
            ["subject", "from", "date"].iter().filter_map(|one| name(one)).collect();
        let text = body::text(inner, raw).unwrap_or_default();
        let parts = [head.join("\n"), text];
        let parts: Vec<&str> =
            parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
        if !parts.is_empty() {
            self.texts.push(parts.join("\n\n"));
        }
        self.take(inner, raw, depth - 1);
    }
}

/// Whether a part is a text for readers, and not one for a program.
fn is_text(part: &MessagePart<'_>) -> bool {
    const READ: [&str; 3] = ["plain", "html", "markdown"];
    let subtype = part.content_type().and_then(|kind| kind.subtype());
    subtype.is_none_or(|subtype| READ.contains(&subtype.to_ascii_lowercase().as_str()))
}

/// Whether a part is no attachment in the eyes of a reader: a picture in the text, a signature.
fn is_of_message(part: &MessagePart<'_>) -> bool {
    let is_signature = part.content_type().is_some_and(|kind| {
        let subtype = kind.subtype().unwrap_or_default().to_ascii_lowercase();
        subtype.contains("signature") || kind.ctype().eq_ignore_ascii_case("image")
    });
    is_signature || part.content_id().is_some() && part.attachment_name().is_none()
}
