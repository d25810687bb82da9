//! Tells in plain words how a query was read, and why a hit has its score.

mod expansions;
mod nearest;
mod words;

use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;
use tantivy::query::EnableScoring;
use tantivy::{DocSet, TERMINATED};

use self::expansions::expansions;
pub(crate) use self::nearest::missing_words;
use self::words::describe;
use crate::QueryError;
use crate::engine::Pattern;
use crate::page::{Blame, Expanded, MissingWord};
use crate::search::{Match, Question, SearchRequest, State, count};
use crate::syntax::{Diagnostic, Expr, ExprKind};

/// How a query was read.
#[derive(Debug, Clone, PartialEq, Serialize)]
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
    /// Whether a limit cut the counts short.
    pub partial: bool,
    /// Where that is none: the parts without which something would be found.
    pub blame: Vec<Blame>,
    /// What there is to say about it.
    #[serde(skip)]
    pub diagnostics: Vec<Diagnostic>,
}

/// A part of a query that can be looked up by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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

/// Reads a query and looks up its parts.
pub(crate) fn explain(state: &State, request: &SearchRequest) -> Result<Explanation, QueryError> {
    let question = Question::understand(state, request)?;
    let mut parts = Vec::new();
    for leaf in &parts_of(&question) {
        let alone = question.about(state, request, leaf.clone())?;
        let articles = count(state, &alone, None).map_err(|error| state.failed(error))?;
        parts.push(Part {
            text: typed(&request.query, &leaf.span, leaf),
            meaning: describe(&alone.plan),
            articles,
            expansions: expansions(state, &alone)?,
            missing: missing_words(state, &question, &alone.plan)?,
        });
    }
    let total = count(state, &question, None).map_err(|error| state.failed(error))?;
    let blame = if total == 0 { blame(state, request, &question)? } else { Vec::new() };
    Ok(Explanation {
        query: question.expr.to_string(),
        words: describe(&question.plan),
        parts,
        total,
        partial: question.is_cut(),
        blame,
        diagnostics: question.into_diagnostics(),
    })
}

/// The most parts that are tried without each other.
const BLAME_LIMIT: usize = 8;

/// The parts of a conjunction without which something would be found.
pub(crate) fn blame(
    state: &State,
    request: &SearchRequest,
    question: &Question,
) -> Result<Vec<Blame>, QueryError> {
    let ExprKind::And { children, explicit } = &question.expr.kind else { return Ok(Vec::new()) };
    if children.len() > BLAME_LIMIT || request.matching == Match::Any {
        return Ok(Vec::new());
    }
    let strict = SearchRequest { matching: Match::All, ..request.clone() };
    let mut blame = Vec::new();
    for left_out in 0..children.len() {
        if matches!(children[left_out].kind, ExprKind::Scope(_)) {
            continue;
        }
        let mut rest = children.clone();
        let without = rest.remove(left_out);
        let kind = if rest.len() == 1 {
            rest.remove(0).kind
        } else {
            ExprKind::And { children: rest, explicit: *explicit }
        };
        let expr = Expr { kind, span: question.expr.span.clone() };
        let question = Question::understand_within(
            state,
            &SearchRequest { query: expr.to_string(), ..strict.clone() },
            Arc::clone(question.budget()),
        );
        // A part that means nothing by itself is not to blame.
        let Ok(question) = question else { continue };
        let total = count(state, &question, None).map_err(|error| state.failed(error))?;
        if total > 0 {
            let without = typed(&request.query, &without.span, &without);
            blame.push(Blame { without, total });
        }
    }
    Ok(blame)
}

fn typed(query: &str, span: &Range<usize>, expr: &Expr) -> String {
    query
        .get(span.clone())
        .filter(|text| !text.is_empty())
        .map_or_else(|| expr.to_string(), str::to_owned)
}

