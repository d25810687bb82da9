//! Says how much room on the disk a rebuild needs, and how much there is.

use crate::Indexer;
use crate::generation::free_bytes;

/// The room that a rebuild takes, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DiskNeed {
    /// What it may take while it lasts, beside the index: twice what the index takes, because
    /// segments stand beside what they are merged into.
    pub needed_bytes: u64,
    /// What is free; `None` where the system does not tell.
    pub free_bytes: Option<u64>,
}

impl DiskNeed {
    /// Whether there is less than it may take.
    pub fn is_scarce(&self) -> bool {
        self.free_bytes.is_some_and(|free| free < self.needed_bytes)
    }
}

impl Indexer {
    /// What this rebuild needs; `None` where there is nothing to be rebuilt.
    pub fn disk_need(&self) -> Option<DiskNeed> {
        let old = self.predecessor.as_ref()?;
        let bytes = self.layout().generation(old.name).bytes();
        let free_bytes = free_bytes(self.layout());
        Some(DiskNeed { needed_bytes: bytes * 2, free_bytes })
    }
}
