//! Indexing, in a process of its own, whose time and memory are then the index's alone.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, bail};
use serde::{Deserialize, Serialize};

use crate::engine::Engine;

/// What indexing took.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Used {
    pub(crate) seconds: f64,
    /// Of the processor, all threads.
    pub(crate) cpu_seconds: f64,
    /// The most memory, with mapped pages; not known of a program of its own.
    pub(crate) peak_megabytes: Option<f64>,
    /// The index on the disk.
    pub(crate) index_megabytes: f64,
}

/// Lets a child index.
pub(crate) fn apart(engine: Engine, articles: &Path, folder: &Path) -> anyhow::Result<Used> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("index").arg(engine.name().to_lowercase()).args([articles, folder]);
    let output = command.output()?;
    if !output.status.success() {
        bail!("{} failed: {}", engine.name(), String::from_utf8_lossy(&output.stderr));
    }
    let last = output.stdout.split(|byte| *byte == b'\n').rfind(|line| line.starts_with(b"{"));
    serde_json::from_slice(last.unwrap_or_default()).context("the child answered something else")
}

/// Indexes in this process.
#[expect(clippy::cast_precision_loss, reason = "printed with one digit")]
pub(crate) fn here(engine: Engine, articles: &Path, folder: &Path) -> anyhow::Result<Used> {
    let started = Instant::now();
    engine.index(articles, folder)?;
    Ok(Used {
        seconds: started.elapsed().as_secs_f64(),
        cpu_seconds: cpu_seconds(),
        peak_megabytes: (engine != Engine::Xapian).then(|| peak_kb() / 1e3),
        index_megabytes: bytes_below(folder)? as f64 / 1e6,
    })
}

fn bytes_below(folder: &Path) -> std::io::Result<u64> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.metadata()?;
        // The program that asks Xapian is no part of its index.
        let is_program = entry.file_name().to_string_lossy().starts_with("rival");
        if kind.is_dir() {
            bytes += bytes_below(&entry.path())?;
        } else if !is_program {
            bytes += kind.len();
        }
    }
    Ok(bytes)
}

/// Processor seconds of this process and its children, user and system, as Linux tells them; 0
/// elsewhere.
fn cpu_seconds() -> f64 {
    /// Linux tells times to programs in hundredths of a second on every machine.
    const TICKS_A_SECOND: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The second field is a name in brackets, which may hold spaces.
    let fields = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = fields.split_whitespace().skip(11).take(4);
    ticks.filter_map(|ticks| ticks.parse::<u32>().ok()).map(f64::from).sum::<f64>() / TICKS_A_SECOND
}

/// The most memory that this process has held, as Linux tells it; 0 elsewhere.
fn peak_kb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kb| kb.parse().ok()).unwrap_or_default()
}
