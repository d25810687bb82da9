//! Reads the wire of an agency as it was sent: messages of IPTC 7901, one after another.

use serde_json::Value as Json;

use super::cut::Messages;
use super::{Context, Cutter, Draft, DraftKind, Format, KeyMap};
use crate::{SkipReason, clean};

/// Messages of IPTC 7901.
pub(crate) struct Wire;

/// Whether these bytes open a wire, whose signs are those of no text.
pub(crate) fn is_wire(head: &[u8]) -> bool {
    let beginning = &head[..head.len().min(1_000)];
    Wire.opens_with(&String::from_utf8_lossy(beginning), "")
}

/// The signs that open a header and a text, and end a text.
const HEADER: char = '\u{1}';
const TEXT: char = '\u{2}';
const END: char = '\u{3}';

impl Format for Wire {
    fn extensions(&self) -> &'static [&'static str] {
        &["iptc"]
    }

    fn is_known_by_name(&self) -> bool {
        false
    }

    fn opens_with(&self, text: &str, _name: &str) -> bool {
        // Signs that wake up the receiver come first.
        let text = text.trim_start_matches(['\u{16}', '\u{0}', '\r', '\n', ' ']);
        let Some(message) = text.strip_prefix(HEADER) else { return false };
        let header: String = message.chars().take(400).take_while(|sign| *sign != TEXT).collect();
        // All that is binary may begin with the same byte; a header is of plain letters.
        let is_plain = |sign: char| sign.is_ascii_graphic() || " \r\n".contains(sign);
        header.len() < 400
            && header.chars().all(is_plain)
            && header.lines().next().is_some_and(|line| line.contains(' '))
    }

    fn cutter(&self, _head: &[u8], _keys: &KeyMap) -> Option<Box<dyn Cutter>> {
        Some(Box::new(Messages::default()))
    }

    fn read(&self, record: &[u8], _context: &Context<'_>) -> Result<Draft, SkipReason> {
        let message = clean::encoding::decode(record, None);
        let other = SkipReason::OtherRecord { kind: "message without a text" };
        let Some((header, rest)) = message.split_once(TEXT) else { return Err(other) };
        // Some have a text in several blocks.
        let (text, after) = rest.rsplit_once(END).unwrap_or((rest, ""));
        let text = text.replace([TEXT, END], "\n");
        let text = text.as_str();
        let header =
            header.trim_start_matches(|sign: char| sign != HEADER).trim_start_matches(HEADER);
        let mut fields = header.split_whitespace();
        let id = fields.next().map(ToOwned::to_owned);
        let category = fields.nth(1).map(ToOwned::to_owned);
        let agency = id.as_deref().map(|id| id.trim_end_matches(|c: char| c.is_ascii_digit()));
        // Numbers begin again.
        let date = after.lines().rev().find_map(sent);
        let (title, body) = headed(text);
        let byline = byline(&body, agency.unwrap_or_default());
        Ok(Draft {
            kind: DraftKind::Text,
            source: agency.filter(|agency| !agency.is_empty()).map(ToOwned::to_owned),
            source_id: id
                .map(|id| date.as_ref().map_or_else(|| id.clone(), |date| format!("{id} {date}"))),
            title,
            bylines: byline.into_iter().collect(),
            dates: date.into_iter().map(|date| ("sent".to_owned(), Json::String(date))).collect(),
            section: category,
            body,
            ..Draft::default()
        })
    }
}

/// Lines are filled at least so far.
const FULL_LINE_CHARS: usize = 40;

/// When a message was sent: `212101 GMT Nov 18` is the 21st at 21:01.
fn sent(line: &str) -> Option<String> {
    let mut words = line.split_whitespace();
    let time =
        words.next().filter(|time| time.len() == 6 && time.bytes().all(|b| b.is_ascii_digit()))?;
    let rest: Vec<&str> = words.collect();
    let [.., month, year] = rest.as_slice() else { return None };
    let short: u32 = year.parse().ok().filter(|_| year.len() == 2)?;
    // Agencies have sent such messages since the seventies.
    let year = if short < 70 { 2000 + short } else { 1900 + short };
    Some(format!("{} {month} {year}", &time[..2]))
}

/// The line below the headline that says who wrote it, without the agency.
fn byline(body: &str, agency: &str) -> Option<String> {
    const OPENERS: [&str; 8] = ["By ", "Von ", "Par ", "Por ", "Di ", "Door ", "Od ", "Piše: "];
    let mut lines = body.lines().map(str::trim).filter(|line| !line.is_empty()).skip(1);
    let line = lines.next().filter(|line| OPENERS.iter().any(|opener| line.starts_with(opener)))?;
    let (names, last) = line.rsplit_once(", ").unwrap_or((line, ""));
    Some(if last.eq_ignore_ascii_case(agency) { names } else { line }.to_owned())
}

/// The headline, which ends with `=`, and the text with it.
fn headed(text: &str) -> (Option<String>, String) {
    const MOST_LINES: usize = 8;
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let first = lines.iter().position(|line| !line.is_empty()).unwrap_or(0);
    let end = lines.iter().skip(first).take(MOST_LINES).position(|line| line.ends_with('='));
    let Some(end) = end.map(|end| first + end) else { return (None, text.trim().to_owned()) };
    // It may go over several lines. Keywords and what is said to editors stand above it.
    let is_keyword = |line: &&str| line.is_empty() || line.ends_with('/') || line.ends_with(')');
    let start = lines[first..end].iter().rposition(is_keyword).map_or(first, |at| first + at + 1);
    // A line that is not full does not go on in the next one.
    let is_short = |line: &&str| line.chars().count() < FULL_LINE_CHARS;
    let short = lines[start..end].iter().rposition(is_short);
    let start = short.map_or(start, |at| start + at + 1);
    let title = clean::one_line(lines[start..=end].join(" ").trim_end_matches('='));
    let body = lines[first..].join("\n").replacen(" =", "", 1);
    (Some(title).filter(|title| !title.is_empty()), body.trim().to_owned())
}
