//! Turns a plan into a query of the engine, with queries of our own where it has none or ours are
//! better.

mod any_term;
mod budget;
mod compile;
mod days;
mod disjoint;
mod excluded;
mod expansion;
mod matcher;
mod merged;
mod own_range;
mod spans;
mod spelled;
mod verified;
mod word_lists;
mod written;

pub(crate) use any_term::AnyTermQuery;
pub(crate) use budget::{Budget, Reached};
pub(crate) use compile::Compiler;
pub(crate) use days::{Days, WideDates};
pub(crate) use expansion::{Pattern, Terms};
pub(crate) use matcher::{Mark, Matcher};
pub(crate) use merged::AnyWordQuery;
pub(crate) use own_range::docs_in_range;
pub(crate) use spans::{FormsMemory, LanguageSet, SpanQuery, WordSource, only};
pub(crate) use word_lists::BareText;
pub(crate) use written::{InEither, alive};
