//! What all who are compared can be asked.

use std::time::{Duration, Instant};

use crate::questions::{Question, Wanted};

/// What was found, and how long it took.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    /// Ids that were read, or the number of articles that were counted.
    pub(crate) articles: u64,
    pub(crate) took: Duration,
}

/// An index of the articles, open for questions. Each uses one thread.
pub(crate) trait Peer {
    /// Answers; `None` where it knows no such question.
    fn ask(&mut self, question: &Question, wanted: Wanted) -> anyhow::Result<Option<Found>>;
}

/// Times an answer.
pub(crate) fn timed(answer: impl FnOnce() -> anyhow::Result<u64>) -> anyhow::Result<Option<Found>> {
    let begun = Instant::now();
    let articles = answer()?;
    Ok(Some(Found { articles, took: begun.elapsed() }))
}
