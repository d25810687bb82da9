//! Shows in an article's own text why it is a hit.
//!
//! The article is analysed again, by the same analysis as when it was indexed, and the
//! arrangements of the plan are looked for among its words by the same rules as in the index. So
//! a phrase marks the phrase and no stray word, and folding moves no offset.

mod matcher;
mod snippet;
mod words;

pub use matcher::Marks;
pub(crate) use matcher::{Mark, Matcher};
pub(crate) use snippet::{SnippetSource, snippets};
