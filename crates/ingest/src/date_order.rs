//! Names the two orders of day and month.

/// In which order day and month stand where both are numbers, as in `5/6/2025`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DateOrder {
    /// The fifth of June.
    DayFirst,
    /// The sixth of May, as in the United States.
    MonthFirst,
}
