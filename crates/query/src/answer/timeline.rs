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
    let (found, tally) =
        or_loosened(found, request, |found| found.tally(&[], Some(by)), |tally| tally.total == 0)?;
    let blame = blame_of(&found, request, tally.total)?;
    Answer::of_matches(&found, request, &blame, Timeline::of(by, tally.times, tally.total))
}

impl Timeline {
    pub(super) fn of(by: TimelineBy, times: TimeCounts, total: u64) -> Self {
        let TimeCounts { units, undated } = times;
        let bucket = |((first, unit), count): ((Date, TimelineBy), u64)| Bucket {
            by: by.name().to_owned(),
            key: key(first, unit),
            count,
        };
        Self { buckets: units.into_iter().map(bucket).collect(), undated, total }
    }
}

fn key(day: Date, unit: TimelineBy) -> String {
    match unit {
        TimelineBy::Year => format!("{:04}", day.year()),
        TimelineBy::Month => format!("{:04}-{:02}", day.year(), day.month()),
        TimelineBy::Day => day.to_string(),
    }
}