/// The parts that can be looked up by themselves.
pub(crate) fn leaves(expr: &Expr) -> Vec<&Expr> {
    let mut leaves = Vec::new();
    let mut open = vec![expr];
    while let Some(expr) = open.pop() {
        match &expr.kind {
            ExprKind::And { children, .. } | ExprKind::Or { children } => {
                open.extend(children.iter().rev());
            }
            ExprKind::Not { inner }
            | ExprKind::Required { inner }
            | ExprKind::Boost { inner, .. } => {
                open.push(inner);
            }
            ExprKind::Scope(_) => {}
            _ => leaves.push(expr),
        }
    }
    leaves
}

/// The parts of a question: words that have synonyms together are one.
fn parts_of(question: &Question) -> Vec<Expr> {
    let mut parts: Vec<Expr> = Vec::new();
    for leaf in leaves(&question.expr) {
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

/// The document of an id, or of the only id that begins so.
pub(crate) fn find(state: &State, id: &str) -> Result<(usize, u32), QueryError> {
    /// Of more, the number is not told exactly.
    const COUNTED: usize = 1_000;
    let prefix = id.trim().to_lowercase();
    let mut found = Vec::new();
    for (segment, reader) in state.engine.segment_readers().iter().enumerate() {
        let failed = |error| state.failed(error);
        let inverted = reader.inverted_index(state.fields().id).map_err(failed)?;
        let expansion =
            Pattern::Prefix(prefix.clone()).expand(&inverted, COUNTED, &state.source.budget);
        let expansion = expansion.map_err(failed)?;
        for info in expansion.terms {
            let option = tantivy::schema::IndexRecordOption::Basic;
            let postings = inverted.read_postings_from_terminfo(&info, option);
            let mut postings = postings.map_err(|error| state.failed(error.into()))?;
            while postings.doc() != TERMINATED {
                if !reader.is_deleted(postings.doc()) {
                    found.push((segment, postings.doc()));
                }
                postings.advance();
            }
        }
    }
    match found.as_slice() {
        _ if prefix.is_empty() => Err(QueryError::NoArticle { id: prefix }),
        [] => Err(QueryError::NoArticle { id: prefix }),
        [only] => Ok(*only),
        several => Err(QueryError::AmbiguousId { prefix, articles: several.len() }),
    }
}

/// Why a document has its score, part by part.
pub(crate) fn explain_hit(
    state: &State,
    request: &SearchRequest,
    segment: usize,
    doc: u32,
) -> Result<String, QueryError> {
    let question = Question::understand(state, request)?;
    let score = |question: &Question| -> tantivy::Result<Option<f32>> {
        let statistics = state.statistics();
        let scoring = EnableScoring::enabled_from_statistics_provider(&statistics, &state.engine);
        let weight = question.query.weight(scoring)?;
        let reader = state.engine.segment_reader(u32::try_from(segment).unwrap_or(u32::MAX));
        let mut scorer = weight.scorer(reader, 1.0)?;
        let at = if scorer.doc() < doc { scorer.seek(doc) } else { scorer.doc() };
        let days = question.days_in(state, segment)?;
        let is_match = at == doc && days.is_none_or(|days| days.contains(doc));
        Ok(is_match.then(|| scorer.score()))
    };
    let failed = |error| state.failed(error);
    let id = state.columns[segment].id(doc).to_string();
    let Some(total) = score(&question).map_err(failed)? else {
        return Err(QueryError::NoMatch { id });
    };
    let mut lines =
        vec![format!("{id} scores {total:.3} by the rarity of its words (BM25), of which")];
    for leaf in &parts_of(&question) {
        let alone = question.about(state, request, leaf.clone())?;
        let text = typed(&request.query, &leaf.span, leaf);
        lines.push(match score(&alone).map_err(failed)? {
            Some(part) if part > 0.0 => {
                format!("  {part:.3} for {text}: {}", describe(&alone.plan))
            }
            Some(_) => {
                format!("  nothing for {text}, which only narrows: {}", describe(&alone.plan))
            }
            None => format!("  nothing for {text}, which it does not have"),
        });
    }
    let bonus = crate::search::BONUS * 100.0;
    lines.push(format!(
        "among the best {}, up to {bonus:.0} % more for words in the very letters typed",
        crate::search::RERANKED
    ));
    Ok(lines.join("\n"))
}
