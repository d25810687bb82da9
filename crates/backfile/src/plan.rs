//! What a query means for one archive, with its words analysed: to be kept as JSON, and asked again
//! or elsewhere.
//!
//! ```
//! use backfile::plan::Plan;
//! use backfile::{Article, Indexer, Location, Searcher};
//!
//! let place = Location::in_memory();
//! let mut indexer = Indexer::create(&place)?;
//! indexer.put("1", Article::builder().title("The ferry returns"))?;
//! indexer.commit()?;
//! let searcher = Searcher::open(&place)?;
//! let kept = searcher.plan("ferry date:..2030")?.to_json();
//! let found = searcher.rank_plan(Plan::from_json(&kept)?, "")?;
//! assert_eq!(found.total, Some(0), "it has no date");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub use query::syntax::{Decimal, DecimalRange, Interval, NumberRange};
pub use query::{
    Plan, PlanError, Ranked, Ranking, Sought, SoughtBy, Spans, Target, ValueRange, Word,
};
pub use schema::{Keyword, Zone};
