//! Queries of our own for the engine, where it has none or ours are better.

mod any_term;
mod days;
mod excluded;
mod expansion;
mod merged;
mod spans;
mod spelled;
mod verified;

pub(crate) use any_term::AnyTermQuery;
pub(crate) use days::{Days, DaysQuery, WideDates};
pub(crate) use excluded::ExcludedQuery;
pub(crate) use expansion::glob_to_regex;
pub(crate) use expansion::{Expansion, Pattern};
pub(crate) use merged::{MergedTermsQuery, SHARE_OF_OTHERS};
pub(crate) use spans::{Arrangement, FormsMemory, Span, SpanQuery, WordPlaces, WordSource};
pub(crate) use verified::VerifiedQuery;
