//! How long it takes from the start of a process to its first answer.

use std::process::Command;
use std::time::Instant;

use anyhow::ensure;

use crate::child;
use crate::indexing::Indexes;
use crate::table::{Spread, Table};
use crate::words::Choice;

/// Starts of each side.
const STARTS: usize = 40;

/// Measures whole processes: the program's `search` with a page of ten, and a program that opens
/// tantivy's index and prints ten first lines.
pub(crate) fn measure(indexes: &Indexes, choice: &Choice, table: &mut Table) -> anyhow::Result<()> {
    let mut samples = (Vec::new(), Vec::new());
    for word in choice.mid.iter().cycle().take(STARTS) {
        let mut ours = Command::new(env!("CARGO_BIN_EXE_backfile"));
        ours.arg("--index").arg(&indexes.backfile);
        ours.args(["search", "-n", "10", "--json", word]);
        samples.0.push(milliseconds(ours)?);
        let mut theirs = child::command()?;
        theirs.arg("answer").arg(&indexes.bare).arg(word);
        samples.1.push(milliseconds(theirs)?);
    }
    table.add("start", "ms", Spread::of(samples.0), Spread::of(samples.1));
    Ok(())
}

fn milliseconds(mut command: Command) -> anyhow::Result<f64> {
    let started = Instant::now();
    let output = command.output()?;
    let milliseconds = started.elapsed().as_secs_f64() * 1e3;
    ensure!(
        output.status.success() && !output.stdout.is_empty(),
        "no answer: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(milliseconds)
}
