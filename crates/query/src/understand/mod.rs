//! Finds out what a query means for an archive: from a tree to a [`Plan`].
//!
//! What must be known of the archive is asked through [`Archive`]. Nothing here knows an engine.

mod archive;
mod filter;
mod own;
mod plan;
mod plan_json;
mod question;
mod request;
mod resolve;
mod rewrite;
mod sought;
mod spans;
mod spelling;
mod stems;
mod synonyms;
mod word_forms;
mod word_memory;
mod written;

pub use self::archive::Archive;
pub use self::filter::Filter;
pub(crate) use self::own::check_facets;
pub use self::plan::{Plan, Target, ValueRange};
pub use self::question::Question;
pub(crate) use self::question::{plan_of_synonym, short_digest, stale_analysis};
pub use self::request::{Direction, Limits, Match, SearchRequest, Sort, TotalWanted, Variants};
pub use self::sought::{Sought, SoughtBy};
pub use self::spans::{Spans, Word};
pub(crate) use self::stems::usual_distance;
pub use self::synonyms::SynonymSets;
pub use self::word_memory::WordMemory;
pub use self::written::{Articles, Written};
