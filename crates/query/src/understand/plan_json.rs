//! Writes a plan as JSON, and reads it back; `docs/plan.md` describes it.

use serde::{Deserialize, Serialize};

use super::plan::Plan;
use super::spans::{Spans, Word};
use crate::syntax::shorten;

/// Why a text is no plan.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// It is not JSON, or not of a plan.
    #[error("this is no plan: {0}")]
    Json(#[from] serde_json::Error),
    /// It is of another version.
    #[error("the plan is of version {found}, and this program reads {}", Plan::JSON_VERSION)]
    Version {
        /// The version that it names.
        found: u64,
    },
    /// Its parts lie too deep in each other.
    #[error("the plan is nested more than {} deep at byte {at}", Plan::MOST_NESTED)]
    Nested {
        /// The byte of the text where it is.
        at: usize,
    },
    /// A part of it means nothing.
    #[error("a plan {rule}, which `{part}` does not")]
    Meaningless {
        /// What holds for every plan.
        rule: &'static str,
        /// The part, in JSON.
        part: String,
    },
}

impl Plan {
    /// The version of the JSON form. It rises when what was written before would be read otherwise.
    pub const JSON_VERSION: u32 = 1;

    /// How deep brackets and braces may stand in each other. A plan of a query has fewer.
    const MOST_NESTED: usize = 1_000;

    /// The plan as one line of JSON.
    pub fn to_json(&self) -> String {
        #[derive(Serialize)]
        struct Written<'a> {
            version: u32,
            plan: &'a Plan,
        }
        json(&Written { version: Self::JSON_VERSION, plan: self })
    }

    /// Reads a plan that was written by [`Self::to_json`], perhaps by a stranger.
    ///
    /// # Errors
    /// [`PlanError`] where it is none. A pattern that no engine can use is found when it is asked.
    pub fn from_json(text: &str) -> Result<Self, PlanError> {
        #[derive(Deserialize)]
        struct Version {
            version: u64,
        }
        #[derive(Deserialize)]
        struct Read {
            plan: Plan,
        }
        if let Some(at) = nested_too_deep(text) {
            return Err(PlanError::Nested { at });
        }
        let Version { version } = read(text)?;
        if version != u64::from(Self::JSON_VERSION) {
            return Err(PlanError::Version { found: version });
        }
        let Read { plan } = read(text)?;
        check(&plan, 1)?;
        Ok(plan)
    }
}

/// What is derived here is always written: it has no map whose keys are no text.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn read<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_str(text);
    // How deep it goes was looked at before.
    reader.disable_recursion_limit();
    let value = T::deserialize(&mut reader)?;
    reader.end()?;
    Ok(value)
}

/// Where a text is nested deeper than a plan may be: reading it takes stack.
fn nested_too_deep(text: &str) -> Option<usize> {
    let (mut depth, mut is_string, mut is_escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_string => is_escaped = true,
            b'"' => is_string = !is_string,
            _ if is_string => {}
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > Plan::MOST_NESTED {
            return Some(at);
        }
    }
    None
}

/// The largest distance, window or number of times, as of what is typed.
const MOST_WORDS: u32 = 10_000;

/// How many parts may lie in each other: the tree of a query is 200 deep, and what stands for one
/// of its words is a few parts more. Whoever answers a plan goes down with it.
const DEEPEST: usize = 210;

/// Holds a plan to what the plans of queries are.
fn check(plan: &Plan, depth: usize) -> Result<(), PlanError> {
    let check = |inner: &Plan| check(inner, depth + 1);
    let rule = match plan {
        _ if depth > DEEPEST => "is at most 210 parts deep",
        Plan::And(parts) | Plan::Or(parts) => return parts.iter().try_for_each(check),
        Plan::Not(inner) => return check(inner),
        Plan::Boost { factor, inner } if factor.is_finite() && *factor >= 0.0 => {
            return check(inner);
        }
        Plan::Boost { .. } => "has factors of 0 or more",
        Plan::Words { spans, at_least, .. } if (1..=MOST_WORDS).contains(at_least) => {
            return check_spans(spans, depth + 1);
        }
        Plan::Words { .. } => "asks for words from 1 to 10,000 times",
        _ => return Ok(()),
    };
    Err(PlanError::Meaningless { rule, part: shorten(&json(plan)) })
}

fn check_spans(spans: &Spans, depth: usize) -> Result<(), PlanError> {
    let check = |inner: &Spans| check_spans(inner, depth + 1);
    let rule = match spans {
        _ if depth > DEEPEST => "is at most 210 parts deep",
        Spans::Word(word) => match word {
            Word::Inflected { stems, .. } if stems.is_empty() => "has words with a stem or more",
            Word::Folded(forms) if forms.is_empty() => "has words with a form or more",
            Word::Fuzzy { distance, .. } if !(1..=2).contains(distance) => {
                "has words within one or two edits"
            }
            _ => return Ok(()),
        },
        Spans::Sequence(parts) | Spans::Any(parts) | Spans::Window { parts, .. }
            if parts.len() < 2 =>
        {
            "has sequences, windows and choices of two parts or more"
        }
        Spans::Window { slop: words, .. } | Spans::Near { within: words, .. }
            if *words > MOST_WORDS =>
        {
            "has distances of 10,000 words or fewer"
        }
        Spans::Synonyms { others, .. } if others.is_empty() => "has no empty lists of synonyms",
        Spans::Sequence(parts) | Spans::Any(parts) | Spans::Window { parts, .. } => {
            return parts.iter().try_for_each(check);
        }
        Spans::Synonyms { typed, others } => {
            check(typed)?;
            return others.iter().try_for_each(check);
        }
        Spans::Near { left, right, .. } | Spans::Together { left, right, .. } => {
            check(left)?;
            return check(right);
        }
    };
    Err(PlanError::Meaningless { rule, part: shorten(&json(spans)) })
}
