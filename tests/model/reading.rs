//! What a file gives that ends anywhere, by the plainest reading of its bytes.

use std::collections::BTreeMap;
use std::io::Read as _;

use super::record::{HEADER, PARAGRAPHS, PICTURE, Record, SOURCE};

/// What an article is known by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Id(String),
    Url(String),
    /// The path of a file of one article, below its root.
    File(String),
    /// The path of its file, its record, and how many equal ones stand before it.
    Content(String, String, usize),
}

impl Key {
    /// The key of the same article when its file has moved, where it has another then.
    pub(super) fn elsewhere(&self, from: &str, to: &str) -> Option<Self> {
        match self {
            Self::File(path) if path == from => Some(Self::File(to.to_owned())),
            Self::Content(path, record, repeat) if path == from => {
                Some(Self::Content(to.to_owned(), record.clone(), *repeat))
            }
            _ => None,
        }
        .filter(|key| key != self)
    }
}

/// What a person reads of an article.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Text {
    pub(super) title: String,
    pub(super) body: String,
}

/// How a file ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// As it must, or its format has no end.
    Whole,
    /// Before it began.
    Empty,
    /// In the middle of a record, or of a list. Only to some files records are added.
    Cut { may_grow: bool },
    /// In the middle of what is compressed.
    Damaged,
    /// It is of a kind that is not read.
    Foreign,
}

/// What a file gives.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) articles: BTreeMap<Key, Text>,
    pub(super) end: End,
    /// An article from the last row of a table, which no line end follows: it may be half of one.
    pub(super) open_row: Option<(Key, Record)>,
}

/// Reads the file at this path below its root.
pub(super) fn read(path: &str, bytes: &[u8]) -> Reading {
    let mut reading = Reading { articles: BTreeMap::new(), end: End::Whole, open_row: None };
    let name = path.rsplit('/').next().unwrap();
    let ending = name.split_once('.').unwrap().1;
    if bytes.is_empty() {
        reading.end = End::Empty;
    } else if bytes.starts_with(PICTURE) {
        reading.end = End::Foreign;
    } else if matches!(ending, "txt" | "md" | "html") {
        let text = std::str::from_utf8(bytes).unwrap();
        reading.articles.insert(Key::File(path.to_owned()), of_one(ending, text));
    } else if ending == "csv" {
        table(path, bytes, &mut reading);
    } else {
        let unpacked = unpack(ending, bytes);
        objects(path, &unpacked, ending == "json", &mut reading);
    }
    reading
}

impl Reading {
    /// Takes a record in; `as_written` tells it apart where it has neither id nor address. Of two
    /// with one id the longer counts, of two as long the first.
    fn take(&mut self, path: &str, record: &Record, as_written: &str) {
        let Record { title, body, .. } = record;
        let text = Text { title: title.clone(), body: body.clone() };
        let mut key = key(path, record, as_written);
        while self.articles.contains_key(&key) {
            let Key::Content(_, _, repeat) = &mut key else { break };
            *repeat += 1;
        }
        let is_longer =
            self.articles.get(&key).is_none_or(|other| text.body.len() > other.body.len());
        if is_longer {
            self.articles.insert(key, text);
        }
    }
}

fn key(path: &str, record: &Record, as_written: &str) -> Key {
    match (record.id.as_str(), record.url.as_str()) {
        ("", "") => Key::Content(path.to_owned(), as_written.to_owned(), 0),
        ("", url) => Key::Url(url.to_owned()),
        (id, _) => Key::Id(id.to_owned()),
    }
}

fn of_one(ending: &str, text: &str) -> Text {
    match ending {
        "txt" => {
            let title = text.lines().next().unwrap_or_default();
            Text { title: title.to_owned(), body: text.to_owned() }
        }
        "md" => {
            let (head, body) = text.split_once("\n---\n").unwrap();
            let title = head.split_once("title: ").unwrap().1;
            Text { title: title.to_owned(), body: body.trim().to_owned() }
        }
        _ => {
            let between = |begin: &str, end: &str| {
                text.split_once(begin).unwrap().1.split_once(end).unwrap().0.to_owned()
            };
            let [one, other] = PARAGRAPHS;
            let first = between("<p>", "</p>").replace('\n', " ");
            let title = between("<h1>", "</h1>");
            let body = format!("{title}\n\n{first}\n\n{one}\n\n{other}");
            Text { title, body }
        }
    }
}

