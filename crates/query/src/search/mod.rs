//! Finds the documents that answer a question: by relevance, by date, counted.
//!
//! What the floor above needs of what was found it asks through [`Found`].

mod all;
mod averages;
mod by_date;
mod by_field;
mod by_relevance;
mod count;
mod exactness;
mod facets;
mod field_order;
mod found;
mod ids;
mod lengths;
mod lookup;
mod members;
mod opened;
mod place;
mod scored;
mod state;
mod stats;
mod sums;
mod tally;
mod timeline;
mod top;
mod units;
mod walk;
mod words;

pub(crate) use exactness::{FORM_BONUS, LETTERS_BONUS};
pub(crate) use found::{After, First, Found, TimeCounts};
pub(crate) use ids::find;
pub(crate) use lookup::{Lookup, passed};
pub(crate) use opened::Opened;
pub(crate) use place::Place;
pub(crate) use scored::{Candidate, RERANKED, Scored};
pub(crate) use state::State;
pub(crate) use stats::stats;
pub use stats::{IndexStats, LanguageShare, UnfinishedRebuild};
pub use units::TimelineBy;
