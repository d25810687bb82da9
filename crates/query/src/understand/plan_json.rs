//! Writes a plan as JSON, and reads it back; `docs/plan.md` describes it.

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::plan::{Plan, ValueRange};
use super::spans::{Spans, Word};
use crate::PlanError;
use crate::syntax::shorten;

impl Plan {
    /// The version of the JSON form. It rises when what was written before would be read otherwise.
    pub const JSON_VERSION: u32 = 2;

    /// So many parts may lie in each other. A level of a query's tree comes to three parts in two
    /// levels at most (a weight, all of it, any of the rest), and a word of it to a few more.
    /// Whoever answers a plan goes down with it.
    const DEEPEST: usize = 330;

    /// How deep brackets and braces may stand in each other: a part has two.
    const MOST_NESTED: usize = 2 * Self::DEEPEST + 10;

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
        #[serde(deny_unknown_fields)]
        struct Read {
            #[serde(rename = "version")]
            _version: u64,
            plan: Plan,
        }
        if is_nested_too_deep(text) {
            return Err(PlanError::Deep);
        }
        let Version { version } = read(text)?;
        if version != u64::from(Self::JSON_VERSION) {
            return Err(PlanError::Version { found: version });
        }
        let Read { plan, .. } = read(text)?;
        plan.check()?;
        Ok(plan)
    }

    /// Holds a plan, whoever made it, to what the plans of queries are.
    ///
    /// # Errors
    /// [`PlanError::Deep`] and [`PlanError::Meaningless`].
    pub(crate) fn check(&self) -> Result<(), PlanError> {
        check(self, 1)
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

/// Whether a text is nested deeper than a plan may be: reading it takes stack.
fn is_nested_too_deep(text: &str) -> bool {
    let (mut depth, mut is_string, mut is_escaped) = (0_usize, false, false);
    text.bytes().any(|byte| {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_string => is_escaped = true,
            b'"' => is_string = !is_string,
            _ if is_string => {}
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > Plan::MOST_NESTED
    })
}

/// The largest distance, window or number of times, as of what is typed.
const MOST_WORDS: u32 = 10_000;

fn check(plan: &Plan, depth: usize) -> Result<(), PlanError> {
    if depth > Plan::DEEPEST {
        return Err(PlanError::Deep);
    }
    let check = |inner: &Plan| check(inner, depth + 1);
    let rule = match plan {
        Plan::And(parts) | Plan::Or(parts) => return parts.iter().try_for_each(check),
        Plan::Not(inner) => return check(inner),
        Plan::Boost { factor, inner } if factor.is_finite() && *factor >= 0.0 => {
            return check(inner);
        }
        Plan::Boost { .. } => "a weight is 0 or more",
        Plan::Words { spans, at_least, .. } if (1..=MOST_WORDS).contains(at_least) => {
            return check_spans(spans, depth + 1, false);
        }
        Plan::Words { .. } => "words are asked for from 1 to 10,000 times",
        Plan::Within { range: ValueRange::Numbers(range), .. } if range.is_empty() => {
            "a number lies in a range of numbers"
        }
        Plan::Everything
        | Plan::Within { .. }
        | Plan::Nothing
        | Plan::Published(_)
        | Plan::Length(_)
        | Plan::Has(_)
        | Plan::Value { .. }
        | Plan::Language { .. }
        | Plan::Id(_) => return Ok(()),
    };
    Err(PlanError::Meaningless { rule, part: shorten(&json(plan)) })
}

/// `is_synonym` for what stands for something else, which is plain words.
fn check_spans(spans: &Spans, depth: usize, is_synonym: bool) -> Result<(), PlanError> {
    if depth > Plan::DEEPEST {
        return Err(PlanError::Deep);
    }
    let check = |inner: &Spans| check_spans(inner, depth + 1, is_synonym);
    let rule = match spans {
        Spans::Word(word) => match word {
            Word::Inflected { sought, spellings, .. }
                if sought.is_empty()
                    || sought.iter().chain(spellings).any(|one| one.by.texts().is_empty()) =>
            {
                "a word in any form has a stem or form, or more"
            }
            Word::Folded(forms) if forms.is_empty() => "a word has a form or more",
            Word::Inflected { .. } | Word::Folded(_) => return Ok(()),
            _ if is_synonym => PLAIN,
            Word::Fuzzy { distance, .. } if !(1..=2).contains(distance) => {
                "a word is sought within one or two edits"
            }
            Word::Letters { .. }
            | Word::Written { .. }
            | Word::Prefix(_)
            | Word::Glob(_)
            | Word::Fuzzy { .. }
            | Word::Regex(_) => return Ok(()),
        },
        Spans::Sequence(parts) | Spans::Any(parts) | Spans::Window { parts, .. }
            if parts.len() < 2 =>
        {
            "a sequence, a window or a choice has two parts or more"
        }
        Spans::Sequence(parts) | Spans::Any(parts) => return parts.iter().try_for_each(check),
        _ if is_synonym => PLAIN,
        Spans::Window { slop, .. } if *slop > MOST_WORDS => "a window has 10,000 words or fewer",
        Spans::Window { parts, .. } => return parts.iter().try_for_each(check),
        Spans::Near { within, .. } if !(1..=MOST_WORDS).contains(within) => {
            "a distance is from 1 to 10,000 words"
        }
        Spans::Near { left, right, .. } | Spans::Together { left, right, .. } => {
            check(left)?;
            return check(right);
        }
        Spans::Synonyms { others, .. } if others.is_empty() => "there is a synonym or more",
        Spans::Synonyms { typed, others } => {
            check(typed)?;
            return others.iter().try_for_each(|other| check_spans(other, depth + 1, true));
        }
    };
    Err(PlanError::Meaningless { rule, part: shorten(&json(spans)) })
}

const PLAIN: &str = "a synonym is words in any form or folded, in sequences and choices";
