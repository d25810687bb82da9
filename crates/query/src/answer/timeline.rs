//! Tells when the matches were published.

use jiff::civil::Date;

use super::envelope::Answer;
use super::explanation::blame_of;
use super::loosened::or_loosened;
use super::result::{Bucket, Timeline};
use crate::QueryError;
use crate::search::{Found, TimeCounts, TimelineBy};
use crate::understand::SearchRequest;

/// The matches over time, or where there are none, those of the question loosened.
pub(crate) fn timeline(
    found: impl Found,
    request: &SearchRequest,
    by: TimelineBy,
) -> Result<Answer<Timeline>, QueryError> {
    let (found, TimeCounts { units, undated }) = or_loosened(
        found,
        request,
        |found| found.by_time(by),
        |found| found.units.is_empty() && found.undated == 0,
    )?;
    let bucket = |((first, unit), count)| Bucket { by: by.name(), key: key(first, unit), count };
    let buckets: Vec<Bucket> = units.into_iter().map(bucket).collect();
    let total = buckets.iter().map(|bucket| bucket.count).sum::<u64>() + undated;
    let blame = blame_of(&found, request, total)?;
    Answer::of_matches(&found, request, &blame, Timeline { buckets, undated, total })
}

fn key(day: Date, unit: TimelineBy) -> String {
    match unit {
        TimelineBy::Year => format!("{:04}", day.year()),
        TimelineBy::Month => format!("{:04}-{:02}", day.year(), day.month()),
        TimelineBy::Day => day.to_string(),
    }
}