/// What a compressed file gives until its end or the first damage.
struct Unpacked {
    bytes: Vec<u8>,
    is_damaged: bool,
    is_packed: bool,
}

fn unpack(ending: &str, packed: &[u8]) -> Unpacked {
    let mut decoder: Box<dyn std::io::Read> = match ending {
        "jsonl.gz" => Box::new(flate2::read::MultiGzDecoder::new(packed)),
        "jsonl.zst" => Box::new(zstd::Decoder::new(packed).unwrap()),
        _ => Box::new(packed),
    };
    let mut bytes = Vec::new();
    let is_damaged = loop {
        let mut some = [0; 512];
        match decoder.read(&mut some) {
            Ok(0) => break false,
            Ok(count) => bytes.extend_from_slice(&some[..count]),
            Err(_) => break true,
        }
    };
    Unpacked { bytes, is_damaged, is_packed: ending != "jsonl" && ending != "json" }
}

/// Objects of JSON, each in a line of its own, which in a list also has the brackets and commas.
fn objects(path: &str, unpacked: &Unpacked, is_list: bool, reading: &mut Reading) {
    let mut whole = unpacked.bytes.as_slice();
    if unpacked.is_damaged {
        // Only what has its end is sure to be all of it.
        let end = whole.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        whole = &whole[..end];
        reading.end = End::Damaged;
    } else if whole.is_empty() && unpacked.is_packed {
        reading.end = End::Empty;
    }
    let text = String::from_utf8_lossy(whole);
    for line in text.lines() {
        let line =
            if is_list { line.trim_start_matches('[').trim_end_matches([',', ']']) } else { line };
        if line.is_empty() {
            continue;
        }
        match record(line) {
            Some(record) => reading.take(path, &record, line),
            None => reading.end = End::Cut { may_grow: !is_list },
        }
    }
    if is_list && !text.trim_end().ends_with(']') {
        reading.end = End::Cut { may_grow: false };
    }
}

fn record(line: &str) -> Option<Record> {
    let object: serde_json::Value = serde_json::from_str(line).ok()?;
    let value = |key: &str| object[key].as_str().unwrap_or_default().to_owned();
    assert!(object["id"].is_null() || object["source"] == SOURCE);
    Some(Record { id: value("id"), url: value("url"), title: value("title"), body: value("body") })
}

/// Rows of a table. Quotes around a value may hold line ends.
fn table(path: &str, bytes: &[u8], reading: &mut Reading) {
    let text = std::str::from_utf8(bytes).unwrap();
    let Some(mut rest) = text.strip_prefix(HEADER) else {
        // Half of the names of the columns.
        reading.end = End::Empty;
        return;
    };
    while !rest.is_empty() {
        let is_outside = |at: &usize| rest[..*at].matches('"').count() % 2 == 0;
        let end = rest.match_indices('\n').map(|(at, _)| at).find(is_outside);
        let (row, behind) = end.map_or((rest, ""), |end| (&rest[..end], &rest[end + 1..]));
        rest = behind;
        if end.is_none() && row.matches('"').count() % 2 == 1 {
            reading.end = End::Cut { may_grow: true };
            continue;
        }
        let values = values(row);
        let value = |at: usize| values.get(at).cloned().unwrap_or_default();
        let [id, source, url, title, body] = [0, 1, 2, 3, 4].map(value);
        let record = Record { id, url, title: title.trim_end().to_owned(), body };
        if end.is_some() {
            assert!(record.id.is_empty() || source == SOURCE);
            reading.take(path, &record, row);
        } else if record.title.is_empty() && record.body.is_empty() {
            reading.end = End::Cut { may_grow: true };
        } else {
            reading.open_row = Some((key(path, &record, row), record));
        }
    }
}

/// The values of a row, without their quotes.
fn values(row: &str) -> Vec<String> {
    let mut values = vec![String::new()];
    let mut is_quoted = false;
    let mut characters = row.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if is_quoted && characters.peek() == Some(&'"') => {
                characters.next();
                values.last_mut().unwrap().push('"');
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => values.push(String::new()),
            other => values.last_mut().unwrap().push(other),
        }
    }
    values
}
