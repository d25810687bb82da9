//! The formats that are read, one file each.
//!
//! To add a format: write a file with a type that implements [`Format`] (`markdown.rs` is the one
//! to copy for files of one article, `jsonl.rs` for files of many), add it to [`ALL`] in the order
//! in which contents are to be recognised, and take its name out of the lists in `detect.rs`. If
//! its records end in a way that no [`Cutter`] of `cut.rs` knows, add one there. A format turns
//! bytes into a [`Draft`]; repairing, dating and labelling the text is the work of `clean`.

mod allowance;
mod broken_json;
mod bulk;
mod collection;
mod crawl;
mod csv;
mod cut;
mod draft;
mod feed;
mod front_matter;
mod ghost;
mod html;
mod items;
mod json;
mod json_feed;
mod jsonl;
mod keys;
mod list_literal;
mod mail;
mod markdown;
mod nested_text;
mod newsml;
mod ninjs;
mod nitf;
mod office;
mod page;
mod record;
mod reuters;
mod text;
mod tweet;
mod value;
mod value_seed;
mod wire;
mod xml;

use crate::{DateOrder, SkipReason};

pub(crate) use self::crawl::{ArcFile, Warc, crawl};
pub(crate) use self::csv::Csv;
pub(crate) use self::cut::{Cutter, Ending, first_records};
pub(crate) use self::draft::{Draft, DraftKind};
pub(crate) use self::feed::{Channel, Feed};
pub use self::front_matter::{FrontMatterError, Notation};
pub(crate) use self::html::Html;
pub(crate) use self::items::Items;
pub(crate) use self::json::Json;
pub(crate) use self::jsonl::JsonLines;
pub(crate) use self::keys::{Field, KeyMap};
pub(crate) use self::mail::{Mail, Mbox};
pub(crate) use self::markdown::Markdown;
pub(crate) use self::newsml::NewsMl;
pub(crate) use self::nitf::Nitf;
pub(crate) use self::office::{Docx, Epub, Odt, Rtf, document_in_zip};
pub(crate) use self::reuters::Reuters;
pub(crate) use self::text::Text;
pub(crate) use self::wire::{Wire, is_wire};

/// Every format, in the order in which contents are recognised.
pub(crate) static ALL: &[&dyn Format] = &[
    &Warc, &ArcFile, &Feed, &Items, &Nitf, &NewsMl, &Reuters, &Wire, &Mbox, &Mail, &Rtf, &Docx,
    &Odt, &Epub, &Markdown, &JsonLines, &Json, &Html, &Csv, &Text,
];

/// The format of an XML document that opens so, where it is one that is read. Others look alike.
pub(crate) fn document(text: &str, name: &str) -> Option<&'static dyn Format> {
    const DOCUMENTS: &[&dyn Format] = &[&Feed, &Items, &Nitf, &NewsMl, &Reuters];
    DOCUMENTS.iter().find(|format| format.opens_with(text, name)).copied()
}

/// The name of the first element of a document, behind declarations and comments.
pub(crate) fn root(text: &str) -> Option<&str> {
    xml::root(text)
}

/// The article in what a program has made of a file: a page in HTML, or a text.
pub(crate) fn of_text(text: &[u8], context: &Context<'_>) -> Result<Draft, SkipReason> {
    /// So much of it tells a page.
    const OPENING_BYTES: usize = 64 << 10;
    let opening = &text[..text.len().min(OPENING_BYTES)];
    let is_page = html::is_page(&String::from_utf8_lossy(opening));
    let format: &dyn Format = if is_page { &Html } else { &Text };
    format.read(text, context)
}

/// One format of files with articles.
pub(crate) trait Format: Sync {
    /// Endings of file names, in lower case and without the dot, for files whose content does not
    /// say what it is.
    fn extensions(&self) -> &'static [&'static str];

    /// Whether such an ending says what a file is whose content does not. Formats that have marks of
    /// their own are known by these alone.
    fn is_known_by_name(&self) -> bool {
        true
    }

    /// Whether a file with this beginning and this name is certainly of this format.
    fn opens_with(&self, text: &str, name: &str) -> bool;

    /// How a file with this beginning falls into records; `None` for a file of one article.
    fn cutter(&self, head: &[u8], keys: &KeyMap) -> Option<Box<dyn Cutter>>;

    /// What the records of a file with this beginning have in common, such as the names of their
    /// columns.
    fn heading(&self, _head: &[u8], _name: &str) -> Heading {
        Heading::default()
    }

    /// Whether records name their own fields, so that it pays to look under which key they have
    /// their texts.
    fn has_keys(&self) -> bool {
        false
    }

    /// How much memory reading a record takes besides what its bytes do, judged at a glance.
    fn parsing_bytes(&self, _record: &[u8]) -> usize {
        0
    }

    /// Reads one record.
    ///
    /// # Errors
    /// Any [`SkipReason`]: the run goes on without the record.
    fn read(&self, record: &[u8], context: &Context<'_>) -> Result<Draft, SkipReason>;
}

/// What the records of one file have in common.
#[derive(Debug, Clone, Default)]
pub(crate) struct Heading {
    /// The names of the columns; empty where records name their own keys.
    pub(crate) columns: Vec<String>,
    /// What stands between columns.
    pub(crate) delimiter: char,
    /// Whether a backslash before a quotation mark makes it a sign of the text.
    pub(crate) escapes: bool,
    /// How many records at the start are part of the heading.
    pub(crate) records: u64,
    /// What holds the items of a feed.
    pub(crate) channel: Channel,
}

/// What a format may want to know besides the bytes of a record.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    /// The fields that keys stand for.
    pub(crate) keys: &'a KeyMap,
    /// The heading of the file.
    pub(crate) heading: &'a Heading,
    /// The key that holds the text in this file, where no key that is known does.
    pub(crate) body_key: Option<&'a str>,
    /// In which order day and month stand, where that is known.
    pub(crate) order: Option<DateOrder>,
}
