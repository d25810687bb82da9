//! Reads crawls: the pages that a crawler has kept, in WARC (ISO 28500) or ARC files.
//!
//! An article is a page or a text of an answer with status 2xx, of a resource of the web, or of a
//! conversion. The other records are counted.

mod http;

use article::Version;

use self::http::Answer;
use super::cut::{CrawlKind, CrawlRecords, crawl_record, crawl_text, field};
use super::html::{self, Html};
use super::{Context, Cutter, Draft, DraftKind, Format, KeyMap};
use crate::clean::date::moment;
use crate::{SkipReason, clean};

/// A crawl as they are written today.
pub(crate) struct Warc;
/// A crawl as they were written until 2009.
pub(crate) struct ArcFile;

/// The format of the crawl that a file with these leading bytes is, whatever else it holds.
pub(crate) fn crawl(head: &[u8]) -> Option<&'static dyn Format> {
    match head {
        _ if head.starts_with(b"WARC/") => Some(&Warc),
        _ if head.starts_with(b"filedesc:") => Some(&ArcFile),
        _ => None,
    }
}

impl Format for Warc {
    fn extensions(&self) -> &'static [&'static str] {
        &["warc", "wet"]
    }

    fn opens_with(&self, text: &str, _name: &str) -> bool {
        text.starts_with("WARC/")
    }

    fn cutter(&self, _head: &[u8], _keys: &KeyMap) -> Option<Box<dyn Cutter>> {
        Some(Box::new(CrawlRecords::new(CrawlKind::Warc)))
    }

    fn parsing_bytes(&self, record: &[u8]) -> usize {
        Html.parsing_bytes(record)
    }

    fn read(&self, record: &[u8], context: &Context<'_>) -> Result<Draft, SkipReason> {
        read(CrawlKind::Warc, record, context)
    }
}

impl Format for ArcFile {
    fn extensions(&self) -> &'static [&'static str] {
        &["arc"]
    }

    fn opens_with(&self, text: &str, _name: &str) -> bool {
        text.starts_with("filedesc:")
    }

    fn cutter(&self, _head: &[u8], _keys: &KeyMap) -> Option<Box<dyn Cutter>> {
        Some(Box::new(CrawlRecords::new(CrawlKind::Arc)))
    }

    fn parsing_bytes(&self, record: &[u8]) -> usize {
        Html.parsing_bytes(record)
    }

    fn read(&self, record: &[u8], context: &Context<'_>) -> Result<Draft, SkipReason> {
        read(CrawlKind::Arc, record, context)
    }
}

/// Reads a record.
fn read(kind: CrawlKind, record: &[u8], context: &Context<'_>) -> Result<Draft, SkipReason> {
    let other = |kind| SkipReason::OtherRecord { kind };
    let parts = crawl_record(kind, record).ok_or_else(|| other("no record"))?;
    let capture = Capture::of(kind, parts.header)?;
    if !parts.is_whole {
        return Err(SkipReason::DamagedRecord);
    }
    let is_answer = capture.is_answer || parts.block.starts_with(b"HTTP/");
    let mut answer = if is_answer {
        Answer::read(parts.block).ok_or_else(|| other("no answer of a server"))?
    } else {
        let (media_type, charset) = http::media_type(&capture.media_type);
        let (body, is_cut) = (parts.block.to_vec(), false);
        Answer { status: 200, media_type, charset, body, is_cut }
    };
    answer.is_cut |= field(parts.header, "warc-truncated").is_some();
    if !(200..300).contains(&answer.status) {
        return Err(other("status other than 2xx"));
    }
    if http::looks_binary(&answer.body) {
        return Err(other("neither page nor text"));
    }
    let mut draft = match answer.media_type.as_deref() {
        Some("text/html" | "application/xhtml+xml") => page(&answer, context)?,
        Some("text/plain") => text(&answer),
        None if html::is_page(&String::from_utf8_lossy(&answer.body)) => page(&answer, context)?,
        _ => return Err(other("neither page nor text")),
    };
    if parts.follows_garbage {
        draft.remarks.push(other("bytes between records"));
    }
    if answer.is_cut {
        draft.remarks.push(SkipReason::CutCapture);
    }
    // When it was fetched is no date of publication.
    let captured = capture.date.as_deref().and_then(moment);
    draft.fetched.extend(capture.date.map(Into::into));
    draft.version = Version::of(None, captured);
    Ok(match &capture.url {
        Some(url) => draft.fetched_from(url),
        None => draft,
    })
}

fn page(answer: &Answer, context: &Context<'_>) -> Result<Draft, SkipReason> {
    html::read(&answer.body, answer.charset.as_deref(), context.order)
}

fn text(answer: &Answer) -> Draft {
    let body = clean::encoding::decode(&answer.body, answer.charset.as_deref());
    Draft { kind: DraftKind::Text, body, ..Draft::default() }
}

/// What a header says of a capture.
struct Capture {
    url: Option<String>,
    /// When it was captured.
    date: Option<String>,
    media_type: String,
    /// Whether it is the answer of a server, header and all.
    is_answer: bool,
}

impl Capture {
    fn of(kind: CrawlKind, header: &[u8]) -> Result<Self, SkipReason> {
        match kind {
            CrawlKind::Warc => Self::of_warc(header),
            CrawlKind::Arc => Self::of_arc(header),
        }
    }

    fn of_warc(header: &[u8]) -> Result<Self, SkipReason> {
        let other = |kind| Err(SkipReason::OtherRecord { kind });
        let url = field(header, "warc-target-uri");
        // Some crawlers put it between brackets.
        let url = url.map(|url| url.trim_matches(['<', '>']).to_owned());
        let is_of_the_web = url.as_deref().is_some_and(is_of_the_web);
        let media_type = field(header, "content-type").unwrap_or_default();
        let is_answer = media_type.to_ascii_lowercase().starts_with("application/http");
        match field(header, "warc-type").unwrap_or_default().to_ascii_lowercase().as_str() {
            "response" | "resource" if !is_of_the_web => return other("not of the web"),
            "response" | "resource" | "conversion" => {}
            "request" => return other("request"),
            "revisit" => return other("revisit"),
            "metadata" => return other("metadata"),
            "warcinfo" => return other("warcinfo"),
            "continuation" => return other("continuation"),
            _ => return other("unknown type"),
        }
        Ok(Self { url, date: field(header, "warc-date"), media_type, is_answer })
    }

    /// A line of address, machine, time, media type and length; others stand between the last two
    /// in version 2. An address may hold spaces.
    fn of_arc(header: &[u8]) -> Result<Self, SkipReason> {
        let line = crawl_text(header);
        let fields: Vec<&str> = line.trim_end().split(' ').collect();
        let is_time = |field: &&str| field.len() == 14 && field.bytes().all(|b| b.is_ascii_digit());
        let time = fields.iter().position(is_time).filter(|at| *at >= 2);
        let Some(time) = time else { return Err(SkipReason::OtherRecord { kind: "no record" }) };
        let url = fields[..time - 1].join(" ");
        if !is_of_the_web(&url) {
            return Err(SkipReason::OtherRecord { kind: "not of the web" });
        }
        let media_type = fields.get(time + 1).copied().unwrap_or_default().to_owned();
        Ok(Self {
            url: Some(url),
            date: Some(fields[time].to_owned()),
            media_type,
            is_answer: true,
        })
    }
}

fn is_of_the_web(url: &str) -> bool {
    let scheme = url.split_once("://").map_or("", |(scheme, _)| scheme);
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
}
