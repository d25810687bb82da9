//! Defines what an index is, so that whoever writes one and whoever reads one cannot disagree.
//!
//! - [`Fields`] names every field once, with its reason; no other crate spells a field's name.
//! - [`TermReader`] says what terms an article has, [`keyword_values`] which values of it are searched, [`column_values`] what its columns hold, and
//!   [`StoredArticle`] what is stored of it and how that becomes an article again.
//! - [`Layout`] knows the files of an index folder, [`Manifest`] and [`CommitNote`] what stands in
//!   them, [`Ledger`] which source files an index was made of.
//! - [`open_generation`] opens the engine's index of a generation for reading or writing.

mod advice;
mod boilerplate_file;
mod cancel;
mod column_values;
mod columns;
mod commit;
mod error;
mod fields;
mod folder;
mod generation_folder;
mod layout;
mod ledger;
mod ledger_file;
mod location;
mod manifest;
mod open;
mod sealed;
mod settings;
mod sort_key;
mod stored;
mod stored_path;
mod stored_values;
mod terms;
mod zones;

pub use advice::Advice;
pub use boilerplate_file::{read_boilerplate, write_boilerplate};
pub use cancel::CancelToken;
pub use column_values::{ColumnValue, column_values};
pub use columns::Columns;
pub use commit::{CommitId, CommitNote};
pub use error::SchemaError;
pub use fields::{
    Facet, Fields, Keyword, LETTERS_SEPARATOR, NAME_SEPARATOR, PARAGRAPH_START, SENTENCE_START,
    STEM_SEPARATOR, SURE_NAME, SharedFields, UNSURE_NAME, WordField, Zone, ZoneFields, stem_term,
    value_term,
};
pub use folder::Folder;
pub use generation_folder::{FolderAccess, GenerationFolder};
pub use layout::{GenerationName, Layout, SEGMENTS_FILE, Unfinished};
pub use ledger::{Ledger, MappedLedger};
pub use ledger_file::{FileKey, FileOutcome, LedgerEntry, LedgerFile};
pub use location::Location;
pub use manifest::{
    FIRST_WITH_LANGUAGES, FIRST_WITH_VALUES, FORMAT_VERSION, Manifest, OLDEST_READABLE_FORMAT,
    RebuildOf,
};
pub use open::{create_generation, index_in_memory, open_generation};
pub use settings::Settings;
pub use sort_key::SortKey;
pub use stored::StoredArticle;
pub use terms::{TITLE_WEIGHT, TermReader, TermSink, keyword_values};
pub use zones::{ZONE_GAP, ZonePart, part_text, zone_parts};

/// The engine below, for experts; it is not covered by this crate's promise of stability.
pub use tantivy;
