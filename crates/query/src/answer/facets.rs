//! Tells by which values the matches divide.

use schema::Facet;

use super::envelope::Answer;
use super::explanation::blame_of;
use super::loosened::or_loosened;
use super::result::{Bucket, Facets};
use crate::QueryError;
use crate::search::{Found, ValueCounts};
use crate::understand::SearchRequest;

/// The matches by the values of some facets, of each the most frequent first, then by name; where
/// there are none, those of the question loosened.
pub(crate) fn facets(
    found: impl Found,
    request: &SearchRequest,
    by: &[Facet],
) -> Result<Answer<Facets>, QueryError> {
    let (found, ValueCounts { of_facets, total }) =
        or_loosened(found, request, |found| found.by_value(by), |found| found.total == 0)?;
    let mut buckets = Vec::new();
    for (facet, counts) in by.iter().zip(of_facets) {
        let bucket = |(key, count)| Bucket { by: facet.name(), key, count };
        let mut of_facet: Vec<Bucket> = counts.into_iter().map(bucket).collect();
        of_facet.sort_by(|one, two| two.count.cmp(&one.count).then_with(|| one.key.cmp(&two.key)));
        buckets.append(&mut of_facet);
    }
    let blame = blame_of(&found, request, total)?;
    Answer::of_matches(&found, request, &blame, Facets { buckets, total })
}
