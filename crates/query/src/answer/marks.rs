//! What a query matches in an article.

use std::ops::Range;
use std::sync::Arc;

use article::Article;

use crate::engine::{Budget, Mark, Matcher};
use crate::search::Found;

/// What matched in an article: byte ranges, in order, without overlap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// In the title.
    pub title: Vec<Range<usize>>,
    /// In the body.
    pub body: Vec<Range<usize>>,
}

/// What a question matches in an article.
pub(super) fn marks(found: &impl Found, article: &Article) -> Marks {
    let matcher = matcher(found, Arc::clone(found.budget()));
    let [title, body] = found.with_lexicon(|lexicon| matcher.marks(article, lexicon));
    let ranges = |marks: Vec<Mark>| marks.into_iter().map(|mark| mark.range).collect();
    Marks { title: ranges(title), body: ranges(body) }
}

/// What marks the words of a question, within a budget.
pub(super) fn matcher(found: &impl Found, budget: Arc<Budget>) -> Matcher {
    Matcher::of_plan(found.question().plan(), found.archive().analyzer(), budget)
}
