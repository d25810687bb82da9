//! Reads mail: newsletters and discussion, a message in a file or many in an mbox.
//!
//! An article is a message with a text. What it quotes of others, and what stands below it, is
//! labelled; what is attached is counted.

mod attached;
mod body;
mod header;
mod mbox;
mod quotes;
mod saved_page;

use std::borrow::Cow;
use std::collections::BTreeSet;

use mail_parser::{DateTime, Message, MessageParser, MimeHeaders};
use serde_json::Value as Json;

use self::header::Headers;
pub(crate) use self::mbox::Mbox;
use super::cut::without_mark;
use super::{Context, Cutter, Draft, DraftKind, Format, KeyMap};
use crate::{DateOrder, SkipReason, clean};

/// A message in a file of its own.
pub(crate) struct Mail;

/// The headers of a message end within so many lines that are looked at.
const HEADER_LINES: usize = 200;

impl Format for Mail {
    fn extensions(&self) -> &'static [&'static str] {
        &["eml", "emlx", "mht", "mhtml"]
    }

    fn is_known_by_name(&self) -> bool {
        false
    }

    fn opens_with(&self, text: &str, name: &str) -> bool {
        let is_named = self.extensions().iter().any(|ending| name.ends_with(&format!(".{ending}")));
        let is_of_apple = name.rsplit_once('.').is_some_and(|(_, ending)| ending == "emlx");
        let text = if is_of_apple { without_length(text) } else { text };
        if is_named {
            return headers(text) > 0;
        }
        // Texts speak of senders and subjects too; what was sent has an address.
        let header: Vec<&str> =
            text.trim_start().lines().take_while(|line| !line.is_empty()).collect();
        let is_folded = |line: &str| line.starts_with([' ', '\t']);
        headers(text) >= 3
            && header.iter().all(|line| is_header(line) || is_folded(line) || line.starts_with('>'))
            && header.iter().any(|line| line.contains('@'))
    }

    fn cutter(&self, _head: &[u8], _keys: &KeyMap) -> Option<Box<dyn Cutter>> {
        None
    }

    fn parsing_bytes(&self, record: &[u8]) -> usize {
        cost(record)
    }

    fn read(&self, record: &[u8], context: &Context<'_>) -> Result<Draft, SkipReason> {
        article(message_of_emlx(record).unwrap_or(record), context.order)
    }
}

/// What reading a message takes, judged at a glance: its parts are counted by their borders.
pub(super) fn cost(message: &[u8]) -> usize {
    const PART: usize = 600;
    let borders = message.windows(3).filter(|three| three == b"\n--").count();
    message.len() * 3 + borders * PART
}

/// How many messages may lie in one another: their parser goes as deep as they do.
const NESTED_LIMIT: usize = 5_000;

/// Whether messages lie in messages deeper than can be read.
fn is_too_deep(message: &[u8]) -> bool {
    const KINDS: [&[u8]; 3] = [b"message/rfc822", b"message/global", b"multipart/digest"];
    let is_kind = |at: usize| {
        let rest = &message[at..];
        KINDS
            .iter()
            .any(|kind| rest.get(..kind.len()).is_some_and(|name| name.eq_ignore_ascii_case(kind)))
    };
    let starts = message.iter().enumerate().filter(|(_, byte)| matches!(byte, b'm' | b'M'));
    starts.filter(|(at, _)| is_kind(*at)).nth(NESTED_LIMIT).is_some()
}

/// How many of the lines that open a text are headers of mail; none if the first is no header.
pub(super) fn headers(text: &str) -> usize {
    const NAMES: [&str; 14] = [
        "from:",
        "to:",
        "subject:",
        "date:",
        "received:",
        "return-path:",
        "message-id:",
        "mime-version:",
        "content-type:",
        "delivered-to:",
        "reply-to:",
        "sender:",
        "list-id:",
        "newsgroups:",
    ];
    let mut lines = text.lines().skip_while(|line| line.is_empty()).take(HEADER_LINES).peekable();
    if !lines.peek().is_some_and(|line| is_header(line)) {
        return 0;
    }
    let lines = lines.take_while(|line| !line.is_empty());
    let names = lines.map(|line| line.split_inclusive(':').next().unwrap_or_default());
    let names: BTreeSet<String> = names.map(str::to_ascii_lowercase).collect();
    names.iter().filter(|name| NAMES.contains(&name.as_str())).count()
}

pub(super) fn is_header(line: &str) -> bool {
    line.split_once(':').is_some_and(|(name, _)| {
        !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    })
}

/// The text behind the number with which Apple's files open.
fn without_length(text: &str) -> &str {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let is_length =
        !first.trim().is_empty() && first.trim().bytes().all(|byte| byte.is_ascii_digit());
    if is_length { rest } else { text }
}

/// How the properties of a message begin.
const LIST: &[u8] = b"\n<?xml version=\"1.0\"";

/// The message in a file of Apple Mail: its length stands before it, a list of properties behind.
fn message_of_emlx(record: &[u8]) -> Option<&[u8]> {
    let end = record.iter().take(20).position(|byte| *byte == b'\n')?;
    let length: usize = std::str::from_utf8(&record[..end]).ok()?.trim().parse().ok()?;
    let rest = &record[end + 1..];
    // Whoever changed the line ends did not change the number: the list of properties shows it.
    let list = rest.windows(LIST.len()).rposition(|window| window == LIST);
    Some(&rest[..list.unwrap_or(length).min(rest.len())])
}

