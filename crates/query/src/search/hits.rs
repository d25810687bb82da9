//! Turns matches into hits: reads what is stored, marks it, cuts snippets.

use std::ops::Range;

use article::Article;
use schema::StoredArticle;

use super::by_relevance::Candidate;
use super::state::State;
use crate::QueryError;
use crate::highlight::{Matcher, SnippetSource, snippets};
use crate::page::{DateMatch, Hit};
use crate::syntax::Interval;

/// The article of a match.
pub(crate) fn article(state: &State, segment: usize, doc: u32) -> Result<Article, QueryError> {
    let mut article = StoredArticle::read(&state.stores[segment], doc, state.fields())?;
    // A file may have been moved since the article was read from it.
    if let Some(path) = state.ledger.path(state.columns[segment].file(doc)) {
        article.provenance.path = path;
    }
    Ok(article)
}

/// Makes hits.
pub(crate) struct HitMaker<'a> {
    pub(crate) state: &'a State,
    pub(crate) matcher: &'a Matcher,
    pub(crate) days: Option<Interval>,
    pub(crate) snippets: usize,
}

impl HitMaker<'_> {
    /// The hit of a match.
    pub(crate) fn hit(&self, candidate: &Candidate, rank: u64) -> Result<Hit, QueryError> {
        let article = article(self.state, candidate.segment, candidate.doc)?;
        let snippets = if self.snippets == 0 {
            Vec::new()
        } else {
            let [title, body] =
                self.state.with_lexicon(|lexicon| self.matcher.marks(&article, lexicon));
            let source = SnippetSource { article: &article, title: &title, body: &body };
            snippets(&source, self.snippets)
        };
        let date = article.published_on;
        Ok(Hit {
            rank,
            id: article.id.to_string(),
            date_match: self.days.zip(date).map(|(days, date)| {
                let days = days.start.unwrap_or(jiff::civil::Date::MIN)
                    ..=days.end.unwrap_or(jiff::civil::Date::MAX);
                let is_inside = days.contains(&date.first_day()) && days.contains(&date.last_day());
                if is_inside { DateMatch::Certain } else { DateMatch::Possible }
            }),
            source_id: article.source_id,
            title: article.title,
            date: date.map(|date| date.to_string()),
            date_precision: date.map(|date| date.precision().name()),
            source: article.source,
            authors: article.authors,
            lang: article.language.code().to_owned(),
            url: article.url,
            path_bytes: article.provenance.path.bytes_in_base64(),
            path: Some(article.provenance.path.to_string()).filter(|path| !path.is_empty()),
            score: candidate.place.score,
            snippets,
        })
    }
}

/// The ranges of marks.
pub(crate) fn ranges(marks: Vec<crate::highlight::Mark>) -> Vec<Range<usize>> {
    marks.into_iter().map(|mark| mark.range).collect()
}
