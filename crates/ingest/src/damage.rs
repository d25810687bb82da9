//! Marks where bytes of a stream are missing.

/// What stands in the place of the rest of a damaged part of a file that is read on behind it: no
/// record has it.
pub(crate) const DAMAGE: &[u8] = b"\r\n\0damaged\0\r\n\r\n";
