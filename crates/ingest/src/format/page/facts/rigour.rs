//! Says how sure it must be that a text is a name.

/// How much a text must look like a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rigour {
    /// Structured data says that it is one.
    Lenient,
    /// An element says that a name stands in it.
    Marked,
    /// A label with a colon says that a name follows: one word may do.
    Labelled,
    /// Nothing but its place and its look says so: two words or more, with capitals.
    Strict,
    /// Nothing but the opener before it says so, which may begin a sentence.
    Opened,
}
