//! Deletes articles, and leaves alone those that are written later under the same ids.
//!
//! What is deleted is told to the engine in a queue, and a segment that is handed to it may meet
//! what was in the queue before. So each delete knows the segments that it must not reach. No
//! upstream issue is known.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use article::ArticleId;
use schema::Fields;
use tantivy::index::SegmentId;
use tantivy::query::{ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, Score, SegmentReader, Term};

/// The segments of one writer by the time at which they were written: first those of time 1.
#[derive(Debug, Clone, Default)]
pub(crate) struct Times {
    now: u64,
    of_segments: Arc<RwLock<HashMap<SegmentId, u64>>>,
}

impl Times {
    /// A segment was written, after all that was deleted before. Several may be at once.
    pub(crate) fn written(&mut self, segments: impl IntoIterator<Item = SegmentId>) {
        self.now += 1;
        let now = self.now;
        let mut times = self.of_segments.write().unwrap_or_else(PoisonError::into_inner);
        times.extend(segments.into_iter().map(|segment| (segment, now)));
    }

    /// The segments that were written.
    pub(crate) fn segments(&self) -> impl Iterator<Item = SegmentId> {
        let times = self.of_segments.read().unwrap_or_else(PoisonError::into_inner);
        times.keys().copied().collect::<Vec<_>>().into_iter()
    }

    /// A query for the article with this id, to be deleted from all segments that there are.
    pub(crate) fn outdated(&self, id: &ArticleId, fields: &Fields) -> Box<dyn Query> {
        let term = Term::from_field_text(fields.id, &id.to_string());
        Box::new(Outdated { article: term, times: self.clone() })
    }
}

/// The article in all segments but those that are written later.
///
/// It waits in the engine's queue until the next commit, perhaps with a million others, so it is
/// its own weight: the engine's takes a kilobyte. No upstream issue is known.
#[derive(Debug, Clone)]
struct Outdated {
    article: Term,
    /// When it was deleted.
    times: Times,
}

impl Query for Outdated {
    fn weight(&self, _scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Outdated {
    /// A segment of another time was committed before, or merged of such as were there.
    fn reaches(&self, segment: SegmentId) -> bool {
        let times = self.times.of_segments.read().unwrap_or_else(PoisonError::into_inner);
        times.get(&segment).is_none_or(|time| *time <= self.times.now)
    }
}

impl Weight for Outdated {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let articles = reader.inverted_index(self.article.field())?;
        match articles.read_postings(&self.article, IndexRecordOption::Basic)? {
            Some(found) if self.reaches(reader.segment_id()) => {
                Ok(Box::new(ConstScorer::new(found, boost)))
            }
            _ => Ok(Box::new(EmptyScorer)),
        }
    }

    fn explain(&self, _reader: &SegmentReader, _doc: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("an article to be deleted", 1.0))
    }
}
