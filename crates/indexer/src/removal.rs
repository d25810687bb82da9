//! Says how much a run over source files may take away.

/// What a run may remove.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Removal {
    /// Articles whose source is gone, unless they are more than half of their root's and more
    /// than 20.
    #[default]
    Guarded,
    /// Articles whose source is gone, however many.
    Allowed,
    /// None.
    Never,
}
