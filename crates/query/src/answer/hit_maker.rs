//! Turns matches into hits: reads what is stored, marks it, cuts snippets.

use jiff::civil::Date;

use super::hit::{DateMatch, Hit};
use super::snippet::{SnippetSource, snippets};
use crate::QueryError;
use crate::engine::Matcher;
use crate::search::{Candidate, Found};
use crate::syntax::Interval;

/// Makes hits.
pub(super) struct HitMaker<'a, F> {
    pub(super) found: &'a F,
    pub(super) matcher: &'a Matcher,
    /// The days that were asked for.
    pub(super) days: Option<Interval>,
    pub(super) snippets: usize,
}

impl<F: Found> HitMaker<'_, F> {
    /// The hit of a match.
    pub(super) fn hit(&self, candidate: &Candidate, rank: u64) -> Result<Hit, QueryError> {
        let article = self.found.article(candidate)?;
        let snippets = if self.snippets == 0 || !self.matcher.is_in_time() {
            Vec::new()
        } else {
            let [title, body] =
                self.found.with_lexicon(|lexicon| self.matcher.marks(&article, lexicon));
            let source = SnippetSource { article: &article, title: &title, body: &body };
            snippets(&source, self.snippets)
        };
        let date = article.published_on;
        let fields = self.found.archive().own_fields().shown(&article);
        let article = article.into_fields();
        Ok(Hit {
            rank,
            id: article.id,
            date_match: self.days.zip(date).map(|(days, date)| {
                let days = days.start.unwrap_or(Date::MIN)..=days.end.unwrap_or(Date::MAX);
                let is_inside = days.contains(&date.first_day()) && days.contains(&date.last_day());
                if is_inside { DateMatch::Certain } else { DateMatch::Possible }
            }),
            source_id: article.source_id,
            title: article.title,
            date,
            source: article.source,
            authors: article.authors,
            language: article.language,
            url: article.url,
            path: Some(article.provenance.path).filter(|path| !path.is_empty()),
            fields,
            score: candidate.place.score,
            snippets,
        })
    }
}
