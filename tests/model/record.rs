//! Articles as their sources say them, and the files of every format that hold them.

use std::io::Write as _;

use serde_json::json;
use testkit::{Random, VOCABULARY};

/// An article as its source says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    /// Its own id, within the one source of all of them; empty where it has none.
    pub(super) id: String,
    /// Its address; empty where it has none.
    pub(super) url: String,
    pub(super) title: String,
    pub(super) body: String,
}

/// The source of all records that have an id.
pub(super) const SOURCE: &str = "Wire";

/// The columns of a table.
pub(super) const HEADER: &str = "id,source,url,title,body\n";

/// What a file that is no article begins with.
pub(super) const PICTURE: &[u8] = b"\xff\xd8\xff\xe0 a picture";

impl Record {
    /// One that no other is like, known by its id, its address or nothing but its content.
    pub(super) fn new(random: &mut Random, serial: usize) -> Self {
        let (id, url) = match random.below(8) {
            0 => (String::new(), format!("https://example.org/{serial:05}")),
            1 => (String::new(), String::new()),
            _ => (format!("{serial:05}"), String::new()),
        };
        let title = format!("T{serial:05} {} report", words(random, 2));
        let mut record = Self { id, url, title, body: String::new() };
        record.rewrite(random);
        record
    }

    /// Gives it another text, often as long as it had.
    pub(super) fn rewrite(&mut self, random: &mut Random) {
        let mut body = format!("Text {:04} ", random.below(10_000));
        if random.once_in(2) {
            body.push_str(&words(random, 6));
            body.push_str(", \"as he said\",\n");
            body.push_str(&words(random, 6));
        } else {
            body.push_str("ferry ".repeat(random.below(6)).as_str());
        }
        self.body = body.trim_end().to_owned() + ".";
    }

    /// As an object of JSON, in one line.
    pub(super) fn object(&self) -> String {
        let mut object = serde_json::Map::new();
        if !self.id.is_empty() {
            object.insert("id".to_owned(), json!(self.id));
            object.insert("source".to_owned(), json!(SOURCE));
        }
        if !self.url.is_empty() {
            object.insert("url".to_owned(), json!(self.url));
        }
        object.insert("title".to_owned(), json!(self.title));
        object.insert("body".to_owned(), json!(self.body));
        serde_json::Value::Object(object).to_string()
    }

    /// As a row of a table, in which only the text is quoted.
    fn row(&self) -> String {
        let source = if self.id.is_empty() { "" } else { SOURCE };
        let body = self.body.replace('"', "\"\"");
        format!("{},{source},{},{},\"{body}\"\n", self.id, self.url, self.title)
    }
}

fn words(random: &mut Random, count: usize) -> String {
    // In a table that is cut inside a character nobody can say what it would have been.
    let ascii: Vec<&str> = VOCABULARY.iter().copied().filter(|word| word.is_ascii()).collect();
    let words = (0..count).map(|_| random.one_of(&ascii).replace(',', ""));
    words.collect::<Vec<_>>().join(" ")
}

/// How a file says its articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Lines,
    List,
    Table,
    Gzip,
    Zstd,
    Text,
    Markdown,
    Page,
}

impl Format {
    const OF_MANY: [Self; 5] = [Self::Lines, Self::List, Self::Table, Self::Gzip, Self::Zstd];
    const OF_ONE: [Self; 3] = [Self::Text, Self::Markdown, Self::Page];

    pub(super) fn any(random: &mut Random) -> Self {
        if random.once_in(3) { *random.one_of(&Self::OF_ONE) } else { Self::of_many(random) }
    }

    pub(super) fn of_many(random: &mut Random) -> Self {
        *random.one_of(&Self::OF_MANY)
    }

    pub(super) fn is_of_many(self) -> bool {
        Self::OF_MANY.contains(&self)
    }

    pub(super) fn ending(self) -> &'static str {
        match self {
            Self::Lines => "jsonl",
            Self::List => "json",
            Self::Table => "csv",
            Self::Gzip => "jsonl.gz",
            Self::Zstd => "jsonl.zst",
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Page => "html",
        }
    }

    /// The bytes of a whole file with these records; a file of one article has the first.
    pub(super) fn written(self, records: &[Record]) -> Vec<u8> {
        let lines = records.iter().map(|record| record.object() + "\n");
        match self {
            Self::Lines => lines.collect::<String>().into_bytes(),
            Self::List => {
                let objects: Vec<String> = records.iter().map(Record::object).collect();
                format!("[{}]\n", objects.join(",\n")).into_bytes()
            }
            Self::Table => {
                let rows: String = records.iter().map(Record::row).collect();
                (HEADER.to_owned() + &rows).into_bytes()
            }
            Self::Gzip => {
                let level = flate2::Compression::fast();
                let mut packed = flate2::write::GzEncoder::new(Vec::new(), level);
                for line in lines {
                    packed.write_all(line.as_bytes()).unwrap();
                    packed.flush().unwrap();
                }
                packed.finish().unwrap()
            }
            Self::Zstd => {
                let mut packed = zstd::Encoder::new(Vec::new(), 1).unwrap();
                for line in lines {
                    packed.write_all(line.as_bytes()).unwrap();
                    packed.flush().unwrap();
                }
                packed.finish().unwrap()
            }
            Self::Text => records.first().map(text).unwrap_or_default().into_bytes(),
            Self::Markdown => records.first().map(markdown).unwrap_or_default().into_bytes(),
            Self::Page => records.first().map(page).unwrap_or_default().into_bytes(),
        }
    }
}

fn text(record: &Record) -> String {
    format!("{}\n\n{}\n", record.title, record.body)
}

fn markdown(record: &Record) -> String {
    format!("---\ntitle: {}\n---\n\n{}\n", record.title, record.body)
}

/// What a page says besides: long enough that nobody takes it for a page without an article.
pub(super) const PARAGRAPHS: [&str; 2] = [
    "The ferry runs again on the river, and those who live on the other bank need no longer \
     drive to the bridge in the next town when they want to come to the market on Saturday.",
    "The harbour office said that the old ship had been repaired over the winter, that its new \
     engine takes half of the fuel, and that a ticket will cost as much as it did before.",
];

fn page(record: &Record) -> String {
    let [one, other] = PARAGRAPHS;
    format!(
        "<!DOCTYPE html>\n<html><head><title>{}</title></head><body><article><h1>{0}</h1>\n\
         <p>{}</p>\n<p>{one}</p>\n<p>{other}</p>\n</article></body></html>\n",
        record.title, record.body
    )
}
