//! The command line: the real program is run on small folders, and judged by what it prints and
//! by its exit code.

mod answers;
mod batch;
mod contract;
mod help;
mod hostile;
mod indexing;
mod program;
mod wrong_input;
