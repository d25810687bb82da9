//! What the text analysis makes of annotated words and sentences of many languages, measured beside
//! the tools it is built on. `BACKFILE_DATA` names the folder that has them.
//!
//! `cargo test --test integration languages:: -- --nocapture` prints the tables.

mod detection;
mod gold;
mod habit;
mod twins;
mod words;
