//! Takes web pages apart: what they say of themselves, and which of their text is the article.

mod blocks;
pub(super) mod body;
pub(super) mod cost;
pub(super) mod date;
pub(super) mod facts;
mod inner;
mod regions;
pub(super) mod text;

pub(super) use self::inner::{frames, saved, scriptless, without_inlined};
