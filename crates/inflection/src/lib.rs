//! Tells of which words a form is a form: *régions* of *région*, *went* of *go*, *leaves* of *leaf*
//! and of *leave*.
//!
//! A [`Table`] holds what a dictionary says of a language: endings with what takes their place in
//! the word that a form belongs to, and, listed one by one, the forms for which the endings would
//! say something else. So it answers for words that no dictionary has, too. What comes out is folded
//! as the rest of an index is; of two words that fold alike it makes one.
//!
//! A [`Dictionary`] is a table that comes with this crate, with its source and licence. A
//! [`Builder`] makes a table of forms and their words.

mod builder;
mod dictionaries;
mod edit;
mod learn;
mod table;
#[cfg(test)]
mod tests;

pub use builder::Builder;
pub use dictionaries::{Dictionary, dictionaries, dictionary, licences};
pub use table::{Lemmas, Table};
