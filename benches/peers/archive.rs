//! The articles that both sides read: one file of JSON Lines.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde_json::{Map, Value};

use crate::generated;
use crate::options::Options;

/// Where the large English collection stands in the folder of real data.
const COLLECTION: &str = "news/reuters-2006-2010.en.jsonl.zst";

/// Generated articles, unless told otherwise.
const GENERATED: usize = 50_000;

/// The file with its measures.
#[derive(Debug)]
pub(crate) struct Archive {
    pub(crate) path: PathBuf,
    pub(crate) articles: usize,
    /// Bytes of the titles and bodies.
    pub(crate) text_bytes: u64,
    is_generated: bool,
}

impl Archive {
    pub(crate) fn describe(&self) -> String {
        #[expect(clippy::cast_precision_loss, reason = "printed with one digit")]
        let megabytes = self.text_bytes as f64 / 1e6;
        let kind = if self.is_generated {
            "GENERATED articles, for BACKFILE_DATA is not set: the ratios say little about news"
        } else {
            COLLECTION
        };
        format!("{} articles, {megabytes:.1} MB of title and body\n{kind}", self.articles)
    }

    /// The records, one after the other.
    pub(crate) fn records(
        &self,
    ) -> anyhow::Result<impl Iterator<Item = anyhow::Result<Map<String, Value>>>> {
        let lines = BufReader::with_capacity(1 << 20, File::open(&self.path)?).lines();
        Ok(lines.map(|line| Ok(serde_json::from_str(&line?)?)))
    }
}

/// Writes the file before anything is measured.
pub(crate) fn prepare(options: &Options, folder: &Path) -> anyhow::Result<Archive> {
    let path = folder.join("articles.jsonl");
    let collection = testkit::real_data().map(|data| data.join(COLLECTION));
    let mut writer = Writer {
        file: BufWriter::with_capacity(1 << 20, File::create(&path)?),
        copies: options.replicate.max(1),
        articles: 0,
        text_bytes: 0,
    };
    if let Some(collection) = &collection {
        let file = File::open(collection)
            .with_context(|| format!("cannot read `{}`", collection.display()))?;
        let lines = BufReader::with_capacity(1 << 20, zstd::Decoder::new(file)?).lines();
        for line in lines.take(options.articles()) {
            writer.write(&serde_json::from_str(&line?)?)?;
        }
    } else {
        for record in generated::articles(options.articles().min(GENERATED)) {
            writer.write(&record)?;
        }
    }
    let Writer { mut file, articles, text_bytes, .. } = writer;
    file.flush()?;
    Ok(Archive { path, articles, text_bytes, is_generated: collection.is_none() })
}

struct Writer {
    file: BufWriter<File>,
    copies: usize,
    articles: usize,
    text_bytes: u64,
}

impl Writer {
    fn write(&mut self, record: &Map<String, Value>) -> anyhow::Result<()> {
        let length = |key| record.get(key).and_then(Value::as_str).map_or(0, str::len) as u64;
        for copy in 0..self.copies {
            self.articles += 1;
            self.text_bytes += length("title") + length("body");
            if copy == 0 {
                serde_json::to_writer(&mut self.file, record)?;
            } else {
                serde_json::to_writer(&mut self.file, &older(record, copy))?;
            }
            self.file.write_all(b"\n")?;
        }
        Ok(())
    }
}

/// The same article so many weeks earlier, under another id.
fn older(record: &Map<String, Value>, weeks: usize) -> Map<String, Value> {
    let mut record = renamed(record, &weeks.to_string());
    if let Some(Value::String(date)) = record.get_mut("date")
        && let Some((day, time)) = date.split_at_checked(10)
        && let Ok(day) = day.parse::<jiff::civil::Date>()
        && let Ok(weeks) = i64::try_from(weeks)
        && let Ok(day) = day.checked_sub(jiff::Span::new().weeks(weeks))
    {
        *date = format!("{day}{time}");
    }
    record
}

/// The same article under another id.
pub(crate) fn renamed(record: &Map<String, Value>, mark: &str) -> Map<String, Value> {
    let mut record = record.clone();
    for key in ["id", "url"] {
        if let Some(Value::String(id)) = record.get_mut(key) {
            id.push_str("-copy-");
            id.push_str(mark);
        }
    }
    record
}
