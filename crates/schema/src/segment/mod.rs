//! Builds a segment of an index: articles come in any order, and are written in that of their
//! dates.
//!
//! The engine could build it of documents. But it looks every term of every field up in one table,
//! by its bytes; here a word was looked up when it was analysed, and its terms follow from it.

mod builder;
mod column_values;
mod name_words;
mod postings;
mod term_reader;
mod terms;

pub use builder::{LedgerEntry, SegmentBuilder};
pub use term_reader::TITLE_WEIGHT;
