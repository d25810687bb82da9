//! Breaks files the way disks and kills do.

use std::fs;
use std::io;
use std::path::Path;

use crate::Random;

/// Cuts a file off at a random place.
///
/// # Errors
/// The system's.
pub fn truncate(path: &Path, random: &mut Random) -> io::Result<()> {
    let length = usize::try_from(fs::metadata(path)?.len()).unwrap_or_default();
    let file = fs::OpenOptions::new().write(true).open(path)?;
    file.set_len(random.below(length) as u64)
}

/// Turns one random bit of a file over.
///
/// # Errors
/// The system's.
pub fn flip_bit(path: &Path, random: &mut Random) -> io::Result<()> {
    let mut bytes = fs::read(path)?;
    if bytes.is_empty() {
        return Ok(());
    }
    let at = random.below(bytes.len());
    bytes[at] ^= 1 << random.below(8);
    fs::write(path, bytes)
}
