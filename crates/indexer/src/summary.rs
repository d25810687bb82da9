//! Tells what a run of indexing did.

/// What was done between opening an index and publishing it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct IndexSummary {
    /// Articles that were not there before.
    pub added: u64,
    /// Articles of which another version was there.
    pub replaced: u64,
    /// Articles that are no longer there.
    pub removed: u64,
    /// Articles that were there already, just so.
    pub unchanged: u64,
    /// Articles written that have something in a field of the archive's own that is no value of its
    /// kind, by which they are not found: [`article::OwnValues::unread`].
    pub unread_values: u64,
    /// Articles in the index now.
    pub articles: u64,
    /// The number of the generation.
    pub generation: u32,
}
