//! Says what terms an article has, in which fields and at which places: whoever writes an index,
//! and of whatever kind, takes them from here.

mod name_words;
mod sink;
mod term_reader;
mod values;

pub use self::sink::TermSink;
pub use self::term_reader::{TITLE_WEIGHT, TermReader};
pub(crate) use self::values::facet_keys;
pub use self::values::keyword_values;
