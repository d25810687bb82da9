//! Takes web pages apart: what they say of themselves, and which of their text is the article.

pub(super) mod cost;
pub(super) mod date;
pub(super) mod text;
