//! Draws the articles of each source that are looked at.

use std::collections::{BTreeMap, BinaryHeap};

use article::{ArticleId, Boilerplate};
use tantivy::DocId;

use crate::predecessor::OldSegment;
use crate::{CancelToken, IndexerError};

/// So many articles of a source are looked at.
const OF_A_SOURCE: usize = 512;
/// So many articles are looked at in all, of some tens of bytes while they are drawn. Where there
/// are more, fewer sources are.
const IN_ALL: usize = 1 << 20;

/// The articles of one source that have been drawn so far: those with the lowest ids, which are
/// digests.
#[derive(Default)]
struct Drawn {
    articles: usize,
    kept: BinaryHeap<(ArticleId, usize, DocId)>,
}

/// The articles of each source that are looked at, by segment and number, in the order of the
/// sources' names. Sources with fewer than `fewest` articles are left out.
///
/// # Errors
/// [`IndexerError::Cancelled`].
pub(super) fn samples(
    segments: &[OldSegment],
    fewest: usize,
    cancel: &CancelToken,
) -> Result<BTreeMap<String, Vec<(usize, DocId)>>, IndexerError> {
    let mut sources: BTreeMap<String, Drawn> = BTreeMap::new();
    let mut kept = 0;
    // Sources whose digest is higher are passed over.
    let mut highest = u64::MAX;
    for (number, segment) in segments.iter().enumerate() {
        for doc in (0..segment.documents).filter(|doc| segment.is_alive(*doc)) {
            if cancel.is_cancelled() {
                return Err(IndexerError::Cancelled);
            }
            let Ok(article) = segment.article(doc) else { continue };
            let Some(source) = Boilerplate::source_of_article(&article) else { continue };
            if digest(&source) > highest {
                continue;
            }
            if !sources.contains_key(&*source) {
                sources.insert(source.to_string(), Drawn::default());
            }
            let Some(drawn) = sources.get_mut(&*source) else { continue };
            drawn.articles += 1;
            drawn.kept.push((article.id, number, doc));
            if drawn.kept.len() > OF_A_SOURCE {
                drawn.kept.pop();
            } else {
                kept += 1;
            }
            while kept > IN_ALL {
                highest /= 2;
                sources.retain(|source, _| digest(source) <= highest);
                kept = sources.values().map(|drawn| drawn.kept.len()).sum();
            }
        }
    }
    let sources = sources.into_iter().filter(|(_, drawn)| drawn.articles >= fewest);
    let sources = sources.map(|(source, drawn)| {
        let mut sample: Vec<(usize, DocId)> =
            drawn.kept.into_iter().map(|(_, segment, doc)| (segment, doc)).collect();
        // In the order in which they are stored they are read fastest.
        sample.sort_unstable();
        (source, sample)
    });
    Ok(sources.collect())
}

/// The beginning of the digest of a source's name.
fn digest(source: &str) -> u64 {
    let mut first = [0; 8];
    first.copy_from_slice(&blake3::hash(source.as_bytes()).as_bytes()[..8]);
    u64::from_le_bytes(first)
}
