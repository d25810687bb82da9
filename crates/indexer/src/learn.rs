//! Learns what stands around the articles of each source, from the generation that a rebuild
//! replaces.
//!
//! Every article that it holds counts once, by its text alone and not by how it was labelled, so
//! that what is learned follows from what the archive holds, whatever was learned before. Of a
//! source with many articles a sample is looked at, drawn by the ids: it is the same however the
//! index came about.

mod evidence;
mod labels;
mod sample;
mod specimen;

use article::Boilerplate;

use self::evidence::{FEWEST, learned};
pub(crate) use self::labels::relabelled;
use self::sample::samples;
use self::specimen::Specimen;
use crate::predecessor::Predecessor;
use crate::{CancelToken, IndexerError};

/// What stands around the articles of a generation.
///
/// # Errors
/// [`IndexerError::Cancelled`].
pub(crate) fn learn(old: &Predecessor, cancel: &CancelToken) -> Result<Boilerplate, IndexerError> {
    let mut boilerplate = Boilerplate::default();
    let segments = old.readable_segments();
    for (source, sample) in samples(&segments, FEWEST, cancel)? {
        let mut specimens = Vec::with_capacity(sample.len());
        for (segment, doc) in sample {
            if cancel.is_cancelled() {
                return Err(IndexerError::Cancelled);
            }
            // What cannot be read is told when it is to be taken over.
            if let Ok(article) = segments[segment].article(doc) {
                specimens.push(Specimen::of(&article));
            }
        }
        boilerplate.insert(source, learned(specimens));
    }
    Ok(boilerplate)
}
