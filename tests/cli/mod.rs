//! The command line: the real program is run on small folders, and judged by what it prints and
//! by its exit code.

#![expect(clippy::unwrap_used, reason = "a test that meets what it does not expect shall fail")]

mod answers;
mod batch;
mod contract;
mod help;
mod hostile;
mod indexing;
mod own_fields;
mod partial;
mod program;
mod stopping;
mod wrong_input;
