//! Asks Backfile and other engines the same questions about the same articles, and prints one table
//! with a column for each.
//!
//! Question: where are others ahead, and by how much? All have the title and the body searched,
//! positions kept and the text stored, and answer on one thread. Who has no such question has no
//! figure. A bare word finds its other forms in Backfile, and so more than elsewhere; how many each
//! finds of quoted words is compared first.
//!
//! ```text
//! BACKFILE_DATA=… cargo run --release --manifest-path benches/rivals/Cargo.toml -- table
//! BACKFILE_DATA=… cargo run --release --manifest-path benches/rivals/Cargo.toml -- growth
//! ```

mod agreement;
mod articles;
mod engine;
mod growth;
mod indexing;
mod measure;
mod options;
mod peer;
mod peers;
mod questions;
mod report;

use std::io::Write as _;

use clap::Parser as _;

use crate::options::{Options, Work};

fn main() -> anyhow::Result<()> {
    match Options::parse().work {
        Work::Table(options) => report::table(&options),
        Work::Growth(options) => growth::table(&options),
        Work::Index { engine, articles, folder } => {
            say(&serde_json::to_string(&indexing::here(engine, &articles, &folder)?)?);
            Ok(())
        }
    }
}

/// Writes to standard output; where that is closed nobody can be told.
fn say(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}
