//! Tells by which values the matches divide.

use std::collections::BTreeMap;

use schema::Facet;

use super::envelope::Answer;
use super::explanation::blame_of;
use super::loosened::or_loosened;
use super::result::{Bucket, Facets};
use crate::QueryError;
use crate::search::Found;
use crate::understand::{SearchRequest, check_facets};

/// The matches by the values of some facets, of each the most frequent first, then by name; where
/// there are none, those of the question loosened.
pub(crate) fn facets(
    found: impl Found,
    request: &SearchRequest,
    by: &[Facet],
) -> Result<Answer<Facets>, QueryError> {
    check_facets(found.archive(), by)?;
    let (found, tally) =
        or_loosened(found, request, |found| found.tally(by, None), |tally| tally.total == 0)?;
    let blame = blame_of(&found, request, tally.total)?;
    Answer::of_matches(&found, request, &blame, Facets::of(by, tally.of_facets, tally.total))
}

impl Facets {
    pub(super) fn of(by: &[Facet], of_facets: Vec<BTreeMap<String, u64>>, total: u64) -> Self {
        let mut buckets = Vec::new();
        for (at, (facet, counts)) in by.iter().zip(of_facets).enumerate() {
            // One that is asked for twice is answered once.
            if by[..at].contains(facet) {
                continue;
            }
            let bucket = |(key, count)| Bucket { by: facet.name().to_owned(), key, count };
            let mut of_facet: Vec<Bucket> = counts.into_iter().map(bucket).collect();
            of_facet
                .sort_by(|one, two| two.count.cmp(&one.count).then_with(|| one.key.cmp(&two.key)));
            buckets.append(&mut of_facet);
        }
        Self { buckets, total }
    }
}
