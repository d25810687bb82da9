//! Finds out when an article was published.
//!
//! A date in a text is the date of publication only on a header line, which holds nothing but the
//! date and what frames it, or in the dateline with which a text begins; every other date is one
//! that the article speaks of.

mod finder;
mod header;
mod record;

pub(crate) use finder::find;
pub(crate) use header::{dateline, header_line};
pub(crate) use record::{of_record, parse};
