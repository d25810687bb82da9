//! Says what has been read before, so that it need not be read again.

use std::sync::Arc;

use crate::SourceFile;

/// What is already known of the files that are read.
pub trait Baseline: Sync {
    /// Whether the file is as it was when it was last read; it is then not opened.
    fn is_unchanged(&self, file: &SourceFile) -> bool;

    /// The records known from that file. Those are neither parsed nor cleaned.
    fn known_records(&self, file: &SourceFile) -> KnownRecords;

    /// What [`crate::Event::FileFinished`] last told of the context of that file: if it has
    /// changed, its known records are read again after [`crate::Event::ReadAnew`].
    fn context(&self, _file: &SourceFile) -> Option<u64> {
        None
    }
}

/// Nothing has been read before.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoBaseline;

impl Baseline for NoBaseline {
    fn is_unchanged(&self, _file: &SourceFile) -> bool {
        false
    }

    fn known_records(&self, _file: &SourceFile) -> KnownRecords {
        KnownRecords::default()
    }
}

/// The digests of the records that are known of a file.
#[derive(Debug, Clone, Default)]
pub struct KnownRecords {
    digests: Arc<Vec<u64>>,
    /// By the first place of a digest, how often it was met.
    met: Vec<u32>,
}

impl KnownRecords {
    /// Those with these digests, in their order; one that is known several times stands there
    /// several times.
    pub fn new(sorted_digests: Arc<Vec<u64>>) -> Self {
        Self { met: vec![0; sorted_digests.len()], digests: sorted_digests }
    }

    /// Whether a record that is met is known, and not met more often than it is known.
    pub(crate) fn meet(&mut self, digest: u64) -> bool {
        let first = self.digests.partition_point(|known| *known < digest);
        let Some(met) = self.met.get_mut(first) else { return false };
        let is_known = self.digests.get(first + *met as usize) == Some(&digest);
        *met += u32::from(is_known);
        is_known
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_known_as_often_as_it_was_given() {
        let mut known = KnownRecords::new(Arc::new(vec![1, 3, 3, u64::MAX]));
        let met = [0, 1, 1, 3, 3, 3, 2, u64::MAX, u64::MAX].map(|digest| known.meet(digest));
        assert_eq!(met, [false, true, false, true, true, false, false, true, false]);
    }
}
