//! A page of hits with what all that match divide by.

use query::Answer;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Bucket, Page};

/// A page of hits, and the counts of all articles that answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Overview {
    /// The page.
    #[serde(flatten)]
    pub page: Page,
    /// The values of each field that was asked for, the most frequent first, then by name; null
    /// where none was.
    pub facets: Option<Vec<Bucket>>,
    /// The units of time that have any, oldest first; null where they were not asked for.
    pub timeline: Option<Vec<Bucket>>,
    /// Those without a date; null where no timeline was asked for.
    pub undated: Option<u64>,
}

impl From<Answer<query::Overview>> for Overview {
    fn from(answer: Answer<query::Overview>) -> Self {
        let mut answer = answer;
        let facets = answer.facets.take();
        let timeline = answer.timeline.take();
        let buckets = |buckets: Vec<query::Bucket>| buckets.into_iter().map(Bucket::from).collect();
        let undated = timeline.as_ref().map(|timeline| timeline.undated);
        Self {
            page: Page::from(answer.map(|overview| overview.page)),
            facets: facets.map(|facets| buckets(facets.buckets)),
            timeline: timeline.map(|timeline| buckets(timeline.buckets)),
            undated,
        }
    }
}
