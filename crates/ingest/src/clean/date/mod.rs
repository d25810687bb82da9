//! Finds out when an article was published.
//!
//! A date in a text is the date of publication only on a header line, which holds nothing but the
//! date and what frames it, or in the dateline with which a text begins; every other date is one
//! that the article speaks of.

mod finder;
mod frame;
mod header;
mod moment;
mod numbers;
mod order;
mod record;
mod zone;

pub(crate) use finder::find;
pub(crate) use frame::{is_change, is_publication};
pub(crate) use header::{dateline, header_line, published_line};
pub(crate) use moment::moment;
pub(crate) use order::Manner;
pub(crate) use record::{Reading, evidence, of_record, order_of, parse};

/// No article is dated later: such numbers are prices, amounts, and days on which something ends.
pub(crate) const LAST_YEAR: i16 = 2037;
