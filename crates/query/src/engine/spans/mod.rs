//! Words in an arrangement, matched by their positions.

mod arrange;
mod cursor;
mod either;
mod language;
mod marked;
mod pairs;
mod places;
mod query;
mod source;
mod span;
#[cfg(test)]
mod tests;
mod union;
mod window;
mod word;

pub(crate) use arrange::{Arrangement, WordPlaces};
pub(crate) use language::{DocumentLanguages, LanguageSet, only, set_of};
pub(crate) use query::SpanQuery;
pub(crate) use source::{FormsMemory, WordSource};
pub(crate) use span::Span;
