//! Tells in plain words how a query was read, and why a hit has its score.

use std::ops::Range;

use schema::Zone;
use serde::Serialize;
use tantivy::query::EnableScoring;
use tantivy::{DocSet, TERMINATED};

use crate::QueryError;
use crate::engine::{Pattern, WordSource};
use crate::page::Blame;
use crate::plan::{Plan, Spans, Target, Word};
use crate::search::{Match, Question, SearchRequest, State, count};
use crate::syntax::{Diagnostic, Expr, ExprKind, Interval};

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
}

/// A word of the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Expanded {
    /// The word, folded.
    pub text: String,
    /// The articles that have it in title or body.
    pub articles: u64,
}

/// Reads a query and looks up its parts.
pub(crate) fn explain(state: &State, request: &SearchRequest) -> Result<Explanation, QueryError> {
    let question = Question::understand(state, request)?;
    let mut parts = Vec::new();
    for leaf in leaves(&question.expr) {
        let alone = question.about(state, request, leaf.clone())?;
        let articles = count(state, &alone, None).map_err(|error| state.failed(error))?;
        parts.push(Part {
            text: typed(&request.query, &leaf.span, leaf),
            meaning: describe(&alone.plan),
            articles,
            expansions: expansions(state, &alone.plan)?,
        });
    }
    let total = count(state, &question, None).map_err(|error| state.failed(error))?;
    let blame = if total == 0 { blame(state, request, &question)? } else { Vec::new() };
    Ok(Explanation {
        query: question.expr.to_string(),
        words: describe(&question.plan),
        parts,
        total,
        blame,
        diagnostics: question.diagnostics,
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
        let question = Question::understand(
            state,
            &SearchRequest { query: expr.to_string(), ..strict.clone() },
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

/// The words of the index that the words of a plan stand for.
fn expansions(state: &State, plan: &Plan) -> Result<Vec<Expanded>, QueryError> {
    /// Words that are listed.
    const LISTED: usize = 20;
    let mut found = std::collections::BTreeMap::<String, u64>::new();
    let mut words = Vec::new();
    plan.each_wanted(&mut |_, spans| spans.each_word(&mut |word| words.push(word.clone())));
    for word in &words {
        collect_forms(state, word, &mut found).map_err(|error| state.failed(error))?;
    }
    let mut found: Vec<Expanded> =
        found.into_iter().map(|(text, articles)| Expanded { text, articles }).collect();
    found.sort_by(|one, two| two.articles.cmp(&one.articles).then_with(|| one.text.cmp(&two.text)));
    found.truncate(LISTED);
    Ok(found)
}

fn collect_forms(
    state: &State,
    word: &Word,
    found: &mut std::collections::BTreeMap<String, u64>,
) -> tantivy::Result<()> {
    let source: &WordSource = &state.source;
    let fields = [Zone::Title, Zone::Body].map(|zone| source.fields.zone(zone));
    for reader in state.engine.segment_readers() {
        for zone in fields {
            let inverted = reader.inverted_index(zone.words)?;
            let pattern = match word {
                Word::Inflected { stems, spellings, .. } => {
                    let stems = [stems.as_slice(), spellings].concat();
                    for (text, articles) in source.forms(reader, zone.words, &stems)? {
                        *found.entry(text).or_default() += articles;
                    }
                    for (text, articles) in source.forms(reader, zone.letters, &stems)? {
                        found.entry(text).or_insert(0);
                        let _ = articles;
                    }
                    continue;
                }
                Word::Folded(forms) => Pattern::Words(forms.clone()),
                Word::Letters { folded, .. } => Pattern::Words(vec![folded.clone()]),
                pattern => match Pattern::of(pattern).map_err(QueryError::into_engine)? {
                    Some(pattern) => pattern,
                    None => continue,
                },
            };
            pattern.each(&inverted, &mut |text, info| {
                *found.entry(text.to_owned()).or_default() += u64::from(info.doc_freq);
            })?;
        }
    }
    Ok(())
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
            Pattern::Prefix(prefix.clone()).expand(&inverted, COUNTED).map_err(failed)?;
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
    for leaf in leaves(&question.expr) {
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

/// What a plan asks for, in words.
pub(crate) fn describe(plan: &Plan) -> String {
    match plan {
        Plan::Everything => "everything".to_owned(),
        Plan::Nothing => "nothing".to_owned(),
        Plan::Words { target, spans, at_least } => {
            let often = match at_least {
                0 | 1 => String::new(),
                n => format!("at least {n} times "),
            };
            format!("{often}{}{}", describe_spans(spans), describe_target(*target))
        }
        Plan::And(parts) => join(parts, " and "),
        Plan::Or(parts) => format!("({})", join(parts, " or ")),
        Plan::Not(inner) => format!("not {}", describe(inner)),
        Plan::Boost { factor, inner } => format!("{}, weighed {factor} times", describe(inner)),
        Plan::Published(interval) => describe_days(*interval),
        Plan::Length(range) => match (range.min, range.max) {
            (Some(min), Some(max)) => format!("of {min} to {max} words"),
            (Some(min), None) => format!("of {min} words or more"),
            (None, Some(max)) => format!("of {max} words or fewer"),
            (None, None) => "of any length".to_owned(),
        },
        Plan::Has(name) => format!("with a value for {name}"),
        Plan::Language { codes, script } => {
            let script = script.as_ref().map(|script| format!(" in {script}")).unwrap_or_default();
            format!("in the language {}{script}", codes.join(" or "))
        }
        Plan::Id(prefix) => format!("with an id that begins with {prefix}"),
    }
}

fn join(parts: &[Plan], with: &str) -> String {
    parts.iter().map(describe).collect::<Vec<_>>().join(with)
}

fn describe_target(target: Target) -> String {
    match target {
        Target::Text => String::new(),
        Target::Zone(Zone::Title) => " in the title".to_owned(),
        Target::Zone(Zone::Body) => " in the body".to_owned(),
        Target::Zone(Zone::Rest) => " around the text".to_owned(),
        Target::All => " anywhere, boilerplate included".to_owned(),
        Target::Keyword(keyword) => format!(" as {}", keyword.name()),
    }
}

fn describe_spans(spans: &Spans) -> String {
    let list = |parts: &[Spans], with: &str| {
        parts.iter().map(describe_spans).collect::<Vec<_>>().join(with)
    };
    match spans {
        Spans::Word(word) => describe_word(word),
        Spans::Sequence(parts) => format!("the phrase of {}", list(parts, ", ")),
        Spans::Any(parts) => format!("({})", list(parts, " or ")),
        Spans::Window { parts, slop } => {
            format!("{} in any order with at most {slop} further words", list(parts, ", "))
        }
        Spans::Near { left, right, within, ordered } => {
            let order = if *ordered { "followed within" } else { "within" };
            let (left, right) = (describe_spans(left), describe_spans(right));
            format!("{left} {order} {within} words by {right}")
        }
        Spans::Together { left, right, paragraph } => {
            let unit = if *paragraph { "paragraph" } else { "sentence" };
            format!("{} and {} in one {unit}", describe_spans(left), describe_spans(right))
        }
    }
}

fn describe_word(word: &Word) -> String {
    match word {
        Word::Inflected { folded, spellings, .. } if spellings.is_empty() => {
            format!("“{folded}” in any form")
        }
        Word::Inflected { folded, .. } => {
            format!("“{folded}” in any form, and the name's other spellings")
        }
        Word::Folded(forms) => format!("“{}”", forms.join("” or “")),
        Word::Letters { letters, cased: None, .. } => format!("“{letters}” letter for letter"),
        Word::Letters { cased: Some(word), .. } => {
            format!("“{word}” letter for letter, case included")
        }
        Word::Prefix(prefix) => format!("words that begin with “{prefix}”"),
        Word::Glob(glob) => format!("words like “{glob}”"),
        Word::Fuzzy { word, distance } => format!("words at most {distance} letters from “{word}”"),
        Word::Regex(pattern) => format!("words that fit /{pattern}/"),
    }
}

fn describe_days(interval: Interval) -> String {
    match (interval.start, interval.end) {
        (Some(start), Some(end)) if start == end => format!("published on {start}"),
        (Some(start), Some(end)) => format!("published from {start} to {end}"),
        (Some(start), None) => format!("published on {start} or later"),
        (None, Some(end)) => format!("published on {end} or earlier"),
        (None, None) => "published on any known day".to_owned(),
    }
}