/// The article of a message.
fn article(bytes: &[u8], order: Option<DateOrder>) -> Result<Draft, SkipReason> {
    let other = |kind| Err(SkipReason::OtherRecord { kind });
    let bytes = with_line_ends(without_mark(bytes).trim_ascii_start());
    if is_too_deep(&bytes) {
        return other("message in too many others");
    }
    let message = MessageParser::default().parse(bytes.as_ref()).ok_or(SkipReason::NoText)?;
    if saved_page::is_page(&message) {
        return saved_page::read(&message, order);
    }
    let headers = Headers::of(&bytes);
    let is = |kind: &str, subtype: &str| message.root_part().is_content_type(kind, subtype);
    if is("multipart", "report") {
        return other("report of a mail server");
    }
    if is("multipart", "encrypted")
        || is("application", "pkcs7-mime")
        || is("application", "x-pkcs7-mime")
    {
        return other("encrypted message");
    }
    let attached = attached::attached(&message);
    let own = body::text(&message, &bytes);
    let own =
        if own.is_none() && attached.texts.is_empty() { parts_of_broken(&bytes) } else { own };
    let own = own.unwrap_or_default();
    if own.is_empty() && attached.texts.is_empty() {
        return other("message without a text");
    }
    if own.starts_with("-----BEGIN PGP MESSAGE-----") {
        return other("encrypted message");
    }
    let people = headers.people("from");
    let people = if people.is_empty() { headers.people("sender") } else { people };
    let host = people.iter().find_map(|person| person.1.as_deref()?.rsplit_once('@'));
    let host = host.map(|(_, host)| host.trim().to_owned());
    let authors =
        people.iter().filter_map(|(name, address)| name.clone().or_else(|| address.clone()));
    let id = headers.text("message-id").and_then(|id| {
        let id = id.trim_start_matches(['<', ' ']);
        id.split('>').next().map(|id| id.trim().to_owned())
    });
    let id = id.filter(|id| !id.is_empty());
    let quotes = quotes::quoted(&own);
    let texts = std::iter::once(own).filter(|own| !own.is_empty()).chain(attached.texts);
    let others = (0..attached.others).map(|_| SkipReason::OtherRecord { kind: "attachment" });
    Ok(Draft {
        kind: DraftKind::Page,
        title: headers.text("subject"),
        authors: authors.collect(),
        found_source: list(&headers).or(host),
        // A message is the same wherever it lies (RFC 2392 writes its id so).
        url: id.as_ref().map(|id| format!("mid:{id}")),
        source_id: id,
        language: headers.text("content-language"),
        dates: date(&headers, &message).into_iter().collect(),
        body: texts.collect::<Vec<_>>().join("\n\n"),
        quotes,
        remarks: others.collect(),
        ..Draft::default()
    })
}

/// The message with the line ends that its parser knows; old programs wrote carriage returns alone.
fn with_line_ends(bytes: &[u8]) -> Cow<'_, [u8]> {
    if bytes.contains(&b'\n') || !bytes.contains(&b'\r') {
        return Cow::Borrowed(bytes);
    }
    Cow::Owned(bytes.iter().map(|byte| if *byte == b'\r' { b'\n' } else { *byte }).collect())
}

/// The text of a message whose parts are not parted as it says: parted at the first line that looks
/// as if it did, else as it stands.
fn parts_of_broken(bytes: &[u8]) -> Option<String> {
    let start = bytes.windows(2).position(|two| two == b"\n\n").map(|at| at + 2);
    let start =
        start.or_else(|| bytes.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4))?;
    let rest = &bytes[start..];
    let mut lines = rest.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let boundary = lines.find_map(|line| {
        line.strip_prefix(b"--").filter(|name| !name.is_empty() && name.len() <= 100)
    });
    let Some(boundary) = boundary else {
        let text = clean::repaired(clean::encoding::decode(rest, None));
        return Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    };
    let name = String::from_utf8_lossy(boundary).replace(['"', '\\'], "");
    let mut whole = format!("Content-Type: multipart/mixed; boundary=\"{name}\"\n\n").into_bytes();
    whole.extend_from_slice(rest);
    whole.extend_from_slice(format!("\n--{name}--\n").as_bytes());
    body::text(&MessageParser::default().parse(&whole)?, &whole)
}

/// The name of the list that a message went over.
fn list(headers: &Headers) -> Option<String> {
    let list = headers.text("list-id")?;
    let (name, id) = list.split_once('<').unwrap_or(("", &list));
    let name = name.trim().trim_matches('"').trim();
    let id = id.trim_end_matches('>').trim();
    Some(if name.is_empty() { id } else { name }.to_owned()).filter(|name| !name.is_empty())
}

/// When it was sent: as the header says, else as the first server to take it in does.
fn date(headers: &Headers, message: &Message<'_>) -> Option<(String, Json)> {
    let under = |date: String| Some(("date".to_owned(), Json::String(date)));
    // Programs whose clock was never set say 1970.
    let is_possible = |date: &DateTime| date.is_valid() && date.year > 1970;
    if let Some(written) = headers.text("date") {
        return match DateTime::parse_rfc822(&written).filter(DateTime::is_valid) {
            Some(date) if is_possible(&date) => under(date.to_rfc3339()),
            Some(_) => None,
            None => under(written),
        };
    }
    let received = message.received_all().last()?.date()?;
    under(received.to_rfc3339()).filter(|_| is_possible(&received))
}
