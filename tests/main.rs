//! All integration tests, as one program of one module a theme.
//!
//! | module | holds |
//! |---|---|
//! | `cli` | the program: output, exit codes, hostile input |
//! | `explain` | what is said about a query: counts, blame, did-you-mean |
//! | `kills` | the index after the program was killed at any moment |
//! | `library` | the library: adding, removing, reloading, paging, order |
//! | `marks` | what is marked in an article, and which pieces of it are shown |
//! | `oracle` | random questions against a naive scan of the same articles |
//! | `queries` | every claim of `corpus/queries.toml` |
//! | `real` | real archives, from `BACKFILE_DATA` |
//! | `relevance` | the ranking on judged collections, from `BACKFILE_DATA` |
//! | `robust` | bad input and damaged indexes |
//! | `tidy` | the rules of the house: sizes, edges, names |
//!
//! `BACKFILE_LONG=1` makes the tests that repeat themselves do so more often. Random tests print
//! their seed; `BACKFILE_TEST_SEED` repeats it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod cli;
mod explain;
mod kills;
mod library;
mod marks;
mod oracle;
mod queries;
mod real;
mod relevance;
mod robust;
mod samples;
mod tidy;
