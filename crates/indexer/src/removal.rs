//! Says how much a run over source files may take away.

use article::FilePath;

/// What a run may remove.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Removal {
    /// Articles whose source is gone, unless they are more than half of their root's and more
    /// than 20, or all of a root or of a folder.
    #[default]
    Guarded,
    /// Articles whose source is gone, however many.
    Allowed,
    /// None.
    Never,
}

/// A root or folder of which too much would have gone, so that nothing of it was removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The root, or the folder in it, absolute.
    pub place: FilePath,
    /// How many articles would have gone.
    pub articles: u64,
    /// Whether nothing would have been left there; else it is more than half.
    pub is_emptied: bool,
}
