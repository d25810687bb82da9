//! Says what has been read before, so that it need not be read again.

use std::collections::HashMap;

use crate::SourceFile;

/// What is already known of the files that are read.
pub trait Baseline: Sync {
    /// Whether the file is as it was when it was last read; it is then not opened.
    fn is_unchanged(&self, file: &SourceFile) -> bool;

    /// The digests of the records known from that file, each with how often it is known. A record
    /// among them is neither parsed nor cleaned.
    fn known_records(&self, file: &SourceFile) -> HashMap<u64, u32>;
}

/// Nothing has been read before.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoBaseline;

impl Baseline for NoBaseline {
    fn is_unchanged(&self, _file: &SourceFile) -> bool {
        false
    }

    fn known_records(&self, _file: &SourceFile) -> HashMap<u64, u32> {
        HashMap::new()
    }
}
