//! Answers questions from an index.

mod averages;
mod by_date;
mod by_relevance;
mod count;
mod exactness;
mod export;
mod facets;
mod found;
mod hits;
mod lengths;
mod question;
mod request;
mod searcher;
mod state;
mod stats;
mod timeline;
mod top;
mod variants;
mod walk;

pub(crate) use by_relevance::RERANKED;
pub(crate) use count::count;
pub(crate) use exactness::BONUS;
pub(crate) use question::Question;
pub use request::{Limits, Match, SearchRequest, Sort, TotalWanted};
pub use searcher::Searcher;
pub(crate) use state::State;
