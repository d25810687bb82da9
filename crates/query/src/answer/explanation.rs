//! Tells in plain words how a query was read, and why a hit has its score.

mod blame;
mod expansions;
mod missing;
mod words;

use std::ops::Range;

pub(super) use self::blame::{blame, blame_of};
use self::expansions::expansions;
pub(super) use self::missing::missing_words;
use self::words::describe;
use super::envelope::Answer;
use super::result::{Blame, Expanded, MissingWord};
use crate::QueryError;
use crate::search::{Candidate, FORM_BONUS, Found, LETTERS_BONUS, RERANKED};
use crate::syntax::{Expr, ExprKind};
use crate::understand::{Question, SearchRequest};

/// How a query was read.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Explanation {
    /// Its canonical form.
    pub query: String,
    /// What it asks for, in words.
    pub words: String,
    /// Its parts, in the order in which they were typed.
    pub parts: Vec<Part>,
    /// The articles that answer it.
    pub total: u64,
    /// Where that is none: the parts without which something would be found.
    pub blame: Vec<Blame>,
}

/// A part of a query that can be looked up by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Part {
    /// As typed.
    pub text: String,
    /// What it means, in words.
    pub meaning: String,
    /// The articles that it alone finds.
    pub articles: u64,
    /// The words of the index that it stands for, the most frequent first.
    pub expansions: Vec<Expanded>,
    /// Those of its words that occur nowhere in the index.
    pub missing: Vec<MissingWord>,
}

/// Looks up the parts of a question.
pub(super) fn explain(
    found: &impl Found,
    request: &SearchRequest,
) -> Result<Answer<Explanation>, QueryError> {
    let question = found.question();
    let mut parts = Vec::new();
    for leaf in &parts_of(question) {
        let alone = question.about(found.archive(), request, leaf.clone())?;
        let alone = found.ask(alone)?;
        let articles = alone.count(None)?;
        parts.push(Part {
            text: typed(&request.query, &leaf.span, leaf),
            meaning: describe(alone.question().plan()),
            articles,
            expansions: expansions(&alone)?,
            missing: missing_words(found, alone.question().plan())?,
        });
    }
    let total = found.count(None)?;
    let blame = blame_of(found, request, total)?;
    let (query, words) = (question.expr.to_string(), describe(question.plan()));
    let remarks = blame.clone();
    let explanation = Explanation { query, words, parts, total, blame };
    Answer::of_matches(found, request, &remarks, explanation)
}

fn typed(query: &str, span: &Range<usize>, expr: &Expr) -> String {
    query
        .get(span.clone())
        .filter(|text| !text.is_empty())
        .map_or_else(|| expr.to_string(), str::to_owned)
}

/// The parts of a question: words that have synonyms together are one.
fn parts_of(question: &Question) -> Vec<Expr> {
    let mut parts: Vec<Expr> = Vec::new();
    for leaf in question.expr.leaves() {
        let Some(span) = question.synonyms.run_of(&leaf.span) else {
            parts.push(leaf.clone());
            continue;
        };
        match parts.last_mut() {
            Some(Expr { kind: ExprKind::And { children, .. }, span: last }) if *last == span => {
                children.push(leaf.clone());
            }
            _ => {
                let kind = ExprKind::And { children: vec![leaf.clone()], explicit: false };
                parts.push(Expr { kind, span });
            }
        }
    }
    parts
}

/// Why an article has its score, part by part.
pub(super) fn explain_hit(
    found: &impl Found,
    request: &SearchRequest,
    hit: &Candidate,
) -> Result<String, QueryError> {
    let id = hit.place.id.to_string();
    let Some(total) = found.score(hit)? else { return Err(QueryError::NoMatch { id }) };
    let mut lines =
        vec![format!("{id} scores {total:.3} by the rarity of its words (BM25), of which")];
    for leaf in &parts_of(found.question()) {
        let alone = found.question().about(found.archive(), request, leaf.clone())?;
        let alone = found.ask(alone)?;
        let text = typed(&request.query, &leaf.span, leaf);
        let meaning = || describe(alone.question().plan());
        lines.push(match alone.score(hit)? {
            Some(part) if part > 0.0 => format!("  {part:.3} for {text}: {}", meaning()),
            Some(_) => format!("  nothing for {text}, which only narrows: {}", meaning()),
            None => format!("  nothing for {text}, which it does not have"),
        });
    }
    let [form, letters] = [FORM_BONUS, LETTERS_BONUS].map(|bonus| bonus * 100.0);
    lines.push(format!(
        "among the best {RERANKED}, up to {form:.0} % more for words in the form typed, and \
         {letters:.0} % for its very letters"
    ));
    Ok(lines.join("\n"))
}
