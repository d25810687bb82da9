//! Words in an arrangement, matched by their positions.

mod arrange;
mod cursor;
mod language;
mod query;
mod source;
mod word;

pub(crate) use arrange::{Span, count_starts, near, sequence, together, window};
pub(crate) use query::SpanQuery;
pub(crate) use source::{FormsMemory, WordSource};
